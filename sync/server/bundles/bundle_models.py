"""Tables of bundle files: requests and pieces that wait for what is missing."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table

_OFFICE, _ID, _INCARNATION, _CODE = String(16), String(36), String(32), String(64)


def bundle_tables(metadata: MetaData) -> tuple[Table, Table]:
    """`bundle_wait` and `bundle_piece`, in the schema of the server's other tables."""
    wait = Table(
        "bundle_wait",
        metadata,
        Column("home", _OFFICE, primary_key=True),
        Column("incarnation", _INCARNATION, primary_key=True),
        Column("first", BigInteger(), primary_key=True, autoincrement=False),
        Column("ops", Integer(), primary_key=True, autoincrement=False),
        Column("device", _ID, nullable=False),
        Column("content", LargeBinary(), nullable=False),
        Column("at", _CODE, nullable=False),
        Index("bundle_wait_device", "device"),
    )
    piece = Table(
        "bundle_piece",
        metadata,
        Column("home", _OFFICE, primary_key=True),
        Column("device", _ID, primary_key=True),
        Column("hash", String(64), primary_key=True),
        Column("start", BigInteger(), primary_key=True, autoincrement=False),
        Column("size", BigInteger(), nullable=False),
        Column("content", LargeBinary(), nullable=False),
        Column("at", _CODE, nullable=False),
    )
    return wait, piece
