"""Vocabulary 5: what the office does about a facility, where each child goes when one closes, danger found at a visit."""

from app.data.type_tables import add_fields, type_table

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Makes tables and widens another."""
    type_table(
        "measure",
        "facility inspection kind on_date number authority reason until_on made_by confirmed_by confirmed_on ended_on "
        "ended_reason note",
        indexes=(("facility",), ("ended_on", "kind")),
    )
    type_table(
        "way_on",
        "facility residency destination to_facility to_place to_phone goes_with planned_on why_not_family papers:set "
        "assigned_to next_on seen_on seen_by seen_how note",
        indexes=(("facility",), ("residency",)),
    )
    add_fields("inspection", "alarms:set alarm_seen_by alarm_seen_on alarm_done", indexes=(("alarms",),))
