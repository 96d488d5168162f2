"""The three-way merge by fields (sync.md §3). Pure: a record's state and one operation give the new state and conflicts.

What is compared as one is a *unit* (`TypeSpec.unit`): a field, an entry `answers:<path>` of a map with its note, a group
`(name)` of fields, one element `field+element` of a set, or `*` for whether the record is there. The server keeps for each unit
the version and incarnation that last wrote it; a unit without an entry was written when the record was made (`*`). A unit has
*changed* for an operation when it was written after the operation's base by another incarnation, unseen. Below a text that
grows and below a cautious value more than one writer is kept (`growing`).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from sync import growing
from sync.protocol.chain import conflict_id
from sync.schema import FieldSpec, Places, TypeSpec
from sync.schema.same import same
from sync.states import Conflict, Incoming, Known, Outcome, State, Writer

__all__ = ["Conflict", "Incoming", "Known", "Outcome", "State", "Writer"]

DELETED: Mapping[str, Any] = {"*": "deleted"}
"""The side of a conflict that says: the record is to be deleted."""

EXISTENCE = "*"
"""The unit of whether a record is there; who made it wrote all its units that have no entry of their own."""
GONE = "*gone"
"""The unit that a deletion stamps: it writes no field, so that an edit which meets it clashes with the deletion alone."""
APPROVED = "*approved"
"""The unit of a clash between what was shown to who approved and what stood on the server: it holds which records, and the
version that was shown and the one that stood there. Its decision says that a person has looked; it writes no field."""
KEPT = "*kept"
"""The unit that a decision to keep a record stamps: a deletion whose author did not see that meets it."""


def merge(spec: TypeSpec, state: State, op: Incoming) -> Outcome:
    """Lays an operation of kind create, edit, delete, resolve or approve over a record.

    Deterministic; fields that the operation does not name, known here or not, stay as they are, bit by bit.
    """
    work = _Merge(spec, state, op)
    if op.kind == "delete":
        work.delete()
    else:
        work.edit()
    return work.outcome()


class _Merge:
    """One merge in the making."""

    def __init__(self, spec: TypeSpec, state: State, op: Incoming) -> None:
        self.spec, self.state, self.op = spec, state, op
        self.body: dict[str, Any] = dict(state.body or {})
        self.deleted = state.deleted
        self.written: list[str] = []
        self.conflicts: list[Conflict] = []
        self.equal: list[str] = []
        self.also: list[str] = []
        self.below: tuple[tuple[str, Writer | None], ...] = ()

    def outcome(self) -> Outcome:
        """The result."""
        body: Mapping[str, Any] | None = self.body
        if self.state.body is None and not self.written:
            body = None
        merged = any(self.changed(unit) for unit in self.state.writers)
        changed = self.deleted != self.state.deleted or body != self.state.body
        written, conflicts, equal = tuple(self.written), tuple(self.conflicts), tuple(self.equal)
        return Outcome(body, self.deleted, written, conflicts, equal, merged, changed, tuple(self.also), self.below)

    def changed(self, unit: str) -> Writer | None:
        """The writer of a unit that has changed since the base, else None."""
        writer = self.state.writers.get(unit) or self.state.writers.get(EXISTENCE)
        if writer is None or writer.seq <= self.op.base or (writer.incarnation, writer.op) in self.op.saw:
            return None
        own = self.op.incarnation in (writer.incarnation, *writer.also)
        return writer if not own or self.op.forgotten else None

    def delete(self) -> None:
        """A deletion: a change of somebody else stands against it; two deletions are one."""
        if self.state.deleted:
            return
        others = [writer for unit in self.state.writers if (writer := self.changed(unit))]
        if others:
            last = max(others, key=lambda writer: (writer.seq, writer.incarnation))
            self.conflict(EXISTENCE, {}, last, DELETED)
            return
        self.deleted = True
        self.written.append(GONE)

    def edit(self) -> None:
        """All units of a patch; an edit of a record that others deleted brings it back, and the deletion becomes a conflict."""
        anew = self.state.body is None
        if self.op.kind == "edit" and not any(map(self.says, self.op.patch)):
            return
        if self.state.deleted:
            deleter = self.changed(GONE)
            if self.superseded(deleter):
                return
            if deleter is not None:
                self.conflict(EXISTENCE, {}, self.me(), DELETED, deleter)
            elif self.op.kind == "create":
                self.body, anew = {}, True
            self.deleted = False
        if anew:
            self.written.append(EXISTENCE)
        if self.state.body is None and not self.state.writers and self.op.kind == "create":
            self.first()
        else:
            for unit in dict.fromkeys(self.spec.unit(name) for name in self.op.patch):
                self.unit(unit)
        if self.op.kind == "resolve" and not self.op.patch and not (KEPT in self.state.writers and self.changed(KEPT)):
            self.written.append(KEPT)

    def first(self) -> None:
        """All units of a record that nobody wrote before: nothing can clash, and what is plain is taken as it stands.

        The same as `unit` for each of them, in a fraction of the time; a property test holds them equal. Units that are plain
        get no entry of their own: who made the record wrote them.
        """
        patch = self.op.patch
        special = self.spec.places.special(patch.keys())
        if special and any(":" in name or self.is_map(name) for name in special):
            special = patch.keys()  # a whole map and entries of it: their order counts
        else:
            self.body = _values(self.spec.places, patch, special)
        for unit in dict.fromkeys(self.spec.unit(name) for name in patch if name in special):
            self.unit(unit)

    def is_map(self, name: str) -> bool:
        """Whether a field is a map."""
        known = self.spec.spec(name)
        return known is not None and known.kind == "map"

    def superseded(self, writer: Writer | None, *, grows: bool = False) -> bool:
        """Whether a writer saw this operation before he wrote; where the text `grows`, only if he wrote that anew himself."""
        known = self.op.known
        if writer is None or (writer.incarnation, writer.op) not in known.seen_by:
            return False
        return not grows or (writer.incarnation, writer.op) not in known.adding

    def says(self, name: str) -> bool:
        """Whether the patch says something of a name: a set with nothing added or deleted does not."""
        known, change = self.spec.spec(name), self.op.patch[name]
        return known is None or known.rule != "set" or not isinstance(change, dict) or any(change.values())

    def unit(self, unit: str) -> None:
        """One unit by its rule."""
        known = self.spec.spec(unit)
        change = self.op.patch.get(unit)
        if known is not None and known.rule == "set":
            self.elements(known, change if isinstance(change, dict) else {"add": change if isinstance(change, list) else []})
        elif known is not None and known.rule == "append" and isinstance(change, dict):
            self.words(unit, change)
        elif known is not None and known.rule == "counter" and isinstance(change, dict):
            self.put(unit, _whole(self.body.get(unit)) + _whole(change.get("inc")))
            self.written.append(unit)
        else:
            self.value(unit, known)

    def words(self, unit: str, change: Mapping[str, Any]) -> None:
        """Words that are added to a text. Who adds the very same as others has theirs before his eyes from now on."""
        if unit in self.op.known.anew:
            return
        standing = self.body.get(unit)
        if self.changed(unit) is not None and same(standing, change.get("append")):
            self.alike(unit, grows=True)  # both wrote the very same, as two do who finish one form
            return
        self.put(unit, f"{standing}\n{change.get('append', '')}" if standing else change.get("append"))
        self.written.append(unit)
        if not self.state.writers:
            return  # of a new record nobody wrote anything before
        last = self.state.writers.get(unit) or (self.state.writers.get(EXISTENCE) if standing else None)
        self.below += growing.laid_below(unit, last, self.op.incarnation)
        if self.op.known.holds:
            others = map(self.changed, (unit, *growing.below(unit, self.state.writers)))
            self.also += [growing.place(unit, each.incarnation) for each in others if each is not None and self.held(each)]

    def names(self, unit: str) -> tuple[str, ...]:
        """The names that a unit is made of here: all of a group, of an entry of a map those that are there or come."""
        return tuple(
            name
            for name in self.spec.members(unit)
            if name == unit or unit.startswith("(") or name in self.op.patch or self.at(name) is not None
        )

    def unseen(self, unit: str) -> Writer | None:
        """Who wrote of a text what somebody who writes it as a whole has neither seen nor kept, else None.

        Of several the one who saw that and wrote it anew himself, else the last.
        """
        writers = map(self.changed, (unit, *growing.below(unit, self.state.writers)))
        found = [each for each in writers if each is not None and not self.held(each)]
        return max(found, key=lambda writer: (self.superseded(writer, grows=True), writer.seq), default=None)

    def held(self, writer: Writer) -> bool:
        """Whether this operation has all words that a writer of a text added unseen."""
        return (writer.incarnation, writer.op) in self.op.known.holds

    def alike(self, unit: str, *, grows: bool, whole: bool = True) -> None:
        """Notes a unit that others set to the same; all words of a text that grows are then known to the author.

        `whole`: the operation says all of it. Who gave the same answer without its note has not seen the note.
        """
        self.equal.append(unit)
        if whole:
            self.also.append(unit)
        self.also += growing.below(unit, self.state.writers) if grows else ()

    def value(self, unit: str, known: FieldSpec | None) -> None:
        """A value, or a group's tuple, against the one that stands there."""
        names = self.names(unit)
        creating = self.op.kind == "create"
        standing = {name: self.at(name) for name in names}
        proposed = {name: self.op.patch.get(name, None if creating else standing[name]) for name in names}
        grows = known is not None and known.rule == "append"
        writer = self.unseen(unit) if grows else self.changed(unit)
        if self.superseded(writer, grows=grows):
            return
        if self.op.forgotten and unit not in self.state.writers and all(value is None for value in standing.values()):
            writer = None  # a record that came back is younger than it was: nobody ever wrote this, so nothing can clash
        if writer is not None and all(same(standing[name], proposed[name]) for name in names):
            self.alike(unit, grows=grows, whole=all(name in self.op.patch or standing[name] is None for name in names))
            return
        if known is not None and known.rule == "cautious":
            self.cautious(known, proposed, standing, writer)
        elif writer is not None:
            self.conflict(unit, standing, writer, proposed)
        else:
            self.take(unit, proposed)
            if grows:
                self.seen_all(unit)

    def cautious(
        self, known: FieldSpec, proposed: Mapping[str, Any], standing: Mapping[str, Any], writer: Writer | None
    ) -> None:
        """A value of which the safer one stays visible, against one that this writer wrote unseen.

        Whose value was the safer one is its last writer; below it stand those whose values gave way. Who has not seen one of
        these makes the visible value no less safe: it stands for theirs.
        """
        unit = known.name
        safer = _safer(known, proposed[unit], standing[unit])
        if writer is not None:
            if safer:
                self.conflict(unit, proposed, self.me(), standing, writer)
                self.take(unit, proposed)
                self.below += growing.laid_below(unit, writer, self.op.incarnation)
            else:
                self.conflict(unit, standing, writer, proposed)
            return
        unseen = any(map(self.changed, growing.below(unit, self.state.writers)))
        if unseen and _safer(known, standing[unit], proposed[unit]):
            self.conflict(unit, standing, self.state.writers[unit], proposed)
            return
        self.take(unit, proposed)
        if not unseen:
            self.seen_all(unit)

    def seen_all(self, unit: str) -> None:
        """Nobody stands below a unit any more: its writer has seen them all."""
        self.below += tuple((each, None) for each in growing.below(unit, self.state.writers))

    def elements(self, known: FieldSpec, change: Mapping[str, Any]) -> None:
        """Elements added and deleted; a conflict where one adds what the other deletes, which stays visible."""
        name = known.name
        held = [str(each) for each in self.body.get(name) or ()]
        had, has = set(held), set(held)
        against: Writer | None = None
        deleter: Writer | None = None
        kept: set[str] = set()
        for element in map(str, change.get("add", ())):
            unit = f"{name}+{element}"
            writer = self.changed(unit)
            if self.superseded(writer):
                continue
            if element in has and writer is not None:
                self.also.append(unit)
                continue
            if writer is not None and unit in self.state.writers:
                deleter, kept = writer, kept | {element}
            has.add(element)
            self.written.append(unit)
        for element in map(str, change.get("del", ())):
            writer = self.changed(f"{name}+{element}")
            if self.superseded(writer):
                continue
            if element in has and writer is not None:
                against, kept = writer, kept | {element}
            elif element in has or writer is None:
                has.discard(element)
                self.written.append(f"{name}+{element}")
            else:
                self.also.append(f"{name}+{element}")
        if has != had:
            self.put(name, sorted(has))
        if against is not None:
            self.conflict(name, {name: sorted(has)}, against, {name: sorted(has - kept)})
        elif deleter is not None:
            self.conflict(name, {name: sorted(has)}, self.me(), {name: sorted(has - kept)}, deleter)

    def take(self, unit: str, values: Mapping[str, Any]) -> None:
        """Writes a unit and stamps it, also where the value stays (a decision)."""
        for name, value in values.items():
            if self.at(name) != value or type(self.at(name)) is not type(value):
                self.put(name, value)
        self.written.append(unit)

    def at(self, name: str) -> Any:
        """The value of a field or of an entry of a map."""
        head, colon, key = name.partition(":")
        value = self.body.get(head)
        if not colon:
            return value
        return value.get(key) if isinstance(value, dict) else None

    def put(self, name: str, value: Any) -> None:
        """Sets a field or an entry; nothing clears it."""
        head, colon, key = name.partition(":")
        if colon:
            standing = self.body.get(head)
            entries = dict(standing) if isinstance(standing, dict) else {}
            entries.pop(key, None)
            if value is not None:
                entries[key] = value
            value = entries
        if value is None or value == [] or value == {}:
            self.body.pop(head, None)
        else:
            self.body[head] = value

    def me(self) -> Writer:
        """The operation's author as a writer."""
        return Writer(0, self.op.incarnation, self.op.user, self.op.at, self.op.seq)

    def conflict(
        self, unit: str, current: Mapping[str, Any], writer: Writer, proposed: Mapping[str, Any], proposer: Writer | None = None
    ) -> None:
        """Notes a conflict; the author of the operation proposes unless somebody else is named."""
        other = proposer or self.me()
        identity = conflict_id(self.op.incarnation, self.op.seq, unit)
        visible = (dict(current), writer.user, writer.at)
        self.conflicts.append(Conflict(identity, unit, *visible, dict(proposed), other.user, other.at))


