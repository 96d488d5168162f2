"""The chain over the operation lines of one incarnation, and ids computed from operations."""

from __future__ import annotations

import hashlib

from sync.protocol.canonical import b64, canonical, parsed, unb64
from sync.protocol.errors import ProtocolError

START = bytes(32)
"""The hash before the first line of an incarnation."""

SHOWN = 16
"""Bytes of a chain hash that are sent."""


WIPED = b'["w","'
"""How the line begins that stands for one which was erased by law on the laptop: only its hash is left, `["w", hash]`."""


def line_hash(line: bytes) -> bytes:
    """The content hash of an operation: SHA-256 of its line without the line end. Same identity with another hash is a fork.

    A wiped line has the hash of the one that it stands for.
    """
    told = wiped_hash(line)
    return hashlib.sha256(line).digest() if told is None else told


def wiped(digest: bytes) -> bytes:
    """The line that stands for a wiped one."""
    return canonical(["w", b64(digest)])


def wiped_hash(line: bytes) -> bytes | None:
    """The hash that a wiped line tells; None for any other."""
    if not line.startswith(WIPED):
        return None
    try:
        return unb64(str(parsed(line)[1]), 32)
    except (ProtocolError, LookupError, TypeError):
        return None


def link(before: bytes, line: bytes) -> bytes:
    """The chain's hash after a line: SHA-256 of the 32 bytes before it and the line's own SHA-256."""
    return hashlib.sha256(before + line_hash(line)).digest()


def shown(chain: bytes) -> str:
    """A chain hash as it is sent: its first 16 bytes in base64url."""
    return b64(chain[:SHOWN])


def conflict_id(incarnation: str, seq: int, unit: str) -> str:
    """The id of the conflict that an operation (32 hex digits, number) makes on a unit (see `sync.merge`): 22 characters."""
    return b64(hashlib.sha256(f"{incarnation}:{seq}:{unit}".encode()).digest()[:16])
