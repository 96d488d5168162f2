"""A unit of work for very many acts: services run on it as they are, what they write is collected by a bulk writer.

Records that were made through it are found in memory until they are forgotten; everything else is read from the database as it
was at the last flush. Rows, operations, history and audit come out as a unit of work for each act would leave them; a test
compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection

from app.data.bulk import BulkWriter, Save
from app.data.reader import Reader
from app.data.replica.overlay import with_changes
from app.data.unit_of_work import Kind, UnitOfWork
from app.data.values import wire_values
from app.domain.clock import Clock
from app.domain.errors import InputError
from app.domain.records import Actor, Record

LOOKED_UP = frozenset({"office", "setting", "rate", "return"})
"""Types that are read from the database; all others were made through the memory, or do not exist."""


@dataclass(slots=True)
class Memory:
    """What was made so far and is still needed: records by id, and the facts about the file that changed."""

    writer: BulkWriter
    open_reader: Callable[[], AbstractContextManager[Reader]]
    make_id: Callable[[], str]
    records: dict[str, Record] = field(default_factory=dict)
    by_type: dict[str, dict[str, None]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset({"carer", "facility", "user"})
    _reading: ExitStack = field(default_factory=ExitStack)
    _reader: Reader | None = None

    @property
    def connection(self) -> Connection:
        """A connection that reads the database as it was at the last flush."""
        if self._reader is None:
            self._reader = self._reading.enter_context(self.open_reader())
        return self._reader.connection

    def take(self, actor: Actor, at: datetime, act: str, saves: Sequence[Save], params: Mapping[str, object]) -> None:
        """Hands an act to the writer, and reads from its last commit on: what reads an old state keeps the log from ending."""
        commits = self.writer.commits
        self.writer.act(actor, at, act, saves, **params)
        if self.writer.commits > commits:
            self.close()

    def flush(self) -> None:
        """Writes what was collected, and reads from there on."""
        self.writer.flush()
        self.close()

    def close(self) -> None:
        """Ends the reading."""
        self._reading.close()
        self._reader = None

    def put(self, record: Record) -> None:
        """Keeps a record as it is now."""
        self.records[record.id] = record
        self.by_type.setdefault(record.type, {})[record.id] = None

    def forget(self) -> None:
        """Drops records that will not be asked for again, all but those of the types kept."""
        gone = [key for key, record in self.records.items() if record.type not in self.kept]
        for key in gone:
            del self.by_type[self.records.pop(key).type][key]
        self.writer.forget(gone)


class BulkUnit(UnitOfWork):
    """One act on a memory. `finish` must be called at its end; an act that failed is simply dropped before."""

    def __init__(self, memory: Memory, actor: Actor, clock: Clock, act: str, params: Mapping[str, object]) -> None:
        super().__init__(memory.connection, actor, clock, act, params)
        self.make_id = memory.make_id
        self._memory = memory
        self._saves: list[Save] = []
        self._now = clock.now()

    def maybe(self, type_name: str, record_id: str) -> Record | None:
        """The record from memory, or from the database for what is looked up there."""
        record = self._memory.records.get(record_id)
        if record is not None and record.type == type_name:
            return record
        return super().maybe(type_name, record_id) if type_name in LOOKED_UP or type_name == "user" else None

    def find(
        self,
        type_name: str,
        *,
        order: Sequence[str] = (),
        limit: int | None = None,
        after: Sequence[object] | None = None,
        **equals: object,
    ) -> list[Record]:
        """Records of the memory, by fields only (no derived columns)."""
        if type_name in LOOKED_UP:
            return super().find(type_name, order=order, limit=limit, after=after, **equals)
        found = sorted(self._matching(type_name, equals), key=lambda record: record.id)
        for name in reversed(order):
            found.sort(key=partial(_sortable, name.removeprefix("-")), reverse=name.startswith("-"))
        return found[:limit]

    def count(self, type_name: str, **equals: object) -> int:
        """How many there are in memory."""
        return super().count(type_name, **equals) if type_name in LOOKED_UP else len(self._matching(type_name, equals))

    def _matching(self, type_name: str, equals: Mapping[str, object]) -> list[Record]:
        """Records of the memory by equal fields."""
        records = self._memory.records
        wanted = [(name, _plain(value)) for name, value in equals.items()]
        return [records[key] for key in self._memory.by_type.get(type_name, ()) if _fits(records[key], wanted)]

    def meta(self, key: str) -> str | None:
        """A fact as it is now."""
        return self._memory.facts[key] if key in self._memory.facts else super().meta(key)

    def put_meta(self, key: str, value: str) -> None:
        """Keeps a fact; it is stored with the last flush."""
        self._memory.facts[key] = value

    def create(self, type_name: str, values: Mapping[str, object], *, record_id: str | None = None) -> str:
        """Adds a record."""
        new = record_id or self.make_id()
        fitting = with_changes({}, wire_values(type_name, values))
        self._memory.put(Record(type_name, new, fitting))
        self._saves.append(Save(type_name, new, fitting, wire=True))
        return new

    def update(
        self,
        type_name: str,
        record_id: str,
        values: Mapping[str, object],
        *,
        kind: Kind = "edit",
        resolves: str | None = None,
        asserts: Sequence[object] = (),
        shown: Record | None = None,
        kept: bool = False,
    ) -> None:
        """Changes a record of the memory; only plain edits are made in bulk."""
        if kind != "edit" or resolves is not None or asserts or shown is not None or kept:
            raise ValueError("only plain edits are made in bulk")
        record = self.maybe(type_name, record_id)
        if record is None:
            raise InputError("record_not_found", type=type_name, id=record_id)
        changes = wire_values(type_name, values)
        self._memory.put(Record(type_name, record_id, with_changes(record.values, changes)))
        self._saves.append(Save(type_name, record_id, changes, "update", wire=True))

    def approve(
        self, type_name: str, record_id: str, values: Mapping[str, object], *, shown: Sequence[tuple[str, str]]
    ) -> None:
        """A plain change: nobody else has what is made in bulk."""
        self.update(type_name, record_id, values)

    def delete(self, type_name: str, record_id: str) -> None:
        """Nothing is deleted in bulk."""
        raise ValueError("nothing is deleted in bulk")

    def note(self, kind: str, act: str, *, record: str | None = None, **params: object) -> None:
        """Nothing is read, exported or printed in bulk."""
        raise ValueError("no such notes are made in bulk")

    def finish(self) -> None:
        """Hands the act to the writer."""
        if self._saves:
            self._memory.take(self.actor, self._now, self.act, self._saves, self.params)


def _fits(record: Record, wanted: Sequence[tuple[str, tuple[object, ...]]]) -> bool:
    """Whether fields hold one of the values given."""
    return all((record.id if name == "id" else record.values.get(name)) in values for name, values in wanted)


def _plain(value: object) -> tuple[object, ...]:
    """The values that are looked for (a tuple: one of them; None: empty), as they stand in records."""
    many = value if isinstance(value, tuple) else (value,)
    return tuple(one.isoformat() if isinstance(one, date) and not isinstance(one, datetime) else one for one in many)


def _sortable(name: str, record: Record) -> tuple[bool, str | int]:
    """A value for sorting: nothing first, as in the database."""
    value = record.values.get(name)
    return (value is not None, value if isinstance(value, str | int) else "")
