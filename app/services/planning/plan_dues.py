"""What is due of plans and services: actions, reviews of plans. Sources of tasks (`task_sources`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from app.data.queries import plan_due
from app.data.queries.plan_due import DueRow
from app.data.reader import Reader
from app.domain.clock import instant_text, parse_instant
from app.domain.deadlines import State, day_state
from app.domain.permissions import can
from app.domain.permissions import scope as reach
from app.domain.tasks import Due, Scope
from app.services.office.rules import limits, rules
from app.services.planning import follow_ups
from app.services.planning.service_referrals import says
from app.services.planning.services import hidden_types
from app.services.protection import risk_reviews

AHEAD = timedelta(days=31)
"""So far ahead tasks are told of; what comes later is seen on the case itself."""
ANSWERED = timedelta(days=3)
"""So long the answer to a referral may wait for its service (inferred, as an answer that others wait for)."""


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Everything that is due of assessments, plans, services and visits."""
    yield from actions(reader, scope)
    yield from reviews(reader, scope)
    yield from asked_services(reader, scope)
    yield from answered_services(reader, scope)
    yield from appointments(reader, scope)
    yield from follow_ups.visits(reader, scope)
    yield from conferences(reader, scope)
    yield from risk_reviews.dues(reader, scope)


def actions(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Actions of plans that are neither done nor given up, by their day."""
    for row, due, state in _days(reader, scope, "plan_action"):
        subject = ("plan_action", row.record)
        yield Due("plan_action", row.case, subject, due, state, row.owner, step="list:plan_action")


def reviews(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Plans that are to be looked at again, by the day of their review."""
    for row, due, state in _days(reader, scope, "plan_review"):
        yield Due("plan_review", row.case, ("plan", row.record), due, state, row.owner, step="list:plan", group="review")


def asked_services(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Services that were asked for within a time and are not given yet; those of restricted types only for who may know."""
    now, known, hidden = reader.clock.now(), rules(reader, "services"), hidden_types(reader)
    soon = timedelta(hours=known.number("soon.service.hours"))
    for row in rows_in(reader, scope, "service", instant_text(now + AHEAD)):
        try:
            due = parse_instant(row.due)
        except ValueError:
            continue
        state: State = "overdue" if now >= due else "soon" if due - now <= soon else "running"
        if row.extra not in hidden:
            subject = ("service", row.record)
            yield Due("service", row.case, subject, due, state, row.owner, row.extra, "list:service", codes="service_type")


def answered_services(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Services whose referral was answered, while the answer, brought by an exchange, is not written at them yet."""
    today, known, hidden = reader.today(), rules(reader, "services"), hidden_types(reader)
    rows = [row for row in rows_in(reader, scope, "service_answered", today.isoformat()) if row.extra not in hidden]
    services = reader.many("service", [row.record for row in rows])
    referrals = reader.many("referral", [one.text("referral") for one in services.values()])
    for row in rows:
        service = services[row.record]
        referral = referrals.get(service.text("referral"))
        if not says(service, referral, known):
            continue
        answered = referral.day("on_date") if referral is not None else None
        due = answered + ANSWERED if answered is not None else None
        state: State = "overdue" if due is not None and today > due else "soon"
        subject = ("service", row.record)
        yield Due("service_answered", row.case, subject, due, state, row.owner, row.extra, "list:service", codes="service_type")


def appointments(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Appointments of services that were not kept yet."""
    hidden = hidden_types(reader)
    for row, due, state in _days(reader, scope, "appointment"):
        if row.extra not in hidden:
            subject = ("service", row.record)
            yield Due("appointment", row.case, subject, due, state, row.owner, row.extra, "list:service", codes="service_type")


def conferences(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Conferences that were agreed on for a day."""
    for row, due, state in _days(reader, scope, "conference"):
        yield Due("conference", row.case, ("conference", row.record), due, state, row.owner, step="list:conference")


def rows_in(reader: Reader, scope: Scope, kind: str, until: str) -> list[DueRow]:
    """The rows of a kind in the cases of a scope that the person may see; none for who may list no cases."""
    actor = reader.actor
    if not can(actor, "case.list"):
        return []
    owner = scope.owner if reach(actor, "case.list") == "office" else actor.user
    if scope.owner not in (None, owner):
        return []
    found = plan_due.due_rows(reader, kind, until, scope.office, owner)
    return [row for row in found if scope.cases is None or row.case in scope.cases]


def _days(reader: Reader, scope: Scope, kind: str) -> Iterator[tuple[DueRow, date, State]]:
    """Records of a kind with the day that is due, and how it stands."""
    today, own = reader.today(), limits(reader)
    for row in rows_in(reader, scope, kind, (today + AHEAD).isoformat()):
        try:
            due = date.fromisoformat(row.due)
        except ValueError:
            continue
        yield row, due, day_state(due, None, today, own)
