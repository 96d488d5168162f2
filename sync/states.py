"""What the merge takes and gives: a record with the writers of its units, an operation, conflicts (sync.md §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Writer:
    """Who last wrote a unit: the record's version that it gave, the incarnation, the author, the instant as text.

    `op`: the number that the operation has in its incarnation; 0 where that was not kept. `also`: incarnations that wrote the
    very same unseen, so that what they write next was written with that value before their eyes.
    """

    seq: int
    incarnation: str
    user: str
    at: str
    op: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A record on the server. A deleted one keeps its last body. No record: `State(None)`."""

    body: Mapping[str, Any] | None
    deleted: bool = False
    writers: Mapping[str, Writer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the log knows of operations (incarnation, number) of others that came before one and were not in its base.

    `seen_by`: their authors saw that operation: what they wrote stands. `adding`: those of `seen_by` that added words to a text
    which it writes as a whole, so that they did not write over it. `holds`: they added words to its texts, all of which it
    writes too (`growing.held`). `anew`: texts to which it adds words and that one of them wrote anew who saw these.
    """

    seen_by: frozenset[tuple[str, int]] = frozenset()
    adding: frozenset[tuple[str, int]] = frozenset()
    holds: frozenset[tuple[str, int]] = frozenset()
    anew: frozenset[str] = frozenset()


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Incoming:
    """An operation as the merge sees it.

    `base` is the sequence number that its author had before him, already brought down to a restore point where the base is of
    an older epoch; `forgotten`: that happened and the author saw more than the server still has, so own writes count too.
    `patch` is in wire form (`sync.protocol.lines.OpLine`), `seq` the operation's number in its incarnation. `saw`: operations
    (incarnation, number) of others that lay over the author's base, come to him by another way than the server. `known`: asked
    of the log only where others changed the record unseen.
    """

    incarnation: str
    seq: int
    kind: str
    base: int
    patch: Mapping[str, Any]
    user: str
    at: str
    forgotten: bool = False
    saw: frozenset[tuple[str, int]] = frozenset()
    known: Known = NOTHING


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides of a unit, each field → value: what is visible, and what was proposed, with authors and instants."""

    id: str
    unit: str
    current: Mapping[str, Any]
    current_user: str
    current_at: str
    proposed: Mapping[str, Any]
    proposed_user: str
    proposed_at: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation makes of a record.

    `written`: units to be stamped with the operation as their last writer. `equal`: units that others had already set to the
    same; `also`: those and elements of sets, which the operation's incarnation has now written as well. `merged`: somebody
    else had changed the record since the base. `changed`: body or deletion differ from before. `below`: what becomes of units
    below texts that grow, None where one goes.
    """

    body: Mapping[str, Any] | None
    deleted: bool
    written: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    equal: tuple[str, ...]
    merged: bool
    changed: bool
    also: tuple[str, ...] = ()
    below: tuple[tuple[str, Writer | None], ...] = ()
