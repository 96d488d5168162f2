"""Indexes of cases and episodes."""

TODAY = (
    *("status", "owner", "office", "id", "child", "risk_level", "opened_on", "first_contact_on"),
    *("received_at", "received_precision"),
)
"""All that what is due asks of open cases: of ten thousand among a hundred thousand it reads these lines and no wide row."""
NARROW = ("id", "child", "office", "status", "case_type")
NARROW_CASE = f"ix_case_{'_'.join(NARROW)}"
"""Named where the state of some cases is asked for: by itself the planner reads their wide rows."""
INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "case": (
        ("child", "status", "id"),
        ("code",),
        ("status", "opened_on", "id"),
        ("owner", "status"),
        ("office", "status"),
        ("opened_on", "id"),
        ("closed_on",),
        ("received_at",),
        NARROW,
        TODAY,
    ),
    "episode": (("case",), ("opened_on",), ("closed_on",)),
}
DERIVED: dict[str, tuple[str, ...]] = {}
