"""Taking back the last act: a field that still holds what the act wrote gets back what it held; others are left and named.

What an act made is taken back whole or not at all: a reopening half taken back would leave a closed case with an open episode.
It stays where something hangs on it since, and a case that others may have by now stays too (it is voided instead): if it went,
the notes that a colleague wrote in it, perhaps not sent yet, would be out of everybody's sight.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection

from app.data.fields import fields, type_names, unit
from app.data.replica.aliases import target
from app.data.values import canonical
from app.domain.errors import InputError
from sync.schema import vocabulary

if TYPE_CHECKING:
    from app.data.outbox.capture import Author
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork

KEPT = 50
"""So many acts of each user can be taken back (inferred)."""
_WRITTEN = {"joined": "changed"}
"""What is written of an act that no entry knows of by that name."""


_ROOTS = frozenset({"case", "carer", "facility", "inspection"})
"""What others write below, on computers of which nothing is known here."""
_OFFERS: Mapping[str, Callable[[Reader], str]] = {
    "hand_over": lambda reader: reader.actor.user,
    "referral": lambda reader: reader.actor.name,
}
"""What others answer, and who is said to have taken it back: once it has left, it is withdrawn, never deleted. Somebody may be
accepting it just now; a deletion would lose against that, and say that a case was accepted which the server let nobody take."""
_STANDING = ("status", "owner", "office")
"""Fields of a case that say who may still write in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an act did to one record: for a change the fields that differ, else the whole record."""

    type: str
    id: str
    what: Literal["created", "changed", "deleted"]
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class UndoAct:
    """An act that can be taken back, with the parameters that its words need."""

    id: int
    act: str
    params: Mapping[str, object]
    at: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of it: the act, how many records were restored, and (type, id, field) of what had moved on and was left."""

    act: str
    params: Mapping[str, object]
    restored: int
    left: tuple[tuple[str, str, str], ...]


def remember(
    connection: Connection,
    author: Author,
    act: str,
    params: Mapping[str, object],
    entries: Sequence[Entry],
    joined: Sequence[Entry] = (),
) -> None:
    """Keeps an act to be taken back, and forgets the oldest ones of its user.

    `joined` tells of records that were joined to another, or parted: which one each led to before (`into`), and since.
    """
    told = [(entry.what, entry) for entry in entries] + [("joined", entry) for entry in joined]
    content = canonical([[entry.type, entry.id, what, dict(entry.before), dict(entry.after)] for what, entry in told])
    connection.exec_driver_sql(
        'INSERT INTO undo ("user", act, params, at, entries) VALUES (?, ?, ?, ?, ?)',
        (author.user, act, canonical(dict(params)), author.at, content),
    )
    connection.exec_driver_sql(
        'DELETE FROM undo WHERE "user" = ? AND id <= (SELECT id FROM undo WHERE "user" = ? ORDER BY id DESC LIMIT 1 OFFSET ?)',
        (author.user, author.user, KEPT),
    )


def last_act(reader: Reader) -> UndoAct | None:
    """The actor's last act that can be taken back, or None."""
    row = _last(reader)
    return UndoAct(row[0], row[1], json.loads(row[2]), row[3]) if row else None


def undo(uow: UnitOfWork) -> Undone:
    """Takes the actor's last act back, newest record first. That is itself no act to undo.

    Where a record that the act made was changed since, by anybody, another one refers to it, or a case is with others by now,
    nothing is restored; nor where the case was closed, handed over or moved since the act. InputError `nothing_to_undo`.
    """
    row = _last(uow)
    if row is None:
        raise InputError("nothing_to_undo")
    uow.undoable = False
    restored = 0
    told = [(what, Entry(kind, key, _WRITTEN.get(what, what), *values)) for kind, key, what, *values in json.loads(row[4])]
    own = {entry.id for _, entry in told}
    left = [(each.type, each.id, "*") for what, each in told if _moved_on(uow, what, each) or _is_held(uow, what, each, own)]
    left = left or [("case", case, "*") for case in _cases_of(uow, told) if _stands_elsewhere(uow, case, row[3])]
    for what, entry in () if left else reversed(told):
        kept = _lead_back(uow, entry) if what == "joined" else _take_back(uow, entry)
        left.extend((entry.type, entry.id, name) for name in kept)
        restored += len(kept) < max(1, len(entry.before))
    uow.connection.exec_driver_sql("DELETE FROM undo WHERE id = ?", (row[0],))
    return Undone(row[1], json.loads(row[2]), restored, tuple(left))


def forget(connection: Connection, type_name: str, record: str) -> None:
    """No act that tells of a record that left this computer is taken back any more, but for what was answered to it.

    An answer that ended its being here holds nothing of it, and may have been a slip.
    """
    for row, told in connection.exec_driver_sql(
        "SELECT id, entries FROM undo WHERE instr(entries, ?) > 0", (record,)
    ).fetchall():
        about = [(what, {**before, **after}) for _, key, what, before, after in json.loads(told) if key == record]
        if not about or not all(what == "changed" and _is_answer(type_name, values) for what, values in about):
            connection.exec_driver_sql("DELETE FROM undo WHERE id = ?", (row,))


