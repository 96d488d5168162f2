"""`complaint …`: what people complain of about facilities, and what came of it."""

from __future__ import annotations

from app.cli.context import Context
from app.data.reader import Reader
from app.domain.clock import instant_text
from app.services.facilities import complaints
from app.services.facilities.complaints import Complaint
from app.services.facilities.facilities import find_facility

Json = dict[str, object]


def add(context: Context) -> None:
    """Writes a complaint down; who complained is kept apart."""
    call = context.call
    with context.session.write("complaint_add") as uow:
        facility = find_facility(uow, call.need("facility"))
        on = context.day("on")
        values: Json = {"about": call.need("about")}
        values |= {"received_on": on.isoformat()} if on else {}
        values |= {"how": call.text("how")} if call.text("how") else {}
        values |= {f"who_{name}": call.text(name) for name in ("name", "phone", "relation", "note") if call.text(name)}
        if "wants-answer" in call.flags:
            values["who_wants_answer"] = True
        shown = _one(uow, complaints.add(uow, facility.id, values))
    context.out.one(shown)


def _one(reader: Reader, key: str) -> Json:
    return next(_told(one) for one in complaints.listing(reader) if one.id == key)


def _told(one: Complaint) -> Json:
    """A complaint; `who` only for those who may see it."""
    hidden = ("facility", "inspection", "call")
    who = {name: value for name, value in one.who.values.items() if name != "complaint"} if one.who is not None else None
    return {
        "id": one.id,
        "facility": one.facility.text("code"),
        **{name: value for name, value in sorted(one.record.values.items()) if name not in hidden},
        "inspection": one.visit or None,
        "called": instant_text(one.called) if one.called is not None else None,
        "waits": one.waits,
        "due": one.due.isoformat() if one.due and one.waits else None,
        **({"who": who} if who else {}),
    }


def listing(context: Context) -> None:
    """Lists complaints, the newest first."""
    with context.session.read() as reader:
        wanted = context.call.text("facility")
        facility = find_facility(reader, wanted).id if wanted else None
        context.out.rows([_told(one) for one in complaints.listing(reader, facility)])


def answer(context: Context) -> None:
    """Says what came of a complaint."""
    call = context.call
    with context.session.write("complaint_answer") as uow:
        complaints.answer(uow, call.need("id"), call.need("outcome"), call.need("text"))
        shown = _one(uow, call.need("id"))
    context.out.one(shown)


def visit(context: Context) -> None:
    """Says at which inspection a complaint was looked into."""
    call = context.call
    with context.session.write("complaint_visit") as uow:
        complaints.link(uow, call.need("id"), call.need("inspection"))
        shown = _one(uow, call.need("id"))
    context.out.one(shown)
