"""Contents of attachments and large operations, and who refers to them."""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NAME = re.compile(r"[0-9a-f]{64}")


def upgrade() -> None:
    """Makes the tables, and notes what the attachments that are here already name."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.Column("safe", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "blob_erased",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "blob_ref",
        sa.Column("home", sa.String(length=16), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home", "record", "sha256"),
    )
    op.create_index("blob_ref_sha256", "blob_ref", ["sha256"], unique=False)
    op.create_table(
        "blob_upload",
        sa.Column("home", sa.String(length=16), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("home", "device", "sha256"),
    )
    op.create_index("blob_upload_sha256", "blob_upload", ["sha256"], unique=False)
    _named()


def _named() -> None:
    """References of the attachments that were handed in before, also of sides of open conflicts."""
    connection = op.get_bind()
    found = set()
    for home, record, body in connection.execute(sa.text("SELECT home, id, body FROM record WHERE type = 'attachment'")):
        found.add((home, record, json.loads(body).get("sha256")))
    sides = "SELECT home, record, current, proposed FROM conflict WHERE closed IS NULL"
    known = {(home, record) for home, record, _ in found}
    for home, record, current, proposed in connection.execute(sa.text(sides)):
        if (home, record) in known:
            found.update((home, record, json.loads(side).get("sha256")) for side in (current, proposed))
    statement = sa.text("INSERT INTO blob_ref (home, record, sha256) VALUES (:home, :record, :sha256)")
    for home, record, name in sorted(each for each in found if isinstance(each[2], str)):
        if _NAME.fullmatch(name):
            connection.execute(statement, {"home": home, "record": record, "sha256": name})
