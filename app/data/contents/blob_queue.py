"""What is known of the contents of attachments: where each is, what is to be carried next, what has come of it (sync.md §6).

In the caller's transaction. A row says what was found out; that a record names a content is looked up each
time, so nothing has to be told when records come, change or go.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.contents.attachments import AttachmentStore
from app.data.outbox.dispatch import EPOCH, meta, put_meta
from app.data.values import canonical
from sync.protocol.blobs import TALK_MAX, is_name, name_of

ORIGINAL, THUMBNAIL = "original", "thumbnail"
SPOILT_MAX = 3
"""So often a content may come out wrong before it is left."""
_MISSING_TOLD = "blobs_missing_told"
_IN_FILES = "blobs_in_files"
_NAMED = "EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = b.sha256 OR a.thumbnail_sha256 = b.sha256)"
_GONE = "EXISTS (SELECT 1 FROM record r WHERE r.id = b.record AND r.gone = 1)"
_UP = f"(b.here = 1 AND b.sent = 0 AND ({_NAMED} OR {_GONE}))"
_DOWN = f"(b.here = 0 AND b.there = 1 AND {_NAMED})"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A content that is to be carried, or cannot be: bytes of the whole and those that have arrived, the attachment."""

    name: str
    record: str
    kind: str
    up: bool
    size: int
    at: int
    asked: bool
    fault: str
    there: bool


def take_in(connection: Connection, store: AttachmentStore) -> None:
    """Makes a row for each content that a record names and that is not known yet."""
    for kind, column, size in ((THUMBNAIL, "thumbnail_sha256", "0"), (ORIGINAL, "sha256", "a.size")):
        rows = connection.exec_driver_sql(
            f"SELECT a.{column}, a.id, {size} FROM attachment a LEFT JOIN blob b ON b.sha256 = a.{column}"
            f" WHERE a.{column} IS NOT NULL AND b.n IS NULL ORDER BY a.id"
        ).fetchall()
        for name, record, told in rows:
            if is_name(name):  # another computer may say anything
                know(connection, str(name), str(record), kind, told if isinstance(told, int) else 0, store.has(name))


