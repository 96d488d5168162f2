"""The chain over the operation lines of one incarnation, and ids computed from operations."""

from __future__ import annotations

import hashlib

from sync.protocol.canonical import b64

START = bytes(32)
"""The hash before the first line of an incarnation."""

SHOWN = 16
"""Bytes of a chain hash that are sent."""


def line_hash(line: bytes) -> bytes:
    """The content hash of an operation: SHA-256 of its line without the line end. Same identity with another hash is a fork."""
    return hashlib.sha256(line).digest()


def link(before: bytes, line: bytes) -> bytes:
    """The chain's hash after a line: SHA-256 of the 32 bytes before it and the line's own SHA-256."""
    return hashlib.sha256(before + line_hash(line)).digest()


def shown(chain: bytes) -> str:
    """A chain hash as it is sent: its first 16 bytes in base64url."""
    return b64(chain[:SHOWN])


def conflict_id(incarnation: str, seq: int, unit: str) -> str:
    """The id of the conflict that an operation (32 hex digits, number) makes on a unit (see `sync.merge`): 22 characters."""
    return b64(hashlib.sha256(f"{incarnation}:{seq}:{unit}".encode()).digest()[:16])
