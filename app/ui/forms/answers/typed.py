"""Answers that are typed: lines, long texts, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.text.digits import arabic_digits
from app.text.limon import offered
from app.ui.forms.answers.base import AnswerWidget, gone
from app.ui.forms.answers.numbers import decimal_typed, number_shown, whole_typed
from app.ui.widgets.basics import button
from app.ui.widgets.fields import Field, LongTextField, TextField
from app.ui.widgets.limon import LimonOffer, typed_in

if TYPE_CHECKING:
    from app.ui.context import Context

WAIT_MS = 500
"""So long after the last key what was typed is an answer."""
LONGEST = 32_767
"""Letters of a line or text; more does not fit into a cell of Excel."""


class Typed(AnswerWidget):
    """A field of the window. What is typed becomes an answer a moment after the last key, if it can be one, and when the field
    is left; then what cannot be one is given as it was typed, to be refused in words."""

    def __init__(self, context: Context, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.lang = context.lang
        self.field = field
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(field)
        self.setFocusProxy(field)
        self._value = ""
        self._clean = ""
        """What the field says right after the stored answer was written into it (seconds, say, may be lost)."""
        self._given = ""
        self._giving = False
        """An answer is just being handed on; what comes back may be written otherwise (12 as 12.0)."""
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._settle)
        field.changed.connect(self._wait.start)
        field.left.connect(self._left)

    def text(self) -> str:
        """What is typed, as a form stores it."""
        return ""

    def put(self, value: str) -> None:
        """Writes a stored answer into the field."""
        self.field.set_value(value or None)

    def show_value(self, value: str) -> None:
        """Shows the stored answer. What is just being typed stays while the stored one is the same as before."""
        if value == self._value and self._wait.isActive():
            return
        if self._giving and value and self._typing():
            self._value, self._clean = value, self.text()  # never under the hands of who types; on leaving it is written out
            return
        if value and value == self._given:
            self._value = self._clean = value
        elif value != self._value or self.text() != self._clean:
            self._write(value)

    def _typing(self) -> bool:
        return any(part.hasFocus() for part in self.field.parts)

    def _write(self, value: str) -> None:
        self._wait.stop()
        self.field.blockSignals(True)
        try:
            self.put(value)
        finally:
            self.field.blockSignals(False)
        self._value = value
        self._clean = self._given = self.text()

    def stops(self) -> list[QWidget]:
        return list(self.field.parts)

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.field.set_name(name)

    def read_only(self, on: bool) -> None:
        self.field.read_only(on)

    def fault(self) -> str:
        return self.field.fault()

    def _settle(self) -> None:
        if not self.fault():
            self.flush()

    def flush(self) -> None:
        if gone(self, self._wait, self.field):
            return
        self._wait.stop()
        text = self.text()
        if text == self._given:
            return
        self._given = text
        self._giving = True
        try:
            self.given.emit(text)
        finally:
            self._giving = False

    def _left(self) -> None:
        """The field was left: what is typed is the answer, written out as it is stored."""
        self.flush()
        if not gone(self, self.field) and self._value and self.text() == self._clean:
            self._write(self._value)

    def retranslate(self) -> None:
        """An answer that is shown changes its digits; what is being typed stays as it is."""
        self.lang = self.context.lang
        if not self._wait.isActive() and self.text() == self._clean:
            edit = self.focusWidget()
            place = edit.cursorPosition() if isinstance(edit, QLineEdit) else -1
            self._write(self._value)
            if isinstance(edit, QLineEdit) and place >= 0:
                edit.setCursorPosition(place)


class Written(Typed):
    """A text of letters: what looks like old Limon letters is offered in Unicode below it.

    The offer is made when it is needed: a form may have hundreds of texts.
    """

    def __init__(self, context: Context, field: TextField | LongTextField, parent: QWidget | None = None) -> None:
        super().__init__(context, field, parent)
        self.edit: QLineEdit | QPlainTextEdit = field.edit
        self.limon: LimonOffer | None = None
        self.hidden = False
        """Its letters are hidden, so that nothing of them is shown below it."""
        self.edit.textChanged.connect(lambda *_: self._look())

    def text(self) -> str:
        return typed_in(self.edit)

    def _look(self) -> None:
        if self.limon is not None or self.hidden or self.edit.isReadOnly() or offered(self.text()) is None:
            return
        self.limon = LimonOffer(self.edit, self)
        self.limon.taken.connect(self.flush)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.addWidget(self.limon.button, 0, Qt.AlignmentFlag.AlignLeft)

    def stops(self) -> list[QWidget]:
        offer = [self.limon.button] if self.limon is not None and not self.limon.button.isHidden() else []
        return [*super().stops(), *offer]

    def read_only(self, on: bool) -> None:
        super().read_only(on)
        if self.limon is not None:
            self.limon.look()
        else:
            self._look()

    def retranslate(self) -> None:
        super().retranslate()
        if self.limon is not None:
            self.limon.look()


class Line(Written):
    """One line of text. `masked` hides the letters until they are asked for."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, masked: bool = False) -> None:
        self.line = TextField(limit=LONGEST, password=masked)
        super().__init__(context, self.line, parent)
        self.shower = None
        if masked:
            self.shower = button(self, "", self._turn, flat=True)
            self.line.box.addWidget(self.shower)
            self.hidden = True
            self._say()

    def _turn(self) -> None:
        hidden = self.line.edit.echoMode() == QLineEdit.EchoMode.Password
        self.line.edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._say()

    def _say(self) -> None:
        if self.shower is not None:
            hidden = self.line.edit.echoMode() == QLineEdit.EchoMode.Password
            self.shower.setText(self.tr("Show what is typed") if hidden else self.tr("Hide what is typed"))

    def stops(self) -> list[QWidget]:
        return [*super().stops(), *([self.shower] if self.shower is not None else [])]

    def retranslate(self) -> None:
        super().retranslate()
        self._say()


