"""A number between two ends: a slider with a line to type into, a box, or stars; empty until it is touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.forms.evaluation import Choice
from app.ui.forms.answers.base import AnswerWidget
from app.ui.forms.answers.numbers import decimal_typed, number_shown
from app.ui.forms.answers.slider import Slider, TickWords
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
    every: int = 1
    """Steps from one tick to the next."""
    hint: int = 0
    """The place from which one begins."""

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
    scale = Scale(start, end, step, max(1, int(number("tick-interval", str(step)) / step)))
    return replace(scale, hint=scale.place(parameters.get("placeholder", "")) or 0)


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
        every = scale.every if "no-ticks" not in appearance else 0
        self.slider.every = every if every and scale.count // every <= MOST_TICKS else 0
        self.tick_words = TickWords(self.slider, self)
        self.labels: dict[int, str] = {}
        self.slider.sliderMoved.connect(self._slid)
        self.slider.valueChanged.connect(self._slid)
        self.slider.installEventFilter(self)
        self.line.edit.installEventFilter(self)
        self.low, self.high = label(self, "small"), label(self, "small")
        self._arrange()
        self.put("")
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
        box.addWidget(self.tick_words)
        self.setFocusProxy(self.slider)

    def retranslate(self) -> None:
        super().retranslate()
        for part, place in ((self.low, 0), (self.high, self.scale.count)):
            number = number_shown(self.scale.value(place), self.lang)
            part.setText(f"{number}  {self.labels[place]}" if self.upright and place in self.labels else number)
        self.tick_words.show_words({} if self.upright else self.labels)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Words for some of the values (`tick_labelset`)."""
        places = {self.scale.place(choice.value): choice.label for choice in choices}
        self.labels = {place: words for place, words in places.items() if place is not None}
        self.retranslate()

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
        self.slider.setValue(place if place is not None else self.scale.hint)
        self.slider.blockSignals(False)
        self._mark_empty(place is None)

    def show_value(self, value: str) -> None:
        super().show_value(value)
        place = self.scale.place(value) if value else None
        if not self._wait.isActive() and (place is None or place != self.slider.value()):
            self.slider.blockSignals(True)
            self.slider.setValue(self.scale.hint if place is None else place)
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
                self.slider.setValue(
                    (self.scale.hint if place is None else place) + (steps[Qt.Key(event.key())] if place is not None else 0)
                )
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
