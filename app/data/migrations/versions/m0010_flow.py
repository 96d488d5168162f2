"""Vocabulary 4: episodes with their own dates and people; where a child was sent; what a request asks for."""

from app.data.type_tables import add_fields

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Widens tables; what newer computers sent already moves to its column."""
    add_fields(
        "episode",
        "received_at received_precision first_contact_on first_contact_at first_contact_how assessed_on risk_level sent_where",
    )
    add_fields(
        "case",
        "sent_where",
    )
    add_fields(
        "approval",
        "reason effective_on sent_where",
    )
