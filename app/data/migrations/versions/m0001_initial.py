"""The first tables: every record type of vocabulary 1, and what stays on the laptop.

Long because explicit: a released migration must never change with the models.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes all tables and indexes.

    Long because explicit.
    """
    op.create_table(
        "allegation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("facility", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("heard_at", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.Text(), nullable=True),
        sa.Column("reported_to", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_allegation_case", "allegation", ["case"], unique=False)
    op.create_index("ix_allegation_facility", "allegation", ["facility"], unique=False)
    op.create_index("ix_allegation_heard_at", "allegation", ["heard_at"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_record", "audit", ["record"], unique=False)
    op.create_index("ix_audit_unsent", "audit", ["id"], unique=False, sqlite_where=sa.text("sent = 0 AND kind <> 'write'"))
    op.create_table(
        "case",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("child", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("close_note", sa.Text(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Text(), nullable=True),
        sa.Column("case_type", sa.Text(), nullable=True),
        sa.Column("received_at", sa.Text(), nullable=True),
        sa.Column("received_precision", sa.Text(), nullable=True),
        sa.Column("referral_source", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("risk_level", sa.Text(), nullable=True),
        sa.Column("urgent", sa.Integer(), nullable=True),
        sa.Column("first_contact_on", sa.Text(), nullable=True),
        sa.Column("first_contact_at", sa.Text(), nullable=True),
        sa.Column("first_contact_how", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("typed_at", sa.Text(), nullable=True),
        sa.Column("typed_by", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_child", "case", ["child"], unique=False)
    op.create_index("ix_case_closed_on", "case", ["closed_on"], unique=False)
    op.create_index("ix_case_code", "case", ["code"], unique=False)
    op.create_index(
        "ix_case_id_child_office_status_case_type", "case", ["id", "child", "office", "status", "case_type"], unique=False
    )
    op.create_index("ix_case_office_status", "case", ["office", "status"], unique=False)
    op.create_index("ix_case_opened_on_id", "case", ["opened_on", "id"], unique=False)
    op.create_index("ix_case_owner_status", "case", ["owner", "status"], unique=False)
    op.create_index("ix_case_received_at", "case", ["received_at"], unique=False)
    op.create_index("ix_case_status_opened_on_id", "case", ["status", "opened_on", "id"], unique=False)
    op.create_table(
        "category",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_category_case", "category", ["case"], unique=False)
    op.create_index("ix_category_code", "category", ["code"], unique=False)
    op.create_table(
        "child",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("family_name_km", sa.Text(), nullable=True),
        sa.Column("given_name_km", sa.Text(), nullable=True),
        sa.Column("name_unknown", sa.Integer(), nullable=True),
        sa.Column("family_name_latin", sa.Text(), nullable=True),
        sa.Column("given_name_latin", sa.Text(), nullable=True),
        sa.Column("latin_confirmed", sa.Integer(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth_from", sa.Text(), nullable=True),
        sa.Column("birth_to", sa.Text(), nullable=True),
        sa.Column("birth_source", sa.Text(), nullable=True),
        sa.Column("address_kind", sa.Text(), nullable=True),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("village_km", sa.Text(), nullable=True),
        sa.Column("village_en", sa.Text(), nullable=True),
        sa.Column("gazetteer_year", sa.Integer(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("how_to_find", sa.Text(), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("foundling", sa.Integer(), nullable=True),
        sa.Column("disability", sa.Text(), nullable=True),
        sa.Column("disability_assessed", sa.Integer(), nullable=True),
        sa.Column("birth_certificate", sa.Text(), nullable=True),
        sa.Column("family_book", sa.Text(), nullable=True),
        sa.Column("equity_card", sa.Text(), nullable=True),
        sa.Column("equity_level", sa.Text(), nullable=True),
        sa.Column("equity_until", sa.Text(), nullable=True),
        sa.Column("mosvy_village", sa.Text(), nullable=True),
        sa.Column("mosvy_number", sa.Text(), nullable=True),
        sa.Column("primero_id", sa.Text(), nullable=True),
        sa.Column("oscar_id", sa.Text(), nullable=True),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("died_on", sa.Text(), nullable=True),
        sa.Column("death_known", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("name_norm", sa.Text(), nullable=True),
        sa.Column("name_sort", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("latin_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_child_birth_from", "child", ["birth_from"], unique=False)
    op.create_index(
        "ix_child_id_sex_birth_from_birth_to_disability_disability_assessed",
        "child",
        ["id", "sex", "birth_from", "birth_to", "disability", "disability_assessed"],
        unique=False,
    )
    op.create_index("ix_child_latin_key", "child", ["latin_key"], unique=False)
    op.create_index("ix_child_name_key", "child", ["name_key"], unique=False)
    op.create_index("ix_child_name_sort_id", "child", ["name_sort", "id"], unique=False)
    op.create_index("ix_child_office", "child", ["office"], unique=False)
    op.create_index("ix_child_village_code", "child", ["village_code"], unique=False)
    op.create_table(
        "concern",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_concern_case_code_kind_noted_on_ended_on",
        "concern",
        ["case", "code", "kind", "noted_on", "ended_on"],
        unique=False,
    )
    op.create_index("ix_concern_code", "concern", ["code"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("open", sa.Integer(), server_default="1", nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_conflict_open", "conflict", ["open"], unique=False)
    op.create_index("ix_conflict_record", "conflict", ["record"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("on_date", sa.Text(), nullable=True),
        sa.Column("given_by", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("explained", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_consent_case", "consent", ["case"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("child", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("network", sa.Text(), nullable=True),
        sa.Column("telegram", sa.Integer(), nullable=True),
        sa.Column("safe", sa.Text(), nullable=True),
        sa.Column("when_safe", sa.Text(), nullable=True),
        sa.Column("who_may_answer", sa.Text(), nullable=True),
        sa.Column("do_not_say", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_contact_child", "contact", ["child"], unique=False)
    op.create_index("ix_contact_phone", "contact", ["phone"], unique=False)
    op.create_table(
        "cursor",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("complete", sa.Integer(), server_default="0", nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("scope"),
    )
    op.create_table(
        "draft",
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user", "kind", "subject"),
    )
    op.create_table(
        "episode",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Text(), nullable=True),
        sa.Column("open_reason", sa.Text(), nullable=True),
        sa.Column("open_note", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("close_note", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_episode_case", "episode", ["case"], unique=False)
    op.create_index("ix_episode_closed_on", "episode", ["closed_on"], unique=False)
    op.create_index("ix_episode_opened_on", "episode", ["opened_on"], unique=False)
    op.create_table(
        "facility",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name_km", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("village_code", sa.Text(), nullable=True),
        sa.Column("village_km", sa.Text(), nullable=True),
        sa.Column("village_en", sa.Text(), nullable=True),
        sa.Column("gazetteer_year", sa.Integer(), nullable=True),
        sa.Column("how_to_find", sa.Text(), nullable=True),
        sa.Column("director", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Text(), nullable=True),
        sa.Column("notified_on", sa.Text(), nullable=True),
        sa.Column("mou_number", sa.Text(), nullable=True),
        sa.Column("mou_from", sa.Text(), nullable=True),
        sa.Column("mou_until", sa.Text(), nullable=True),
        sa.Column("recognition_number", sa.Text(), nullable=True),
        sa.Column("recognition_from", sa.Text(), nullable=True),
        sa.Column("recognition_until", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("name_norm", sa.Text(), nullable=True),
        sa.Column("name_sort", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_facility_code", "facility", ["code"], unique=False)
    op.create_index("ix_facility_name_sort_id", "facility", ["name_sort", "id"], unique=False)
    op.create_index("ix_facility_office", "facility", ["office"], unique=False)
    op.create_table(
        "family_member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("child", sa.Text(), nullable=True),
        sa.Column("family_name_km", sa.Text(), nullable=True),
        sa.Column("given_name_km", sa.Text(), nullable=True),
        sa.Column("name_latin", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth_from", sa.Text(), nullable=True),
        sa.Column("birth_to", sa.Text(), nullable=True),
        sa.Column("birth_source", sa.Text(), nullable=True),
        sa.Column("lives_with", sa.Integer(), nullable=True),
        sa.Column("is_carer", sa.Integer(), nullable=True),
        sa.Column("occupation", sa.Text(), nullable=True),
        sa.Column("abroad_country", sa.Text(), nullable=True),
        sa.Column("deceased", sa.Integer(), nullable=True),
        sa.Column("linked_child", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_family_member_child", "family_member", ["child"], unique=False)
    op.create_index("ix_family_member_linked_child", "family_member", ["linked_child"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection", sa.Text(), nullable=True),
        sa.Column("facility", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("critical", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("corrected_on", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("corrected_by", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_finding_facility", "finding", ["facility"], unique=False)
    op.create_index("ix_finding_inspection", "finding", ["inspection"], unique=False)
    op.create_index("ix_finding_state_due_on", "finding", ["state", "due_on"], unique=False)
    op.create_table(
        "form_response",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("inspection", sa.Text(), nullable=True),
        sa.Column("form_id", sa.Text(), nullable=True),
        sa.Column("form_version", sa.Text(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_form_response_inspection", "form_response", ["inspection"], unique=False)
    op.create_table(
        "held",
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("incarnation", "seq"),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_history_record", "history", ["record", "id"], unique=False)
    op.create_table(
        "incarnation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("next_seq", sa.Integer(), nullable=False),
        sa.Column("frozen_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("acked_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("safe_seq", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "inspection",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=True),
        sa.Column("form_id", sa.Text(), nullable=True),
        sa.Column("form_version", sa.Text(), nullable=True),
        sa.Column("profile", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("visit_on", sa.Text(), nullable=True),
        sa.Column("typed_on", sa.Text(), nullable=True),
        sa.Column("typed_by", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("mission_letter", sa.Text(), nullable=True),
        sa.Column("announced", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("scaled", sa.Integer(), nullable=True),
        sa.Column("proposed_grade", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("grade_reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_inspection_facility_visit_on", "inspection", ["facility", "visit_on"], unique=False)
    op.create_index("ix_inspection_state", "inspection", ["state"], unique=False)
    op.create_index("ix_inspection_visit_on_id", "inspection", ["visit_on", "id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("inside", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "record"),
    )
    op.create_index("ix_membership_record", "membership", ["record"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("on_date", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=True),
        sa.Column("typed_at", sa.Text(), nullable=True),
        sa.Column("health", sa.Text(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("food", sa.Text(), nullable=True),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("violence", sa.Text(), nullable=True),
        sa.Column("child_seen", sa.Integer(), nullable=True),
        sa.Column("not_seen_reason", sa.Text(), nullable=True),
        sa.Column("next_visit_on", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_note_case_on_date", "note", ["case", "on_date"], unique=False)
    op.create_index("ix_note_next_visit_on", "note", ["next_visit_on"], unique=False)
    op.create_index("ix_note_on_date", "note", ["on_date"], unique=False)
    op.create_table(
        "office",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("name_km", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("head_name", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "op",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("base_epoch", sa.Integer(), nullable=False),
        sa.Column("base_seq", sa.Integer(), nullable=False),
        sa.Column("seen_epoch", sa.Integer(), nullable=False),
        sa.Column("seen_seq", sa.Integer(), nullable=False),
        sa.Column("patch", sa.Text(), nullable=False),
        sa.Column("resolves", sa.Text(), nullable=True),
        sa.Column("asserts", sa.Text(), nullable=True),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("overlay", sa.Integer(), server_default="1", nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("line", sa.LargeBinary(), nullable=True),
        sa.Column("chain", sa.LargeBinary(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("verdict_data", sa.Text(), nullable=True),
        sa.Column("safe", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("ix_op_record", "op", ["record", "n"], unique=False)
    op.create_index("ix_op_waiting", "op", ["n"], unique=False, sqlite_where=sa.text("verdict IS NULL"))
    op.create_index("ux_op_identity", "op", ["incarnation", "seq"], unique=True)
    op.create_table(
        "parked",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "record"),
    )
    op.create_table(
        "perpetrator",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_perpetrator_case", "perpetrator", ["case"], unique=False)
    op.create_table(
        "place",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("km", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("ix_place_parent", "place", ["parent", "sort"], unique=False)
    op.create_table(
        "placement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("option", sa.Text(), nullable=True),
        sa.Column("facility", sa.Text(), nullable=True),
        sa.Column("carer", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Text(), nullable=True),
        sa.Column("to_on", sa.Text(), nullable=True),
        sa.Column("next_review_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_placement_case", "placement", ["case"], unique=False)
    op.create_index("ix_placement_facility", "placement", ["facility"], unique=False)
    op.create_table(
        "rate",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("source_tag", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rate_name_valid_from", "rate", ["name", "valid_from"], unique=False)
    op.create_table(
        "record",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("base_epoch", sa.Integer(), server_default="0", nullable=False),
        sa.Column("base_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("base_body", sa.Text(), nullable=True),
        sa.Column("base_deleted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("base_hash", sa.Text(), nullable=True),
        sa.Column("gone", sa.Integer(), server_default="0", nullable=False),
        sa.Column("mark", sa.Integer(), server_default="0", nullable=False),
        sa.Column("flags", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_record_base", "record", ["base_epoch", "base_seq"], unique=False)
    op.create_table(
        "reporter",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reporter_case", "reporter", ["case"], unique=False)
    op.create_table(
        "residency",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("facility", sa.Text(), nullable=True),
        sa.Column("child", sa.Text(), nullable=True),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("family_name_km", sa.Text(), nullable=True),
        sa.Column("given_name_km", sa.Text(), nullable=True),
        sa.Column("name_latin", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth_from", sa.Text(), nullable=True),
        sa.Column("birth_to", sa.Text(), nullable=True),
        sa.Column("birth_source", sa.Text(), nullable=True),
        sa.Column("disability", sa.Text(), nullable=True),
        sa.Column("disability_assessed", sa.Integer(), nullable=True),
        sa.Column("admitted_on", sa.Text(), nullable=True),
        sa.Column("admission_reason", sa.Text(), nullable=True),
        sa.Column("admission_source", sa.Text(), nullable=True),
        sa.Column("legal_paper", sa.Text(), nullable=True),
        sa.Column("exited_on", sa.Text(), nullable=True),
        sa.Column("exit_reason", sa.Text(), nullable=True),
        sa.Column("exit_destination", sa.Text(), nullable=True),
        sa.Column("exit_note", sa.Text(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("name_norm", sa.Text(), nullable=True),
        sa.Column("name_sort", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("latin_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_residency_admitted_on", "residency", ["admitted_on"], unique=False)
    op.create_index("ix_residency_case", "residency", ["case"], unique=False)
    op.create_index("ix_residency_child", "residency", ["child"], unique=False)
    op.create_index("ix_residency_exited_on", "residency", ["exited_on"], unique=False)
    op.create_index("ix_residency_facility_exited_on", "residency", ["facility", "exited_on"], unique=False)
    op.create_index("ix_residency_latin_key", "residency", ["latin_key"], unique=False)
    op.create_index("ix_residency_name_key", "residency", ["name_key"], unique=False)
    op.create_index("ix_residency_name_sort_id", "residency", ["name_sort", "id"], unique=False)
    op.create_table(
        "return",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("cells", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_return_office_period_number", "return", ["office", "period", "number"], unique=False)
    op.create_table(
        "risk",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("noted_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_risk_case_noted_on_id_level", "risk", ["case", "noted_on", "id", "level"], unique=False)
    op.create_table(
        "search",
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("type", "sort", "id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ux_search_id", "search", ["id"], unique=True)
    op.create_table(
        "setting",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("source_tag", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_setting_key", "setting", ["key"], unique=False)
    op.create_table(
        "ui_state",
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user", "key"),
    )
    op.create_table(
        "undo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_undo_user", "undo", ["user", "id"], unique=False)
    op.create_table(
        "user",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("roles", sa.Text(), nullable=True),
        sa.Column("rights", sa.Text(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_user_office", "user", ["office"], unique=False)
