"""One of several from a box or by searching, any of several from a list with ticks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from app.forms.evaluation import Choice
from app.ui.forms.answers.base import AnswerWidget, gone
from app.ui.forms.answers.listed import ChoiceModel
from app.ui.widgets.basics import button, label, set_tone, unit
from app.ui.widgets.choices import ChoiceField

if TYPE_CHECKING:
    from app.ui.context import Context

LINES = 7
MOST_IN_BOX = 200


class Picker(AnswerWidget):
    """A box that opens; letters typed go to the line that begins with them, Delete takes back."""

    def __init__(self, parent: QWidget | None = None, *, quick: bool = False) -> None:
        super().__init__(parent)
        self.field = ChoiceField(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.changed.connect(lambda: self.given.emit(self.field.value() or ""))
        if quick:
            self.field.combo.activated.connect(lambda _: self.onward.emit())

    def show_choices(self, choices: Sequence[Choice]) -> None:
        self.field.set_choices(
            [(choice.value, choice.label or choice.value) for choice in choices], [choice.value for choice in choices]
        )

    def show_value(self, value: str) -> None:
        self.field.blockSignals(True)
        try:
            self.field.set_value(value or None)
        finally:
            self.field.blockSignals(False)

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.field.set_name(name)

    def read_only(self, on: bool) -> None:
        self.field.read_only(on)

    def stops(self) -> list[QWidget]:
        return list(self.field.parts)


class Finder(AnswerWidget):
    """A line to search in: what matches is listed below it while typing; Down lists everything, Enter takes the line."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, quick: bool = False) -> None:
        super().__init__(parent)
        self.quick = quick
        self.value = ""
        self.edit = QLineEdit(self)
        self.edit.setClearButtonEnabled(True)
        self.edit.addAction(context.icon("find", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.edit.installEventFilter(self)
        self.model = ChoiceModel(self)
        self.completer = QCompleter(self.model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(LINES * 2)
        self.completer.setWidget(self.edit)
        self.list = self._list()
        self.list.clicked.connect(self._take)
        self.list.installEventFilter(self)
        self.edit.textEdited.connect(self._typed)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.retranslate()

    def _list(self) -> QListView:
        popup = self.completer.popup()
        assert isinstance(popup, QListView), "a completer of this mode has a list"
        popup.setObjectName("choices")
        popup.setUniformItemSizes(True)
        return popup

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("Type a part of the words, or press Down for the list"))
        self.list.setAccessibleName(self.tr("Choices that match"))

    def show_choices(self, choices: Sequence[Choice]) -> None:
        written = self.edit.text() == self.model.label(self.value) if self.value else not self.edit.text()
        self.model.set_choices(choices)
        if written:
            self._write()

    def show_value(self, value: str) -> None:
        if value != self.value or not self.edit.hasFocus():
            self.value = value
            self._write()

    def _write(self) -> None:
        text = self.model.label(self.value) if self.value else ""
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def read_only(self, on: bool) -> None:
        self.edit.setReadOnly(on)
        set_tone(self.edit, "true" if on else "", "readOnlyLook")

    def stops(self) -> list[QWidget]:
        return [self.edit]

    def fault(self) -> str:
        text = self.edit.text().strip()
        if text and text != self.model.label(self.value):
            return self.tr("Please choose one from the list; what is typed is none of them.")
        return ""

    def _typed(self, text: str) -> None:
        if self.edit.isReadOnly():
            return
        self.model.look(text)
        if text.strip():
            self.completer.complete()
        else:
            self.list.hide()

    def list_all(self) -> None:
        """Shows the whole list."""
        if not self.edit.isReadOnly():
            self.model.look("" if self.edit.text() == self.model.label(self.value) else self.edit.text())
            self.completer.complete()
            place = self.model.places.get(self.value)
            if place is not None and place in self.model.shown:
                self.list.setCurrentIndex(self.completer.completionModel().index(self.model.shown.index(place), 0))

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.model.shown):
            self._give(self.model.value(index.row()))
            if self.quick:
                self.onward.emit()

    def _give(self, value: str) -> None:
        changed = value != self.value
        self.value = value
        self.list.hide()
        self._write()
        if changed:
            self.given.emit(value)

    def flush(self) -> None:
        """What is typed becomes the answer: nothing, the one choice that is spelt so, or words that are refused."""
        text = self.edit.text().strip()
        if text == (self.model.label(self.value) if self.value else "") or self.edit.isReadOnly():
            return
        if not text:
            self._give("")
            return
        self.model.look(text)
        found = self.model.exact(text) or (self.model.value(0) if len(self.model.shown) == 1 else None)
        if found is not None:
            self._give(found)
        else:
            self.given.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if gone(self, self.edit, self.list, self.model):
            return False
        if event.type() == QEvent.Type.FocusOut and watched is self.edit and not self._in_list():
            self.flush()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.list and enter:
                index = self.list.currentIndex()
                self._take(index if index.isValid() else self.completer.completionModel().index(0, 0))
                return True
            if watched is self.edit and event.key() == Qt.Key.Key_Down:
                self.list_all()
                return True
            if watched is self.edit and enter:
                self.flush()
                self.edit.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _in_list(self) -> bool:
        return self.list.isVisible() or QApplication.activePopupWidget() is self.list


class Checklist(AnswerWidget):
    """Any of many: a line to search in, a list with ticks, and what is chosen. `folded` opens the list by a button."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, folded: bool = False) -> None:
        super().__init__(parent)
        self.folded = folded
        self.locked = False
        self.lang = context.lang
        self.opener = button(self, "list", self.turn)
        self.opener.setCheckable(True)
        self.chosen = label(self, "small", wrap=True)
        self.edit = QLineEdit(self)
        self.edit.setClearButtonEnabled(True)
        self.edit.addAction(context.icon("find", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.model = ChoiceModel(self, ticks=True)
        self.view = QListView(self)
        self.view.setObjectName("choices")
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.clicked.connect(lambda index: self._toggle(index.row()))
        self.edit.textEdited.connect(self.model.look)
        for part in (self.edit, self.view):
            part.installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(unit(self) // 2)
        for widget in (self.opener, self.chosen, self.edit, self.view):
            box.addWidget(widget)
        box.setAlignment(self.opener, Qt.AlignmentFlag.AlignLeft)
        self.opener.setVisible(folded)
        self.setFocusProxy(self.opener if folded else self.edit)
        self._open(not folded)
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("Type to search; Space ticks the line"))
        self._tell()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.view.font())
        self.view.setFixedHeight(round(metrics.lineSpacing() * 1.3 * LINES))

    def _open(self, on: bool) -> None:
        self.edit.setVisible(on)
        self.view.setVisible(on)
        self.opener.setChecked(on)

    def turn(self) -> None:
        """Opens or closes the list."""
        opened = self.view.isHidden()
        self._open(opened)
        if opened:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        kept = list(self.model.checked)
        self.model.set_choices(choices)
        self.model.set_checked(kept)
        self._tell()

    def show_value(self, value: str) -> None:
        self.model.set_checked(value.split())
        self._tell()

    def _tell(self) -> None:
        names = [self.model.label(value) for value in self.model.checked]
        count = self.tr("Chosen: {n}").format(n=self.digits(len(names)))
        self.chosen.setText(f"{count} · {', '.join(names)}" if names else count)
        self.opener.setText(count)

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        for part in (self.opener, self.edit, self.view):
            part.setAccessibleName(name)

    def read_only(self, on: bool) -> None:
        self.locked = on
        self.opener.setVisible(self.folded and not on)
        self._open(not on and (not self.folded or not self.view.isHidden()))

    def stops(self) -> list[QWidget]:
        return [self.opener, self.edit, self.view]

    def _toggle(self, row: int) -> None:
        if not self.locked and 0 <= row < len(self.model.shown):
            self.model.toggle(row)
            self._tell()
            self.given.emit(" ".join(self.model.checked))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row = self.view.currentIndex().row()
            if watched is self.edit and event.key() == Qt.Key.Key_Down:
                self.view.setCurrentIndex(self.model.index(max(0, row), 0))
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if watched is self.view and event.key() == Qt.Key.Key_Space:
                self._toggle(row)
                return True
            if watched is self.view and event.key() == Qt.Key.Key_Up and row <= 0:
                self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        """Ticks the only line that matches what is typed; else goes on to the next question."""
        if self.edit.text().strip() and len(self.model.shown) == 1:
            self._toggle(0)
            self.edit.clear()
            self.model.look("")
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.focusNextChild()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "model"):
            self._fit()
        super().changeEvent(event)
