"""A time of day, and a moment: a day with its time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.clock import instant_text, parse_instant
from app.text.dates import parse_clock_time
from app.text.digits import digits_for
from app.text.zone import LOCAL, local
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import Field, TextField

if TYPE_CHECKING:
    from app.ui.context import Context


class TimeField(TextField):
    """A time of day, 8:30 or ៨:៣០; nothing when only the day is known."""

    def fault(self) -> str:
        return "" if not self.text() or parse_clock_time(self.text()) else self.tr("Type a time such as 8:30.")

    def retranslate(self) -> None:
        self.placeholder(self.tr("8:30, or nothing if not known"))


class ShortTimeField(TimeField):
    """The same in little room."""

    def retranslate(self) -> None:
        self.placeholder(self.tr("8:30"))


class MomentField(Field):
    """A day and the time of day; the value is the instant as UTC text. Without a time the day begins."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.day, self.hour = DateField(context, self), ShortTimeField(self)
        self.box.addWidget(self.day, 3)
        self.box.addWidget(self.hour, 2)
        self.parts = [*self.day.parts, *self.hour.parts]
        self.setFocusProxy(self.day)
        for part in (self.day, self.hour):
            part.changed.connect(self.changed)
            part.left.connect(self._maybe_left)
        self.hour.retranslate()

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.day.set_name(self.tr("{field}: day").format(field=name))
        self.hour.set_name(self.tr("{field}: time").format(field=name))

    def value(self) -> str | None:
        day, hour = self.day.value(), parse_clock_time(self.hour.text()) or (0, 0)
        if not isinstance(day, date):
            return None
        return instant_text(datetime.combine(day, time(*hour), LOCAL).astimezone(UTC))

    def set_value(self, value: object) -> None:
        moment = local(parse_instant(value)) if isinstance(value, str) and value else None
        self.day.set_value(moment.date() if moment is not None else None)
        known = moment is not None and (moment.hour, moment.minute) != (0, 0)
        told = digits_for(f"{moment:%H:%M}", self.context.lang) if moment is not None and known else None
        self.hour.set_value(told)

    def fault(self) -> str:
        if self.hour.text() and not self.day.value():
            return self.day.fault() or self.tr("Say on which day, too.")
        return self.day.fault() or self.hour.fault()

    def read_only(self, on: bool) -> None:
        self.day.read_only(on)
        self.hour.read_only(on)

    def mark(self, problem: bool) -> None:
        self.day.mark(problem)
        self.hour.mark(problem)

    def _maybe_left(self) -> None:
        """The focus left both."""
        if not any(part.hasFocus() for part in self.parts):
            self.touched = True
            self.left.emit()
