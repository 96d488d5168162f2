"""What belongs to the approval of a plan: a low score that no action answers blocks it; the text of its actions is asserted."""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.questions import Question
from app.domain.records import Record
from app.services.approvals.approval_kinds import WhatEntry
from app.services.office.rules import rules
from app.services.planning import plans
from app.services.planning.plan_marks import mark
from app.services.planning.plans import PlanView


def _before(reader: Reader, subject: tuple[str, str]) -> None:
    """InputError `plan_uncovered` while a low score is in no action, `plan_ended` for a version that was replaced."""
    plan = reader.get(*subject)
    if subject[0] != "plan":
        raise InputError("record_not_found")
    if plan.day("ended_on") is not None:
        raise InputError("plan_ended")
    low = plans.cover(reader, plan.text("case"))
    if low:
        raise InputError("plan_uncovered", n=len(low))


def before_asking(reader: Reader, plan: str) -> tuple[Question, ...]:
    """What to ask before a plan goes to the head: one that says nothing yet, neither in actions nor on the ministry's form."""
    case = reader.get("plan", plan).text("case")
    view = plans.current(reader, case)
    if view is None or view.plan.id != plan or any(row.code("state") != "dropped" for row in view.actions):
        return ()
    forms = rules(reader, "workflow").texts("plan.forms")
    written = reader.find("form_response", case=reader.same_as(case), form_id=forms, state="finished")
    return () if written else (Question("ask.plan_empty", {}),)


def _shown(reader: Reader, approval: Record) -> list[tuple[str, str]]:
    """The decision asserts the plan and its actions as they stood."""
    plan, view = approval.text("subject"), plans.current(reader, approval.text("case"))
    actions = view.actions if view is not None and view.plan.id == plan else ()
    return [("plan", plan), *(("plan_action", row.id) for row in actions)]


def _named(reader: Reader, approval: Record) -> list[str]:
    """The actions that the decision is shown."""
    view = plans.current(reader, approval.text("case"))
    own = view.actions if view is not None and view.plan.id == approval.text("subject") else ()
    return sorted(map(mark, own))


def grown(reader: Reader, view: PlanView, approval: Record) -> int:
    """How many actions were added, changed or taken out since a plan was approved, or were not shown to who approved it.

    They may have been written before: on a laptop that the approval did not know of.
    """
    if approval.code("state") != "approved":
        return 0
    named = approval.codes("named")
    if not named:
        return _added(reader, view, approval)
    now = {mark(action) for action in view.actions}
    return len({mark.partition(":")[0] for mark in now ^ named})


def _added(reader: Reader, view: PlanView, approval: Record) -> int:
    """How many actions were added after an approval that names none, such as one of an earlier version of Komar."""
    at = max((line.at for line in reader.history(approval.id) if line.field == "state" and line.new == "approved"), default="")
    made = (min((line.at for line in reader.history(row.id)), default="") for row in view.actions)
    return sum(bool(at) and one > at for one in made)


def _nothing(_uow: UnitOfWork, _approval: Record) -> None:
    """An approval that is taken back leaves the plan as it is."""


PLAN = WhatEntry(
    shown=_shown,
    before=_before,
    back=_nothing,
    stands=lambda _reader, approval: approval.code("state") == "approved",
    of_living=True,
    named=_named,
)
"""The approval of a plan."""
