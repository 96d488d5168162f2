"""Choices in a list: a box, a line to search in, ticks in a list. Thousands of choices stay quick: rows are drawn, not made."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from app.forms.evaluation import Choice
from app.text.keys import search_key, search_terms, search_text

SLICE = 0.008
"""Seconds of work between two looks at the keyboard."""
SMALL = 1000
"""So many choices are searched at once."""
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ChoiceModel(QAbstractListModel):
    """The choices that match what is typed. `checked` gives every row a tick."""

    def __init__(self, parent: QObject, *, ticks: bool = False) -> None:
        super().__init__(parent)
        self.ticks = ticks
        self.checked: dict[str, None] = {}
        """Values with a tick, in the order of the choices."""
        self.choices: Sequence[Choice] = ()
        self.places: dict[str, int] = {}
        self.shown: list[int] = []
        self._keys: list[str | None] = []
        self._terms: tuple[str, ...] = ()
        self._todo: list[int] = []
        self._typed = ""
        self._work = QTimer(self, singleShot=True, interval=0)
        self._work.timeout.connect(self._go_on)

    @property
    def searching(self) -> bool:
        """Whether rows may still come."""
        return bool(self._todo)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Sets what there is, in the language now; what is typed still counts."""
        if choices is self.choices:
            return
        self.choices = choices
        self.places = {}
        for place, choice in enumerate(choices):
            self.places.setdefault(choice.value, place)
        self._keys = [None] * len(choices)
        self.look(self._typed)

    def label(self, value: str) -> str:
        """The words of a value; the value itself when it is not offered."""
        place = self.places.get(value)
        return value if place is None else self.choices[place].label or value

    # ---- searching ----

    def look(self, typed: str) -> None:
        """Shows the choices that hold all words that are typed, in any order, forgiving missing marks; all for nothing."""
        self._typed, self._terms = typed, search_terms(typed)
        self._work.stop()
        self._todo = []
        self.beginResetModel()
        if not self._terms:
            self.shown = list(range(len(self.choices)))
        elif len(self.choices) <= SMALL:
            self.shown = [place for place in range(len(self.choices)) if self._matches(place)]
        else:  # first what holds the very letters, then, piece by piece, what holds them when spelling is forgiven
            folded = " ".join(typed.split()).casefold()
            self.shown = [place for place, choice in enumerate(self.choices) if folded in choice.label.casefold()]
            there = set(self.shown)
            self._todo = [place for place in range(len(self.choices) - 1, -1, -1) if place not in there]
            self._work.start()
        self.endResetModel()

    def _matches(self, place: int) -> bool:
        key = self._keys[place]
        if key is None:
            choice = self.choices[place]
            key = self._keys[place] = f"{search_text(choice.label)} {choice.value.casefold()}"
        return all(term in key for term in self._terms)

    def _go_on(self) -> None:
        end, found = time.perf_counter() + SLICE, list[int]()
        while self._todo and time.perf_counter() < end:
            place = self._todo.pop()
            if self._matches(place):
                found.append(place)
        if found:
            self.beginInsertRows(NOWHERE, len(self.shown), len(self.shown) + len(found) - 1)
            self.shown += found
            self.endInsertRows()
        if self._todo:
            self._work.start()

    def exact(self, typed: str) -> str | None:
        """The value of the one choice that is spelt so (signs and case forgiven); None for none or several."""
        many = len(self.shown) > SMALL  # then only the very words count, so that leaving a field takes no second
        key = str.casefold if many else search_key
        wanted = key(typed)
        found = {choice.value for choice in (self.choices[place] for place in self.shown) if key(choice.label) == wanted}
        return found.pop() if wanted and len(found) == 1 else None

    # ---- for the views ----

    def value(self, row: int) -> str:
        """The value of a row that is shown."""
        return self.choices[self.shown[row]].value

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        choice = self.choices[self.shown[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return choice.label or choice.value
        if role == Qt.ItemDataRole.CheckStateRole and self.ticks:
            return Qt.CheckState.Checked if choice.value in self.checked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def set_checked(self, values: Sequence[str]) -> None:
        """Sets the ticks."""
        known = [value for value in dict.fromkeys(values) if value in self.places]
        self.checked = dict.fromkeys(sorted(known, key=self.places.__getitem__))
        if self.shown:
            self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1), [Qt.ItemDataRole.CheckStateRole])

    def toggle(self, row: int) -> None:
        """Sets or takes away the tick of a row."""
        value = self.value(row)
        self.set_checked([each for each in self.checked if each != value] if value in self.checked else [*self.checked, value])
