"""Dates and times. A date is its ISO text; see `values` for how it counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions import Function, of_texts, of_values
from app.forms.xpath.values import (
    LOCAL,
    NAN,
    Value,
    XPathError,
    days_of,
    moment_of,
    moment_text,
    read_moment,
    read_time,
    to_number,
    to_text,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _moment(value: Value) -> datetime | None:
    """A moment from a date's text or from days since 1970."""
    if isinstance(value, float):
        return moment_of(value)
    text = to_text(value).strip()
    return read_moment(text) or moment_of(to_number(text))


def _today(context: Context, arguments: Sequence[Run]) -> Value:
    return context.env.now().astimezone(LOCAL).date().isoformat()


def _now(context: Context, arguments: Sequence[Run]) -> Value:
    return moment_text(context.env.now())


def _date(value: Value) -> Value:
    moment = _moment(value)
    return "" if moment is None else moment.date().isoformat()


def _date_time(value: Value) -> Value:
    moment = _moment(value)
    return "" if moment is None else moment_text(moment)


def _decimal_date_time(value: Value) -> Value:
    """Days since 1970 in UTC, as the specification has it; arithmetic on dates counts local days."""
    moment = _moment(value)
    return NAN if moment is None else (moment - _EPOCH) / timedelta(days=1)


def _decimal_date(value: Value) -> Value:
    moment = _moment(value)
    return NAN if moment is None else float(math.floor(days_of(moment)))


def _decimal_time(text: str) -> Value:
    """The part of the day that has gone by, from a time of day or a moment."""
    clock = read_time(text)
    if clock is None:
        moment = read_moment(text)
        if moment is None:
            return NAN
        clock = moment.time()
    return (clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6) / 86400


_FORMS: Mapping[str, Callable[[datetime], str]] = {
    "%": lambda moment: "%",
    "Y": lambda moment: f"{moment.year:04d}",
    "y": lambda moment: f"{moment.year % 100:02d}",
    "m": lambda moment: f"{moment.month:02d}",
    "n": lambda moment: str(moment.month),
    "b": lambda moment: _MONTHS[moment.month - 1],
    "d": lambda moment: f"{moment.day:02d}",
    "e": lambda moment: str(moment.day),
    "a": lambda moment: _DAYS[moment.weekday()],
    "W": lambda moment: str(moment.isocalendar().week),
    "w": lambda moment: str(moment.isoweekday() % 7),
    "H": lambda moment: f"{moment.hour:02d}",
    "h": lambda moment: str(moment.hour),
    "M": lambda moment: f"{moment.minute:02d}",
    "S": lambda moment: f"{moment.second:02d}",
    "3": lambda moment: f"{moment.microsecond // 1000:03d}",
}


def _format(value: Value, pattern: Value) -> Value:
    moment = _moment(value)
    if moment is None:
        return ""
    found: list[str] = []
    letters = iter(to_text(pattern))
    for letter in letters:
        if letter != "%":
            found.append(letter)
            continue
        code = next(letters, "")
        if code not in _FORMS:
            raise XPathError("date_format", f"%{code}")
        found.append(_FORMS[code](moment))
    return "".join(found)


TIME: Mapping[str, Function] = {
    "today": Function(0, 0, _today),
    "now": Function(0, 0, _now),
    "date": of_values(1, 1, _date),
    "date-time": of_values(1, 1, _date_time),
    "decimal-date": of_values(1, 1, _decimal_date),
    "decimal-date-time": of_values(1, 1, _decimal_date_time),
    "decimal-time": of_texts(1, 1, _decimal_time),
    "format-date": of_values(2, 2, _format),
    "format-date-time": of_values(2, 2, _format),
}
