"""Indexes of assessment, plan, services and visits."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "category": (("case",), ("code",)),
    "concern": (("case", "code", "kind", "noted_on", "ended_on"), ("code", "ended_on", "kind", "case")),
    "risk": (("case", "noted_on", "id", "level"),),
    "note": (("case", "on_date", "id", "kind", "child_seen", "next_visit_on"), ("on_date", "case"), ("next_visit_on",)),
    "plan_action": (("case",), ("due_on", "state", "case", "id"), ("plan",), ("service",)),
    "plan": (("case",), ("review_on",)),
    "service": (("case",), ("referral",), ("state", "due_at")),
    "conference": (("case",), ("next_on",)),
}
DERIVED: dict[str, tuple[str, ...]] = {}
