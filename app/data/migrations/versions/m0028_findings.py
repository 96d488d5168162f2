"""An index that holds all that lists count of findings: how many are open and past their day, by visit and by facility."""

from alembic import op

revision = "0028"
down_revision = "0027"

_ALL = ("state", "inspection", "facility", "due_on")


def upgrade() -> None:
    """One index more."""
    op.create_index(f"ix_finding_{'_'.join(_ALL)}", "finding", list(_ALL), unique=False)
