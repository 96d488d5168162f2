"""Vocabulary 5: the facility that a call is about, the call that a complaint came of, who signed a paper of a facility."""

from app.data.type_tables import add_fields

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Widens the tables of calls, complaints and signatures."""
    add_fields("call", "facility", indexes=(("facility",),))
    add_fields("complaint", "call", indexes=(("call",),))
    add_fields("signature", "facility", indexes=(("facility",),))
