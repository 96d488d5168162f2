"""Operations become lines: bytes, chain and batch, set once and for ever. On a bare connection, in the caller's transaction.

A patch stands in the outbox as canonical text already; the line takes that text over as it is, without reading it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.outbox import Incarnation, lines_from
from sync.protocol.limits import OPS_MAX
from sync.protocol.lines import OpLine, encode_op
from sync.protocol.splice import shortened_text

_ROWS = 400
"""Operations that are looked at together."""
_NO_PATCH = b",{}]"
_COLUMNS = 'n, seq, record, type, kind, base_epoch, base_seq, patch, resolves, asserts, saw, "user", at, "schema"'


def waiting_lines(connection: Connection, numbering: Incarnation, since: str, first: int, size: int) -> list[bytes]:
    """Lines of a numbering from `first` on: at most so many bytes, but one if there is one.

    Those that were frozen come as they are; behind them, in the current numbering, more are frozen. One schema a batch.
    """
    lines: list[bytes] = []
    total = 0
    for line in lines_from(connection, numbering.id, first, min(OPS_MAX, max(0, numbering.frozen_seq + 1 - first))):
        if line is None or (lines and total + len(line) > size):
            return lines
        lines.append(line)
        total += len(line)
    while numbering.current and len(lines) < OPS_MAX and (total < size or not lines):
        fresh = _freeze_some(connection, numbering.id, since, min(_ROWS, OPS_MAX - len(lines)), size - total)
        if not fresh:
            break
        lines.extend(fresh)
        total += sum(map(len, fresh))
    return lines


def _freeze_some(connection: Connection, incarnation: str, since: str, limit: int, size: int) -> list[bytes]:
    """Freezes the next operations, up to a number and a size but one at least; gives their lines."""
    cursor = bare(connection)
    frozen, chain = cursor.execute("SELECT frozen_seq, chain FROM incarnation WHERE id = ?", (incarnation,)).fetchone()
    rows = cursor.execute(
        f"SELECT {_COLUMNS} FROM op WHERE incarnation = ? AND seq > ? ORDER BY seq LIMIT ?", (incarnation, frozen, limit)
    ).fetchall()
    link = bytes(chain) if chain is not None else bytes(32)
    lines: list[bytes] = []
    changed: list[tuple[bytes, bytes, int, int]] = []
    for row in rows:
        if row[-1] != rows[0][-1] or (lines and size <= 0):
            break
        if row[1] != frozen + len(lines) + 1:
            break  # operations are gone (`gaps`)
        line = _line(row, since)
        link = hashlib.sha256(link + hashlib.sha256(line).digest()).digest()
        lines.append(line)
        changed.append((line, link, rows[0][1], row[0]))
        size -= len(line)
    if lines:
        cursor.executemany("UPDATE op SET line = ?, chain = ?, batch = ? WHERE n = ? AND line IS NULL", changed)
        cursor.execute(
            "UPDATE incarnation SET frozen_seq = ?, chain = ? WHERE id = ?", (frozen + len(lines), link, incarnation)
        )
    return lines


def _line(row: Sequence[Any], since: str) -> bytes:
    """The line of an operation."""
    _, _, record, type_name, kind, epoch, base, patch, resolves, asserts, saw, user, at, _ = row
    typed = "" if kind in ("discard", "skip") else type_name
    told = tuple(json.loads(asserts)) if asserts else ()
    seen = tuple((incarnation, seq) for incarnation, seq in json.loads(saw)) if saw else ()
    head = encode_op(OpLine(kind, typed, record, (epoch, base), user, at, {}, resolves, told, seen), since)
    if head.endswith(_NO_PATCH):
        return head[: -len(_NO_PATCH) + 1] + shortened_text(patch).encode() + b"]"
    return encode_op(OpLine(kind, typed, record, (epoch, base), user, at, json.loads(patch), resolves, told, seen), since)
