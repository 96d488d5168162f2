"""`case flow|close|refuse|reopen` and `approval …`: the way of a case, and what is asked for and decided on it."""

from __future__ import annotations

from typing import Literal

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.handlers.case_verbs import shown
from app.data.reader import Reader
from app.domain.codelists import label
from app.domain.errors import InputError
from app.domain.workflow import Missing, Step
from app.services.approvals import approvals, paper_looks
from app.services.approvals.approvals import Paper, Standing
from app.services.cases import case_parts, case_questions, cases, closing_unseen, flow, late_entries
from app.services.cases.case_file import case_file
from app.services.cases.flow_words import missing_words
from app.services.cases.late_entries import Late
from app.services.planning import plan_approval, plans

Json = dict[str, object]


def show(context: Context) -> None:
    """The steps of a case, each with what is missing for it."""
    with context.session.read() as reader:
        file = case_file(reader, context.call.need("id"))
        steps = flow.bar(reader, file)
    context.out.rows(_step(step, context.call.given.lang) for step in steps)


def _step(step: Step, lang: str) -> Json:
    """A step as a line."""
    return {
        "step": step.name,
        "title": label("flow_step", step.name, lang),
        "state": step.state,
        "on": step.on.isoformat() if step.on else None,
        "due": step.due.isoformat().replace("+00:00", "Z") if step.due else None,
        "missing": [_missing(one, lang) for one in step.missing],
    }


def _missing(one: Missing, lang: str) -> Json:
    """What is missing, in words."""
    return {"code": one.code, "words": missing_words(one, lang), "blocks": one.blocks}


def paper_of(context: Context) -> Paper | None:
    """The decision on paper that was typed, or None. InputError `paper_by_missing`, `paper_on_missing`."""
    by, on, number = context.call.text("paper-by"), context.day("paper-on"), context.call.text("paper-number")
    if not by and on is None and not number:
        return None
    if on is None:
        raise InputError("paper_on_missing", field="approval.paper_on")
    return Paper(by, on, number, context.call.text("paper-scan"))


def close(context: Context) -> None:
    """Asks for the approval to close a case, or closes it by one on paper. `--ask` as with `case refuse`."""
    call, on = context.call, context.day("on")
    with context.session.write("case_close") as uow:
        case = cases.find_case(uow, call.need("id"))
        tell(context, case_questions.before_close(uow, case.id, call.need("reason")))
        note, paper, above = call.text("note"), paper_of(context), "above" in call.flags
        approval = flow.close(uow, case.id, call.need("reason"), on=on, note=note, paper=paper, above=above)
    _told(context, case.id, "closure", approval)


def refuse(context: Context) -> None:
    """Asks that a case is not accepted, or ends it so by a decision on paper. `--ask`: not while there is something to ask."""
    call, on = context.call, context.day("on")
    with context.session.write("case_refuse") as uow:
        case = cases.find_case(uow, call.need("id"))
        tell(context, case_questions.before_refuse(uow, case.id))
        where, why, paper, above = call.need("sent-where"), call.need("reason"), paper_of(context), "above" in call.flags
        approval = flow.refuse(uow, case.id, where, why, on=on, paper=paper, above=above)
    _told(context, case.id, "not_accepted", approval)


def reopen(context: Context) -> None:
    """Reopens a closed case, or asks for the approval of it where the office wants one."""
    call, on = context.call, context.day("on")
    with context.session.write("case_reopen") as uow:
        case = cases.find_case(uow, call.need("id"))
        note, paper, above = call.text("note"), paper_of(context), "above" in call.flags
        approval = flow.reopen(uow, case.id, call.need("reason"), on=on, note=note, paper=paper, above=above)
    if approval:
        _told(context, case.id, "reopen", approval)
    else:
        shown(context, case.id)


def _told(context: Context, case: str, what: str, approval: str) -> None:
    """Prints a case with how what was asked for it stands."""
    with context.session.read() as reader:
        state = reader.get("approval", approval).text("state")
    shown(context, case, {what: state, "approval": approval})


def listing(context: Context) -> None:
    """What the user may decide or look at on paper, and what the user asked for and is not done with."""
    with context.session.read() as reader:
        decide = [_line(reader, one, may_decide=True) for one in approvals.waiting(reader)]
        looks = [{**_line(reader, one, may_decide=False), **_signed(reader, one)} for one in paper_looks.waiting(reader)]
        came = [_came(one) for one in late_entries.waiting(reader) if one.may_look]
        own = [_line(reader, one, may_decide=False) for one in approvals.mine(reader)]
    context.out.rows([*decide, *looks, *came, *own])


