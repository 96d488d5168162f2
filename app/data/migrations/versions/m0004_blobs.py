"""What is to be carried of attachments and large operations."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
