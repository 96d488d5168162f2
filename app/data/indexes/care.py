"""Indexes of placements and of the register of carers."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "placement": (
        ("case", "to_on", "from_on", "id", "option"),
        ("facility",),
        ("approved_carer",),
        ("residency",),
        ("next_review_on",),
        ("expected_end_on",),
        ("ended_reason", "to_on"),
    ),
    "care_check": (("case",), ("placement",)),
    "carer": (("office", "state"), ("village_code",), ("name_sort", "id")),
    "carer_member": (("carer",), ("who",)),
    "carer_event": (("carer", "on_date"), ("next_on",)),
    "match": (("case",), ("carer",)),
    "support": (("placement",), ("carer",), ("paid_on", "from_on")),
    "form_response": (("carer",),),
    "residency": (("placement",),),
}
DERIVED: dict[str, tuple[str, ...]] = {
    "carer": ("name_norm", "name_sort"),
}