def _came(one: Late) -> Json:
    """What came to a closed case after its closing."""
    told: Json = {"id": one.record.id, "what": late_entries.WHAT, "type": one.record.type, "written_on": one.day or None}
    return {**told, "case": one.case.id, "code": one.case.text("code"), "may_decide": False, "may_look": True}


def _signed(reader: Reader, one: Standing) -> Json:
    """What there is to look at of a decision on paper that somebody else entered."""
    user = reader.maybe("user", one.entered_by)
    signed = {"paper_by": one.paper_by, "paper_on": one.on.isoformat() if one.on else None, "paper_number": one.paper_number}
    return {"may_look": True, **signed, "entered_by": user.text("name") if user is not None else one.entered_by}


def look(context: Context) -> None:
    """The head looked at a decision on paper, in order or with `--dispute REMARKS` not, or at what came after a closing."""
    call, key = context.call, context.call.need("id")
    with context.session.write("approval_look") as uow:
        if "dispute" in call.values:
            paper_looks.dispute(uow, key, call.text("dispute"))
        elif late_entries.waiting(uow, key):
            key = late_entries.seen(uow, key)
        else:
            paper_looks.seen(uow, key)
    _state(context, key)


def _line(reader: Reader, one: Standing, *, may_decide: bool) -> Json:
    """A request as a line."""
    case = reader.maybe("case", one.case) if one.case else None
    return {
        "id": one.approval,
        "what": one.what,
        "state": one.state,
        "case": one.case or None,
        "code": case.text("code") if case is not None else None,
        "carer": one.carer or None,
        "asked_by": one.asked_by,
        "asked_on": one.asked_on.isoformat() if one.asked_on else None,
        "note": one.note or None,
        "remarks": one.remarks or None,
        "above": one.above,
        "may_decide": may_decide,
    }


def ask(context: Context) -> None:
    """Asks for the approval of a plan (by its id, or its case for the newest one) or of a placement.

    Closing, refusing, reopening, handing over and carers have verbs of their own, which do more than ask.
    """
    call, what = context.call, context.call.need("what")
    if what not in ("plan", "placement"):
        raise InputError("code_unknown", field="approval.what", code=what[:40], list="approval_what")
    kind: Literal["plan", "placement"] = "plan" if what == "plan" else "placement"
    with context.session.write("approval_ask") as uow:
        key = call.need("id")
        if uow.maybe(kind, key) is None:
            key = _newest(uow, kind, key)
        tell(context, plan_approval.before_asking(uow, key) if kind == "plan" else ())
        made = approvals.ask(uow, kind, (kind, key), note=call.text("note"), above="above" in call.flags)
    context.out.one({"id": made, "what": kind, "subject": key, "state": "asked"})


def _newest(reader: Reader, kind: str, typed: str) -> str:
    """The plan of a case, or its newest placement; InputError of `cases.find_case`, `record_not_found` when there is none."""
    case = cases.find_case(reader, typed).id
    view = plans.current(reader, case) if kind == "plan" else None
    found = [view.plan] if view is not None else case_parts.visible(reader, kind, case) if kind == "placement" else []
    if not found:
        raise InputError("record_not_found", type=kind, id=typed[:40])
    return max(found, key=lambda row: (row.text("from_on"), row.id)).id


def decide(context: Context) -> None:
    """Approves a request or sends it back with remarks, or enters the decision on paper."""
    call = context.call
    answer = call.need("answer")
    if answer not in ("approved", "sent_back"):
        raise InputError("code_unknown", field="approval.state", code=answer[:40], list="approval_state")
    with context.session.write("approval_decide") as uow:
        given: approvals.Answer = "approved" if answer == "approved" else "sent_back"
        tell(context, closing_unseen.before_approving(uow, call.need("id")) if given == "approved" else ())
        approvals.decide(uow, call.need("id"), given, remarks=call.text("remarks"), paper=paper_of(context))
    _state(context)


def withdraw(context: Context) -> None:
    """Takes a request back, or a decision with what followed from it."""
    with context.session.write("approval_withdraw") as uow:
        approvals.withdraw(uow, context.call.need("id"))
    _state(context)


def _state(context: Context, key: str = "") -> None:
    """Prints how a request stands now."""
    with context.session.read() as reader:
        record = reader.get("approval", key or context.call.need("id"))
        case = reader.maybe("case", record.text("case")) if record.ref("case") else None
    told = {"id": record.id, "what": record.text("what"), "state": record.text("state"), "case": record.ref("case")}
    context.out.one({**told, "status": case.text("status") if case is not None else None})
