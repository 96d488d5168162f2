"""An address typed once: any part of a village, commune or district finds the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from app.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from app.data.places import FoundPlace
    from app.data.reader import Reader
    from app.ui.context import Context

WAIT_MS = 120
LIMIT = 20
_DATA = Qt.ItemDataRole.UserRole
YEAR = 2025
"""The year of the gazetteer's list, until the address says its own."""


class VillageField(TextField):
    """One line; the list below narrows while typing, own province first. The value holds code and both names."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, levels: tuple[str, ...] = ("village",)) -> None:
        super().__init__(parent)
        self.context = context
        self.levels = levels
        self._chosen: dict[str, object] = {}
        self._path: dict[str, str] = {}
        self._found: list[FoundPlace] = []
        self.model = QStandardItemModel(self)
        self.completer = QCompleter(self.model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.edit)
        self.completer.setMaxVisibleItems(10)
        self._list().setObjectName("choices")
        self._list().clicked.connect(self._picked)
        self.completer.activated.connect(self._picked_text)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.edit.textEdited.connect(self._typed)
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("part of the village, commune or district"))
        if self._path:
            self.edit.setText(self._path[self.context.lang])

    def value(self) -> dict[str, object]:
        return dict(self._chosen)

    def set_value(self, value: object) -> None:
        values = dict(value) if isinstance(value, Mapping) else {}
        code = values.get("village_code")
        if not code:
            self._chosen, self._path = {}, {}
            super().set_value(None)
            return
        if code == self._chosen.get("village_code"):
            return
        self._chosen = {key: values.get(key) for key in ("village_code", "village_km", "village_en", "gazetteer_year")}
        name = {"km": str(values.get("village_km") or code), "en": str(values.get("village_en") or code)}
        self._path = name
        super().set_value(name[self.context.lang])
        self.context.tasks.run(lambda reader: _path_of(reader, str(code)), self._show_path, self, key="path")

    def fault(self) -> str:
        if self.edit.text().strip() and not self._chosen:
            return self.tr("Please choose a line of the list.")
        return ""

    def leaving(self) -> None:
        """If only one place fits, that is meant."""
        if not self._chosen and len(self._found) == 1 and not self._wait.isActive():
            self._take(self._found[0])

    def _typed(self, _: str) -> None:
        """The user types: what was chosen no longer holds."""
        had = bool(self._chosen)
        self._chosen, self._path, self._found = {}, {}, []
        if had:
            self.changed.emit()
        self._wait.start()

    def _ask(self) -> None:
        """Looks for places."""
        typed, levels, home = self.edit.text(), self.levels, self.context.session.actor.office[:2]
        self.context.tasks.run(lambda reader: _find(reader, typed, levels, home), self._offer, self, key="find")

    def _offer(self, found: list[FoundPlace]) -> None:
        """Shows what was found."""
        self._found = found
        self.model.clear()
        for place in found:
            item = QStandardItem(place.path(self.context.lang))
            item.setData(place, _DATA)
            self.model.appendRow(item)
        if found and self.edit.hasFocus():
            self.completer.complete()
        else:
            self._list().hide()

    def _list(self) -> QAbstractItemView:
        """The list below the line."""
        popup = self.completer.popup()
        assert popup is not None, "a completer of this mode has a list"
        return popup

    def _picked_text(self, text: str) -> None:
        """A line of the list was chosen by the keyboard."""
        for place in self._found:
            if place.path(self.context.lang) == text:
                self._take(place)
                return

    def _picked(self, index: QModelIndex) -> None:
        """A line of the list was chosen."""
        self._take(index.data(_DATA))

    def _take(self, place: FoundPlace) -> None:
        """Takes a place as the answer."""
        own = place.place
        self._chosen = {"village_code": own.code, "village_km": own.km, "village_en": own.en, "gazetteer_year": YEAR}
        self._show_path(place)
        self.changed.emit()

    def _show_path(self, place: FoundPlace | None) -> None:
        """Writes the whole address into the line."""
        if place is not None:
            self._path = {lang: place.path(lang) for lang in ("km", "en")}
            self.edit.setText(self._path[self.context.lang])
            self.edit.setCursorPosition(0)


def _find(reader: Reader, typed: str, levels: tuple[str, ...], home: str) -> list[FoundPlace]:
    """Places of the levels, those of the own province first."""
    from app.data.places import find_places

    kind = levels[0] if len(levels) == 1 else None
    near = find_places(reader, typed, LIMIT, kind=kind, within=home)
    seen = {place.place.code for place in near}
    far = [] if len(near) >= LIMIT else find_places(reader, typed, LIMIT, kind=kind)
    return [
        place for place in [*near, *(place for place in far if place.place.code not in seen)] if place.place.kind in levels
    ][:LIMIT]


def _path_of(reader: Reader, code: str) -> FoundPlace | None:
    """A place with those above it."""
    from app.data.places import place_path

    return place_path(reader, code)
