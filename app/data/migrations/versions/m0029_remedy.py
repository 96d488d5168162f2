"""Vocabulary 5: what a facility does about a finding, what it hands in, what a re-visit finds."""

from app.data.type_tables import add_fields, type_table

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Widens the table of findings and makes one of what was handed in."""
    add_fields(
        "finding",
        "plan responsible plan_until agreed_on checked_on checked_by check_result check_visit check_note",
        indexes=(("state", "check_result"),),
    )
    type_table(
        "finding_evidence",
        "facility finding received_on received_from received_by file note",
        indexes=(("facility",), ("finding",)),
    )