def know(connection: Connection, name: str, record: str, kind: str, size: int, here: bool) -> None:
    """Begins to keep account of a content."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO blob (sha256, record, kind, size, here) VALUES (?, ?, ?, ?, ?)",
        (name, record, kind, max(0, size), int(here)),
    )


def keep(connection: Connection, store: AttachmentStore, content: bytes) -> str:
    """Puts a content beside the database, and gives its name.

    One that was lost here, or had never come, is sent from here: nobody else may have it. EnvironmentFault `disk_full`,
    `read_only`.
    """
    name = store.put(content)
    found = connection.exec_driver_sql(
        "UPDATE blob SET here = 1, asked = 0, spoilt = 0, fault = NULL WHERE sha256 = ? AND here = 0", (name,)
    )
    if found.rowcount:
        drop_pieces(connection, name)
    return name


def next_transfer(connection: Connection, *, originals: bool, without: Collection[str]) -> Transfer | None:
    """The next: thumbnails, then what somebody asked for, then originals if they may; up before down, the newest come first."""
    found = _transfers(
        connection,
        f"b.fault IS NULL AND ({_UP} OR {_DOWN}) AND (b.kind = 'thumbnail' OR b.asked = 1 OR ?1)"
        " AND b.sha256 NOT IN (SELECT value FROM json_each(?2))",
        (int(originals), json.dumps(sorted(without))),
        1,
    )
    return found[0] if found else None


def transfers(connection: Connection, limit: int) -> list[Transfer]:
    """All that is to be carried, or lies on neither side, in the order of its turn; with what cannot be carried."""
    return _transfers(connection, f"({_UP} OR (b.here = 0 AND {_NAMED}))", (), limit)


def _transfers(connection: Connection, where: str, values: Sequence[object], limit: int) -> list[Transfer]:
    """Rows as transfers."""
    rows = connection.exec_driver_sql(
        "SELECT b.sha256, b.record, b.kind, b.here, b.size, b.asked, b.fault, b.there,"
        " (SELECT coalesce(sum(length(p.data)), 0) FROM blob_part p WHERE p.sha256 = b.sha256)"
        f" FROM blob b WHERE {where}"
        " ORDER BY b.kind = 'thumbnail' DESC, b.asked DESC, b.here DESC, CASE WHEN b.here = 1 THEN b.n ELSE -b.n END"
        f" LIMIT {int(limit)}",
        tuple(values),
    ).fetchall()
    return [
        Transfer(name, record, kind, bool(here), size, 0 if here else at, bool(asked), fault or "", bool(there))
        for name, record, kind, here, size, asked, fault, there, at in rows
    ]


def counts(connection: Connection) -> tuple[int, int, int]:
    """How many contents wait to be sent, wait to be fetched, and are not on the server yet though a record names them."""
    row = connection.exec_driver_sql(
        f"SELECT coalesce(sum({_UP}), 0), coalesce(sum({_DOWN}), 0), coalesce(sum(b.here = 0 AND b.there = 0 AND {_NAMED}), 0)"
        " FROM blob b"
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


def unsent(connection: Connection) -> list[tuple[str, int]]:
    """Contents that only this laptop may have: name and bytes, thumbnails first; also those whose record left the scope."""
    return [(each.name, each.size) for each in only_here(connection)]


def only_here(connection: Connection) -> list[Transfer]:
    """The same as transfers."""
    return _transfers(connection, f"{_UP}", (), 1_000_000)


def in_files(connection: Connection) -> dict[str, int]:
    """Contents that went into files for a stick → in which making last, counted up: the clock may be wrong."""
    return {str(name): int(turn) for name, turn in json.loads(meta(connection, _IN_FILES) or "{}").items()}


def put_in_files(connection: Connection, names: Collection[str]) -> None:
    """These went into files now. What the server has by now is noted no more."""
    before = in_files(connection)
    if not names and not before:
        return
    turn, waiting = max(before.values(), default=0) + 1, {each.name for each in only_here(connection)}
    noted = {**before, **dict.fromkeys(names, turn)}
    put_meta(connection, _IN_FILES, canonical({name: at for name, at in noted.items() if name in waiting}))


def arrived(connection: Connection, name: str) -> int:
    """Bytes of a content that have come."""
    query = "SELECT coalesce(sum(length(data)), 0) FROM blob_part WHERE sha256 = ?"
    return int(connection.exec_driver_sql(query, (name,)).scalar_one())


def keep_piece(connection: Connection, name: str, offset: int, chunk: bytes) -> int:
    """Keeps the next piece of a content; bytes that have come then. One that does not join what is here changes nothing."""
    at = arrived(connection, name)
    if offset == at and chunk:
        bare(connection).execute("INSERT INTO blob_part (sha256, offset, data) VALUES (?, ?, ?)", (name, offset, chunk))
        return at + len(chunk)
    return at


def whole(connection: Connection, name: str) -> bytes | None:
    """What has come, put together, if it is what it is called; None, and then nothing of it is kept."""
    rows = bare(connection).execute("SELECT data FROM blob_part WHERE sha256 = ? ORDER BY offset", (name,)).fetchall()
    content = b"".join(bytes(row[0]) for row in rows)
    if name_of(content) == name:
        return content
    drop_pieces(connection, name)
    return None


def drop_pieces(connection: Connection, name: str) -> None:
    """Begins a content anew, or it is in its place."""
    connection.exec_driver_sql("DELETE FROM blob_part WHERE sha256 = ?", (name,))


def is_here(connection: Connection, name: str) -> None:
    """A content lies beside the database and on the server."""
    drop_pieces(connection, name)
    connection.exec_driver_sql(
        "UPDATE blob SET here = 1, there = 1, sent = 1, asked = 0, fault = NULL WHERE sha256 = ?", (name,)
    )


def is_sent(connection: Connection, name: str) -> None:
    """The server has a content."""
    connection.exec_driver_sql("UPDATE blob SET there = 1, sent = 1, asked = 0 WHERE sha256 = ?", (name,))


def is_not_there(connection: Connection, name: str) -> None:
    """The server does not have a content, or not for us."""
    connection.exec_driver_sql("UPDATE blob SET there = 0 WHERE sha256 = ?", (name,))


def is_not_here(connection: Connection, name: str) -> None:
    """The file is lost or damaged here; the server may have it."""
    connection.exec_driver_sql("UPDATE blob SET here = 0, sent = 0 WHERE sha256 = ?", (name,))


def is_spoilt(connection: Connection, name: str) -> None:
    """A content came out wrong; after some times it is left."""
    connection.exec_driver_sql(
        "UPDATE blob SET spoilt = spoilt + 1, fault = CASE WHEN spoilt + 1 >= ? THEN 'hash' ELSE fault END WHERE sha256 = ?",
        (SPOILT_MAX, name),
    )


def has_fault(connection: Connection, name: str, fault: str) -> None:
    """A content cannot be carried."""
    connection.exec_driver_sql("UPDATE blob SET fault = ? WHERE sha256 = ?", (fault, name))


def ask(connection: Connection, record: str) -> int:
    """Somebody wants to see what an attachment holds: its turn comes first; how many contents that are."""
    done = connection.exec_driver_sql(
        "UPDATE blob SET asked = 1, fault = NULL, spoilt = 0 WHERE here = 0 AND sha256 IN"
        " (SELECT sha256 FROM attachment WHERE id = ?1 UNION SELECT thumbnail_sha256 FROM attachment WHERE id = ?1)",
        (record,),
    )
    return done.rowcount


def made_here(connection: Connection, record: str) -> bool:
    """Whether an attachment was made on this laptop, as far as its operations still tell."""
    query = "SELECT 1 FROM op WHERE record = ? AND kind = 'create' LIMIT 1"
    return connection.exec_driver_sql(query, (record,)).fetchone() is not None


def anything_asked(connection: Connection) -> bool:
    """Whether somebody waits to see a content."""
    return connection.exec_driver_sql("SELECT 1 FROM blob WHERE asked = 1 AND here = 0 LIMIT 1").fetchone() is not None


def is_there(connection: Connection, name: str) -> bool:
    """Whether the server is known to have a content for us."""
    row = connection.exec_driver_sql("SELECT there FROM blob WHERE sha256 = ?", (name,)).fetchone()
    return row is not None and bool(row[0])


def questions(connection: Connection, without: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Contents that are wanted and not known to be on the server; own ones that could go if they are safe."""
    left_out = json.dumps(sorted(without))
    want = connection.exec_driver_sql(
        f"SELECT b.sha256 FROM blob b WHERE b.here = 0 AND b.there = 0 AND b.fault IS NULL AND {_NAMED}"
        " AND b.sha256 NOT IN (SELECT value FROM json_each(?)) ORDER BY b.asked DESC, b.n DESC LIMIT ?",
        (left_out, TALK_MAX),
    ).fetchall()
    safe = connection.exec_driver_sql(
        f"SELECT b.sha256 FROM blob b WHERE b.here = 1 AND b.sent = 1 AND b.safe = 0 AND {_GONE} AND NOT {_NAMED}"
        " AND b.sha256 NOT IN (SELECT value FROM json_each(?)) ORDER BY b.n LIMIT ?",
        (left_out, TALK_MAX),
    ).fetchall()
    return tuple(str(row[0]) for row in want), tuple(str(row[0]) for row in safe)


