"""What becomes of an inspection once the team closes it: score, findings, the grade and who confirms it, numbered corrections.

The team decides the grade with its reasons, the head confirms, never the same person (practice P19, P24). Before closing
nobody is shown a score (P26). After closing an answer changes only by a correction with a number and a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain import scoring
from app.domain.clock import instant_text
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.permissions import require, require_other
from app.domain.questions import Question
from app.domain.records import Record
from app.domain.scoring import Score
from app.forms.binds import items
from app.forms.filling import refused
from app.forms.model import CompiledForm
from app.forms.session import FormSession, Problem
from app.services.responses import response_store
from app.services.visits import closure_visits, visit_alarms, visit_corrections, visit_differences
from app.services.visits.inspection_forms import is_practice, profile_by_id, profile_in_force
from app.services.visits.inspection_kinds import scored
from app.services.visits.inspections import Visit, edit_head, open_visit, session_of, visit_of
from app.text.zone import local_date

PaperState = Literal["decided", "to_decide", "to_be_completed"]
ENTRY = "entry"
"""The question whether the team was let in; "refused" is a result of its own (P26)."""
LANG = "km"
"""The language of the words that a closing visit leaves in records."""


@dataclass(frozen=True, slots=True)
class Result:
    """A closed inspection with its state and grade as they stand in the record.

    `score` is None when entry was refused or the form carries no weights. `alarms`: the questions about danger answered yes.
    """

    visit: Visit
    score: Score | None
    state: str
    grade: str | None
    grade_reason: str
    alarms: tuple[str, ...] = ()


def problems(visit: Visit, form: CompiledForm, lang: str) -> tuple[Problem, ...]:
    """What stands in the way of closing, with the form's own words; nothing when entry was refused."""
    session = session_of(visit, form, lang)
    return () if entry_refused(session) else _open_problems(visit, session)


def _open_problems(visit: Visit, session: FormSession) -> tuple[Problem, ...]:
    """What is required and missing; a question that is not for this person never stands in the way."""
    return tuple(one for one in session.validate() if not visit.is_hidden(one.key))


def entry_refused(session: FormSession) -> bool:
    """Whether the team was not let in, by the answer in the form."""
    path = session.form.path_of(ENTRY)
    return path is not None and session.value(path) == "refused"


def close(uow: UnitOfWork, form: CompiledForm, inspection: str, hours: Mapping[str, object] | None = None) -> Result:
    """The team closes its inspection: score, proposed grade and findings are made and shown from now on.

    `hours`: when it arrived and left, as `visit_hours.taken` takes them. A form without
    weights makes findings only: the inspection is finished. With a critical item not seen, or too many items,
    it is "to be completed" and still takes answers. InputError `inspection_closed`, `inspection_unfinished` (with how many
    questions and the first one), `inspection_undecided` while two answers stand, `scoring_no_profile`.
    """
    require(uow.actor, "inspection.close")
    if hours:
        edit_head(uow, inspection, hours)
    visit = open_visit(uow, inspection)
    undecided = visit_differences.open_of(uow, visit)
    if undecided:
        raise InputError("inspection_undecided", count=len(undecided))
    session = session_of(visit, form, "")
    if entry_refused(session):
        return _entry_refused(uow, visit)
    open_problems = _open_problems(visit, session)
    if open_problems:
        first = session.node(open_problems[0].key).path.rpartition("/")[2]
        raise InputError("inspection_unfinished", count=len(open_problems), field=first)
    day = visit.inspection.day("visit_on") or uow.today()
    moment = instant_text(uow.clock.now())
    if not scored(form):
        _keep_unscored(uow, visit, session, moment)
        closure_visits.carry(uow, visit.inspection, session_of(visit, form, LANG))
    else:
        _keep(uow, visit, _score(uow, session, profile_in_force(uow, form, day), visit), moment)
    return result_of(uow, form, inspection)


def _entry_refused(uow: UnitOfWork, visit: Visit) -> Result:
    """Closes a visit where the team was not let in: a result without score or findings."""
    nothing = dict.fromkeys(("points", "maximum", "scaled", "proposed_grade"))
    values = {"state": "entry_refused", "closed_at": instant_text(uow.clock.now()), **nothing}
    _closed(uow, visit, values)
    return Result(visit_of(uow, visit.inspection.id), None, "entry_refused", None, "")


def _score(reader: Reader, session: FormSession, profile: scoring.Profile, visit: Visit) -> Score:
    """The score of what is answered now; due days run from the day of the visit's closing."""
    relevant = {state.key for state in session.states() if state.relevant}
    moment = visit.inspection.moment("closed_at") or reader.clock.now()
    return scoring.score(
        items(session.form),
        session.answers(relevant_only=True),
        relevant,
        profile,
        local_date(moment),
        practice=is_practice(reader),
    )


