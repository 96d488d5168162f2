"""What waits of decisions and of merged records is found at once, however many operations there are."""

from alembic import op
from sqlalchemy import text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the indexes."""
    op.create_index("ix_op_decides", "op", ["resolves"], sqlite_where=text("resolves IS NOT NULL AND overlay = 1"))
    op.create_index("ix_op_merges", "op", ["record"], sqlite_where=text("kind = 'merge_records' AND overlay = 1"))
    op.create_index("ix_record_flags", "record", ["id"], sqlite_where=text("flags IS NOT NULL"))
