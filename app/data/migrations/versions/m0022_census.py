"""Vocabulary 5: the children of a facility against its list, as found at a visit."""

from app.data.type_tables import type_table

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Makes a table."""
    type_table(
        "census_line",
        "facility inspection residency found note name sex age:int became settled_on settled_by settled_note",
        indexes=(("facility",), ("inspection",), ("residency",)),
    )
