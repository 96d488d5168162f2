"""Closes cases in tests that are about something else: with the approval of a head on paper, in one act."""

from __future__ import annotations

from datetime import date

from app.data.database import Database
from app.data.unit_of_work import UnitOfWork
from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.cases import flow

HEAD_ON_PAPER = "ប្រធានអង្គភាព (គំរូ)"


def close_case(uow: UnitOfWork, case: str, reason: str, *, on: date | None = None, note: str = "") -> str:
    """Closes a case; gives the approval."""
    return flow.close(uow, case, reason, on=on, note=note, paper=Paper(HEAD_ON_PAPER, on or uow.today(), "1/26"))


def approve_all(database: Database, office: str) -> int:
    """Another head approves all that waits in an office; gives how many requests there were."""
    head = Actor(new_id(), "Meas Bopha", office, frozenset({"supervisor"}))
    with database.write(head, "approval_decide") as uow:
        found = approvals.waiting(uow)
        for one in found:
            approvals.decide(uow, one.approval, "approved")
    return len(found)
