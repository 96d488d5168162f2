"""Vocabulary 5: the number of the case of a referral, and what the receiving office keeps of one that is over."""

from app.data.type_tables import add_fields, type_table

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Makes a table and widens another; what newer computers sent already moves to its column."""
    add_fields("referral", "code")
    type_table(
        "referral_stub",
        "office referral_id code from_office from_name asked_on state on_date answered_by answer_note",
        indexes=(("referral_id",),),
    )
