"""Indexes of what protects."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "consent": (
        ("case", "answer", "given_by"),
        ("until",),
        ("how", "reviewed_on", "on_date", "id", "case"),
        ("purpose", "answer", "case"),
    ),
    "reporter": (("case",),),
    "perpetrator": (("case",), ("who",), ("carer",), ("incident",)),
    "allegation": (("case",), ("facility",), ("heard_at",), ("reported_at", "heard_at")),
    "safety_plan": (("case",), ("next_review_on",)),
    "interview": (("case",), ("inspection",)),
    "incident": (("case",), ("on_date",)),
    "incident_kind": (("incident",),),
    "death": (("child",),),
    "call": (("office", "at"), ("case",), ("facility",)),
    "caller": (("call",),),
    "tracing": (("case",),),
    "tracing_action": (("tracing",),),
    "leaving": (("case",),),
    "feedback": (("case",),),
    "supervision": (("case",), ("user",), ("next_on",)),
    "emergency_number": (("office",),),
}
DERIVED: dict[str, tuple[str, ...]] = {}
