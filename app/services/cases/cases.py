"""Cases: opened with all their parts in one act, edited, given away, voided. To close and reopen is `app.services.cases.flow`.

Every function works on the unit of work it is given and checks there what the person may do; nothing is half done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases import case_numbers, case_parts
from app.services.cases.case_reach import may, require_case
from app.services.cases.case_values import checked, day_of
from app.services.parts.part_kinds import KINDS
from app.services.people import children

Values = Mapping[str, object]
NOT_EDITED = frozenset(
    {
        *("office", "child", "code", "typed_at", "typed_by", "owner", "risk_level"),
        *("status", "closed_on", "close_reason", "close_note", "void_reason", "sent_where", "shared_with", "travel"),
        "name_hidden",
    }
)
"""Fields of a case that change by acts of their own, never by editing."""


@dataclass(frozen=True, slots=True)
class Registration:
    """What form 1 holds, as wire values: a child (or the id of one that is known), a case and their parts.

    `case` may name `owner`, `first_contact_on` and the rest of its group; who typed it and when is filled in.
    """

    child: Values = field(default_factory=dict)
    case: Values = field(default_factory=dict)
    child_id: str | None = None
    family: Sequence[Values] = ()
    contacts: Sequence[Values] = ()
    categories: Sequence[Values] = ()
    concerns: Sequence[Values] = ()
    consents: Sequence[Values] = ()
    reporters: Sequence[Values] = ()
    perpetrators: Sequence[Values] = ()
    placements: Sequence[Values] = ()
    allegations: Sequence[Values] = ()
    more: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    """Parts of other types, by type."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that was opened: its id, its number, and the child's id."""

    case: str
    code: str
    child: str


def register(uow: UnitOfWork, registration: Registration) -> Opened:
    """Registers a child, or takes a known one, and opens a case with all its parts in this one act.

    InputError `received_missing`, `case_already_open` (with its `code`), `end_before_start` for a day of opening before that of
    the report, `event_before_birth`, or what `checked` finds; then nothing is stored.
    """
    require(uow.actor, "case.create")
    case_values = _opening_values(uow, registration.case)
    _check_contact(case_values)
    if registration.child_id is None:
        child = children.create(uow, registration.child)
    else:
        child = registration.child_id
        children.check_editable(uow, child)
        refuse_second(uow, child)
        if registration.child:
            children.edit(uow, child, registration.child)
    living, received = uow.get("child", child), day_of("case.received_at", case_values["received_at"])
    children.check_lifetime(living, "case.received_at", received)
    children.check_born(living, "case.done_on", day_of("case.done_on", case_values["done_on"]))
    if day_of("case.opened_on", case_values["opened_on"]) < received:
        raise InputError("end_before_start", field="case.opened_on", day=received.isoformat())
    code = case_numbers.next_number(uow)
    case = uow.create("case", {**case_values, "child": child, "code": code, "office": uow.actor.office})
    _first_rows(uow, case, case_values)
    for type_name, parent, rows in (
        ("family_member", child, [_as_sibling(uow, values) for values in registration.family]),
        ("contact", child, registration.contacts),
        ("category", case, registration.categories),
        ("concern", case, registration.concerns),
        ("consent", case, registration.consents),
        ("reporter", case, registration.reporters),
        ("perpetrator", case, registration.perpetrators),
        ("allegation", case, registration.allegations),
        *((name, child if KINDS[name].parent == "child" else case, rows) for name, rows in registration.more.items()),
        ("placement", case, registration.placements),  # last: what speaks against one is asked of all the others
    ):
        for values in rows:
            case_parts.enter(uow, type_name, parent, values)
    return Opened(case, code, child)


def _as_sibling(reader: Reader, values: Values) -> Values:
    """A member of the family who is another child of the register is brother or sister, by that child's sex."""
    if not values.get("linked_child") or values.get("relation"):
        return values
    other = reader.maybe("child", str(values["linked_child"]))
    relation = {"male": "brother", "female": "sister"}.get(other.text("sex") if other is not None else "", "other_relative")
    return {**values, "relation": relation}


