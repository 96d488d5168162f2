"""Fields to type into. All share one face: value, set_value, changed, left, problem, required, read only, accessible name."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.text.digits import arabic_digits, digits_for, parse_int
from app.text.normal import normalise
from app.ui.widgets.basics import set_tone
from app.ui.widgets.tick import Tick


class Field(QWidget):
    """Base of all fields. The subclass fills `parts` with the widgets that take the focus."""

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.required = False
        self.return_submits = False
        """Whether Return is the end of the form instead of going on to the next field."""
        self.touched = False
        self.parts: list[QWidget] = []
        self.box: QHBoxLayout | QVBoxLayout = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add_part(self, part: QWidget, stretch: int = 0) -> None:
        """Puts a widget into the field; the first one takes the field's focus."""
        self.parts.append(part)
        self.box.addWidget(part, stretch)
        part.installEventFilter(self)
        if len(self.parts) == 1:
            self.setFocusProxy(part)

    def may_be_higher(self) -> None:
        """Its words may need several lines where it is narrow."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Never lower than a line needs: what is squeezed cannot be read."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def value(self) -> object:
        """What is answered, None for nothing."""
        return None

    def set_value(self, value: object) -> None:
        """Shows an answer; `changed` is emitted only if it differs from what was shown."""

    def fault(self) -> str:
        """What is wrong with what is typed, in the language now, or nothing."""
        return ""

    def problem(self) -> str:
        """`fault`, or that an answer is missing."""
        fault = self.fault()
        if not fault and self.required and self.value() in (None, "", [], {}):
            return self.tr("Please answer this.")
        return fault

    def set_required(self, required: bool) -> None:
        """Whether an answer must be given before the record is saved."""
        self.required = required

    def read_only(self, on: bool) -> None:
        """Shows without letting change."""
        for part in self.parts:
            if isinstance(part, QLineEdit | QPlainTextEdit):
                part.setReadOnly(on)
                set_tone(part, "true" if on else "", "readOnlyLook")
            else:
                part.setEnabled(not on)

    def set_name(self, name: str) -> None:
        """The accessible name: what the label says."""
        self.setAccessibleName(name)
        for part in self.parts:
            part.setAccessibleName(name)

    def mark(self, problem: bool) -> None:
        """Draws the frame of a field with a problem."""
        for part in self.parts:
            set_tone(part, "true" if problem else "", "problem")

    def retranslate(self) -> None:
        """Sets words again in the language now."""

    def changeEvent(self, event: QEvent) -> None:
        """Hears of a switch of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notices when the focus leaves the field as a whole, and lets Return go on to the next field."""
        if event.type() == QEvent.Type.FocusOut and watched in self.parts:
            now = QApplication.focusWidget()
            if now is None or not self.isAncestorOf(now):
                self.touched = True
                self.leaving()
                self.left.emit()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._goes_on(watched, event):
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def leaving(self) -> None:
        """The focus left: tidy what was typed."""

    def _goes_on(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether a key means "next field"."""
        plain = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        return plain and not self.return_submits and not isinstance(watched, QPlainTextEdit)


class TextField(Field):
    """One line. The value is in Unicode normal form with single spaces."""

    def __init__(self, parent: QWidget | None = None, *, limit: int = 200, password: bool = False) -> None:
        super().__init__(parent)
        self.edit = QLineEdit(self)
        self.edit.setMaxLength(limit)
        if password:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.password = password
        self.add_part(self.edit, 1)
        self.edit.textChanged.connect(lambda _: self.changed.emit())

    def value(self) -> object:
        text = self.edit.text()
        if self.password:
            return text or None
        return " ".join(normalise(text).split()) or None

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)

    def text(self) -> str:
        """The value, empty for nothing."""
        return str(self.value() or "")

    def placeholder(self, text: str) -> None:
        """An example in grey."""
        self.edit.setPlaceholderText(text)


