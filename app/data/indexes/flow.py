"""Indexes of cases and episodes."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "case": (
        ("child",),
        ("code",),
        ("status", "opened_on", "id"),
        ("owner", "status"),
        ("office", "status"),
        ("opened_on", "id"),
        ("closed_on",),
        ("received_at",),
        ("id", "child", "office", "status", "case_type"),
    ),
    "episode": (("case",), ("opened_on",), ("closed_on",)),
}
DERIVED: dict[str, tuple[str, ...]] = {}
