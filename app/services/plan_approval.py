"""What belongs to the approval of a plan: a low score that no action answers blocks it; the text of its actions is asserted."""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.records import Record
from app.services import plans
from app.services.approval_kinds import WhatEntry


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


def _shown(reader: Reader, approval: Record) -> list[tuple[str, str]]:
    """The decision asserts the plan and its actions as they stood."""
    plan, view = approval.text("subject"), plans.current(reader, approval.text("case"))
    actions = view.actions if view is not None and view.plan.id == plan else ()
    return [("plan", plan), *(("plan_action", row.id) for row in actions)]


def _nothing(_uow: UnitOfWork, _approval: Record) -> None:
    """An approval that is taken back leaves the plan as it is."""


PLAN = WhatEntry(
    shown=_shown,
    before=_before,
    back=_nothing,
    stands=lambda _reader, approval: approval.code("state") == "approved",
    of_living=True,
)
"""The approval of a plan."""
