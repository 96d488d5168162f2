"""Vocabulary 4: the register of papers."""

from app.data.type_tables import type_table

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Makes tables."""
    type_table(
        "paper",
        "office case carer facility direction kind variant number made_on subject_line other_side copies_to:set "
        "state out_to out_on back_on scan",
        indexes=(("office", "made_on"), ("case",), ("number",)),
    )
