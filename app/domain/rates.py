"""Dated rates: what an amount was worth on a day. Without a date no amount is invented (practice P30).

The food allowance of state centres was 45,000 and then 150,000 riel a month (the source gives no day of the change). How a
month that somebody spent only partly is paid is not published: the days of stay share the monthly rate (inferred).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.indicators import Month
from app.domain.records import Record


@dataclass(frozen=True, slots=True)
class Segment:
    """A rate in riel for the days from `start` up to but not including `end`; `daily` or by the month."""

    start: date
    end: date
    riel: int
    daily: bool


def segments(rates: Iterable[Record], name: str, month: Month) -> tuple[Segment, ...]:
    """The rates of a name over a month, day by day; empty when for some day no rate is certain.

    A rate without a date may have replaced any lower one, so a lower rate is certain only when no higher one lacks its date.
    """
    known = [rate for rate in rates if rate.code("name") == name and rate.whole("amount") is not None]
    undated = [rate.whole("amount") or 0 for rate in known if rate.day("valid_from") is None]
    dated = sorted((rate.day("valid_from") or date.min, rate.id, rate) for rate in known if rate.day("valid_from") is not None)
    found: list[Segment] = []
    day = month.first
    while day < month.next_first:
        in_force = [rate for start, _, rate in dated if start <= day]
        if not in_force or any(other > (in_force[-1].whole("amount") or 0) for other in undated):
            return ()
        changes = [start for start, _, _ in dated if day < start < month.next_first]
        end = min(changes, default=month.next_first)
        found.append(Segment(day, end, in_force[-1].whole("amount") or 0, in_force[-1].code("unit") == "per_day"))
        day = end
    return tuple(found)


def amount(parts: Sequence[Segment], days: Sequence[int], days_of_month: int) -> int:
    """Riel for so many days of stay at each rate, rounded half up."""
    shares = sum(
        (stay * part.riel * days_of_month if part.daily else stay * part.riel) for part, stay in zip(parts, days, strict=True)
    )
    return (2 * shares + days_of_month) // (2 * days_of_month)
