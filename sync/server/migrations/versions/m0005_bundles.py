"""Bundle files: what waits for its predecessor, keys that replies are sealed to."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes two tables; a device's key comes with its next request or bundle."""
    op.add_column("device", sa.Column("exchange", sa.LargeBinary(), nullable=True))
    op.create_table(
        "bundle_wait",
        sa.Column("home", sa.String(16), nullable=False),
        sa.Column("incarnation", sa.String(32), nullable=False),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ops", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.String(36), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("home", "incarnation", "first", "ops"),
    )
    op.create_index("bundle_wait_device", "bundle_wait", ["device"], unique=False)
    op.create_table(
        "bundle_piece",
        sa.Column("home", sa.String(16), nullable=False),
        sa.Column("device", sa.String(36), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("home", "device", "hash", "start"),
    )
