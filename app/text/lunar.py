"""The Khmer lunar calendar, as far as months go: by which somebody remembers a birth ("ខែពិសាខ ឆ្នាំរោង").

The public algorithm (chhankitek) with its leap months and leap days. Compared once, day by day, with another implementation for
1940 to 2044: no difference.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

MONTHS_KM = ("មិគសិរ", "បុស្ស", "មាឃ", "ផល្គុន", "ចេត្រ", "ពិសាខ", "ជេស្ឋ", "អាសាឍ", "ស្រាពណ៍", "ភទ្របទ", "អស្សុជ", "កត្ដិក")
MONTHS_EN = ("Migasir", "Boss", "Meak", "Phalkun", "Chet", "Pisakh", "Jesth", "Asadh", "Srap", "Phatrabot", "Assoch", "Kadeuk")
_ASADH = 7
_FIRST_ASADH, _SECOND_ASADH = 12, 13  # in a year with a leap month Asadh comes twice
_BEGIN = date(1900, 1, 1)  # 1 waxing of Boss
_LAST_YEAR = 2150


def _aharkun(year: int) -> int:
    return (year * 292207 + 499) // 800 + 4


def _avoman(year: int) -> int:
    return (11 * _aharkun(year) + 25) % 692


def _bodithey(year: int) -> int:
    days = _aharkun(year)
    return ((11 * days + 25) // 692 + days + 29) % 30


def _leaps(year: int) -> tuple[bool, bool]:
    """Whether a Buddhist year asks for a leap month and for a leap day; both can be, then the day waits a year."""
    avoman, bodithey = _avoman(year), _bodithey(year)
    month = bodithey >= 25 or bodithey <= 5
    solar_leap = 800 - ((year * 292207 + 499) % 800) <= 207
    day = avoman <= 126 if solar_leap else avoman <= 137 and _avoman(year + 1) != 0
    if bodithey == 25 and _bodithey(year + 1) == 5:
        month = False
    if bodithey == 24 and _bodithey(year + 1) == 6:
        month = True
    return month, day


def _has_leap_month(year: int) -> bool:
    return _leaps(year)[0]


def _has_leap_day(year: int) -> bool:
    month, day = _leaps(year)
    return not month and (day or all(_leaps(year - 1)))


def _length(month: int, year: int) -> int:
    """Days of a month (0 Migasir … 11 Kadeuk, 12 and 13 the two Asadh) in a Buddhist year."""
    if month >= _FIRST_ASADH or (month == _ASADH - 1 and _has_leap_day(year)):
        return 30
    return 29 if month % 2 == 0 else 30


def _following(month: int, year: int) -> int:
    """The month after a month."""
    if month == _ASADH - 1:
        return _FIRST_ASADH if _has_leap_month(year) else _ASADH
    return {11: 0, _FIRST_ASADH: _SECOND_ASADH, _SECOND_ASADH: _ASADH + 1}.get(month, month + 1)


@cache
def _starts() -> tuple[tuple[date, int], ...]:
    """The first day of every month from 1900 on, with the month."""
    day, month = _BEGIN, 1
    found = [(day, month)]
    while day.year < _LAST_YEAR:
        late = month in range(5, 14) or (month == 0 and day.month > 9) or (month == 1 and day.month == 12)
        year = day.year + (544 if late else 543)
        day += timedelta(days=_length(month, year))
        month = _following(month, year)
        found.append((day, month))
    return tuple(found)


def _number(month: int) -> int:
    return _ASADH + 1 if month >= _FIRST_ASADH else month + 1


def khmer_months(month: int, first: date, last: date) -> tuple[tuple[date, date], ...]:
    """First and last day of every such Khmer month (1 to 12) that touches a span of days; two Asadh on end count as one."""
    found: list[tuple[date, date]] = []
    for (begin, kind), (after, _) in pairwise(_starts()):
        end = after - timedelta(days=1)
        if _number(kind) != month or begin > last or end < first:
            continue
        if kind == _SECOND_ASADH and found and found[-1][1] + timedelta(days=1) == begin:
            begin = found.pop()[0]
        found.append((begin, end))
    return tuple(found)
