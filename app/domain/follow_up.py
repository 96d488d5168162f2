"""When a child is to be visited next, by the rules `follow_up`: by level of risk, and by where it lives and how long. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from app.domain.rules import RuleSet, Source

_STEPS = (("first_3", 3), ("first_12", 12), ("first_24", 24))
_Ends = tuple[tuple[str, date], ...]
MOST = 400
"""So many missed visits are counted at most."""


class Life(NamedTuple):
    """What the rules look at: the level of risk, from when it is counted without a visit, the last visit, where the child lives
    (care option) and since when.
    """

    risk: str | None
    begun: date | None
    last_visit: date | None = None
    option: str | None = None
    placed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """The next visit by one rule: its day, why (`risk` or `place`), path and source of the rule, visits missed since then."""

    due: date
    why: str
    path: str
    source: Source
    missed: int


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    # Every month has 28 days: how long one is has to be asked for three days of it alone.
    return date(year, month + 1, day.day if day.day <= 28 else min(day.day, calendar.monthrange(year, month + 1)[1]))


def by_risk(life: Life, rules: RuleSet, today: date) -> Planned | None:
    """The next visit by the level of risk; None where the rule asks for none."""
    path = f"risk_days.{life.risk}"
    base = life.last_visit or life.begun
    if base is None or not life.risk or path not in rules.rules or not rules.number(path):
        return None
    every = rules.number(path)
    missed = max(0, (today - base).days - 1) // every
    return Planned(base + timedelta(days=every), "risk", path, rules.rules[path].source, min(missed, MOST))


def by_place(life: Life, rules: RuleSet, today: date) -> Planned | None:
    """The next visit by where the child lives; None without a placement and where the rule asks for no more."""
    placed, path = life.placed_on, f"place.{life.option}"
    if placed is None or not life.option or path not in rules.rules:
        return None
    row = rules.text(path)
    if f"months.{row}.later" not in rules.rules:
        return None
    base = max(placed, life.last_visit or placed)
    ends = tuple((name, add_months(placed, months)) for name, months in _STEPS)
    due, used = _next(base, 0, ends, row, rules)
    if due is None:
        return None
    missed, total = 0, 0
    following: date | None = due
    while following is not None and following < today and missed < MOST:
        missed += 1
        total += _every(add_months(base, total), ends, row, rules)[0]
        following, _ = _next(base, total, ends, row, rules)
    return Planned(due, "place", used, rules.rules[used].source, missed)


def _next(base: date, total: int, ends: _Ends, row: str, rules: RuleSet) -> tuple[date | None, str]:
    """The visit after the one `total` months from the base, counted from the base, so that the end of a month is not lost."""
    every, path = _every(add_months(base, total), ends, row, rules)
    return (add_months(base, total + every), path) if every else (None, path)


def _every(day: date, ends: _Ends, row: str, rules: RuleSet) -> tuple[int, str]:
    """Months until the visit after a day, and the rule that says so; `ends`: the day at which each step is over."""
    name = next((name for name, end in ends if day < end), "later")
    path = f"months.{row}.{name}"
    return rules.number(path), path


def planned(life: Life, rules: RuleSet, today: date) -> Planned | None:
    """The next visit by the rule that asks for it first; of two of the same day by the risk."""
    found = [one for one in (by_risk(life, rules, today), by_place(life, rules, today)) if one is not None]
    return min(found, key=lambda one: (one.due, one.why != "risk"), default=None)


def shortest(rules: RuleSet) -> int:
    """The fewest days that lie between two visits by any rule; a bound for looking up what may be due."""
    days = [rules.number(path) for path in rules.rules if path.startswith("risk_days.")]
    months = [rules.number(path) * 28 for path in rules.rules if path.startswith("months.")]
    return min((each for each in (*days, *months) if each), default=0)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The rules laid out for going through very many cases: days by level of risk, and months by care option.

    These while the child has lived there for less than 3, 12 and 24 months, and later; 0 for no visit. What has none is absent.
    """

    days: Mapping[str, int]
    months: Mapping[str, tuple[int, int, int, int]]


def calendar_of(rules: RuleSet) -> Calendar:
    """The rules of a file laid out."""
    days = {path.partition(".")[2]: rules.number(path) for path in rules.rules if path.startswith("risk_days.")}
    months: dict[str, tuple[int, int, int, int]] = {}
    for path in rules.rules:
        place, _, option = path.partition(".")
        row = f"months.{rules.text(path)}" if place == "place" else ""
        if row and f"{row}.later" in rules.rules:
            first, second, third = (rules.number(f"{row}.{name}") for name, _ in _STEPS)
            months[option] = (first, second, third, rules.number(f"{row}.later"))
    return Calendar({level: every for level, every in days.items() if every}, months)


def next_by_rule(life: Life, known: Calendar) -> tuple[date, str] | None:
    """Day and reason of the visit that `planned` gives, without counting those that were missed."""
    base, every = life.last_visit or life.begun, known.days.get(life.risk or "")
    found = (base + timedelta(days=every), "risk") if base is not None and every else None
    placed, steps = life.placed_on, known.months.get(life.option or "")
    if placed is None or steps is None:
        return found
    since = max(placed, life.last_visit or placed)
    months = next((steps[at] for at, (_, most) in enumerate(_STEPS) if since < add_months(placed, most)), steps[-1])
    if not months:
        return found
    due = add_months(since, months)
    return (due, "place") if found is None or due < found[0] else found
