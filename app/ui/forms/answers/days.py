"""Days, months, years, times of day, and moments."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.forms.xpath.values import read_moment, read_time
from app.text.dates import MONTHS_EN, MONTHS_KM, parse_clock_time, parse_date
from app.text.digits import digits_for
from app.text.zone import LOCAL
from app.ui.forms.answers.typed import NumberLine, Typed
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import Field

if TYPE_CHECKING:
    from app.ui.context import Context


def day_of(value: str) -> date | None:
    """The day of a stored date or moment, by the Cambodian clock."""
    moment = read_moment(value)
    return None if moment is None else (moment.astimezone(LOCAL) if moment.tzinfo else moment).date()


class Day(Typed):
    """A day, typed in any usual way; `calendar` adds one to choose from."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, calendar: bool = True) -> None:
        self.day = DateField(context)
        super().__init__(context, self.day, parent)
        self.day.box.addStretch(1)
        self.calendar = calendar
        self._fit()
        self.day.calendar_button.setVisible(calendar)

    def _fit(self) -> None:
        """As wide as a date that is written out."""
        self.day.edit.setMinimumWidth(self.context.theme.em(18))
        self.day.edit.setMaximumWidth(self.context.theme.em(28))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "calendar"):
            self._fit()
        super().changeEvent(event)

    def text(self) -> str:
        day = self.day.value()
        return day.isoformat() if day else self.day.edit.text().strip()

    def put(self, value: str) -> None:
        self.day.set_value(day_of(value))

    def read_only(self, on: bool) -> None:
        super().read_only(on)
        self.day.calendar_button.setVisible(self.calendar and not on)


class MonthField(Field):
    """A month by name and a year; `month` False leaves the year alone."""

    def __init__(self, context: Context, *, month: bool) -> None:
        super().__init__()
        self.context = context
        self.month = ChoiceField(self) if month else None
        self.year = NumberLine(context, 12)
        if self.month is not None:
            self.month.combo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.month.combo.setMinimumContentsLength(14)
            self._add(self.month)
        self._add(self.year)
        self.box.addStretch(1)
        self.retranslate()

    def _add(self, field: Field) -> None:
        """Takes a field in as a part of this one."""
        field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.box.addWidget(field)
        for part in field.parts:
            part.installEventFilter(self)
        self.parts += field.parts
        if field.parts == self.parts:
            self.setFocusProxy(field)
        field.changed.connect(self.changed.emit)

    def retranslate(self) -> None:
        self.year.edit.setPlaceholderText(self.tr("year"))
        if self.month is not None:
            names = MONTHS_KM if self.context.lang == "km" else MONTHS_EN
            other = MONTHS_EN if self.context.lang == "km" else MONTHS_KM
            self.month.blockSignals(True)
            self.month.set_choices(
                [(str(place), name) for place, name in enumerate(names, 1)],
                [f"{name} {place}" for place, name in enumerate(other, 1)],
            )
            self.month.blockSignals(False)
        self.set_name(self.accessibleName())

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        if self.month is not None:
            self.month.combo.setAccessibleName(self.tr("{what}, month").format(what=name))
        self.year.edit.setAccessibleName(self.tr("{what}, year").format(what=name))

    def value(self) -> date | None:
        typed, month = self.year.edit.text().strip(), "1" if self.month is None else self.month.value()
        return parse_date(f"1/{month}/{typed}", self.context.today()) if typed and month else None

    def set_value(self, value: object) -> None:
        day = value if isinstance(value, date) else None
        if self.month is not None:
            self.month.set_value(None if day is None else str(day.month))
        self.year.set_value(None if day is None else digits_for(day.year, self.context.lang))

    def typed(self) -> str:
        """What is typed, as it stands."""
        month = "" if self.month is None else self.month.value() or ""
        return f"{month} {self.year.edit.text()}".strip()

    def fault(self) -> str:
        if not self.typed() or self.value() is not None:
            return ""
        if self.month is not None and not self.month.value():
            return self.tr("Please choose the month too.")
        return self.tr("Please type the year in four digits.")


