"""Vocabulary 2: what waited for a newer vocabulary is found by its reason, to be tried anew."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes an index; the bodies of records need no change, since the new fields are additions."""
    op.create_index("held_reason", "held", ["reason", "state"], unique=False)
