"""A range of cells in a list whose rows are chosen whole: begun and widened with Shift and the arrows, copied with Ctrl+C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen

if TYPE_CHECKING:
    from app.ui.models.table import SimpleTable

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class CellRange:
    """Two corners, or nothing. The first Shift+Left or Shift+Right marks the cell where one stands; arrows then widen it."""

    def __init__(self, table: SimpleTable) -> None:
        self.table = table
        self.first: tuple[int, int] | None = None
        self.last = (0, 0)
        table.rows_model.modelReset.connect(self.clear)
        table.rows_model.rowsRemoved.connect(lambda *_: self.clear())

    @property
    def active(self) -> bool:
        """Whether cells are marked."""
        return self.first is not None

    def clear(self) -> None:
        """No cell is marked."""
        if self.first is not None:
            self.first = None
            self.table.viewport().update()

    def key(self, event: QKeyEvent) -> bool:
        """Takes a key, if it is one for the range; any other key that moves lets the range go."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.active:
            self.clear()
            return True
        if step is None:
            return False
        if event.modifiers() != Qt.KeyboardModifier.ShiftModifier or (not self.active and step[0]):
            self.clear()
            return False
        if self.first is None:
            return self._begin()
        self._widen(*step)
        return True

    def _begin(self) -> bool:
        """Marks the cell where one stands."""
        now = self.table.currentIndex()
        shown = self._shown()
        if not now.isValid() or not shown:
            return False
        column = now.column() if now.column() in shown else shown[0]
        self.first = self.last = (now.row(), column)
        self._seen()
        return True

    def _widen(self, down: int, right: int) -> None:
        """Moves the second corner, over hidden columns."""
        shown = self._shown()
        row = min(max(self.last[0] + down, 0), self.table.rows_model.rowCount() - 1)
        place = shown.index(self.last[1]) if self.last[1] in shown else 0
        self.last = (row, shown[min(max(place + right, 0), len(shown) - 1)])
        self._seen()

    def _seen(self) -> None:
        """Draws again, with the second corner in sight."""
        self.table.scrollTo(self.table.rows_model.index(*self.last))
        self.table.viewport().update()

    def _shown(self) -> list[int]:
        """The columns in sight, from left to right."""
        head = self.table.horizontalHeader()
        columns = range(len(self.table.rows_model.columns))
        return sorted((place for place in columns if not self.table.isColumnHidden(place)), key=head.visualIndex)

    def texts(self) -> list[list[str]]:
        """The words of the marked cells, row by row."""
        if self.first is None:
            return []
        rows, columns = sorted((self.first[0], self.last[0])), self._columns(self.first)
        lines = (self.table.rows_model.texts(place) for place in range(rows[0], rows[1] + 1))
        return [[line[column] for column in columns] for line in lines]

    def _columns(self, first: tuple[int, int]) -> list[int]:
        """The marked columns that are in sight; in large letters a list may show fewer than when they were marked."""
        shown = self._shown()
        ends = sorted(shown.index(column) for column in (first[1], self.last[1]) if column in shown)
        return shown[ends[0] : ends[-1] + 1] if ends else []

    def area(self) -> QRect:
        """What is drawn over the list: just the cells that are copied."""
        columns = self._columns(self.first) if self.first is not None else []
        if self.first is None or not columns:
            return QRect()
        at, model = self.table.visualRect, self.table.rows_model
        return at(model.index(self.first[0], columns[0])).united(at(model.index(self.last[0], columns[-1])))

    def paint(self) -> None:
        """Draws the marked cells over the list."""
        if self.first is None:
            return
        colour, place = self.table.context.theme.colour("accent"), self.area()
        painter = QPainter(self.table.viewport())
        painter.setPen(QPen(colour, 2))
        colour.setAlpha(40)
        painter.setBrush(colour)
        painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.end()