def _opening_values(uow: UnitOfWork, given: Values) -> dict[str, object]:
    """The values of a new case: what was given, and what is filled in."""
    for name in given:
        if name in NOT_EDITED - {"owner", "risk_level"}:
            raise InputError("field_not_given", field=f"case.{name}")
    values = {name: value for name, value in checked(uow, "case", given).items() if value is not None}
    if "received_at" not in values:
        raise InputError("received_missing", field="case.received_at")
    today = uow.today()
    values.setdefault("received_precision", "minute")
    values.setdefault("opened_on", day_of("case.received_at", values["received_at"]).isoformat())
    values.setdefault("done_on", today.isoformat())
    values.setdefault("done_by", uow.actor.name)
    values.setdefault("owner", uow.actor.user)
    check_owner(uow, str(values["owner"]))
    return values | {"status": "open", "typed_at": uow.at, "typed_by": uow.actor.user}


def _first_rows(uow: UnitOfWork, case: str, values: Values) -> None:
    """The first episode of a case and, when its risk was said, the first row of its risk."""
    uow.create(
        "episode",
        {"case": case, "number": 1, "opened_on": values["opened_on"], "open_reason": "first", "owner": values["owner"]},
    )
    if values.get("risk_level"):
        _risk_row(uow, case, str(values["risk_level"]), values["done_on"], None)


def _risk_row(uow: UnitOfWork, case: str, level: str, on: object, reason: str | None) -> str:
    """A dated row of the risk of a case."""
    return uow.create("risk", {"case": case, "level": level, "noted_on": on, "reason": reason, "by": uow.actor.user})


def refuse_second(reader: Reader, child: str) -> None:
    """One open case a child in an office."""
    for other in reader.find("case", child=child, status="open", office=reader.actor.office):
        raise InputError("case_already_open", code=other.text("code"))


def check_owner(reader: Reader, user: str) -> None:
    """An owner is a user of this office who is active, or the person who acts."""
    if user == reader.actor.user:
        return
    record = reader.maybe("user", user)
    if record is None or record.flag("active") is False:
        raise InputError("owner_unknown", field="case.owner")


def find_case(reader: Reader, key: str) -> Record:
    """The case with an id or a number; one that was merged into another gives that one (sync.md §3).

    InputError `case_unknown`; `case_moved` for one that went to another office, to who hands cases over; `case_number_twice`
    where two laptops gave one number, so that nobody acts on the case of another child; `not_allowed` for who has no cases,
    whether there is one or not (practice P27).
    """
    from app.services.sharing import moves

    require(reader.actor, "case.read")
    known = reader.maybe("case", key) if is_id(key) else None
    if known is not None:
        return _current(reader, known)
    code = case_numbers.normal(key)
    found = {one.id: one for row in reader.find("case", code=code, order=("id",)) for one in (_current(reader, row),)}
    mine = [one for one in found.values() if may_read(reader, one) and one.code("status") != "void"]
    if len(mine) > 1:
        raise InputError("case_number_twice", code=code, ids=", ".join(one.id for one in mine))
    if mine or found:
        return next(iter(mine or found.values()))
    stub = moves.stub_of(reader, key)
    if stub is not None:
        where = " · ".join(part for part in (stub.to.name_km, stub.to.name_en, stub.to.phone) if part)
        raise InputError("case_moved", code=stub.record.text("code"), where=where)
    raise InputError("case_unknown", key=key[:40])


def _current(reader: Reader, case: Record) -> Record:
    """The case that one was merged into, if that is here and the person may read it; else the case itself."""
    into = reader.current(case.id)
    stays = reader.maybe("case", into) if into != case.id else None
    return stays if stays is not None and may_read(reader, stays) else case


def readable(reader: Reader, case: str) -> Record:
    """A case that the person may read; InputError `not_allowed` otherwise."""
    record = reader.get("case", case)
    require_case(reader, "case.read", record)
    return record


def may_read(reader: Reader, case: Record) -> bool:
    """Whether the person may read a case."""
    return may(reader, "case.read", case)


