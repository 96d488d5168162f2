"""The acts of practice data, each by the service that a person's act would go through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from app.data.unit_of_work import UnitOfWork
from app.domain.records import Actor
from app.domain.sample_careers import Act, Career, moment
from app.domain.sample_facilities import Home, answers
from app.domain.sample_people import Chance
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.approvals.approvals import Paper
from app.services.cases import cases, flow, notes
from app.services.facilities import facilities, residencies
from app.services.sample import sample_parts
from app.services.sample.sample_parts import HEAD
from app.services.visits import findings, inspection_results, inspections

OpenUnit = Callable[[Actor, datetime, str], AbstractContextManager[UnitOfWork]]
_BY_OWNER = frozenset({"approval_ask", "hand_over_offer"})
"""Acts of who owns the case, so that another one may decide."""
_EVIDENCE = "បានឃើញផ្ទាល់នៅពេលចុះពិនិត្យ"


def make_case(unit: OpenUnit, actor: Actor, plan: Career, owners: Sequence[Actor] = ()) -> str:
    """Registers a case and does what came later; gives its id. `owners`: those who own cases, and ask for decisions in them."""
    registration = cases.Registration(
        child=plan.child,
        case=plan.case,
        family=plan.parts.get("family", ()),
        contacts=plan.parts.get("contacts", ()),
        categories=plan.parts.get("categories", ()),
        concerns=plan.parts.get("concerns", ()),
        consents=plan.parts.get("consents", ()),
        reporters=plan.parts.get("reporters", ()),
        perpetrators=plan.parts.get("perpetrators", ()),
        placements=plan.parts.get("placements", ()),
        allegations=plan.parts.get("allegations", ()),
    )
    with unit(actor, plan.opened.at, "case_register") as uow:
        opened = cases.register(uow, registration)
    stay = ""
    owner = next((one for one in owners if one.user == plan.case["owner"]), actor)
    for act in plan.later:
        with unit(owner if act.name in _BY_OWNER else actor, act.at, act.name) as uow:
            if act.name == "hand_over_offer":
                others = [one.user for one in owners if one is not owner]
                sample_parts.ACTS[act.name](uow, opened.case, {**act.values, "to": others[-1]})
            elif act.name in sample_parts.ACTS:
                sample_parts.ACTS[act.name](uow, opened.case, act.values)
            else:
                stay = _later(uow, opened.case, stay, act)
    return opened.case


def _later(uow: UnitOfWork, case: str, stay: str, act: Act) -> str:
    """One later act; the id of the stay in a facility, if there is one."""
    given = act.values
    day = given.get("on")
    on = day if isinstance(day, date) else None
    if act.name == "note_add":
        notes.add(uow, case, given)
    elif act.name == "first_contact":
        cases.first_contact(uow, case, on=on, how=str(given["how"]))
    elif act.name == "case_risk":
        cases.set_risk(uow, case, str(given["level"]), on=on, reason=str(given["reason"]))
    elif act.name == "case_close":
        flow.close(uow, case, str(given["reason"]), on=on, paper=Paper(HEAD, on or uow.today(), f"{on or uow.today():%d%m/%y}"))
    elif act.name == "case_reopen":
        flow.reopen(uow, case, str(given["reason"]), on=on)
    elif act.name == "residency_admit":
        admission = {name: value for name, value in given.items() if name != "facility"}
        return residencies.admit(uow, str(given["facility"]), {**admission, "case": case})
    elif act.name == "residency_exit":
        residencies.exit_resident(uow, stay, given)
    return stay


def make_home(unit: OpenUnit, actor: Actor, plan: Home, code: str, today: date) -> tuple[str, list[str]]:
    """Registers a facility with its residents; gives its id and theirs."""
    with unit(actor, moment(today - timedelta(days=4 * 365), 9, 0), "facility_register") as uow:
        facility = facilities.register(uow, {**plan.values, "code": code})
    if plan.agreement:
        with unit(actor, moment(date.fromisoformat(str(plan.agreement["mou_from"])), 9, 0), "facility_edit") as uow:
            facilities.edit(uow, facility, plan.agreement)
    stays = []
    for place, stay in enumerate(plan.stays):
        with unit(actor, moment(stay.admitted_on, 14, place % 60), "residency_admit") as uow:
            resident = residencies.admit(uow, facility, stay.admission)
            stays.append(resident)
        if stay.exited_on is not None:
            with unit(actor, moment(stay.exited_on, 15, place % 60), "residency_exit") as uow:
                residencies.exit_resident(uow, resident, stay.exit)
    return facility, stays


def planned_answers(
    seed: int, office: str, number: int, visit: int, quality: float, form: CompiledForm
) -> Mapping[str, object]:
    """What is answered at a visit."""
    return answers(seed, office, number, visit, quality, [item.number for item in items(form) if item.weight])


def inspect(
    unit: OpenUnit,
    people: tuple[Actor, Actor],
    form: CompiledForm,
    facility: str,
    day: date,
    given: Mapping[str, object],
    today: date,
) -> None:
    """A visit from its first answer to the confirmed grade, and what was corrected of it within the following months."""
    team, chief = people
    with unit(team, moment(day, 10, 0), "inspection_fill") as uow:
        head = {"visit_on": day.isoformat(), "mission_letter": f"{day:%d%m}/{day:%y}", "arrived_at": "8:30"}
        visit = inspections.start(uow, form, facility, head, seed=day.toordinal())
    with unit(team, moment(day, 16, 0), "inspection_fill") as uow:
        _fill(uow, form, visit, given)
    with unit(team, moment(day, 17, 0), "inspection_close") as uow:
        result = inspection_results.close(uow, form, visit, {"left_at": "15:45"})
        found = [record.id for record in findings.of_inspection(uow, visit)]
    decided = day + timedelta(days=6)
    if result.score is None or not result.score.complete or decided > today:
        return
    grade = result.score.proposed_grade or ("meets" if (result.score.scaled or 0) >= 160 else "does_not_meet")
    with unit(team, moment(decided, 9, 0), "inspection_grade") as uow:
        inspection_results.decide(uow, visit, grade, "ក្រុមអធិការកិច្ចបានពិភាក្សា និងសម្រេចរួមគ្នា")
    with unit(chief, moment(decided, 15, 0), "inspection_confirm") as uow:
        inspection_results.confirm(uow, visit)
    _correct(unit, team, found, day, today)


def _fill(uow: UnitOfWork, form: CompiledForm, visit: str, given: Mapping[str, object]) -> None:
    """Answers what the form asks in this facility; what is not asked there is left out."""
    session = inspections.session_of(inspections.visit_of(uow, visit), form, "")
    refused: set[str] = set()
    for _ in range(2):  # a second time, for what only an answer makes relevant
        refused = {name for name, outcome in session.fill(given).items() if outcome.result != "OK"}
    inspections.fill(uow, form, visit, {name: value for name, value in given.items() if name not in refused})


def _correct(unit: OpenUnit, team: Actor, found: Sequence[str], day: date, today: date) -> None:
    """Most findings are corrected within some months."""
    chance = Chance(f"{day}/{len(found)}")
    for finding in found:
        corrected = day + timedelta(days=20 + chance.randrange(110))
        if chance.random() < 0.7 and corrected <= today:
            with unit(team, moment(corrected, 11, 0), "finding_correct") as uow:
                findings.correct(uow, finding, corrected, _EVIDENCE)
