"""An index by which the decisions on paper are found that nobody looked at yet."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Who decided or looked, and who entered it: of what nobody looked at there are few."""
    op.create_index("ix_approval_decided_by_entered_by", "approval", ["decided_by", "entered_by"], unique=False)
