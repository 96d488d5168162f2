"""The outbox as the exchange sees it: what goes next, frozen lines and their chain, answers, what the server holds safe.

Everything works on a bare connection within a transaction of the caller. A line once frozen never changes. Nothing is deleted
before the server reports it safe.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.outbox import foreign
from app.data.outbox.kept_lines import ERASED, whole_line
from app.data.outbox.renumber import number_anew
from app.data.outbox.sent import Sent
from app.data.values import canonical
from app.domain.clock import Clock, instant_text
from sync.protocol.chain import wiped
from sync.protocol.packed import packed_line

CHAIN_START = bytes(32)
"""The hash before the first line of an incarnation."""


def newest(connection: Connection) -> int:
    """The number of the last save on this laptop, 0 before any: larger than it was means that somebody worked meanwhile."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(n), 0) FROM op").scalar_one())


@dataclass(frozen=True, slots=True)
class Op:
    """One operation as captured; `line` and `chain` once it is frozen, `verdict` once it is answered."""

    n: int
    incarnation: str
    seq: int
    record: str
    type: str
    kind: str
    base: tuple[int, int]
    patch: Mapping[str, Any]
    resolves: str | None
    asserts: Sequence[Any]
    user: str
    at: str
    schema: int
    batch: int | None
    line: bytes | None
    chain: bytes | None
    verdict: str | None
    overlay: bool


@dataclass(frozen=True, slots=True)
class Incarnation:
    """One numbering: the last number given, the last frozen with the chain there, the last acknowledged, the last safe one."""

    id: str
    last_seq: int
    frozen_seq: int
    chain: bytes
    acked_seq: int
    safe_seq: int
    current: bool


_COLUMNS = (
    "n, incarnation, seq, record, type, kind, base_epoch, base_seq, plain(patch), resolves, asserts, "
    '"user", at, "schema", batch, line, chain, verdict, overlay'
)


def _op(row: Sequence[Any]) -> Op:
    """An operation from its row."""
    n, incarnation, seq, record, kind_of, kind, epoch, base, patch, resolves, asserts = row[:11]
    user, at, schema, batch, line, chain, verdict, overlay = row[11:]
    told = json.loads(asserts) if asserts else ()
    head = (n, incarnation, seq, record, kind_of, kind, (epoch, base), json.loads(patch), resolves, told, user, at, schema)
    return Op(*head, batch, whole_line(line, patch, kind), _bytes(chain), verdict, bool(overlay))


def _bytes(stored: Any) -> bytes | None:
    """Bytes of a column."""
    return None if stored is None else bytes(stored)


def incarnations(connection: Connection) -> list[Incarnation]:
    """All numberings of this database, oldest first; the last one is current."""
    rows = connection.exec_driver_sql(
        "SELECT id, next_seq, frozen_seq, chain, acked_seq, safe_seq, current FROM incarnation ORDER BY current, rowid"
    )
    return [
        Incarnation(name, after - 1, frozen, _bytes(chain) or CHAIN_START, acked, safe, bool(current))
        for name, after, frozen, chain, acked, safe, current in rows
    ]


def incarnation(connection: Connection, identity: str) -> Incarnation:
    """A numbering as it is now."""
    return next(each for each in incarnations(connection) if each.id == identity)


def current_incarnation(connection: Connection) -> Incarnation:
    """The numbering that is in use."""
    return next(each for each in incarnations(connection) if each.current)