def _is_answer(type_name: str, names: Iterable[str]) -> bool:
    """Whether fields are nothing but the answer with which other offices see a record no more."""
    spec = vocabulary().types.get(type_name)
    ends = {spec.unit(name) for name in spec.shared_until} if spec is not None else set()
    return spec is not None and all(spec.unit(name) in ends for name in names)


def _last(reader: Reader) -> Any:
    """The newest row of the actor."""
    return reader.connection.exec_driver_sql(
        'SELECT id, act, params, at, entries FROM undo WHERE "user" = ? ORDER BY id DESC LIMIT 1', (reader.actor.user,)
    ).fetchone()


def _moved_on(uow: UnitOfWork, what: str, entry: Entry) -> bool:
    """Whether a record that the act made is no longer what the act made of it, or leads elsewhere than the act sent it."""
    record = uow.maybe(entry.type, entry.id)
    if what == "joined":
        return record is None or target(uow.connection, entry.id) != entry.after["into"]
    return what == "created" and record is not None and dict(record.values) != dict(entry.after)


def _is_held(uow: UnitOfWork, what: str, entry: Entry, own: Collection[str]) -> bool:
    """Whether a record that the act made has left, or others are below it or about it, but for those of the act (ids `own`)."""
    if what != "created":
        return False
    if entry.type in _ROOTS and _has_left(uow, entry.id):
        return True
    return any(
        row.id not in own
        for type_name in type_names()
        for name in _names_of(type_name, entry.type)
        for row in uow.find(type_name, limit=None, **{name: entry.id})
    )


def _has_left(uow: UnitOfWork, record: str) -> bool:
    """Whether the server has a record, or it was packed to be sent."""
    packed = "SELECT EXISTS (SELECT 1 FROM op WHERE record = ? AND line IS NOT NULL)"
    return uow.version(record) > 0 or bool(uow.connection.exec_driver_sql(packed, (record,)).scalar())


def _cases_of(uow: UnitOfWork, told: Sequence[tuple[str, Entry]]) -> list[str]:
    """The cases in which an act wrote."""
    found: set[str] = set()
    for _, entry in told:
        record = uow.maybe(entry.type, entry.id)
        values = {**entry.before, **entry.after, **(record.values if record is not None else {})}
        child = entry.id if entry.type == "child" else values.get("child")
        named = entry.id if entry.type == "case" else values.get("case")
        if isinstance(named, str):
            found.add(named)
        elif isinstance(child, str):
            found.update(case.id for case in uow.find("case", child=child))
    return sorted(found)


def _stands_elsewhere(uow: UnitOfWork, case: str, at: str) -> bool:
    """Whether a case has another state, owner or office than right after an act of that moment: it is no longer as it was."""
    record = uow.maybe("case", case)
    since = [line for line in uow.history(case) if line.at > at and line.field in _STANDING] if record is not None else []
    first = {str(line.field): line.old for line in reversed(since)}
    return record is not None and any(record.values.get(name) != old for name, old in first.items())


def _names_of(type_name: str, wanted: str) -> list[str]:
    """The references of a type that lead to records of another: named after it, like `linked_child`, or after none."""
    found = (info.name for info in fields(type_name).values() if info.kind == "ref")
    return [name for name in found if name in (wanted, "subject") or name.endswith(f"_{wanted}")]


def _take_back(uow: UnitOfWork, entry: Entry) -> list[str]:
    """Restores one record as far as it is still what the act made of it; gives the fields that were left."""
    record = uow.maybe(entry.type, entry.id)
    if entry.what == "deleted":
        if record is not None:
            return sorted(entry.before)
        uow.bring_back(entry.type, entry.id, entry.before)
        return []
    if record is None and entry.what == "created":
        return []
    if record is None:
        answered = _is_answer(entry.type, {**entry.before, **entry.after})
        return [] if answered and uow.restate(entry.type, entry.id, entry.before) else sorted(entry.before)
    if entry.what == "created":
        if entry.type in _OFFERS and _has_left(uow, entry.id):
            by = _OFFERS[entry.type](uow)
            uow.update(entry.type, entry.id, {"state": "withdrawn", "on_date": uow.today(), "answered_by": by})
        else:
            uow.delete(entry.type, entry.id)
        return []
    return restore_fields(uow, entry, record.values)


def _lead_back(uow: UnitOfWork, entry: Entry) -> list[str]:
    """A record leads again where it led before, unless that went away or leads here by now."""
    before = entry.before["into"]
    if before is not None and (uow.maybe(entry.type, str(before)) is None or uow.current(str(before)) == entry.id):
        return ["into"]
    uow.merge_into(entry.type, entry.id, None if before is None else str(before))
    return []


def restore_fields(uow: UnitOfWork, entry: Entry, now: Mapping[str, object]) -> list[str]:
    """Restores the fields of a changed record that are still as the entry made them, a group only whole; gives those left."""
    changed = {name for name in entry.after if _at(now, name) != entry.after[name]}
    moved = {unit(entry.type, name) for name in changed}
    back = {name: old for name, old in entry.before.items() if unit(entry.type, name) not in moved}
    if back:
        uow.update(entry.type, entry.id, back)
    return sorted(set(entry.before) - set(back))


def _at(values: Mapping[str, object], name: str) -> object:
    """The value of a field, or of an entry of a map."""
    field, colon, key = name.partition(":")
    value = values.get(field)
    if not colon:
        return value
    return value.get(key) if isinstance(value, dict) else None
