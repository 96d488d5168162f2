"""Vocabulary 5: which actions of a plan an approval was shown."""

from app.data.type_tables import add_fields

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Widens the table of approvals."""
    add_fields("approval", "named:set")
