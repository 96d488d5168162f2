"""An office: a province or district, found by any part of its name. It needs no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from app.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from app.services.office.offices import OfficePlace
    from app.ui.context import Context


class OfficeField(TextField):
    """The value is the office's code."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._chosen: OfficePlace | None = None
        self._found: list[OfficePlace] = []
        self.lines = QStringListModel(self)
        self.completer = QCompleter(self.lines, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.edit)
        self._list().setObjectName("choices")
        self.completer.activated.connect(self._picked)
        self._list().clicked.connect(lambda index: self._picked(index.data()))
        self.edit.textEdited.connect(self._typed)
        self.retranslate()

    def _list(self) -> QAbstractItemView:
        """The list below the line."""
        popup = self.completer.popup()
        assert popup is not None, "a completer of this mode has a list"
        return popup

    def retranslate(self) -> None:
        if self._chosen is not None:
            self.edit.setText(self._words(self._chosen))

    def value(self) -> str | None:
        return self._chosen.code if self._chosen else None

    def set_value(self, value: object) -> None:
        from app.services.office.offices import office_place

        self._chosen = office_place(str(value)) if value else None
        super().set_value(self._words(self._chosen) if self._chosen else None)

    def fault(self) -> str:
        return self.tr("Please choose a line of the list.") if self.edit.text().strip() and self._chosen is None else ""

    def leaving(self) -> None:
        """If only one place fits, that is meant."""
        if self._chosen is None and len(self._found) == 1:
            self._take(self._found[0])

    def _words(self, place: OfficePlace) -> str:
        """Names and code of a place."""
        return f"{place.name(self.context.lang)} ({self.context.language.digits(place.code)})"

    def _typed(self, text: str) -> None:
        """Narrows the list."""
        from app.services.office.offices import find_office_places

        self._chosen = None
        self._found = find_office_places(text) if text.strip() else []
        self.lines.setStringList([self._words(place) for place in self._found])
        if self._found:
            self.completer.complete()
        else:
            self._list().hide()

    def _picked(self, text: str) -> None:
        """A line was chosen."""
        for place in self._found:
            if self._words(place) == text:
                self._take(place)
                return

    def _take(self, place: OfficePlace) -> None:
        """Takes a place as the answer."""
        self._chosen = place
        self.edit.setText(self._words(place))
        self.changed.emit()
