"""The way of a case from intake to closure: what is missing for each step, and the acts that end a case or open it anew.

No path leads to a closed case without an approval by another person or one on paper (the ministry's configuration of Primero:
"Closure and case plan need manager approval"); asking and approving are `app.services.approvals.approvals`.
"""

from __future__ import annotations

from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.workflow import Missing, Step
from app.domain.workflow import bar as steps_of
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.cases import cases, closing
from app.services.cases.case_facts import facts
from app.services.cases.case_file import CaseFile
from app.services.cases.case_values import checked
from app.services.office.rules import rules
from app.services.people import deaths

_OF_ACT = {"close": ("approval_close",), "ask_close": (), "approval_plan": ("plan",), "ask_plan": ("plan",)}
"""An act → the steps whose blocking needs stand in its way."""


def bar(reader: Reader, file: CaseFile) -> tuple[Step, ...]:
    """The steps of a case with what is missing for each, as its office sets the rules; none for one that was voided."""
    return steps_of(facts(reader, file), rules(reader, "workflow"), file.limits, reader.clock.now())


def blocks(reader: Reader, file: CaseFile, act: str) -> tuple[Missing, ...]:
    """What stands in the way of an act (`close`, `ask_close`, `ask_plan`); empty when nothing does.

    Few things do (practice P13): a plan is not asked to be approved while low scores have no action in it, and a case is not
    closed without its approval. ValueError for an act that there is not.
    """
    if act not in _OF_ACT:
        raise ValueError(f"nothing is said of the act {act!r}")
    wanted = _OF_ACT[act]
    return tuple(one for step in bar(reader, file) if step.name in wanted for one in step.missing if one.blocks)


def close(
    uow: UnitOfWork,
    case: str,
    reason: str,
    *,
    on: date | None = None,
    note: str = "",
    paper: Paper | None = None,
    above: bool = False,
) -> str:
    """Asks for the approval to close an open case, and closes it at once where it was approved on paper; gives the request.

    `on`: the day of closing; that of the decision unless said. InputError as `approvals.ask` and `approvals.decide`,
    `code_unknown`, `closed_before_opened`, `death_not_noted`, `closed_after_death`.
    """
    record = cases.editable(uow, case, "case.close")
    checked(uow, "case", {"closed_on": on, "close_reason": reason, "close_note": note})
    day = on or (paper.on if paper is not None else uow.today())
    closing.check_end(uow, record, day)
    deaths.check_closing(uow, record.text("child"), reason, day)
    wanted = {"reason": reason, "effective_on": on}
    approval = approvals.ask(uow, "closure", closing.subject_of(uow, case), note=note, above=above, wanted=wanted)
    return _on_paper(uow, approval, paper)


def refuse(
    uow: UnitOfWork,
    case: str,
    sent_where: str,
    reason: str,
    *,
    on: date | None = None,
    paper: Paper | None = None,
    above: bool = False,
) -> str:
    """Asks for the supervisor's word that a case is not accepted, and where the child was sent (P18); gives the request.

    `reason`: why, in words. InputError `sent_where_missing`, `refusal_reason_missing`, and as `close`.
    """
    record = cases.editable(uow, case, "case.close")
    if not sent_where.strip():
        raise InputError("sent_where_missing", field="case.sent_where")
    if not reason.strip():
        raise InputError("refusal_reason_missing", field="approval.note")
    checked(uow, "case", {"closed_on": on})
    closing.check_end(uow, record, on or (paper.on if paper is not None else uow.today()))
    wanted = {"sent_where": sent_where.strip(), "effective_on": on}
    approval = approvals.ask(
        uow, "not_accepted", closing.subject_of(uow, case), note=reason.strip(), above=above, wanted=wanted
    )
    return _on_paper(uow, approval, paper)


def reopen(
    uow: UnitOfWork,
    case: str,
    reason: str,
    *,
    on: date | None = None,
    note: str = "",
    paper: Paper | None = None,
    above: bool = False,
) -> str:
    """Reopens a closed case in a new episode; where the office wants an approval for it, asks, and gives the request.

    Gives "" where it was reopened without one. InputError `case_not_closed`, and as `closing.check_reopen`.
    """
    record = cases.editable(uow, case, "case.reopen", state="closed")
    checked(uow, "episode", {"opened_on": on, "open_note": note})
    closing.check_reopen(uow, record, reason, on or uow.today())
    if not rules(uow, "workflow").flag("approval_reopen.needed") and paper is None:
        closing.opened_anew(uow, case, reason, on or uow.today(), note)
        return ""
    wanted = {"reason": reason, "effective_on": on}
    approval = approvals.ask(uow, "reopen", closing.subject_of(uow, case), note=note, above=above, wanted=wanted)
    return _on_paper(uow, approval, paper)


def _on_paper(uow: UnitOfWork, approval: str, paper: Paper | None) -> str:
    """The request, decided at once where the head signed on paper."""
    if paper is not None:
        approvals.decide(uow, approval, "approved", paper=paper)
    return approval
