"""Indexes of the register of papers."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "paper": (("office", "made_on"), ("case",), ("number",), ("state", "office")),
}
DERIVED: dict[str, tuple[str, ...]] = {}
