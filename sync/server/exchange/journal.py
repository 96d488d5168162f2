"""What one operation changes of the staged records, so that it can be taken back whole where it fails in the middle."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sync.server.exchange.staging import Item

_NAMES = (
    *("state", "version", "hash", "text", "parent", "office", "restricted", "shared"),
    *("dirty", "plain", "position", "damaged"),
)
"""What operations change of a record by setting it anew; the rest of it they leave, or it is kept by itself."""
_PARTS = attrgetter(*_NAMES)


class Kept(NamedTuple):
    """A record as it was before an operation. `opened`, `closed`: how many there were; `alias`: its row, None for none."""

    item: Item
    parts: tuple[Any, ...]
    flags: dict[str, Any] | None
    conflicts: dict[str, Any] | None
    opened: int
    closed: int
    alias: dict[str, Any] | None


class Journal:
    """The changes of the operation that is under way. Who changes a staged record says so before, by `touch`.

    `before`: what was before, None for a record that is new; it is emptied when the operation is through. It says nothing of
    what is only read meanwhile, which may stay.
    """

    def __init__(
        self, items: dict[str, Item], absent: set[str], children: dict[str, set[str]], aliases: dict[str, dict[str, Any]]
    ) -> None:
        self._items, self._absent, self._children, self._aliases = items, absent, children, aliases
        self.before: dict[str, Kept | None] = {}

    def touch(self, item: Item) -> None:
        """A record, or what it points to, is about to be changed."""
        if item.id in self.before:
            return
        flags, conflicts = (item.flags.copy() if item.flags else None), (item.conflicts.copy() if item.conflicts else None)
        counts = len(item.opened), len(item.closed)
        self.before[item.id] = Kept(item, _PARTS(item), flags, conflicts, *counts, self._aliases.get(item.id))

    def undo(self) -> None:
        """All that the operation changed is again as it was before."""
        for name, kept in self.before.items():
            if kept is None:
                self._place(self._items.pop(name), None)
                self._absent.add(name)
            else:
                self._restore(kept)
        self.before.clear()

    def _restore(self, kept: Kept) -> None:
        """One record as it was."""
        item = kept.item
        told = dict(zip(_NAMES, kept.parts, strict=True))
        self._place(item, told["parent"])
        for name, value in told.items():
            setattr(item, name, value)
        item.flags, item.conflicts = kept.flags or {}, kept.conflicts or {}
        del item.opened[kept.opened :], item.closed[kept.closed :]
        if kept.alias is None:
            self._aliases.pop(item.id, None)
        else:
            self._aliases[item.id] = kept.alias

    def _place(self, item: Item, parent: str | None) -> None:
        """A record stands below another one again, or below none."""
        if item.parent == parent:
            return
        if item.parent:
            self._children[item.parent].discard(item.id)
        if parent:
            self._children[parent].add(item.id)
