"""A number between two ends: a slider with a line to type into, a box, or stars; empty until it is touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QVBoxLayout, QWidget

from app.forms.evaluation import Choice
from app.ui.forms.answers.base import AnswerWidget
from app.ui.forms.answers.numbers import decimal_typed, number_shown
from app.ui.forms.answers.typed import NumberLine, Typed
from app.ui.widgets.basics import label, set_tone, unit

if TYPE_CHECKING:
    from app.ui.context import Context

MOST_STEPS = 1_000_000
MOST_TICKS = 50


@dataclass(frozen=True)
class Scale:
    """The values of a range: start, then steps up to the end; the end may be below the start."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def count(self) -> int:
        """How many steps there are from the start to the end."""
        return int(abs(self.end - self.start) // self.step)

    def value(self, place: int) -> str:
        """The stored text of a place on the scale."""
        found = self.start + self.step * place * (1 if self.end >= self.start else -1)
        return f"{found:f}"

    def place(self, value: str) -> int | None:
        """The place of a value; None when it is not on the scale."""
        try:
            steps = abs(Decimal(value) - self.start) / self.step
            inside = min(self.start, self.end) <= Decimal(value) <= max(self.start, self.end)
        except InvalidOperation:
            return None
        return int(steps) if inside and steps == steps.to_integral_value() else None


def scale_of(parameters: Mapping[str, str]) -> Scale:
    """The scale that a form asks for; 1 to 10 by 1 where it says nothing (XLSForm reference, range)."""

    def number(name: str, otherwise: str) -> Decimal:
        try:
            found = Decimal(parameters.get(name, "") or otherwise)
        except InvalidOperation:
            found = Decimal(otherwise)
        return found if found.is_finite() else Decimal(otherwise)

    start, end, step = number("start", "1"), number("end", "10"), abs(number("step", "1"))
    if not step or abs(end - start) / step > MOST_STEPS:
        step = max(abs(end - start), Decimal(1))
    return Scale(start, end, step)


class Slider(QSlider):
    """A slider without a handle while there is no answer; the wheel is left to the page, a click goes there at once."""

    def __init__(self, way: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(way, parent)
        self.ticks = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ticks; no handle where there is no answer."""
        painter = QPainter(self)
        self._draw_ticks(painter)
        if self.property("empty") != "true":
            painter.end()
            super().paintEvent(event)
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.subControls = QStyle.SubControl.SC_SliderGroove
        self.style().drawComplexControl(QStyle.ComplexControl.CC_Slider, option, painter, self)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _draw_ticks(self, painter: QPainter) -> None:
        steps = self.maximum() - self.minimum()
        if not self.ticks or not steps:
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1))
        flat = self.orientation() == Qt.Orientation.Horizontal
        room = (self.width() - handle.width()) if flat else (self.height() - handle.height())
        for step in range(steps + 1):
            at = round(step * room / steps) + (handle.width() if flat else handle.height()) // 2
            if flat:
                painter.drawLine(at, self.height() - 5, at, self.height() - 1)
            else:
                painter.drawLine(self.width() - 5, at, self.width() - 1, at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to where it is pressed."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self)
        place, flat = event.position().toPoint(), self.orientation() == Qt.Orientation.Horizontal
        if event.button() == Qt.MouseButton.LeftButton and (self.property("empty") == "true" or not handle.contains(place)):
            room = (self.width() - handle.width()) if flat else (self.height() - handle.height())
            at = (place.x() - handle.width() // 2) if flat else (place.y() - handle.height() // 2)
            value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, max(1, room), option.upsideDown)
            self.setSliderPosition(value)
            self.sliderMoved.emit(value)
        super().mousePressEvent(event)


class ScaleLine(NumberLine):
    """The number of a slider; Up and Down take a step."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, 12)


class Sliding(Typed):
    """A slider and the number beside it."""

    def __init__(self, context: Context, scale: Scale, appearance: Collection[str] = (), parent: QWidget | None = None) -> None:
        self.scale = scale
        self.line = ScaleLine(context)
        super().__init__(context, self.line, parent)
        self.upright = "vertical" in appearance
        self.slider = Slider(Qt.Orientation.Vertical if self.upright else Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, max(0, scale.count))
        self.slider.setPageStep(max(1, scale.count // 10))
        self.slider.ticks = "no-ticks" not in appearance and scale.count <= MOST_TICKS
        self.slider.sliderMoved.connect(self._slid)
        self.slider.valueChanged.connect(self._slid)
        self.slider.installEventFilter(self)
        self.line.edit.installEventFilter(self)
        self.low, self.high = label(self, "small"), label(self, "small")
        self._arrange()
        self._mark_empty(True)
        self.retranslate()

    def _arrange(self) -> None:
        box = self.layout()
        assert isinstance(box, QVBoxLayout), "set by the base"
        box.removeWidget(self.line)
        rows = QHBoxLayout()
        rows.setSpacing(unit(self))
        if self.upright:
            self.slider.setMinimumHeight(self.context.theme.gap * 24)
            column = QVBoxLayout()
            for part in (self.high, self.slider, self.low):
                column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
            rows.addLayout(column)
            rows.addWidget(self.line)
            rows.addStretch(1)
        else:
            rows.addWidget(self.low)
            rows.addWidget(self.slider, 1)
            rows.addWidget(self.high)
            rows.addWidget(self.line)
        box.addLayout(rows)
        self.setFocusProxy(self.slider)

    def retranslate(self) -> None:
        super().retranslate()
        low, high = self.scale.value(0), self.scale.value(self.scale.count)
        self.low.setText(number_shown(low, self.lang))
        self.high.setText(number_shown(high, self.lang))

    def _mark_empty(self, on: bool) -> None:
        set_tone(self.slider, "true" if on else "false", "empty")

    def _slid(self, place: int) -> None:
        """The slider was moved by hand."""
        self._mark_empty(False)
        self.field.blockSignals(True)
        self.line.set_value(number_shown(self.scale.value(place), self.lang))
        self.field.blockSignals(False)
        self._wait.start()
        if not self.slider.isSliderDown():
            self.flush()

    def text(self) -> str:
        typed = self.line.edit.text().strip()
        return (decimal_typed(typed) or typed) if typed else ""

    def put(self, value: str) -> None:
        self.line.set_value(number_shown(value, self.lang) or None)
        place = self.scale.place(value) if value else None
        self.slider.blockSignals(True)
        self.slider.setValue(place if place is not None else 0)
        self.slider.blockSignals(False)
        self._mark_empty(place is None)

    def show_value(self, value: str) -> None:
        super().show_value(value)
        place = self.scale.place(value) if value else None
        if not self._wait.isActive() and (place is None or place != self.slider.value()):
            self.slider.blockSignals(True)
            self.slider.setValue(place or 0)
            self.slider.blockSignals(False)
        if not self._wait.isActive():
            self._mark_empty(place is None)

    def fault(self) -> str:
        if not self.line.edit.text().strip() or self.scale.place(self.text()) is not None:
            return ""
        ends = sorted((self.scale.start, self.scale.end))
        return self.tr("Please choose from {low} to {high}, in steps of {step}.").format(
            low=self.digits(f"{ends[0]:f}"), high=self.digits(f"{ends[1]:f}"), step=self.digits(f"{self.scale.step:f}")
        )

    def name(self, name: str) -> None:
        super().name(name)
        self.slider.setAccessibleName(name)

    def read_only(self, on: bool) -> None:
        super().read_only(on)
        self.slider.setEnabled(not on)

    def stops(self) -> list[QWidget]:
        return [self.slider, *super().stops()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.slider:
                return self._slider_key(event)
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
            if watched is self.line.edit and event.key() in steps and not self.line.edit.isReadOnly():
                place = self.scale.place(self.text())
                self.slider.setValue((place or 0) + (steps[Qt.Key(event.key())] if place is not None else 0))
                self._slid(self.slider.value())
                return True
        return super().eventFilter(watched, event)

    def _slider_key(self, event: QKeyEvent) -> bool:
        """Keys on the slider: Delete takes back, Enter goes on, the first arrow begins at the start."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.put("")
            self.flush()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.slider.focusNextChild()
            return True
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home)
        if event.key() in arrows and self.slider.property("empty") == "true":
            self._slid(self.slider.value())
            return True
        return False


def scale_choices(scale: Scale, lang: str) -> tuple[Choice, ...]:
    """The values of a scale as choices, for a box or for stars."""
    return tuple(Choice(scale.value(place), number_shown(scale.value(place), lang)) for place in range(scale.count + 1))


class ScalePicks(AnswerWidget):
    """A scale as another answer widget that offers choices: a box, or points in a row."""

    def __init__(self, context: Context, scale: Scale, inner: AnswerWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.scale = scale
        self.inner = inner
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(inner)
        self.setFocusProxy(inner)
        self.setMaximumWidth(context.theme.em(80))
        inner.given.connect(self.given.emit)
        self.retranslate()

    def retranslate(self) -> None:
        self.inner.lang = self.context.lang
        self.inner.show_choices(scale_choices(self.scale, self.context.lang))

    def show_value(self, value: str) -> None:
        place = self.scale.place(value) if value else None
        self.inner.show_value(self.scale.value(place) if place is not None else "")

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.inner.name(name)

    def read_only(self, on: bool) -> None:
        self.inner.read_only(on)

    def stops(self) -> list[QWidget]:
        return self.inner.stops()
