"""What an approval states of the records that its author was shown, and what it is where another text stands (sync.md §3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sync.merge import APPROVED
from sync.protocol.chain import conflict_id
from sync.protocol.lines import ConflictPart, OpLine
from sync.server.exchange.arrived import Arrived, is_id
from sync.server.exchange.staging import Item, Staging

FLAG = "approved_other_text"
"""The flag of a record with an approval of another text that nobody has looked at yet: which records they were."""


def are_assertions(told: Sequence[Any]) -> bool:
    """Whether each is a record's id, its version or (epoch, version), and the hash of what was shown."""
    return all(
        isinstance(each, list) and len(each) == 3 and is_id(each[0]) and _is_base(each[1]) and isinstance(each[2], str)
        for each in told
    )


def _is_base(told: object) -> bool:
    """Whether a value is a version, alone or with its epoch."""
    numbers = told if isinstance(told, list) and len(told) == 2 else [told]
    return all(isinstance(each, int) and not isinstance(each, bool) for each in numbers)


def other_text(staging: Staging, arrived: Arrived, op: OpLine) -> ConflictPart | None:
    """What an approval becomes when something else stands here than what its author was shown."""
    shown: list[list[Any]] = []
    here: list[list[Any]] = []
    for record, base, hashed in op.asserts:
        there = staging.items.get(record)
        if there is None or there.hash != hashed:
            shown.append([record, base])
            here.append([record, there.before if there else 0])
    if not shown:
        return None
    name = conflict_id(arrived.incarnation, arrived.seq, APPROVED)
    return ConflictPart(name, APPROVED, {APPROVED: here}, op.user, op.at, {APPROVED: shown}, op.user, op.at)


def flag_approvals(item: Item) -> None:
    """Sets the flag of a record, or takes it away. An earlier version kept clashes of which no record can be read."""
    sides = [part.proposed.get(APPROVED) for part in item.conflicts.values() if part.unit == APPROVED]
    if sides:
        named = (each[0] for side in sides if isinstance(side, list) for each in side if isinstance(each, list) and each)
        item.flags[FLAG] = sorted({each for each in named if is_id(each)})
    else:
        item.flags.pop(FLAG, None)
