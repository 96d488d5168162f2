"""Choices from code lists: one code from a box or a row of buttons, several codes as ticks; unanswered stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from app.domain.codelists import codelist
from app.text.keys import search_text
from app.ui.widgets.basics import unit
from app.ui.widgets.fields import Field
from app.ui.widgets.flow import Flow
from app.ui.widgets.tick_set import TickSet

if TYPE_CHECKING:
    from app.ui.context import Context

TYPE_AHEAD_MS = 1200
EDGE = 2
"""Pixels at each side of the words in a box that the style keeps free."""


class QuietBox(QComboBox):
    """A box that the mouse wheel does not change by mistake, and that finds its lines by typing, in Khmer or Latin letters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.also: dict[int, str] = {}
        """Row → other words by which it is found."""
        self._typed = ""
        self._pause = QTimer(self, singleShot=True, interval=TYPE_AHEAD_MS)
        self._pause.timeout.connect(self._forget)

    def _forget(self) -> None:
        """A pause: the next letter begins a new word."""
        self._typed = ""

    def shown_text(self) -> str:
        """What stands in the box: the line that is chosen, with dots at its end where it is longer than the box."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, part = self.style(), QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - 2 * EDGE
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own drawing cuts a long line in the middle of a letter."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_text()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """The pointer over a line that is cut tells it whole."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.shown_text() != self.currentText():
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finds a line by what is typed; Delete takes the answer back."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(-1)
            return
        text = event.text()
        if text and (text.isprintable() and not text.isspace()) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._typed += text
            self._pause.start()
            self._find(search_text(self._typed))
            return
        super().keyPressEvent(event)

    def _find(self, wanted: str) -> None:
        """Goes to the first line that begins with, else that holds, what was typed."""
        lines = [search_text(f"{self.itemText(row)} {self.also.get(row, '')}") for row in range(self.count())]
        begins = [row for row, words in enumerate(lines) if any(part.startswith(wanted) for part in words.split())]
        holds = [row for row, words in enumerate(lines) if wanted and wanted in words]
        if begins or holds:
            self.setCurrentIndex((begins or holds)[0])


class ChoiceField(Field):
    """One of several (value, words); `set_choices` may come again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = QuietBox(self)
        self.add_part(self.combo, 1)
        self.combo.currentIndexChanged.connect(lambda _: self.changed.emit())

    def set_choices(self, choices: Sequence[tuple[str, str]], also: Sequence[str] = ()) -> None:
        """Sets what there is to choose; the answer stays."""
        value = self.value()
        self.combo.blockSignals(True)
        self.combo.clear()
        for code, words in choices:
            self.combo.addItem(words, code)
        self.combo.also = dict(enumerate(also))
        self.combo.setCurrentIndex(-1)
        self._place(value)
        self.combo.blockSignals(False)

    def value(self) -> str | None:
        return self.combo.currentData() if self.combo.currentIndex() >= 0 else None

    def set_value(self, value: object) -> None:
        if value != self.value():
            self._place(value)

    def _place(self, value: object) -> None:
        """Shows a value; one that is not among the choices is added as it is, never lost."""
        if value is None:
            self.combo.setCurrentIndex(-1)
            return
        place = self.combo.findData(value)
        if place < 0:
            self.combo.addItem(str(value), value)
            place = self.combo.count() - 1
        self.combo.setCurrentIndex(place)


class CodeField(Field):
    """A code of a list. `buttons` shows all codes at once; `only` keeps to some of them."""

    def __init__(
        self,
        context: Context,
        codelist_name: str,
        parent: QWidget | None = None,
        *,
        buttons: bool = False,
        only: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.list_name = codelist_name
        self.only = tuple(only)
        self._buttons: dict[str, QRadioButton] = {}
        self._choice: ChoiceField | None = None
        if buttons:
            self._make_buttons()
        else:
            self._choice = ChoiceField(self)
            self.parts = self._choice.parts
            self.box.addWidget(self._choice, 1)
            self.setFocusProxy(self._choice)
            self._choice.changed.connect(self.changed.emit)
            self._choice.left.connect(self.left.emit)
        self.retranslate()

    def _codes(self) -> tuple[str, ...]:
        """The codes that may be chosen today, with the one chosen."""
        codes = codelist(self.list_name).codes(self.context.today())
        return tuple(code for code in codes if not self.only or code in self.only)

    def _make_buttons(self) -> None:
        """A row of round buttons."""
        self.group = QButtonGroup(self)
        line = QWidget(self)
        flow = Flow(line, unit(self))
        self.box.addWidget(line, 1)
        self.may_be_higher()
        for code in self._codes():
            knob = QRadioButton(self)
            self._buttons[code] = knob
            self.group.addButton(knob)
            self.add_part(knob)
            flow.addWidget(knob)
            knob.toggled.connect(lambda on: self.changed.emit() if on else None)

    def retranslate(self) -> None:
        rows, lang = codelist(self.list_name).rows, self.context.lang
        for code, knob in self._buttons.items():
            knob.setText(rows[code].label(lang))
        self._name_buttons()
        if self._choice is not None:
            codes = self._codes()
            self._choice.set_choices(
                [(code, rows[code].label(lang)) for code in codes],
                [rows[code].label("en" if lang == "km" else "km") for code in codes],
            )

    def value(self) -> str | None:
        if self._choice is not None:
            return self._choice.value()
        return next((code for code, knob in self._buttons.items() if knob.isChecked()), None)

    def set_value(self, value: object) -> None:
        if self._choice is not None:
            self._choice.set_value(value)
            return
        self.group.setExclusive(False)
        for code, knob in self._buttons.items():
            knob.setChecked(code == value)
        self.group.setExclusive(True)
        if value is None:
            self.changed.emit()

    def words(self) -> str:
        """The words of the answer."""
        return codelist(self.list_name).label(self.value(), self.context.lang)

    def set_name(self, name: str) -> None:
        super().set_name(name)
        self._name_buttons()

    def _name_buttons(self) -> None:
        """Each button is called by the field and its own words, in the language now."""
        name = self.accessibleName()
        for knob in self._buttons.values():
            knob.setAccessibleName(f"{name}: {knob.text()}" if name else knob.text())


class CodeSetField(TickSet):
    """Several codes of a list, as ticks in columns."""

    def __init__(
        self, context: Context, codelist_name: str, parent: QWidget | None = None, *, only: Sequence[str] = (), columns: int = 2
    ) -> None:
        super().__init__(parent, columns=columns)
        self.context = context
        self.list_name = codelist_name
        self._codes = [code for code in codelist(codelist_name).codes() if not only or code in only]
        self.retranslate()

    def retranslate(self) -> None:
        self.set_choices([(code, codelist(self.list_name).label(code, self.context.lang)) for code in self._codes])
