"""Who looked at a case: the lines of the audit log that this computer has; those of other computers are with the server."""

from __future__ import annotations

from dataclasses import dataclass

from app.data import audit
from app.data.reader import Reader
from app.domain.permissions import require
from app.services.cases import cases
from app.services.cases.time_line import name_of

_LOOKS = frozenset({"read", "export", "print"})
"""Kinds of lines that are a look; what was changed stands in the time line."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: when (UTC text), by whom (name, else user id), the act (`act.<act>` has its words)."""

    id: str
    at: str
    user: str
    act: str


def seen_by(reader: Reader, case: str) -> list[Seen]:
    """The looks at a case on this computer, the newest first; for who may read the case and the log.

    InputError `not_allowed`.
    """
    require(reader.actor, "access.read")
    record = cases.readable(reader, case)
    lines = [line for key in reader.same_as(record.id) for line in audit.lines_of(reader.connection, key)]
    found = [Seen(str(line.id), line.at, name_of(reader, line.user), line.act) for line in lines if line.kind in _LOOKS]
    return sorted(found, key=lambda one: int(one.id), reverse=True)
