"""Frozen lines as they lie in their rows: what a line says of its patch stands in the row already, and is not kept twice.

A long line is kept as its head, which ends where the patch begins; the patch of a row never changes once its line is frozen,
and how ids are shortened in it is the protocol's for ever. Others are kept whole, packed when they are long. The chain tells
whether a line came back as it was.
"""

from __future__ import annotations

from typing import Any

from sync.protocol import packed
from sync.protocol.packed import packed_line, plain, plain_line
from sync.protocol.splice import shortened_text

ERASED = "erased"
"""The kind of an operation whose content was erased by law; its line is the hash of the line that was."""
_HEAD = b"\x03"
"""How a line begins that ends with the patch of its row."""


def kept_line(line: bytes, head: str) -> bytes:
    """A line as it is to lie in its row; `head`: what it begins with if the patch in short form and a bracket are the rest."""
    return _HEAD + head.encode() if head and len(line) >= packed.LEAST else packed_line(line)


def whole_line(stored: Any, patch: str | bytes, kind: str) -> bytes | None:
    """A line as it was frozen, from its row; None for none. Of an operation that was erased the hash of its line is left."""
    if stored is None or kind == ERASED:
        return None if stored is None else bytes(stored)
    if stored[:1] != _HEAD:
        return plain_line(bytes(stored))
    return bytes(stored[1:]) + shortened_text(plain(patch)).encode() + b"]"
