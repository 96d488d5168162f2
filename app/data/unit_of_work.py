"""One act of a user: rows, operations, audit, history and undo, all in one transaction, or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from sqlalchemy import Connection

from app.data import audit, rows
from app.data.history import note_history
from app.data.outbox.asserts import assertion, known_elsewhere
from app.data.outbox.capture import Author, Base, Edit, append_op, capture_create, capture_delete, capture_edit, record_base
from app.data.reader import Reader
from app.data.replica.aliases import target
from app.data.replica.overlay import apply_patch, differences, patch_of, units, with_changes
from app.data.undo import Entry, remember
from app.data.values import wire_values
from app.domain.clock import Clock, instant_text
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor, Change, Changes, Record

Kind = Literal["edit", "resolve", "approve"]


@dataclass
class _Touched:
    """A record of this act: before it, as last captured, now (None: not there), and older bases of what the user was shown."""

    type: str
    before: dict[str, object] | None
    captured: dict[str, object] | None
    after: dict[str, object] | None
    seen: dict[str, Base] = field(default_factory=dict)


_T = TypeVar("_T")


class UnitOfWork(Reader):
    """Reads and writes within one transaction; made by `Database.write` only."""

    def __init__(self, connection: Connection, actor: Actor, clock: Clock, act: str, params: Mapping[str, object]) -> None:
        super().__init__(connection, actor, clock)
        self.act = act
        self.params = dict(params)
        self.undoable = True
        self.make_id: Callable[[], str] = new_id
        """Makes ids of new records; practice data set it, so that the same seed gives the same ids."""
        self.at = instant_text(clock.now())
        self._author = Author(actor.user, self.at)
        self._touched: dict[str, _Touched] = {}
        self._merged: list[Entry] = []
        self._changes: Changes = ()

    def once(self, key: object, make: Callable[[], _T]) -> _T:
        """Made anew: what was read before may have been changed since by this very act."""
        return make()

    @property
    def changes(self) -> Changes:
        """What this act changed; filled in at the end, to be used once it is committed."""
        return self._changes

    def create(self, type_name: str, values: Mapping[str, object], *, record_id: str | None = None) -> str:
        """Adds a record and gives its id; InputError `value_kind`, `field_unknown`, `record_exists`."""
        new = record_id or self.make_id()
        touched = self._touch(type_name, new)
        if touched.after is not None:
            raise InputError("record_exists", id=new)
        self._put(type_name, new, touched, with_changes({}, wire_values(type_name, values)))
        return new

    def bring_back(self, type_name: str, record_id: str, values: Mapping[str, object]) -> None:
        """Makes a deleted record anew as it was, fields of newer versions included; InputError `record_exists`."""
        touched = self._touch(type_name, record_id)
        if touched.after is not None:
            raise InputError("record_exists", id=record_id)
        self._put(type_name, record_id, touched, dict(values))

    def _put(self, type_name: str, record_id: str, touched: _Touched, values: dict[str, object]) -> None:
        """A record that was not there."""
        touched.after = values
        rows.put(self.connection, type_name, record_id, values)

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
        """Changes fields; None clears; only real differences are captured. A map's entry is named `answers:<path>`.

        `shown` is the record as the user saw it: what he left as he saw it is no change, and what came from the server since
        for a field he did change will be told as a clash instead of being overwritten. `kind`, `resolves` and `asserts` make an
        operation of its own that states every field of `values`. `kept`: a side of a clash is taken, which is not judged as if
        somebody typed it. InputError `record_not_found`, `value_kind`, `field_unknown`.
        """
        touched = self._touch(type_name, record_id)
        if touched.after is None:
            raise InputError("record_not_found", type=type_name, id=record_id)
        changes = wire_values(type_name, values, kept=kept)
        own = kind != "edit" or resolves is not None or bool(asserts)
        if own:
            self._capture(record_id, touched)
        before, after = touched.after, with_changes(touched.after, changes)
        if shown is not None:
            meant = patch_of(type_name, shown.values, with_changes(shown.values, changes))
            after = apply_patch(type_name, before, meant)
            touched.seen.update(dict.fromkeys(units(type_name, meant), (shown.epoch, shown.version)))
        if after != before:
            rows.change(self.connection, type_name, record_id, before, after)
            touched.after = after
        if own:
            stated = tuple(changes)
            edit = Edit(type_name, record_id, kind, before, after, resolves, asserts, stated=stated)
            capture_edit(self.connection, self._author, edit)
            touched.captured = after

    def approve(
        self, type_name: str, record_id: str, values: Mapping[str, object], *, shown: Sequence[tuple[str, str]]
    ) -> None:
        """Changes fields as an approval, closure or signing: it tells what was shown of records (type, id) to who did it.

        The server says "approved another text" where something else stands there (sync.md §3). Of records that nobody else has
        ever had it is a plain change. InputError as `update`.
        """
        asserts = []
        for kind, one in shown:
            if known_elsewhere(self.connection, one):
                if one in self._touched:
                    self._capture(one, self._touched[one])
                asserts.append(assertion(self.connection, kind, one))
        told = [each for each in asserts if each is not None]
        self.update(type_name, record_id, values, kind="approve" if told else "edit", asserts=told)

    def restate(self, type_name: str, record_id: str, values: Mapping[str, object]) -> bool:
        """States plain fields of a record that has left this computer, by what was seen of it last; False if it is not one.

        Nothing of it is shown for that: the server says whether it comes back.
        """
        found = self.connection.exec_driver_sql("SELECT 1 FROM record WHERE id = ? AND gone = 1", (record_id,)).fetchone()
        if found is None:
            return False
        base = record_base(self.connection, record_id)
        append_op(self.connection, self._author, Edit(type_name, record_id, "edit", {}, {}), base, base, dict(values))
        return True

    def merge_into(self, type_name: str, record_id: str, into: str | None, *, resolves: str | None = None) -> None:
        """Says that a record is the same as another, or (None) that it is one of its own again; nothing of it is changed.

        InputError `record_not_found` when one of them is not here, `merge_circle`.
        """
        self.get(type_name, record_id)
        if into is not None:
            self.get(type_name, into)
            if record_id in (into, self.current(into)):
                raise InputError("merge_circle")
        before = target(self.connection, record_id)
        base = record_base(self.connection, record_id)
        edit = Edit(type_name, record_id, "merge_records", {}, {}, resolves)
        append_op(self.connection, self._author, edit, base, base, {"into": into})
        self._merged.append(Entry(type_name, record_id, "changed", {"into": before}, {"into": into}))

    def delete(self, type_name: str, record_id: str) -> None:
        """Takes a record away for everybody; InputError `record_not_found`. A case made by mistake is voided, not deleted."""
        touched = self._touch(type_name, record_id)
        if touched.after is None:
            raise InputError("record_not_found", type=type_name, id=record_id)
        rows.remove(self.connection, type_name, record_id)
        touched.after = None

    def record_read(self, type_name: str, record_id: str) -> None:
        """Notes in the audit that the actor looked at a record."""
        self.note("read", "read", record=record_id, type=type_name)

    def note(self, kind: str, act: str, *, record: str | None = None, **params: object) -> None:
        """Notes a read, export, print or sign-in in the audit; parameters must not be personal."""
        audit.append(self.connection, self.at, self.actor.user, act, kind, record, params)

    def put_meta(self, key: str, value: str) -> None:
        """Stores a fact about this file; it is not exchanged."""
        self.connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def finish(self) -> None:
        """Captures what is not captured yet, and writes audit, history and undo; called by `Database.write`."""
        entries: list[Entry] = []
        changes: list[Change] = []
        for record_id, touched in self._touched.items():
            self._capture(record_id, touched)
            entry = _entry(record_id, touched)
            if entry is not None:
                entries.append(entry)
                names = frozenset(entry.after) | frozenset(entry.before)
                changes.append(Change(entry.type, record_id, names, entry.what))
        changes.extend(Change(entry.type, entry.id, frozenset(entry.after), entry.what) for entry in self._merged)
        if entries or self._merged:
            told = [*entries, *self._merged]
            audit.append(self.connection, self.at, self.actor.user, self.act, "write", told[0].id, self.params)
            note_history(self.connection, self._author, told)
        if self.undoable and (entries or self._merged):
            remember(self.connection, self._author, self.act, self.params, entries, self._merged)
        self._changes = tuple(changes)

    def _touch(self, type_name: str, record_id: str) -> _Touched:
        """What this act knows of a record."""
        touched = self._touched.get(record_id)
        if touched is None:
            record = self.maybe(type_name, record_id)
            values = None if record is None else dict(record.values)
            touched = self._touched[record_id] = _Touched(type_name, values, values, values)
        return touched

    def _capture(self, record_id: str, touched: _Touched) -> None:
        """Brings the outbox up to what the record is now."""
        old, new = touched.captured, touched.after
        if old is None and new is not None:
            capture_create(self.connection, self._author, touched.type, record_id, new)
        elif old is not None and new is None:
            capture_delete(self.connection, self._author, touched.type, record_id)
        elif old is not None and new is not None and old != new:
            edit = Edit(touched.type, record_id, "edit", old, new, seen=touched.seen)
            capture_edit(self.connection, self._author, edit)
        touched.captured = new


def _entry(record_id: str, touched: _Touched) -> Entry | None:
    """What the act did to a record, for history and undo; None when nothing came of it."""
    if touched.before is None:
        return None if touched.after is None else Entry(touched.type, record_id, "created", {}, touched.after)
    if touched.after is None:
        return Entry(touched.type, record_id, "deleted", touched.before, {})
    changed = differences(touched.type, touched.before, touched.after)
    if not changed:
        return None
    old = {name: pair[0] for name, pair in changed.items()}
    return Entry(touched.type, record_id, "changed", old, {name: pair[1] for name, pair in changed.items()})
