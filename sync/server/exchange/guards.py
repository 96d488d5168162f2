"""Which restricted groups the values of a clash belong to (practice P1): they reach only devices that hold every one of them.

The two sides may belong to different groups, and a field beside the one whose code decides the group tells as much as the code:
so a clash keeps the groups of the record before and after the operation that made it and of the record as its author meant it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sync.protocol.lines import ConflictPart
from sync.schema import Vocabulary
from sync.server.exchange.staging import Item

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The groups of a record before an operation, after it, and as its author meant it; `author`: those that he needs."""

    words: Vocabulary
    type: str
    body: Body
    before: str | None
    after: str | None
    meant: str | None
    author: frozenset[str]

    def groups(self, part: ConflictPart) -> tuple[str, ...]:
        """The groups of a clash that the operation makes."""
        here = {group for group in (self.before, self.after, self.meant) if group}
        return tuple(sorted(here | guard(self.words, self.type, self.body, part)))


def pictures(words: Vocabulary, type_name: str, before: Body | None, patch: Body, after: Body) -> Pictures:
    """The pictures of an operation that makes `after` of `before` (None: the record was not there)."""
    spec, group_of = words.types[type_name], words.restricted_group
    if spec.restricted is None and spec.restricted_by is None:
        return Pictures(words, type_name, after, None, None, None, frozenset())
    by = spec.restricted_by or ""
    decides = by in patch
    meant = patch[by] if decides and not isinstance(patch[by], dict) else (before or {}).get(by)
    groups = (
        group_of(type_name, before) if before is not None else None,
        group_of(type_name, after),
        group_of(type_name, {by: meant}),
    )
    needed = {groups[2] if decides else None, groups[1] if groups[1] != groups[0] else None} - {None}
    return Pictures(words, type_name, after, *groups, frozenset(group for group in needed if group))


def guard(words: Vocabulary, type_name: str, body: Body, part: ConflictPart) -> frozenset[str]:
    """All groups that a clash belongs to: those of its making, and those of either side in the record as it is now."""
    sides = (words.restricted_group(type_name, {**body, **side}) for side in (part.current, part.proposed))
    return frozenset((*part.groups, *(group for group in sides if group)))


def needed_to_close(words: Vocabulary, item: Item | None, closing: Iterable[str]) -> frozenset[str]:
    """The groups that who decides clashes of a record must hold."""
    if item is None:
        return frozenset()
    body = item.state.body or {}
    return frozenset(group for name in closing for group in guard(words, item.type, body, item.conflicts[name]))


def for_device(
    words: Vocabulary, type_name: str, body: Body, parts: Iterable[ConflictPart], held: Collection[str], own: str | None
) -> tuple[tuple[ConflictPart, ...], dict[str, list[str]]]:
    """The clashes of a record as a device that holds some groups may be told them, and the groups of those told with values.

    A clash without its values says only that somebody who may has to decide. Groups are named where they are more than `own`,
    the record's.
    """
    told: list[ConflictPart] = []
    named: dict[str, list[str]] = {}
    for part in parts:
        groups = guard(words, type_name, body, part)
        if not groups <= set(held):
            told.append(masked(part))
            continue
        told.append(part)
        if groups - {own}:
            named[part.id] = sorted(groups)
    return tuple(told), named


def masked(part: ConflictPart) -> ConflictPart:
    """A clash of which only is said that there is one, between whom and since when."""
    return replace(part, unit="", current={}, proposed={}, groups=())
