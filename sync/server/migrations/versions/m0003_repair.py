"""What came back by several ways, and what was erased by law."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Operations are found by record and author, whoever brought them; a table for erased records."""
    op.drop_index("op_log_record", "op_log")
    op.create_index("op_log_record", "op_log", ["record", "author"], unique=False)
    op.create_table(
        "erased",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("record"),
    )
