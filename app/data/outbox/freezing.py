"""Operations become lines: bytes, chain and batch, set once and for ever. On a bare connection, in the caller's transaction.

A patch stands in the outbox as canonical text already; the line takes that text over as it is, without reading it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.outbox.kept_lines import ERASED, kept_line
from app.data.outbox.outbox import Incarnation, lines_from
from sync.protocol.canonical import short_id
from sync.protocol.chain import wiped
from sync.protocol.limits import OPS_MAX
from sync.protocol.lines import OpLine, encode_op, millis
from sync.protocol.splice import shortened_text

_ROWS = 400
"""Operations that are looked at together."""
_FROZEN = "UPDATE op SET line = ?, chain = ?, batch = ?, verdict_data = 'applied' WHERE n = ? AND line IS NULL"
"""With room for the answer that nearly all get: `dispatch.take_verdicts` moves it to `verdict`, the row keeps its length, and
SQLite writes anew only the page where the row begins, not the long ones of patch and line."""
_NOBODY, _THEN = "00000000-0000-0000-0000-000000000000", "2020-01-01T00:00:00.000Z"
_COLUMNS = 'n, seq, record, type, kind, base_epoch, base_seq, plain(patch), resolves, asserts, saw, "user", at, "schema"'


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
        line, kept, digest = _line(row, since, incarnation)
        link = hashlib.sha256(link + digest).digest()
        lines.append(line)
        changed.append((kept, link, rows[0][1], row[0]))
        size -= len(line)
    if lines:
        cursor.executemany(_FROZEN, changed)
        cursor.execute(
            "UPDATE incarnation SET frozen_seq = ?, chain = ? WHERE id = ?", (frozen + len(lines), link, incarnation)
        )
    return lines


def _line(row: Sequence[Any], since: str, incarnation: str) -> tuple[bytes, bytes, bytes]:
    """The line of an operation, how it lies in its row, and its hash.

    One that was erased by law and has to be numbered anew says nothing but that; its former line is the hash of another number.
    """
    if row[4] == ERASED:
        digest = hashlib.sha256(f"{incarnation}:{row[1]}".encode()).digest()
        return wiped(digest), digest, digest
    head = _head(row, since)
    line = frozen_line(row, since, head)
    return line, kept_line(line, head), hashlib.sha256(line).digest()


def _head(row: Sequence[Any], since: str) -> str:
    """The line of an operation before its patch, where nothing but a bracket stands behind that; else empty."""
    _, _, record, type_name, kind, epoch, base, _, resolves, asserts, saw, user, at, _ = row
    if resolves or asserts or saw:
        return ""
    typed = "" if kind in ("discard", "skip") else type_name
    return f'{_opening(kind, typed, epoch, base, user)}{millis(at, since)},"{short_id(record)}",'


def frozen_line(row: Sequence[Any], since: str, head: str | None = None) -> bytes:
    """The line of an operation: what `encode_op` makes of it (a test holds them equal). `head`: `_head` of it, if known."""
    _, _, record, type_name, kind, epoch, base, patch, resolves, asserts, saw, user, at, _ = row
    begun = _head(row, since) if head is None else head
    if begun:
        return f"{begun}{shortened_text(patch)}]".encode()
    typed = "" if kind in ("discard", "skip") else type_name
    told = tuple(json.loads(asserts)) if asserts else ()
    seen = tuple((incarnation, seq) for incarnation, seq in json.loads(saw)) if saw else ()
    return encode_op(OpLine(kind, typed, record, (epoch, base), user, at, json.loads(patch), resolves, told, seen), since)


@lru_cache(64)
def _opening(kind: str, typed: str, epoch: int, base: int, user: str) -> str:
    """How a line begins up to its instant: the same for many."""
    whole = encode_op(OpLine(kind, typed, _NOBODY, (epoch, base), user, _THEN, {}), _THEN).decode()
    return whole.removesuffix(f'0,"{short_id(_NOBODY)}",{{}}]')
