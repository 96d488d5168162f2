"""Decisions put off, approvals of another text."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""