def _keep(uow: UnitOfWork, visit: Visit, score: Score, closed_at: str) -> None:
    """Writes the result and brings the findings in line with it; a grade that stands no longer fits a new proposal."""
    state = "to_be_completed" if not score.complete else "decided" if visit.inspection.ref("confirmed_by") else "to_decide"
    values: dict[str, object] = {
        "profile": score.profile,
        "closed_at": closed_at,
        "points": score.points,
        "maximum": score.maximum,
        "scaled": score.scaled,
        "proposed_grade": score.proposed_grade,
    }
    if visit.inspection.code("grade") and (
        score.proposed_grade != visit.inspection.code("proposed_grade") or not score.complete
    ):
        values |= {"grade": None, "grade_reason": None, "decided_by": None, "confirmed_by": None}
        state = "to_decide" if score.complete else "to_be_completed"
    _closed(uow, visit, {**values, "state": state})
    _keep_findings(uow, visit, score.findings)


def _keep_unscored(uow: UnitOfWork, visit: Visit, session: FormSession, closed_at: str) -> None:
    """Writes the result of a visit without points: it is finished, with findings and no grade to decide."""
    _closed(uow, visit, {"state": "finished", "closed_at": closed_at})
    relevant = {state.key for state in session.states() if state.relevant}
    answers = session.answers(relevant_only=True)
    closed_on = local_date(visit.inspection.moment("closed_at") or uow.clock.now())
    _keep_findings(uow, visit, scoring.findings_without_points(items(session.form), answers, relevant, closed_on))


def _closed(uow: UnitOfWork, visit: Visit, values: dict[str, object]) -> None:
    """Closes the inspection over the answers as they were shown (sync.md §3)."""
    responses = uow.find("form_response", inspection=visit.inspection.id)
    shown = [("inspection", visit.inspection.id), *(("form_response", response.id) for response in responses)]
    uow.approve("inspection", visit.inspection.id, values, shown=shown)
    visit_corrections.remember(uow, visit.inspection.id, str(values["closed_at"]))


def _keep_findings(uow: UnitOfWork, visit: Visit, wanted: tuple[scoring.Finding, ...]) -> None:
    """One finding an item: new ones are made, open ones renewed, those that fell away withdrawn; corrected ones stay."""
    known = {finding.text("item"): finding for finding in uow.find("finding", inspection=visit.inspection.id)}
    for found in wanted:
        values = {
            "answer": found.answer,
            "critical": found.critical,
            "text": found.text or None,
            "recommendation": found.recommendation or None,
            "due_on": found.due.isoformat() if found.due else None,
        }
        before = known.pop(found.item, None)
        if before is None:
            linked = {"inspection": visit.inspection.id, "facility": visit.facility.id, "item": found.item, "state": "open"}
            uow.create("finding", {**linked, **values})
        elif before.code("state") != "corrected":
            uow.update("finding", before.id, {**values, "state": "open"})
    for gone in known.values():
        if gone.code("state") == "open":
            uow.update("finding", gone.id, {"state": "withdrawn"})


def result_of(reader: Reader, form: CompiledForm, inspection: str) -> Result:
    """The result of a closed inspection, by the profile it was closed with; answers that came late do not count in it.

    InputError `inspection_not_closed`.
    """
    visit = visit_corrections.as_closed(visit_of(reader, inspection))
    record = visit.inspection
    if record.moment("closed_at") is None:
        raise InputError("inspection_not_closed")
    state = record.text("state")
    session = session_of(visit, form, "")
    if record.whole("points") is None:
        refused = state == "entry_refused" or entry_refused(session)
        return Result(
            visit, None, state, record.code("grade"), record.text("grade_reason"), () if refused else _alarms(session)
        )
    score = _score(reader, session, profile_by_id(reader, record.text("profile")), visit)
    return Result(visit, score, state, record.code("grade"), record.text("grade_reason"), score.alarms)


def _alarms(session: FormSession) -> tuple[str, ...]:
    relevant = {state.key for state in session.states() if state.relevant}
    return scoring.alarms_without_points(items(session.form), session.answers(relevant_only=True), relevant)


def decide(uow: UnitOfWork, inspection: str, grade: str, reason: str) -> None:
    """The team decides the grade, with its reasons; the head has still to confirm it.

    InputError `inspection_not_to_decide`, `inspection_late`, `code_unknown`, `grade_reason_missing`.
    """
    require(uow.actor, "inspection.decide")
    visit = visit_of(uow, inspection)
    record = visit.inspection
    if record.code("state") != "to_decide":
        raise InputError("inspection_not_to_decide")
    visit_corrections.check(visit)
    if grade not in codelist("grade"):
        raise InputError("code_unknown", field="inspection.grade", code=grade[:40], list="grade")
    if not reason.strip():
        raise InputError("grade_reason_missing", field="inspection.grade_reason")
    decided = {"grade": grade, "grade_reason": reason.strip(), "decided_by": uow.actor.user, "confirmed_by": None}
    uow.approve("inspection", inspection, decided, shown=[("inspection", inspection)])


