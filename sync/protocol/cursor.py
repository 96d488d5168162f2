"""How far an atomic scope has been received: epoch, sequence number, and the random tag of the commit that gave that number."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sync.protocol.canonical import b64, canonical
from sync.protocol.errors import ProtocolError

_FORM = re.compile(r"([1-9]\d{0,8}):(\d{1,18}):([A-Za-z0-9_-]{0,16})")


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """Text form `epoch:seq:tag`; `1:0:` is the start of epoch 1."""

    epoch: int
    seq: int
    tag: str = ""

    def __str__(self) -> str:
        return f"{self.epoch}:{self.seq}:{self.tag}"


def cursor(text: object) -> Cursor:
    """A cursor from its text; ProtocolError `cursor`."""
    match = _FORM.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ProtocolError("cursor")
    return Cursor(int(match[1]), int(match[2]), match[3])


def cursors_hash(cursors: Mapping[str, Cursor]) -> str:
    """What stands for the whole map when it is what the server last told this device: 8 bytes of SHA-256, base64url."""
    return b64(hashlib.sha256(canonical({scope: str(each) for scope, each in cursors.items()})).digest()[:8])


def restore_points(told: object) -> dict[int, int] | None:
    """Where the server stood when each epoch began, as told with a new one: `[[epoch, seq], …]`; None when it does not say."""
    if not isinstance(told, list):
        return None
    pairs = [each for each in told if isinstance(each, list) and len(each) == 2]
    return {int(epoch): int(point) for epoch, point in pairs if type(epoch) is int and type(point) is int}
