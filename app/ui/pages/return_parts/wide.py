"""A table of a return or of the insights that fits wherever it is: a wide one as groups of columns one below another.

Sideways scrolling would take the labels of the rows away from their numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.return_layout import Grid, cut, groups
from app.ui.pages.return_parts.numbers import Numbers, NumbersTable

if TYPE_CHECKING:
    from app.ui.context import Context


class WideTable(QWidget):
    """One table while there is room for it, else several with the same rows."""

    chosen = Signal(str)
    """Emits: the cell whose records are asked for."""

    def __init__(self, context: Context, current: Numbers, grid: Grid, parent: QWidget, *, compared: bool = True) -> None:
        super().__init__(parent)
        self.context, self.current, self.grid, self.compared = context, current, grid, compared
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(context.theme.gap)
        self.whole = self._table(grid, grid.title)
        self.blocks: list[NumbersTable] = []
        self._parts: list[range] = []

    def _table(self, grid: Grid, name: str) -> NumbersTable:
        """A table in its place."""
        made = NumbersTable(self.context, self.current, grid, self, compared=self.compared, name=name)
        made.chosen.connect(self.chosen)
        self.box.addWidget(made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns side by side as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A table in it has become wider, as with larger text."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """One table, or as many as the width asks for."""
        parts = packed(groups(self.grid), self.whole.widths(), self.width() - 2 * self.whole.frameWidth())
        if parts == self._parts:
            return
        self._parts = parts
        for block in self.blocks:
            self.box.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.whole.setVisible(len(parts) < 2)
        pieces = [cut(self.grid, part) for part in parts] if len(parts) > 1 else []
        self.blocks = [self._table(one, _name(one)) for one in pieces]


def _name(grid: Grid) -> str:
    """What one of several tables is called for who does not see it: the table and its heads."""
    heads = ", ".join(head.text for head in grid.heads[0]) if grid.heads else ""
    return f"{grid.title}: {heads}"


def packed(wanted: list[range], widths: list[int], room: int) -> list[range]:
    """Groups of columns, as many together as fit beside the labels; one that is too wide by itself stands alone."""
    parts: list[range] = []
    for group in wanted:
        start = parts[-1].start if parts else group.start
        if parts and widths[0] + sum(widths[1 + start : 1 + group.stop]) <= room:
            parts[-1] = range(start, group.stop)
        else:
            parts.append(group)
    return parts
