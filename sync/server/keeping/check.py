"""Holds the server's data against themselves, and mends what can be mended (the command `check`).

What is computed from something else is computed anew: hashes, items, roots. A body that does not fit its hash, or a record that
operations tell of and that is not here, is wanted back: laptops of its scopes are asked for the same version (`give_back`).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from sync.protocol import chain, digest
from sync.protocol.canonical import EMPTY_HASH, body_bytes, content_hash
from sync.server import models
from sync.server.blobs import blob_backup
from sync.server.database import Store, lock_clock
from sync.server.files import now
from sync.server.keeping.erased import erased_of


@dataclass(slots=True)
class Found:
    """What does not fit. `bodies`: record → (home, version, hash, or None where that is not known either)."""

    records: int = 0
    bodies: dict[str, tuple[str, int, str | None]] = field(default_factory=dict)
    derived: dict[str, tuple[str, str]] = field(default_factory=dict)
    roots: dict[str, tuple[int, int]] = field(default_factory=dict)
    chains: list[str] = field(default_factory=list)

    def told(self) -> Mapping[str, Any]:
        """For the command."""
        return {
            "records": self.records,
            "damaged": sorted(self.bodies),
            "derived": sorted(self.derived),
            "roots": sorted(self.roots),
            "chains": self.chains,
        }


def check(store: Store, *, repair: bool = False) -> Mapping[str, Any]:
    """What does not fit: ids of damaged records, of records with wrong hashes, scopes with wrong roots, broken chains, names of
    damaged contents.

    With `repair` what can be computed is mended, and laptops are asked for the bodies that are wanted back. A broken chain
    means lost or changed operations: the last verified backup has them.
    """
    contents = {"contents": blob_backup.damaged(store, repair=repair)}
    if not repair:
        with store.read() as connection:
            return {**_look(connection).told(), **contents, "asked": _asked(connection)}

    def mended(connection: Connection) -> Mapping[str, Any]:
        lock_clock(connection)
        found = _look(connection)
        _mend(connection, found)
        return {**found.told(), **contents, "asked": _asked(connection)}

    return store.again(mended)


def _asked(connection: Connection) -> int:
    """How many bodies laptops are asked for."""
    return int(connection.execute(select(func.count()).select_from(models.wanted_back)).scalar_one())


def _look(connection: Connection) -> Found:
    """Everything once."""
    found = Found()
    conflicts: dict[str, list[str]] = defaultdict(list)
    table = models.conflict.c
    for row in connection.execute(select(table.record, table.id).where(table.closed.is_(None))):
        conflicts[row.record].append(row.id)
    scopes: dict[str, list[str]] = defaultdict(list)
    member = models.membership.c
    for row in connection.execute(select(member.record, member.scope).where(member.present.is_(True))):
        scopes[row.record].append(row.scope)
    roots: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    there = set()
    for row in connection.execute(select(models.record)):
        found.records += 1
        there.add(row.id)
        item = _record(found, row, conflicts[row.id])
        for scope in scopes[row.id]:
            roots[scope][0] ^= item
            roots[scope][1] += 1
    _lost(connection, found, there)
    kept = {row.scope: (int(row.root, 16), int(row.records)) for row in connection.execute(select(models.scope_root))}
    for scope in roots.keys() | kept.keys():
        told = tuple(roots[scope])
        if kept.get(scope, (0, 0)) != told:
            found.roots[scope] = (told[0], told[1])
    _chains(connection, found)
    return found


def _record(found: Found, row: Any, conflicts: list[str]) -> int:
    """One record; what it adds to the roots of its scopes."""

    def item_with(hashed: str) -> int:
        line = digest.line(row.type, row.id, int(row.version), bool(row.deleted), hashed)
        return digest.item(line, conflicts)

    if row.deleted:
        hashed: str | None = EMPTY_HASH
    else:
        try:
            body = json.loads(row.body)
            hashed = content_hash(body_bytes(body)) if isinstance(body, dict) else None
        except (ValueError, RecursionError):
            hashed = None
    kept = int(row.item, 16)
    if hashed is not None and item_with(hashed) == kept:  # the body is what the root was computed from
        if hashed != row.body_hash:
            found.derived[row.id] = (hashed, row.item)
        return kept
    if hashed is not None and hashed == row.body_hash:
        found.derived[row.id] = (hashed, f"{item_with(hashed):016x}")
        return item_with(hashed)
    if row.deleted:
        found.derived[row.id] = (EMPTY_HASH, f"{item_with(EMPTY_HASH):016x}")
        return item_with(EMPTY_HASH)
    known = row.body_hash if item_with(row.body_hash) == kept else None
    found.bodies[row.id] = (row.home, int(row.version), known)
    return kept


def _lost(connection: Connection, found: Found, there: set[str]) -> None:
    """Records that membership tells of and that are not here."""
    member, log = models.membership.c, models.op_log.c
    query = select(member.home, member.record, func.max(member.seq).label("seq")).group_by(member.home, member.record)
    missing = {row.record: (row.home, int(row.seq)) for row in connection.execute(query) if row.record not in there}
    for record in erased_of(connection, missing):
        del missing[record]
    for record, (home, seq) in missing.items():
        last = connection.execute(select(func.max(log.version)).where(log.record == record)).scalar()
        found.bodies[record] = (home, max(seq, int(last or 0)), None)


def _chains(connection: Connection, found: Found) -> None:
    """Incarnations in whose operations a number is missing or a line is not what it was."""
    log = models.op_log.c
    kept = {row.id: (int(row.have), bytes(row.chain)) for row in connection.execute(select(models.incarnation))}
    at: dict[str, tuple[int, bytes]] = {}
    broken = set()
    query = select(log.incarnation, log.seq, log.line, log.hash, log.chain).order_by(log.incarnation, log.seq)
    for row in connection.execute(query):
        seq, link = at.get(row.incarnation, (0, chain.START))
        link = hashlib.sha256(link + bytes(row.hash)).digest()
        line = bytes(row.line)
        sound = not line or chain.line_hash(line) == bytes(row.hash)
        if row.seq != seq + 1 or link != bytes(row.chain) or not sound:
            broken.add(row.incarnation)
        at[row.incarnation] = (int(row.seq), bytes(row.chain))
    broken.update(name for name, end in kept.items() if at.get(name, (0, chain.START)) != end)
    found.chains = sorted(broken)


def _mend(connection: Connection, found: Found) -> None:
    """Writes what was computed, and asks for what was not."""
    record, root = models.record, models.scope_root
    for name, (hashed, item) in found.derived.items():
        connection.execute(update(record).where(record.c.id == name).values(body_hash=hashed, item=item))
    for scope, (value, records) in found.roots.items():
        values = {"root": f"{value:016x}", "records": records}
        if connection.execute(update(root).where(root.c.scope == scope).values(**values)).rowcount == 0:
            last = connection.execute(select(func.max(models.membership.c.seq)).where(models.membership.c.scope == scope))
            connection.execute(insert(root), [{"scope": scope, **values, "last_seq": int(last.scalar() or 0)}])
    wanted = models.wanted_back
    connection.execute(delete(wanted))
    rows = [
        {"home": home, "record": name, "version": version, "body_hash": hashed, "at": now()}
        for name, (home, version, hashed) in found.bodies.items()
    ]
    if rows:
        connection.execute(insert(wanted), rows)
