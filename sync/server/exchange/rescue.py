"""What laptops bring back after a restore (sync.md §4): each writing once, known by its record, author and instant.

A `rescue` counts only for fields that no operation of that author and instant brought: of a save that became several operations
a restore may have lost one and kept another. An operation that comes after its own rescue does not add again what the rescue
added. Its base is the version that its laptop knew before: of several laptops the one with the
later version counts, and what was written since the restore by anybody's own operation clashes with it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from sync.growing import holds, names
from sync.merge import EXISTENCE, GONE, Incoming, Outcome, State, merge
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import OpLine, decode_op
from sync.schema import RESERVED, TypeSpec, vocabulary
from sync.server import models
from sync.server.database import chunks
from sync.server.exchange.arrived import Arrived
from sync.server.exchange.staging import Item

KIND, DELETED, PROPOSED = "rescue", "*", "?"
Writing = tuple[str, str, str]
"""Record, author, instant."""
Base = tuple[int, int]
"""Epoch and number of a version."""
Brought = dict[str, list[object]]
"""Field → what operations of one writing brought of it. `ALL` among them: it cannot be read any more, and counts as all."""
ALL = ""


class Rescues:
    """The writings that the operations of one transaction may bring back."""

    def __init__(self, connection: Connection, epochs: Sequence[tuple[int, int]]) -> None:
        self._connection, self._epochs, self.restored = connection, epochs, len(epochs) > 1
        self._here: dict[Writing, Brought] = {}
        self._rescued: dict[Writing, Brought] = defaultdict(dict)
        self._bases: dict[tuple[str, int], tuple[int, int]] = {}
        self._rescuers: dict[Writing, dict[tuple[str, int], Mapping[str, object]]] = defaultdict(dict)
        self._hand: dict[tuple[str, str], list[tuple[int, OpLine]]] = defaultdict(list)

    def load(self, arrived: Iterable[Arrived]) -> None:
        """Reads what is here already of the writings of these operations; nothing on a server that was never restored."""
        readable = [(each, each.op) for each in arrived if each.op is not None]
        ops = [op for _, op in readable]
        if not self.restored and all(op.kind != KIND for op in ops):
            return
        for each, op in readable:
            if op.kind != KIND:
                self._hand[(each.incarnation, op.record)].append((each.seq, op))
        log = models.op_log.c
        asked = {op.record for op in ops if op.kind == KIND}
        for some in chunks(sorted({op.record for op in ops})):
            columns = (log.record, log.author, log.at, log.kind, log.changes, log.incarnation, log.seq, log.line)
            query = select(*columns, log.base_epoch, log.base_seq).where(log.record.in_(some))
            if asked.isdisjoint(some):
                query = query.where(log.kind == KIND)
            for row in self._connection.execute(query):
                writing = (row.record, row.author, row.at)
                if row.kind == KIND:
                    self._bases[(row.incarnation, int(row.seq))] = (int(row.base_epoch), int(row.base_seq))
                    self._rescuers[writing][(row.incarnation, int(row.seq))] = _patch(bytes(row.line))
                    _add(self._rescued[writing], json.loads(row.changes) if row.changes else {})
                else:
                    _add(self._here.setdefault(writing, {}), _patch(bytes(row.line)))

    def note(self, op: OpLine, identity: tuple[str, int]) -> None:
        """An operation was taken in: its writing is here."""
        writing = (op.record, op.user, op.at)
        if op.kind == KIND:
            self._bases[identity] = op.base
            self._rescuers[writing][identity] = op.patch
            _add(self._rescued[writing], op.patch)
        elif self.restored:
            _add(self._here.setdefault(writing, {}), op.patch)

    def prepared(self, op: OpLine, item: Item | None) -> OpLine | None:
        """A rescue as the create, edit or deletion that it stands for; None when its writing is here already."""
        writing = (op.record, op.user, op.at)
        here = self._here.get(writing)
        if here is not None and (ALL in here or not op.patch or DELETED in op.patch):
            return None
        rescued = self._rescued[writing]
        if DELETED in op.patch:
            there = item is not None and not item.state.deleted and DELETED not in rescued
            return replace(op, kind="delete", patch={}) if there else None
        if PROPOSED in op.patch:
            sides = op.patch[PROPOSED]
            if item is None or not isinstance(sides, dict) or (here is not None and here.keys() >= sides.keys()):
                return None
            twice = any(each in (sides, [None, sides]) for each in rescued.get(PROPOSED, ()))  # one save may have clashed twice
            return None if twice else replace(op, kind="edit", patch=dict(sides))
        known = (here or {}, rescued)
        patch = {name: change for name, change in op.patch.items() if not any(_has(op, each, name, change) for each in known)}
        if op.patch and not patch:
            return None
        if item is not None:
            patch = {name: change for name, change in patch.items() if not self._stands(op, item, name, change)}
        return replace(op, kind="edit" if item is not None else "create", patch=patch)

    def _stands(self, op: OpLine, item: Item, name: str, change: object) -> bool:
        """Whether a later version of a field, or the same piece of a text, came back already."""
        spec = vocabulary().types.get(op.type)
        field = spec.spec(name) if spec else None
        append = field is not None and field.rule == "append"
        if append and holds(str((item.state.body or {}).get(name) or ""), _piece(change)):
            return True
        known = self._writer_base(op, item, name)
        return known is not None and known != op.base and self._behind(op.base, known)

    def earlier(self, op: OpLine, item: Item | None) -> frozenset[tuple[str, int]]:
        """The rescues of earlier versions, over which a later one counts as if its laptop had seen them."""
        if item is None:
            return frozenset()
        writers = item.state.writers.values()
        known = {(writer.incarnation, writer.op): self._bases.get((writer.incarnation, writer.op)) for writer in writers}
        return frozenset(identity for identity, base in known.items() if base is not None and self._behind(base, op.base))

    def _behind(self, one: Base, other: Base) -> bool:
        """Whether who knew one version knew another, earlier one: of another epoch, only what no restore between them took."""
        between = [point for number, point in self._epochs if min(one[0], other[0]) < number <= max(one[0], other[0])]
        return one[1] <= min([other[1], *between])

    def _writer_base(self, op: OpLine, item: Item, name: str) -> tuple[int, int] | None:
        """The version that stood behind the rescue which wrote a field; None when something else wrote it."""
        spec = vocabulary().types.get(op.type)
        writer = item.state.writers.get(spec.unit(name) if spec else name) or item.state.writers.get(EXISTENCE)
        return None if writer is None else self._bases.get((writer.incarnation, writer.op))

    def same(self, op: OpLine, base: int, later: Iterable[OpLine] = ()) -> frozenset[tuple[str, int]]:
        """The rescues that brought what an operation, or a later one of its laptop, wrote: its author knows his own words.

        Only where it is what they wrote: who brought it may have taken others' values for his, of fields that belong together.
        Without those of a laptop that wrote anything else of the same fields after the operation's base: the last that it wrote
        stands for all of it.
        """
        told: dict[Writing, list[Mapping[str, object]]] = defaultdict(list)
        for each in (op, *later):
            told[(each.record, each.user, each.at)].append(each.patch)
        writings = told.keys()
        brought = [(name, patch, told[one]) for one in writings for name, patch in self._rescuers.get(one, {}).items()]
        found = frozenset(name for name, patch, wrote in brought if _same_words(op.patch, patch, wrote))
        if not found:
            return found
        log = models.op_log.c
        query = select(log.incarnation, log.author, log.at, log.line).where(
            log.record == op.record, log.version > base, log.incarnation.in_(sorted({name for name, _ in found}))
        )
        others = [row for row in self._connection.execute(query) if (op.record, row.author, row.at) not in writings]
        mixed = {row.incarnation for row in others if _touch(_patch(bytes(row.line)), op.patch)}
        return frozenset(each for each in found if each[0] not in mixed)

    def later(self, arrived: Arrived, op: OpLine, base: int, spec: TypeSpec) -> Later:
        """What its own laptop wrote of a record after an operation and a rescue brought already, as far as that is in hand."""
        later = [each for seq, each in self._hand.get((arrived.incarnation, op.record), ()) if seq > arrived.seq]
        whole = {name for name in names(spec, op.patch) if not isinstance(op.patch[name], dict)}
        anew = {name for each in later for name in whole if not isinstance(each.patch.get(name, {}), dict)}
        return Later(self.same(op, base, later) if later else frozenset(), whole > anew)

    def without_rescued(self, arrived: Arrived, op: OpLine, item: Item | None) -> OpLine:
        """An operation without what a rescue has added of it: appended texts and counts are not added twice.

        But with what stands there no more, since an operation before it from its laptop wrote the text as a whole.
        """
        rescued = self._rescued.get((op.record, op.user, op.at))
        spec = vocabulary().types.get(op.type)
        if not rescued or spec is None:
            return op
        added = {name for name in op.patch if (known := spec.spec(name)) is not None and known.rule in ("append", "counter")}
        twice = {name for name in added if _has(op, rescued, name, op.patch[name])}
        twice -= {name for name in twice if _anew(rescued[name], op.patch[name]) or _over_own(arrived, op, item, name)}
        return replace(op, patch={name: change for name, change in op.patch.items() if name not in twice}) if twice else op


@dataclass(frozen=True, slots=True)
class Later:
    """The rescues of what a laptop wrote of a record after an operation; `adds`: these add to a text that it rewrites."""

    rescues: frozenset[tuple[str, int]]
    adds: bool

    def merge(self, spec: TypeSpec, state: State, op: Incoming) -> Outcome:
        """Lays an operation below what came of its laptop's later ones already.

        What these wrote stands. Words that they added come again after the text that is laid over them (`without_rescued`).
        Below a deletion lies what its author had before, for somebody else may bring the record back.
        """
        saw = op.saw | self.rescues
        gone = state.writers.get(GONE) if state.deleted else None
        if gone is not None and (gone.incarnation, gone.op) in self.rescues:
            below = merge(spec, replace(state, deleted=False), replace(op, saw=saw, forgotten=False))
            return merge(spec, state, op) if below.conflicts else replace(below, deleted=True)
        known = replace(op.known, seen_by=op.known.seen_by | self.rescues)
        return merge(spec, state, replace(op, known=known, saw=saw if self.adds else op.saw))


def _patch(line: bytes) -> Mapping[str, object]:
    """What an operation in the log brought."""
    try:
        return decode_op(line, "2020-01-01T00:00:00.000Z").patch
    except (ProtocolError, ValueError, OverflowError):
        return {ALL: None}


def _same_words(about: Iterable[str], brought: Mapping[str, object], wrote: Sequence[Mapping[str, object]]) -> bool:
    """Whether what a rescue brought of some fields is what operations of that writing wrote."""
    return all(any(name in each and _part(brought[name], each[name]) for each in wrote) for name in about if name in brought)


def _part(one: object, whole: object) -> bool:
    """Whether a change of a field is another one, or of added words or elements a part of it."""
    if isinstance(one, dict) and one.keys() == {"add", "del"}:
        there = whole if isinstance(whole, dict) else {"add": whole}
        return all(_elements(one[each]) <= _elements(there.get(each)) for each in ("add", "del"))
    added = isinstance(one, dict) or isinstance(whole, dict)
    return one == whole or (added and holds(_piece(whole), _piece(one)))


def _elements(told: object) -> frozenset[str]:
    """The elements of a set; of a later operation nobody has looked yet whether it is well formed."""
    return frozenset(map(str, told)) if isinstance(told, list) else frozenset()


def _touch(patch: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether what an operation brought may be about a field of another one."""
    return any(name in other or name == ALL or name.startswith(RESERVED) for name in patch)