def ops_from(connection: Connection, incarnation: str, first: int, limit: int) -> list[Op]:
    """Operations of a numbering in order, frozen or not."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM op WHERE incarnation = ? AND seq >= ? ORDER BY seq LIMIT ?", (incarnation, first, limit)
    )
    return [_op(row) for row in rows]


def sent_ops(connection: Connection, incarnation: str, first: int, count: int) -> list[Sent]:
    """The operations of a request in order."""
    rows = bare(connection).execute(
        "SELECT n, seq, record, type, kind, patch, resolves, verdict FROM op WHERE incarnation = ? AND seq >= ? "
        "ORDER BY seq LIMIT ?",
        (incarnation, first, count),
    )
    return list(map(Sent._make, rows.fetchall()))


def lags(connection: Connection, incarnation: str, first: int) -> bool:
    """Whether an answered operation before `first` still lies over a base: no page has contained it yet."""
    answered = "overlay = 1 AND verdict IS NOT NULL"
    sql = f"SELECT 1 FROM op INDEXED BY ix_op_answered WHERE incarnation = ? AND seq < ? AND {answered} LIMIT 1"
    return bare(connection).execute(sql, (incarnation, first)).fetchone() is not None


def lying(connection: Connection, incarnation: str, last: int, records: Collection[str]) -> dict[str, list[Sent]]:
    """Operations up to `last` that lie over the bases of records, in order: taken as they are, or not answered yet."""
    rows = bare(connection).execute(
        "SELECT o.n, o.seq, o.record, o.type, o.kind, o.patch, o.resolves, o.verdict FROM json_each(?) r CROSS JOIN op o"
        " ON o.record = r.value WHERE o.overlay = 1 AND coalesce(o.verdict, 'applied') = 'applied' AND o.incarnation = ? "
        "AND o.seq <= ? ORDER BY o.seq",
        (json.dumps(sorted(records)), incarnation, last),
    )
    found: dict[str, list[Sent]] = {}
    for op in map(Sent._make, rows.fetchall()):
        found.setdefault(op.record, []).append(op)
    return found


def lines_from(connection: Connection, incarnation: str, first: int, limit: int) -> Iterator[bytes | None]:
    """The lines alone of operations of a numbering in order, read as they are asked for; None for one not frozen, or gone.

    Of one that was erased only the hash is left: its line says that.
    """
    rows = connection.exec_driver_sql(
        "SELECT line, seq, kind, patch FROM op WHERE incarnation = ? AND seq >= ? ORDER BY seq LIMIT ?",
        (incarnation, first, limit),
    )
    with rows:
        for expected, (line, seq, kind, patch) in enumerate(rows, first):
            if seq != expected:
                yield None
                return
            whole = whole_line(line, patch, kind)
            yield wiped(whole) if kind == ERASED and whole is not None else whole


def next_unfrozen(connection: Connection, incarnation: str, limit: int) -> list[Op]:
    """The next operations that were in no batch yet, in order."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM op WHERE incarnation = ? AND line IS NULL AND seq > "
        "(SELECT frozen_seq FROM incarnation WHERE id = ?) ORDER BY seq LIMIT ?",
        (incarnation, incarnation, limit),
    )
    return [_op(row) for row in rows]


def chain_link(before: bytes, line: bytes) -> bytes:
    """The chain's hash after a line: SHA-256 of the hash before it and the line's own SHA-256."""
    return hashlib.sha256(before + hashlib.sha256(line).digest()).digest()


def freeze(
    connection: Connection,
    ops: Sequence[Op],
    encode: Callable[[Op], bytes],
    link: Callable[[bytes, bytes], bytes] = chain_link,
) -> None:
    """Freezes operations, which must be the next ones of their numbering, as one batch: bytes and chain are set for ever.

    `encode` gives a line's bytes, `link` the chain's next hash from the one before and the line.
    """
    if not ops:
        return
    numbering = next(each for each in incarnations(connection) if each.id == ops[0].incarnation)
    chain, expected = numbering.chain, numbering.frozen_seq + 1
    batch = ops[0].seq
    for op in ops:
        if op.seq != expected or op.incarnation != numbering.id:
            raise ValueError(f"operation {op.seq} is not the next to freeze, {expected} is")
        line = encode(op)
        chain = link(chain, line)
        kept = (packed_line(line), chain, batch, op.n)
        bare(connection).execute("UPDATE op SET line = ?, chain = ?, batch = ? WHERE n = ? AND line IS NULL", kept)
        expected += 1
    connection.exec_driver_sql(
        "UPDATE incarnation SET frozen_seq = ?, chain = ? WHERE id = ?", (expected - 1, chain, numbering.id)
    )


def chain_at(connection: Connection, incarnation: str, seq: int) -> bytes | None:
    """The chain's hash after an operation; the start for 0; None when the operation is not here or not frozen."""
    if seq == 0:
        return CHAIN_START
    row = connection.exec_driver_sql("SELECT chain FROM op WHERE incarnation = ? AND seq = ?", (incarnation, seq)).fetchone()
    return _bytes(row[0]) if row else None


