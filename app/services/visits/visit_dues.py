"""What is due of visits to facilities: danger first, then grades, what is to be completed and typed. Sources of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.data.queries import inspections as queries
from app.data.reader import Reader
from app.domain.deadlines import State, day_state
from app.domain.permissions import can, covers
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.services.office.rules import limits
from app.services.visits import inspections, visit_alarms, visit_corrections, visit_joining, visit_secrecy
from app.services.visits.inspections import OPEN_STATES

_SAME = ("facility", "visit_on", "form_id", "kind")
"""What two inspections of one visit have in common."""


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Everything that is due of visits in a scope; nothing for who reads no inspections."""
    if scope.cases is not None or not can(reader.actor, "inspection.read"):
        return
    homes = {one.id: one.text("office") for one in reader.find("facility")}
    for visit, found in _found(reader):
        office = homes.get(visit.text("facility"))
        if office is None or not office.startswith(scope.office) or not covers(reader.actor.office, office):
            continue
        if visit_secrecy.hides(reader, visit):
            continue
        yield from (one for one in found if scope.owner in (None, one.owner))


def _found(reader: Reader) -> Iterator[tuple[Record, tuple[Due, ...]]]:
    """Each visit that waits for something, with what that is."""
    unsettled = queries.unsettled(reader)
    pairs = _pairs(unsettled)
    joined = {reader.current(one) for one in queries.joined(reader)}
    for visit in unsettled:
        yield visit, (*_alarm(reader, visit), *_next(reader, visit), *_twice(reader, visit, pairs, joined))
    if can(reader.actor, "inspection.close"):
        for visit in visit_corrections.late_visits(reader):
            subject = ("inspection", visit.id)
            yield visit, (Due("visit_changed", "", subject, visit.day("visit_on"), "overdue", visit.text("typed_by")),)


def _alarm(reader: Reader, visit: Record) -> Iterator[Due]:
    """Immediate danger that no head has answered yet: at once, whatever becomes of the visit."""
    if visit_alarms.waits(visit) and can(reader.actor, "alarm.answer"):
        yield Due("visit_alarm", "", ("inspection", visit.id), visit.day("visit_on"), "overdue", "")


def _pairs(unsettled: list[Record]) -> set[str]:
    """The visits that are open beside a later one of the same facility, day, form and kind."""
    last: dict[tuple[str, ...], str] = {}
    for one in unsettled:
        key = tuple(one.text(name) for name in _SAME)
        if one.code("state") in OPEN_STATES and one.text("visit_on"):
            last[key] = max(last.get(key, ""), one.id)
    alike = ((one, last.get(tuple(one.text(name) for name in _SAME), "")) for one in unsettled)
    return {one.id for one, latest in alike if one.id < latest and one.code("state") in OPEN_STATES}


def _twice(reader: Reader, visit: Record, pairs: set[str], joined: set[str]) -> Iterator[Due]:
    """Two inspections of one visit that are to be joined, and what came late to one that was."""
    typist, day, subject = visit.text("typed_by"), visit.day("visit_on"), ("inspection", visit.id)
    if not visit_joining.may_join(reader) or visit.code("state") not in OPEN_STATES:
        return
    if visit.id in pairs:
        yield Due("visit_join", "", subject, day, "soon", typist)
    if visit.id in joined and visit_joining.late(reader, inspections.visit_of(reader, visit.id)):
        yield Due("visit_late", "", subject, day, "overdue", typist)


def _next(reader: Reader, visit: Record) -> Iterator[Due]:
    """The next step of a visit: typed, completed, decided, confirmed; what to do where the team was not let in."""
    actor, state, subject = reader.actor, visit.code("state"), ("inspection", visit.id)
    typist, day, critical = visit.text("typed_by"), visit.day("visit_on"), visit.code("proposed_grade") or ""
    if state == "draft" and day is not None and can(actor, "inspection.fill"):
        last = day + timedelta(days=1)  # typing on the day after the visit (practice P26)
        yield Due("visit_type", "", subject, last, day_state(last, None, reader.today(), limits(reader)), typist)
    elif state == "to_be_completed" and can(actor, "inspection.fill"):
        yield Due("visit_complete", "", subject, None, "overdue" if critical else "soon", typist, critical, codes="grade")
    elif state == "to_decide" and not visit.code("grade") and can(actor, "inspection.decide"):
        yield Due("grade_decide", "", subject, None, "overdue" if critical else "soon", typist, critical, codes="grade")
    elif state == "to_decide" and can(actor, "inspection.confirm") and visit.text("decided_by") != actor.user:
        grade = visit.code("grade") or ""
        late: State = "overdue" if grade == "critical" else "soon"
        yield Due("grade_confirm", "", subject, None, late, "", grade, group="approval", codes="grade")
    elif state == "entry_refused" and can(actor, "measure.take") and not _followed(reader, visit):
        yield Due("entry_refused", "", subject, day, "overdue", typist)


def _followed(reader: Reader, visit: Record) -> bool:
    """Whether there was a visit or a measure since the team was not let in."""
    day, facility = visit.text("visit_on"), visit.text("facility")
    others = (one for one in reader.find("inspection", facility=facility) if one.id != visit.id)
    visited = any(one.text("visit_on") >= day and one.code("state") not in {"void", "entry_refused"} for one in others)
    return visited or any(one.text("on_date") >= day for one in reader.find("measure", facility=facility))
