"""What waits to be sent, what the server holds, what is in conflict: numbers and lists over the outbox and its companions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.data.reader import Reader


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Operations of one record that the server has not answered; `at` is the newest, as UTC text."""

    type: str
    id: str
    ops: int
    at: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """An operation that the server holds in quarantine."""

    id: str
    incarnation: str
    seq: int
    type: str
    record: str
    reason: str
    at: str
    patch: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two values for one field, as the server told: `data` holds both with authors and times."""

    id: str
    type: str
    record: str
    field: str
    data: dict[str, Any]


def counts(reader: Reader) -> tuple[int, int, int, int, int]:
    """Operations waiting, records waiting, held, open conflicts, parked."""
    row = reader.connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM op WHERE verdict IS NULL), (SELECT count(DISTINCT record) FROM op WHERE verdict IS NULL),"
        " (SELECT count(*) FROM held), (SELECT count(*) FROM conflict WHERE open = 1), (SELECT count(*) FROM parked)"
    ).one()
    return int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4])


def waiting(reader: Reader, limit: int) -> list[WaitingRow]:
    """Records with unanswered operations, the newest first."""
    rows = reader.connection.exec_driver_sql(
        "SELECT type, record, count(*), max(at) FROM op WHERE verdict IS NULL GROUP BY type, record ORDER BY max(n) DESC LIMIT ?",
        (limit,),
    )
    return [WaitingRow(*row) for row in rows]


def held(reader: Reader) -> list[HeldRow]:
    """What the server holds, oldest first."""
    rows = reader.connection.exec_driver_sql(
        "SELECT h.incarnation, h.seq, h.record, h.reason, h.at, o.type, o.patch FROM held h"
        " LEFT JOIN op o ON o.incarnation = h.incarnation AND o.seq = h.seq ORDER BY h.at, h.incarnation, h.seq"
    )
    return [
        HeldRow(f"{inc}:{seq}", inc, int(seq), kind or "", record, reason, at, json.loads(patch) if patch else {})
        for inc, seq, record, reason, at, kind, patch in rows
    ]


def conflicts(reader: Reader) -> list[ConflictRow]:
    """Open conflicts, oldest first."""
    rows = reader.connection.exec_driver_sql(
        "SELECT id, type, record, field, data FROM conflict WHERE open = 1 ORDER BY seq, id"
    )
    return [ConflictRow(number, kind, record, field, json.loads(data)) for number, kind, record, field, data in rows]