def record_verdict(
    connection: Connection, incarnation: str, seq: int, verdict: str, data: Mapping[str, object] | None = None
) -> None:
    """Notes the server's answer to an operation. It never touches a base."""
    connection.exec_driver_sql(
        "UPDATE op SET verdict = ?, verdict_data = ? WHERE incarnation = ? AND seq = ?",
        (verdict, canonical(dict(data)) if data else None, incarnation, seq),
    )


def mark_answered(connection: Connection, incarnation: str, first: int, last: int) -> None:
    """Sending goes on behind these answered operations, or behind the last one before which all have their answers.

    Files come in any order: one whose operations waited on the server for an earlier file is never answered itself, while a
    later one is. What has no answer is asked for again.
    """
    joined = connection.exec_driver_sql(
        "UPDATE incarnation SET acked_seq = max(acked_seq, ?) WHERE id = ? AND acked_seq >= ?", (last, incarnation, first - 1)
    )
    if joined.rowcount == 0:
        connection.exec_driver_sql(
            "UPDATE incarnation SET acked_seq = max(acked_seq, coalesce((SELECT min(seq) - 1 FROM op INDEXED BY ix_op_waiting "
            "WHERE verdict IS NULL AND op.incarnation = incarnation.id AND seq BETWEEN acked_seq + 1 AND ?), ?)) WHERE id = ?",
            (last, last, incarnation),
        )


def overlay_of(connection: Connection, record: str, *, held: bool = True) -> list[tuple[str, Mapping[str, Any]]]:
    """The operations (kind, patch) that lie over a record's base, in order, for `overlay.shown`; those of others too.

    Without `held` what the server holds in quarantine is left out.
    """
    some = "" if held else "AND verdict IS NOT 'held'"
    query = f"SELECT n, kind, plain(patch) FROM op WHERE record = ? AND overlay = 1 {some} ORDER BY n"
    rows = bare(connection).execute(query, (record,))
    own = [(n, kind, json.loads(patch)) for n, kind, patch in rows.fetchall()]
    others = foreign.overlay_of(connection, record)
    ordered = sorted([*own, *others], key=lambda each: each[0]) if others else own
    return [(kind, patch) for _, kind, patch in ordered]


