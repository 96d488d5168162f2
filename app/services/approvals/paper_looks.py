"""Decisions on paper that somebody entered who may not decide: a head of the office looks at each afterwards (practice P19).

Entering is one step for the caseworker, also where no head can be reached. A head may not decide either what they asked for
themselves, what is their own case, or what the office above decides: four eyes. So that no decision stands that no (other)
head knows of, each waits for a head, who says that it is in order (from then on the record has that head beside who signed) or
that nobody decided it: then what followed is taken back, and who asked has it before them again, as a request that was sent
back.
"""

from __future__ import annotations

from collections.abc import Collection

from app.data.queries import today as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.records import Record
from app.services.approvals import approvals
from app.services.approvals.approval_kinds import PLAIN, WHATS
from app.services.approvals.approvals import Standing
from app.services.cases import case_reach

_HEAD = "supervisor"


def waiting(reader: Reader, cases: Collection[str] | None = None) -> list[Standing]:
    """The decisions on paper that the person is to look at, the oldest first; of some `cases` only, if so asked."""
    if not (can(reader.actor, "case.decide") or can(reader.actor, "carer.approve")):
        return []
    heads = [user.id for user in reader.find("user") if _HEAD in user.codes("roles")]
    keys = queries.papers_entered(reader, heads)
    rows = reader.many("approval", keys)
    found = [rows[key] for key in keys if key in rows and (cases is None or rows[key].text("case") in cases)]
    return [approvals.standing_of(reader, row) for row in found if may_look(reader, row)]


def may_look(reader: Reader, record: Record) -> bool:
    """Whether a decision on paper waits for the look of the person: a head who neither asked, owns the case nor entered it."""
    if record.code("state") != "approved" or not record.text("paper_by") or record.ref("decided_by"):
        return False
    entered = reader.maybe("user", record.text("entered_by")) if record.ref("entered_by") else None
    if entered is None:
        return False
    for name, act in (("case", "case.decide"), ("carer", "carer.approve")):
        whose = reader.maybe(name, record.text(name)) if record.ref(name) else None
        if whose is not None:
            own = {record.ref("asked_by"), *(case_reach.people_of(reader, whose) if name == "case" else ())}
            if _HEAD in entered.codes("roles") and entered.id not in own and record.flag("above") is not True:
                return False
            return can(reader.actor, act, office=whose.text("office")) and reader.actor.user not in {*own, entered.id}
    return False


def seen(uow: UnitOfWork, approval: str) -> None:
    """The head looked at a decision on paper, and it is in order. InputError `record_not_found`, `look_not_asked`."""
    _open(uow, approval)
    _answer(uow, approval, {"decided_by": uow.actor.user})


def dispute(uow: UnitOfWork, approval: str, remarks: str) -> None:
    """The head says that nobody decided this: what followed is taken back, the request goes back to who asked, with remarks.

    InputError `record_not_found`, `look_not_asked`, `remarks_missing`, and what taking back finds, such as
    `case_already_open` where the child has another open case by now; then nothing is changed.
    """
    record = _open(uow, approval)
    if not remarks.strip():
        raise InputError("remarks_missing", field="approval.remarks")
    entry = WHATS.get(record.text("what"), PLAIN)
    uow.undoable = False
    if entry.back is not None and entry.stands is not None and entry.stands(uow, record):
        entry.back(uow, record)
    answer = {"state": "sent_back", "remarks": remarks.strip(), "decided_by": uow.actor.user, "decided_on": uow.today()}
    _answer(uow, approval, answer)


def _open(uow: UnitOfWork, approval: str) -> Record:
    """A decision that waits for the person's look."""
    record = uow.maybe("approval", approval)
    if record is None:
        raise InputError("record_not_found", type="approval", id=approval[:40])
    if not may_look(uow, record):
        raise InputError("look_not_asked")
    return record


def _answer(uow: UnitOfWork, approval: str, values: dict[str, object]) -> None:
    """An answer is about the record as the head saw it, like the decision itself."""
    uow.undoable = False
    uow.approve("approval", approval, values, shown=[("approval", approval)])
