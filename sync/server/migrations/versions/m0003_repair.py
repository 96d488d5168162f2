"""What came back by several ways, what was erased by law, what is wanted back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Operations are found by record and author, whoever brought them; tables for erased and for damaged records."""
    op.drop_index("op_log_record", "op_log")
    op.create_index("op_log_record", "op_log", ["record", "author"], unique=False)
    op.create_table(
        "erased",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("record"),
    )
    op.create_table(
        "wanted_back",
        sa.Column("home", sa.String(length=16), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=True),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home", "record"),
    )
