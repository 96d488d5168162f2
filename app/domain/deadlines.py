"""Limits of case work (practice P16): they run from the moment the information was received, on paper if it was paper.

With only a date, a limit of so many hours ends with the last allowed day: received on D, 24 h end at 24:00 of D+1. The numbers
and where they come from stand in `resources/rules/deadlines.toml`. "Done late" and "typed late" are different things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal

from app.domain.rules import RuleSet, shipped
from app.text.zone import day_end, local_date

State = Literal["none", "running", "soon", "overdue", "in_time", "late"]
"""No limit · still time · close · over and not done · done in time · done late."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A time allowed: `hours` from an instant, `days` from a date; `source` is sourced, inferred or not_found."""

    hours: int
    days: int
    source: str

    def end(self, start: datetime, *, date_only: bool = False) -> datetime:
        """The UTC instant at which the time is over (the first that is late), for an aware start."""
        if date_only:
            return day_end(local_date(start) + timedelta(days=self.days))
        return start.astimezone(UTC) + timedelta(hours=self.hours)

    def end_after(self, day: date) -> datetime:
        """The same when only the day of the start is known."""
        return day_end(day + timedelta(days=self.days))


Limits = Mapping[str, Mapping[str, Limit]]


def limits_of(rules: RuleSet) -> Limits:
    """The limits that rules give, by subject and name; RuleError for a broken file."""
    return {
        subject: {
            name: Limit(
                rules.number(f"{subject}.{name}.hours"),
                rules.number(f"{subject}.{name}.days"),
                rules.rules[f"{subject}.{name}.hours"].source,
            )
            for name in rules.tables(subject)
        }
        for subject in rules.tables()
    }


@cache
def limits() -> Limits:
    """The limits that ship with the programme, read once; `app.services.office.rules.limits` gives those of an office."""
    return limits_of(shipped("deadlines"))


def contact_limit(risk_level: str | None, own: Limits | None = None) -> Limit | None:
    """The time allowed for the first contact at a level of risk; None for no action and when no level is set.

    Here and below `own` are the limits of an office; those that ship where none are given.
    """
    return (own or limits())["first_contact"].get(risk_level or "")


def contact_due(
    risk_level: str | None, received_at: datetime | None, precision: str | None, own: Limits | None = None
) -> datetime | None:
    """When the first contact of a case is overdue (UTC), or None without limit or moment of receipt.

    `precision` is the code of `received_precision`: with `day` the time of day means nothing.
    """
    limit = contact_limit(risk_level, own)
    if limit is None or received_at is None:
        return None
    return limit.end(received_at, date_only=precision == "day")


def level_due(
    received_at: datetime | None, precision: str | None, opened_on: date | None, own: Limits | None = None
) -> datetime | None:
    """When a case must have a level of risk (UTC), which sets all other limits.

    Where nobody knows the moment of receipt it runs from the day of opening; None, which means at once, when neither is known.
    """
    limit = (own or limits())["level"]["not_set"]
    if received_at is not None:
        return limit.end(received_at, date_only=precision == "day")
    return limit.end_after(opened_on) if opened_on is not None else None


def contact_state(
    due: datetime | None, done_on: date | None, done_at: datetime | None, now: datetime, own: Limits | None = None
) -> State:
    """Where a first contact stands; a contact of which only the day is known is late only if the whole day is."""
    if due is None:
        return "none"
    if done_at is not None:
        return "in_time" if done_at < due else "late"
    if done_on is not None:
        return "in_time" if done_on <= local_date(due - timedelta(milliseconds=1)) else "late"
    if now >= due:
        return "overdue"
    return "soon" if due - now <= timedelta(hours=(own or limits())["soon"]["first_contact"].hours) else "running"


def hours_left(due: datetime, now: datetime) -> int:
    """Whole hours until a limit, rounded down; negative once it is over."""
    return (due - now) // timedelta(hours=1)


def day_state(
    due_on: date | None, done_on: date | None, today: date, own: Limits | None = None, *, soon: str = "finding"
) -> State:
    """Where something with a due day stands (a finding, a promised visit): the due day itself is still in time."""
    if due_on is None:
        return "none"
    if done_on is not None:
        return "in_time" if done_on <= due_on else "late"
    if today > due_on:
        return "overdue"
    return "soon" if due_on - today <= timedelta(days=(own or limits())["soon"][soon].days) else "running"


def allegation_due(heard_at: datetime, *, date_only: bool = False) -> datetime:
    """When an allegation of abuse in a facility must have been reported (UTC)."""
    return limits()["allegation"]["report"].end(heard_at, date_only=date_only)


def typed_late(done_on: date | None, typed_at: datetime | None, own: Limits | None = None) -> bool:
    """Whether something was entered long after it was done; nothing to do with whether it was done in time."""
    if done_on is None or typed_at is None:
        return False
    return local_date(typed_at) - done_on > timedelta(days=(own or limits())["typing"]["late_after"].days)
