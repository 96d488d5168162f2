"""The safety plan of a child (practice P10): one that holds now, looked through again and again while the danger lasts."""

from __future__ import annotations

from datetime import date, timedelta

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases import case_parts, cases
from app.services.office.rules import rules
from app.services.parts.part_kind import Values

VISITS = frozenset(
    {*("follow_up_home", "follow_up_care", "follow_up_service", "follow_up_assessment", "first_contact", "office_talk")}
)
"""Kinds of notes at which the child is met: while the risk is high the plan is looked through at each."""


def current(reader: Reader, case: str) -> Record | None:
    """The safety plan that holds now; None without one, and for who may not know of it. InputError `not_allowed`."""
    cases.readable(reader, case)
    plans = [row for row in case_parts.visible(reader, "safety_plan", case) if row.day("ended_on") is None]
    return max(plans, key=lambda row: (row.text("made_on"), row.id), default=None)


def due_on(reader: Reader, case: Record, plan: Record) -> date | None:
    """When a plan is to be looked through again: on the day that was set, or after the days of the office's rule.

    While the risk is high also at each visit: then it is due on the day of the last visit at which that was not done.
    """
    looked = plan.day("reviewed_on") or plan.day("made_on")
    if looked is None:
        return plan.day("next_review_on")
    after = looked + timedelta(days=rules(reader, "danger").number("safety_plan.review"))
    found = [plan.day("next_review_on") or after]
    if case.code("risk_level") == "high":
        visits = [row.day("on_date") for row in reader.find("note", case=case.id) if row.code("kind") in VISITS]
        found += [day for day in visits if day is not None and day > looked]
    return min(found)


def review(uow: UnitOfWork, plan: str, *, next_on: date | None = None) -> None:
    """Notes that a plan was looked through today with the child or the carer, and when that is to be done again.

    InputError as for any part: `not_allowed`, `record_not_found` for who may not know of it.
    """
    days = rules(uow, "danger").number("safety_plan.review")
    following = next_on or uow.today() + timedelta(days=days)
    values = {"reviewed_on": uow.today().isoformat(), "reviewed_by": uow.actor.user, "next_review_on": following.isoformat()}
    case_parts.change(uow, "safety_plan", plan, values)


def before_plan(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """What to ask before a plan is saved: whether a new one takes the place of the one that holds now."""
    held = current(reader, case) if not values.get("ended_on") else None
    same = held is not None and held.text("made_on") == values.get("made_on")
    if held is None or same or str(values.get("made_on") or reader.today()) < held.text("made_on"):
        return ()
    return (Question("ask.safety_plan_second", {"day": held.text("made_on")}),)


def made(uow: UnitOfWork, case: str, plan: str, values: Values) -> None:
    """Of two plans the older one ends when the newer one is made; each has a day on which it is looked through."""
    day = str(values.get("made_on") or uow.today())
    if values.get("ended_on"):
        return
    if not values.get("next_review_on"):
        begun = date.fromisoformat(day) + timedelta(days=rules(uow, "danger").number("safety_plan.review"))
        uow.update("safety_plan", plan, {"next_review_on": begun.isoformat()})
    for row in case_parts.visible(uow, "safety_plan", case):
        if row.id != plan and row.day("ended_on") is None and row.text("made_on") <= day:
            uow.update("safety_plan", row.id, {"ended_on": day})
