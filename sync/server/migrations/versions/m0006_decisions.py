"""A clash names the restricted groups that its values belong to."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the column; what is empty is judged by the values alone, as before."""
    op.add_column("conflict", Column("groups", Text(), nullable=True))
