"""Indexes over what is asked for each time that the first page of the day is shown, in place of reading the wide rows."""

from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Requests by their state, papers that are out, allegations not reported, consents by answer, placements by their end."""
    op.drop_index("ix_approval_state", "approval")
    op.create_index(
        "ix_approval_state_asked_by_what_case_id", "approval", ["state", "asked_by", "what", "case", "id"], unique=False
    )
    op.drop_index("ix_consent_case", "consent")
    op.create_index("ix_consent_case_answer_given_by", "consent", ["case", "answer", "given_by"], unique=False)
    op.create_index("ix_allegation_reported_at_heard_at", "allegation", ["reported_at", "heard_at"], unique=False)
    op.create_index("ix_placement_ended_reason_to_on", "placement", ["ended_reason", "to_on"], unique=False)
    op.create_index("ix_paper_state_office", "paper", ["state", "office"], unique=False)
