"""The closed cases to which something may have come after their closing; of those that are here already all are looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """A table of its own, so that not all closed cases are asked each time."""
    op.create_table("late_case", sa.Column("id", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("id"))
    op.execute(
        'INSERT INTO late_case SELECT DISTINCT "case" FROM episode WHERE closed_on IS NOT NULL AND "case" IS NOT NULL'
        " AND EXISTS (SELECT 1 FROM cursor)"
    )
