"""Vocabulary 5: visits to come with their teams, complaints about facilities."""

from app.data.type_tables import type_table

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Makes four tables."""
    type_table(
        "visit_plan",
        "facility notice year:int month:int on_date kind complaint reasons:set points:int inspection dropped_on dropped_by"
        " dropped_why made_by made_on note",
        indexes=(("facility",), ("year", "month"), ("inspection",)),
    )
    type_table(
        "visit_member",
        "visit_plan notice user name body role ties ties_note ties_on ties_by",
        indexes=(("visit_plan",), ("user",)),
    )
    type_table(
        "complaint",
        "facility received_on how about inspection outcome answer answered_on answered_by made_by",
        indexes=(("facility",), ("inspection",)),
    )
    type_table("complainant", "complaint name phone relation wants_answer:int note", indexes=(("complaint",),))
