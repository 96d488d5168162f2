"""Long texts lie packed from now on; those that are here stay as they are, and are read as before.

The tables that every exchange writes become narrower: no index that only a restored server asks for, no second copy of a key.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """One index less, and the membership lies in the order of its key."""
    op.drop_index("ix_record_base", "record")
    op.drop_index("ix_membership_record", "membership")
    op.rename_table("membership", "membership_before")
    op.create_table(
        "membership",
        sa.Column("scope", sa.Text(), primary_key=True),
        sa.Column("record", sa.Text(), primary_key=True),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO membership SELECT scope, record, inside, seq FROM membership_before ORDER BY scope, record")
    op.drop_table("membership_before")
    op.create_index("ix_membership_record", "membership", ["record"], unique=False)
