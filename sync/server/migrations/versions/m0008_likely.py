"""Children who may be known to two offices: keys by which they are found, and the pairs."""

from alembic import op
from sqlalchemy import Column, String, Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds both tables, empty: they are filled as laptops ask."""
    op.create_table(
        "likeness",
        Column("home", String(16), primary_key=True),
        Column("record", String(36), primary_key=True),
        Column("key", String(16), primary_key=True),
        Column("office", String(16), nullable=False),
    )
    op.create_index("likeness_key", "likeness", ["key"])
    op.create_table(
        "likely_pair",
        Column("home", String(16), primary_key=True),
        Column("record", String(36), primary_key=True),
        Column("other", String(36), primary_key=True),
        Column("level", String(16), nullable=False),
        Column("reasons", Text(), nullable=False),
    )
    op.create_index("likely_pair_other", "likely_pair", ["other"])
