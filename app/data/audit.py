"""The audit log: append-only, each line hashed together with the one before, so that a line changed or taken out shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.data.values import canonical
from app.domain.clock import parse_instant

INSERT_AUDIT = 'INSERT INTO audit (at, "user", act, kind, record, params, hash) VALUES (?, ?, ?, ?, ?, ?, ?)'
_COLUMNS = 'id, at, "user", act, kind, record, params'
START = bytes(32)
"""The hash before the first line."""


def link(before: bytes, at: str, user: str, act: str, kind: str, record: str | None, params: str) -> bytes:
    """The hash of a line: SHA-256 over the hash before it and its canonical content."""
    return hashlib.sha256(before + canonical([at, user, act, kind, record, params]).encode()).digest()


def last_hash(connection: Connection) -> bytes:
    """The hash of the newest line."""
    row = connection.exec_driver_sql("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return bytes(row[0]) if row else START


def last_moment(connection: Connection) -> datetime | None:
    """When the newest line was written, by the clock of then."""
    row = connection.exec_driver_sql("SELECT at FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return parse_instant(row[0]) if row else None


def append(
    connection: Connection, at: str, user: str, act: str, kind: str, record: str | None, params: Mapping[str, object]
) -> None:
    """Adds a line. Parameters must be short and, outside ids, not personal."""
    content = canonical(dict(params))
    connection.exec_driver_sql(
        INSERT_AUDIT,
        (at, user, act, kind, record, content, link(last_hash(connection), at, user, act, kind, record, content)),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log; `at` is UTC text."""

    id: int
    at: str
    user: str
    act: str
    kind: str
    record: str | None
    params: Mapping[str, object]


def unsent(connection: Connection, limit: int) -> list[Line]:
    """The oldest lines that the server lacks. Writes are not among them: their operations tell the server (sync.md §10)."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM audit WHERE sent = 0 AND kind <> 'write' ORDER BY id LIMIT ?", (limit,)
    )
    return [_line(row) for row in rows]


def mark_sent(connection: Connection, last: int) -> None:
    """Notes that the server has all lines up to this id."""
    connection.exec_driver_sql("UPDATE audit SET sent = 1 WHERE id <= ? AND sent = 0 AND kind <> 'write'", (last,))


def lines_of(connection: Connection, record: str) -> list[Line]:
    """Everything that was done with a record, oldest first."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM audit WHERE record = ? ORDER BY id", (record,))
    return [_line(row) for row in rows]


def _line(row: Sequence[Any]) -> Line:
    """A line from its row."""
    number, at, user, act, kind, record, params = row
    return Line(number, at, user, act, kind, record, json.loads(params))


def first_break(connection: Connection) -> int | None:
    """The id of the first line that does not fit the chain, None when all do."""
    before = START
    rows = connection.exec_driver_sql("SELECT id, at, user, act, kind, record, params, hash FROM audit ORDER BY id")
    for number, (row_id, at, user, act, kind, record, params, digest) in enumerate(rows, 1):
        before = link(before, at, user, act, kind, record, params)
        if before != bytes(digest) or row_id != number:
            return int(row_id)
    return None
