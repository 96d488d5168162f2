"""Acts on a case that bring somebody else in: a hand-over, a move to another office, a referral (practice P7, P20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services.approvals.approval_ways import Ways
from app.services.cases.case_owners import colleagues
from app.services.sharing import hand_over_asks, hand_overs, moves, referrals, transfer_approval
from app.services.sharing.moves import OfficeCard
from app.services.sharing.transfer_approval import Way
from app.text.dates import short_date
from app.text.words import words
from app.ui.pages.case_parts.acts.approval_forms import add_way, paper_of
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.acts.sharing_consent import ConsentLine
from app.ui.pages.case_parts.fields.makers import coming_day, day
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.fields import BoolField, LongTextField, PhoneField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context
    from app.ui.pages.case_parts.acts.acts import CaseActs

translate = QCoreApplication.translate
Values = Mapping[str, object]
NOTE = ("danger", "promise_1", "promise_2", "promise_3", "trusts", "told_on")


def hand_over(acts: CaseActs) -> None:
    """Offers the case to a colleague, for good or for a leave; who only stands in, until the end of that."""
    if acts.case is None:
        return
    case = acts.case.id

    def read(reader: Reader) -> tuple[Sequence[tuple[str, str]], date | None]:
        return colleagues(reader), hand_overs.stands_in_until(reader, reader.get("case", case))

    acts.context.tasks.run(read, lambda found: _ask_hand_over(acts, *found), acts, key="colleagues")


def _ask_hand_over(acts: CaseActs, people: Sequence[tuple[str, str]], end: date | None) -> None:
    """To whom, with the note of the hand-over."""
    if acts.case is None:
        return
    case, context, form = acts.case.id, acts.context, Form(columns=2)
    choice = ChoiceField()
    choice.set_choices([(user, name) for user, name in people if user != acts.case.text("owner")])
    form.add("to_user", choice, required=True)
    form.add("reason", CodeField(context, "hand_over_reason"))
    form.add("until", coming_day(context))
    add_note(context, form)
    form.label("to_user", translate("Sharing", "New caseworker"))
    form.label("until", translate("Sharing", "Only until (leave)"))
    _until_when(context, form, end)
    AskedAct(
        context,
        acts.page,
        translate("Sharing", "Give to another caseworker"),
        translate("Sharing", "Offer the case"),
        form,
        lambda uow, values: hand_overs.offer(uow, case, str(values["to_user"]), note_of(values), until=_day(values["until"])),
        "hand_over_offer",
        lambda _: _offered(acts),
        questions=lambda reader, values: hand_over_asks.before_offer(reader, case, str(values["to_user"])),
    ).ask()


def _until_when(context: Context, form: Form, end: date | None) -> None:
    """For good or for a leave; `end`: the last day for which the person may give it on at all."""
    if end is None:
        form.hint("until", translate("Sharing", "Empty: for good. With a day the case comes back after it."))
        return
    told = translate("Sharing", "You stand in until {day}: not longer than that, then the case goes back to whose it is.")
    form.hint("until", told.format(day=short_date(end, context.lang)))
    form.set_values({"until": end})


def transfer(acts: CaseActs) -> None:
    """Offers the case to another office; where the office wants an approval first, asks for that or shows how it stands."""
    if acts.case is None:
        return
    case = acts.case.id

    def read(reader: Reader) -> tuple[Way, list[OfficeCard]]:
        return transfer_approval.way(reader, case), moves.offices(reader)

    def go_on(found: tuple[Way, list[OfficeCard]]) -> None:
        way, offices = found
        if way.kind == "waits":
            acts.approvals.go_on(transfer_approval.WHAT)
        elif way.ways is not None:
            _ask_approval(acts, offices, way.ways)
        else:
            _ask_transfer(acts, [one for one in offices if way.offices is None or one.code in way.offices])

    acts.context.tasks.run(read, go_on, acts, key="offices")


def _ask_approval(acts: CaseActs, offices: Sequence[OfficeCard], ways: Ways) -> None:
    """To which office the case is to go, why, and who approves that."""
    if acts.case is None:
        return
    case, context, form = acts.case.id, acts.context, Form(columns=1)
    form.add("sent_where", office_choice(context, offices), required=True)
    form.label("sent_where", translate("Sharing", "Receiving office"))
    form.add("note", LongTextField(lines=3), required=True)
    form.label("note", translate("Sharing", "Why the case is to go there"))
    add_way(context, form, ways)

    def write(uow: UnitOfWork, values: Values) -> str:
        above, paper = values["way"] == "above", paper_of(values)
        return transfer_approval.ask(uow, case, str(values["sent_where"]), str(values["note"]), above=above, paper=paper)

    title, verb = translate("Sharing", "Ask for a transfer to another office"), translate("Sharing", "Save the request")
    AskedAct(context, acts.page, title, verb, form, write, "transfer_ask", lambda _: _asked_for(acts)).ask()


def _asked_for(acts: CaseActs) -> None:
    """Once it is approved the same act makes the offer."""
    acts.saved.emit()
    acts.context.notice(translate("Sharing", "Once the transfer is approved, the same act offers the case to that office."))


def _ask_transfer(acts: CaseActs, offices: Sequence[OfficeCard]) -> None:
    """To which office, what goes along, with the note of the hand-over."""
    if acts.case is None:
        return
    case, context, form = acts.case.id, acts.context, Form(columns=2)
    form.add("to_office", office_choice(context, offices), required=True)
    form.add("reason", CodeField(context, "hand_over_reason"))
    add_note(context, form)
    for group in moves.TICKS:
        if group in context.session.actor.rights:
            form.add(group, BoolField(), wide=True)
            text = translate("Sharing", "Also hand over: {group}")
            form.label(group, text.format(group=code_label("restricted_group", group, context.lang)))
    form.label("to_office", translate("Sharing", "Receiving office"))
    form.hint("to_office", translate("Sharing", "Both offices see the case until the other one accepts it."))

    def write(uow: UnitOfWork, values: Values) -> str:
        ticked = [group for group in moves.TICKS if values.get(group)]
        return moves.offer(uow, case, str(values["to_office"]), note_of(values), ticked=ticked)

    AskedAct(
        context,
        acts.page,
        translate("Sharing", "Hand over to another office"),
        translate("Sharing", "Offer the case"),
        form,
        write,
        "transfer_offer",
        lambda _: _offered(acts),
    ).ask()


def _offered(acts: CaseActs) -> None:
    """It goes out with the next exchange; until it is accepted nothing changes."""
    acts.saved.emit()
    acts.context.notice(translate("Sharing", "The case is offered. Until it is accepted you stay responsible for it."))


def office_choice(context: Context, offices: Sequence[OfficeCard]) -> ChoiceField:
    """A choice of offices, found by either name."""
    choice, khmer = ChoiceField(), context.lang == "km"
    told = [(each.code, each.name_km if khmer else each.name_en or each.name_km) for each in offices]
    choice.set_choices(told, [f"{each.name_km} {each.name_en} {each.code}" for each in offices])
    return choice


def add_note(context: Context, form: Form) -> None:
    """The fields of the note of a hand-over (P20)."""
    form.add("danger", LongTextField(lines=2), required=True, wide=True)
    for name in ("promise_1", "promise_2", "promise_3", "trusts"):
        form.add(name, TextField())
    form.add("told_on", day(context))
    for name, text in {
        "danger": translate("Sharing", "Danger and safety plan"),
        "promise_1": translate("Sharing", "First promise"),
        "promise_2": translate("Sharing", "Second promise"),
        "promise_3": translate("Sharing", "Third promise"),
        "trusts": translate("Sharing", "Whom the child trusts"),
        "told_on": translate("Sharing", "The child was told on"),
        "reason": translate("Sharing", "Reason"),
    }.items():
        form.label(name, text)
    form.hint("danger", translate("Sharing", "What the next person must know first. If there is none, say so."))


def note_of(values: Values) -> dict[str, object]:
    """What was typed of the note, in wire form."""
    found = {name: values.get(name) for name in (*NOTE, "reason")}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items() if value}


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def refer(acts: CaseActs, service: str = "") -> None:
    """Refers the child to an office, an organisation or a service; `service`: the one of the case that is asked for so."""
    if acts.case is None:
        return
    case = acts.case.id

    def read(reader: Reader) -> tuple[dict[str, str], list[OfficeCard], Record | None]:
        return referrals.lines_of(reader, case), moves.offices(reader), reader.maybe("service", service) if service else None

    acts.context.tasks.run(read, lambda found: _ask_referral(acts, *found), acts, key="refer")


def _ask_referral(
    acts: CaseActs, lines: Mapping[str, str], offices: Sequence[OfficeCard], service: Record | None = None
) -> None:
    """To whom, why, and line by line what is shown; the consent that there is stands beside."""
    if acts.case is None:
        return
    case, context, form = acts.case.id, acts.context, Form(columns=2)
    form.add("to_kind", CodeField(context, "receiver_kind"), required=True)
    form.add("to_office", office_choice(context, offices))
    form.add("to_name", TextField())
    form.add("to_phone", PhoneField())
    form.add("reason", LongTextField(lines=2), required=True, wide=True)
    form.add("urgent", BoolField(), wide=True)
    form.section("shown")
    for name, text in lines.items():
        form.add(f"shown:{name}", BoolField())
        codes = referrals.LINES[name].codes
        told = ", ".join(code_label(codes, one, context.lang) for one in text.split(",")) if codes else text
        form.label(f"shown:{name}", f"{words(f'referral.line.{name}', context.lang)}: {told}")
    consent = ConsentLine(context, form, case)
    form.insert(consent)
    form.add("despite", LongTextField(lines=2), wide=True)
    for name, label in {
        "to_kind": translate("Sharing", "Kind of receiver"),
        "to_office": translate("Sharing", "Receiving office"),
        "to_name": translate("Sharing", "Name of the receiver"),
        "to_phone": translate("Sharing", "Telephone of the receiver"),
        "reason": translate("Sharing", "What is asked for"),
        "urgent": translate("Sharing", "Urgent"),
        "despite": translate("Sharing", "Why it is in the best interests of the child without consent"),
    }.items():
        form.label(name, label)
    form.section_label("shown", translate("Sharing", "What the receiver is shown: tick line by line"))
    form.hint("despite", translate("Sharing", "A head of the office looks at it afterwards."))
    fixed: dict[str, object] = {}
    if service is not None:
        fixed = {"service": service.id}
        form.set_values({"reason": _asked_for_by(service, context.lang), "to_name": service.text("provider")})
    consent.look()
    AskedAct(
        context,
        acts.page,
        translate("Sharing", "Refer the child"),
        translate("Sharing", "Make the referral"),
        form,
        lambda uow, values: referrals.add(uow, case, {**plain(values), **fixed}, shown(values)),
        "referral_add",
        lambda _: _referred(acts),
        questions=lambda reader, values: referrals.before(reader, case, plain(values)),
    ).ask()


def _asked_for_by(service: Record, lang: str) -> str:
    """What a service asks for, in words."""
    told = (
        code_label("service_type", service.code("type"), lang),
        code_label("service_subtype", service.code("subtype"), lang),
    )
    return " · ".join(filter(None, told))


def _referred(acts: CaseActs) -> None:
    acts.saved.emit()
    acts.context.notice(translate("Sharing", "The referral is made. It goes out with the next exchange."))


def plain(values: Values) -> dict[str, object]:
    """The fields of a referral, without the ticks; only of the kind of receiver that was chosen."""
    office = values.get("to_kind") == "office"
    left_out = {"to_name", "to_phone"} if office else {"to_office"}
    return {name: value for name, value in values.items() if value and ":" not in name and name not in left_out}


def shown(values: Values) -> tuple[str, ...]:
    """The lines that are ticked."""
    return tuple(name.partition(":")[2] for name, value in values.items() if name.startswith("shown:") and value)
