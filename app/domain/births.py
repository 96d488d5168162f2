"""Births (practice P14): stored as a range of days with its source, whatever was known.

An exact date is a range of one day. An age in completed years is the year in which such a person was born. Where one number is
needed the middle of the range stands for it; a return counts it as estimated when the range crosses age bands.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.codelists import age_band_of, codelist
from app.domain.errors import InputError
from app.domain.records import Record
from app.text.lunar import khmer_months

EXACT_SOURCES = frozenset({"certificate", "family_book", "other_document", "stated"})
OLDEST = 120
"""Years: nobody is older, so an earlier birth is a slip of the hand."""
_NEW_YEAR = (4, 13)  # the animal's year begins on 13 or 14 April
_FIRST_RAT = 2020


@dataclass(frozen=True, slots=True)
class Birth:
    """Born on some day from `first` to `last`; `source` is a code of `birth_source`."""

    first: date
    last: date
    source: str

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def middle(self) -> date:
        """The day that stands for the range."""
        return self.first + (self.last - self.first) // 2

    def age_on(self, day: date) -> int:
        """Completed years on a day, by the middle; 0 before birth."""
        return max(0, completed_years(self.middle, day))

    def ages_on(self, day: date) -> tuple[int, int]:
        """The least and the most completed years that are possible on a day."""
        return max(0, completed_years(self.last, day)), max(0, completed_years(self.first, day))

    def contradicts(self, years: int, day: date) -> bool:
        """Whether an age told on a day cannot belong to this birth, whether counted in full years or as Khmer do (one more)."""
        least, most = self.ages_on(day)
        return not least <= years <= most + 1

    def band_on(self, day: date) -> str:
        """The age band (code) on a day, by the middle."""
        return age_band_of(self.age_on(day))

    def surely_under(self, years: int, day: date) -> bool:
        """Whether the person is younger than so many years on a day, however the range turns out."""
        return self.ages_on(day)[1] < years

    def maybe_under(self, years: int, day: date) -> bool:
        """Whether the person may be younger than so many years on a day."""
        return self.ages_on(day)[0] < years

    def values(self) -> dict[str, object]:
        """The fields of a record."""
        return {"birth_from": self.first.isoformat(), "birth_to": self.last.isoformat(), "birth_source": self.source}

    def json(self) -> dict[str, object]:
        """The keys of the command line: `date`, or `from` and `to`; and `source`."""
        if self.exact:
            return {"date": self.first.isoformat(), "source": self.source}
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "source": self.source}


NO_BIRTH: Mapping[str, object] = {"birth_from": None, "birth_to": None, "birth_source": "not_known"}
"""The fields of a record when nothing is known; such a person is counted under "no date of birth"."""


def birth_of(record: Record) -> Birth | None:
    """The birth that a record holds, or None; one end alone counts as both."""
    first, last = record.day("birth_from"), record.day("birth_to")
    first, last = first or last, last or first
    if first is None or last is None:
        return None
    return Birth(min(first, last), max(first, last), record.text("birth_source") or "stated")


def completed_years(born: date, day: date) -> int:
    """Completed years on a day; negative before birth. Who was born on 29 February grows older on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def from_date(day: date, source: str = "stated") -> Birth:
    """A known day."""
    return Birth(day, day, source)


