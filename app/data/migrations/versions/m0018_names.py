"""Vocabulary 4: a case whose name is not told outside it."""

from app.data.type_tables import add_fields

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Widens the table of cases."""
    add_fields("case", "name_hidden:int")
