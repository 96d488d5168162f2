"""`allegation …`: the register of abuse reports of a facility."""

from __future__ import annotations

from app.cli.context import Context
from app.services.facilities import allegations
from app.services.facilities.allegations import Allegation
from app.services.facilities.facilities import find_facility

Json = dict[str, object]


def listing(context: Context) -> None:
    """Lists the abuse reports of a facility."""
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("facility"))
        context.out.rows(_json(one) for one in allegations.of_facility(reader, facility.id))


def _json(one: Allegation) -> Json:
    values = dict(sorted(one.record.values.items()))
    return {"id": one.id, **values, "state": one.state, "hours": one.hours, "open": one.open}


def add(context: Context) -> None:
    """Notes that abuse was alleged."""
    call = context.call
    with context.session.write("allegation_hear") as uow:
        facility = find_facility(uow, call.need("facility"))
        made = allegations.hear(uow, facility.id, call.need("kind"), call.text("at"))
        shown = {"id": made, **dict(sorted(uow.get("allegation", made).values.items()))}
    context.out.one(shown)


def report(context: Context) -> None:
    """Notes to whom it was reported."""
    call = context.call
    with context.session.write("allegation_report") as uow:
        allegations.report(uow, call.need("id"), call.need("to"), call.text("at"))
        shown = {"id": call.need("id"), **dict(sorted(uow.get("allegation", call.need("id")).values.items()))}
    context.out.one(shown)


def open_case(context: Context) -> None:
    """Opens a high-risk case."""
    call = context.call
    with context.session.write("allegation_case") as uow:
        opened = allegations.open_case(uow, call.need("id"), call.text("residency"))
    context.out.one({"case": opened.case, "code": opened.code, "child": opened.child})


def outcome(context: Context) -> None:
    """Notes what came of it."""
    call = context.call
    with context.session.write("allegation_answer") as uow:
        allegations.answer(uow, call.need("id"), call.need("text"))
        shown = {"id": call.need("id"), **dict(sorted(uow.get("allegation", call.need("id")).values.items()))}
    context.out.one(shown)
