"""A long list of choices or facts, kept small: its rows are one string of bytes, and a row becomes nodes when it is asked for.

A hundred thousand rows as nodes would take some 200 MB; here they take what the file takes, plus a few bytes a row and, for
each column that is looked up, eight more.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from weakref import WeakValueDictionary

from app.forms.xpath.nodes import Node

_BETWEEN = "\x1f"
"""Stands between the cells of a row; the control character that means just that. One inside a cell becomes a space."""
SMALL = 500
"""Up to so many rows a list is made of plain nodes."""


class Row(Node):
    """One row of a table. The same row is the same object as long as somebody holds it; its cells are made when asked for."""

    __slots__ = ("__weakref__", "_cells", "_made", "_table", "number")

    def __init__(self, table: Table, number: int, cells: Sequence[str]) -> None:
        super().__init__(table.row_name)
        self.parent = table
        self.path = table.row_path
        self.number = number
        self._table = table
        self._cells = cells
        self._made: dict[int, Node] = {}

    @property
    def children(self) -> list[Node]:
        """All cells of columns with a name."""
        return [
            self._cell(place) for place in range(min(len(self._cells), len(self._table.columns))) if self._table.columns[place]
        ]

    @children.setter
    def children(self, nodes: list[Node]) -> None:
        """Cells are never put in one by one."""

    def named(self, name: str) -> list[Node]:
        """The cell of that column."""
        columns = enumerate(self._table.columns)
        return [self._cell(place) for place, column in columns if column == name and name and place < len(self._cells)]

    def text(self, name: str) -> str:
        """The cell of that column as text, without making a node of it."""
        columns = self._table.columns
        place = columns.index(name) if name in columns else len(self._cells)
        return self._cells[place] if name and place < len(self._cells) else ""

    def _cell(self, place: int) -> Node:
        node = self._made.get(place)
        if node is None:
            node = self._made[place] = Node(self._table.columns[place], None, self._cells[place])
            node.parent, node.path = self, f"{self.path}/{node.name}"
        return node

    def position(self) -> int:
        """The place in the table, from 1."""
        return self.number + 1


class Table(Node):
    """The element above the rows, such as `root` of `instance('towns')/root/item`."""

    __slots__ = ("_alive", "_indexes", "_packed", "_starts", "columns", "row_name", "row_path")

    def __init__(self, name: str, parent: Node, row_name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Pack the rows; each gives its cells in the order of `columns`, fewer or more do no harm."""
        self._alive: WeakValueDictionary[int, Row] = WeakValueDictionary()
        self._indexes: dict[int, array[int]] = {}
        self._packed = bytearray()
        self._starts: array[int] = array("Q", [0])
        self.columns = tuple(columns)
        self.row_name = row_name
        super().__init__(name, parent)
        self.row_path = f"{self.path}/{row_name}"
        for cells in rows:
            self._packed += _BETWEEN.join(cell.replace(_BETWEEN, " ") for cell in cells).encode("utf-8", "replace")
            self._starts.append(len(self._packed))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __bool__(self) -> bool:
        return True

    @property
    def children(self) -> list[Node]:
        """All rows as nodes: for the rare expression that looks at every row."""
        return [self.row(number) for number in range(len(self))]

    @children.setter
    def children(self, nodes: list[Node]) -> None:
        """Rows are never put in one by one."""

    def cells(self, number: int) -> list[str]:
        """The cells of a row."""
        return self._packed[self._starts[number] : self._starts[number + 1]].decode("utf-8").split(_BETWEEN)

    def row(self, number: int) -> Node:
        """The node of a row, from 0."""
        found = self._alive.get(number)
        if found is None:
            found = self._alive[number] = Row(self, number, self.cells(number))
        return found

    def named(self, name: str) -> list[Node]:
        """All rows, or none when they are called otherwise."""
        return self.children if name == self.row_name else []

    def walk(self) -> Iterator[Node]:
        """This node and everything below it."""
        yield self
        for number in range(len(self)):
            yield from self.row(number).walk()

    def matching(self, column: str, value: str) -> list[Node]:
        """The rows whose cell in that column is exactly that text, in order, found by an index made at the first call."""
        if column not in self.columns:
            return [] if value else self.children
        place = self.columns.index(column)
        index = self._indexes.get(place)
        if index is None:
            index = self._indexes[place] = self._index(place)
        wanted = _hash(value) << 32
        at = bisect_left(index, wanted)
        found: list[int] = []
        while at < len(index) and index[at] >> 32 == wanted >> 32:
            found.append(index[at] & 0xFFFFFFFF)
            at += 1
        return [self.row(number) for number in found if self._cell(number, place) == value]

    def cells_of(self, column: str) -> Iterator[tuple[str, ...]]:
        """The text of that column for every row, for an index by numbers."""
        place = self.columns.index(column) if column in self.columns else -1
        for number in range(len(self)):
            yield (self._cell(number, place) if place >= 0 else "",)

    def _cell(self, number: int, place: int) -> str:
        cells = self.cells(number)
        return cells[place] if place < len(cells) else ""

    def _index(self, place: int) -> array[int]:
        """Hash and row number of every row, sorted."""
        return array("Q", sorted(_hash(self._cell(number, place)) << 32 | number for number in range(len(self))))


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace"))
