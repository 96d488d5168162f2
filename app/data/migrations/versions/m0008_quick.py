"""Indexes by which an exchange finds what it left over, without looking at the whole outbox and at all records."""

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Two partial indexes, nearly empty at any time."""
    answered = text("overlay = 1 AND verdict IS NOT NULL")
    op.create_index("ix_op_answered", "op", ["incarnation", "seq"], sqlite_where=answered)
    op.create_index("ix_record_gone", "record", ["id"], sqlite_where=text("gone = 1"))
