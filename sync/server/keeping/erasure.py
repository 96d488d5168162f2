"""Erasure by law (sync.md §3): a record and all below it lose their content everywhere; identities and hashes stay.

The ledger beside the database, which no restore undoes, is written first: an erasure that was cut off is done at the next
start, and one that a restore undid is done again before the first request (`replay_erasures`). Laptops are told with the next
page, as the version that the record then has, and wipe it too. Copies in backups end with the backups.
"""

from __future__ import annotations

import secrets
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sync.merge import State
from sync.protocol.canonical import EMPTY_HASH, canonical
from sync.schema import PART_OF
from sync.server import models
from sync.server.blobs import blob_refs
from sync.server.blobs.blobs import Blobs
from sync.server.database import Store, add_rows, chunks, lock_clock
from sync.server.devices.offices import all_offices
from sync.server.exchange import unstored
from sync.server.exchange.scopes import own_scope
from sync.server.exchange.staging import PROVISIONAL, Staging
from sync.server.faults import ServerFault
from sync.server.files import now
from sync.server.keeping.aliases import FLAG as MERGED
from sync.server.keeping.erased import FLAG, erased_of
from sync.server.keeping.traces import leave_no_trace
from sync.server.likely import likely

TOLD = "erasures_told"
"""Name of the mark that everybody was told of the erasures that an earlier server had done."""


def erase(store: Store, record: str, reason: str, *, whole: bool = False) -> Mapping[str, Any]:
    """Erases a record, all below it and what was merged into it; ServerFault `record_unknown`. What was erased stays so.

    `linked`: records that point to it and stay, such as the cases of a child, or the one that it was merged into; they may be
    about others too. `same`: those that were merged into it. `unread`: pieces that revoked devices handed over and that nobody
    can read before the rest of them comes; what belongs to the record is then left out. Both only where there are any.
    `remains`: tables in whose files old text may still lie; with `whole` all are written anew, and exchanges wait meanwhile
    (`traces`).
    """

    def erased(connection: Connection) -> tuple[_Erased, list[str]]:
        if connection.execute(select(models.record.c.id).where(models.record.c.id == record)).first() is None:
            raise ServerFault("record_unknown", 1, record=record)
        into = set(connection.execute(select(models.alias.c.target).where(models.alias.c.record == record)).scalars())
        done = _erase(store, connection, [record], reason)
        kept = models.record.c
        for each in (record, *done.same):
            linked = select(kept.id).where(kept.body.contains(each), kept.deleted.is_(False))
            into.update(connection.execute(linked).scalars())
        return done, sorted(into - set(done.ids))

    done, linked = store.again(erased)
    remains = leave_no_trace(store, whole=whole)
    told: dict[str, Any] = {"record": record, "erased": len(done.ids), "linked": linked, "remains": list(remains)}
    return told | ({"same": done.same} if done.same else {}) | ({"unread": done.unread} if done.unread else {})


def replay_erasures(store: Store, connection: Connection) -> bool:
    """Erases again what the ledger knows and the database does not: it was put back to an older state.

    The global lock is held, and the epoch in which the numbers are given has begun. True: something was erased, so that
    `leave_no_trace` is due after the commit.
    """
    _tell_anew(connection)
    ledger = store.ledger
    missing = sorted(ledger.erased.keys() - erased_of(connection, ledger.erased))
    acts: dict[tuple[str, str], list[str]] = {}
    for name in missing:
        acts.setdefault(ledger.erased[name][:2], []).append(name)
    for (at, reason), roots in acts.items():  # together, as they were erased: all that waits is read through each time
        _erase(store, connection, roots, reason, at, again=True)
        names = sorted({content for name in roots for content in ledger.erased[name][2]})
        blob_refs.forbid(connection, names)
        Blobs(store).destroy(names)
    return bool(missing)


@dataclass(frozen=True, slots=True)
class _Erased:
    """What an erasure reached: records, those that had been merged into others of them, pieces that cannot be read."""

    ids: list[str]
    same: list[str]
    unread: int


def _reached(connection: Connection, staging: Staging, roots: Sequence[str]) -> list[str]:
    """Loads records with their parts, all below them and all that were merged into any of these; gives the merged ones.

    Among these may be some whose row was lost; nothing of them is to come back either.
    """
    same: set[str] = set()
    new = set(roots)
    while new:
        staging.load(new)
        staging.load_children(new)
        alias = models.alias.c
        new = set()
        for some in chunks(sorted(staging.items)):
            found = select(alias.record).where(alias.target.in_(some))
            new.update(set(connection.execute(found).scalars()) - staging.items.keys() - same)
        same |= new
        new |= _parts(connection, staging)
    return sorted(same)


def _parts(connection: Connection, staging: Staging) -> set[str]:
    """What is one with the loaded records though it stands beside them, not below: it has the same parent."""
    table, found = models.record.c, set[str]()
    for item in staging.items.values():
        name = PART_OF.get(item.type)
        if name is None or item.parent is None or item.parent in staging.items:
            continue
        beside = select(table.id).where(table.parent == item.parent, table.type == item.type)
        named = canonical({name: item.id}).decode()[1:-1]  # as it stands in a body
        found.update(connection.execute(beside.where(table.body.contains(named, autoescape=True))).scalars())
    return found - staging.items.keys()


