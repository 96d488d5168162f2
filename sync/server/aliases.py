"""Records that are the same (sync.md §3): one stays under its id as an alias of the other, nothing is rewritten.

A circle or a second target is a conflict of the unit `into`, which a person decides: by `resolve` what stands is kept, by
`merge_records` with `resolves` it is set to another target, or to none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from sync.merge import Writer
from sync.protocol.chain import conflict_id
from sync.protocol.lines import ConflictPart, OpLine
from sync.server import erased, models
from sync.server.arrived import Arrived, Told, is_id
from sync.server.judging import Held, Judge
from sync.server.staging import Item, Staging

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
        unseen = writer is not None and writer.seq > base and writer.incarnation != arrived.incarnation
        second = standing is not None and into is not None and into != standing
        clash = self._circle(item, into) if into is not None else False
        if closing is None and (second or (unseen and into != standing)):
            clash = True
        seq = self.staging.next()
        item.version, item.dirty, item.plain = seq, True, False
        if closing is not None:
            del item.conflicts[closing.id]
            item.closed.append((closing.id, seq))
        if not clash:
            self._point(arrived, op, item, into, seq)
            return Told("applied", seq, what="changed")
        name = conflict_id(arrived.incarnation, arrived.seq, INTO)
        visible: tuple[Mapping[str, Any], str, str] = (
            {INTO: standing},
            writer.user if writer else op.user,
            writer.at if writer else op.at,
        )
        part = ConflictPart(name, INTO, *visible, {INTO: into}, op.user, op.at)
        item.conflicts[name] = part
        item.opened.append(part)
        return Told("conflict", seq, (INTO,), (name,), what="changed")

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
