"""Vocabulary 4: referrals, hand-overs, what stays behind when a case moves."""

from app.data.type_tables import add_fields, type_table

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Makes tables and widens others; what newer computers sent already moves to its column."""
    add_fields(
        "case",
        "shared_with:set travel:set",
    )
    add_fields(
        "child",
        "shared_with:set",
    )
    type_table(
        "referral",
        "case service to_kind to_office to_name to_phone from_office from_name reason urgent:int shown:map "
        "consent despite despite_by state on_date answered_by answer_note letter oscar_referral_id",
        indexes=(("case",), ("service",), ("to_office", "state")),
    )
    type_table(
        "hand_over",
        "case kind to_user to_office from_user from_office until reason danger promise_1 promise_2 promise_3 trusts "
        "told_on people:map child_stays:int state on_date answered_by answer_note",
        indexes=(("case",), ("to_office", "state"), ("to_user", "state")),
    )
    type_table(
        "case_stub",
        "office case_id code child_name to_office moved_on ask_whom",
        indexes=(("office",), ("case_id",)),
    )