def editable(uow: UnitOfWork, case: str, act: str = "case.edit", *, state: str = "open") -> Record:
    """A case that the person may change and that is open (or in another state that the act asks for)."""
    record = uow.get("case", case)
    require_case(uow, act, record)
    if state and record.code("status") != state:
        raise InputError("case_not_open" if state == "open" else "case_not_closed", code=record.text("code"))
    return record


def edit(uow: UnitOfWork, case: str, values: Values, *, shown: Record | None = None) -> None:
    """Changes fields of a case; owner, risk and status have acts of their own (InputError `field_not_edited`).

    `shown` is the record as the person saw it, so that what came in meanwhile is not overwritten unseen.
    """
    record = editable(uow, case)
    for name in values:
        if name in NOT_EDITED:
            raise InputError("field_not_edited", field=f"case.{name}")
    fresh = checked(uow, "case", values)
    if "received_at" in fresh and fresh["received_at"] is None:
        raise InputError("received_missing", field="case.received_at")
    child = uow.maybe("child", record.text("child"))
    if child is not None and fresh.get("first_contact_on"):
        children.check_lifetime(child, "case.first_contact_on", day_of("case.first_contact_on", fresh["first_contact_on"]))
    if child is not None and fresh.get("done_on"):
        children.check_born(child, "case.done_on", day_of("case.done_on", fresh["done_on"]))
    if {"first_contact_on", "received_at"} & fresh.keys():
        _check_contact({**record.values, **fresh})
    uow.update("case", case, fresh, shown=shown)


def set_risk(uow: UnitOfWork, case: str, level: str, *, on: date | None = None, reason: str = "") -> None:
    """Sets the risk level from a day on: the case shows it, a dated row keeps it beside the earlier ones."""
    record = editable(uow, case)
    values = checked(uow, "risk", {"level": level, "noted_on": on or uow.today(), "reason": reason})
    if record.code("risk_level") == level:
        return
    _risk_row(uow, case, level, values["noted_on"], reason.strip() or None)
    later = any((row.day("noted_on") or date.min) > (on or uow.today()) for row in uow.find("risk", case=case))
    if not later:
        uow.update("case", case, {"risk_level": level})


def first_contact(uow: UnitOfWork, case: str, *, on: date | None = None, at: str | None = None, how: str | None = None) -> None:
    """Notes when the child or family was first contacted, by a day or by an instant, and how."""
    if on is None and at is None:
        raise InputError("first_contact_missing", field="case.first_contact_on")
    day = on or day_of("case.first_contact_at", at)
    _check_contact({**uow.get("case", case).values, "first_contact_on": day.isoformat()})
    edit(uow, case, {"first_contact_on": day.isoformat(), "first_contact_at": at, "first_contact_how": how})


def _check_contact(values: Values) -> None:
    """The first contact follows the report. InputError `contact_before_received`."""
    contact, received = values.get("first_contact_on"), values.get("received_at")
    if contact and received:
        day = day_of("case.first_contact_on", contact)
        if day < day_of("case.received_at", received):
            raise InputError("contact_before_received", field="case.first_contact_on", day=day.isoformat())


def void(uow: UnitOfWork, case: str, reason: str, *, note: str = "") -> None:
    """Marks a case as entered by mistake; it leaves lists and counts and stays readable. A reason of "other" needs a note.

    What was worked on, or ended by a decision, is no mistake of typing: it is closed with an approval, or a head says so
    (P19). InputError `not_allowed`, `code_unknown`, `void_note_missing`, `void_worked`.
    """
    from app.services.cases.case_questions import work_done

    record = editable(uow, case, "case.void", state="")
    if reason not in codelist("void_reason"):
        raise InputError("code_unknown", field="case.void_reason", code=reason, list="void_reason")
    if reason == "other" and not note.strip():
        raise InputError("void_note_missing", field="case.void_reason")
    decided = record.code("status") in ("closed", "not_accepted")
    if not may(uow, "case.decide", record) and (decided or work_done(uow, case)):
        raise InputError("void_worked", field="case.void_reason")
    uow.update("case", case, voided(reason, note))


def voided(reason: str, note: str) -> dict[str, object]:
    """What stands in a case that was entered by mistake."""
    return {"status": "void", "void_reason": f"{reason}: {note.strip()}" if note.strip() else reason}
