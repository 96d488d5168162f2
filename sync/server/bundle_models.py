"""Tables of bundle files: requests and pieces that wait for what is missing, and which operations an operation had seen."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from sync.server.models import CODE, ID, INCARNATION, METADATA, OFFICE

bundle_wait = Table(
    "bundle_wait",
    METADATA,
    Column("home", OFFICE, primary_key=True),
    Column("incarnation", INCARNATION, primary_key=True),
    Column("first", BigInteger(), primary_key=True, autoincrement=False),
    Column("ops", Integer(), primary_key=True, autoincrement=False),
    Column("device", ID, nullable=False),
    Column("content", LargeBinary(), nullable=False),
    Column("at", CODE, nullable=False),
    Index("bundle_wait_device", "device"),
)
"""Requests out of bundles whose predecessor is missing; taken in when the gap closes, whichever way."""

bundle_piece = Table(
    "bundle_piece",
    METADATA,
    Column("home", OFFICE, primary_key=True),
    Column("device", ID, primary_key=True),
    Column("hash", String(64), primary_key=True),
    Column("start", BigInteger(), primary_key=True, autoincrement=False),
    Column("size", BigInteger(), nullable=False),
    Column("content", LargeBinary(), nullable=False),
    Column("at", CODE, nullable=False),
)
"""Pieces of frames that are larger than a part; they go when the frame is whole."""
