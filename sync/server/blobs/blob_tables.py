"""Tables of contents that lie as files beside the database: what is here, who names it, who brought it, what is erased."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, String, Table

_NAME, _OFFICE, _ID, _CODE = String(64), String(16), String(36), String(64)


def blob_tables(metadata: MetaData) -> tuple[Table, Table, Table, Table]:
    """`blob`, `blob_ref`, `blob_upload`, `blob_erased`, in the schema of the server's other tables."""
    blob = Table(
        "blob",
        metadata,
        Column("sha256", _NAME, primary_key=True),
        Column("size", BigInteger, nullable=False),
        Column("at", _CODE, nullable=False),
        Column("safe", Boolean, nullable=False),  # lies in a verified backup
    )
    named = Table(
        "blob_ref",
        metadata,
        Column("home", _OFFICE, primary_key=True),
        Column("record", _ID, primary_key=True),
        Column("sha256", _NAME, primary_key=True),
        Index("blob_ref_sha256", "sha256"),
    )
    brought = Table(
        "blob_upload",
        metadata,
        Column("home", _OFFICE, primary_key=True),
        Column("device", _ID, primary_key=True),
        Column("sha256", _NAME, primary_key=True),
        Index("blob_upload_sha256", "sha256"),
    )
    erased = Table(
        "blob_erased",
        metadata,
        Column("sha256", _NAME, primary_key=True),
        Column("at", _CODE, nullable=False),
    )
    return blob, named, brought, erased
