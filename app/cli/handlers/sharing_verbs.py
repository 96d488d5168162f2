"""`case hand-over`, `case transfer`, `referral …`: what two caseworkers or two offices share."""

from __future__ import annotations

from app.cli.context import Context
from app.cli.doubts import tell
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.cases import cases
from app.services.sharing import assigning, hand_over_asks, hand_overs, moves, referral_stubs, referrals, transfer_approval

Json = dict[str, object]


def hand_over(context: Context) -> None:
    """Offers a case to another caseworker, with `--until` for a leave; FIELD=VALUE of the note."""
    call = context.call
    with context.session.write("hand_over_offer") as uow:
        case = cases.find_case(uow, call.need("id"))
        tell(context, hand_over_asks.before_offer(uow, case.id, call.need("to")))
        made = hand_overs.offer(uow, case.id, call.need("to"), _values(call.many), until=context.day("until"))
    _show(context, made)


def offer_many(context: Context) -> None:
    """Offers many cases to one caseworker, with one note."""
    call = context.call
    values = {name: text for name in ("danger", "reason") if (text := call.text(name))}
    with context.session.write("assign_many") as uow:
        keys = [cases.find_case(uow, one).id for one in call.many]
        tell(context, hand_over_asks.before_offer_many(uow, keys, call.need("to")))
        told = assigning.assign_many(uow, keys, call.need("to"), values, until=context.day("until"))
    context.out.one({"offered": told.given, "left": told.left})


def accept_all(context: Context) -> None:
    """Takes all cases that colleagues offer."""
    with context.session.write("accept_many") as uow:
        offers = [one.record.id for one in hand_overs.to_answer(uow) if one.record.code("kind") != "office"]
        accepted = assigning.accept_many(uow, offers)
    context.out.one({"accepted": accepted})


def transfer(context: Context) -> None:
    """Offers a case to another office; `--with` names restricted groups that go along."""
    call = context.call
    ticked = [each for each in call.text("with").split(",") if each]
    with context.session.write("transfer_offer") as uow:
        case = cases.find_case(uow, call.need("id"))
        made = moves.offer(uow, case.id, call.need("office"), _values(call.many), ticked=ticked)
    _show(context, made)


def ask_transfer(context: Context) -> None:
    """Asks that a case may go to another office, where that needs an approval."""
    call = context.call
    with context.session.write("transfer_ask") as uow:
        case = cases.find_case(uow, call.need("id"))
        made = transfer_approval.ask(uow, case.id, call.need("office"), call.text("note"))
    with context.session.read() as reader:
        asked = reader.get("approval", made)
        context.out.one({"id": asked.id, **asked.values})


def accept(context: Context) -> None:
    """Takes what is offered."""
    call = context.call
    with context.session.write("hand_over_accept") as uow:
        if uow.get("hand_over", call.need("id")).code("kind") == "office":
            moves.accept(uow, call.need("id"), call.text("owner"))
        else:
            hand_overs.accept(uow, call.need("id"))
    _show(context, call.need("id"))


def decline(context: Context) -> None:
    """Does not take what is offered."""
    call = context.call
    with context.session.write("hand_over_decline") as uow:
        act = moves.decline if uow.get("hand_over", call.need("id")).code("kind") == "office" else hand_overs.decline
        act(uow, call.need("id"), call.text("note"))
    _show(context, call.need("id"))


def withdraw(context: Context) -> None:
    """Takes an offer back."""
    call = context.call
    with context.session.write("hand_over_withdraw") as uow:
        act = moves.withdraw if uow.get("hand_over", call.need("id")).code("kind") == "office" else hand_overs.withdraw
        act(uow, call.need("id"))
    _show(context, call.need("id"))


def refer(context: Context) -> None:
    """Makes a referral; FIELD=VALUE, and the lines that it shows."""
    call = context.call
    shown = [each for each in call.text("show").split(",") if each]
    with context.session.write("referral_add") as uow:
        case = cases.find_case(uow, call.need("id"))
        made = referrals.add(uow, case.id, _values(call.many), shown)
    _show_referral(context, made)


def listing(context: Context) -> None:
    """Lists referrals that were received, answered here and over, and sent, and offers that wait for an answer."""
    with context.session.read() as reader:
        rows = [{"way": "received", **_row(row)} for row in referrals.received(reader)]
        rows += [{"way": "answered", **_row(each.record)} for each in referral_stubs.answered(reader)]
        rows += [{"way": "sent", **_row(row)} for row in referrals.sent(reader)]
        rows += [{"way": "offered", **_offer(each.record)} for each in hand_overs.to_answer(reader)]
    context.out.rows(rows)


def answer(context: Context) -> None:
    """Answers a referral: accepted or declined."""
    call = context.call
    with context.session.write("referral_answer") as uow:
        told = {"note": call.text("note"), "answered_by": call.text("by")}
        referrals.answer(uow, call.need("id"), call.need("answer"), **told)
    _show_referral(context, call.need("id"))


def remark(context: Context) -> None:
    """Adds a note of the receiver to a referral; the answer stays as it is."""
    call = context.call
    with context.session.write("referral_note") as uow:
        referrals.remark(uow, call.need("id"), call.text("note"), by=call.text("by"))
    _show_referral(context, call.need("id"))


def done(context: Context) -> None:
    """What a referral asked for was done."""
    call = context.call
    with context.session.write("referral_answer") as uow:
        told = {"note": call.text("note"), "answered_by": call.text("by")}
        referrals.answer(uow, call.need("id"), "done", **told)
    _show_referral(context, call.need("id"))


def take_back(context: Context) -> None:
    """Takes a referral back."""
    with context.session.write("referral_withdraw") as uow:
        referrals.withdraw(uow, context.call.need("id"))
    _show_referral(context, context.call.need("id"))


def oscar(context: Context) -> None:
    """A referral in the field names of OSCaR's exchange."""
    with context.session.read() as reader:
        context.out.one(referrals.oscar(reader, context.call.need("id")))


def _values(typed: tuple[str, ...]) -> Json:
    """FIELD=VALUE; yes and no as true and false."""
    values: Json = {}
    for assignment in typed:
        name, equals, raw = assignment.partition("=")
        if not equals:
            raise InputError("assignment_form", text=name[:40])
        values[name] = {"yes": True, "no": False}.get(raw, raw) if name == "urgent" else raw
    return values


def _show(context: Context, made: str) -> None:
    with context.session.read() as reader:
        context.out.one(_offer(reader.get("hand_over", made)))


def _offer(record: Record) -> Json:
    return {"id": record.id, **{name: value for name, value in record.values.items() if name != "people"}}


def _show_referral(context: Context, made: str) -> None:
    with context.session.read() as reader:
        context.out.one({**_row(reader.get("referral", made)), "waiting": _waits(reader, made)})


def _waits(reader: Reader, referral: str) -> bool:
    return referrals.is_waiting(reader, referral)


def _row(record: Record) -> Json:
    return {"id": record.id, **record.values}
