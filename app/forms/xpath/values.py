"""Values of expressions, and how one kind becomes another.

The kinds are those of JavaRosa: number (float), text (str), truth (bool), date (`Day`, `Moment`) and node-set (tuple of nodes).
Dates are their ISO texts with a mark, so that whatever takes a text takes a date. As numbers they count days since
1 January 1970 at +07:00 (Cambodia has no other time).

What differs from JavaRosa on purpose, because the ODK XForms specification or XPath 1.0 says so:

- a text that holds a date counts as days too (JavaRosa: NaN); one with a time counts with its fraction;
- the text of a date with a time is the whole text (JavaRosa: the day alone), that of a time of day the time (JavaRosa: today);
- numbers are never written with an exponent (JavaRosa: 1.0E-5, 1.2345678901E10);
- a node-set of several nodes gives its first where one is wanted (JavaRosa refuses), and groups in a node-set count as true;
- a number in a predicate is a place, `*` stands for every child, and a repeat inside an instance that a predicate chose is
  looked at whole (JavaRosa: no node, the first child, the place of the context);
- infinity equals infinity; the largest of negative numbers is one of them; `round(-1260, -2)` is -1300.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from app.forms.xpath.nodes import Node

Nodes = tuple[Node, ...]
Value = float | str | bool | Nodes
Single = float | str | bool

LOCAL = timezone(timedelta(hours=7))
"""Cambodia's time, fixed; no zone data needed."""
EPOCH = date(1970, 1, 1)
NAN = math.nan
NEARLY = 1e-12
"""Numbers that differ by less are equal, as in JavaRosa."""

_SPACES = "".join(map(chr, range(33)))
"""What JavaRosa trims."""
_NUMBER = re.compile(r"-?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ](.+))?\Z")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?\Z")


class XPathError(Exception):
    """An expression that cannot be read or evaluated; `reason` is a code, `detail` the piece at fault.

    `at` is the place of the fault in the expression, from 0, where it is known. The detail never holds an answer.
    """

    def __init__(self, reason: str, detail: str = "", at: int | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.at = at


class Day(str):
    """A date: its ISO text."""

    __slots__ = ()


class Moment(str):
    """A date with a time: its ISO text with milliseconds and offset."""

    __slots__ = ()


def atom(node: Node) -> Single:
    """The single value of a node by its data type. A group has none."""
    value = node.value
    kind = node.type
    if not value or kind == "string" or not kind:
        return value
    if kind in ("int", "decimal"):
        return _float(value) if _NUMBER.match(value) else value
    if kind == "date":
        return Day(value)
    if kind == "dateTime":
        return Moment(value)
    if kind == "day":  # a date computed into a text, which stores its midnight
        return Day(value[:10])
    if kind == "boolean":
        return value in ("true", "1") if value in ("true", "false", "1", "0") else value
    return value


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def first(value: Value) -> Single:
    """A value with a node-set taken as its first node, an empty one as the empty answer."""
    if isinstance(value, tuple):
        return atom(value[0]) if value else ""
    return value


def to_text(value: Value) -> str:
    """The text of a value; whole numbers without a point, a node-set by its first node. A date loses its mark."""
    single = first(value)
    if isinstance(single, str):
        return str(single)
    if isinstance(single, bool):
        return "true" if single else "false"
    return number_text(single)


def number_text(number: float) -> str:
    """A number as XPath writes it: never with an exponent. What is nearly whole is written whole, as in JavaRosa."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    whole = int(number)
    if number == whole or (abs(number - whole) < NEARLY and abs(whole) < 2**31):
        return str(whole)
    text = repr(number)
    return format(number, ".17f").rstrip("0").rstrip(".") if "e" in text else text


def to_number(value: Value) -> float:
    """The number of a value: dates as whole days, truth as 1 or 0, anything else that is no number as NaN."""
    single = first(value)
    if isinstance(single, bool):
        return 1.0 if single else 0.0
    if isinstance(single, float):
        return single
    text = single.strip(_SPACES)
    if _NUMBER.match(text):
        return _float(text)
    if len(text) < 8:
        return NAN
    moment = read_moment(text)
    if moment is None:
        return NAN
    return float((moment.date() - EPOCH).days) if isinstance(single, Moment) else days_of(moment)


def to_whole(value: Value) -> int:
    """A number without its fraction, and 0 for NaN, as JavaRosa counts; kept within what fits 32 bits."""
    number = to_number(value)
    if math.isnan(number):
        return 0
    return int(max(-(2.0**31), min(2.0**31 - 1, number)))


def to_truth(value: Value) -> bool:
    """Truth: a number other than 0 and NaN, a text that is not empty. A node-set counts by its value, as in JavaRosa."""
    if isinstance(value, tuple):
        if not value:
            return False
        if value[0].children:
            return True
        value = atom(value[0])
    if isinstance(value, float):
        return abs(value) > NEARLY
    return bool(value)


@lru_cache(maxsize=8192)
def read_moment(text: str) -> datetime | None:
    """A date, or a date and time, from its ISO text; a date is its local midnight. None when it is no date."""
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day, rest = match.groups()
    try:
        midnight = datetime(int(year), int(month), int(day), tzinfo=LOCAL)
    except ValueError:
        return None
    if rest is None:
        return midnight
    clock = read_time(rest)
    if clock is None:
        return None
    try:
        return datetime.combine(midnight.date(), clock, clock.tzinfo or LOCAL).astimezone(LOCAL)
    except OverflowError:
        return None


def read_time(text: str) -> time | None:
    """A time of day with or without an offset; None when it is none."""
    match = _TIME.match(text)
    if match is None:
        return None
    hour, minute, second, fraction, offset = match.groups()
    zone: timezone | None = None
    if offset == "Z":
        zone = UTC
    elif offset:
        minutes = int(offset[1:3]) * 60 + int(offset[3:].lstrip(":") or 0)
        if minutes >= 24 * 60:
            return None
        zone = timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    try:
        return time(int(hour), int(minute), int(second or 0), int((fraction or "").ljust(6, "0")), zone)
    except ValueError:
        return None


def clock_days(text: str) -> float:
    """A time of day as the part of the day that has gone by, local; NaN when it is none."""
    clock = read_time(text.strip())
    if clock is None:
        return NAN
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
    if clock.tzinfo is not None:
        shift = LOCAL.utcoffset(None) - (clock.utcoffset() or timedelta())
        seconds = (seconds + shift.total_seconds()) % 86400
    return seconds / 86400


def days_of(moment: datetime) -> float:
    """Days since 1970, local, with the time of day as a fraction."""
    local = moment.astimezone(LOCAL) if moment.tzinfo else moment.replace(tzinfo=LOCAL)
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
    return (local.date() - EPOCH).days + seconds / 86400


def moment_text(moment: datetime) -> str:
    """A moment as an XForm stores a dateTime: milliseconds and offset."""
    return moment.astimezone(LOCAL).isoformat(timespec="milliseconds")


def is_number(text: str) -> bool:
    """Whether a text is a number as expressions read it."""
    return _NUMBER.match(text.strip(_SPACES)) is not None
