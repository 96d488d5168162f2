"""Bundle files made, carried and taken in; operations of other offices that came by a stick."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing yet."""
