"""Lists that stay still: rows come page by page, change in place, keep selection and scroll; widths and sort are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.ui.models.cell_range import CellRange
from app.ui.models.column_choice import choose_columns, hidden_columns
from app.ui.models.room import LOOKED, share_out
from app.ui.models.rows import Batch, Column, RowModel, Rows
from app.ui.widgets.empty import Empty

if TYPE_CHECKING:
    from app.ui.context import Context

__all__ = ["Batch", "Column", "RecordTable", "RowModel", "Rows", "SimpleTable"]
KEEP_MS = 800
_CHOOSING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SimpleTable(QTableView):
    """A list of rows given at once. Enter or a double click opens a row.

    Where there is no room for all columns they become as narrow as their words, then the last ones give way: what they hold is
    told by the pointer on the line, and the clipboard still takes it.
    """

    opened = Signal(str)
    picked = Signal(str)
    """Emits: the key of the row that was selected, or nothing."""
    sorted_by = Signal(str)
    _sharing = False
    elastic_least = 0

    def __init__(self, context: Context, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.name = name
        self.excel: Callable[[], object] | None = None
        """Takes the whole list to Excel, where that is offered."""
        self.rows_model = RowModel(context, columns, self)
        self.setModel(self.rows_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStretchLastSection(self.elastic() is None)
        head.sectionClicked.connect(self._head_clicked)
        head.sectionResized.connect(self._resized)
        self._keep.timeout.connect(self._keep_widths)
        self.empty = Empty(context, self.viewport())
        self.empty.hide()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.key_at(index.row())))
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit(self.selected() or ""))
        self.range = CellRange(self)
        self.hidden = hidden_columns(context, name, columns)
        """Columns that the person does not want to see."""
        self._before: tuple[list[str], int] = ([], 0)
        self.usual: dict[int, int] = {}
        self.rows_model.modelAboutToBeReset.connect(self._remember)
        self.rows_model.modelReset.connect(self._restore)
        self.rows_model.modelReset.connect(self._share)
        self.rows_model.rowsInserted.connect(lambda _, first: self._share() if first < LOOKED else None)
        self.rows_model.modelReset.connect(self._show_empty)
        self.rows_model.rowsInserted.connect(self._show_empty)
        self.rows_model.rowsRemoved.connect(self._show_empty)
        self._size()

    def set_name(self, name: str) -> None:
        """The accessible name: what the list holds."""
        self.setAccessibleName(name)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows rows in place of those before; selection and scroll stay where their rows still are."""
        self.rows_model.set_rows(rows)

    def _remember(self) -> None:
        """Before all rows are replaced: which were selected, and where the list stood."""
        self._before = (self.all_selected(), self.verticalScrollBar().value())

    def _restore(self) -> None:
        """After that: as it was, as far as the rows are still there."""
        keys, place = self._before
        places = [at for at in map(self.rows_model.place_of, keys) if at is not None]
        mode = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for at in places:
            self.selectionModel().select(self.rows_model.index(at, 0), mode)
        if places:
            self.selectionModel().setCurrentIndex(
                self.rows_model.index(places[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.verticalScrollBar().setValue(place)

    def set_empty(self, text: str, button_text: str = "", slot: Callable[[], object] | None = None) -> None:
        """What an empty list says, and its one next step."""
        self.empty.set_words(text, button_text, slot)

    def selected(self) -> str | None:
        """The key of the current row, or None."""
        rows = self.selectionModel().selectedRows()
        return self.rows_model.key_at(rows[0].row()) if rows else None

    def all_selected(self) -> list[str]:
        """The keys of all selected rows, in order."""
        return [
            self.rows_model.key_at(place) for place in sorted(index.row() for index in self.selectionModel().selectedRows())
        ]

    def row_of(self, key: str) -> Any:
        """The row with a key, or None."""
        return self.rows_model.row_of(key)

    def select(self, key: str) -> bool:
        """Selects a row and no other, whatever keys are held (`selectRow` would add to or take from the selection); whether it
        is there.
        """
        place = self.rows_model.place_of(key)
        if place is None:
            return False
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows_model.index(place, 0), mode)
        return True

    def retranslate(self) -> None:
        """Sets headings and cells again in the language now."""
        self.rows_model.retranslate()
        self._size()

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and size of the text."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "empty"):
            self._size()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The empty list's words fill it."""
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().rect())
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        """Comes up: the columns share the room that there is now."""
        super().showEvent(event)
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens, Ctrl+C copies for Excel, Shift and arrows mark cells."""
        if self.range.key(event):
            return
        chose = self._chooses_first(event)
        if event.key() in _OPENING and self.selected() is not None:
            self.opened.emit(self.selected())
        elif chose:
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _chooses_first(self, event: QKeyEvent) -> bool:
        """Where no row is chosen, an arrow or Return chooses the one where one stands; whether it did.

        Qt lets Tab stand on the first row without choosing it: an arrow would go past it, and in a list of one row nothing
        would ever be chosen.
        """
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain or event.key() not in _CHOOSING | _OPENING or self.selected() is not None:
            return False
        now = self.currentIndex()
        return self.select(self.rows_model.key_at(max(now.row(), 0))) if self.rows_model.rowCount() else False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse chooses rows."""
        self.range.clear()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marked cells are drawn over the list."""
        super().paintEvent(event)
        self.range.paint()

    def copy(self) -> None:
        """Puts the marked cells, else the selected rows with their heads, on the clipboard, as a table that Excel takes.

        Words only, never a formula; columns that the person does not want are left out.
        """
        lines = self.range.texts()
        if not self.range.active:
            places = sorted(index.row() for index in self.selectionModel().selectedRows())
            chosen = self.chosen()
            lines = [[self.rows_model.columns[column].title() for column in chosen]]
            lines += [[texts[column] for column in chosen] for texts in map(self.rows_model.texts, places)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(_cell(text) for text in line) for line in lines))

    def chosen(self) -> list[int]:
        """The places of the columns that the person wants, also those for which there is no room now."""
        return [place for place, column in enumerate(self.rows_model.columns) if column.name not in self.hidden]

    def choose_columns(self) -> bool:
        """Asks which columns to show."""
        hidden = choose_columns(self.context, self, self.name, self.rows_model.columns)
        if hidden is not None:
            self.hidden = hidden
            self.range.clear()
            self._size()
        return True

    def _menu(self, at: QPoint) -> None:
        """Open, copy, and the orders of the list, since the heads are for the mouse."""
        menu = QMenu(self)
        if self.selected() is not None:
            menu.addAction(self.tr("Open")).triggered.connect(lambda: self.opened.emit(self.selected() or ""))
            menu.addAction(self.tr("Copy for Excel")).triggered.connect(self.copy)
        excel = self.excel
        if excel is not None:
            menu.addAction(self.tr("The whole list to Excel")).triggered.connect(lambda: excel())
        if len(self.rows_model.columns) > 2:
            menu.addAction(self.tr("Columns…")).triggered.connect(self.choose_columns)
        menu.addSeparator()
        for place, column in enumerate(self.rows_model.columns):
            if column.sort:
                sort = menu.addAction(self.tr("Sort by: {column}").format(column=column.title()))
                sort.triggered.connect(lambda _=False, place=place: self._head_clicked(place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))

    def _size(self) -> None:
        """Heights from the font, widths from what is kept or from the columns."""
        metrics = QFontMetrics(self.context.theme.font())
        height = metrics.height() + self.context.theme.gap * 2
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setIconSize(QSize(self.context.theme.sizes.icon, self.context.theme.sizes.icon))
        kept = self.context.state(f"list.{self.name}.letters")
        drawn = kept if isinstance(kept, dict) else {}
        letter = self.context.theme.em(100) / 100
        head = self.horizontalHeader()
        bold = QFontMetrics(self.context.theme.font(0.9, bold=True))
        for place, column in enumerate(self.rows_model.columns):
            self.setColumnHidden(place, column.name in self.hidden)
        head.blockSignals(True)
        for place, column in enumerate(self.rows_model.columns):
            width = drawn.get(column.name)
            words = bold.horizontalAdvance(column.title()) + self.context.theme.gap * 4
            least = max(words, head.sectionSizeHint(place))  # with the arrow of the order
            usual = max(least, self.context.theme.em(column.width))
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            usual = max(least, round(width * letter)) if isinstance(width, int | float) else usual
            head.resizeSection(place, usual)
            self.usual[place] = usual
        head.blockSignals(False)
        self._share()

    def shown_columns(self) -> list[int]:
        """The columns that may be there."""
        return [place for place in self.chosen() if place in self.usual]

    def _share(self) -> None:
        """The columns that there is room for, then the one that takes the rest."""
        if self._sharing or not self.isVisible():  # what nobody sees is shared out when it comes up
            return
        self._sharing = True
        for _ in range(3):  # without a column less room may be taken by the bars
            room = self.viewport().width()
            share_out(self, room)
            self._stretch()
            if room == self.viewport().width():
                break
        self._sharing = False

    def elastic(self) -> int | None:
        """The column that takes what room is left."""
        return next((place for place, column in enumerate(self.rows_model.columns) if column.stretch), None)

    def _stretch(self) -> None:
        """The column that takes what room is left does so only while its words have room; else the list scrolls sideways."""
        head = self.horizontalHeader()
        columns = self.rows_model.columns
        place = self.elastic()
        if place is None:
            return
        others = sum(head.sectionSize(other) for other in range(len(columns)) if other != place)
        least = self.elastic_least
        stretched = self.viewport().width() - others >= least
        mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
        if head.sectionResizeMode(place) != mode:
            head.setSectionResizeMode(place, mode)
        if not stretched:
            head.resizeSection(place, least)

    def _resized(self, place: int, before: int, now: int) -> None:
        """A width that somebody drew is kept; the one that takes the rest of the room is nobody's choice."""
        shown = [each for each in self.shown_columns() if not self.isColumnHidden(each)]
        rest = shown[-1] if shown and self.horizontalHeader().stretchLastSection() else self.elastic()
        if now and not self._sharing and place != rest:
            self.usual[place] = now
            self._keep.start()

    def _keep_widths(self) -> None:
        """Keeps the widths for this person, in letters: they hold for every size of the text."""
        letter = self.context.theme.em(100) / 100
        kept = self.context.state(f"list.{self.name}.letters")
        drawn = {
            column.name: round(self.usual[place] / letter, 2)
            for place, column in enumerate(self.rows_model.columns)
            if not column.stretch and not self.isColumnHidden(place)
        }
        self.context.keep_state(f"list.{self.name}.letters", {**(kept if isinstance(kept, dict) else {}), **drawn})

    def _head_clicked(self, place: int) -> None:
        """Sorts by a column; once more turns it round."""
        sort = self.rows_model.columns[place].sort
        if not sort:
            return
        order = f"-{sort}" if self.rows_model.order == sort else sort
        self.set_order(order)
        self.context.keep_state(f"list.{self.name}.order", order)
        self.sorted_by.emit(order)

    def set_order(self, order: str) -> None:
        """Shows which column sorts."""
        self.rows_model.order = order
        for place, column in enumerate(self.rows_model.columns):
            if column.sort and column.sort == order.lstrip("-"):
                falling = Qt.SortOrder.DescendingOrder if order.startswith("-") else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(place, falling)
        self.horizontalHeader().setSortIndicatorShown(bool(order))

    def _show_empty(self, *_: object) -> None:
        """Shows the words of the empty list when there is nothing to show."""
        self.empty.setVisible(self.rows_model.rowCount() == 0 and self.rows_model.loaded)
        self.empty.setGeometry(self.viewport().rect())


class RecordTable(SimpleTable):
    """A list of any length: more rows come when it is scrolled."""

    counted = Signal(int)

    def __init__(
        self,
        context: Context,
        name: str,
        columns: Sequence[Column],
        rows: Rows,
        parent: QWidget | None = None,
        *,
        order: str = "",
    ) -> None:
        super().__init__(context, name, columns, parent)
        kept = context.state(f"list.{name}.order")
        self.rows_model.source = rows
        self.set_order(kept if isinstance(kept, str) else order or next((c.sort for c in columns if c.sort), ""))
        self.sorted_by.connect(lambda _: self.reload())

    def reload(self) -> None:
        """Reads the list again from its beginning; the row that is selected stays selected if it is among the first ones."""
        self.rows_model.reload()

    def update_ids(self, ids: Collection[str]) -> None:
        """Reads rows again and puts them in place; those that are gone leave, new ones are found at the next `reload`."""
        self.rows_model.update_ids(ids)


def _cell(text: str) -> str:
    """A text for a cell: no tab, no line break, and never a formula."""
    plain = " ".join(text.split())
    number = plain[:1] in "+-" and plain[1:].replace(".", "").replace(",", "").isdigit()
    return f"'{plain}" if plain[:1] in tuple("=+-@") and not number else plain
