"""Erasure by law (sync.md §3): a record and all below it lose their content everywhere; identities and hashes stay.

The ledger beside the database, which no restore undoes, is written first: an erasure that was cut off is done at the next
start, and one that a restore undid is done again before the first request (`replay_erasures`). Laptops are told with the next
page, as the version that the record then has, and wipe it too. Copies in backups end with the backups.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sync.merge import State
from sync.protocol import codec
from sync.protocol.canonical import EMPTY_HASH, short_id
from sync.protocol.envelope import decode_request
from sync.server import blob_refs, models
from sync.server.apply import BROKEN
from sync.server.blobs import Blobs
from sync.server.database import Store, chunks, lock_clock
from sync.server.erased import FLAG, erased_of
from sync.server.faults import ServerFault
from sync.server.files import now
from sync.server.offices import all_offices
from sync.server.staging import PROVISIONAL, Staging
from sync.server.traces import leave_no_trace


def erase(store: Store, record: str, reason: str, *, whole: bool = False) -> Mapping[str, Any]:
    """Erases a record and all below it; ServerFault `record_unknown`. What was erased before stays so.

    `linked`: records that point to it and stay, such as the cases of a child; they may be about others too. `remains`: tables
    in whose files old text may still lie; with `whole` all are written anew, and exchanges wait meanwhile (`traces`).
    """

    def erased(connection: Connection) -> tuple[list[str], list[str]]:
        if connection.execute(select(models.record.c.id).where(models.record.c.id == record)).first() is None:
            raise ServerFault("record_unknown", 1, record=record)
        ids = _erase(store, connection, [record], reason)
        kept = models.record.c
        linked = select(kept.id).where(kept.body.contains(record), kept.deleted.is_(False)).order_by(kept.id)
        return ids, list(connection.execute(linked).scalars())

    ids, linked = store.again(erased)
    remains = leave_no_trace(store, whole=whole)
    return {"record": record, "erased": len(ids), "linked": linked, "remains": list(remains)}


def replay_erasures(store: Store, connection: Connection) -> bool:
    """Erases again what the ledger knows and the database does not: it was put back to an older state.

    The global lock is held, and the epoch in which the numbers are given has begun. True: something was erased, so that
    `leave_no_trace` is due after the commit.
    """
    ledger = store.ledger
    missing = sorted(ledger.erased.keys() - erased_of(connection, ledger.erased))
    for name in missing:
        at, reason, names = ledger.erased[name]
        _erase(store, connection, [name], reason, at)
        blob_refs.forbid(connection, names)
        Blobs(store).destroy(names)
    return bool(missing)


def _erase(store: Store, connection: Connection, roots: Sequence[str], reason: str, at: str = "") -> list[str]:
    """Wipes records and those below them, in the caller's transaction; gives which."""
    staging = Staging(connection, 0, {code: each.practice for code, each in all_offices(connection).items()})
    staging.load(roots)
    staging.load_children(roots)
    _, last = lock_clock(connection)
    ids = sorted(staging.items.keys() | set(roots))
    names = {name for each in ids for name in blob_refs.named_by(connection, each)}
    _note(store, ids, at or now(), reason, names)
    destroyed = {name for each in ids for name in blob_refs.forget(connection, each)}
    _wipe_rows(connection, ids)
    _wipe_waiting(connection, set(ids))
    for item in staging.items.values():
        item.state, item.hash, item.text = State({}, deleted=True), EMPTY_HASH, "{}"
        item.conflicts, item.flags = {}, {FLAG: True}
        item.version, item.dirty, item.plain = staging.next(), True, False
    staging.settle(last)
    staging.flush()
    member = models.membership.c
    for item in staging.items.values():  # also who had it once is told
        left = (member.record == item.id, member.present.is_(False))
        connection.execute(update(models.membership).where(*left).values(seq=item.version))
    if staging.given:
        top = staging.real(PROVISIONAL + staging.given)
        connection.execute(update(models.clock).values(seq=top))
        connection.execute(insert(models.commit_log), [{"last_seq": top, "tag": secrets.token_urlsafe(3), "at": now()}])
    known = erased_of(connection, ids)
    rows = [{"record": each, "at": at or now()} for each in ids if each not in known]
    if rows:
        connection.execute(insert(models.erased), rows)
    Blobs(store).destroy(destroyed)
    Blobs(store).destroy_lines()
    return ids


def _note(store: Store, ids: Iterable[str], at: str, reason: str, names: Iterable[str]) -> None:
    """Into the ledger, before anything else."""
    ledger = store.ledger
    facts = (at, reason, tuple(sorted(names)))
    replace(ledger, erased={**dict.fromkeys(ids, facts), **ledger.erased}).store(store.folder)


def _wipe_rows(connection: Connection, ids: Sequence[str]) -> None:
    """What other tables hold of records: operations keep identity and hash, no content."""
    log, held = models.op_log.c, models.held.c
    nothing = {"line": b"", "what": None, "changes": None, "told": None, "verdict": "erased"}
    for some in chunks(list(ids)):
        connection.execute(update(models.op_log).where(log.record.in_(some)).values(**nothing))
        freed = {"state": "released", "outcome": "erased", "freed_at": now()}
        connection.execute(update(models.held).where(held.record.in_(some), held.state == "held").values(**freed))
        connection.execute(delete(models.conflict).where(models.conflict.c.record.in_(some)))
        connection.execute(update(models.audit).where(models.audit.c.record.in_(some)).values(params="{}"))
    marks = [mark.encode() for each in ids for mark in (each, short_id(each))]
    unread = select(log.home, log.incarnation, log.seq, log.line).where(log.record == "", log.verdict == "held")
    for row in connection.execute(unread).all():
        if any(mark in bytes(row.line) for mark in marks):
            key = (log.home == row.home, log.incarnation == row.incarnation, log.seq == row.seq)
            connection.execute(update(models.op_log).where(*key).values(**nothing))
            place = (held.home == row.home, held.incarnation == row.incarnation, held.seq == row.seq)
            freed = {"state": "released", "outcome": "erased", "freed_at": now()}
            connection.execute(update(models.held).where(*place).values(**freed))


def _wipe_waiting(connection: Connection, ids: set[str]) -> None:
    """What came by a bundle too early and holds something of these records: its laptop still has it and hands it in anew."""
    table = models.bundle_wait
    key = ("home", "incarnation", "first", "ops")
    for row in connection.execute(select(table)).all():
        content = bytes(row.content)
        try:
            ops = decode_request(codec.unpack(content[1:], codec.FORMS[content[0]])).ops
        except BROKEN:
            ops = tuple(short_id(each).encode() for each in ids)  # nobody can take it in either
        if any(short_id(each).encode() in line for each in ids for line in ops):
            connection.execute(delete(table).where(*(table.c[name] == getattr(row, name) for name in key)))
    connection.execute(delete(models.bundle_piece))  # parts of frames cannot be read; their stick brings them again
