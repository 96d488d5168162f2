"""Dates and times. A date is its marked ISO text; see `values` for how it counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions import Function
from app.forms.xpath.values import (
    EPOCH,
    LOCAL,
    Day,
    Moment,
    Value,
    XPathError,
    clock_days,
    days_of,
    first,
    moment_text,
    read_moment,
    read_time,
    to_text,
)
from app.text.dates import MONTHS_KM, WEEKDAYS_KM

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_ENGLISH = (
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
)
_KHMER = (MONTHS_KM, WEEKDAYS_KM)
"""Khmer has no shorter names of months and days."""


def _today(context: Context, arguments: Sequence[Run]) -> Value:
    return Day(context.env.now().astimezone(LOCAL).date().isoformat())


def _now(context: Context, arguments: Sequence[Run]) -> Value:
    return Moment(moment_text(context.env.now()))


def _text_moment(text: str, context: Context, name: str) -> datetime:
    """The moment that a text means: a date, a date and time, or, for the formats, a time of day today."""
    moment = read_moment(text.strip())
    if moment is None and name.startswith("format") and read_time(text.strip()) is not None:
        today = context.env.now().astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
        moment = today + timedelta(microseconds=round(clock_days(text) * 86_400_000_000))
    if moment is None:
        raise XPathError("date", name)
    return moment


def _of_days(days: float, name: str) -> datetime:
    """The moment so many days after 1970 in UTC, to the millisecond below: what `decimal-date-time` counts."""
    try:
        return (_EPOCH + timedelta(milliseconds=int(days * 86_400_000))).astimezone(LOCAL)
    except (OverflowError, ValueError) as error:
        raise XPathError("date", name) from error


def _empty(single: float | str | bool) -> bool:
    return single == "" or single != single


def _moment(value: Value, context: Context, name: str) -> datetime | None:
    """A moment from the text of a date or from days; None for no value. Raises XPathError for what is no date."""
    single = first(value)
    if isinstance(single, bool):
        raise XPathError("date", name)
    if _empty(single):
        return None
    return _of_days(single, name) if isinstance(single, float) else _text_moment(single, context, name)


def _date(context: Context, arguments: Sequence[Run]) -> Value:
    """A date; from a number so many whole days after 1970, local. No value stays what it is."""
    single = first(arguments[0](context))
    if isinstance(single, bool):
        raise XPathError("date", "date")
    if _empty(single):
        return single
    if isinstance(single, float):
        try:
            return Day((EPOCH + timedelta(days=math.trunc(single))).isoformat())
        except (OverflowError, ValueError) as error:
            raise XPathError("date", "date") from error
    return Day(_text_moment(single, context, "date").date().isoformat())


def _date_time(context: Context, arguments: Sequence[Run]) -> Value:
    value = first(arguments[0](context))
    moment = _moment(value, context, "date-time")
    return value if moment is None else Moment(moment_text(moment))


def _decimal_date_time(context: Context, arguments: Sequence[Run]) -> Value:
    """Days since 1970 in UTC, as the specification has it; arithmetic on dates counts local days."""
    value = first(arguments[0](context))
    if isinstance(value, float):
        return value
    moment = _moment(value, context, "decimal-date-time")
    return value if moment is None else (moment - _EPOCH) / _DAY


def _decimal_date(context: Context, arguments: Sequence[Run]) -> Value:
    value = first(arguments[0](context))
    moment = _moment(value, context, "decimal-date")
    return value if moment is None else float(math.floor(days_of(moment)))


def _decimal_time(context: Context, arguments: Sequence[Run]) -> Value:
    """The part of the day that has gone by, from a time of day, a moment or days with their fraction."""
    value = first(arguments[0](context))
    if isinstance(value, float):
        return value - math.floor(value) if math.isfinite(value) else value
    if isinstance(value, str) and not math.isnan(clock := clock_days(value)):
        return clock
    moment = _moment(value, context, "decimal-time")
    return value if moment is None else (days := days_of(moment)) - math.floor(days)


def _names(language: str) -> tuple[Sequence[str], Sequence[str]]:
    """Names of months and days in a form's language, however the form calls it."""
    known = language.lower()
    khmer = known in ("km", "khm", "kh") or "(km" in known or known.startswith(("khmer", "km-", "km_")) or "ខ្មែរ" in known
    return _KHMER if khmer else _ENGLISH


def _week(moment: datetime) -> int:
    """The week of the year: the first has 1 January, and weeks begin on Sunday, as in Cambodia."""
    if moment.month == 12 and moment.day + 6 - moment.isoweekday() % 7 > 31:
        return 1
    start = moment.replace(month=1, day=1)
    return (moment.timetuple().tm_yday - 1 + start.isoweekday() % 7) // 7 + 1


_FORMS: Mapping[str, Callable[[datetime, str], str]] = {
    "%": lambda moment, language: "%",
    "Y": lambda moment, language: f"{moment.year:04d}",
    "y": lambda moment, language: f"{moment.year % 100:02d}",
    "m": lambda moment, language: f"{moment.month:02d}",
    "n": lambda moment, language: str(moment.month),
    "b": lambda moment, language: _names(language)[0][moment.month - 1],
    "d": lambda moment, language: f"{moment.day:02d}",
    "e": lambda moment, language: str(moment.day),
    "a": lambda moment, language: _names(language)[1][moment.weekday()],
    "W": lambda moment, language: str(_week(moment)),
    "w": lambda moment, language: str(moment.isoweekday() % 7),
    "H": lambda moment, language: f"{moment.hour:02d}",
    "h": lambda moment, language: str(moment.hour),
    "M": lambda moment, language: f"{moment.minute:02d}",
    "S": lambda moment, language: f"{moment.second:02d}",
    "3": lambda moment, language: f"{moment.microsecond // 1000:03d}",
}


def _format(name: str) -> Callable[[Context, Sequence[Run]], Value]:
    def run(context: Context, arguments: Sequence[Run]) -> Value:
        moment = _moment(arguments[0](context), context, name)
        if moment is None:
            return ""
        language = context.env.labels.language
        found: list[str] = []
        letters = iter(to_text(arguments[1](context)))
        for letter in letters:
            if letter != "%":
                found.append(letter)
                continue
            code = next(letters, "")
            if code not in _FORMS:
                raise XPathError("date_format", f"%{code}")
            found.append(_FORMS[code](moment, language))
        return "".join(found)

    return run


TIME: Mapping[str, Function] = {
    "today": Function(0, 0, _today),
    "now": Function(0, 0, _now),
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date_time),
    "decimal-date": Function(1, 1, _decimal_date),
    "decimal-date-time": Function(1, 1, _decimal_date_time),
    "decimal-time": Function(1, 1, _decimal_time),
    "format-date": Function(2, 2, _format("format-date")),
    "format-date-time": Function(2, 2, _format("format-date-time")),
}
