"""What is due of visits to come: planned visits, declarations of ties, follow-up of findings, complaints. Sources of tasks.

A visit that the person may not know of is absent (practice P28).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from app.data.queries import visiting as queries
from app.data.reader import Reader
from app.domain.closing import CLOSED
from app.domain.deadlines import State, day_state
from app.domain.permissions import can, covers
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.services.facilities import complaints
from app.services.office.rules import limits, rules
from app.services.visits import visit_plans
from app.services.visits.visit_plans import Plan


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Everything of visits to come in a scope; nothing for who fills no inspections."""
    if scope.cases is not None or not can(reader.actor, "inspection.fill"):
        return
    plans = [one for one in visit_plans.listing(reader) if one.facility.text("office").startswith(scope.office)]
    yield from planned(reader, scope, plans)
    if scope.owner is None:
        yield from follow_ups(reader, scope, plans)
        yield from waiting(reader, scope)


def planned(reader: Reader, scope: Scope, plans: Iterable[Plan]) -> Iterator[Due]:
    """Visits that are planned, and the person's own declarations of ties that are missing."""
    today, ahead = reader.today(), rules(reader, "visits").number("ties_days")
    for one in plans:
        users = [member.text("user") for member in one.team if member.ref("user")]
        if one.last is None or one.state not in {"planned", "begun"} or (scope.owner is not None and scope.owner not in users):
            continue
        own, subject = reader.actor.user, ("visit_plan", one.id)
        if any(member.text("user") == own and not member.code("ties") for member in one.team) and (
            one.state == "begun" or one.last - timedelta(days=ahead) <= today
        ):
            yield Due("visit_ties", "", subject, one.last, _state(reader, one.last), own)
        if one.state == "planned":
            leader = next((member.text("user") for member in one.team if member.code("role") == "leader"), "")
            kind = one.record.text("kind")
            yield Due("visit_planned", "", subject, one.last, _state(reader, one.last), leader, kind, codes="inspection_kind")


def _state(reader: Reader, last: date) -> State:
    return day_state(last, None, reader.today(), limits(reader))


def follow_ups(reader: Reader, scope: Scope, plans: Iterable[Plan]) -> Iterator[Due]:
    """Facilities with findings past their day that nobody has visited since, and that no visit is planned for."""
    coming = {one.facility.id for one in plans if one.state in {"planned", "begun"}}
    last = queries.last_visits(reader)
    for facility, (_, first) in queries.overdue(reader, reader.today()).items():
        home = reader.maybe("facility", facility)
        if home is None or facility in coming or not _here(reader, scope, home):
            continue
        visit = last.get(facility)
        if first is not None and visit is not None and visit.day is not None and visit.day > first:
            continue
        yield Due("visit_follow_up", "", ("facility", facility), first, "overdue", "")


def _here(reader: Reader, scope: Scope, home: Record) -> bool:
    office = home.text("office")
    return home.code("state") not in CLOSED and office.startswith(scope.office) and covers(reader.actor.office, office)


def waiting(reader: Reader, scope: Scope) -> Iterator[Due]:
    """Complaints that neither a visit nor an outcome answers."""
    if not can(reader.actor, "complaint.answer"):
        return
    for one in complaints.listing(reader):
        if one.waits and one.facility.text("office").startswith(scope.office):
            subject = ("facility", one.facility.id)
            yield Due("complaint_waiting", "", subject, one.due, one.state, "", step="complaints")
