"""The data meter of each month, and the link."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing yet."""
