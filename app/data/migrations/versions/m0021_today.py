"""Indexes that hold all that what is due asks of many records, so that no wide row is read for it."""

from alembic import op
from sqlalchemy import text

revision = "0021"
down_revision = "0020"

_WIDER = {
    "case": ((("child",), ("child", "status", "id")),),
    "child": (
        (
            ("id", "sex", "birth_from", "birth_to", "disability", "disability_assessed"),
            (
                *("id", "sex", "birth_from", "birth_to", "disability", "disability_assessed"),
                *("foundling", "birth_certificate", "birth_certificate_number"),
            ),
        ),
        (("died_on",), ("died_on", "id")),
        (("death_known",), ("death_known", "id")),
    ),
    "note": (
        (("case", "on_date"), ("case", "on_date", "id", "kind", "child_seen", "next_visit_on")),
        (("on_date",), ("on_date", "case")),
    ),
    "concern": ((("code",), ("code", "ended_on", "kind", "case")),),
    "plan_action": ((("due_on",), ("due_on", "state", "case", "id")),),
    "placement": ((("case",), ("case", "to_on", "from_on", "id", "option")),),
    "consent": ((("how", "reviewed_on"), ("how", "reviewed_on", "on_date", "id", "case")),),
}
_CASE = (
    *("status", "owner", "office", "id", "child", "risk_level", "opened_on", "first_contact_on"),
    *("received_at", "received_precision"),
)


def upgrade() -> None:
    """Wider indexes in place of narrow ones, and four new ones."""
    for table, pairs in _WIDER.items():
        for old, new in pairs:
            op.drop_index(f"ix_{table}_{'_'.join(old)}", table)
            _make(table, new)
    _make("case", _CASE)
    _make("support", ("paid_on", "from_on"))
    owner, consent = text("type = 'case' AND field = 'owner'"), text("type = 'consent' AND what = 'created'")
    op.create_index("ix_history_owner", "history", ["new", "at"], sqlite_where=owner)
    op.create_index("ix_history_consent", "history", ["record", "at", "id", "user"], sqlite_where=consent)


def _make(table: str, columns: tuple[str, ...]) -> None:
    """An index over columns, named by them."""
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=False)
