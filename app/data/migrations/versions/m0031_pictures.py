"""An index by which refused pictures of children are found."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """One index more."""
    op.create_index("ix_consent_purpose_answer_case", "consent", ["purpose", "answer", "case"], unique=False)
