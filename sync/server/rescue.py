"""What laptops bring back after a restore (sync.md §4): each writing once, known by its record, author and instant.

A `rescue` counts only where no operation of that author and instant is here; an operation that comes after its own rescue does
not add again what the rescue added.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from sync.protocol.lines import OpLine
from sync.schema import vocabulary
from sync.server import models
from sync.server.database import chunks
from sync.server.staging import Item

KIND, DELETED, PROPOSED = "rescue", "*", "?"
Writing = tuple[str, str, str]
"""Record, author, instant."""


class Rescues:
    """The writings that the operations of one transaction may bring back."""

    def __init__(self, connection: Connection, restored: bool) -> None:
        self._connection, self._restored = connection, restored
        self._here: set[Writing] = set()
        self._rescued: dict[Writing, set[str]] = defaultdict(set)

    def load(self, ops: Iterable[OpLine]) -> None:
        """Reads what is here already of the writings of these operations; nothing on a server that was never restored."""
        ops = list(ops)
        if not self._restored and all(op.kind != KIND for op in ops):
            return
        log = models.op_log.c
        asked = {op.record for op in ops if op.kind == KIND}
        for some in chunks(sorted({op.record for op in ops})):
            query = select(log.record, log.author, log.at, log.kind, log.changes).where(log.record.in_(some))
            if asked.isdisjoint(some):
                query = query.where(log.kind == KIND)
            for row in self._connection.execute(query):
                writing = (row.record, row.author, row.at)
                if row.kind == KIND:
                    self._rescued[writing].update(json.loads(row.changes) if row.changes else ())
                else:
                    self._here.add(writing)

    def note(self, op: OpLine) -> None:
        """An operation was taken in: its writing is here."""
        writing = (op.record, op.user, op.at)
        if op.kind == KIND:
            self._rescued[writing].update(op.patch)
        elif self._restored:
            self._here.add(writing)

    def prepared(self, op: OpLine, item: Item | None) -> OpLine | None:
        """A rescue as the create, edit or deletion that it stands for; None when its writing is here already."""
        writing = (op.record, op.user, op.at)
        if writing in self._here or (op.patch and self._rescued[writing].issuperset(op.patch)):
            return None
        if DELETED in op.patch:
            there = item is not None and not item.state.deleted
            return replace(op, kind="delete", patch={}) if there else None
        if PROPOSED in op.patch:
            sides = op.patch[PROPOSED]
            return replace(op, kind="edit", patch=dict(sides)) if item is not None and isinstance(sides, dict) else None
        patch = {name: change for name, change in op.patch.items() if name not in self._rescued[writing]}
        return replace(op, kind="edit" if item is not None else "create", patch=patch)

    def without_rescued(self, op: OpLine) -> OpLine:
        """An operation without what a rescue has added of it: appended texts and counts are not added twice."""
        rescued = self._rescued.get((op.record, op.user, op.at))
        spec = vocabulary().types.get(op.type)
        if not rescued or spec is None:
            return op
        twice = {name for name in rescued if (known := spec.spec(name)) is not None and known.rule in ("append", "counter")}
        return replace(op, patch={name: change for name, change in op.patch.items() if name not in twice}) if twice else op
