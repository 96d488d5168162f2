"""The first tables of the server, in their final shape.

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
        "alias",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=36), autoincrement=False, nullable=False),
        sa.Column("target", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "record"),
    )
    op.create_table(
        "audit",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=True),
        sa.Column("params", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("home", "incarnation", "number"),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "commit_log",
        sa.Column("last_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(length=8), nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("last_seq"),
    )
    op.create_table(
        "conflict",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=36), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("current", sa.Text(), nullable=False),
        sa.Column("current_user", sa.String(length=64), nullable=False),
        sa.Column("current_at", sa.String(length=64), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("proposed_user", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", sa.String(length=64), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("home", "record", "id"),
    )
    op.create_table(
        "device",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("tag", sa.String(length=8), nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=False),
        sa.Column("founders", sa.Text(), nullable=False),
        sa.Column("users", sa.Text(), nullable=False),
        sa.Column("cursors", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.String(length=64), nullable=False),
        sa.Column("last_contact", sa.String(length=64), nullable=True),
        sa.Column("revoked_at", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("device_id", "device", ["id"], unique=True)
    op.create_index("device_tag", "device", ["tag"], unique=True)
    op.create_table(
        "enrol_code",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("used_key", sa.LargeBinary(), nullable=True),
        sa.Column("used_at", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("home", "code_hash"),
    )
    op.create_index("enrol_code_hash", "enrol_code", ["code_hash"], unique=False)
    op.create_table(
        "epoch",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("restore_seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("epoch"),
    )
    op.create_table(
        "field_writers",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=36), autoincrement=False, nullable=False),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("home", "record"),
    )
    op.create_table(
        "held",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("held_at", sa.String(length=64), nullable=False),
        sa.Column("freed_at", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("home", "incarnation", "seq"),
    )
    op.create_index("held_device", "held", ["device", "state"], unique=False)
    op.create_index("held_id", "held", ["id"], unique=False)
    op.create_table(
        "incarnation",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("since", sa.String(length=64), nullable=False),
        sa.Column("have", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("safe", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("audit", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("incarnation_id", "incarnation", ["id"], unique=True)
    op.create_table(
        "membership",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("record", sa.String(length=36), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("home", "record", "scope"),
    )
    op.create_index("membership_scope", "membership", ["scope", "seq"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "office",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("practice", sa.Boolean(), nullable=True),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home"),
    )
    op.create_table(
        "op_log",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("incarnation", sa.String(length=32), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.Column("base_epoch", sa.BigInteger(), nullable=False),
        sa.Column("base_seq", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("what", sa.String(length=64), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home", "incarnation", "seq"),
    )
    op.create_index("op_log_record", "op_log", ["home", "record", "version"], unique=False)
    op.create_index("op_log_version", "op_log", ["version"], unique=False)
    op.create_table(
        "record",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("parent", sa.String(length=36), nullable=True),
        sa.Column("office", sa.String(length=16), nullable=False),
        sa.Column("restricted", sa.String(length=64), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("record_id", "record", ["id"], unique=True)
    op.create_index("record_office", "record", ["office", "type"], unique=False)
    op.create_index("record_parent", "record", ["parent"], unique=False)
    op.create_table(
        "scope_root",
        sa.Column("scope", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope"),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=64), autoincrement=False, nullable=False),
        sa.Column("home", sa.String(length=16), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("session_expires", "session", ["expires"], unique=False)
    op.create_table(
        "user_right",
        sa.Column("home", sa.String(length=16), autoincrement=False, nullable=False),
        sa.Column("user", sa.String(length=36), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("office", sa.String(length=16), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("home", "user", "seq"),
    )
    op.create_index("user_right_user", "user_right", ["user", "seq"], unique=False)