def _add(known: Brought, patch: Mapping[str, object]) -> None:
    """Notes what one operation brought."""
    for name, change in patch.items():
        known.setdefault(name, []).append(change)


def _has(op: OpLine, known: Brought, name: str, change: object) -> bool:
    """Whether a change of a field is among what a writing brought: of a text that is added to, the same piece of it."""
    spec = vocabulary().types.get(op.type)
    field = spec.spec(name) if spec else None
    if name in known and field is not None and field.rule == "append":
        return any(holds(_brought(each), _piece(change)) for each in known[name])
    return name in known


def _anew(brought: Iterable[object], change: object) -> bool:
    """Whether a text is written as a whole that was only added to another: what its author took out would stand."""
    after = [each[1] if isinstance(each, list) and len(each) == 2 else each for each in brought]
    return isinstance(change, str) and change not in after


def _over_own(arrived: Arrived, op: OpLine, item: Item | None, name: str) -> bool:
    """Whether its own laptop wrote a text last, before an operation, and over what a rescue had brought of that."""
    writer = item.state.writers.get(name) if item is not None else None
    if item is None or writer is None or writer.incarnation != arrived.incarnation:
        return False
    change = op.patch[name]
    return not isinstance(change, dict) or not holds(str((item.state.body or {}).get(name) or ""), _piece(change))


def _brought(change: object) -> str:
    """The text that an operation brought, which the log tells with what stood before and after."""
    if not isinstance(change, list) or len(change) != 2:
        return _piece(change)
    before, after = change[0], _piece(change[1])
    return after.removeprefix(f"{before}\n") if before else after


def _piece(change: object) -> str:
    """The text that is added."""
    return str(change["append"] if isinstance(change, dict) and "append" in change else change)
