"""Tables of what is carried beside the exchange: contents of attachments, pieces that came, records too large for a page."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text


def blob_tables(metadata: MetaData) -> tuple[Table, Table, Table]:
    """`blob`, `blob_part`, `large_record`, in the schema of the laptop's other tables."""
    blob = Table(
        "blob",
        metadata,
        Column("n", Integer, primary_key=True),  # order of getting to know it
        Column("sha256", Text, nullable=False),
        Column("record", Text, nullable=False),  # the attachment that names it
        Column("kind", Text, nullable=False),  # thumbnail, original
        Column("size", Integer, nullable=False),
        Column("here", Integer, nullable=False),  # the file lies beside the database
        Column("there", Integer, nullable=False, server_default="0"),  # the server has it for us
        Column("sent", Integer, nullable=False, server_default="0"),  # the server has it from us, or we from it
        Column("safe", Integer, nullable=False, server_default="0"),  # it lies in a verified backup of the server
        Column("asked", Integer, nullable=False, server_default="0"),  # somebody wants to see it now
        Column("spoilt", Integer, nullable=False, server_default="0"),  # so often it came out wrong
        Column("fault", Text),  # why it is not carried any more
        Index("ux_blob_sha256", "sha256", unique=True),
    )
    part = Table(
        "blob_part",
        metadata,
        Column("sha256", Text, primary_key=True),
        Column("offset", Integer, primary_key=True),
        Column("data", LargeBinary, nullable=False),
    )
    large = Table(
        "large_record",
        metadata,
        Column("record", Text, primary_key=True),
        Column("type", Text, nullable=False),
        Column("scopes", Text, nullable=False),  # JSON
        Column("version", Integer, nullable=False),
        Column("epoch", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("size", Integer, nullable=False),
    )
    return blob, part, large
