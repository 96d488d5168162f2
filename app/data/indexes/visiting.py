"""Indexes of visits to come and of complaints about facilities."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "visit_plan": (("facility",), ("year", "month"), ("inspection",)),
    "visit_member": (("visit_plan",), ("user",)),
    "complaint": (("facility",), ("inspection",), ("call",)),
    "inspection": (("complaint",), ("visit_plan",)),
    "complainant": (("complaint",),),
}
DERIVED: dict[str, tuple[str, ...]] = {}
