"""Indexes of what facilities do about findings."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "finding": (("state", "check_result"),),
    "finding_evidence": (("facility",), ("finding",)),
}
DERIVED: dict[str, tuple[str, ...]] = {}