def from_month(year: int, month: int, source: str = "stated") -> Birth:
    """A known month of a known year; ValueError when there is none such."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Birth(first, following - timedelta(days=1), source)


def from_year(year: int, source: str = "stated") -> Birth:
    """A known year; ValueError when there is none such."""
    return Birth(date(year, 1, 1), date(year, 12, 31), source)


def from_age(years: int, on: date, source: str = "age") -> Birth:
    """So many completed years on a day; InputError `age_not_possible` below 0 or above 120."""
    if not 0 <= years <= OLDEST or on.year <= years + 1:
        raise InputError("age_not_possible", field="birth", age=years)
    return Birth(_years_before(on, years + 1) + timedelta(days=1), _years_before(on, years), source)


def from_age_months(months: int, on: date, source: str = "age") -> Birth:
    """So many completed months on a day, for small children; InputError `age_not_possible` below 0 or above 120 years."""
    if not 0 <= months <= OLDEST * 12 or on.year <= months // 12 + 2:
        raise InputError("age_not_possible", field="birth", age=months)
    return Birth(_months_before(on, months + 1) + timedelta(days=1), _months_before(on, months), source)


def from_khmer_age(years: int, on: date) -> Birth:
    """An age by Khmer counting, which is one more than completed years; InputError `age_not_possible` below 1."""
    return from_age(years - 1, on, "khmer_age")


def from_band(code: str, on: date, source: str = "estimated") -> Birth | None:
    """An age band on a day; None for `not_known`; 18 and over is taken as up to 24, which no return looks into.

    InputError `code_unknown` for no age band.
    """
    if code not in codelist("age_band"):
        raise InputError("code_unknown", field="birth", code=code, list="age_band")
    least, _, most = code.rstrip("+").partition("-")
    if not least.isdigit():
        return None
    return Birth(from_age(int(most) if most else 24, on).first, from_age(int(least), on).last, source)


def animal_years(animal: str, on: date, oldest: int = 24) -> tuple[int, ...]:
    """The years (in which they begin, in April) of an animal that may be the birth of somebody up to so old, youngest first.

    InputError `code_unknown` for no animal of the twelve.
    """
    animals = codelist("animal_year").codes()
    if animal not in animals:
        raise InputError("code_unknown", field="birth", code=animal, list="animal_year")
    place = animals.index(animal)
    years = range(on.year, on.year - oldest - 2, -1)
    return tuple(year for year in years if (year - _FIRST_RAT) % 12 == place and date(year, *_NEW_YEAR) <= on)


def from_animal_year(animal: str, on: date, age: int | None = None, month: int | None = None) -> Birth:
    """The year of an animal, nearest to an age as stated (or the last such year), narrowed by a Khmer month (1 មិគសិរ … 12 កត្ដិក).

    InputError `code_unknown` for no animal or `age_not_possible` when no such year fits.
    """
    years = animal_years(animal, on, OLDEST)
    if not years or (month is not None and not 1 <= month <= 12):
        raise InputError("age_not_possible", field="birth", age=age if age is not None else "")
    year = years[0] if age is None else min(years, key=lambda begins: abs(on.year - begins - age))
    first, last = date(year, *_NEW_YEAR), date(year + 1, *_NEW_YEAR)
    if month is not None:
        # The month in which the year turns touches it at both ends: the longer part is meant.
        spans = ((max(first, begin), min(last, end)) for begin, end in khmer_months(month, first, last))
        first, last = max(spans, key=lambda span: span[1] - span[0])
    return Birth(first, min(last, max(on, first)), "animal_year")


def check_birth(birth: Birth, today: date) -> Birth:
    """The birth, its end cut to today if it began in the past.

    InputError `birth_in_future`, `birth_too_early` (over 120 years ago) or `birth_range` (ends before it begins).
    """
    if birth.last < birth.first:
        raise InputError("birth_range", field="birth")
    if birth.first > today:
        raise InputError("birth_in_future", field="birth")
    if completed_years(birth.last, today) > OLDEST:
        raise InputError("birth_too_early", field="birth")
    return Birth(birth.first, min(birth.last, today), birth.source)


def parse_birth(raw: Mapping[str, object], today: date) -> Birth | None:
    """A birth from the keys of the command line: `date`, or `from` and `to`, or `age` and `on`; `source`. None when empty.

    An age beside a day or a range is held against it (practice P14: the age that was told may be one more, by Khmer counting).

    InputError `birth_keys` for other keys or kinds of value, `value_not_a_date`, `birth_age_differs`, and those of
    `check_birth` and `from_age`.
    """
    if not raw.keys() <= {"date", "from", "to", "age", "on", "source"}:
        raise InputError("birth_keys", field="birth", keys=", ".join(sorted(raw.keys())))
    source = raw.get("source")
    if source is not None and source not in codelist("birth_source"):
        raise InputError("code_unknown", field="birth.source", code=str(source), list="birth_source")
    said = str(source) if source is not None else ""
    if raw.get("date") is not None:
        return _agreeing(check_birth(from_date(_day(raw, "date", today), said or "stated"), today), raw, today)
    if raw.get("from") is not None or raw.get("to") is not None:
        first = _day(raw, "from" if raw.get("from") is not None else "to", today)
        last = _day(raw, "to" if raw.get("to") is not None else "from", today)
        return _agreeing(check_birth(Birth(first, last, said or "estimated"), today), raw, today)
    age = raw.get("age")
    if age is None:
        return None
    if not isinstance(age, int) or isinstance(age, bool):
        raise InputError("birth_keys", field="birth", keys="age")
    return check_birth(from_age(age, _day(raw, "on", today), said or "age"), today)


def _agreeing(birth: Birth, raw: Mapping[str, object], today: date) -> Birth:
    """The birth, if an age that was given with it can be true. InputError `birth_age_differs`, `birth_keys`."""
    age = raw.get("age")
    if age is None:
        return birth
    if not isinstance(age, int) or isinstance(age, bool):
        raise InputError("birth_keys", field="birth", keys="age")
    told = from_age(age, _day(raw, "on", today), "age")
    year_before = from_age(age - 1, _day(raw, "on", today), "age") if age else told
    if birth.last < told.first or birth.first > year_before.last:
        raise InputError("birth_age_differs", field="child.birth", age=age, day=birth.first.isoformat())
    return birth


def _day(raw: Mapping[str, object], key: str, today: date) -> date:
    """A day from a key; today when `on` is left out."""
    value = raw.get(key)
    if value is None:
        return today
    try:
        return date.fromisoformat(str(value))
    except ValueError as fault:
        raise InputError("value_not_a_date", field=f"birth.{key}", value=str(value)) from fault


def _years_before(day: date, years: int) -> date:
    """The latest day of birth of somebody who has completed so many years on a day."""
    year = day.year - years
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) and not isleap(year) else day.replace(year=year)


def _months_before(day: date, months: int) -> date:
    """The same day so many months ago, or the last of that month when it is shorter."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
