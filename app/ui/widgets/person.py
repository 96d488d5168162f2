"""Somebody who is written down already, found by name or phone and linked instead of typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from app.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from app.services.people.people import Known
    from app.ui.context import Context

WAIT_MS = 150
_DATA = Qt.ItemDataRole.UserRole


class PersonField(TextField):
    """One line; the list below narrows while typing. The value is the id of a person, or of a role to make one of."""

    def __init__(self, context: Context, own_type: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.own_type = own_type
        self.chosen: Known | None = None
        self._id = ""
        self.found: list[Known] = []
        self.model = QStandardItemModel(self)
        self.completer = QCompleter(self.model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.edit)
        self._list().setObjectName("choices")
        self._list().clicked.connect(self._picked)
        self.completer.activated.connect(self._picked_text)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.edit.textEdited.connect(self._typed)
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("part of the name, or the phone"))
        if self.chosen is not None:
            self.edit.setText(self._told(self.chosen))

    def value(self) -> object:
        return self._id or None

    def set_value(self, value: object) -> None:
        self._id = str(value or "")
        if self.chosen is not None and self.chosen.id == self._id:
            return
        self.chosen = None
        super().set_value(None)
        if self._id:
            from app.services.people.people import known

            key = self._id
            self.context.tasks.run(lambda reader: known(reader, key), self._show, self, key="known")

    def fault(self) -> str:
        if self.edit.text().strip() and not self._id:
            return self.tr("Please choose a line of the list, or leave it empty.")
        return ""

    def _typed(self, _: str) -> None:
        """The user types: who was chosen no longer holds."""
        had = bool(self._id)
        self._id, self.chosen, self.found = "", None, []
        if had:
            self.changed.emit()
        self._wait.start()

    def _ask(self) -> None:
        """Looks for people."""
        from app.services.people.people import find

        typed, own = self.edit.text(), self.own_type
        self.context.tasks.run(lambda reader: find(reader, typed, own), self._offer, self, on="work", key="find")

    def _offer(self, found: list[Known]) -> None:
        """Shows who was found."""
        self.found = found
        self.model.clear()
        for one in found:
            item = QStandardItem(self._told(one))
            item.setData(one, _DATA)
            self.model.appendRow(item)
        if found and self.edit.hasFocus():
            self.completer.complete()
        else:
            self._list().hide()

    def _told(self, one: Known) -> str:
        """A line: the name, the phone, where it stands."""
        return " · ".join(part for part in (one.name, one.phone, one.where) if part)

    def _list(self) -> QAbstractItemView:
        """The list below the line."""
        popup = self.completer.popup()
        assert popup is not None, "a completer of this mode has a list"
        return popup

    def _picked_text(self, text: str) -> None:
        """A line of the list was chosen by the keyboard."""
        one = next((one for one in self.found if self._told(one) == text), None)
        if one is not None:
            self.take(one)

    def _picked(self, index: QModelIndex) -> None:
        """A line of the list was chosen."""
        self.take(index.data(_DATA))

    def take(self, one: Known) -> None:
        """Takes somebody as the answer."""
        self._id = one.id
        self._show(one)
        self.changed.emit()

    def _show(self, one: Known | None) -> None:
        """Writes who it is into the line."""
        self.chosen = one
        if one is not None:
            self.edit.setText(self._told(one))
            self.edit.setCursorPosition(0)
