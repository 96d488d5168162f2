"""Vocabulary 5: the complaint that an inspection was begun for; what came of a plan or a complaint is found by an index."""

from alembic import op

from app.data.type_tables import add_fields

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Widens the table of inspections."""
    add_fields("inspection", "complaint", indexes=(("complaint",),))
    op.create_index("ix_inspection_visit_plan", "inspection", ["visit_plan"])
