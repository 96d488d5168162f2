"""Vocabulary 4: what else is known of a child and the family; children who are two."""

from app.data.type_tables import add_fields, type_table

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Makes tables and widens others; what newer computers sent already moves to its column."""
    add_fields(
        "child",
        "nickname birth_place ethnicity religion birth_order:int multiple_birth birth_certificate_number "
        "school_level school_state",
        indexes=(("birth_certificate_number",), ("family_book",), ("equity_card",)),
    )
    add_fields(
        "family_member",
        "who birth_order:int cares_since abroad_since abroad_contact sends_money:int",
        indexes=(("who",), ("relation", "family_name_km", "given_name_km")),
    )
    add_fields(
        "contact",
        "who",
        indexes=(("who",),),
    )
    type_table(
        "child_fact",
        "child code value on_date note",
        indexes=(("child",),),
    )
    type_table(
        "distinct",
        "office child other kind by on_date",
        indexes=(("child",), ("other",)),
    )
