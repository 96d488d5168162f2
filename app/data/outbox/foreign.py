"""What came from others by a stick (sync.md §7): their operations lie over the records and are never captured; their files are
carried on to the server. On a bare connection, in the caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.outbox.renumber import own_below
from app.data.replica.erased import erased_of, mark
from app.data.replica.overlay import STILL
from app.data.values import canonical
from sync.protocol.bundle import Frame, Piece, joined
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import SAW_MAX, OpLine
from sync.schema import vocabulary

TO_SERVER, ANSWER, GIVEN = 1, 2, 3
"""Kinds of carried files: for the server; its answer, for who made the file; an answer that lay on a stick, since `at`."""
GIVEN_MAX = 64 * 1024 * 1024
"""Bytes of answers that were written to a stick and are kept for another; the oldest go."""
PIECE = "o:"
"""What stands in `blob_part` before the hash of a frame of which pieces have come."""
PIECES_MAX = 64 * 1024 * 1024
"""Bytes of pieces that are kept until their frame is whole; more and all go: their stick brings them again."""
CARRIED_MAX = 500
"""Files for the server that are carried at most; the oldest go, their makers still have them. So many answers beside them, of
which those that were written to a stick go first: the server gives them again with whatever their makers hand in next."""
UNSHOWN = frozenset({"user", "office", "setting"})
"""Types that are never shown before the server has them: they decide about rights and rules."""


def overlay_of(connection: Connection, record: str) -> list[tuple[int, str, Mapping[str, Any]]]:
    """Operations of others on a record: the last own operation before each came, kind, patch; in the order of arrival."""
    rows = bare(connection).execute("SELECT place, kind, patch FROM foreign_op WHERE record = ? ORDER BY n", (record,))
    return [(place, kind, json.loads(patch)) for place, kind, patch in rows.fetchall()]


def seen_on(connection: Connection, record: str) -> str | None:
    """What an own operation on a record names as seen beside its own numbering, as JSON; None for nothing."""
    rows = bare(connection).execute(
        "SELECT incarnation, seq FROM foreign_op WHERE record = ? ORDER BY n DESC LIMIT ?", (record, SAW_MAX)
    )
    found = [[incarnation, seq] for incarnation, seq in rows.fetchall()] + own_below(connection, record)
    return canonical(sorted(found)[-SAW_MAX:]) if found else None


def keep_ops(connection: Connection, incarnation: str, ops: Iterable[tuple[int, OpLine]]) -> dict[str, str]:
    """Keeps operations (number, operation) of another device; those that are here change nothing. Gives id → type.

    What is about a record that was erased by law, or belongs to one, is not shown again: its maker does not know of it yet.
    """
    if connection.exec_driver_sql("SELECT 1 FROM incarnation WHERE id = ?", (incarnation,)).first() is not None:
        return {}
    place = int(connection.exec_driver_sql("SELECT coalesce(max(n), 0) FROM op").scalar_one())
    touched: dict[str, str] = {}
    for seq, op in ops:
        if op.type in UNSHOWN or op.kind in STILL or op.kind == "rescue" or _is_erased(connection, op):
            continue
        done = connection.exec_driver_sql(
            'INSERT OR IGNORE INTO foreign_op (incarnation, seq, record, type, kind, patch, "user", at, place)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (incarnation, seq, op.record, op.type, op.kind, canonical(dict(op.patch)), op.user, op.at, place),
        )
        if done.rowcount:
            connection.exec_driver_sql("INSERT OR IGNORE INTO record (id, type) VALUES (?, ?)", (op.record, op.type))
            touched[op.record] = op.type
    return touched


def _is_erased(connection: Connection, op: OpLine) -> bool:
    """Whether an operation is about a record that is known here as erased, or makes one below such."""
    spec = vocabulary().types.get(op.type)
    above = spec.belongs_to(op.patch) if spec is not None and op.kind == "create" else []
    gone = erased_of(connection, [op.record, *above])
    if gone and op.record not in gone:
        mark(connection, op.record, op.type)
    return bool(gone)


def keep_piece(connection: Connection, piece: Piece) -> Frame | None:
    """Keeps a piece of a frame that is larger than a part; the frame, once whole. Pieces that lie make none."""
    cursor, name = bare(connection), PIECE + piece.hash.hex()
    cursor.execute(
        "INSERT OR IGNORE INTO blob_part (sha256, offset, data) VALUES (?, ?, ?)", (name, piece.start, piece.content)
    )
    rows = cursor.execute("SELECT offset, data FROM blob_part WHERE sha256 = ? ORDER BY offset", (name,)).fetchall()
    if sum(len(row[1]) for row in rows) < piece.size:
        kept = cursor.execute("SELECT sum(length(data)) FROM blob_part WHERE sha256 LIKE ?", (PIECE + "%",)).fetchone()
        if int(kept[0]) > PIECES_MAX:
            drop_pieces(connection)
        return None
    try:
        frame = joined([Piece(piece.hash, int(start), piece.size, bytes(data)) for start, data in rows])
    except ProtocolError:
        frame = None
    cursor.execute("DELETE FROM blob_part WHERE sha256 = ?", (name,))
    return frame


def drop_pieces(connection: Connection) -> None:
    """Forgets pieces of frames that are not whole; nobody knows which records they are about."""
    connection.exec_driver_sql("DELETE FROM blob_part WHERE sha256 LIKE ?", (PIECE + "%",))


def incarnations(connection: Connection) -> list[str]:
    """Numberings of others of which operations are shown."""
    return [
        str(row[0]) for row in connection.exec_driver_sql("SELECT DISTINCT incarnation FROM foreign_op ORDER BY incarnation")
    ]


def leave(connection: Connection, have: Mapping[str, int]) -> dict[str, str]:
    """Operations up to these numbers are in what came from the server: they are shown no longer by themselves. Id → type."""
    touched: dict[str, str] = {}
    for incarnation, seq in have.items():
        rows = connection.exec_driver_sql(
            "DELETE FROM foreign_op WHERE incarnation = ? AND seq <= ? RETURNING record, type", (incarnation, seq)
        ).fetchall()
        touched.update((str(record), str(type_name)) for record, type_name in rows)
    return touched


def carry(connection: Connection, name: str, kind: int, data: bytes, at: str) -> None:
    """Keeps a file to be carried; one that is here stays."""
    bare(connection).execute("INSERT OR IGNORE INTO carried (name, kind, data, at) VALUES (?, ?, ?, ?)", (name, kind, data, at))
    connection.exec_driver_sql(
        "DELETE FROM carried WHERE rowid IN"
        " (SELECT rowid FROM carried WHERE (kind = ?1) = (?2 = ?1) ORDER BY kind, rowid DESC LIMIT -1 OFFSET ?3)",
        (TO_SERVER, kind, CARRIED_MAX),
    )


def carried(connection: Connection, *kinds: int) -> list[tuple[str, bytes]]:
    """The files of some kinds, oldest first: name and bytes."""
    query = "SELECT name, data FROM carried WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY rowid"
    rows = bare(connection).execute(query, (json.dumps(kinds),))
    return [(name, bytes(data)) for name, data in rows.fetchall()]


def are_given(connection: Connection, names: Sequence[str], at: str) -> None:
    """Answers that lie on a stick now; of one that lay on another before, the first time counts."""
    connection.exec_driver_sql(
        "UPDATE carried SET kind = ?, at = ? WHERE kind = ? AND name IN (SELECT value FROM json_each(?))",
        (GIVEN, at, ANSWER, json.dumps(list(names))),
    )


def drop_given(connection: Connection, before: str, now: str) -> None:
    """Answers that were first written to a stick before an instant go, and the oldest above `GIVEN_MAX`.

    What was written in the future was so by a clock that was wrong: its time begins now.
    """
    connection.exec_driver_sql("UPDATE carried SET at = ?1 WHERE kind = ?2 AND at > ?1", (now, GIVEN))
    connection.exec_driver_sql("DELETE FROM carried WHERE kind = ? AND at < ?", (GIVEN, before))
    connection.exec_driver_sql(
        "DELETE FROM carried WHERE rowid IN (SELECT rowid FROM"
        " (SELECT rowid, sum(length(data)) OVER (ORDER BY rowid DESC) AS bytes FROM carried WHERE kind = ?) WHERE bytes > ?)",
        (GIVEN, GIVEN_MAX),
    )


def waiting(connection: Connection, kind: int) -> list[tuple[str, int]]:
    """The same by name and bytes, without what is in them."""
    rows = bare(connection).execute("SELECT name, length(data) FROM carried WHERE kind = ? ORDER BY rowid", (kind,))
    return [(str(name), int(size)) for name, size in rows.fetchall()]


def content(connection: Connection, name: str) -> bytes | None:
    """What is in a carried file; None when it lies here no longer."""
    row = bare(connection).execute("SELECT data FROM carried WHERE name = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def arrived(connection: Connection, names: Sequence[str]) -> None:
    """Files that need not be carried any more."""
    connection.exec_driver_sql("DELETE FROM carried WHERE name IN (SELECT value FROM json_each(?))", (json.dumps(list(names)),))