class Paragraph(Written):
    """A longer text, of as many lines as the form asks for."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, lines: int = 3) -> None:
        self.area = LongTextField(lines=lines)
        super().__init__(context, self.area, parent)


class NumberLine(TextField):
    """A narrow line for a number."""

    def __init__(self, context: Context, width: int = 18) -> None:
        super().__init__(limit=60)
        self.theme = context.theme
        self.letters = width
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.fit()

    def fit(self) -> None:
        """As wide as so many letters of the font now."""
        self.edit.setMaximumWidth(self.theme.em(self.letters))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "letters"):
            self.fit()
        super().changeEvent(event)


class Number(Typed):
    """A whole number or one with decimals, in either digits; `thousands` parts them when the field is left."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, decimal: bool = False, thousands: bool = False
    ) -> None:
        self.line = NumberLine(context)
        self.decimal, self.thousands = decimal, thousands
        super().__init__(context, self.line, parent)
        self.line.left.connect(self._tidy)

    def _read(self) -> str | None:
        typed = self.line.edit.text()
        return decimal_typed(typed, thousands=self.thousands) if self.decimal else whole_typed(typed)

    def text(self) -> str:
        typed = self.line.edit.text().strip()
        return (self._read() or typed) if typed else ""

    def put(self, value: str) -> None:
        self.line.set_value(number_shown(value, self.lang, thousands=self.thousands) or None)

    def fault(self) -> str:
        if not self.line.edit.text().strip() or self._read() is not None:
            return ""
        if self.decimal:
            return self.tr("Please type a number, with a point before decimals: 1500 or 1.5.")
        return self.tr("Please type a whole number.")

    def _tidy(self) -> None:
        if self._read() is not None and not self.line.edit.isReadOnly():
            self._write(self.text())


class Digits(Typed):
    """A text of digits (telephone, card number): either digits may be typed, noughts at the head stay."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, thousands: bool = False) -> None:
        self.line = NumberLine(context, 30)
        self.thousands = thousands
        super().__init__(context, self.line, parent)

    def text(self) -> str:
        text = arabic_digits(self.line.edit.text()).strip()
        return text.replace(",", "").replace(" ", "") if self.thousands else text

    def put(self, value: str) -> None:
        self.line.set_value(number_shown(value, self.lang, thousands=self.thousands) or None)

    def fault(self) -> str:
        bad = [letter for letter in self.text() if not (letter.isdigit() or letter in "+-., ()/#*")]
        return self.tr("Only digits can be typed here.") if bad else ""
