"""Bases that a restored server may have lost."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A table for them."""
    op.create_table(
        "lost",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("record", "epoch"),
    )