def leave_overlay(
    connection: Connection, incarnation: str, have: int, without: Collection[str] = (), adopted: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Takes out of the overlay what a page with this `have` contains; gives (type, id) of the records that lose an operation.

    Held ones stay, and those of records `without` which it came. Of records whose base was `adopted` from the answered ones
    those without an answer stay: they may turn out to be held, and that base does not have them. In the transaction that
    applies the page, before what is shown is computed. Answered ones are found by their index; those without an answer begin at
    the first one of the numbering.
    """
    first = connection.exec_driver_sql(
        "SELECT seq FROM op INDEXED BY ix_op_waiting WHERE verdict IS NULL AND incarnation = ? ORDER BY n LIMIT 1",
        (incarnation,),
    ).scalar()
    left: list[tuple[str, str]] = []
    answered = ("ix_op_answered", 1, "verdict IS NOT NULL AND verdict <> 'held'", without)
    unanswered = ("ux_op_identity", first, "verdict IS NULL", {*without, *adopted})
    for index, least, which, stay in (answered, unanswered):
        if least is not None and least <= have:
            left += connection.exec_driver_sql(
                f"UPDATE op INDEXED BY {index} SET overlay = 0 "
                f"WHERE incarnation = ? AND seq BETWEEN ? AND ? AND overlay = 1 AND {which} "
                "AND record NOT IN (SELECT value FROM json_each(?)) RETURNING type, record",
                (incarnation, least, have, json.dumps(sorted(stay))),
            ).fetchall()
    return list(dict.fromkeys((kind, record) for kind, record in left))


def lay_over_again(connection: Connection, incarnation: str, held: int) -> dict[str, str]:
    """A held operation lies over its base again; record → type if it did not.

    A page counts held ones among what it contains, and it may come before their answer when the first one was lost.
    """
    rows = connection.exec_driver_sql(
        "UPDATE op SET overlay = 1 WHERE incarnation = ? AND seq = ? AND overlay = 0 AND verdict = 'held' "
        "RETURNING record, type",
        (incarnation, held),
    ).fetchall()
    return {str(record): str(type_name) for record, type_name in rows}


def mark_safe(connection: Connection, incarnation: str, seq: int) -> None:
    """Notes that operations up to this one are in a verified backup of the server. They may go then (`gaps.prune`)."""
    connection.exec_driver_sql("UPDATE op SET safe = 1 WHERE incarnation = ? AND seq <= ? AND safe = 0", (incarnation, seq))
    connection.exec_driver_sql("UPDATE incarnation SET safe_seq = max(safe_seq, ?) WHERE id = ?", (seq, incarnation))


def add_op(
    connection: Connection, clock: Clock, user: str, kind: str, record: str, type_name: str, patch: Mapping[str, Any]
) -> int:
    """Adds an operation that is no save of a record (discard, skip, merge_records); gives its number."""
    from app.data.outbox.capture import Author, Edit, append_op, record_base

    base = record_base(connection, record)
    edit = Edit(type_name, record, kind, {}, {})
    return append_op(connection, Author(user, instant_text(clock.now())), edit, base, base, patch)


def records_from(connection: Connection, incarnation: str, first: int) -> dict[str, str]:
    """Record → type of the operations of an incarnation from a number on."""
    found = connection.exec_driver_sql("SELECT record, type FROM op WHERE incarnation = ? AND seq >= ?", (incarnation, first))
    return {str(record): str(type_name) for record, type_name in found}


def new_incarnation(connection: Connection, clock: Clock, first: int | None = None) -> str:
    """Begins a new numbering, after a restored backup or a fork; gives its id.

    Operations that were never frozen (or all from `first` on, where the server told another chain) are numbered anew in it, in
    order, with authors and bases as they were; frozen ones before keep their identity: the server knows them.
    """
    old = current_incarnation(connection)
    new = secrets.token_hex(16)
    start = first if first is not None else old.frozen_seq + 1
    rows = connection.exec_driver_sql(
        "SELECT n FROM op WHERE incarnation = ? AND seq >= ? ORDER BY seq", (old.id, start)
    ).fetchall()
    connection.exec_driver_sql("UPDATE incarnation SET current = 0, next_seq = ? WHERE id = ?", (start, old.id))
    connection.exec_driver_sql(
        "INSERT INTO incarnation (id, next_seq, since, current) VALUES (?, ?, ?, 1)",
        (new, len(rows) + 1, instant_text(clock.now())),
    )
    number_anew(connection, [n for (n,) in rows], old.id, new)
    if first is not None:
        chain = chain_at(connection, old.id, first - 1) or CHAIN_START
        connection.exec_driver_sql(
            "UPDATE incarnation SET frozen_seq = min(frozen_seq, ?), chain = ?, acked_seq = min(acked_seq, ?) WHERE id = ?",
            (first - 1, chain, first - 1, old.id),
        )
    return new


def first_break(connection: Connection, link: Callable[[bytes, bytes], bytes] = chain_link) -> tuple[str, int] | None:
    """The first frozen operation that does not fit its chain, or before which a number is missing; None if all do.

    Those before the first one may be gone when they are safe on the server.
    """
    for numbering in incarnations(connection):
        chain, expected = CHAIN_START, 1
        rows = connection.exec_driver_sql(
            "SELECT seq, line, chain, kind, patch FROM op WHERE incarnation = ? AND line IS NOT NULL ORDER BY seq",
            (numbering.id,),
        )
        for seq, kept, stored, kind, patch in rows:
            if expected == 1 < seq <= numbering.safe_seq + 1:
                chain, expected = bytes(stored), int(seq) + 1
                continue
            before = chain
            line = whole_line(kept, patch, kind) or b""
            chain = hashlib.sha256(before + line).digest() if kind == ERASED else link(before, line)
            if seq != expected or chain != bytes(stored):
                return numbering.id, int(seq)
            expected += 1
    return None