def grade_questions(record: Record, grade: str) -> tuple[Question, ...]:
    """What to ask once before a result is decided: danger that was answered yes beside one that is not the gravest."""
    told = bool(record.codes("alarms")) and grade in codelist("grade") and grade != "critical"
    return (Question("ask.grade_danger", {}),) if told else ()


def confirm(uow: UnitOfWork, inspection: str) -> None:
    """The head confirms the team's grade. InputError `inspection_not_to_decide`, `inspection_late`,
    `grade_missing`, `own_request`."""
    require(uow.actor, "inspection.confirm")
    visit = visit_of(uow, inspection)
    record = visit.inspection
    if record.code("state") != "to_decide":
        raise InputError("inspection_not_to_decide")
    visit_corrections.check(visit)
    if not record.code("grade"):
        raise InputError("grade_missing")
    require_other(uow.actor, record.text("decided_by"))
    confirmed = {"confirmed_by": uow.actor.user, "state": "decided"}
    uow.approve("inspection", inspection, confirmed, shown=[("inspection", inspection)])


def correct(uow: UnitOfWork, form: CompiledForm, inspection: str, name: str, answer: str, reason: str, lang: str = "") -> int:
    """Corrects one answer of a closed inspection and gives the correction's number; score and findings follow.

    InputError `inspection_not_closed`, `inspection_late`, `correction_reason_missing`, `answer_refused` with the form's words
    in `lang`.
    """
    visit = _to_correct(uow, inspection, reason)
    visit_corrections.check(visit)
    session = session_of(visit, form, "")
    path = form.path_of(name) or name
    before = dict(session.answers())
    outcome = session.answer(path, answer)
    if outcome.result != "OK":
        raise refused(name, session_of(visit, form, lang).answer(path, answer))
    number = len(visit_corrections.corrections(visit)) + 1
    after = session.answers()
    changed = {key: after.get(key) for key in {*before, *after} if before.get(key) != after.get(key)}
    response_store.put(uow, visit.response, changed)
    visit_corrections.note(uow, visit, number, path, {path: after.get(path), **changed}, before.get(path, ""), reason)
    _renew(uow, form, visit)
    return number


def take_up(uow: UnitOfWork, form: CompiledForm, inspection: str, reason: str, back: Collection[str] = ()) -> tuple[int, ...]:
    """Takes up what came after the closing: each answer becomes a numbered correction; those in `back` (questions) are put
    back to what stood at the closing instead. Score and findings follow. Gives the numbers.

    InputError `inspection_not_closed`, `correction_reason_missing`, `inspection_nothing_late`.
    """
    visit = _to_correct(uow, inspection, reason)
    found = visit_corrections.late(visit)
    if not found:
        raise InputError("inspection_nothing_late")
    response_store.put(uow, visit.response, {one.path: one.before or None for one in found if one.path in back})
    taken = [one for one in found if one.path not in back]
    first = len(visit_corrections.corrections(visit)) + 1
    for number, one in enumerate(taken, first):
        visit_corrections.note(uow, visit, number, one.path, {one.path: one.after or None}, one.before, reason)
    _renew(uow, form, visit)
    return tuple(range(first, first + len(taken)))


def _to_correct(uow: UnitOfWork, inspection: str, reason: str) -> Visit:
    """A closed inspection that may be corrected, with a reason."""
    require(uow.actor, "inspection.close")
    visit = visit_of(uow, inspection)
    if visit.inspection.code("state") not in visit_corrections.CORRECTED:
        raise InputError("inspection_not_closed")
    if not reason.strip():
        raise InputError("correction_reason_missing")
    return visit


def _renew(uow: UnitOfWork, form: CompiledForm, visit: Visit) -> None:
    """Brings score, findings and alarms of a closed inspection in line with its answers."""
    renewed = visit_of(uow, visit.inspection.id)
    session, closed_at = session_of(renewed, form, ""), visit.inspection.text("closed_at")
    visit_alarms.note(uow, visit.inspection, form, session.answers())
    if scored(form):
        profile = profile_by_id(uow, visit.inspection.text("profile"))
        _keep(uow, renewed, _score(uow, session, profile, renewed), closed_at)
    else:
        _keep_unscored(uow, renewed, session, closed_at)
        closure_visits.carry(uow, visit.inspection, session_of(renewed, form, LANG))
