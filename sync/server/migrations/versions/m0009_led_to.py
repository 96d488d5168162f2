"""Which records were joined into one is asked when that one is deleted."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds the index."""
    op.create_index("alias_target", "alias", ["target"])
