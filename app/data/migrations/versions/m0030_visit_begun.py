"""Vocabulary 5: the planned visit that an inspection was begun from."""

from app.data.type_tables import add_fields

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Widens the table of inspections."""
    add_fields("inspection", "visit_plan")
