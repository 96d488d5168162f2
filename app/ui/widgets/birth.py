"""When somebody was born, as it is known: a day, a month, a year, an age, an animal year, an age band."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.births import (
    EXACT_SOURCES,
    Birth,
    check_birth,
    from_age,
    from_age_months,
    from_animal_year,
    from_band,
    from_date,
    from_khmer_age,
    from_month,
    from_year,
)
from app.domain.errors import InputError
from app.text.dates import parse_date, short_date
from app.text.digits import arabic_digits, digits_for, parse_int
from app.ui.widgets.basics import label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.fields import Field, TextField

if TYPE_CHECKING:
    from app.ui.context import Context

_BAND = frozenset({"estimated", "medical"})
_AGE = frozenset({"age", "khmer_age"})


class BirthField(Field):
    """Source on the left, what is known on the right, what follows from it below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._given: dict[str, object] = {}
        self._quiet = False
        self.source = CodeField(context, "birth_source", self)
        self.day = TextField(self, limit=40)
        self.told_age = TextField(self, limit=12)
        self.age = TextField(self, limit=12)
        self.animal = CodeField(context, "animal_year", self)
        self.band = CodeField(context, "age_band", self, only=("0-2", "3-4", "5-9", "10-12", "13-14", "15-17", "18+"))
        self.nothing = QWidget(self)
        self.stack = QStackedWidget(self)
        for part in (self.day, self.age, self.animal, self.band, self.nothing):
            self.stack.addWidget(part)
        self.echo = label(self, "small", wrap=True)
        self.doubt = label(self, "warn", wrap=True)
        inner = QWidget(self)
        right = QVBoxLayout(inner)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(2)
        right.addWidget(self.stack)
        right.addWidget(self.told_age)
        right.addWidget(self.echo)
        right.addWidget(self.doubt)
        self.box.addWidget(self.source, 1, Qt.AlignmentFlag.AlignTop)
        self.box.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        self.fields: tuple[Field, ...] = (self.source, self.day, self.told_age, self.age, self.animal, self.band)
        self.parts = [part for field in self.fields for part in field.parts]
        self.setFocusProxy(self.source)
        self.source.changed.connect(self._source_changed)
        for field in (self.day, self.age, self.animal, self.band):
            field.changed.connect(self._typed)
        self.told_age.changed.connect(self._say)
        for field in self.fields:
            field.left.connect(self._maybe_left)
        self.retranslate()
        self._source_changed()

    def retranslate(self) -> None:
        self.day.placeholder(self.tr("day/month/year, month/year or year"))
        self.told_age.placeholder(self.tr("Age on the paper, only to compare"))
        self.age.placeholder(self.tr("years, or months with m: 8m"))
        self._say()

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.source.set_name(self.tr("{field}: how it is known").format(field=name))
        for field in (self.day, self.age, self.animal, self.band):
            field.set_name(name)
        self.told_age.set_name(self.tr("{field}: age on the paper, only to compare").format(field=name))

    def value(self) -> dict[str, object]:
        if self._given:
            return dict(self._given)
        source = self.source.value()
        if source == "not_known":
            return {"birth_from": None, "birth_to": None, "birth_source": "not_known"}
        birth = self._birth_or_none()
        return birth.values() if birth else {}

    def set_value(self, value: object) -> None:
        values = dict(value) if isinstance(value, Mapping) else {}
        self._quiet = True
        first, last, source = (values.get(key) for key in ("birth_from", "birth_to", "birth_source"))
        self._given = {"birth_from": first, "birth_to": last, "birth_source": source} if first or source else {}
        for field in (self.day, self.told_age, self.age, self.animal, self.band):
            field.set_value(None)
        self.source.set_value(source)
        if first and first == last:
            self.day.set_value(short_date(date.fromisoformat(str(first)), self.context.lang))
        self._quiet = False
        self._show_stack()
        self._say()

    def fault(self) -> str:
        if self._given or self.source.value() == "not_known":
            return ""
        try:
            known = self._birth()
        except InputError as error:
            return self.context.words(error)
        except ValueError:
            return self.tr("This is not understood. Type a date, a year or an age.")
        return "" if known or not self._something() else self.tr("This is not understood. Type a date, a year or an age.")

    def problem(self) -> str:
        fault = self.fault()
        return fault or (self.tr("Please answer this, or choose “Not known”.") if self.required and not self.value() else "")

    def _something(self) -> bool:
        """Whether anything was typed for the source chosen."""
        current = self.stack.currentWidget()
        return isinstance(current, Field) and current.value() is not None

    def _source_changed(self) -> None:
        """Another source asks for another kind of answer."""
        self._show_stack()
        self._typed()

    def _show_stack(self) -> None:
        """Shows the editor that belongs to the source."""
        source = self.source.value()
        part: QWidget = self.day
        if source in _AGE:
            part = self.age
        elif source == "animal_year":
            part = self.animal
        elif source in _BAND:
            part = self.band
        elif source == "not_known":
            part = self.nothing
        self.stack.setCurrentWidget(part)

    def _typed(self) -> None:
        """Something was answered: what the record held no longer counts."""
        if self._quiet:
            return
        self._given = {}
        self._say()
        self.changed.emit()

    def _maybe_left(self) -> None:
        """The focus left one part; told only when it left all of them."""
        now = self.window().focusWidget()
        if now is None or not self.isAncestorOf(now):
            self.left.emit()

    def _say(self) -> None:
        """Says what range and age follow."""
        birth = self._birth_or_none()
        self._say_doubt()
        if self._given.get("birth_from"):
            first, last = (
                date.fromisoformat(str(self._given[key] or self._given["birth_from"])) for key in ("birth_from", "birth_to")
            )
            birth = Birth(first, last, "")
        self.echo.setVisible(birth is not None)
        if birth is None:
            return
        today, lang = self.context.today(), self.context.lang
        least, most = birth.ages_on(today)
        ages = digits_for(str(most) if least == most else f"{least}–{most}", lang)
        if birth.exact:
            self.echo.setText(self.tr("Age: {ages}").format(ages=ages))
        else:
            text = self.tr("Estimated: born {first} to {last}; age {ages}")
            self.echo.setText(text.format(first=short_date(birth.first, lang), last=short_date(birth.last, lang), ages=ages))

    def _say_doubt(self) -> None:
        """Says when an age contradicts the day of birth that was typed or saved; the person looks which of them is right."""
        shown, today = self.stack.currentWidget(), self.context.today()
        try:
            born = typed_birth(self.day.text(), today, "stated")
        except (InputError, ValueError):
            born = None
        self.told_age.setVisible(shown is self.day and born is not None and not self._given)
        years = parse_int(arabic_digits((self.told_age if shown is self.day else self.age).text()))
        wrong = born is not None and shown in (self.day, self.age) and years is not None and born.contradicts(years, today)
        self.doubt.setVisible(wrong)
        if born is None or not wrong:
            return
        text = self.tr(
            "The day {day} gives {ages} years, not {told}. Please look which of them is right; the age is not saved."
        )
        if shown is self.age:
            text = self.tr("The day {day} gives {ages} years, not {told}. Please look which of them is right.")
        ages, lang = born.ages_on(today), self.context.lang
        told = "–".join(dict.fromkeys(digits_for(age, lang) for age in ages))
        day = short_date(born.first, lang)
        self.doubt.setText(text.format(day=day, ages=told, told=digits_for(years or 0, lang)))

    def _birth_or_none(self) -> Birth | None:
        """The birth that is typed, or None."""
        try:
            return self._birth()
        except (InputError, ValueError):
            return None

    def _birth(self) -> Birth | None:
        """The birth that is typed; InputError or ValueError when it cannot be."""
        source, today = self.source.value(), self.context.today()
        birth: Birth | None = None
        if source is None or source in EXACT_SOURCES:
            birth = typed_birth(self.day.text(), today, source or "stated")
        elif source in _AGE:
            birth = typed_age(self.age.text(), today, source)
        elif source == "animal_year":
            animal = self.animal.value()
            birth = from_animal_year(animal, today) if animal else None
        elif source in _BAND:
            band = self.band.value()
            birth = from_band(band, today, source) if band else None
        return check_birth(birth, today) if birth else None


def typed_birth(typed: str, today: date, source: str) -> Birth | None:
    """A day, a month of a year, or a year; ValueError when it is none of them, None for nothing."""
    plain = [part for part in arabic_digits(typed).replace("-", "/").replace(".", "/").split("/") if part.strip()]
    if not plain:
        return None
    if len(plain) == 1 and len(plain[0].strip()) == 4:
        return from_year(int(plain[0]), source)
    if len(plain) == 2 and len(plain[1].strip()) == 4:
        return from_month(int(plain[1]), int(plain[0]), source)
    day = parse_date(typed, today)
    if day is None:
        raise ValueError(typed)
    return from_date(day, source)


def typed_age(typed: str, today: date, source: str) -> Birth | None:
    """Completed years, or months when m or ខែ stands behind; ValueError when it is no number, None for nothing."""
    plain = arabic_digits(typed).strip().casefold()
    if not plain:
        return None
    months = plain.endswith(("m", "ខែ"))
    number = parse_int(plain.removesuffix("m").removesuffix("ខែ").removesuffix("ឆ្នាំ").strip())
    if number is None:
        raise ValueError(typed)
    if source == "khmer_age":
        return from_khmer_age(number, today)
    return from_age_months(number, today, source) if months else from_age(number, today, source)
