"""Vocabulary 4: a case whose name is not told outside it."""

from app.data.type_tables import add_fields

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Widens the table of cases."""
    add_fields("case", "name_hidden:int")
