"""Operations laid over the server's records, one by one: who may, what comes of it, and what has to wait (sync.md §2, §3, §5).

Nothing is ever refused: what cannot be applied is held, with a reason, and later operations of the device on that record wait.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from sync.merge import DELETED, Incoming, Outcome, State, merge, stamped
from sync.protocol.canonical import EMPTY_HASH, canonical, canonical_read, content_hash
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import NOT_KNOWN, ConflictPart, OpLine
from sync.schema import TypeSpec, Vocabulary, vocabulary
from sync.server import models
from sync.server.devices.offices import CONTENT
from sync.server.exchange import guards
from sync.server.exchange.approvals import are_assertions, flag_approvals, other_text
from sync.server.exchange.arrived import Arrived, Told, is_id
from sync.server.exchange.creation import Creations
from sync.server.exchange.give_back import WHOLE, take_back
from sync.server.exchange.judging import Ground, Held, Judge
from sync.server.exchange.rescue import PROPOSED, Rescues
from sync.server.exchange.rights import Standing, Users, standing_of
from sync.server.exchange.scopes import text
from sync.server.exchange.seen import known_of
from sync.server.exchange.sharing import TICKED, TRAVEL
from sync.server.exchange.staging import Item, Staging
from sync.server.files import now
from sync.server.keeping.aliases import Aliases
from sync.server.keeping.erased import erased_of

BROKEN = (ProtocolError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError)
"""What a malformed operation can raise on its way."""


WIPED = "wiped"
"""Why an operation cannot be read of which the laptop has only the hash: its record was erased there by law."""


class Applier:
    """Applies operations within one transaction."""

    def __init__(self, connection: Connection, ground: Ground, staging: Staging, users: Users, waiting: set[str]) -> None:
        self.connection, self.ground, self.staging, self.users = connection, ground, staging, users
        self.waiting = waiting
        self.practising: set[str] = set()  # offices that want to practise; decided when nobody else can fill them
        self.erased: set[str] = set()
        self.mended: set[str] = set()
        self._later: dict[str, Mapping[str, Any]] = {}  # record -> below what the operations at hand move it at last
        self.rescues = Rescues(connection, ground.epochs)
        self.words: Vocabulary = vocabulary()
        self.judge = Judge(ground, staging, users, self.words)
        self.aliases = Aliases(self.judge, staging)
        self.creations = Creations(self.judge, staging)
        self._before = staging.journal.before
        self.stopped = ""
        """Why nothing is applied, everything held: the device was revoked, and what it still hands in waits for a person."""

    def load(self, ops: Sequence[Arrived]) -> None:
        """Reads in bulk what the operations will touch."""
        readable = [each.op for each in ops if each.op is not None]
        named = {op.record for op in readable}
        wanted = set(named)
        for op in readable:
            spec, patch = self.words.types.get(op.type), op.patch
            follows = [patch[name] for name in (spec.follows if spec else ()) if name in patch]
            if op.kind == "merge_records":
                follows.append(patch.get("into"))
            if follows:
                wanted.update(filter(is_id, follows))
                named.update(self._above(op))
            if self.rescues.restored and op.kind == "edit" and spec is not None and (above := spec.parent_of(patch)):
                self._later[op.record] = {name: patch[name] for name in spec.follows if name in patch}
                named.add(above)
            if op.asserts:
                wanted.update(each[0] for each in op.asserts if isinstance(each, list) and each and is_id(each[0]))
        self.staging.lock_with_parents(wanted)
        self.staging.load_children(op.record for op in readable if self._moves(op))
        users = {op.user for op in readable} | {op.record for op in readable if op.type == "user"}
        users |= self.ground.device.users if NOT_KNOWN in users else frozenset()
        self.users.load(self.connection, users)
        self.rescues.load(ops)
        named.update(each.about for each in ops)
        self.erased |= erased_of(self.connection, filter(is_id, named))

    def _above(self, op: OpLine) -> list[str]:
        """The records that a new one is to belong to, also one that a restore lost and a laptop brings back."""
        spec, whole = self.words.types.get(op.type), op.patch.get(WHOLE) if op.kind == "rescue" else None
        body = whole if isinstance(whole, dict) else op.patch
        return spec.belongs_to(body) if spec is not None and op.kind in ("create", "rescue") else []

    def _moves(self, op: OpLine) -> bool:
        """Whether an operation may change who owns a record, or who sees what stands below it."""
        spec = self.words.types.get(op.type)
        if spec is None:
            return False
        fields = ("office", TRAVEL, spec.restricted_by, *spec.follows, *spec.shared_by, *spec.shared_until)
        return op.kind in ("create", "rescue") or not op.patch.keys().isdisjoint(fields)

    def one(self, arrived: Arrived) -> Told:
        """Applies one operation, whole or not at all."""
        given = self.staging.number
        try:
            arrived = self._moved_away(arrived)
            if self._is_erased(arrived):
                return Told("erased")
            if arrived.op is None or self.stopped:
                raise Held(self.stopped or arrived.reason)
            told = self._apply(arrived, arrived.op)
            self.rescues.note(arrived.op, (arrived.incarnation, arrived.seq))
            self._before.clear()
            return told
        except Held as held:
            reason = held.reason
        except BROKEN:
            reason = "malformed"
        self._undo(given)
        if record := arrived.record:
            self.waiting.add(record)
        return Told("held", reason=reason)

    def _undo(self, given: int) -> None:
        """Takes back what an operation changed before it failed; `given`: the last number that was given before it."""
        if self._before:
            self.staging.journal.undo()
        if self.staging.number != given:
            self.users.forget(given)
            self.staging.number = given

    def _moved_away(self, arrived: Arrived) -> Arrived:
        """A new record that a restore lost, and that its laptop moved elsewhere since, comes there at once.

        What it was made below may have been erased after it had left, and it was not erased with that.
        """
        op = arrived.op
        if op is None or op.kind != "create" or op.record not in self._later or self.erased.isdisjoint(self._above(op)):
            return arrived
        return dataclasses.replace(arrived, op=dataclasses.replace(op, patch={**op.patch, **self._later[op.record]}))

    def _is_erased(self, arrived: Arrived) -> bool:
        """Whether an operation is about a record that was erased by law, or makes a new one below such.

        One that cannot be read too: in quarantine its text would outlast the erasure.
        """
        op = arrived.op
        if op is None:
            return arrived.reason == WIPED or arrived.about in self.erased
        new = op.record not in self.erased and op.record not in self.staging.items
        if new and not self.erased.isdisjoint(self._above(op)):
            self.erased.add(op.record)
            self.connection.execute(insert(models.erased), [{"record": op.record, "at": now()}])
        return op.record in self.erased

    def _apply(self, arrived: Arrived, op: OpLine) -> Told:
        """The operation by its kind."""
        if op.kind in ("discard", "skip"):
            return Told("applied")
        if op.record in self.waiting:
            raise Held("waits")
        spec = self.words.types.get(op.type)
        if spec is None:
            raise Held("unknown_type")
        if op.asserts and not are_assertions(op.asserts):
            raise Held("malformed")
        item = self.staging.items.get(op.record)
        if item is None and op.kind not in ("create", "rescue"):
            raise Held("unknown_record")
        if item is not None and item.type != op.type:
            raise Held("malformed")
        if op.kind == "rescue":
            return self._rescue(arrived, op, spec, item)
        if item is not None and item.damaged:
            raise Held("damaged")
        if item is None and op.kind == "create" and not (op.asserts or op.resolves or self.rescues.restored):
            told = self.creations.take(arrived, op, spec)
            if told is not None:
                return told
        special = spec.places.special(op.patch.keys()) if op.kind != "merge_records" else ()
        if not all(spec.takes(name, op.patch[name], anew=op.kind == "create") for name in special):
            raise Held("malformed")
        op = self.rescues.without_rescued(arrived, op, item)
        base, forgotten = self.ground.base(op.base, self.staging.top)
        if op.kind == "merge_records":
            return self.aliases.take(arrived, op, _present(item), base)
        state = item.state if item else State(None)
        saw = frozenset(op.saw) | self.rescues.same(op, base)
        incoming = Incoming(arrived.incarnation, arrived.seq, op.kind, base, op.patch, op.user, op.at, forgotten, saw)
        seen = incoming
        lost = item is not None and (_disputed(item, op) or self._joined(incoming, op))
        if op.kind == "delete" and (lost or self.aliases.lead_to(arrived, op, base)):
            seen = dataclasses.replace(incoming, base=0, forgotten=True)  # with its record what nobody saw would be lost
        outcome = merge(spec, state, seen)
        known = known_of(self.connection, spec, op.record, incoming, state, outcome)
        if known is not None:
            seen = dataclasses.replace(seen, known=known)
            outcome = merge(spec, state, seen)
        if outcome.conflicts and (later := self.rescues.later(arrived, op, base, spec)).rescues:
            outcome = later.merge(spec, state, seen)
        return self._take(arrived, op, spec, item, outcome, incoming)

    def _joined(self, incoming: Incoming, op: OpLine) -> bool:
        """Whether somebody else wrote the record after a deletion's base, though the last word is its own author's.

        What is counted takes both, and only the last one stands as its writer; the log knows all.
        """
        log = models.op_log.c
        query = select(log.incarnation, log.seq).where(
            log.record == op.record, log.version > incoming.base, log.incarnation != incoming.incarnation
        )
        return any((row.incarnation, int(row.seq)) not in incoming.saw for row in self.connection.execute(query))

    def _rescue(self, arrived: Arrived, op: OpLine, spec: TypeSpec, item: Item | None) -> Told:
        """What a restore lost and no operation brought back; a side of a conflict stays one."""
        if WHOLE in op.patch:
            if take_back(self.connection, self.staging, op, item, self.ground.device, self.ground.epochs):
                self.mended.add(op.record)
            return Told("merged", self.staging.items[op.record].version if op.record in self.staging.items else 0)
        if item is not None and item.damaged:
            raise Held("damaged")
        if not self.rescues.restored:  # nothing was lost: nobody has to bring back what others wrote
            raise Held("malformed")
        told_of = self.rescues.prepared(op, item)
        if told_of is None:
            return Told("merged", item.version if item else 0)
        base, forgotten = self.ground.base(op.base, self.staging.top)
        if PROPOSED in op.patch:
            base, forgotten = 0, True
        seen: frozenset[tuple[str, int]] = frozenset() if PROPOSED in op.patch else self.rescues.earlier(op, item)
        head = (arrived.incarnation, arrived.seq, told_of.kind, base, told_of.patch, op.user, op.at, forgotten)
        incoming = Incoming(*head, seen)
        outcome = merge(spec, item.state if item else State(None), incoming)
        told = self._take(arrived, self._vouched(told_of), spec, item, outcome, incoming)
        if told.verdict != "merged":
            told.changes = told.changes or {name: [None, value] for name, value in op.patch.items()}
        return told

    def _vouched(self, op: OpLine) -> OpLine:
        """A rescue whose author is not known stands under nobody's name; it is judged by the rights of who is on the device."""
        if op.user != NOT_KNOWN:
            return op
        users = sorted(self.ground.device.users)
        now = {user: self.users.standings(user, self.staging.top)[0] for user in users}
        most = max(users, key=lambda user: len(now[user].roles) + len(now[user].rights), default=op.user)
        return dataclasses.replace(op, user=most)

    def _take(
        self,
        arrived: Arrived,
        op: OpLine,
        spec: TypeSpec,
        item: Item | None,
        outcome: Outcome,
        incoming: Incoming,
    ) -> Told:
        """Checks the outcome against rights, then makes it so. All that can fail comes first.

        Long because the order is the point: judge everything, and only then change anything.
        """
        body = outcome.body or {}
        named = spec.parent_of(body)
        parent = named if is_id(named) else None
        own = guards.pictures(self.words, spec.name, item.state.body if item else None, op.patch, body)
        office = self._owner(spec, body, parent, item, own.after)
        closing = _closing(item, op, outcome)
        opened = [ConflictPart(**{name: getattr(part, name) for name in _CONFLICT}) for part in outcome.conflicts]
        opened = [dataclasses.replace(part, groups=own.groups(part)) for part in opened]
        shut = guards.needed_to_close(self.words, item, closing)
        standing = self.judge.author(op, item, office, own.author | shut, body, incoming.base)
        restricted = own.after
        other = other_text(self.staging, arrived, op)
        if other is not None:
            opened.append(dataclasses.replace(other, groups=own.groups(other)))
        content = canonical_read({name: value for name, value in body.items() if value is not None})
        text_of = content.decode()
        hashed = EMPTY_HASH if outcome.deleted else content_hash(content)
        if opened:
            canonical([[part.current, part.proposed] for part in opened])
        changes: dict[str, list[Any]] = {}
        if item is not None:
            changes = _changes(item.state.body or {}, body, op.patch)
            self.staging.journal.touch(item)
        if item is not None and not (outcome.written or outcome.changed or opened or closing):
            if outcome.also:  # who wrote the same unseen has it before his eyes from now on
                item.state, item.dirty = stamped(outcome, item.state, incoming, item.version), True
            return Told("merged", item.version, outcome.equal)
        seq = self.staging.next()
        state = item.state if item else State(None)
        what = "deleted" if outcome.deleted and not state.deleted else "created" if item is None else "changed"
        if item is None:
            item = self._new(op, spec.name, office)
        groups = {group for group in (item.restricted, restricted) if group}
        item.state = stamped(outcome, state, incoming, seq)
        if item.state.body is None:
            item.state = dataclasses.replace(item.state, body={})
        item.version, item.hash, item.text, item.restricted, item.dirty = seq, hashed, text_of, restricted, True
        for name in closing:
            del item.conflicts[name]
            item.closed.append((name, seq))
        item.conflicts.update({part.id: part for part in opened})
        item.opened.extend(opened)
        flag_approvals(item)
        self.staging.place(item, parent, office)
        item.position = arrived.position
        self._consequences(item, seq, standing)
        told = Told("applied", seq, what=what, changes=changes, groups=tuple(sorted(groups)))
        if opened:
            told.verdict = "conflict"
            told.fields, told.conflicts = tuple(part.unit for part in opened), tuple(part.id for part in opened)
        elif outcome.merged:
            told.verdict, told.fields = "merged", outcome.equal
        item.plain = item.plain and told.verdict == "applied" and arrived.position is not None
        return told

    def _new(self, op: OpLine, type_name: str, office: str) -> Item:
        """A record that was not here; its home is the device's office for ever."""
        head = (self.ground.device.home, op.record, type_name, State(None), 0, EMPTY_HASH, None, office, None)
        item = Item(*head, {}, {}, True, 0)
        self.staging.add(item)
        return item

    def _owner(
        self, spec: TypeSpec, body: Mapping[str, Any], parent: str | None, item: Item | None, restricted: str | None
    ) -> str:
        """The office a record belongs to: its own field, or its parent's; without one, whose it was or who brings it.

        What stayed behind when a case moved away stays there.
        """
        fallback = item.office if item else self.ground.device.home
        if parent is None:
            return (text(body, "office") if "office" in spec.fields else None) or fallback
        above = self.staging.items.get(parent)
        if above is None or (item is not None and item.parent == parent and restricted in TICKED):
            return fallback
        return above.office

    def _consequences(self, item: Item, seq: int, standing: Standing) -> None:
        """What a change of a user or of an office's own record means for the server."""
        body = item.state.body or {}
        if item.type == "user":
            self.users.add(item.home, item.id, standing_of(seq, body, item.state.deleted))
        elif item.type == "office" and body.get("practice") is True and "administrator" in standing.roles:
            staged = any(
                each.new and each.type in CONTENT and each.office == item.office for each in self.staging.items.values()
            )
            if not staged:
                self.practising.add(item.office)


