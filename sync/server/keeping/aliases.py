"""Records that are the same (sync.md §3): one stays under its id as an alias of the other, nothing is rewritten.

A circle, a second target or one that was erased by law is a conflict of the unit `into`, which a person decides: by `resolve`
what stands is kept, by `merge_records` with `resolves` it is set to another target, or to none. A deletion that its author did
not see is one too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from sync.merge import DELETED, EXISTENCE, GONE, Writer
from sync.protocol.canonical import canonical_read, content_hash
from sync.protocol.chain import conflict_id
from sync.protocol.lines import ConflictPart, OpLine
from sync.server import models
from sync.server.exchange.arrived import Arrived, Told, is_id
from sync.server.exchange.judging import Held, Judge
from sync.server.exchange.staging import Item, Staging
from sync.server.keeping import erased

INTO = "into"
"""The unit of a clash over what a record is merged into."""
POINTS = "*into"
"""The unit that a change of the target stamps."""
FLAG = "merged_into"


class Aliases:
    """What operations of the kind `merge_records` do to the records of one transaction."""

    def __init__(self, judge: Judge, staging: Staging) -> None:
        self.judge, self.staging = judge, staging

    def take(self, arrived: Arrived, op: OpLine, item: Item, base: int) -> Told:
        """One operation: applied, nothing new, or a conflict; Held without right or with an unknown target."""
        into = op.patch.get(INTO)
        self.judge.author(op, item, item.office, frozenset(), item.state.body or {}, base)
        if into is not None:
            self._target(op, item, into, base)
        standing = item.flags.get(FLAG)
        decided = item.conflicts.get(op.resolves or "")
        closing = decided if decided is not None and decided.unit == INTO else None
        if standing == into and closing is None:
            return Told("merged", item.version)
        writer = item.state.writers.get(POINTS)
        unseen = _is_unseen(writer, arrived, base)
        second = standing is not None and into is not None and into != standing
        clash = into is not None and (self._is_erased(into) or self._circle(item, into))
        if closing is None and (second or (unseen and into != standing)):
            clash = True
        self.staging.journal.touch(item)
        seq = self.staging.next()
        item.version, item.dirty, item.plain = seq, True, False
        if closing is not None:
            del item.conflicts[closing.id]
            item.closed.append((closing.id, seq))
        opened = self._back(arrived, op, item, base, clash=clash)
        if clash:
            visible: tuple[Mapping[str, Any], str, str] = (
                {INTO: standing},
                writer.user if writer else op.user,
                writer.at if writer else op.at,
            )
            name = conflict_id(arrived.incarnation, arrived.seq, INTO)
            opened.append(ConflictPart(name, INTO, *visible, {INTO: into}, op.user, op.at))
        else:
            self._point(arrived, op, item, into, seq)
            self._bring_back(arrived, op, into)
        item.conflicts.update({part.id: part for part in opened})
        item.opened.extend(opened)
        if not opened:
            return Told("applied", seq, what="changed")
        return Told("conflict", seq, tuple(part.unit for part in opened), tuple(part.id for part in opened), what="changed")

    def lead_to(self, arrived: Arrived, op: OpLine, base: int) -> bool:
        """Whether somebody else said after a base that another record is the same as this one: it would lead nowhere."""
        alias = models.alias.c
        query = select(alias.record).where(alias.target == op.record, alias.seq > base)
        records = {*self.staging.connection.execute(query).scalars()}
        records |= {name for name, row in self.staging.aliases.items() if row["target"] == op.record}
        self.staging.load(records)
        items = [self.staging.items[each] for each in records if each in self.staging.items]
        here = (each.state.writers.get(POINTS) for each in items if each.flags.get(FLAG) == op.record)
        return any(_is_unseen(writer, arrived, base) for writer in here)

    def _bring_back(self, arrived: Arrived, op: OpLine, into: object) -> None:
        """A target that somebody else deleted is there again, as for an edit: its deletion becomes a clash of its own."""
        target = self.staging.items.get(into) if isinstance(into, str) else None
        deleter = target.state.writers.get(GONE) if target is not None and target.state.deleted else None
        if target is None or deleter is None or deleter.incarnation == arrived.incarnation or target.flags.get(erased.FLAG):
            return
        self.staging.journal.touch(target)
        _revive(target)
        target.version, target.dirty, target.plain = self.staging.next(), True, False
        name = conflict_id(arrived.incarnation, arrived.seq, f"{EXISTENCE}{target.id}")
        part = ConflictPart(name, EXISTENCE, {}, op.user, op.at, DELETED, deleter.user, deleter.at)
        target.conflicts[name] = part
        target.opened.append(part)

    def _back(self, arrived: Arrived, op: OpLine, item: Item, base: int, *, clash: bool) -> list[ConflictPart]:
        """A record that was deleted is there again for who did not see that, as for an edit; the deletion becomes a clash.

        Where the target itself clashes it is there again for everybody: what is not shown nobody can decide.
        """
        deleter = item.state.writers.get(GONE)
        unseen = _is_unseen(deleter, arrived, base)
        if not item.state.deleted or not (clash or unseen):
            return []
        _revive(item)
        if deleter is None or not unseen:
            return []
        name = conflict_id(arrived.incarnation, arrived.seq, EXISTENCE)
        return [ConflictPart(name, EXISTENCE, {}, op.user, op.at, DELETED, deleter.user, deleter.at)]

    def _target(self, op: OpLine, item: Item, into: object, base: int) -> None:
        """The target: a record of the same type that its author may write too; Held else."""
        if not is_id(into):
            raise Held("malformed")
        target = self.staging.items.get(into)
        if target is None:
            raise Held("unknown_record")
        if target.type != item.type:
            raise Held("malformed")
        if target.id != item.id:
            self.judge.author(op, target, target.office, frozenset(), target.state.body or {}, base)

    def _is_erased(self, into: str) -> bool:
        """Whether a target was erased by law: what is there would lead to what nobody may have any more."""
        target = self.staging.items.get(into)
        return target is not None and bool(target.flags.get(erased.FLAG))

    def _circle(self, item: Item, into: str) -> bool:
        """Whether the chain from a target comes back to the record."""
        seen: set[str] = set()
        at: object = into
        while isinstance(at, str) and at not in seen:
            if at == item.id:
                return True
            seen.add(at)
            self.staging.load([at])
            above = self.staging.items.get(at)
            at = self._above(above) if above is not None else None
        return False

    def _above(self, item: Item) -> object:
        """What a record is merged into. An erasure takes its flags, but who was merged into whom stands on as its row."""
        if not item.flags.get(erased.FLAG):
            return item.flags.get(FLAG)
        alias = models.alias.c
        query = select(alias.target).where(alias.home == item.home, alias.record == item.id)
        return self.staging.connection.execute(query).scalar()

    def _point(self, arrived: Arrived, op: OpLine, item: Item, into: str | None, seq: int) -> None:
        """Sets the target, or takes it away."""
        if into is None:
            item.flags.pop(FLAG, None)
        else:
            item.flags[FLAG] = into
        stamp = Writer(seq, arrived.incarnation, op.user, op.at, arrived.seq)
        item.state = dataclasses.replace(item.state, writers={**item.state.writers, POINTS: stamp})
        row = {"home": item.home, "record": item.id, "target": into, "seq": seq}
        self.staging.aliases[item.id] = row


def _revive(item: Item) -> None:
    """A deleted record as it was."""
    content = canonical_read({name: value for name, value in (item.state.body or {}).items() if value is not None})
    item.state = dataclasses.replace(item.state, deleted=False)
    item.text, item.hash = content.decode(), content_hash(content)


def _is_unseen(writer: Writer | None, arrived: Arrived, base: int) -> bool:
    """Whether somebody else wrote after what the author of an operation had before him."""
    return writer is not None and writer.seq > base and writer.incarnation != arrived.incarnation
