"""Indexes of children and their families."""

NARROW = (
    *("id", "sex", "birth_from", "birth_to", "disability", "disability_assessed"),
    *("foundling", "birth_certificate", "birth_certificate_number"),
)
"""All that counting and what is due ask of many children."""
NARROW_CHILD = f"ix_child_{'_'.join(NARROW)}"
"""Named where it is used: by itself the planner takes the index of the ids, and reads the wide rows."""
INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "child": (
        ("name_sort", "id"),
        ("name_key",),
        ("latin_key",),
        ("village_code",),
        ("office",),
        ("birth_from",),
        NARROW,
        ("birth_certificate_number",),
        ("family_book",),
        ("equity_card",),
        ("died_on", "id"),
        ("death_known", "id"),
    ),
    "family_member": (("child",), ("linked_child",), ("who",), ("relation", "family_name_km", "given_name_km")),
    "contact": (("child",), ("phone",), ("who",)),
    "child_fact": (("child",),),
    "distinct": (("child",), ("other",)),
}
DERIVED: dict[str, tuple[str, ...]] = {
    "child": ("name_norm", "name_sort", "name_key", "latin_key"),
}
