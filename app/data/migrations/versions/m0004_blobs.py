"""What is to be carried of attachments and large records; small pictures become contents of their own (vocabulary 3)."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables; what newer computers sent of small pictures already moves to its column."""
    op.create_table(
        "blob",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("here", sa.Integer(), nullable=False),
        sa.Column("there", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("safe", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("spoilt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("ux_blob_sha256", "blob", ["sha256"], unique=True)
    op.create_table(
        "blob_part",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "offset"),
    )
    op.create_table(
        "large_record",
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record"),
    )
    op.add_column("attachment", sa.Column("thumbnail_sha256", sa.Text(), nullable=True))
    op.create_index("ix_attachment_thumbnail_sha256", "attachment", ["thumbnail_sha256"], unique=False)
    _unpack()


def _unpack() -> None:
    """The name of a small picture that the former version kept aside."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, extra FROM attachment WHERE extra IS NOT NULL")).fetchall()
    for record, extra in rows:
        kept = json.loads(extra)
        value = kept.pop("thumbnail_sha256", None)
        if isinstance(value, str):
            left = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else None
            statement = "UPDATE attachment SET thumbnail_sha256 = :value, extra = :left WHERE id = :id"
            connection.execute(sa.text(statement), {"value": value, "left": left, "id": record})
