"""A table of the insights with its bars: beside it where there is room, else above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.domain.insight_table import SEXES, TOTAL, Table
from app.services.numbers import insight_files
from app.text.words import words
from app.ui.pages.return_parts.wide import WideTable
from app.ui.widgets.bars import Bar, Bars
from app.ui.widgets.basics import card, note, section, unit

if TYPE_CHECKING:
    from app.ui.context import Context

_TONES = ("accent", "warn", "dim")


class Cells:
    """The numbers of a table by the names of their cells."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def value(self, cell: str) -> int | str | None:
        """The number of a cell `table/row/column`; by place "<5" and "—" stand here too."""
        row, _, column = cell.partition("/")[2].rpartition("/")
        told = self.table.told(row, column, hide=False)
        return int(told) if told.isdigit() else told

    def last(self, cell: str) -> int | None:
        """Nothing: these tables stand for themselves."""
        return None


class TableCard(QWidget):
    """Title, what is counted, bars and numbers."""

    chosen = Signal(str)
    """Emits: the cell whose cases are asked for."""

    def __init__(self, context: Context, table: Table, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.table = context, table
        lang = context.lang
        frame, box = card(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        grid = insight_files.grid(table, lang)
        self.numbers = WideTable(context, Cells(table), grid, frame, compared=False)
        self.numbers.chosen.connect(self.chosen)
        self.bars = Bars(context, frame)
        said = words(f"insight.note.{table.id}", lang)
        by_sex = all(column.rpartition(".")[2] in (*SEXES, "not_stated") for column in table.columns)
        self.bars.set_bars(grid.title, self._bars(by_sex=by_sex))
        self.bars.setVisible(bool(self.bars.bars))
        if by_sex and self.bars.bars:
            said = f"{said} {words('insight.bars', lang)}"
        self.pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.pair.setSpacing(context.theme.wide)
        self.pair.addWidget(self.bars, 1, Qt.AlignmentFlag.AlignTop)
        self.pair.addWidget(self.numbers, 2)
        box.addWidget(section(frame, grid.title))
        box.addWidget(note(frame, said))
        box.addLayout(self.pair)

    def _bars(self, *, by_sex: bool) -> list[Bar]:
        """A bar for each row that has something: boys, girls, others; else the whole of it. None by place, as lengths tell."""
        bars: list[Bar] = []
        if self.table.groups:
            return bars
        for row in self.table.rows:
            if self.table.value(row, TOTAL):
                name = insight_files.row_words(self.table, row, self.context.lang)
                bars.append(Bar(name, self._parts(row) if by_sex else ((self.table.value(row, TOTAL), "accent"),)))
        return bars

    def _parts(self, row: str) -> tuple[tuple[int, str], ...]:
        """The parts of a bar, over the upper level of the columns."""
        numbers = [
            sum(self.table.value(row, column) for column in self.table.columns if column.rpartition(".")[2] == sex)
            for sex in SEXES
        ]
        numbers[-1] += self.table.value(row, "not_stated") if "not_stated" in self.table.columns else 0
        return tuple(zip(numbers, _TONES, strict=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars stand beside a table that leaves room for them."""
        super().resizeEvent(event)
        whole = self.numbers.whole
        needed = sum(whole.columnWidth(column) for column in range(whole.numbers.columnCount()))
        beside = bool(self.bars.bars) and self.width() - needed > unit(self) * 45
        self.numbers.setMaximumWidth(needed + unit(self) * 2 if beside else self.width())
        self.pair.setDirection(QBoxLayout.Direction.RightToLeft if beside else QBoxLayout.Direction.TopToBottom)
