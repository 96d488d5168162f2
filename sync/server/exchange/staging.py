"""Records in the hands of one transaction: locked and read in bulk, changed one operation at a time, written in bulk.

An operation either changes what is staged as a whole or not at all; that is its savepoint. Numbers given meanwhile are
provisional, above all real ones: `settle` makes them real, under the global lock (sync.md §4).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sync.merge import State
from sync.protocol import digest
from sync.protocol.canonical import canonical
from sync.protocol.lines import ConflictPart
from sync.schema import vocabulary
from sync.server import models
from sync.server.blobs import blob_refs
from sync.server.database import Moved, add_rows, among, chunks, of_records
from sync.server.exchange.journal import Journal
from sync.server.exchange.scopes import record_scopes
from sync.server.exchange.sharing import ALONE, TICKED, Shared, goes_to, read_shared, shared_of, since
from sync.server.writers import read_writers, write_writers

WORDS = vocabulary()
SCHEMA = WORDS.version
PROVISIONAL = 1 << 60
"""Numbers above this one are not given yet."""


@dataclass(slots=True)
class Item:
    """One record as it is now. `before`: its version before the transaction; `position`: of the last operation on it here."""

    home: str
    id: str
    type: str
    state: State
    version: int
    hash: str
    parent: str | None
    office: str
    restricted: str | None
    flags: dict[str, Any]
    conflicts: dict[str, ConflictPart]
    new: bool
    before: int
    text: str = "{}"
    item: int = 0
    members: dict[str, bool] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    dirty: bool = False
    plain: bool = True
    position: int | None = None
    shared: Shared = ALONE
    damaged: bool = False
    """The stored body cannot be read: nothing is laid over it until a laptop has given it back (`check`)."""
    opened: list[ConflictPart] = field(default_factory=list)
    closed: list[tuple[str, int]] = field(default_factory=list)


class Staging:
    """All records that one transaction looks at, each locked. `top`: the last real number that stood when it began.

    Who gives numbers calls `next` at will, `settle` once before anything is written, and `real` on each number that it writes.
    """

    def __init__(self, connection: Connection, top: int, offices: Mapping[str, bool | None]) -> None:
        self.connection, self.top, self.offices = connection, top, offices
        self.number, self._shift = PROVISIONAL, 0
        self.items: dict[str, Item] = {}
        self._absent: set[str] = set()
        self._whole: set[str] = set()  # of these all that stands below was read
        self.children: dict[str, set[str]] = defaultdict(set)
        self.aliases: dict[str, dict[str, Any]] = {}
        self.journal = Journal(self.items, self._absent, self.children, self.aliases)

    def next(self) -> int:
        """The next sequence number, provisional."""
        self.number += 1
        return self.number

    @property
    def given(self) -> int:
        """How many numbers this transaction has given."""
        return self.number - PROVISIONAL

    def settle(self, last: int) -> None:
        """The global lock is held and `last` was the last number given: from now on `real` knows what ours are."""
        self._shift = last - PROVISIONAL

    def real(self, number: int) -> int:
        """A number as it is to be written."""
        return number + self._shift if number > PROVISIONAL else number

    def lock_with_parents(self, ids: Iterable[str]) -> None:
        """Locks and reads records and those above them, all in the order of their ids, so that no two wait for each other."""
        asked = set(ids)
        wanted = set(asked)
        if self.connection.dialect.name == "postgresql":
            record = models.record.c
            for some in chunks(sorted(wanted)):
                query = select(record.parent).where(record.id.in_(some), record.parent.is_not(None))
                wanted.update(self.connection.execute(query).scalars())
        self.load(wanted)
        there = [self.items[name] for name in asked if name in self.items]
        self.load({item.parent for item in there if item.parent})

    def load(self, ids: Iterable[str]) -> None:
        """Locks and reads records not read yet, with writers, open conflicts and membership."""
        wanted = sorted(set(ids) - self.items.keys() - self._absent)
        for some in chunks(wanted):
            query = select(models.record).where(among(self.connection, models.record.c.id, some)).order_by(models.record.c.id)
            found = self.connection.execute(query.with_for_update()).all()
            for row in found:
                self.items[row.id] = _item(row)
            self._absent.update(set(some) - {row.id for row in found})
            if found:
                self._load_parts({row.home for row in found}, [row.id for row in found])

    def _load_parts(self, homes: set[str], ids: list[str]) -> None:
        """What belongs to records, in three queries."""
        writers, conflict, member = models.field_writers, models.conflict, models.membership
        of = partial(of_records, self.connection, homes=homes, records=ids)
        for row in self.connection.execute(select(writers.c.record, writers.c.writers).where(of(writers.c))).all():
            item = self.items[row.record]
            item.state = State(item.state.body, item.state.deleted, read_writers(row.writers))
        for row in self.connection.execute(select(conflict).where(of(conflict.c), conflict.c.closed.is_(None))).all():
            self.items[row.record].conflicts[row.id] = conflict_part(row)
        for row in self.connection.execute(select(member).where(of(member.c))).all():
            self.items[row.record].members[row.scope] = bool(row.present)
            if not row.present:
                self.items[row.record].left[row.scope] = int(row.seq)

    def load_children(self, ids: Iterable[str]) -> None:
        """Reads the records below others, at every depth. Where one stands that was moved here, this transaction knows best.

        Moved: one was not there when it was asked for, and another process has made it since.
        """
        wanted = sorted(set(ids))
        while wanted:
            below: list[str] = []
            for some in chunks(wanted):
                query = select(models.record.c.id).where(among(self.connection, models.record.c.parent, some))
                below.extend(self.connection.execute(query).scalars())
            if not self._absent.isdisjoint(below):
                raise Moved
            self.load(below)
            for item in map(self.items.__getitem__, below):
                if item.parent:
                    self.children[item.parent].add(item.id)
            self._whole.update(wanted)
            wanted = sorted(set(below) - self._whole)

    def add(self, item: Item) -> None:
        """A record that is new."""
        self.items[item.id] = item
        self._absent.discard(item.id)
        self.journal.before[item.id] = None

    def place(self, item: Item, parent: str | None, office: str) -> None:
        """Sets parent and owner of a record; those below it follow, each with a number of its own."""
        if item.parent != parent:
            if item.parent:
                self.children[item.parent].discard(item.id)
            item.parent = parent
            if parent:
                self.children[parent].add(item.id)
        was, looked_on, item.office = item.office, office in item.shared.offices, office
        item.shared = since(item.shared, self.shared(item, office), office)
        for child in sorted(self.children.get(item.id, ())):
            below = self.items[child]
            goes = goes_to(below.restricted, below.office, (was, office), item.shared, looked_on=looked_on)
            if below.office != goes or below.shared != since(below.shared, self.shared(below, goes), goes):
                self.journal.touch(below)
                below.version = self.next()
                below.dirty, below.plain = True, False
                self.place(below, below.parent, goes)

    def shared(self, item: Item, office: str) -> Shared:
        """Who else sees a record that belongs to an office, by its fields and by what stands above it."""
        above = self.items.get(item.parent) if item.parent else None
        spec = WORDS.types.get(item.type)
        if above is None and (spec is None or not spec.shared_by):  # the same as `shared_of` says
            return ALONE
        if above is not None and item.restricted in TICKED and above.office != office:
            above = None  # it stayed behind
        told = (above.shared, above.restricted) if above is not None else None
        disputed = {part.unit for part in item.conflicts.values()}
        return shared_of(spec, item.state.body or {}, office, told, disputed)

    def scopes(self, item: Item) -> frozenset[str]:
        """The atomic scopes of a record as it is now."""
        practice = self.offices.get(item.office) is True
        if not item.shared.offices:
            return record_scopes(item.type, item.office, item.restricted, practice)
        # What is real never gets among what is for practice, nor the other way round (practice rule P6).
        guests = [each for each in item.shared.seen_by(item.restricted) if self.is_like(each, practice)]
        return record_scopes(item.type, item.office, item.restricted, practice, frozenset(guests))

    def is_like(self, office: str, practice: bool) -> bool:
        """Whether an office is there that practises, or does not."""
        return office in self.offices and (self.offices[office] is True) == practice

    def flush(self) -> None:
        """Writes all that changed; its numbers are settled."""
        changed = [item for item in self.items.values() if item.dirty]
        if not changed:
            return
        for item in changed:
            item.version = self.real(item.version)
        roots: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        inserted: list[dict[str, Any]] = []
        moved: list[dict[str, Any]] = []
        for item in changed:
            self._members(item, roots, inserted, moved)
        self._records(changed)
        self._conflicts(changed)
        add_rows(self.connection, models.membership, inserted)
        member = models.membership.c
        where = (
            member.home == bindparam("k_home"),
            member.record == bindparam("k_record"),
            member.scope == bindparam("k_scope"),
        )
        values: dict[str, Any] = {"present": bindparam("k_present"), "seq": bindparam("k_seq")}
        _run(self.connection, update(models.membership).where(*where).values(**values), moved)
        self._aliases()
        self._roots(roots)
        blob_refs.note(self.connection, changed)

    def _members(
        self, item: Item, roots: dict[str, list[int]], inserted: list[dict[str, Any]], moved: list[dict[str, Any]]
    ) -> None:
        """What a changed record means for its scopes: rows, and what the roots gain and lose."""
        has = self.scopes(item)
        line = digest.line(item.type, item.id, item.version, item.state.deleted, item.hash)
        fresh = digest.item(line, list(item.conflicts))
        if not item.members:  # it was nowhere before
            for scope in has:
                part = roots[scope]
                part[0], part[1], part[2] = part[0] ^ fresh, part[1] + 1, max(part[2], item.version)
                inserted.append({"home": item.home, "record": item.id, "scope": scope, "present": True, "seq": item.version})
            item.item = fresh
            return
        had = {scope for scope, present in item.members.items() if present}
        for scope in had | has:
            part = roots[scope]
            part[0] ^= (item.item if scope in had else 0) ^ (fresh if scope in has else 0)
            part[1] += (scope in has) - (scope in had)
            part[2] = max(part[2], item.version)
            if scope in item.members:
                key = {"k_home": item.home, "k_record": item.id, "k_scope": scope}
                moved.append({**key, "k_present": scope in has, "k_seq": item.version})
            else:
                row = {"home": item.home, "record": item.id, "scope": scope, "present": True, "seq": item.version}
                inserted.append(row)
        item.item = fresh

    def _records(self, changed: list[Item]) -> None:
        """Rows of records and of who wrote their fields."""
        new = [item for item in changed if item.new]
        old = [item for item in changed if not item.new]
        add_rows(self.connection, models.record, [{"home": i.home, "id": i.id, **_values(i)} for i in new])
        rows = [{"home": i.home, "record": i.id, "writers": write_writers(i.state.writers, self.real)} for i in new]
        add_rows(self.connection, models.field_writers, rows)
        record, writers = models.record.c, models.field_writers.c
        values: dict[str, Any] = {name: bindparam(f"v_{name}") for name in _values(old[0])} if old else {}
        keyed = [{"k_home": i.home, "k_id": i.id, **{f"v_{name}": value for name, value in _values(i).items()}} for i in old]
        by_id = (record.home == bindparam("k_home"), record.id == bindparam("k_id"))
        _run(self.connection, update(models.record).where(*by_id).values(**values), keyed)
        stamps = [{"k_home": i.home, "k_id": i.id, "v_writers": write_writers(i.state.writers, self.real)} for i in old]
        by_record = (writers.home == bindparam("k_home"), writers.record == bindparam("k_id"))
        statement = update(models.field_writers).where(*by_record).values(writers=bindparam("v_writers"))
        _run(self.connection, statement, stamps)

    def _conflicts(self, changed: list[Item]) -> None:
        """Rows of conflicts opened and closed."""
        opened = [
            {
                "home": item.home,
                "record": item.id,
                "id": part.id,
                "unit": part.unit,
                "current": canonical(part.current).decode(),
                "current_user": part.current_user,
                "current_at": part.current_at,
                "proposed": canonical(part.proposed).decode(),
                "proposed_user": part.proposed_user,
                "proposed_at": part.proposed_at,
                "opened": item.version,
                "closed": None,
                "groups": canonical(list(part.groups)).decode() if part.groups else None,
            }
            for item in changed
            for part in item.opened
        ]
        _run(self.connection, insert(models.conflict), opened)
        conflict = models.conflict.c
        keys = [
            {"k_home": i.home, "k_record": i.id, "k_id": name, "k_seq": self.real(seq)}
            for i in changed
            for name, seq in i.closed
        ]
        where = (
            conflict.home == bindparam("k_home"),
            conflict.record == bindparam("k_record"),
            conflict.id == bindparam("k_id"),
        )
        _run(self.connection, update(models.conflict).where(*where).values(closed=bindparam("k_seq")), keys)

    def _aliases(self) -> None:
        """Rows of records that point to others: one each, none for one that points nowhere any more."""
        alias = models.alias.c
        by_record = (alias.home == bindparam("k_home"), alias.record == bindparam("k_record"))
        rows = [{**row, "seq": self.real(row["seq"])} for row in self.aliases.values()]
        keys = [{"k_home": row["home"], "k_record": row["record"]} for row in rows]
        _run(self.connection, delete(models.alias).where(*by_record), keys)
        _run(self.connection, insert(models.alias), [row for row in rows if row["target"] is not None])

    def _roots(self, roots: Mapping[str, list[int]]) -> None:
        """The root digests, kept incrementally."""
        table = models.scope_root
        there = {
            row.scope: row
            for some in chunks(sorted(roots))
            for row in self.connection.execute(select(table).where(table.c.scope.in_(some)))
        }
        for scope, (change, more, last) in roots.items():
            row = there.get(scope)
            if row is None:
                values = {"scope": scope, "root": f"{change:016x}", "records": more, "last_seq": last}
                self.connection.execute(insert(table), [values])
            else:
                changed = {"root": f"{int(row.root, 16) ^ change:016x}", "records": row.records + more}
                self.connection.execute(
                    update(table).where(table.c.scope == scope).values(**changed, last_seq=max(last, row.last_seq))
                )


def _run(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    """One statement for many rows."""
    if rows:
        connection.execute(statement, rows)


def _item(row: Any) -> Item:
    """A record from its row, without its parts."""
    try:
        body = json.loads(row.body)
        damaged = not isinstance(body, dict)
    except (ValueError, RecursionError):
        damaged = True
    state = State({} if damaged else body, bool(row.deleted))
    head = (row.home, row.id, row.type, state, int(row.version), row.body_hash, row.parent, row.office, row.restricted)
    item = Item(*head, json.loads(row.flags), {}, False, int(row.version), row.body, int(row.item, 16))
    item.shared = read_shared(row.shared)
    item.damaged = damaged and not item.state.deleted
    return item


def _values(item: Item) -> dict[str, Any]:
    """The columns of a record's row beside its key."""
    return {
        "type": item.type,
        "version": item.version,
        "deleted": item.state.deleted,
        "body": item.text,
        "body_hash": item.hash,
        "parent": item.parent,
        "office": item.office,
        "restricted": item.restricted,
        "shared": item.shared.text(),
        "flags": canonical(item.flags).decode() if item.flags else "{}",
        "item": f"{item.item:016x}",
        "schema": SCHEMA,
    }


def conflict_part(row: Any) -> ConflictPart:
    """An open conflict from its row."""
    current = (json.loads(row.current), row.current_user, row.current_at)
    proposed = (json.loads(row.proposed), row.proposed_user, row.proposed_at)
    return ConflictPart(row.id, row.unit, *current, *proposed, tuple(json.loads(row.groups or "[]")))
