"""Vocabulary 2: responses about any subject, attachments, the library of forms, actions of a plan."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NEW = (
    "office", "subject", "case", "child", "facility", "placement", "form_sha256", "state", "finished_at", "finished_by",
    "filled_on", "filled_by", "typed_on", "typed_by", "restricted", "whole", "groups", "prefilled", "scores", "void_reason",
)  # fmt: skip
_AS_JSON = frozenset({"groups", "prefilled", "scores"})


def upgrade() -> None:
    """Widens the table of responses and makes three tables; what newer computers sent already moves to its column."""
    for name in _NEW:
        op.add_column("form_response", sa.Column(name, sa.Text(), nullable=True))
    for names in (("case",), ("child",), ("facility",), ("whole",), ("form_id", "state")):
        op.create_index(f"ix_form_response_{'_'.join(names)}", "form_response", list(names), unique=False)
    _table("attachment", "response restricted key name mime size:int sha256 thumbnail purpose")
    _table("form", "office form_id form_version sha256 content files title subject state")
    _table("plan_action", "case response domain need goal action who due_on result state")
    for table, names in (
        ("attachment", ("response",)),
        ("attachment", ("sha256",)),
        ("form", ("form_id", "form_version")),
        ("plan_action", ("case",)),
        ("plan_action", ("due_on",)),
    ):
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names), unique=False)
    _unpack()


def _table(name: str, fields: str) -> None:
    """A table of a record type: id, its fields, and what this version does not know."""
    columns = [field.partition(":") for field in fields.split()]
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        *(sa.Column(field, sa.Integer() if kind else sa.Text(), nullable=True) for field, _, kind in columns),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _unpack() -> None:
    """Fields that the first version had to keep aside are known now."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, extra FROM form_response WHERE extra IS NOT NULL")).fetchall()
    for record, extra in rows:
        kept = json.loads(extra)
        for name in _NEW:
            value = kept.get(name)
            if name in _AS_JSON and value is not None and (name != "prefilled" or isinstance(value, dict)):
                value = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            elif not isinstance(value, str):
                continue
            del kept[name]
            statement = sa.text(f'UPDATE form_response SET "{name}" = :value WHERE id = :id')
            connection.execute(statement, {"value": value, "id": record})
        left = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else None
        connection.execute(sa.text("UPDATE form_response SET extra = :left WHERE id = :id"), {"left": left, "id": record})
