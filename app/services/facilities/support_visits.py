"""Support visits to facilities (practice P29): no inspections, without a score, and in the list of visits all the same.

What such a visit says of the transition of a centre is its plan: stage, children whose way home is still to be found, staff,
building, the day by which it is finished, and agreed steps. The newest visit that says anything of it counts; each child's way
home stands with the children (`ways_on`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.data.queries.inspections import InspectionRow
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import readable_day
from app.domain.deadlines import day_state
from app.domain.ids import is_id
from app.domain.permissions import can, covers, require
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.forms.xpath.values import moment_text
from app.services.office.rules import limits
from app.services.responses import response_store, responses
from app.text.zone import local

FORM = "facility_support_visit"
KIND = "support"
DANGER = "/data/end/danger"
"""The question about immediate danger, seen or heard."""
_DANGER_NOW = "/data/end/danger_now"
LEFT = "/data/visit/left_at"
"""The question when the team left; asked since version 3 of the form."""
_WITHOUT_HOURS = frozenset({"1", "2"})
"""Versions of the form that do not ask for hours."""
_PART = "/data/transition/"
_NEXT = "/data/end/next_visit_on"
_STEP = re.compile(r"/data/step\[([^\]]+)\]/(step_\w+)\Z")
_DONE = "yes"


@dataclass(frozen=True, slots=True)
class Step:
    """An agreed step: what, who (a role), by when, and the answer whether it is done (`yes`, `part`, `no`, "" not said)."""

    what: str
    who: str
    by: date | None
    done: str

    @property
    def open(self) -> bool:
        """Whether something is left to do."""
        return self.done != _DONE


@dataclass(frozen=True, slots=True)
class Transition:
    """The plan of a centre that becomes something else, as the visit of `day` has it.

    `stage` and `becomes` are codes of the form, `next_visit`: the day that the newest support visit gave for the one after it.
    """

    response: str
    day: date | None
    stage: str
    staff: str
    building: str
    until: date | None
    children_left: str = ""
    children_home: str = ""
    steps: tuple[Step, ...] = field(default_factory=tuple)
    becomes: str = ""
    partner: str = ""
    next_visit: date | None = None
    form_version: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing is left of it."""
        return self.stage in ("done", "none")

    def late(self, today: date) -> date | None:
        """The first day of the plan that is past while something is left to do."""
        days = [step.by for step in self.steps if step.open and step.by is not None and step.by < today]
        days += [day for day in (self.until, self.next_visit) if day is not None and day < today]
        return min(days) if days and not self.finished else None


def listing(reader: Reader, facility: str = "", state: str | None = None) -> list[InspectionRow]:
    """Support visits as the list of visits shows them, the latest first: the record is the response, with kind and state."""
    require(reader.actor, "inspection.read")
    homes = {one.id: one for one in reader.find("facility")}
    rows = []
    for one in _responses(reader, facility):
        if state in (None, one.code("state")):
            shown = {"kind": KIND, "state": one.code("state"), "visit_on": _day(one), "facility": one.text("facility")}
            record = Record("form_response", one.id, {name: value for name, value in shown.items() if value}, one.version)
            rows.append(InspectionRow(record, homes.get(one.text("facility")), 0, 0))
    return sorted(rows, key=lambda row: (row.inspection.text("visit_on"), row.id), reverse=True)


def with_support(
    reader: Reader, rows: Iterable[InspectionRow], facility: str = "", state: str | None = None
) -> list[InspectionRow]:
    """Inspections and support visits in one list, the latest first."""
    both = [*rows, *listing(reader, facility, state)]
    return sorted(both, key=lambda row: (row.inspection.text("visit_on"), row.id), reverse=True)


def _responses(reader: Reader, facility: str = "") -> Iterator[Record]:
    """The visits that count, as responses to the form."""
    found = (
        reader.find("form_response", form_id=FORM, facility=facility, order=("id",))
        if facility
        else reader.find("form_response", form_id=FORM, order=("id",))
    )
    return (one for one in found if one.code("state") != "void" and not one.ref("whole"))


def begun(reader: Reader, day: date) -> tuple[str, ...]:
    """The support visits of a day that the person fills in, has not finished and has not left, as ids of the responses."""
    found = reader.find("form_response", form_id=FORM, state="draft", typed_by=reader.actor.user, order=("id",))
    there = (one for one in found if not one.ref("whole") and not one.entries("answers").get(LEFT))
    return tuple(one.id for one in there if _day(one) == day.isoformat())