def plain_body(spec: TypeSpec, patch: Mapping[str, Any]) -> dict[str, Any] | None:
    """The body of a record that a patch makes of nothing; None where not all of it is plain values."""
    return None if spec.places.special(patch.keys()) else _values(spec.places, patch, frozenset())


def _values(places: Places, patch: Mapping[str, Any], special: Container[str]) -> dict[str, Any]:
    """What a patch makes of nothing, without what is special in it."""
    body: dict[str, Any] = {}
    for head, keys in places.maps.items():
        found = {keys[name]: value for name, value in patch.items() if name in keys and value is not None}
        if found:
            body[head] = found
    entries = places.entries
    for name in [name for name in patch if name not in entries]:
        value = patch[name]
        if value is not None and value != [] and value != {} and name not in special:
            body[name] = value
    return body


def stamped(outcome: Outcome, state: State, op: Incoming, version: int) -> State:
    """The record after an outcome was given its version."""
    writer = Writer(version, op.incarnation, op.user, op.at, op.seq)
    writers = dict.fromkeys(outcome.written, writer)
    if state.writers:
        writers = {**state.writers, **writers}
    if outcome.below:
        growing.change(writers, outcome.below)
    for unit in outcome.also:
        standing = writers.get(unit) or writers.get(EXISTENCE)
        if standing is not None and op.incarnation not in (standing.incarnation, *standing.also):
            writers[unit] = replace(standing, also=(*standing.also, op.incarnation))
    return State(outcome.body, outcome.deleted, writers)


def _safer(known: FieldSpec, one: Any, other: Any) -> bool:
    """Whether a value is safer than another by the field's order; what is not in the order is least safe."""
    return _rank(known, one) < _rank(known, other)


def _rank(known: FieldSpec, value: Any) -> int:
    """The place in the order of caution, the safest first."""
    return known.order.index(value) if value in known.order else len(known.order)


def _whole(value: Any) -> int:
    """A whole number, 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
