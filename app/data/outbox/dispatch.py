"""What goes to the server next, and what its answers mean for the outbox. On a bare connection, in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from app.data import audit
from app.data.connection import bare
from app.data.outbox import outbox
from app.data.outbox.freezing import waiting_lines
from app.data.outbox.outbox import Incarnation, Op
from app.data.outbox.renumber import number_anew
from app.data.outbox.sent import Sent
from app.data.replica.erased import erased_of
from app.data.replica.gone import purged_of
from app.data.replica.log_gaps import note_gap
from app.data.replica.replica import Page
from app.data.values import canonical
from app.domain.clock import Clock
from sync.protocol.audit import AuditLine, encode_audit
from sync.protocol.chain import START, shown
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply
from sync.protocol.limits import AUDIT_MAX
from sync.protocol.lines import OpLine, Verdict

WANTED, USERS_TOLD, EPOCH = "sync_wanted", "sync_users_told", "sync_epoch"
RECEIPTS, BUCKETS = "sync_receipts", "sync_buckets"
LAST_SUCCESS, ROOTS_DIFFER = "sync_last_success", "sync_roots_differ"


@dataclass(frozen=True, slots=True)
class Batch:
    """The next lines of one incarnation, frozen, with the chain before them as it is shown."""

    incarnation: Incarnation
    since: str
    first: int
    chain: str
    lines: tuple[bytes, ...]


def meta(connection: Connection, key: str) -> str | None:
    """A fact about this file."""
    row = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Stores a fact about this file."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def kept_meta(connection: Connection, key: str, make: Callable[[], str]) -> str:
    """A fact about this file that is made once, when it is first asked for."""
    found = meta(connection, key)
    if found is None:
        found = make()
        put_meta(connection, key, found)
    return found


def next_batch(connection: Connection, plain_bytes: int, behind: tuple[str, int] | None = None) -> Batch | None:
    """The next operations that the server has not answered, at most so many bytes of lines but one at least.

    Older incarnations come first; then new operations are frozen up to the size. No lines: nothing waits. `behind`: those of
    that incarnation up to that number are on their way; None if what follows cannot be said before their answer is here.
    """
    numbering = _numbering(connection)
    first = numbering.acked_seq + 1
    if behind is not None:
        if behind[0] != numbering.id or behind[1] < numbering.acked_seq:
            return None
        first = behind[1] + 1
    return batch_from(connection, numbering, first, plain_bytes)


def open_numberings(connection: Connection) -> list[Incarnation]:
    """The incarnations with something to send or to see contained, oldest first; the current one is always among them."""
    return [each for each in outbox.incarnations(connection) if each.current or _is_open(connection, each)]


def _is_open(connection: Connection, each: Incarnation) -> bool:
    """Whether an older incarnation has operations that are not answered, or not contained in a page."""
    if each.acked_seq < each.frozen_seq:
        return True
    left = connection.exec_driver_sql(
        "SELECT 1 FROM op WHERE incarnation = ? AND overlay > 0 AND verdict IS NOT 'held' LIMIT 1", (each.id,)
    ).fetchone()
    return left is not None


def batch_from(connection: Connection, numbering: Incarnation, first: int, plain_bytes: int) -> Batch:
    """Operations of a numbering as it is now from `first` on, frozen up to the size: at most so many bytes, one at least."""
    batch = empty_batch(connection, numbering, first)
    return replace(batch, lines=tuple(waiting_lines(connection, numbering, batch.since, first, plain_bytes)))


def empty_batch(connection: Connection, numbering: Incarnation, first: int) -> Batch:
    """What is said of a numbering before its operations from `first` on; what lies before is frozen."""
    since = str(connection.exec_driver_sql("SELECT since FROM incarnation WHERE id = ?", (numbering.id,)).scalar_one())
    chain = outbox.chain_at(connection, numbering.id, first - 1) or START
    return Batch(numbering, since, first, shown(chain), ())


def _numbering(connection: Connection) -> Incarnation:
    """The oldest incarnation with something to send or to see contained, else the current one."""
    return open_numberings(connection)[0]


def line_of(op: Op) -> OpLine:
    """The operation as the wire knows it."""
    type_name = "" if op.kind in ("discard", "skip") else op.type
    return OpLine(op.kind, type_name, op.record, op.base, op.user, op.at, op.patch, op.resolves, tuple(op.asserts))


def audit_lines(connection: Connection, batch: Batch) -> tuple[bytes, ...]:
    """Reads, exports, prints and sign-ins that the server has not had.

    Only with the present incarnation: under one from before a restored backup the server has others with these numbers.
    """
    if not batch.incarnation.current:
        return ()
    rows = connection.exec_driver_sql(
        "SELECT id, at, \"user\", act, kind, record, params FROM audit WHERE sent = 0 AND kind <> 'write' ORDER BY id LIMIT ?",
        (AUDIT_MAX,),
    )
    return tuple(
        encode_audit(AuditLine(number, at, user, act, kind, record, json.loads(params)), batch.since)
        for number, at, user, act, kind, record, params in rows
    )


def cursors(connection: Connection) -> dict[str, Cursor]:
    """How far each scope has been received."""
    rows = connection.exec_driver_sql("SELECT scope, epoch, seq, tag FROM cursor")
    return {scope: Cursor(epoch, seq, tag) for scope, epoch, seq, tag in rows}


def wanted(connection: Connection) -> list[str]:
    """Records to be sent whole."""
    return list(json.loads(meta(connection, WANTED) or "[]"))


def receipts(connection: Connection) -> dict[str, list[Any]]:
    """Incarnation → how far the server once had it, and its mark on that."""
    return dict(json.loads(meta(connection, RECEIPTS) or "{}"))


def take_verdicts(
    connection: Connection,
    incarnation: str,
    ops: Sequence[Sent],
    verdicts: Sequence[Verdict],
    at: str,
    erased: Callable[[str], None],
    touched: dict[str, str],
) -> dict[str, int]:
    """Notes the answers to operations of a numbering in order, `applied` where nothing else is said; gives how many of each.

    `erased` is called with records that were erased by law; `touched` (record → type) gets those to be shown anew.
    """
    told = {verdict.position: verdict for verdict in verdicts}
    counts: dict[str, int] = {}
    plain = [op.n for place, op in enumerate(ops) if place not in told]
    for low, high in _runs(plain):
        connection.exec_driver_sql(
            "UPDATE op SET verdict = 'applied', verdict_data = NULL WHERE n BETWEEN ? AND ?", (low, high)
        )
    if plain:
        counts["applied"] = len(plain)
    for place, verdict in told.items():
        if place >= len(ops):
            continue
        op = ops[place]
        data = {"fields": list(verdict.fields), "conflicts": list(verdict.conflicts), "reason": verdict.reason}
        filled = {name: value for name, value in data.items() if value}
        outbox.record_verdict(connection, incarnation, op.seq, verdict.verdict, filled)
        counts[verdict.verdict] = counts.get(verdict.verdict, 0) + 1
        if verdict.verdict == "held":
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO held (incarnation, seq, record, reason, at) VALUES (?, ?, ?, ?, ?)",
                (incarnation, op.seq, op.record, verdict.reason, at),
            )
            touched.update(outbox.lay_over_again(connection, incarnation, op.seq))
        elif verdict.verdict == "erased":
            erased(op.record)
    if ops:
        _no_longer_held(connection, incarnation, ops, told)
        outbox.mark_answered(connection, incarnation, ops[0].seq, ops[-1].seq)
    return counts


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of numbers that follow one another: first and last of each."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _no_longer_held(connection: Connection, incarnation: str, ops: Sequence[Sent], told: Mapping[int, Verdict]) -> None:
    """Operations that are answered otherwise now leave the list of held ones."""
    for place, op in enumerate(ops):
        if op.verdict == "held" and (place not in told or told[place].verdict != "held"):
            connection.exec_driver_sql("DELETE FROM held WHERE incarnation = ? AND seq = ?", (incarnation, op.seq))


def take_head(connection: Connection, incarnation: str, reply: Reply, at: str) -> None:
    """What the head says besides the page: audit lines taken, what is safe, the time of success."""
    head = reply.head
    if head.audit:
        audit.mark_sent(connection, head.audit)
    if head.receipt:
        put_meta(connection, RECEIPTS, canonical({**receipts(connection), incarnation: [head.have, head.receipt]}))
    if head.safe:
        outbox.mark_safe(connection, incarnation, head.safe)
    put_meta(connection, LAST_SUCCESS, at)


def move_cursors(connection: Connection, reply: Reply, roots: Mapping[str, int]) -> None:
    """Cursors go forward, never back; the roots of scopes are kept beside them.

    The epoch is that of a page: verdicts alone may tell of a later one, of which nothing was received yet.
    """
    if reply.head.moved:
        put_meta(connection, EPOCH, str(reply.head.epoch))
    for scope, (_, end) in reply.head.moved.items():
        connection.exec_driver_sql(
            "INSERT INTO cursor (scope, epoch, seq, tag) VALUES (?, ?, ?, ?) ON CONFLICT (scope) DO UPDATE SET "
            "epoch = excluded.epoch, seq = excluded.seq, tag = excluded.tag "
            "WHERE (excluded.epoch, excluded.seq) >= (epoch, seq)",
            (scope, end.epoch, end.seq, end.tag),
        )
    connection.exec_driver_sql("UPDATE cursor SET complete = ?", (int(not reply.head.more),))
    for scope, root in roots.items():
        connection.exec_driver_sql("UPDATE cursor SET data = ? WHERE scope = ?", (f"{root:016x}", scope))


def roots(connection: Connection) -> dict[str, int]:
    """The root of each scope as kept."""
    return {scope: int(data or "0", 16) for scope, data in connection.exec_driver_sql("SELECT scope, data FROM cursor")}


def something_waits(connection: Connection) -> bool:
    """Whether another request would bring something: operations unanswered or not contained, records wanted, audit."""
    for sql in (
        "SELECT 1 FROM incarnation i WHERE i.acked_seq < i.next_seq - 1 LIMIT 1",
        "SELECT 1 FROM op INDEXED BY ix_op_answered WHERE overlay = 1 AND verdict IS NOT NULL AND verdict <> 'held' LIMIT 1",
        "SELECT 1 FROM audit WHERE sent = 0 AND kind <> 'write' LIMIT 1",
    ):
        if connection.exec_driver_sql(sql).fetchone() is not None:
            return True
    return bool(wanted(connection)) or meta(connection, BUCKETS) not in (None, "{}")


def leave_overlay(connection: Connection, incarnation: str, reply: Reply, page: Page) -> list[tuple[str, str]]:
    """Takes operations that a page contains out of the overlay; (type, id) of their records.

    Before the last page only those of records that arrived in it, and then not those of records that are still to be sent
    whole: they are contained in the server's state, but not in ours yet, and what was typed must not seem to go back.
    """
    if not reply.head.more:
        return outbox.leave_overlay(connection, incarnation, reply.head.have, page.wanted, page.adopted)
    rows = connection.exec_driver_sql(
        "UPDATE op SET overlay = 0 WHERE n IN (SELECT o.n FROM json_each(?) r CROSS JOIN op o ON o.record = r.value "
        "WHERE o.overlay = 1 AND +o.incarnation = ? AND +o.seq <= ? AND o.verdict IS NOT 'held' "
        "AND (o.verdict IS NOT NULL OR o.record NOT IN (SELECT value FROM json_each(?)))) RETURNING type, record",
        (json.dumps(sorted(page.arrived)), incarnation, reply.head.have, json.dumps(sorted(page.adopted))),
    ).fetchall()
    return list(dict.fromkeys((str(type_name), str(identity)) for type_name, identity in rows))


def follows(connection: Connection, reply: Reply) -> bool:
    """Whether a page joins what is here: of no older epoch, and beginning at or before each cursor."""
    if reply.head.epoch < int(meta(connection, EPOCH) or "0"):
        return False
    known = cursors(connection)
    for scope, (start, _) in reply.head.moved.items():
        here = known.get(scope)
        if here is None or here.epoch != start.epoch:
            if start.seq > 0:
                return False
        elif start.seq > here.seq:
            return False
    return True


def begin_scopes(connection: Connection, reply: Reply) -> set[str]:
    """Scopes that are new here; gives records of which conflicts were told without values, which may be told now."""
    for scope, (start, _) in reply.head.moved.items():
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO cursor (scope, epoch, seq, tag) VALUES (?, ?, 0, '')", (scope, start.epoch)
        )
    fresh = [scope for scope, (start, _) in reply.head.moved.items() if start.seq == 0 and "/" in scope]
    if not fresh:
        return set()
    found = connection.exec_driver_sql("SELECT record FROM conflict WHERE open = 1 AND field = ''")
    return {record for (record,) in found}


def fork(connection: Connection, clock: Clock, incarnation: str, first: int) -> None:
    """Numbers an incarnation's operations from `first` on anew in a new incarnation, before those that were never sent."""
    if outbox.current_incarnation(connection).id == incarnation:
        outbox.new_incarnation(connection, clock, first)
        return
    new = outbox.new_incarnation(connection, clock)
    rows = connection.exec_driver_sql(
        "SELECT n FROM op WHERE incarnation = ? AND seq >= ? ORDER BY seq", (incarnation, first)
    ).fetchall()
    connection.exec_driver_sql("UPDATE op SET seq = -seq - ? WHERE incarnation = ?", (len(rows), new))
    connection.exec_driver_sql("UPDATE op SET seq = -seq WHERE incarnation = ?", (new,))
    connection.exec_driver_sql("UPDATE incarnation SET next_seq = next_seq + ? WHERE id = ?", (len(rows), new))
    number_anew(connection, [n for (n,) in rows], incarnation, new)
    chain = outbox.chain_at(connection, incarnation, first - 1) or START
    connection.exec_driver_sql(
        "UPDATE incarnation SET next_seq = ?, frozen_seq = ?, chain = ?, acked_seq = min(acked_seq, ?) WHERE id = ?",
        (first, first - 1, chain, first - 1, incarnation),
    )


