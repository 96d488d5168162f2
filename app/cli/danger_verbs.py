"""`death …`: what protects a child, from the headless face."""

from __future__ import annotations

from app.cli.context import Context
from app.services import cases, deaths


def note_death(context: Context) -> None:
    """Notes that the child of a case died; prints what that ended and what is to be done next, one a line."""
    call = context.call
    values: dict[str, object] = {"died_on": context.day("on"), "death_told_by": call.text("told-by")}
    values["death_known"] = call.text("known") or None
    given = {"circumstances": call.text("circumstances"), "found_by": call.text("found-by")}
    values |= {name: text for name, text in given.items() if text}
    with context.session.write("death_note") as uow:
        case = cases.find_case(uow, call.need("case"))
        steps = deaths.note_death(uow, case.text("child"), values)
    context.out.rows({"what": one.what, "type": one.record[0], "id": one.record[1], "done": one.done} for one in steps)


def withdraw_death(context: Context) -> None:
    """Takes back a death that was noted by mistake."""
    with context.session.write("death_withdraw") as uow:
        case = cases.find_case(uow, context.call.need("case"))
        deaths.withdraw(uow, case.text("child"))
    context.out.one({"case": case.id})
