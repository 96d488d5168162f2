"""An index that finds the pictures of children, so that what is asked of them is asked of nobody else."""

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """One more index of attachments."""
    op.create_index("ix_attachment_purpose_child_case", "attachment", ["purpose", "child", "case"], unique=False)
