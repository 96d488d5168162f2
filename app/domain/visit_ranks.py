"""How much a facility needs a visit: reasons with their points, by the rules of an office (practice P28). Pure.

All points are inferred (`resources/rules/visits.toml`): nothing is published that ranks facilities.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.domain.rules import RuleSet

IN_TROUBLE = frozenset({"not_notified", "warned", "suspended", "closing"})
"""States of a facility that are a reason to look."""
_COUNTED = ("open_critical", "overdue", "complaint", "under_three")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a facility on a day. `last`: day of the last closed visit; `refused`: nobody was let in then."""

    state: str = ""
    last: date | None = None
    refused: bool = False
    grade: str | None = None
    open_critical: int = 0
    overdue: int = 0
    complaint: int = 0
    under_three: int = 0


class Reason(NamedTuple):
    """Why a facility is to be visited: a code, what it is about (a number, a code, or nothing), and its points."""

    code: str
    about: str
    points: int

    def __str__(self) -> str:
        """As it is kept with a plan, such as `open_critical:3`."""
        return f"{self.code}:{self.about}" if self.about else self.code


def reasons(one: Standing, today: date, rules: RuleSet) -> tuple[Reason, ...]:
    """All reasons, the heaviest first; those without points are told too, since they are true."""
    found: list[Reason] = []
    if one.last is None:
        found.append(Reason("never", "", rules.number("points.never")))
    else:
        months = months_between(one.last, today) - rules.number("gap_months")
        if months > 0:
            found.append(_counted(rules, "gap", months, str(months + rules.number("gap_months"))))
    if one.refused:
        found.append(Reason("refused", "", rules.number("points.refused")))
    elif one.grade in {"critical", "does_not_meet"}:
        found.append(Reason("grade", one.grade or "", rules.number(f"points.grade_{one.grade}")))
    if one.state in IN_TROUBLE:
        found.append(Reason("measure", one.state, rules.number("points.measure")))
    for name in _COUNTED:
        number = getattr(one, name)
        if number:
            found.append(_counted(rules, name, number, str(number)))
    return tuple(sorted(found, key=lambda reason: -reason.points))


def _counted(rules: RuleSet, name: str, number: int, about: str) -> Reason:
    """A reason that weighs more the more there is of it, up to its most."""
    return Reason(name, about, min(number * rules.number(f"points.{name}"), rules.number(f"most.{name}")))


def points(found: Iterable[Reason]) -> int:
    """The sum."""
    return sum(reason.points for reason in found)


def months_between(first: date, last: date) -> int:
    """Whole months from a day to another one.

    >>> months_between(date(2025, 1, 31), date(2026, 1, 30)), months_between(date(2025, 1, 31), date(2026, 1, 31))
    (11, 12)
    """
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
