"""What takes an answer on the screen: options by key, ticks, fields of the window; all give the text that a form stores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.forms.evaluation import Choice
from app.forms.session import QuestionState
from app.text.digits import arabic_digits, digits_for
from app.ui.widgets.basics import unit
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import Field, LongTextField, NumberField, TextField

if TYPE_CHECKING:
    from app.ui.context import Context

WAIT_MS = 500
"""So long after the last key what was typed is an answer."""


class AnswerWidget(QWidget):
    """Base, and all that a note needs: `given` is emitted with the text to store, "" for no answer."""

    given = Signal(str)

    def show_value(self, value: str) -> None:
        """Shows the stored answer; a note has none."""

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Sets what there is to choose, in the language now."""

    def name(self, name: str) -> None:
        """The accessible name of all its parts."""
        self.setAccessibleName(name)

    def read_only(self, on: bool) -> None:
        """Shows without letting change."""
        self.setEnabled(not on)

    def flush(self) -> None:
        """Gives what was typed and has not been given yet."""

    def stops(self) -> list[QWidget]:
        """The widgets that take the focus, in order."""
        return []


class Options(AnswerWidget):
    """One of several, side by side as far as the width allows. Keys 1 to 9 choose, Delete takes back, Enter goes on."""

    single = True
    lang = "en"
    """The language of its numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self.group.setExclusive(False)
        self.knobs: dict[str, QAbstractButton] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(unit(self) * 2)
        self.grid.setVerticalSpacing(0)
        self._columns = 0
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest option, so that a page never scrolls sideways."""
        widest = max((knob.sizeHint().width() for knob in self.knobs.values()), default=0)
        return QSize(min(widest, unit(self) * 30), super().minimumSizeHint().height())

    def show_choices(self, choices: Sequence[Choice]) -> None:
        if [choice.value for choice in choices] != list(self.knobs):
            self._make([choice.value for choice in choices])
        for place, choice in enumerate(choices, 1):
            knob = self.knobs[choice.value]
            number = digits_for(place, self.lang)
            knob.setText(f"{number}  {choice.label}" if self.single and len(choices) > 2 else choice.label)
        self.name(self._name)
        self._columns = 0
        self._lay_out()

    def _make(self, values: Sequence[str]) -> None:
        chosen = self._chosen()
        for old in self.knobs.values():
            self.group.removeButton(old)
            old.deleteLater()
        self.knobs = {}
        for value in values:
            knob: QAbstractButton = QRadioButton(self) if self.single else QCheckBox(self)
            knob.setAutoExclusive(False)
            knob.setChecked(value in chosen)
            knob.clicked.connect(lambda _=False, value=value: self._clicked(value))
            knob.installEventFilter(self)
            self.group.addButton(knob)
            self.knobs[value] = knob
        if values:
            self.setFocusProxy(self.knobs[values[0]])

    def _chosen(self) -> list[str]:
        return [value for value, knob in self.knobs.items() if knob.isChecked()]

    def show_value(self, value: str) -> None:
        chosen = {value} if self.single else set(value.split())
        for code, knob in self.knobs.items():
            knob.setChecked(code in chosen)
        first = next((knob for code, knob in self.knobs.items() if code in chosen), None)
        self._set_entry(first)

    def _set_entry(self, chosen: QAbstractButton | None) -> None:
        """Tab comes to the answer that was chosen, else to the first one; the others are reached by the arrows."""
        if not self.single or not self.knobs:
            return
        entry = chosen or next(iter(self.knobs.values()))
        for knob in self.knobs.values():
            knob.setFocusPolicy(Qt.FocusPolicy.StrongFocus if knob is entry else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(entry)

    def name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        for knob in self.knobs.values():
            knob.setAccessibleName(f"{name}: {knob.text()}")

    def _clicked(self, value: str) -> None:
        if self.single:
            for code, knob in self.knobs.items():
                knob.setChecked(code == value)
            self._set_entry(self.knobs[value])
        self.given.emit(" ".join(self._chosen()))

    def stops(self) -> list[QWidget]:
        return list(self.knobs.values())

    def choose(self, place: int) -> bool:
        """Chooses by number, from 0; whether there is such an option."""
        values = list(self.knobs)
        if not 0 <= place < len(values):
            return False
        knob = self.knobs[values[place]]
        knob.setChecked(True if self.single else not knob.isChecked())
        knob.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._clicked(values[place])
        return True

    def take_back(self) -> None:
        """No answer."""
        for knob in self.knobs.values():
            knob.setChecked(False)
        self.given.emit("")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self.knobs.values():
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Whether a key was ours."""
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        digit = arabic_digits(event.text())
        if len(digit) == 1 and digit in "123456789":
            return self.choose(int(digit) - 1)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_back()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return True
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        return self.single and event.key() in steps and self._step(steps[Qt.Key(event.key())])

    def _step(self, step: int) -> bool:
        """Moves the focus among the options without choosing, so that a look is no answer."""
        knobs = list(self.knobs.values())
        here = next((place for place, knob in enumerate(knobs) if knob.hasFocus()), 0)
        knobs[(here + step) % len(knobs)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "grid"):
            self._columns = 0
            self._lay_out()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        """As many columns as fit."""
        knobs = list(self.knobs.values())
        if not knobs:
            return
        gap = self.grid.horizontalSpacing()
        columns = 1
        for tried in range(len(knobs), 1, -1):
            widths = [max(knob.sizeHint().width() for knob in knobs[place::tried]) for place in range(tried)]
            if sum(widths) + gap * (tried - 1) <= self.width():
                columns = tried
                break
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(len(knobs) + 1):
            self.grid.setColumnStretch(column, 0)
        for place, knob in enumerate(knobs):
            self.grid.addWidget(knob, place // columns, place % columns)
        self.grid.setColumnStretch(columns, 1)
        self.updateGeometry()


class Ticks(Options):
    """Any of several."""

    single = False


class Typed(AnswerWidget):
    """A field of the window; what is typed becomes an answer a moment after the last key and when the field is left."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(field)
        self.setFocusProxy(field)
        self._shown = ""
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.flush)
        field.changed.connect(self._wait.start)
        field.left.connect(self.flush)

    def text(self) -> str:
        """What is typed, as a form stores it; what is no number or date stays as it was typed, to be refused in words."""
        value = self.field.value()
        if isinstance(value, date):
            return value.isoformat()
        if value is None and isinstance(self.field, TextField):
            return self.field.edit.text().strip()
        return "" if value is None else str(value)

    def show_value(self, value: str) -> None:
        self._shown = value
        if value == self.text():
            return
        self.field.blockSignals(True)
        try:
            self.field.set_value(_value_of(self.field, value))
        finally:
            self.field.blockSignals(False)

    def stops(self) -> list[QWidget]:
        return list(self.field.parts)

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.field.set_name(name)

    def read_only(self, on: bool) -> None:
        self.field.read_only(on)

    def flush(self) -> None:
        self._wait.stop()
        text = self.text()
        if text != self._shown:
            self._shown = text
            self.given.emit(text)


def _value_of(field: Field, text: str) -> object:
    """A stored text as the field takes it."""
    if not text:
        return None
    if isinstance(field, DateField):
        return date.fromisoformat(text)
    return int(text) if isinstance(field, NumberField) and text.lstrip("-").isdigit() else text


class Told(AnswerWidget):
    """A note: it takes no answer; its words are those of the question."""


def answer_widget(context: Context, state: QuestionState, parent: QWidget) -> AnswerWidget:
    """The widget for a question by its type."""
    control, kind = state.definition.control, state.definition.type
    if state.readonly and not state.value:
        return Told(parent)
    if control == "select1":
        return Options(parent)
    if control == "select":
        return Ticks(parent)
    if kind == "int":
        number = NumberField(low=-999_999)
        number.lang = context.lang
        return Typed(number, parent)
    if kind == "date":
        return Typed(DateField(context, future=True), parent)
    return Typed(LongTextField(lines=1) if "multiline" in state.definition.appearance else TextField(limit=2000), parent)
