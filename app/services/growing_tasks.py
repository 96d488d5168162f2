"""What growing up and searching make due: a family that is sought, leaving care at 18, talks of the head (P19, P22)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.data.queries import danger as queries
from app.data.reader import Reader
from app.domain.deadlines import day_state
from app.domain.permissions import can
from app.domain.tasks import Due, Scope
from app.services import supervisions
from app.services.danger_tasks import is_over, wanted
from app.services.rules import limits, rules

AT_HOME = ("remains", "birth_family", "independent", "adoption")
_GROWN = 18


def searches(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Searches in which nothing was done for some time."""
    if not can(reader.actor, "case.list"):
        return
    days = timedelta(days=rules(reader, "danger").number("tracing.stale"))
    for key, of_case, last in queries.searches(reader):
        case = reader.maybe("case", of_case)
        if case is not None and last and wanted(reader, scope, case) and not is_over(reader, case):
            due = date.fromisoformat(last) + days
            state = day_state(due, None, reader.today(), limits(reader))
            yield Due("tracing_stale", of_case, ("tracing", key), due, state, case.text("owner"), "", "list:tracing", "review")


def leaving(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Children in care who come of age and have no plan for leaving; due on the 18th birthday."""
    if not can(reader.actor, "case.list"):
        return
    today = reader.today()
    first = birthday(today - timedelta(days=rules(reader, "danger").number("leaving.ahead")), -_GROWN)
    last = birthday(today + timedelta(days=rules(reader, "danger").number("leaving.ahead")), -_GROWN)
    for key, born in queries.growing_up(reader, first, last, AT_HOME):
        case = reader.maybe("case", key)
        if case is not None and wanted(reader, scope, case):
            due = birthday(date.fromisoformat(born), _GROWN)
            state = day_state(due, None, today, limits(reader))
            yield Due("leaving_care", key, ("case", key), due, state, case.text("owner"), "", "list:leaving", "review")


def talks(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Talks of the head that fall due, by the last one with each caseworker."""
    if not can(reader.actor, "supervision.edit") or scope.cases is not None:
        return
    if scope.owner not in (None, reader.actor.user):
        return
    for one in supervisions.newest(reader):
        day = one.record.day("next_on")
        if day is not None:
            state = day_state(day, None, reader.today(), limits(reader))
            about = ("supervision", one.id)
            yield Due("supervision", "", about, day, state, reader.actor.user, one.name, "", "review")


def birthday(day: date, years: int) -> date:
    """The same day in another year; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """All of these."""
    yield from searches(reader, scope)
    yield from leaving(reader, scope)
    yield from talks(reader, scope)
