"""Indexes of children and their families."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "child": (
        ("name_sort", "id"),
        ("name_key",),
        ("latin_key",),
        ("village_code",),
        ("office",),
        ("birth_from",),
        ("id", "sex", "birth_from", "birth_to", "disability", "disability_assessed"),
        ("birth_certificate_number",),
        ("family_book",),
        ("equity_card",),
        ("died_on",),
        ("death_known",),
    ),
    "family_member": (("child",), ("linked_child",), ("who",), ("relation", "family_name_km", "given_name_km")),
    "contact": (("child",), ("phone",), ("who",)),
    "child_fact": (("child",),),
    "distinct": (("child",), ("other",)),
}
DERIVED: dict[str, tuple[str, ...]] = {
    "child": ("name_norm", "name_sort", "name_key", "latin_key"),
}
