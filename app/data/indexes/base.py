"""Indexes of what several parts use: the office, facilities and their inspection, forms, approvals, signatures, people."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "user": (("office",),),
    "setting": (("key",),),
    "rate": (("name", "valid_from"),),
    "facility": (("code",), ("name_sort", "id"), ("office",)),
    "residency": (
        ("facility", "exited_on"),
        ("child",),
        ("case",),
        ("admitted_on",),
        ("exited_on", "birth_to", "birth_from", "facility", "admitted_on", "void_reason", "id"),
        ("name_sort", "id"),
        ("name_key",),
        ("latin_key",),
    ),
    "inspection": (("facility", "visit_on"), ("visit_on", "id"), ("state",)),
    "form_response": (("inspection",), ("case",), ("child",), ("facility",), ("whole",), ("form_id", "state")),
    "attachment": (
        ("response",),
        ("sha256",),
        ("thumbnail_sha256",),
        ("case",),
        ("child",),
        ("carer",),
        ("facility",),
        ("page_of",),
        ("purpose", "child", "case"),
    ),
    "form": (("form_id", "form_version"),),
    "finding": (("inspection",), ("facility",), ("state", "due_on"), ("state", "inspection", "facility", "due_on")),
    "return": (("office", "period", "number"),),
    "approval": (
        ("case",),
        ("carer",),
        ("subject",),
        ("state", "asked_by", "what", "case", "id"),
        ("decided_by", "entered_by"),
    ),
    "signature": (("case",), ("carer",), ("subject",), ("facility",)),
    "person": (("office",), ("name_key",), ("latin_key",), ("phone",), ("id_number",), ("name_sort", "id")),
    "note_detail": (("note",),),
}
DERIVED: dict[str, tuple[str, ...]] = {
    "facility": ("name_norm", "name_sort"),
    "residency": ("name_norm", "name_sort", "name_key", "latin_key"),
    "person": ("name_norm", "name_sort", "name_key", "latin_key"),
}
