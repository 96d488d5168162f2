"""Vocabulary 4: plans, services, conferences, what visits and risks say."""

from app.data.type_tables import add_fields, type_table

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Makes tables and widens others; what newer computers sent already moves to its column."""
    type_table(
        "plan",
        "case episode number:int made_on made_by response monitoring review_on ended_on ended_why",
        indexes=(("case",), ("review_on",)),
    )
    add_fields(
        "plan_action",
        "plan who_user done_on service item from_response",
        indexes=(("plan",), ("service",)),
    )
    type_table(
        "service",
        "case plan type subtype provider provider_kind facility referral asked_on asked_at timeframe due_at appointment_on "
        "state started_on done_on result note",
        indexes=(("case",), ("referral",), ("state", "due_at")),
    )
    type_table(
        "conference",
        "case on_date reason place attended decisions next_on",
        indexes=(("case",), ("next_on",)),
    )
    add_fields(
        "note",
        "purpose new_problems action_taken recommend_close:int place",
    )
    add_fields(
        "risk",
        "response strengths needs",
    )
