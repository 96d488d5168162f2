"""A table of the return: heads in levels, numbers with last month's beside, each number a way to its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.domain.return_layout import Grid
from app.text.digits import digits_for
from app.ui.widgets.basics import unit

if TYPE_CHECKING:
    from app.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole
LAST = Qt.ItemDataRole.UserRole + 1
HEAD = Qt.ItemDataRole.UserRole + 2
NOT_GIVEN = "—"
LABELS = 22
"""The least width of the labels, in units."""


class Numbers(Protocol):
    """Whatever gives the numbers of cells."""

    def value(self, cell: str) -> int | str | None:
        """The number of a cell, or what stands in its place ("<5"); None when it cannot be given."""
        ...

    def last(self, cell: str) -> int | None:
        """The number of the same cell a month before."""
        ...


class NumbersModel(QAbstractTableModel):
    """Heads are the first rows and labels the first column, so that heads of several levels are read like everything else.

    `compared`: last month's numbers stand beside.
    """

    def __init__(self, current: Numbers, grid: Grid, lang: str, parent: QObject, *, compared: bool = True) -> None:
        super().__init__(parent)
        self.compared = compared
        self.current, self.grid, self.lang = current, grid, lang
        self.head_font = smaller(parent.font()) if isinstance(parent, QWidget) else QFont()
        self.levels = len(grid.heads)
        self.heads = [[head.text for head in level for _ in range(head.span)] for level in grid.heads]
        self.width = len(self.heads[0]) if self.heads else max((len(row.cells) for row in grid.rows), default=0)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.levels + len(self.grid.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1 + self.width

    def flags(self, index: Index) -> Qt.ItemFlag:
        shown = Qt.ItemFlag.ItemIsEnabled
        return shown | Qt.ItemFlag.ItemIsSelectable if self.cell(index) else shown

    def cell(self, index: Index) -> str:
        """The name of the number at a place; "" for heads and labels."""
        row, column = index.row() - self.levels, index.column() - 1
        return self.grid.rows[row].cells[column] if row >= 0 and column >= 0 else ""

    def number(self, value: int | str | None) -> str:
        """A number as it is shown, or what stands in its place."""
        if isinstance(value, str):
            return digits_for(value, self.lang)
        return (
            NOT_GIVEN if value is None else digits_for(f"{value:,}".replace(",", "." if self.lang == "km" else ","), self.lang)
        )

    def spoken(self, index: Index) -> str:
        """A number with its row, its heads and last month's, for a screen reader and as a tool tip."""
        cell = self.cell(index)
        heads = ", ".join(level[index.column() - 1] for level in self.heads)
        row = self.grid.rows[index.row() - self.levels].label
        now = self.number(self.current.value(cell))
        if not self.compared:
            return f"{row}, {heads}: {now}"
        last = self.number(self.current.last(cell))
        text: str = self.tr("{row}, {heads}: {now}; last month {last}")
        return text.format(row=row, heads=heads, now=now, last=last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        cell = self.cell(index)
        if role == HEAD:
            return row < self.levels or column == 0
        if cell:
            return self._number_data(index, cell, role)
        if role == Qt.ItemDataRole.DisplayRole:
            if row < self.levels:
                return self.heads[row][column - 1] if column else (self.grid.corner if row == self.levels - 1 else "")
            return self.grid.rows[row - self.levels].label
        if role == Qt.ItemDataRole.FontRole and row < self.levels:
            return self.head_font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if row < self.levels and column else Qt.AlignmentFlag.AlignVCenter
        return None

    def _number_data(self, index: Index, cell: str, role: int) -> Any:
        """What is shown of a number."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.number(self.current.value(cell))
        if role == LAST:
            return self.number(self.current.last(cell)) if self.compared else ""
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index)
        return None


def smaller(font: QFont) -> QFont:
    """A font for what stands beside the numbers, so that sixteen columns fit on a small screen."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.85)
    return made


class NumberDelegate(QStyledItemDelegate):
    """Draws a number at the right of its cell and last month's, dim, at its left; heads and sums on a ground of their own."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self.context.theme.colours
        model = index.model()
        assert isinstance(model, NumbersModel)
        total = index.row() >= model.levels and model.grid.rows[index.row() - model.levels].kind == "total"
        state: Any = option
        if index.data(HEAD) or total:
            painter.fillRect(state.rect, QColor(colours["sunken"]))
        if not index.data(CELL):
            super().paint(painter, option, index)
            return
        painter.save()
        if state.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(state.rect, QColor(colours["accent_soft"]))
        gap = unit(self.context_widget(state)) // 2
        inner: QRect = state.rect.adjusted(gap, 0, -gap, 0)
        font = QFont(state.font)
        font.setBold(total or index.column() - 1 in model.grid.totals)
        painter.setFont(font)
        painter.setPen(QColor(colours["text"]))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.setFont(smaller(state.font))
        painter.setPen(QColor(colours["dim"]))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(index.data(LAST)))
        painter.restore()

    @staticmethod
    def context_widget(option: Any) -> QWidget:
        """The widget that is drawn."""
        widget: QWidget = option.widget
        return widget

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        if index.data(CELL):
            state: Any = option
            metrics = QFontMetrics(state.font)
            both = metrics.horizontalAdvance(f"{index.data()}{index.data(LAST)}") + metrics.averageCharWidth() * 2
            hint.setWidth(max(both, metrics.averageCharWidth() * 5))
        return hint


class NumbersTable(QTableView):
    """One table; it is as high as its rows, the page scrolls."""

    chosen = Signal(str)
    """Emits: the cell whose records are asked for."""

    def __init__(
        self, context: Context, current: Numbers, grid: Grid, parent: QWidget, *, compared: bool = True, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.numbers = NumbersModel(current, grid, context.lang, self, compared=compared)
        self.setModel(self.numbers)
        self.setItemDelegate(NumberDelegate(context, self))
        self.setAccessibleName(name or grid.title)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._ask)
        self._span()
        self._size()

    def _span(self) -> None:
        """Joins the heads over the columns that belong to them."""
        for level, heads in enumerate(self.numbers.grid.heads):
            place = 1
            for head in heads:
                if head.span > 1:
                    self.setSpan(level, place, 1, head.span)
                place += head.span

    def _size(self) -> None:
        """Widths by what stands in the columns, height by all rows."""
        step, metrics = unit(self), QFontMetrics(smaller(self.font()))
        margin = 2 * (self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1)  # inside the cell
        labels = (str(self.numbers.index(row, 0).data() or "") for row in self._number_rows())
        plain = QFontMetrics(self.font())
        longest = max((plain.horizontalAdvance(text) for text in labels), default=0) + step * 5 + margin
        self._labels = min(max(step * LABELS, longest), step * 42)  # longer ones take a second line
        self.setColumnWidth(0, self._labels)
        lowest = self.numbers.heads[-1] if self.numbers.heads else []
        for column in range(1, self.numbers.columnCount()):
            words = lowest[column - 1].split() if lowest else [""]
            head = max(metrics.horizontalAdvance(word) for word in words) + step * 3 + margin
            widest = max(
                (self.sizeHintForIndex(self.numbers.index(row, column)).width() for row in self._number_rows()), default=0
            )
            self.setColumnWidth(column, max(widest, head, step * 6))
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as all rows."""
        self.resizeRowsToContents()
        height = sum(self.rowHeight(row) for row in range(self.numbers.rowCount())) + 2 * self.frameWidth()
        self.setMinimumHeight(height + self.horizontalScrollBar().sizeHint().height())
        self.setMaximumHeight(self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs wider columns and higher rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.numbers.head_font = smaller(self.font())
            self._size()

    def widths(self) -> list[int]:
        """The least that the columns need, the labels first, pixels."""
        return [unit(self) * LABELS, *(self.columnWidth(column) for column in range(1, self.numbers.columnCount()))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The labels take a second line rather than push the last numbers out of sight."""
        super().resizeEvent(event)
        others = sum(self.columnWidth(column) for column in range(1, self.numbers.columnCount()))
        width = max(unit(self) * LABELS, min(self._labels, self.viewport().width() - others))
        if width != self.columnWidth(0):
            self.setColumnWidth(0, width)
            self._fit_height()

    def _number_rows(self) -> range:
        """The rows below the heads."""
        return range(self.numbers.levels, self.numbers.rowCount())

    def _ask(self, index: Index) -> None:
        """Asks for the records behind a number."""
        cell = self.numbers.cell(index)
        if cell:
            self.chosen.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the number under the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._ask(self.currentIndex())
            return
        super().keyPressEvent(event)
