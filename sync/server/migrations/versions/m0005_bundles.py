"""Bundle files: what waits for its predecessor, keys that replies are sealed to."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing yet."""
