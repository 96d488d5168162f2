"""Inspections as the command line fills and prints them (contracts.md). Score, grade and findings only once closed (P26)."""

from __future__ import annotations

from collections.abc import Mapping

from app.data.queries.inspections import InspectionRow
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain import scoring
from app.domain.errors import InputError
from app.domain.questions import Question
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.services.cases.case_values import day_of
from app.services.facilities.facilities import find_facility
from app.services.visits import findings, inspection_results, inspections, visit_corrections, visit_hours, visit_plans
from app.services.visits.inspection_results import Result

Json = dict[str, object]
_HEAD_SHOWN = (
    "form_id",
    "form_version",
    "kind",
    "visit_on",
    "arrived_at",
    "left_at",
    "typed_on",
    "team",
    "mission_letter",
    "announced",
)


def fill(
    uow: UnitOfWork,
    form: CompiledForm,
    facility: str,
    answers: Mapping[str, object],
    *,
    close: bool,
    plan: str = "",
    lang: str = "",
) -> Json:
    """`inspection fill FACILITY FORM ANSWERS [--close] [--plan ID]`: a visit begun, answered and, when asked, closed, at once.

    ANSWERS are {name: value}, groups flat; the names of the head of a visit (`visit_on`, `kind`, `team`, `mission_letter`,
    `announced`, `arrived_at`, `left_at`) are taken from there too. Answers to what is not asked in this
    facility are left out and listed as `not_asked`. InputError `answer_refused` names the first other answer that is not
    taken, with the form's words in `lang`; nothing is kept then.
    """
    head = _head_of(form, answers)
    home = find_facility(uow, facility).id
    if plan and visit_plans.get(uow, plan).facility.id != home:
        raise InputError("visit_elsewhere", field="visit_plan.facility")
    inspection = visit_plans.begin(uow, plan, form, head) if plan else inspections.start(uow, form, home, head)
    own = {name: value for name, value in answers.items() if name not in head}
    not_asked = inspections.fill(uow, form, inspection, own, lang)
    if close:
        inspection_results.close(uow, form, inspection)
    return {**show(uow, form, inspection), "not_asked": list(not_asked)}


def before_filling(reader: Reader, form: CompiledForm, facility: str, answers: Mapping[str, object]) -> tuple[Question, ...]:
    """What the window asks before a visit begins, of the day that ANSWERS tell; InputError for a day that is none."""
    told = _head_of(form, answers).get("visit_on")
    day = day_of("inspection.visit_on", told) if told else reader.today()
    return inspections.questions(reader, find_facility(reader, facility).id, day)


def _head_of(form: CompiledForm, answers: Mapping[str, object]) -> Json:
    """What ANSWERS say of the head of the visit, where the form has no question of that name."""
    return {name: answers[name] for name in inspections.HEAD if name in answers and form.path_of(name) is None}


def show(reader: Reader, form: CompiledForm, inspection: str) -> Json:
    """One inspection. Before closing: how far it is; after: points, grade, state and findings."""
    visit = inspections.visit_of(reader, inspection)
    shown: Json = {"id": visit.inspection.id, "facility": visit.facility.text("code"), **_head(visit.inspection)}
    if each := visit_hours.by_person(reader, visit.inspection):
        shown["hours"] = [
            {"name": name, **dict(zip(("arrived_at", "left_at"), text.split("/"), strict=False))} for name, text in each
        ]
    if visit.inspection.moment("closed_at") is None:
        done, all_of_them = inspections.answered(visit, form)
        return {**shown, "state": visit.inspection.text("state"), "answered": done, "items": all_of_them}
    return {**shown, **_result(reader, inspection_results.result_of(reader, form, inspection))}


def _head(record: Record) -> Json:
    return {name: record.values[name] for name in _HEAD_SHOWN if name in record.values}


def _result(reader: Reader, result: Result) -> Json:
    """The result as it stands now; days of findings as they stand in the records, where they may have been corrected."""
    record = result.visit.inspection
    standing = [
        {"id": found.id, "item": found.text("item"), "due": found.code("due_on"), "state": found.code("state")}
        for found in findings.of_inspection(reader, record.id)
    ]
    if result.score is None:
        nothing = dict.fromkeys(("points", "maximum", "scaled", "proposed_grade", "grade"))
        made = {"alarms": list(result.alarms), "corrections": len(visit_corrections.corrections(result.visit))}
        return {**nothing, "state": result.state, "findings": standing, **(made if result.state != "entry_refused" else {})}
    return {
        **scoring.as_json(result.score, result.grade),
        "state": result.state,
        "grade_reason": result.grade_reason or None,
        "confirmed": record.ref("confirmed_by") is not None,
        "findings": standing,
        "corrections": len(visit_corrections.corrections(result.visit)),
    }


def row_json(row: InspectionRow) -> Json:
    """A line of a list; without points before closing."""
    record = row.inspection
    closed = record.moment("closed_at") is not None
    result = {name: record.values.get(name) for name in ("points", "maximum", "scaled", "grade")} if closed else {}
    return {
        "id": record.id,
        "facility": row.facility.text("code") if row.facility else None,
        **_head(record),
        "state": record.text("state"),
        **result,
        "open_findings": row.open_findings,
    }


def answers_of(given: object) -> Mapping[str, object]:
    """The ANSWERS of a file; InputError `answers_not_an_object`."""
    if not isinstance(given, Mapping):
        raise InputError("answers_not_an_object")
    return given