class LongTextField(Field):
    """Several lines. Tab goes on to the next field; Return makes a new line."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3) -> None:
        super().__init__(parent)
        self.edit = QPlainTextEdit(self)
        self.edit.setTabChangesFocus(True)
        self.lines = lines
        self.add_part(self.edit, 1)
        self._fit()
        self.edit.textChanged.connect(self.changed.emit)

    def _fit(self) -> None:
        """As many lines as were asked for, in the font now."""
        metrics = QFontMetrics(self.edit.font())
        self.edit.setMinimumHeight(metrics.lineSpacing() * self.lines + metrics.height())
        self.edit.setMaximumHeight(metrics.lineSpacing() * (self.lines + 2) + metrics.height())

    def value(self) -> object:
        return normalise(self.edit.toPlainText(), keep_breaks=True).strip() or None

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of the text."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "edit"):
            self._fit()
        super().changeEvent(event)


class PhoneField(TextField):
    """A telephone number in either digits; kept as typed digits with a leading 0 or +."""

    def value(self) -> object:
        return phone_number(self.edit.text()) or None

    def fault(self) -> str:
        digits = re.sub(r"\D", "", str(self.value() or ""))
        if digits and not 8 <= len(digits) <= 15:
            return self.tr("A telephone number has 9 or 10 digits.")
        return ""

    def leaving(self) -> None:
        """Shows the number in groups."""
        self.set_value(grouped_phone(str(self.value() or "")))


def phone_number(typed: str) -> str:
    """Digits of a number, with + in front where it was typed."""
    return re.sub(r"[\s\u200b().\-/]", "", arabic_digits(typed))


def grouped_phone(number: str) -> str:
    """A number in groups of three after the network: 012 345 678."""
    if not number.isdigit() or len(number) < 8:
        return number
    rest = number[3:]
    parts = [number[:3], *(rest[place : place + 3] for place in range(0, len(rest), 3))]
    if len(parts[-1]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return " ".join(parts)


class NumberField(TextField):
    """A whole number in either digits, within limits."""

    def __init__(self, parent: QWidget | None = None, *, low: int = 0, high: int = 9_999_999) -> None:
        super().__init__(parent, limit=20)
        self.low, self.high = low, high
        self.lang = "en"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.edit.setMaximumWidth(QFontMetrics(self.edit.font()).averageCharWidth() * 16)

    def value(self) -> object:
        return parse_int(self.edit.text()) if self.edit.text().strip() else None

    def set_value(self, value: object) -> None:
        super().set_value(None if value is None else digits_for(value, self.lang))

    def speak(self, lang: str) -> None:
        """Shows the number in the digits of a language."""
        number, self.lang = self.value(), lang
        if number is not None:
            self.set_value(number)

    def fault(self) -> str:
        if not self.edit.text().strip():
            return ""
        number = parse_int(self.edit.text())
        if number is None:
            return self.tr("Please type a whole number.")
        if not self.low <= number <= self.high:
            return self.tr("The number must be from {low} to {high}.").format(low=self.low, high=self.high)
        return ""


class BoolField(Field):
    """A tick box. Its words stand beside it; with `three` there is also "not stated"."""

    def __init__(self, parent: QWidget | None = None, *, three: bool = False) -> None:
        super().__init__(parent)
        self.tick = Tick(self)
        self.tick.setTristate(three)
        self.three = three
        if three:
            self.tick.setCheckState(Qt.CheckState.PartiallyChecked)
        self.add_part(self.tick)
        self.box.addStretch(1)
        self.may_be_higher()
        self.tick.checkStateChanged.connect(lambda _: self.changed.emit())

    def value(self) -> object:
        state = self.tick.checkState()
        return None if state == Qt.CheckState.PartiallyChecked else state == Qt.CheckState.Checked

    def set_value(self, value: object) -> None:
        empty = Qt.CheckState.PartiallyChecked if self.three else Qt.CheckState.Unchecked
        self.tick.setCheckState(empty if value is None else Qt.CheckState.Checked if value else Qt.CheckState.Unchecked)

    def set_words(self, words: str) -> None:
        """The words beside the box."""
        self.tick.setText(words)

    def problem(self) -> str:
        return self.tr("Please answer this.") if self.required and self.value() is not True else ""
