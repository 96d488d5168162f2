"""Vocabulary 4: placements with their decision and warnings, the register of carers."""

from app.data.type_tables import add_fields, type_table

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Makes tables and widens others; what newer computers sent already moves to its column.

    Long because explicit: a released migration must never change with the models.
    """
    add_fields(
        "placement",
        "approved_carer residency formal:int term authority decision_number decided_on expected_end_on ended_reason "
        "warned reason_despite siblings_together why_apart",
        indexes=(("approved_carer",), ("residency",), ("next_review_on",), ("expected_end_on",)),
    )
    type_table(
        "care_check",
        "case placement option answer on_date by note",
        indexes=(("case",), ("placement",)),
    )
    type_table(
        "carer",
        "office kind who name_km name_latin village_code village_km village_en gazetteer_year:int how_to_find phone "
        "state since number authority capacity:int age_from:int age_to:int sexes:set takes_siblings:int "
        "takes_disability:int tonight:int applied_on ended_on ended_reason note",
        indexes=(("office", "state"), ("village_code",), ("name_sort", "id")),
        derived="name_norm name_sort",
    )
    type_table(
        "carer_member",
        "carer who name sex birth_from birth_to birth_source relation checked_on check_kind check_result note",
        indexes=(("carer",), ("who",)),
    )
    type_table(
        "carer_event",
        "carer kind on_date next_on result text by",
        indexes=(("carer", "on_date"), ("next_on",)),
    )
    type_table(
        "match",
        "case carer state on_date reason",
        indexes=(("case",), ("carer",)),
    )
    type_table(
        "support",
        "placement carer from_on until_on amount:int paid_on received_by",
        indexes=(("placement",), ("carer",)),
    )
    add_fields(
        "form_response",
        "carer",
        indexes=(("carer",),),
    )
    add_fields(
        "residency",
        "placement",
        indexes=(("placement",),),
    )
