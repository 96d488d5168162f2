"""Operations are found by record and author, whoever brought them: what a restore lost comes back by several ways."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Another index for the same name."""
    op.drop_index("op_log_record", "op_log")
    op.create_index("op_log_record", "op_log", ["record", "author"], unique=False)