def may_leave(reader: Reader, response: str) -> bool:
    """Whether leaving can be told of a visit: one of today that goes on, by a form that asks for hours."""
    record = reader.maybe("form_response", response) if is_one(reader, response) else None
    return (
        record is not None
        and record.code("state") == "draft"
        and record.text("form_version") not in _WITHOUT_HOURS
        and day_of_visit(record) == reader.today()
    )


def has_left(uow: UnitOfWork, response: str) -> None:
    """The team has left the house now. InputError as `responses.save_answers`."""
    now = local(uow.clock.now()).replace(second=0, microsecond=0)
    responses.save_answers(uow, response, {LEFT: moment_text(now).partition("T")[2]})


def is_one(reader: Reader, response: str) -> bool:
    """Whether an id is that of a support visit."""
    record = reader.maybe("form_response", response) if is_id(response) else None
    return record is not None and record.text("form_id") == FORM and not record.ref("whole")


def means_danger(response: Record, answers: Mapping[str, str | None]) -> bool:
    """Whether answers to a response say that at a support visit danger to a child was seen or heard."""
    return response.text("form_id") == FORM and answers.get(DANGER) == "yes"


def kept_from_others(response: Record) -> frozenset[str]:
    """What a copy that leaves the team lacks: of a support visit whether danger was seen or heard, also that it was not. The
    director is not to be told of it (P27), and a question that is missing only sometimes would tell.
    """
    return frozenset({DANGER, _DANGER_NOW}) if response.text("form_id") == FORM else frozenset()


def day_of_visit(response: Record) -> date | None:
    """The day of a visit; None where what stands there is no day."""
    return readable_day(_day(response))


def _day(response: Record) -> str:
    """The day of a visit as text: as answered, else when it was filled in."""
    return response.entries("answers").get("/data/visit/visit_on") or response.text("filled_on")


def transition(reader: Reader, facility: str) -> Transition | None:
    """The plan of a facility; None where no support visit says anything of one."""
    require(reader.actor, "inspection.read")
    return _newest(reader, _responses(reader, facility))


def _newest(reader: Reader, visits: Iterable[Record]) -> Transition | None:
    """The plan of the newest visit that has one; earlier ones are not read."""
    newest = sorted(visits, key=lambda one: (_day(one), one.id), reverse=True)
    found = next((plan for one in newest if (plan := _plan(reader, one)) is not None), None)
    return replace(found, next_visit=_next(reader, newest[0])) if found is not None else None


def _next(reader: Reader, response: Record) -> date | None:
    """The day of the next visit, as a visit gave it."""
    return readable_day(response_store.answers_of(reader, response).get(_NEXT, ""))


def _plan(reader: Reader, response: Record) -> Transition | None:
    answers = response_store.answers_of(reader, response)
    said = {path.removeprefix(_PART): text for path, text in answers.items() if path.startswith(_PART) and text}
    steps = _steps(answers)
    if not said:
        return None
    return Transition(
        response=response.id,
        day=readable_day(_day(response)),
        stage=said.get("stage", ""),
        staff=said.get("staff_plan", ""),
        building=said.get("building_plan", ""),
        until=readable_day(said.get("finished_by", "")),
        children_left=said.get("children_left", ""),
        children_home=said.get("children_home", ""),
        steps=steps,
        becomes=said.get("becomes", ""),
        partner=said.get("partner", ""),
        form_version=response.text("form_version"),
    )


def _steps(answers: Mapping[str, str]) -> tuple[Step, ...]:
    rows: dict[str, dict[str, str]] = {}
    for path, text in answers.items():
        found = _STEP.match(path)
        if found is not None:
            rows.setdefault(found[1], {})[found[2]] = text
    made = (
        Step(row.get("step_what", ""), row.get("step_who", ""), readable_day(row.get("step_by", "")), row.get("step_done", ""))
        for row in rows.values()
    )
    return tuple(sorted((step for step in made if step.what), key=lambda step: (step.by or date.max, step.what)))


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Transitions of which a day is past while something is left to do, a line for each facility."""
    if scope.owner is not None or scope.cases is not None or not can(reader.actor, "measure.take"):
        return
    visits: dict[str, list[Record]] = {}
    for one in _responses(reader):
        visits.setdefault(one.text("facility"), []).append(one)
    for facility, found in sorted(visits.items()):
        home = reader.maybe("facility", facility) if facility else None
        office = home.text("office") if home is not None else ""
        if not office or not office.startswith(scope.office) or not covers(reader.actor.office, office):
            continue
        plan = _newest(reader, found)
        late = plan.late(reader.today()) if plan is not None else None
        if late is not None:
            state = day_state(late, None, reader.today(), limits(reader))
            yield Due("transition_late", "", ("facility", facility), late, state, "", step="measures")
