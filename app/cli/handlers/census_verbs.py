"""`census …`: the children of a facility against its list, as found at a visit."""

from __future__ import annotations

from app.cli.context import Context
from app.cli.handlers.carer_verbs import assigned
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.records import Record
from app.services.facilities.facilities import find_facility
from app.services.facilities.facility_json import residency_json
from app.services.visits import census
from app.services.visits.census import Child

Json = dict[str, object]


def show(context: Context) -> None:
    """Lists the children of the day of a visit with what was found."""
    with context.session.read() as reader:
        context.out.rows(_child(one) for one in census.children(reader, _visit(reader, context.call.need("id"))))


def _visit(reader: Reader, key: str) -> Record:
    record = reader.maybe("inspection", key) if is_id(key) else None
    if record is None:
        raise InputError("inspection_unknown", inspection=key[:40])
    return record


def _child(one: Child) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "sex": one.resident.sex if one.resident is not None else one.line.code("sex") if one.line is not None else None,
        "age": one.resident.age if one.resident is not None else one.line.whole("age") if one.line is not None else None,
        "found": one.found or None,
        "note": one.line.values.get("note") if one.line is not None else None,
    }


def find(context: Context) -> None:
    """Notes what was found of a child of the list (the id of its stay)."""
    call = context.call
    with context.session.write("census_find") as uow:
        census.find(uow, call.need("id"), call.need("residency"), call.need("found"), call.text("note"))
        rows = [_child(one) for one in census.children(uow, _visit(uow, call.need("id"))) if one.id == call.need("residency")]
    context.out.rows(rows)


def unlisted(context: Context) -> None:
    """Notes a child that is there and not on the list, from FIELD=VALUE …"""
    call = context.call
    with context.session.write("census_unlisted") as uow:
        made = census.unlisted(uow, call.need("id"), assigned("census_line", call.many))
        shown = {"id": made, **dict(sorted(uow.get("census_line", made).values.items()))}
    context.out.one(shown)


def open_lines(context: Context) -> None:
    """Lists what does not agree with the list of a facility and is not explained."""
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("facility"))
        found = census.open_of(reader, facility.id)
        told = ({"id": one.id, "name": one.name, **dict(sorted(one.line.values.items()))} for one in found)
        context.out.rows(told)


def settle(context: Context) -> None:
    """Says what became of a difference."""
    call = context.call
    with context.session.write("census_settle") as uow:
        census.settle(uow, call.need("id"), call.need("note"))
        shown = {"id": call.need("id"), **dict(sorted(uow.get("census_line", call.need("id")).values.items()))}
    context.out.one(shown)


def admit(context: Context) -> None:
    """Puts a child that was on no list on it."""
    call = context.call
    with context.session.write("residency_admit") as uow:
        on = context.day("on")
        values = {"admission_reason": call.text("reason") or "not_known"} | ({"admitted_on": on.isoformat()} if on else {})
        shown = residency_json(uow.get("residency", census.admit(uow, call.need("id"), values)))
    context.out.one(shown)
