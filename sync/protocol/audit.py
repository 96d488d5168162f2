"""Audit lines: who looked at what, which ride behind the operations of a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sync.protocol.canonical import canonical, lengthened, long_id, short_id, shortened, too_deep
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import instant, millis, parts_of


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A read, export, print or sign-in: the laptop's own number of the line, who did what when to which record."""

    number: int
    at: str
    user: str
    act: str
    kind: str
    record: str | None
    params: Mapping[str, Any]


def encode_audit(line: AuditLine, since: str) -> bytes:
    """`[number, ms, user, act, kind, record or "", params]`."""
    record = short_id(line.record) if line.record else ""
    return canonical(
        [line.number, millis(line.at, since), shortened(line.user), line.act, line.kind, record, shortened(line.params)]
    )


def decode_audit(line: bytes, since: str) -> AuditLine:
    """The audit line; ProtocolError."""
    number, at, user, act, kind, record, params = parts_of(line, 7, 7)
    if too_deep(line):
        raise ProtocolError("audit")
    if (
        not isinstance(number, int)
        or not all(isinstance(part, str) for part in (user, act, kind))
        or not isinstance(params, dict)
    ):
        raise ProtocolError("audit")
    who = lengthened(user)
    return AuditLine(number, instant(at, since), who, act, kind, long_id(record) if record else None, lengthened(params))
