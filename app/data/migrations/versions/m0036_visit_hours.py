"""Vocabulary 5: when the team came to a facility and when it left, and of joined visits who was there when."""

from app.data.type_tables import add_fields

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Widens the table of inspections."""
    add_fields("inspection", "arrived_at left_at hours_each:map")
