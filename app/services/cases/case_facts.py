"""What is known of a case for its way from intake to closure; each part of the programme contributes what it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.data.reader import Reader
from app.domain.records import Record
from app.domain.workflow import Facts
from app.services.approvals import approvals
from app.services.cases.case_file import CaseFile, next_visit
from app.services.cases.closing import subject_of
from app.services.office.rules import rules
from app.services.people.deaths import is_dead
from app.services.planning import plan_approval, plans
from app.services.planning.plan_facts import of_plan
from app.services.planning.plans import PlanView
from app.services.responses.response_scores import scores_of

Contribution = Callable[[Reader, CaseFile], Mapping[str, Any]]


def of_case(_reader: Reader, file: CaseFile) -> Mapping[str, Any]:
    """What stands in the case itself and its notes and placements."""
    case, visits = file.case, [row.day("on_date") for row in file.rows("note") if row.text("kind") != "note"]
    promised = next_visit(file.rows("note"))
    return {
        "status": case.code("status"),
        "dead": is_dead(file.child),
        "risk": case.code("risk_level"),
        "received_at": case.moment("received_at"),
        "received_precision": case.code("received_precision"),
        "first_contact_on": case.day("first_contact_on"),
        "first_contact_at": case.moment("first_contact_at"),
        "closed_on": case.day("closed_on"),
        "consent": _consented(file),
        "sent_where": case.text("sent_where") or None,
        "placed": any(row.day("to_on") is None for row in file.rows("placement")),
        "last_visit_on": max((day for day in visits if day is not None), default=None),
        "next_visit_on": promised[0] if promised is not None else None,
    }


def _consented(file: CaseFile) -> bool:
    """Whether somebody was asked for consent to services, or it was done in the child's best interests (practice P7, P8)."""
    return any(row.code("purpose") in (None, "services") for row in file.rows("consent"))


def _since(file: CaseFile) -> date:
    """The day on which the present episode began."""
    return max((row.day("opened_on") or date.min for row in file.rows("episode")), default=date.min)


def of_forms(reader: Reader, file: CaseFile) -> Mapping[str, Any]:
    """When the assessment, the plan and the closing assessment of this episode were finished, by the forms of the rules."""
    known, since = rules(reader, "workflow"), _since(file)
    finished: dict[str, list[date]] = {}
    closings: list[tuple[date, str, Record]] = []
    for row in reader.find("form_response", case=reader.same_as(file.case.id), whole=None, state="finished"):
        day = row.day("filled_on") or row.day("typed_on")
        if day is not None and day >= since:
            finished.setdefault(row.text("form_id"), []).append(day)
            if row.text("form_id") in known.texts("closing.forms"):
                closings.append((day, row.id, row))

    def last(step: str) -> date | None:
        return max((day for form in known.texts(f"{step}.forms") for day in finished.get(form, ())), default=None)

    found = {"assessed_on": last("assessment"), "plan_on": last("plan"), "closing_on": last("closing")}
    return {**found, **of_closing(max(closings)[2] if closings else None)}


def of_closing(response: Record | None) -> Mapping[str, Any]:
    """The form of a closing assessment and what it scored: domain and points of each question."""
    if response is None:
        return {}
    scores = tuple((one.domain or one.item, one.score) for one in scores_of(response))
    return {"closing_form": response.text("form_id"), "closing_scores": scores}


def of_approvals(reader: Reader, file: CaseFile) -> Mapping[str, Any]:
    """How the newest requests of this episode stand."""
    closure = approvals.standing(reader, "closure", subject_of(reader, file.case.id))
    view = plans.current(reader, file.case.id)
    plan = _asked_of_plan(file, view)
    return {
        "plan_grew": plan_approval.grown(reader, view, plan) if view is not None and plan is not None else 0,
        "approval_plan": plan.code("state") if plan is not None else None,
        "approval_plan_on": plan.day("decided_on") if plan is not None else None,
        "approval_plan_disputed": plan is not None and approvals.standing_of(reader, plan).other_text,
        "approval_close": closure.state if closure is not None else None,
        "approval_close_on": closure.on if closure is not None else None,
        "approval_close_disputed": closure is not None and closure.other_text,
    }


def _asked_of_plan(file: CaseFile, view: PlanView | None) -> Record | None:
    """The newest request of this episode about the plan that holds now; what was decided of an earlier version says nothing."""
    rows = [row for row in file.rows("approval") if row.code("what") == "plan"]
    own = [row for row in rows if view is None or row.text("subject") == view.plan.id]
    return own[-1] if own and (own[-1].day("asked_on") or date.min) >= _since(file) else None


CONTRIBUTIONS: tuple[Contribution, ...] = (of_case, of_forms, of_approvals, of_plan)
"""All contributions, one line each; a later one says more precisely what an earlier one said."""


def facts(reader: Reader, file: CaseFile) -> Facts:
    """What is known of a case."""
    known: dict[str, Any] = {}
    for contribution in CONTRIBUTIONS:
        known |= contribution(reader, file)
    return Facts(**known)
