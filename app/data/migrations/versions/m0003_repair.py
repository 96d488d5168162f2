"""Rescue and repair after a restored server."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
