"""An index that holds all that is asked of who lives in facilities at an age at which nobody should."""

from alembic import op

revision = "0024"
down_revision = "0023"

_WIDER = ("exited_on", "birth_to", "birth_from", "facility", "admitted_on", "void_reason", "id")


def upgrade() -> None:
    """A wider index in place of a narrow one."""
    op.drop_index("ix_residency_exited_on", "residency")
    op.create_index(f"ix_residency_{'_'.join(_WIDER)}", "residency", list(_WIDER), unique=False)
