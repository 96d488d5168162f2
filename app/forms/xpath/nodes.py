"""The nodes that expressions walk over: answers of a form, and rows of its choice lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_NONE: Mapping[str, str] = {}
_FEW = 24
"""Up to so many children are looked through each time; of more, the groups by name are kept."""


class _Groups:
    """The children of a node by name, and the place of each among its namesakes, from 1."""

    __slots__ = ("named", "places")

    def __init__(self, children: list[Node]) -> None:
        self.named: dict[str, list[Node]] = {}
        self.places: dict[Node, int] = {}
        for child in children:
            group = self.named.setdefault(child.name, [])
            group.append(child)
            self.places[child] = len(group)


class Node:
    """One element of an instance.

    `value` is the text as an XForm stores it, empty for groups; `type` is the form's data type: an answer to an integer
    question compares as a number. `path` is the element's absolute path without positions.
    `relevant` is inherited: a node inside a group that is not relevant is not relevant. `repeat` marks an instance of a repeat,
    and then `key` is its lasting id. `attributes` are those of the element, by local name. `indexes` belongs to the evaluator:
    rows below this node by what they hold, made for lists that never change. Whoever takes a child out or moves it says so by
    `rearranged`.
    """

    __slots__ = (
        "attributes", "children", "groups", "indexes", "key", "name", "parent", "path", "relevant", "repeat", "type", "value"
    )  # fmt: skip

    def __init__(
        self, name: str, parent: Node | None = None, value: str = "", *, kind: str = "", repeat: bool = False, key: str = ""
    ) -> None:
        self.name = name
        self.parent = parent
        self.value = value
        self.type = kind
        self.children: list[Node] = []
        self.relevant = True
        self.repeat = repeat
        self.key = key
        self.attributes: Mapping[str, str] = _NONE
        self.indexes: dict[str, dict[str | float, list[int]]] | None = None
        self.groups: _Groups | None = None
        self.path: str = f"{parent.path}/{name}" if parent is not None else f"/{name}"
        if parent is not None:
            parent.children.append(self)
            parent.groups = None

    def named(self, name: str) -> list[Node]:
        """The children of that name, in document order; a list to read, not to change."""
        if len(self.children) <= _FEW:
            return [child for child in self.children if child.name == name]
        return self._grouped().named.get(name, [])

    def text(self, name: str) -> str:
        """The value of the first child of that name; "" without one."""
        return next((child.value for child in self.children if child.name == name), "")

    def rearranged(self) -> None:
        """Say that children were taken out or moved."""
        self.groups = None

    def _grouped(self) -> _Groups:
        if self.groups is None:
            self.groups = _Groups(self.children)
        return self.groups

    def matching(self, column: str, value: str) -> list[Node]:
        """The children whose own child `column` has exactly that text; one without such a child counts as empty.

        By an index made at the first call: only for lists that never change.
        """
        if self.indexes is None:
            self.indexes = {}
        index = self.indexes.get(column)
        if index is None:
            index = self.indexes[column] = {}
            for number, texts in enumerate(self.cells_of(column)):
                for text in texts:
                    index.setdefault(text, []).append(number)
        return [self.row(number) for number in index.get(value, ())]

    def cells_of(self, column: str) -> Iterator[tuple[str, ...]]:
        """For each child the texts of its own children `column`, each once; one empty text where there are none."""
        for row in self.children:
            yield tuple(dict.fromkeys(cell.value for cell in row.named(column))) or ("",)

    def row(self, number: int) -> Node:
        """The child of that number, from 0."""
        return self.children[number]

    def ancestors(self) -> Iterator[Node]:
        """This node, its parent, and so on up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def position(self) -> int:
        """The place among siblings of the same name, from 1."""
        if self.parent is None:
            return 1
        if len(self.parent.children) > _FEW:
            return self.parent._grouped().places.get(self, 1)
        for number, sibling in enumerate(self.parent.named(self.name), 1):
            if sibling is self:
                return number
        return 1
