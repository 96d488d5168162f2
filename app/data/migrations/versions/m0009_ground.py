"""Vocabulary 4: approvals, signatures, documents of anything, people, the restricted words of notes."""

from app.data.type_tables import add_fields, type_table

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes tables and widens others; what newer computers sent already moves to its column."""
    type_table(
        "approval",
        "case carer what subject asked_by asked_on note above:int state decided_by decided_on remarks paper_by "
        "paper_on paper_number scan entered_by",
        indexes=(("case",), ("carer",), ("subject",), ("state",)),
    )
    type_table(
        "signature",
        "case carer subject_type subject role name how on_date witness scan",
        indexes=(("case",), ("carer",), ("subject",)),
    )
    add_fields(
        "attachment",
        "case child carer facility use document_kind title dated_on page_of page:int turned:int note",
        indexes=(("case",), ("child",), ("carer",), ("facility",), ("page_of",)),
    )
    type_table(
        "person",
        "office family_name_km given_name_km name_latin latin_confirmed:int sex birth_from birth_to birth_source "
        "phone id_number village_code village_km village_en gazetteer_year:int deceased:int note",
        indexes=(("office",), ("name_key",), ("latin_key",), ("phone",), ("id_number",), ("name_sort", "id")),
        derived="name_norm name_sort name_key latin_key",
    )
    type_table(
        "note_detail",
        "note restricted text",
        indexes=(("note",),),
    )
