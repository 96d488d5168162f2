"""A tick that says "seen", and an answer that is shown but cannot be given here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.forms.answers.base import AnswerWidget
from app.ui.forms.answers.knob import SquareKnob
from app.ui.widgets.basics import label

if TYPE_CHECKING:
    from app.ui.context import Context

DONE = "OK"
"""What a form stores for a tick."""


class Acknowledge(AnswerWidget):
    """One tick. Space ticks, Delete takes back, Enter goes on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.tick = SquareKnob(self)
        self.tick.installEventFilter(self)
        self.tick.clicked.connect(lambda on: self.given.emit(DONE if on else ""))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tick)
        self.setFocusProxy(self.tick)
        self.retranslate()

    def retranslate(self) -> None:
        self.tick.say(self.tr("Read, and so confirmed"))

    def show_value(self, value: str) -> None:
        self.tick.setChecked(bool(value))

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.tick.setAccessibleName(f"{name}: {self.tick.words}" if name else self.tick.words)

    def read_only(self, on: bool) -> None:
        self.tick.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on)
        self.tick.setFocusPolicy(Qt.FocusPolicy.NoFocus if on else Qt.FocusPolicy.StrongFocus)

    def stops(self) -> list[QWidget]:
        return [self.tick]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.tick:
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.tick.isChecked():
                self.tick.click()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.tick.focusNextChild()
                return True
        return super().eventFilter(watched, event)


class Shown(AnswerWidget):
    """An answer as it is stored: of a question that nobody may answer here, or of a kind that Komar does not know."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label(self, "", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.text)

    def show_value(self, value: str) -> None:
        self.text.setText(value or "–")
