"""The approval of a household as a carer: asked for by one person, decided by another or on paper (practice P19, P23)."""

from __future__ import annotations

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.approvals.approval_kinds import WhatEntry

_MAY_ASK = frozenset({"applied", "assessed", "suspended", "refused"})


def _before(reader: Reader, subject: tuple[str, str]) -> None:
    """InputError `carer_state` for a household that is approved already, or has ended."""
    state = reader.get("carer", subject[1]).text("state") or "applied"
    if state not in _MAY_ASK:
        raise InputError("carer_state", state=state, wanted="approved")


def _after(uow: UnitOfWork, approval: Record) -> None:
    """The household is approved, by whom and since when the decision says."""
    signed = approval.day("paper_on") or approval.day("decided_on") or uow.today()
    day = approval.day("effective_on") or signed
    decider = uow.maybe("user", approval.text("decided_by"))
    name = approval.text("paper_by") or (decider.text("name") if decider is not None else uow.actor.name)
    decision = {"state": "approved", "since": day.isoformat(), "number": approval.text("paper_number") or None}
    uow.update("carer", approval.text("carer"), {**decision, "authority": name})


def _shown(reader: Reader, approval: Record) -> list[tuple[str, str]]:
    """The household and who lives there: the decision is about that text and no other."""
    members = reader.find("carer_member", carer=approval.text("carer"), order=("id",))
    return [("carer", approval.text("carer")), *(("carer_member", row.id) for row in members)]


def _back(uow: UnitOfWork, approval: Record) -> None:
    """The household is where it was before: assessed."""
    since = uow.today().isoformat()
    uow.update("carer", approval.text("carer"), {"state": "assessed", "since": since, "number": None, "authority": None})


def _stands(reader: Reader, approval: Record) -> bool:
    carer = reader.maybe("carer", approval.text("carer"))
    return carer is not None and carer.code("state") == "approved"


CARER = WhatEntry(after=_after, shown=_shown, back=_back, stands=_stands, before=_before)
"""What belongs to the approval of a household."""
