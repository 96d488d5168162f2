"""A transfer that the office wants approved before it goes out (rule `approval_transfer.needed`, inferred).

Whoever works on the case asks, another person decides (P19), and each approval carries one offer to the office that it names.
Then whoever works on the case makes the offer. Without the rule heads make offers by themselves, and others may still ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.records import Record
from app.services.approvals import approval_ways, approvals
from app.services.approvals.approval_kinds import WhatEntry
from app.services.approvals.approval_ways import Ways
from app.services.approvals.approvals import Paper
from app.services.cases import cases
from app.services.office.rules import rules

WHAT: Literal["transfer"] = "transfer"


@dataclass(frozen=True, slots=True)
class Way:
    """How the person can hand a case to another office.

    `offer`: to one of `offices` (None: to any). `ask`: a decision is asked for first, in one of `ways`. `waits`: it was asked
    for and is not decided.
    """

    kind: Literal["offer", "ask", "waits"]
    offices: frozenset[str] | None = None
    ways: Ways | None = None


def needed(reader: Reader) -> bool:
    """Whether the office wants transfers approved."""
    return rules(reader, "workflow").flag("approval_transfer.needed")


def approved(reader: Reader, case: str) -> frozenset[str]:
    """The offices to which a transfer was approved and not offered since."""
    rows = reader.find("approval", what=WHAT, case=case, state="approved")
    return frozenset(row.text("sent_where") for row in rows if _stands(reader, row))


def act_of(reader: Reader, case: str, to_office: str) -> str:
    """The act that an offer to an office needs of a person. InputError `transfer_not_approved`."""
    if to_office in approved(reader, case):
        return "hand_over.offer"
    if needed(reader):
        raise InputError("transfer_not_approved", field="hand_over.to_office")
    return "case.transfer"


def way(reader: Reader, case: str) -> Way:
    """How the person can hand a case to another office. InputError `not_allowed`."""
    record = cases.readable(reader, case)
    offices = approved(reader, case)
    head = can(reader.actor, "case.transfer", owner=record.ref("owner"), office=record.text("office"))
    if head and not needed(reader):
        return Way("offer")
    if offices:
        return Way("offer", offices)
    standing = approvals.standing(reader, WHAT, ("case", case))
    if standing is not None and standing.state == "asked":
        return Way("waits")
    return Way("ask", ways=approval_ways.ways(reader, record))


def ask(uow: UnitOfWork, case: str, to_office: str, note: str, *, above: bool = False, paper: Paper | None = None) -> str:
    """Asks that a case may go to an office, or notes that a head signed it on paper; gives the request.

    InputError `not_allowed`, `office_not_known`, `value_missing`, and as `approvals.ask` and `approvals.decide`.
    """
    from app.services.sharing import moves

    cases.editable(uow, case, "case.ask")
    if to_office not in {each.code for each in moves.offices(uow)}:
        raise InputError("office_not_known", field="approval.sent_where", office=to_office[:16])
    if not note.strip():
        raise InputError("value_missing", field="approval.note")
    made = approvals.ask(uow, WHAT, ("case", case), note=note.strip(), above=above, wanted={"sent_where": to_office})
    if paper is not None:
        approvals.decide(uow, made, "approved", paper=paper)
    return made


def _stands(reader: Reader, approval: Record) -> bool:
    """Whether a transfer was approved and the case was not offered to that office since it was asked for."""
    to_office = approval.text("sent_where")
    offers = reader.find("hand_over", case=approval.text("case"), kind="office", to_office=to_office)
    return approval.code("state") == "approved" and not any(row.id > approval.id for row in offers)


def _case(_reader: Reader, approval: Record) -> list[tuple[str, str]]:
    """The decision asserts the case as it stood."""
    return [("case", approval.text("case"))]


def _nothing(_uow: UnitOfWork, _approval: Record) -> None:
    """An approval that nobody used is taken back, and nothing else changes."""


TRANSFER = WhatEntry(shown=_case, back=_nothing, stands=_stands, of_living=True)
"""The approval of a transfer."""
