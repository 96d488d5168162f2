"""Indexes of what the office does about a facility, and of where each child goes when one closes."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "measure": (("facility",), ("ended_on", "kind")),
    "way_on": (("facility",), ("residency",)),
    "inspection": (("alarms",),),
}
DERIVED: dict[str, tuple[str, ...]] = {}
