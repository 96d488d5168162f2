"""Values of expressions, and how one kind becomes another.

There are four kinds: number (float), text (str), truth (bool) and node-set (tuple of nodes). A date is its ISO text; where a
number is wanted it counts as days since 1 January 1970 at +07:00 (Cambodia has no other time), with the time as a fraction.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from app.forms.xpath.nodes import Node

Nodes = tuple[Node, ...]
Value = float | str | bool | Nodes

LOCAL = timezone(timedelta(hours=7))
"""Cambodia's time, fixed; no zone data needed."""
EPOCH = date(1970, 1, 1)
NAN = math.nan

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ](.+))?\Z")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?\Z")


class XPathError(Exception):
    """An expression that cannot be read or evaluated; `reason` is a code, `detail` the piece at fault."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def atom(node: Node) -> float | str:
    """The single value of a node: a number for an answer to a number question, else its text. A group has none."""
    if node.type in ("int", "decimal") and _NUMBER.match(node.value):
        return float(node.value)
    return node.value


def first(value: Value) -> float | str | bool:
    """A value with a node-set taken as its first node, an empty one as the empty answer."""
    if isinstance(value, tuple):
        return atom(value[0]) if value else ""
    return value


def to_text(value: Value) -> str:
    """The text of a value; whole numbers without a point, a node-set by its first node."""
    single = first(value)
    if isinstance(single, str):
        return single
    if isinstance(single, bool):
        return "true" if single else "false"
    return number_text(single)


def number_text(number: float) -> str:
    """A number as XPath writes it: never with an exponent."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    text = repr(number)
    return format(number, ".17f").rstrip("0").rstrip(".") if "e" in text else text


def to_number(value: Value) -> float:
    """The number of a value: dates as days, truth as 1 or 0, anything else that is no number as NaN."""
    single = first(value)
    if isinstance(single, bool):
        return 1.0 if single else 0.0
    if isinstance(single, float):
        return single
    text = single.strip()
    if not text:
        return NAN
    if _NUMBER.match(text):
        return float(text)
    moment = read_moment(text)
    return NAN if moment is None else days_of(moment)


def to_truth(value: Value) -> bool:
    """Truth: a number other than 0 and NaN, a text that is not empty. A node-set counts by its value, as in ODK."""
    single = first(value)
    if isinstance(single, float):
        return not (math.isnan(single) or single == 0)
    return bool(single)


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
    return datetime.combine(midnight.date(), clock, clock.tzinfo or LOCAL).astimezone(LOCAL)


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


def days_of(moment: datetime) -> float:
    """Days since 1970, local, with the time of day as a fraction."""
    local = moment.astimezone(LOCAL) if moment.tzinfo else moment.replace(tzinfo=LOCAL)
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
    return (local.date() - EPOCH).days + seconds / 86400


def moment_of(days: float) -> datetime | None:
    """The moment so many days after 1970, local; None outside the years 1 to 9999."""
    if math.isnan(days) or math.isinf(days):
        return None
    try:
        whole = math.floor(days)
        day = EPOCH + timedelta(days=whole)
        return datetime(day.year, day.month, day.day, tzinfo=LOCAL) + timedelta(milliseconds=round((days - whole) * 86_400_000))
    except OverflowError:
        return None


def moment_text(moment: datetime) -> str:
    """A moment as an XForm stores a dateTime: milliseconds and offset."""
    return moment.astimezone(LOCAL).isoformat(timespec="milliseconds")
