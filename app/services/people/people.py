"""One person once, with many roles: mother of one child, carer of another, alleged to have harmed a third (issue 5).

What is written in a role (family member, contact, household in the register, person alleged) may name a `person`; whoever types
somebody anew finds who is written down already and links instead. A reporter is never matched (practice P3). What is known of
a person alleged to have harmed never flows into an open record (practice P1): names are copied from open records alone, and a
link stands with that person only, as the id of the open role: a person who were made of it, or a link that came up in a member
of the family, would tell everybody that there is somebody whom they may not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.data.queries import people as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_names import is_hidden
from app.services.cases.case_parts import may_see
from app.services.people import children
from app.text.digits import arabic_digits
from app.text.keys import search_terms
from app.text.normal import normalise

Values = Mapping[str, object]
ROLES: Mapping[str, str] = {
    "family_member": "child",
    "contact": "child",
    "perpetrator": "case",
    "carer": "",
    "carer_member": "carer",
}
"""Types that may name a person → the field of what they belong to."""
FOUND = ("person", "carer", "family_member", "contact", "carer_member", "perpetrator")
"""Types in which somebody is looked for."""
_PERSON = ("family_name_km", "given_name_km", "name_latin", "sex", "birth_from", "birth_to", "birth_source", "phone")
_ABOUT = (("sex",), ("birth_from", "birth_to", "birth_source"))
_NAME_IN = {"contact": "person", "carer": "name_km"}
"""Type → the field of the whole name, where that is not `name`."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is written down: a person, or in a role that no person is made of yet; `where`: number or "" ."""

    id: str
    type: str
    name: str
    phone: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a person. `code`: the relation to the child, if that is known; `page` and `key` open where it stands."""

    record: str
    type: str
    relation: str
    page: str
    key: str
    number: str
    child: str = ""


def find(reader: Reader, typed: str, own_type: str, *, limit: int = 8) -> list[Known]:
    """Who is written down under a name (any part of it) or a phone, for a role of `own_type`; persons first, each once.

    Of cases that the person may not change there is only who is a person already. InputError `not_allowed`.
    """
    require(reader.actor, "person.edit")
    name = normalise(typed).replace(" ", "")
    digits = "".join(letter for letter in arabic_digits(typed) if letter.isdigit())
    if len(name) < 2:
        return []
    phone = digits if len(digits) >= 8 else ""
    found: dict[str, Known] = {}
    for kind in FOUND:
        if kind == own_type == "perpetrator":
            continue
        for key in queries.named(reader, kind, search_terms(typed), name, phone):
            record = reader.get(kind, key)
            one = _known(reader, record)
            if one is not None:
                found.setdefault(one.id, one)
            if len(found) == limit:
                return list(found.values())
    return list(found.values())


def known(reader: Reader, record_id: str) -> Known | None:
    """Somebody by the id of a person or of a role; None where there is nobody whom one may know of."""
    rows = (reader.maybe(kind, record_id) for kind in FOUND)
    record = next((row for row in rows if row is not None), None)
    return _known(reader, record) if record is not None else None


def _known(reader: Reader, record: Record) -> Known | None:
    """Who a record is about, as the person of it if there is one; None without a right to it."""
    if record.type == "person":
        if not can(reader.actor, "person.edit", office=record.text("office")):
            return None
        return Known(record.id, "person", name_of(record), record.text("phone"))
    place = _place(reader, record)
    if place is None:
        return None
    person = reader.maybe("person", record.text("who")) if record.ref("who") else None
    if person is not None:
        return _known(reader, person)
    return Known(record.id, record.type, name_of(record), record.text("phone"), place.number)


def name_of(record: Record) -> str:
    """How somebody is called, whatever the record: in Khmer, else in Latin letters."""
    whole = f"{record.text('family_name_km')} {record.text('given_name_km')}".strip()
    return whole or next((record.text(name) for name in ("name_km", "name", "person", "name_latin") if record.text(name)), "")


def _place(reader: Reader, record: Record) -> Role | None:
    """Where a role stands; None where the person may not know of it."""
    if not may_see(reader.actor, record):
        return None
    relation = record.text("relation")
    if record.type in ("carer", "carer_member"):
        carer = record if record.type == "carer" else reader.maybe("carer", record.text("carer"))
        if carer is None or not can(reader.actor, "carer.read", office=carer.text("office")):
            return None
        number = carer.text("number") if record.type == "carer" else name_of(carer)
        return Role(record.id, record.type, relation, "carer", carer.id, number)
    if record.type == "perpetrator":
        rows = [reader.maybe("case", record.text("case"))]
    else:
        rows = [*reader.find("case", child=reader.same_as(reader.current(record.text("child"))), order=("-opened_on",))]
    case = next((row for row in rows if row is not None and row.code("status") != "void" and cases.may_read(reader, row)), None)
    if case is None:
        return None
    child = reader.maybe("child", reader.current(case.text("child")))
    told = children.full_name(child.values) or children.full_name(child.values, latin=True) if child is not None else ""
    return Role(record.id, record.type, relation, "case", case.id, case.text("code"), "" if is_hidden(case) else told)


def roles(reader: Reader, person: str, *, without: Sequence[str] = ()) -> tuple[Role, ...]:
    """All roles of a person that one may know of, but those of some records."""
    rows = [row for kind in ROLES if kind != "perpetrator" for row in reader.find(kind, who=person, order=("id",))]
    known_by = (person, *(row.id for row in rows))
    rows += reader.find("perpetrator", who=known_by, order=("id",))
    return tuple(place for row in rows if row.id not in without and (place := _place(reader, row)) is not None)


def settle(uow: UnitOfWork, type_name: str, made: str) -> None:
    """A role that was just saved names somebody: a person, or another role, of which a person is made now.

    What the role lacks of name, sex, birth and phone is taken over, so that nothing is typed twice. InputError
    `person_unknown`, `value_missing` where there is no name that may be used, `not_allowed` to change the other record.
    """
    own = uow.get(type_name, made)
    who = own.ref("who")
    if who is None:
        return
    told = known(uow, who)
    if told is None or told.id == made or (told.type == type_name == "perpetrator"):
        raise InputError("person_unknown", field=f"{type_name}.who")
    if "perpetrator" in (type_name, told.type) and told.type != "person":
        _link_alleged(uow, own, uow.get(told.type, told.id))
        return
    person = told.id if told.type == "person" else _make(uow, own, uow.get(told.type, told.id))
    missing = _filled(own, uow.get("person", person))
    uow.update(type_name, made, {**missing, "who": person})


def _link_alleged(uow: UnitOfWork, own: Record, other: Record) -> None:
    """Links a person alleged to have harmed with an open role: the link stands with that person alone."""
    if own.type == "perpetrator":
        uow.update(own.type, own.id, {**_filled(own, other), "who": other.id})
        return
    _check_editable(uow, other)
    if not any(own.values.get(name) for name in (*_PERSON[:3], "name", "name_km", "person")):
        raise InputError("person_without_name", field=f"{own.type}.who")
    uow.update(own.type, own.id, {"who": None})
    if not other.ref("who"):
        uow.update(other.type, other.id, {"who": own.id})


def _make(uow: UnitOfWork, own: Record, other: Record) -> str:
    """A person out of two open roles; the other one names it from now on."""
    _check_editable(uow, other)
    values = {**_as_person(own), **_as_person(other)}
    if not any(values.get(name) for name in ("family_name_km", "given_name_km", "name_latin")):
        raise InputError("person_without_name", field=f"{own.type}.who")
    person = uow.create("person", {**values, "office": uow.actor.office})
    uow.update(other.type, other.id, {"who": person})
    return person


def _check_editable(uow: UnitOfWork, record: Record) -> None:
    """Whether the other role may be changed; InputError `not_allowed`, `case_not_open`."""
    if record.type in ("family_member", "contact"):
        children.check_editable(uow, record.text("child"))
    elif record.type == "perpetrator":
        cases.editable(uow, record.text("case"))
    else:
        carer = uow.get("carer", record.text("carer") or record.id)
        require(uow.actor, "carer.edit", office=carer.text("office"))


def _as_person(record: Record) -> dict[str, object]:
    """What a role tells of the person, in a person's fields."""
    values = {name: record.values[name] for name in _PERSON if name in record.values}
    if not values.get("family_name_km") and not values.get("given_name_km"):
        first, _, rest = (record.text("name_km") or record.text("name") or record.text("person")).strip().partition(" ")
        values |= {name: text for name, text in (("family_name_km", first), ("given_name_km", rest.strip())) if text}
    return values


def _filled(own: Record, person: Record) -> dict[str, object]:
    """What a role lacks and the person has."""
    if own.type == "family_member":
        return _lacking(own, person, ("family_name_km", "given_name_km"), ("name_latin",), *_ABOUT)
    name, found = _NAME_IN.get(own.type, "name"), name_of(person)
    told: dict[str, object] = {} if own.text(name) or not found else {name: found}
    if own.type == "carer_member":
        told |= _lacking(own, person, *_ABOUT)
    if own.type in ("contact", "carer") and not own.text("phone") and person.text("phone"):
        told["phone"] = person.text("phone")
    return told


def _lacking(own: Record, person: Record, *groups: tuple[str, ...]) -> dict[str, object]:
    """The fields of groups of which the role has nothing."""
    lacks = [name for group in groups if not any(own.values.get(one) for one in group) for name in group]
    return {name: person.values[name] for name in lacks if name in person.values}
