"""Referrals to offices, organisations and others: what is shown line by line, consent first, and the answer (P7, P8).

A receiving office sees the referral alone, never the case, and that only until it is over: then it keeps what it answered
(`referral_stubs`). What a referral shows is written into it when it is made, so that both sides have the same before their
eyes. It goes out with the next exchange.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from app.data.outbox import dispatch
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.births import birth_of
from app.domain.errors import InputError
from app.domain.permissions import can, covers
from app.domain.questions import Question
from app.domain.records import Record
from app.services.approvals import approvals
from app.services.cases import cases
from app.services.cases.case_parts import visible
from app.services.cases.case_values import checked
from app.services.planning import service_referrals
from app.services.protection import danger
from app.services.sharing import moves, referral_consents, referral_stubs
from app.services.sharing.hand_overs import child_name, person
from app.services.sharing.sharing import Allowed, Receiver, may_share
from app.text.dates import short_date

Values = Mapping[str, object]
GIVEN = ("to_kind", "to_office", "to_name", "to_phone", "reason", "urgent", "service", "despite", "letter", "oscar_referral_id")
"""What somebody enters of a referral."""
_STEPS = {"accepted": ("sent",), "declined": ("sent", "accepted"), "done": ("accepted",), "withdrawn": ("sent", "accepted")}


@dataclass(frozen=True, slots=True)
class About:
    """What a line of a referral is read from."""

    case: Record
    child: Record
    reader: Reader


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be shown: the kind of data it is (list `consent_data`), the code list of its value, how it is read."""

    data: str
    codes: str
    read: Callable[[About], str]


def _age(about: About) -> str:
    birth = birth_of(about.child)
    return str(birth.age_on(about.reader.today())) if birth is not None else ""


def _latin(about: About) -> str:
    return f"{about.child.text('family_name_latin')} {about.child.text('given_name_latin')}".strip()


def _carer(about: About) -> str:
    family = visible(about.reader, "family_member", about.child.id)
    return next((child_name(row) for row in family if row.flag("is_carer")), "")


def _phone(about: About) -> str:
    """The first number that is not said to be unsafe."""
    contacts = visible(about.reader, "contact", about.child.id)
    return next((row.text("phone") for row in contacts if row.text("phone") and row.code("safe") != "no"), "")


LINES: Mapping[str, Line] = {
    "child_name": Line("identity", "", lambda about: child_name(about.child)),
    "child_name_latin": Line("identity", "", _latin),
    "sex": Line("identity", "sex", lambda about: about.child.text("sex")),
    "age": Line("identity", "", _age),
    "village": Line("contact", "", lambda about: about.child.text("village_km")),
    "phone": Line("contact", "", _phone),
    "carer": Line("family", "", _carer),
    "school": Line("school", "", lambda about: about.child.text("school")),
    "disability": Line("health", "disability", lambda about: ",".join(sorted(about.child.codes("disability")))),
    "risk": Line("assessment", "risk_level", lambda about: about.case.text("risk_level")),
    "story": Line("story", "", lambda about: about.case.text("reason")),
}
"""The lines that may be shown, in order; none is of a restricted group (P1)."""


def lines_of(reader: Reader, case: str) -> dict[str, str]:
    """The lines of a case that have something to show. InputError `not_allowed`."""
    record = cases.readable(reader, case)
    child = reader.maybe("child", reader.current(record.text("child"))) or Record("child", "", {})
    about = About(record, child, reader)
    return {name: text for name, line in LINES.items() if (text := line.read(about))}


def data_of(shown: Collection[str]) -> frozenset[str]:
    """The kinds of data that some lines tell."""
    return frozenset(LINES[name].data for name in shown if name in LINES)


def receiver_of(values: Values) -> Receiver:
    """The receiver that was entered."""
    return Receiver(*(str(values.get(name) or "") for name in ("to_kind", "to_office", "to_name")))


def allowed(reader: Reader, case: str, values: Values, shown: Collection[str]) -> Allowed:
    """Whether the lines may be shown to the receiver that was entered."""
    return may_share(reader, case, receiver_of(values), data_of(shown))