def _erase(
    store: Store, connection: Connection, roots: Sequence[str], reason: str, at: str = "", *, again: bool = False
) -> _Erased:
    """Wipes records, those below them and those merged into them, in the caller's transaction; gives which.

    `again`: the ledger names all of them. What the older state has below them or merged into them besides was moved, or told
    apart from them, before the erasure: it was not erased, and must not be now.
    """
    staging = Staging(connection, 0, {code: each.practice for code, each in all_offices(connection).items()})
    same = [] if again else _reached(connection, staging, roots)
    staging.load(roots)
    parted = _parted(connection, staging, store.ledger.erased) if again else frozenset()
    _, last = lock_clock(connection)
    stored = staging.items.keys() - parted | set(roots) | set(same)
    ids = sorted(stored if again else stored | unstored.below(connection, stored))
    waiting = unstored.contents(connection, ids)
    names = {name for each in ids for name in blob_refs.named_by(connection, each)} | waiting
    _note(store, ids, at or now(), reason, names)
    destroyed = {name for each in ids for name in blob_refs.forget(connection, each)} | waiting
    blob_refs.forbid(connection, waiting)
    unread = unstored.wipe(connection, set(ids), _revoked(store, connection))
    _wipe_rows(connection, ids)
    for item in (each for each in staging.items.values() if each.id not in parted):
        item.state, item.hash, item.text = State({}, deleted=True), EMPTY_HASH, "{}"
        item.conflicts, item.flags = {}, {FLAG: True}
        item.version, item.dirty, item.plain = staging.next(), True, False
    _number(connection, staging, last)
    likely.forget(connection, ids)
    known = erased_of(connection, ids)
    rows = [{"record": each, "at": at or now()} for each in ids if each not in known]
    if rows:
        connection.execute(insert(models.erased), rows)
    Blobs(store).destroy(destroyed)
    Blobs(store).destroy_lines()
    return _Erased(ids, same, unread)


def _parted(connection: Connection, staging: Staging, erased: Container[str]) -> frozenset[str]:
    """Records that lead to erased ones in an older state, and did not when these were erased: they are their own again."""
    alias, leading = models.alias.c, set[str]()
    for some in chunks(sorted(staging.items)):
        leading.update(connection.execute(select(alias.record).where(alias.target.in_(some))).scalars())
    parted = frozenset(record for record in leading if record not in erased)
    staging.load(parted)
    for item in (staging.items[record] for record in parted & staging.items.keys()):  # a damaged database may have lost some
        item.version, item.dirty, item.plain = staging.next(), True, False
        item.flags.pop(MERGED, None)
        staging.aliases[item.id] = {"home": item.home, "record": item.id, "target": None, "seq": item.version}
    return parted


def _number(connection: Connection, staging: Staging, last: int) -> None:
    """Writes erased records with their new versions, by which pages tell of them; `last`: the last number given before."""
    staging.settle(last)
    staging.flush()
    if staging.given:
        top = staging.real(PROVISIONAL + staging.given)
        _tell_who_had(connection, staging, top)
        connection.execute(update(models.clock).values(seq=top))
        connection.execute(insert(models.commit_log), [{"last_seq": top, "tag": secrets.token_urlsafe(3), "at": now()}])


def _tell_anew(connection: Connection) -> None:
    """Once in a database's life all that it had erased is told again.

    Earlier servers passed some devices over, whose cursors are beyond it by now: those of an office that had handed the record
    over, and of who had lost the right to see it. They would keep for ever what they wrote.
    """
    meta = models.meta
    if connection.execute(select(meta.c.value).where(meta.c.name == TOLD)).first() is not None:
        return
    connection.execute(insert(meta), [{"name": TOLD, "value": now()}])
    staging = Staging(connection, 0, {code: each.practice for code, each in all_offices(connection).items()})
    staging.load(connection.execute(select(models.erased.c.record)).scalars())
    for item in staging.items.values():
        item.version, item.dirty, item.plain = staging.next(), True, False
    _number(connection, staging, lock_clock(connection)[1])


def _tell_who_had(connection: Connection, staging: Staging, top: int) -> None:
    """Also who had the records once is told, and who wrote in them, whatever he may see by now.

    The scopes that they left, and those of the devices themselves, get the numbers, and no page passes over them.
    """
    log, member = models.op_log.c, models.membership.c
    items = {name: item for name, item in staging.items.items() if item.flags.get(FLAG)}
    for item in items.values():
        left = (member.record == item.id, member.present.is_(False))
        connection.execute(update(models.membership).where(*left).values(seq=item.version))
    told, fresh = {scope for item in items.values() for scope in item.left}, []
    for some in chunks(sorted(items)):
        wrote = select(log.device, log.record).where(log.record.in_(some)).distinct()
        for device, record in connection.execute(wrote):
            item, scope = items[record], own_scope(device)
            told.add(scope)
            if scope not in item.members:
                row = {"home": item.home, "record": record, "scope": scope, "present": False, "seq": item.version}
                fresh.append(row)
    add_rows(connection, models.membership, fresh)
    _mark(connection, told, top)


def _mark(connection: Connection, scopes: set[str], top: int) -> None:
    """By this number pages see that there is something to read in scopes."""
    root = models.scope_root
    for some in chunks(sorted(scopes)):
        there = set(connection.execute(select(root.c.scope).where(root.c.scope.in_(some))).scalars())
        connection.execute(update(root).where(root.c.scope.in_(there)).values(last_seq=top))
        fresh = [{"scope": each, "root": f"{0:016x}", "records": 0, "last_seq": top} for each in some if each not in there]
        add_rows(connection, root, fresh)


def _revoked(store: Store, connection: Connection) -> set[str]:
    """Devices that may have destroyed what they held."""
    table = models.device.c
    return set(connection.execute(select(table.id).where(table.revoked_at.is_not(None))).scalars()) | store.ledger.revoked


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
        connection.execute(delete(models.wanted_back).where(models.wanted_back.c.record.in_(some)))
        connection.execute(update(models.audit).where(models.audit.c.record.in_(some)).values(params="{}"))
