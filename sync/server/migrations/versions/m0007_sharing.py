"""A record may be seen by other offices beside the one it belongs to."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the column; what is empty was never shared."""
    op.add_column("record", Column("shared", Text(), nullable=True))