_CONFLICT = (
    "id",
    "unit",
    "current",
    "current_user",
    "current_at",
    "proposed",
    "proposed_user",
    "proposed_at",
)


def _disputed(item: Item, op: OpLine) -> bool:
    """Whether a side of an open clash would go with its record: where all that is asked is the deletion itself, none would."""
    return any(name != op.resolves and part.proposed != DELETED for name, part in item.conflicts.items())


def _closing(item: Item | None, op: OpLine, outcome: Outcome) -> list[str]:
    """The open clashes that an operation answers: the one that it decides, and with a deletion all that ask only for that."""
    conflicts = item.conflicts if item is not None else {}
    deletes = outcome.deleted and item is not None and not item.state.deleted
    return [name for name, part in conflicts.items() if name == op.resolves or (deletes and part.proposed == DELETED)]


def _present(item: Item | None) -> Item:
    """A record that must be here."""
    if item is None:
        raise Held("unknown_record")
    return item


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field → old and new value where they differ; maps by entry (`answers:<path>`)."""
    found: dict[str, list[Any]] = {}
    for name in patch:
        head, colon, key = name.partition(":")
        old, new = before.get(head), after.get(head)
        if colon:
            old = old.get(key) if isinstance(old, dict) else None
            new = new.get(key) if isinstance(new, dict) else None
        if old != new:
            found[name] = [old, new]
    return found