def before(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """What to ask before a referral is made: whether the receiver or the number leads to who is alleged to have harmed (P9)."""
    names = [str(values.get("to_name") or "")]
    return danger.touches(reader, case, names=names, phone=str(values.get("to_phone") or ""))


def add(uow: UnitOfWork, case: str, values: Values, shown: Collection[str]) -> str:
    """Makes a referral that shows some lines; gives its id. Without consent the reason is in `despite`, and a head looks at it.

    The reason may tell what the receiver must not know: of a referral to another office, which sees the record, it stands in
    the request to the head alone.

    A `service` that it is about names the referral from then on, and goes on with its answer (`service_referrals`).
    InputError `record_not_found`, `service_restricted`, `not_allowed`, `case_not_open`, `field_not_given`, `value_missing`,
    `office_not_known`, `line_unknown`, `sharing_no_consent`, and as `case_values.checked`.
    """
    record = cases.editable(uow, case, "referral.edit")
    fresh = _entered(uow, values)
    texts = lines_of(uow, case)
    for name in shown:
        if name not in LINES:
            raise InputError("line_unknown", line=name[:40])
    found = allowed(uow, case, fresh, shown)
    if not found.ok and not fresh.get("despite"):
        raise InputError("sharing_no_consent", field="referral.despite")
    if found.ok:
        fresh.pop("despite", None)
    service = service_referrals.check(uow, case, str(fresh["service"])) if fresh.get("service") else None
    reason = str(fresh.get("despite") or "")
    if fresh["to_kind"] == "office":
        fresh.pop("despite", None)
    made = uow.create(
        "referral",
        {
            **fresh,
            **{f"shown:{name}": texts[name] for name in LINES if name in shown and name in texts},
            "case": case,
            "from_office": record.text("office"),
            "from_name": uow.actor.name,
            "code": record.text("code") or None,
            "consent": found.consent or None,
            "despite_by": None if found.ok else uow.actor.user,
            "state": "sent",
            "on_date": uow.today(),
        },
    )
    if not found.ok:
        approvals.ask(uow, "no_consent", ("referral", made), note=reason)
    if service is not None:
        service_referrals.begin(uow, service, uow.get("referral", made))
    return made


def _entered(uow: UnitOfWork, values: Values) -> dict[str, object]:
    """What was entered of a referral, checked: to whom, and why."""
    for name in values:
        if name not in GIVEN:
            raise InputError("field_not_given", field=f"referral.{name}")
    fresh = {name: value for name, value in checked(uow, "referral", values).items() if value not in (None, "")}
    _check_receiver(uow, fresh)
    if not fresh.get("reason"):
        raise InputError("value_missing", field="referral.reason")
    return fresh


def _check_receiver(uow: UnitOfWork, values: Values) -> None:
    """An office of the directory, or somebody with a name."""
    if not values.get("to_kind"):
        raise InputError("value_missing", field="referral.to_kind")
    if values["to_kind"] == "office":
        office = str(values.get("to_office") or "")
        if office not in {each.code for each in moves.offices(uow)}:
            raise InputError("office_not_known", field="referral.to_office", office=office[:16])
    elif values.get("to_office"):
        raise InputError("field_not_given", field="referral.to_office")
    elif not values.get("to_name"):
        raise InputError("value_missing", field="referral.to_name")


def answer(uow: UnitOfWork, referral: str, state: str, *, note: str = "", answered_by: str = "") -> None:
    """Accepts, declines or ends a referral: the receiving office, or for others who made it, with the name of who said so.

    InputError `record_not_found`, `not_allowed`, `referral_answered` when that is not the next step, `value_missing`.
    """
    record = uow.get("referral", referral)
    if state not in ("accepted", "declined", "done"):
        raise InputError("code_unknown", field="referral.state", code=state[:40], list="referral_state")
    if record.code("state") not in _STEPS[state]:
        raise InputError("referral_answered")
    mine = receives(uow, record)
    if not mine:
        cases.editable(uow, record.text("case"), "referral.edit", state="")
        if not answered_by.strip():
            raise InputError("value_missing", field="referral.answered_by")
    by = answered_by.strip() or uow.actor.name
    told = {"state": state, "on_date": uow.today(), "answer_note": _noted(uow, record, by, note), "answered_by": by}
    uow.update("referral", referral, told)
    if mine:
        referral_stubs.keep(uow, record, told)
    service_referrals.follow(uow, referral)


def remark(uow: UnitOfWork, referral: str, text: str, *, by: str = "") -> None:
    """A note of the receiver, which the sender reads; of others whoever made the referral writes it down, with their name.

    The answer stays as it is, and earlier notes too. InputError `record_not_found`, `not_allowed`, `referral_answered` once it
    was declined or taken back, `value_missing`.
    """
    record = uow.get("referral", referral)
    if record.code("state") not in ("sent", "accepted", "done"):
        raise InputError("referral_answered")
    mine = receives(uow, record)
    if not mine:
        cases.editable(uow, record.text("case"), "referral.edit", state="")
        if not by.strip():
            raise InputError("value_missing", field="referral.answered_by")
    if not text.strip():
        raise InputError("value_missing", field="referral.answer_note")
    told = {"answer_note": _noted(uow, record, by.strip() or uow.actor.name, text)}
    uow.update("referral", referral, told)
    if mine:
        referral_stubs.keep(uow, record, told)


def _noted(uow: UnitOfWork, record: Record, by: str, text: str) -> str | None:
    """What was noted of a referral so far, with one note more: its day, who said it, its text."""
    fresh = f"{short_date(uow.today(), 'en')} {by}: {text.strip()}" if text.strip() else ""
    return "\n".join(part for part in (record.text("answer_note"), fresh) if part) or None


def withdraw(uow: UnitOfWork, referral: str) -> None:
    """Takes a referral back: an office sees no more of it, of what waited for an exchange nothing at all.

    InputError `not_allowed`, `referral_answered`.
    """
    record = uow.get("referral", referral)
    cases.editable(uow, record.text("case"), "referral.edit", state="")
    if record.code("state") not in _STEPS["withdrawn"]:
        raise InputError("referral_answered")
    told = {"state": "withdrawn", "on_date": uow.today(), "answered_by": uow.actor.name}
    uow.update("referral", referral, {**told, **shut_out(uow, record)})


def shut_out(reader: Reader, record: Record) -> dict[str, object]:
    """What ends that an office sees a referral: its code is what lets it in; its name stays, for this side alone."""
    if not record.ref("to_office"):
        return {}
    return {"to_office": None, "to_name": moves.office_card(reader, record.text("to_office")).name_km}


def receives(reader: Reader, record: Record) -> bool:
    """Whether the person answers for the office that a referral went to."""
    return (
        bool(record.ref("to_office"))
        and record.ref("to_office") == reader.actor.office
        and can(reader.actor, "referral.answer")
    )


def received(reader: Reader) -> list[Record]:
    """Referrals to this office, those without an answer first; none for who does not answer."""
    found = [row for row in reader.find("referral", to_office=reader.actor.office, order=("-id",)) if receives(reader, row)]
    return sorted(found, key=lambda row: row.code("state") != "sent")


def sent(reader: Reader) -> list[Record]:
    """Referrals of cases that the person may read, the newest first."""
    found = []
    for row in reader.find("referral", order=("-id",)):
        case = reader.maybe("case", row.text("case"))
        if case is not None and covers(reader.actor.office, case.text("office")) and cases.may_read(reader, case):
            found.append(row)
    return found


def is_waiting(reader: Reader, referral: str) -> bool:
    """Whether a referral has not gone out yet: it goes with the next exchange."""
    return dispatch.is_unsent(reader.connection, referral)


def oscar(reader: Reader, referral: str) -> dict[str, object]:
    """A referral in the field names of OSCaR's exchange (reference/oscar.md §3.2), with nothing but what it shows.

    Codes stay texts, so that no leading zero of a village is lost. InputError `record_not_found`, `not_allowed`,
    `referral_answered` for one that was taken back, `sharing_no_consent` where the consent was refused since, or is over.
    """
    record = reader.get("referral", referral)
    case = cases.readable(reader, record.text("case"))
    if record.code("state") == "withdrawn":
        raise InputError("referral_answered")
    if referral_consents.ended(reader, record):
        raise InputError("sharing_no_consent", field="referral.despite")
    child = reader.maybe("child", reader.current(case.text("child"))) or Record("child", "", {})
    shown = record.entries("shown")
    states = {"accepted": "Accepted", "done": "Accepted", "declined": "Rejected"}
    found: dict[str, object] = {
        "external_id": case.id,
        "external_id_display": case.text("code"),
        "organization_name": record.text("to_name") or moves.office_card(reader, record.text("to_office")).name_en,
        "organization_address_code": case.text("office"),
        "reason_for_referral": record.text("reason"),
        "is_referred": True,
        "referral_status": states.get(record.text("state"), "Referred"),
        "external_case_worker_id": case.text("owner"),
        "external_case_worker_name": person(reader, case.text("owner")),
    }
    if record.text("oscar_referral_id"):
        found["referral_id"] = record.text("oscar_referral_id")
    if "child_name" in shown or "child_name_latin" in shown:
        for part in ("given_name", "family_name"):
            km, latin = child.text(f"{part}_km"), child.text(f"{part}_latin")
            found[part] = f"{km} ({latin})" if km and latin else km or latin
        found["global_id"], found["mosvy_number"] = child.text("oscar_id"), child.text("mosvy_number")
    if "sex" in shown:
        found["gender"] = shown["sex"] if shown["sex"] in ("male", "female") else "other"
    birth = birth_of(child) if "age" in shown else None
    if birth is not None:
        found["date_of_birth"] = birth.first.isoformat()
    if "village" in shown:
        found["location_current_village_code"] = child.text("village_code")
    if "risk" in shown:
        found["level_of_risk"] = shown["risk"]
    return {name: value for name, value in found.items() if value not in ("", None)}
