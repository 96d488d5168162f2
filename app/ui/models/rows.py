"""The rows behind a list: frozen values by key, with the columns that show them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.text.digits import digits_for

if TYPE_CHECKING:
    from app.ui.context import Context

PAGE = 200
Index = QModelIndex | QPersistentModelIndex
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True)
class Column:
    """A column: its words come from functions, since the language may change. `width` in letters; `sort` names the order."""

    name: str
    title: Callable[[], str]
    text: Callable[[Any], str]
    sort: str = ""
    width: float = 16
    align: Literal["left", "right", "centre"] = "left"
    digits: bool = False
    """Whether digits are shown as the language writes them."""
    bold: bool = False
    stretch: bool = False
    spare: bool = False
    """Shown only to who chooses it."""
    tone: Callable[[Any], str | None] | None = None
    """danger, warn, good, dim or None."""
    icon: Callable[[Any], str | None] | None = None
    tip: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Batch:
    """Some rows, and where to go on; None at the end."""

    rows: Sequence[Any]
    after: object = None


@dataclass(frozen=True)
class Rows:
    """Where a list's rows come from; both functions get a Reader on a worker."""

    page: Callable[[Any, str, Any, int], Batch]
    """(reader, order, after, limit) → Batch."""
    some: Callable[[Any, Sequence[str]], Sequence[Any]] | None = None
    """(reader, keys) → the rows that still belong into the list."""
    key: Callable[[Any], str] = lambda row: str(row.id)


class RowModel(QAbstractTableModel):
    """A table of rows with unique keys."""

    def __init__(self, context: Context, columns: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.columns = tuple(columns)
        self.source: Rows | None = None
        self.order = ""
        self._round = 0
        self.loaded = False
        self.aside: tuple[int, ...] = ()
        """Columns for which there is no room: the pointer on a line tells what they hold."""
        self._rows: list[Any] = []
        self._places: dict[str, int] = {}
        self._after: object = None
        self._more = False
        self._loading = False

    def _key(self, row: Any) -> str:
        """The key of a row."""
        return self.source.key(row) if self.source is not None else str(getattr(row, "id", id(row)))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].title()
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(column, row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(column, row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._tip(column, row) if column.tip is not None or self.aside else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        return self._look(column, row, role)

    def _look(self, column: Column, row: Any, role: int) -> object:
        """Colour, weight and icon of a cell."""
        tone = column.tone(row) if column.tone is not None else None
        if role == Qt.ItemDataRole.ForegroundRole and tone:
            return self.context.theme.colour(tone)
        if role == Qt.ItemDataRole.FontRole and (column.bold or tone == "danger"):
            font = QFont(self.context.theme.font())
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            name = column.icon(row)
            return self.context.icon(name, tone or "dim") if name else None
        return None

    def _tip(self, column: Column, row: Any) -> str:
        """What the pointer tells: the whole words of the cell, and of the columns for which there is no room."""
        told = column.tip(row) if column.tip is not None else self._text(column, row)
        more = ((self.columns[place], self._text(self.columns[place], row)) for place in self.aside)
        return "\n".join([told, *(f"{other.title()}: {text}" for other, text in more if text)])

    def _text(self, column: Column, row: Any) -> str:
        """The words of a cell."""
        text = column.text(row)
        return digits_for(text, self.context.lang) if column.digits else text

    def text_at(self, row: int, column: int) -> str:
        """The words of one cell."""
        return self._text(self.columns[column], self._rows[row])

    def texts(self, place: int) -> list[str]:
        """The words of all cells of a row."""
        return [self._text(column, self._rows[place]) for column in self.columns]

    def key_at(self, place: int) -> str:
        """The key of the row at a place."""
        return self._key(self._rows[place]) if 0 <= place < len(self._rows) else ""

    def place_of(self, key: str) -> int | None:
        """Where a row stands, or None."""
        return self._places.get(key)

    def row_of(self, key: str) -> Any:
        """The row with a key, or None."""
        place = self._places.get(key)
        return None if place is None else self._rows[place]

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows that are here."""
        return tuple(self._rows)

    def _number(self) -> None:
        """Notes where every row stands."""
        self._places = {self._key(row): place for place, row in enumerate(self._rows)}

    def set_rows(self, rows: Sequence[Any]) -> None:
        """All rows at once. Where the keys are the same in the same order, cells are updated in place."""
        self.loaded = True
        if [self._key(row) for row in rows] == list(self._places) and rows:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self._number()
        self._more = False
        self.endResetModel()

    def retranslate(self) -> None:
        """Every word again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def reload(self) -> None:
        """The first page again; the rows shown stay until it is there."""
        source, order = self.source, self.order
        if source is None:
            return
        wanted = max(PAGE, min(len(self._rows), PAGE * 5))

        def take(batch: Batch) -> None:
            self._after, self._more = batch.after, batch.after is not None
            more = self._more
            self.set_rows(batch.rows)
            self._more = more

        self._round += 1
        self._loading = False
        self._more = False  # nothing is added behind rows that are about to be replaced
        self.context.tasks.run(lambda reader: source.page(reader, order, None, wanted), take, self, key="page")

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._loading

    def fetchMore(self, parent: Index) -> None:
        """The next page; the view asks when it is scrolled down."""
        source, order, after = self.source, self.order, self._after
        if source is None or not self._more or self._loading:
            return
        self._loading = True
        asked = self._round
        self.context.tasks.run(
            lambda reader: source.page(reader, order, after, PAGE), lambda batch: self._append(batch, asked), self, key="more"
        )

    def _append(self, batch: Batch, asked: int) -> None:
        """Adds the next page, if the list is still the one that it was asked for; a row that moved is not shown twice."""
        if asked != self._round:
            return
        self._loading = False
        self._after, self._more = batch.after, batch.after is not None
        fresh = [row for row in batch.rows if self._key(row) not in self._places]
        if not fresh:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self._rows.extend(fresh)
        self._number()
        self.endInsertRows()

    def update_ids(self, ids: Collection[str]) -> None:
        """Reads rows again by key and puts them where they stand."""
        known = [key for key in ids if key in self._places]
        source = self.source
        if source is None or source.some is None or len(known) < len(set(ids)):
            self.reload()
            return
        some = source.some

        def put(rows: Sequence[Any]) -> None:
            found = {self._key(row): row for row in rows}
            for key in known:
                place = self._places.get(key)
                if place is None:
                    continue
                if key in found:
                    self._rows[place] = found[key]
                    self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
                else:
                    self.beginRemoveRows(QModelIndex(), place, place)
                    del self._rows[place]
                    self._number()
                    self.endRemoveRows()

        self.context.tasks.run(lambda reader: some(reader, known), put, self)
