"""Indexes of tasks and flags."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "task": (("case",), ("assigned_to", "state"), ("due_on",)),
    "flag": (("case",),),
}
DERIVED: dict[str, tuple[str, ...]] = {}
