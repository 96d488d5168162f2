"""`plan …`: the plan of a case, its actions, who signed it."""

from __future__ import annotations

from collections.abc import Iterable

from app.cli.context import Context
from app.cli.doubts import tell
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.cases import case_json, case_parts, cases
from app.services.papers import signatures
from app.services.planning import plans
from app.services.planning.plans import PlanBoard

Json = dict[str, object]


def show(context: Context) -> None:
    """Shows the plan of a case: the version that holds, its actions, low scores that are not in it, who signed."""
    with context.session.read() as reader:
        case = cases.find_case(reader, context.call.need("id"))
        told = _board(case, plans.board(reader, case.id))
    context.out.one(told)


def _board(case: Record, board: PlanBoard) -> Json:
    """The plan as JSON."""
    view = board.plan
    return {
        "case": case.id,
        "code": case.text("code"),
        "plan": _row(view.plan) if view is not None else None,
        "actions": [_row(row) for row in board.actions],
        "not_in_plan": [
            {"item": low.item, "domain": low.domain, "score": low.score, "label": low.label("km"), "response": low.response}
            for low in board.uncovered
        ],
        "signatures": [_row(row) for row in view.signatures] if view is not None else [],
        "not_signed": list(view.unsigned) if view is not None else [],
    }


def _row(record: Record) -> Json:
    """A record with its id."""
    return {"id": record.id, **{name: value for name, value in record.values.items() if name != "case"}}


def add(context: Context) -> None:
    """Puts an action into the plan: need=… goal=… action=… who=… due_on=2026-12-31"""
    with context.session.write("plan_action_add") as uow:
        case = cases.find_case(uow, context.call.need("id"))
        values = case_json.read_values("plan_action", assigned(context.call.many), "plan_action", uow.today())
        tell(context, case_parts.questions(uow, "plan_action", case.id, values))
        added = case_parts.add(uow, "plan_action", case.id, values)
    context.out.one({"id": added, "case": case.id})


def state(context: Context) -> None:
    """Says where an action stands."""
    call = context.call
    with context.session.write("plan_action_state") as uow:
        plans.set_state(uow, call.need("action"), call.need("state"), on=context.day("on"), result=call.text("result"))
        context.out.one(_row(uow.get("plan_action", call.need("action"))))


def renew(context: Context) -> None:
    """Begins a new version of the plan, which takes over what is not done."""
    call = context.call
    with context.session.write("plan_renew") as uow:
        case = cases.find_case(uow, call.need("id"))
        given = {"made_on": call.text("on"), "review_on": call.text("review"), "monitoring": call.text("monitoring")}
        values = {name: value for name, value in given.items() if value}
        tell(context, case_parts.questions(uow, "plan", case.id, values))
        made = plans.renew(uow, case.id, values)
    context.out.one({"id": made, "case": case.id})


def sign(context: Context) -> None:
    """Notes that somebody signed the plan on paper."""
    call = context.call
    with context.session.write("plan_sign") as uow:
        case = cases.find_case(uow, call.need("id"))
        view = plans.current(uow, case.id)
        if view is None:
            raise InputError("plan_missing", code=case.text("code"))
        on = context.day("on") or uow.today()
        more = {"name": call.text("name"), "witness": call.text("witness")}
        signed = signatures.note(uow, ("plan", view.plan.id), call.need("role"), call.need("how"), on, **more)
    context.out.one({"id": signed, "plan": view.plan.id})


def assigned(typed: Iterable[str]) -> Json:
    """FIELD=VALUE of a record; an empty value clears. InputError `assignment_form`."""
    values: Json = {}
    for assignment in typed:
        name, equals, raw = assignment.partition("=")
        if not equals:
            raise InputError("assignment_form", text=name[:40])
        values[name] = {"true": True, "false": False}.get(raw, raw or None)
    return values
