"""Indexes of what was found of the children of a facility at a visit."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "census_line": (("facility",), ("inspection",), ("residency",)),
}
DERIVED: dict[str, tuple[str, ...]] = {}
