"""An operation as a reply to it is taken in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sync.protocol.canonical import parsed
from sync.protocol.errors import ProtocolError
from sync.protocol.packed import plain_content


class Sent(NamedTuple):
    """What a reply is about: an operation of a request without its line; `stored` is its patch as it lies in the row."""

    n: int
    seq: int
    record: str
    type: str
    kind: str
    stored: str | bytes
    resolves: str | None
    verdict: str | None

    @property
    def content(self) -> bytes:
        """The patch as canonical text."""
        return plain_content(self.stored)

    @property
    def patch(self) -> Mapping[str, Any]:
        """The patch."""
        try:
            patch: dict[str, Any] = parsed(self.content)
        except ProtocolError:  # nothing that the wire would refuse is captured; if it is all the same, it stops nobody
            patch = json.loads(self.content)
        return patch
