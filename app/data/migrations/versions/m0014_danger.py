"""Vocabulary 4: safety plans, interviews, incidents, calls, tracing, leaving, supervision."""

from app.data.type_tables import add_fields, type_table

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Makes tables and widens others; what newer computers sent already moves to its column.

    Long because explicit: a released migration must never change with the models.
    """
    type_table(
        "safety_plan",
        "case danger signs safe_places safe_people code_word at_night made_on reviewed_on reviewed_by next_review_on ended_on",
        indexes=(("case",), ("next_review_on",)),
    )
    type_table(
        "interview",
        "case inspection on_date place by text",
        indexes=(("case",), ("inspection",)),
    )
    type_table(
        "incident",
        "case kind on_date at_time place_kind village_code village_km village_en gazetteer_year:int what earlier "
        "reported_to reported_at report_number medical_at medical_where",
        indexes=(("case",), ("on_date",)),
    )
    type_table(
        "incident_kind",
        "incident code",
        indexes=(("incident",),),
    )
    add_fields(
        "perpetrator",
        "who carer incident lives_with_child:int household status",
        indexes=(("who",), ("carer",), ("incident",)),
    )
    add_fields(
        "child",
        "death_told_by",
        indexes=(("died_on",), ("death_known",)),
    )
    type_table(
        "death",
        "child circumstances found_by reported_to",
        indexes=(("child",),),
    )
    type_table(
        "call",
        "office at how kind about village_code village_km village_en gazetteer_year:int for_whom outcome sent_where case by",
        indexes=(("office", "at"), ("case",)),
    )
    type_table(
        "caller",
        "call name phone note",
        indexes=(("call",),),
    )
    type_table(
        "tracing",
        "case sought relation last_known state on_date relation_verified_on verified_by child_wish family_wish",
        indexes=(("case",),),
    )
    type_table(
        "tracing_action",
        "tracing on_date kind result",
        indexes=(("tracing",),),
    )
    type_table(
        "leaving",
        "case plan papers:set housing money after_care_until done_on",
        indexes=(("case",),),
    )
    type_table(
        "feedback",
        "case from on_date text rating:int",
        indexes=(("case",),),
    )
    type_table(
        "supervision",
        "office case user kind on_date text agreed next_on",
        indexes=(("case",), ("user",), ("next_on",)),
    )
    type_table(
        "emergency_number",
        "office name_km name_en number hours valid_from valid_until source_tag",
        indexes=(("office",),),
    )
    add_fields(
        "consent",
        "data:set reviewed_by reviewed_on review_note",
        indexes=(("until",), ("how", "reviewed_on")),
    )
