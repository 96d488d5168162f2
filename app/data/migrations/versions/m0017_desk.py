"""Vocabulary 4: tasks and flags."""

from app.data.type_tables import type_table

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Makes tables."""
    type_table(
        "task",
        "office case title due_on assigned_to state done_on done_by note made_by",
        indexes=(("case",), ("assigned_to", "state"), ("due_on",)),
    )
    type_table(
        "flag",
        "case text on_date by cleared_on cleared_by why",
        indexes=(("case",),),
    )
