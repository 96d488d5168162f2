"""The rows of a repeat for a table: cells are made when they are looked at, and only those of a changed row are made again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.forms.markup import without_markup
from app.forms.saying import answer_words
from app.text.digits import digits_for, numbers_for
from app.ui.forms.layout import is_asked, path_of, rows_of

if TYPE_CHECKING:
    from app.ui.forms.blocks import Filling

MOST_COLUMNS = 4
Index = QModelIndex | QPersistentModelIndex


class RepeatModel(QAbstractTableModel):
    """A row for each instance; the first questions as columns, after the number of the row."""

    def __init__(self, filling: Filling, repeat: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.filling = filling
        self.session = filling.session
        self.repeat = repeat
        self.keys: list[str] = []
        self.paths = self._columns()
        self.notes = self._notes()
        self._places: dict[str, int] = {}
        self._cells: dict[str, list[str]] = {}
        self._heads: list[str] = []
        self.reload()

    def _columns(self) -> list[str]:
        """The first questions of a row, below the path of the repeat; not those of repeats inside it."""
        form, base = self.session.form, path_of(self.repeat)
        inner = [one.path for one in form.below(base) if one.kind == "repeat"]
        found = [
            one.path[len(base) :]
            for one in form.below(base)
            if is_asked(one)
            and one.label
            and not self.filling.hides(one.path)
            and one.control != "upload"
            and not any(one.path.startswith(f"{x}/") for x in inner)
        ]
        return found[:MOST_COLUMNS]

    def _notes(self) -> list[str]:
        """The notes that stand in a row and are asked by a condition, below the path of the repeat."""
        form, base = self.session.form, path_of(self.repeat)
        children = [form.definitions[path] for path in form.children[base]]
        notes = [one for one in children if one.kind == "question" and one.relevant is not None and not is_asked(one)]
        return [one.path[len(base) :] for one in notes if one.label and not self.filling.hides(one.path)]

    # ---- rows ----

    def reload(self) -> None:
        """Reads which rows there are, all of them anew."""
        self.beginResetModel()
        self.keys = rows_of(self.session, self.repeat)
        self._places = {key: place for place, key in enumerate(self.keys)}
        self._cells = {}
        self._heads = []
        self.endResetModel()

    def follow(self) -> None:
        """Takes up which rows came and went, in place."""
        now = rows_of(self.session, self.repeat)
        staying = set(now)
        for place in range(len(self.keys) - 1, -1, -1):
            if self.keys[place] not in staying:
                self.beginRemoveRows(QModelIndex(), place, place)
                self._cells.pop(self.keys[place], None)
                del self.keys[place]
                self.endRemoveRows()
        for place, key in enumerate(now):
            if place >= len(self.keys) or self.keys[place] != key:
                self.beginInsertRows(QModelIndex(), place, place)
                self.keys.insert(place, key)
                self.endInsertRows()
        self._places = {key: place for place, key in enumerate(self.keys)}

    def row_of(self, key: str) -> str:
        """The row in which a question stands; "" when it is in none."""
        if not key.startswith(f"{self.repeat}["):
            return ""
        row = key[: key.index("]", len(self.repeat)) + 1]
        return row if row in self._places else ""

    def place_of(self, row: str) -> int:
        """The place of a row; -1 for none."""
        return self._places.get(row, -1)

    def tell(self, changed: Iterable[str]) -> None:
        """Makes the cells of the rows again in which something changed."""
        rows = {self.row_of(key) for key in changed} - {""}
        for row in rows:
            self._cells.pop(row, None)
        if rows:
            places = [self._places[row] for row in rows]
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), self.columnCount() - 1))

    def retranslate(self) -> None:
        """All cells in the language now."""
        self._cells, self._heads = {}, []
        if self.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def texts(self, row: str) -> list[str]:
        """The words of a row's cells, without its number."""
        if row not in self._cells:
            made = [self._cell(f"{row}{path}") for path in self.paths]
            if made and not made[0]:
                made[0] = self._told(row)
            self._cells[row] = made
        return self._cells[row]

    def _told(self, row: str) -> str:
        """What a note says of a row of which the first question is not asked: it was brought along with what it is about."""
        lang = self.filling.context.lang
        if self.session.node(f"{row}{self.paths[0]}").relevant:
            return ""
        for path in self.notes:
            if self.filling.asked(f"{row}{path}"):
                return numbers_for(" ".join(without_markup(self.session.label(f"{row}{path}")).split()), lang)
        return ""

    def _cell(self, key: str) -> str:
        node = self.session.node(key)
        if not node.value or not node.relevant:
            return ""
        definition = self.session.form.definitions[node.path]
        labels = {one.value: one.label for one in self.session.choices(key)} if definition.choices is not None else {}
        said = answer_words(definition, node.value, labels, self.filling.context.lang)
        return " ".join(without_markup(said).split())

    # ---- what Qt asks ----

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.paths) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.keys):
            return None
        row = self.keys[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if index.column():
                return self.texts(row)[index.column() - 1]
            number = digits_for(index.row() + 1, self.filling.context.lang)
            return f"! {number}" if self._faulty(row) else number
        if role == Qt.ItemDataRole.ForegroundRole and self._faulty(row):
            return self.filling.context.theme.colour("danger")
        return None

    def _faulty(self, row: str) -> bool:
        return any(key.startswith(f"{row}/") for found in (self.filling.refused, self.filling.problems) for key in found)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        if not self._heads:
            self._heads = ["№", *self._titles()]
        return self._heads[section]

    def _titles(self) -> list[str]:
        """The words of the columns: of the first row's questions, or as the form has them when there is no row."""
        from app.forms.blank import text_of

        form, found = self.session.form, []
        for path in self.paths:
            if self.keys:
                text = self.session.label(f"{self.keys[0]}{path}")
            else:
                text = text_of(form, form.definitions[path_of(self.repeat) + path].label, self.session.language)
            found.append(" ".join(without_markup(text).split()))
        return found
