"""Indexes of what stands in the register beside a facility: staff, rooms, what it was called before."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "facility_staff": (("facility", "until", "check_result", "since"),),
    "facility_room": (("facility",),),
    "facility_past": (("facility",),),
}
DERIVED: dict[str, tuple[str, ...]] = {}
