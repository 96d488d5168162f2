"""Vocabulary 5: staff, rooms and the past of a facility; its authorisation, owner, services and money; the file of a child."""

from app.data.type_tables import add_fields, type_table

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Makes three tables and widens two."""
    type_table(
        "facility_staff",
        "facility name sex role cares:int since until check_kind checked_on check_result checked_by training:set trained_on "
        "conduct_on",
        indexes=(("facility", "until", "check_result", "since"),),
    )
    type_table(
        "facility_room",
        "facility name room_for places:int beds:int sleeping:int counted_on note",
        indexes=(("facility",),),
    )
    type_table(
        "facility_past",
        "facility what text village_code village_km village_en gazetteer_year:int from_on until_on note",
        indexes=(("facility",),),
    )
    add_fields(
        "facility",
        "applied_on application_number authorisation authorised_on authorisation_number owner_name owner_since owner_phone "
        "director_since director_phone services:set funding:set",
    )
    add_fields("residency", "birth_paper plan_on family_known family_contact_on reviewed_on")