def answered(connection: Connection, want: Iterable[tuple[str, int]], safe: Iterable[tuple[str, int]]) -> None:
    """What the server has of what was asked (bytes of each), and what is safe there."""
    for name, size in want:
        if size:
            connection.exec_driver_sql("UPDATE blob SET there = 1, size = ? WHERE sha256 = ?", (size, name))
    for name, yes in safe:
        if yes:
            connection.exec_driver_sql("UPDATE blob SET safe = 1 WHERE sha256 = ?", (name,))


def offer(connection: Connection, names: Iterable[str]) -> int:
    """The server lacks these: those that are here are sent, also once more; how many."""
    return sum(
        connection.exec_driver_sql(
            "UPDATE blob SET sent = 0, there = 0, fault = NULL WHERE sha256 = ? AND here = 1", (name,)
        ).rowcount
        for name in names
    )


def missing_told_at(connection: Connection) -> str | None:
    """The instant at which the server last said all that it lacks; None when it has not since its last restore."""
    epoch, _, at = (meta(connection, _MISSING_TOLD) or "").partition(" ")
    return at if at and epoch == (meta(connection, EPOCH) or "0") else None


def missing_told(connection: Connection, at: str) -> None:
    """The server has said all that it lacks."""
    put_meta(connection, _MISSING_TOLD, f"{meta(connection, EPOCH) or '0'} {at}")


def anything_here(connection: Connection) -> bool:
    """Whether this laptop has any content to offer."""
    return connection.exec_driver_sql("SELECT 1 FROM blob WHERE here = 1 LIMIT 1").fetchone() is not None


def left_behind(connection: Connection) -> list[str]:
    """Contents of records that left this device, which may go: safe on the server, or never here.

    Their rows go after their files (`forget`): nothing else names these.
    """
    rows = connection.exec_driver_sql(
        f"SELECT b.sha256 FROM blob b WHERE NOT {_NAMED} AND EXISTS (SELECT 1 FROM record r WHERE r.id = b.record"
        " AND r.gone = 1 AND r.base_body IS NULL) AND (b.here = 0 OR (b.sent = 1 AND b.safe = 1))"
    ).fetchall()
    return [str(row[0]) for row in rows]


def forget(connection: Connection, name: str) -> None:
    """Keeps no account of a content any more, and no piece of it."""
    connection.exec_driver_sql("DELETE FROM blob WHERE sha256 = ?", (name,))
    drop_pieces(connection, name)


def orphans(connection: Connection, store: AttachmentStore) -> list[str]:
    """Names of files beside the database that belong to no content that is known here (see `AttachmentStore.path`)."""
    rows = connection.exec_driver_sql("SELECT sha256 FROM blob UNION SELECT sha256 FROM attachment WHERE sha256 IS NOT NULL")
    known = {store.path(str(row[0])) for row in rows}
    return sorted(path.parent.name + path.name for path in store.files() if path not in known)
