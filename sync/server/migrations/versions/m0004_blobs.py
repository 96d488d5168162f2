"""Contents of attachments and large operations, and who refers to them."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
