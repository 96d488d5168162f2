"""What is done in a case of practice data after its registration, each by the service that a person's act would go through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.records import Record
from app.domain.sample_careers import ActName, Values
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.care import care
from app.services.cases import case_parts
from app.services.papers import paper_register, signatures
from app.services.planning import plans, services
from app.services.sharing import hand_overs, referrals

HEAD = "ប្រធានអង្គភាព (គំរូ)"
_CHIEF = "មេឃុំ"


def _last(uow: UnitOfWork, type_name: str, case: str, **equals: str) -> Record:
    """The newest record of a type in a case."""
    found = [
        row
        for row in case_parts.visible(uow, type_name, case)
        if all(row.text(name) == value for name, value in equals.items())
    ]
    if not found:
        raise InputError("record_not_found", type=type_name, id=case)
    return found[-1]


def _day(values: Values, name: str = "on") -> date:
    day = values.get(name)
    return day if isinstance(day, date) else date.fromisoformat(str(day))


def _given(values: Values, *but: str) -> dict[str, object]:
    """Values for a record: days as texts, without what tells only what to do."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if name not in but}


def _rows(values: Values, name: str) -> Sequence[Mapping[str, object]]:
    rows = values.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _one(values: Values, name: str) -> Mapping[str, object]:
    found = values.get(name)
    return {str(key): value for key, value in found.items()} if isinstance(found, Mapping) else {}


def _part(uow: UnitOfWork, case: str, values: Values) -> None:
    """A part of a case; support money belongs to its placement; a search has its first step."""
    type_name = str(values["type"])
    above = _last(uow, "placement", case).id if type_name == "support" else case
    made = case_parts.add(uow, type_name, above, _given(values, "type", "action"))
    if "action" in values:
        case_parts.add(uow, "tracing_action", made, _one(values, "action"))


def _changed(uow: UnitOfWork, case: str, values: Values) -> None:
    """The newest part of a type is changed; a search has one more step."""
    record = _last(uow, str(values["type"]), case)
    case_parts.change(uow, record.type, record.id, _given(values, "type", "action"))
    if "action" in values:
        case_parts.add(uow, "tracing_action", record.id, _one(values, "action"))


def _plan(uow: UnitOfWork, case: str, values: Values) -> None:
    plans.renew(uow, case, _given(dict(_one(values, "plan"))))
    for action in _rows(values, "actions"):
        case_parts.add(uow, "plan_action", case, action)


def _sign(uow: UnitOfWork, case: str, values: Values) -> None:
    """Caseworker, carer and authority sign the plan, each in the usual way."""
    plan, day = ("plan", _last(uow, "plan", case).id), _day(values)
    signatures.note(uow, plan, "caseworker", "signature", day, name=uow.actor.name)
    signatures.note(uow, plan, "carer", "thumbprint", day, witness=str(values["witness"]))
    signatures.note(uow, plan, "authority", "seal", day, name=_CHIEF)


def _ask(uow: UnitOfWork, case: str, _values: Values) -> None:
    approvals.ask(uow, "plan", ("plan", _last(uow, "plan", case).id))


def _decide(uow: UnitOfWork, case: str, values: Values) -> None:
    plan = _last(uow, "plan", case).id
    for request in uow.find("approval", subject=plan, state="asked"):
        approvals.decide(uow, request.id, "approved", paper=Paper(HEAD, _day(values), str(values["number"])))


def _action_state(uow: UnitOfWork, case: str, values: Values) -> None:
    first = case_parts.visible(uow, "plan_action", case)[0]
    plans.set_state(uow, first.id, "done", on=_day(values), result=str(values["result"]))


def _service_state(uow: UnitOfWork, case: str, values: Values) -> None:
    service = _last(uow, "service", case, type=str(values["type"]))
    services.set_state(uow, service.id, str(values["state"]), on=_day(values), result=str(values["result"]))


def _refer(uow: UnitOfWork, case: str, values: Values) -> None:
    shown = values["shown"]
    referrals.add(uow, case, _one(values, "values"), [str(one) for one in shown] if isinstance(shown, list) else [])


def _answer(uow: UnitOfWork, case: str, values: Values) -> None:
    """What came of a referral; one that is done was accepted before."""
    referral, state, by = _last(uow, "referral", case).id, str(values["state"]), str(values["by"])
    if state == "done":
        referrals.answer(uow, referral, "accepted", answered_by=by)
    referrals.answer(uow, referral, state, answered_by=by)


def _hand_over(uow: UnitOfWork, case: str, values: Values) -> None:
    hand_overs.offer(uow, case, str(values["to"]), _given(values, "to"))


def _paper(uow: UnitOfWork, case: str, values: Values) -> None:
    """A letter in the register, and where it is by now."""
    to, today = str(values["to"]), uow.today()
    paper = paper_register.register(uow, str(values["kind"]), case=case, number=str(values["number"]), other_side=to)
    if values["state"] == "out":
        paper_register.sent_out(uow, paper, HEAD, today)
    elif values["state"] == "sent":
        paper_register.handed_over(uow, paper, today)


def _place(uow: UnitOfWork, case: str, values: Values) -> None:
    case_parts.add(uow, "placement", case, _given(values))


def _end(uow: UnitOfWork, case: str, values: Values) -> None:
    care.end(uow, _last(uow, "placement", case).id, _day(values), "reunified")


ACTS: Mapping[ActName, Callable[[UnitOfWork, str, Values], object]] = {
    "case_part_add": _part,
    "case_part_change": _changed,
    "plan_renew": _plan,
    "plan_sign": _sign,
    "plan_action_state": _action_state,
    "approval_ask": _ask,
    "approval_decide": _decide,
    "service_add": lambda uow, case, values: services.add(uow, case, _given(values)),
    "service_state": _service_state,
    "referral_add": _refer,
    "referral_answer": _answer,
    "hand_over_offer": _hand_over,
    "paper_make": _paper,
    "placement_add": _place,
    "placement_end": _end,
}
"""What each act of a career does: unit of work, id of the case, values."""