class Month(Typed):
    """A month, kept as its first day, or a year, kept as its first day."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, month: bool = True) -> None:
        self.months = MonthField(context, month=month)
        super().__init__(context, self.months, parent)

    def text(self) -> str:
        day = self.months.value()
        return day.isoformat() if day else self.months.typed()

    def put(self, value: str) -> None:
        self.months.set_value(day_of(value))


class ClockLine(NumberLine):
    """A time of day: 8, 8:30, ៨.៣០; Up and Down go on by a quarter of an hour."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, 14)
        self.context = context
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("hour:minute"))

    def value(self) -> time | None:
        found = parse_clock_time(self.edit.text())
        return None if found is None else time(*found)

    def set_value(self, value: object) -> None:
        shown = f"{value.hour:02d}:{value.minute:02d}" if isinstance(value, time) else ""
        super().set_value(digits_for(shown, self.context.lang) or None)

    def leaving(self) -> None:
        """Writes it out."""
        found = self.value()
        if found is not None and not self.edit.isReadOnly():
            self.set_value(found)

    def fault(self) -> str:
        if not self.edit.text().strip() or self.value() is not None:
            return ""
        return self.tr("This is no time. Type hour and minute, such as 8:30 or 14:05.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 15, Qt.Key.Key_Down: -15}
        found = self.value()
        if event.key() in steps and found is not None and not self.edit.isReadOnly():
            minutes = (found.hour * 60 + found.minute + steps[Qt.Key(event.key())]) % (24 * 60)
            self.set_value(time(minutes // 60, minutes % 60))
            return
        super().keyPressEvent(event)


def clock_text(found: time) -> str:
    """A time of day by the Cambodian clock as a form stores it."""
    return f"{found.hour:02d}:{found.minute:02d}:00.000+07:00"


def clock_of(value: str) -> time | None:
    """A stored time of day, by the Cambodian clock."""
    found = read_time(value)
    if found is None or found.tzinfo is None:
        return found
    return datetime.combine(date(2000, 1, 1), found).astimezone(LOCAL).time()


class Clock(Typed):
    """A time of day."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.clock = ClockLine(context)
        super().__init__(context, self.clock, parent)

    def text(self) -> str:
        found = self.clock.value()
        return clock_text(found) if found else self.clock.edit.text().strip()

    def put(self, value: str) -> None:
        self.clock.set_value(clock_of(value))


class MomentField(Field):
    """A day and a time of day, beside each other."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.day = DateField(context)
        self.clock = ClockLine(context)
        for part in (self.day, self.clock):
            self.box.addWidget(part)
            self.parts += part.parts
            part.changed.connect(self.changed.emit)
            for edit in part.parts:
                edit.installEventFilter(self)
        self.box.addStretch(1)
        self.setFocusProxy(self.day)
        self.retranslate()

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.day.set_name(self.tr("{what}, day").format(what=name))
        self.clock.set_name(self.tr("{what}, time").format(what=name))

    def retranslate(self) -> None:
        self.set_name(self.accessibleName())

    def read_only(self, on: bool) -> None:
        self.day.read_only(on)
        self.clock.read_only(on)

    def value(self) -> datetime | None:
        day, clock = self.day.value(), self.clock.value()
        return datetime.combine(day, clock, LOCAL) if day and clock else None

    def set_value(self, value: object) -> None:
        moment = value if isinstance(value, datetime) else None
        self.day.set_value(None if moment is None else moment.date())
        self.clock.set_value(None if moment is None else moment.time())

    def typed(self) -> str:
        """What is typed, as it stands."""
        return f"{self.day.edit.text()} {self.clock.edit.text()}".strip()

    def fault(self) -> str:
        if not self.typed():
            return ""
        fault = self.day.fault() or self.clock.fault()
        if not fault and self.value() is None:
            return self.tr("The time is missing.") if self.day.value() else self.tr("The day is missing.")
        return fault


class Moment(Typed):
    """A day with a time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.moment = MomentField(context)
        super().__init__(context, self.moment, parent)

    def text(self) -> str:
        moment = self.moment.value()
        return moment.strftime("%Y-%m-%dT%H:%M:00.000+07:00") if moment else self.moment.typed()

    def put(self, value: str) -> None:
        found = read_moment(value) if value else None
        self.moment.set_value(None if found is None else found.astimezone(LOCAL) if found.tzinfo else found)