def note_logs(connection: Connection, reply: Reply) -> None:
    """History that was made elsewhere, and which of it did not come; a line that came before is not taken twice.

    A reply file may come late: it tells nothing anew of what was erased by law meanwhile, or has left this device.
    """
    note_gap(connection, reply)
    if not reply.logs:
        return
    records = {line.record for line in reply.logs}
    known, erased, left = _known_logs(connection, records), erased_of(connection, records), purged_of(connection, records)
    rows: list[tuple[object, ...]] = []
    for line in reply.logs:
        names = {(line.record, line.version), (line.record, line.user, line.at)}
        if names & known or line.record in erased or line.version < left.get(line.record, 0):
            continue
        known.add((line.record, line.version))
        pairs = line.changes.items() if line.what == "changed" else [(None, (None, None))]
        head, tail = (line.record, line.type, line.what), (line.user, line.at, line.version)
        rows.extend((*head, name, _json(old), _json(new), *tail) for name, (old, new) in pairs)
    if rows:
        bare(connection).executemany(
            'INSERT INTO history (record, type, what, field, old, new, "user", at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
            rows,
        )


def _known_logs(connection: Connection, records: Collection[str]) -> set[tuple[object, ...]]:
    """History lines that are here of records: by the server's number, and those made here by author and instant."""
    if not records:
        return set()
    found = bare(connection).execute(
        'SELECT h.record, h.seq, h."user", h.at FROM json_each(?) j CROSS JOIN history h ON h.record = j.value',
        (json.dumps(sorted(records)),),
    )
    return {(record, user, at) if seq is None else (record, seq) for record, seq, user, at in found.fetchall()}


def _json(value: object) -> str | None:
    """A value as it stands in the history."""
    return None if value is None else canonical(value)


def is_unsent(connection: Connection, record: str) -> bool:
    """Whether the operation that made a record has not been answered by the server yet."""
    row = connection.exec_driver_sql(
        "SELECT 1 FROM op WHERE record = ? AND kind = 'create' AND verdict IS NULL LIMIT 1", (record,)
    ).fetchone()
    return row is not None
