"""What growing up and searching make due: a family that is sought, what a registration left out, leaving care at 18, talks of
the head (P12, P19, P22)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.data.queries import danger as queries
from app.data.queries import desk
from app.data.reader import Reader
from app.domain.clock import readable_day
from app.domain.deadlines import day_state
from app.domain.permissions import can
from app.domain.tasks import ANSWER, Due, Scope
from app.services.desk import supervisions
from app.services.desk.reach import reach
from app.services.office.rules import limits, rules
from app.services.protection.danger_tasks import is_over, wanted

AT_HOME = ("remains", "birth_family", "independent", "adoption")
_GROWN = 18


def searches(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Searches in which nothing was done for some time."""
    if not can(reader.actor, "case.list"):
        return
    days = timedelta(days=rules(reader, "danger").number("tracing.stale"))
    found = queries.searches(reader)
    files = reader.many("case", (of_case for _, of_case, _ in found))
    for key, of_case, last in found:
        case, since = files.get(of_case), readable_day(last)
        if case is not None and since is not None and wanted(reader, scope, case) and not is_over(reader, case):
            due = since + days
            state = day_state(due, None, reader.today(), limits(reader))
            yield Due("tracing_stale", of_case, ("tracing", key), due, state, case.text("owner"), "", "list:tracing", "review")


def leaving(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Children in care who come of age and have no plan for leaving; due on the 18th birthday."""
    if not can(reader.actor, "case.list"):
        return
    today = reader.today()
    first = birthday(today - timedelta(days=rules(reader, "danger").number("leaving.ahead")), -_GROWN)
    last = birthday(today + timedelta(days=rules(reader, "danger").number("leaving.ahead")), -_GROWN)
    found = queries.growing_up(reader, first, last, AT_HOME)
    files = reader.many("case", (key for key, _ in found))
    for key, born in found:
        case, birth = files.get(key), readable_day(born)
        if case is not None and birth is not None and wanted(reader, scope, case):
            due = birthday(birth, _GROWN)
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


def gaps(reader: Reader, scope: Scope) -> Iterable[Due]:
    """What was left out of a registration, in a group of its own and without a day: no text gives one (practice P12)."""
    held = reach(reader, scope)
    if held is None:
        return
    own = rules(reader, "danger")
    for row in desk.gaps(reader, held.office, held.owner, own.texts("birth.asked"), own.texts("tracing.begin")):
        if scope.cases is not None and row.case not in scope.cases:
            continue
        about = ("case", row.case)
        if row.family:
            why, codes = ("foundling", ANSWER) if row.foundling else (row.concern, "concern")
            yield Due("trace_family", row.case, about, None, "none", row.owner, why, "list:tracing", "missing", codes)
        if row.birth:
            why = f"birth_certificate\t{row.answer}" if row.answer else "foundling"
            yield Due("birth_registration", row.case, about, None, "none", row.owner, why, "list:child", "missing", ANSWER)


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
    yield from gaps(reader, scope)
