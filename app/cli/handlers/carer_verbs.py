"""`carer …`: the register of family and community care, and which household can take children tonight."""

from __future__ import annotations

import json
from collections.abc import Iterable

from app.cli.context import Context
from app.cli.handlers.flow_verbs import paper_of
from app.data.fields import fields
from app.data.places import find_places
from app.data.reader import Reader
from app.domain.errors import InputError
from app.services.approvals import approvals
from app.services.care import care_words, carer_offers, carers, proposals
from app.services.care.carer_offers import CareOffer, CareWish
from app.services.care.carers import CarerFilter, CarerRow
from app.services.cases import case_parts, cases

Json = dict[str, object]


def add(context: Context) -> None:
    """Registers a household from FIELD=VALUE …"""
    with context.session.write("carer_register") as uow:
        made = carers.register(uow, assigned("carer", context.call.many))
        shown = _whole(uow, made)
    context.out.one(shown)


def listing(context: Context) -> None:
    """Lists the households."""
    call = context.call
    wanted = CarerFilter(call.text("query"), call.text("kind"), call.text("state"), "free" in call.flags)
    with context.session.read() as reader:
        context.out.rows(_row(row) for row in carers.listing(reader, wanted))


def show(context: Context) -> None:
    """Shows one household with who lives there, visits and the placements that one may know of."""
    with context.session.read() as reader:
        context.out.one(_whole(reader, carers.find_carer(reader, context.call.need("id")).id))


def change(context: Context) -> None:
    """Changes fields of a household."""
    with context.session.write("carer_edit") as uow:
        record = carers.find_carer(uow, context.call.need("id"))
        carers.edit(uow, record.id, assigned("carer", context.call.many))
        shown = _whole(uow, record.id)
    context.out.one(shown)


def state(context: Context) -> None:
    """Moves a household on: assessed, refused, suspended, approved (again), applied."""
    with context.session.write("carer_state") as uow:
        record = carers.find_carer(uow, context.call.need("id"))
        carers.set_state(uow, record.id, context.call.need("state"), context.day("on") or uow.today())
        shown = _whole(uow, record.id)
    context.out.one(shown)


def approve(context: Context) -> None:
    """Asks for the approval of a household, or enters one that was signed on paper."""
    call, paper = context.call, paper_of(context)
    with context.session.write("carer_ask") as uow:
        record = carers.find_carer(uow, call.need("id"))
        asked = approvals.ask(uow, "carer", ("carer", record.id), note=call.text("note"), above="above" in call.flags)
        if paper is not None:
            approvals.decide(uow, asked, "approved", paper=paper)
        shown = {**_whole(uow, record.id), "approval": asked, "approval_state": uow.get("approval", asked).text("state")}
    context.out.one(shown)


def end(context: Context) -> None:
    """A household cares for no children any more."""
    with context.session.write("carer_end") as uow:
        record = carers.find_carer(uow, context.call.need("id"))
        carers.end(uow, record.id, context.day("on") or uow.today(), context.call.need("reason"))
        shown = _whole(uow, record.id)
    context.out.one(shown)


def member(context: Context) -> None:
    """Adds somebody who lives in a household."""
    _part(context, "carer_member")


def event(context: Context) -> None:
    """Notes a training, a visit, a review of a household."""
    _part(context, "carer_event")


def _part(context: Context, type_name: str) -> None:
    """Adds a part of a household."""
    with context.session.write("case_part_add") as uow:
        record = carers.find_carer(uow, context.call.need("id"))
        made = case_parts.add(uow, type_name, record.id, assigned(type_name, context.call.many))
        shown = {"id": made, **dict(sorted(uow.get(type_name, made).values.items()))}
    context.out.one(shown)


def tonight(context: Context) -> None:
    """Tells which approved households near a place can take so many children."""
    call = context.call
    with context.session.read() as reader:
        place = place_of(reader, call.need("village"))
        found = carer_offers.search(reader, CareWish(place, call.number("number", 1), tonight="any-day" not in call.flags))
        context.out.rows(_offer(one, call.given.lang) for one in found)


def propose(context: Context) -> None:
    """Notes that a household is proposed for the children of cases; prints the proposals."""
    call = context.call
    with context.session.write("match_propose") as uow:
        record = carers.find_carer(uow, call.need("id"))
        found = tuple(cases.find_case(uow, one).id for one in call.many)
        made = proposals.propose(uow, found, record.id)
        rows = [{"id": one, **dict(sorted(uow.get("match", one).values.items()))} for one in made]
    context.out.rows(rows)


def place_of(reader: Reader, typed: str) -> str:
    """The code of a place that was typed as a code or as a name that only one village has. InputError `place_unknown`."""
    if typed.isdigit():
        return typed
    found = find_places(reader, typed, 2, within=reader.actor.office[:2]) or find_places(reader, typed, 2)
    if len(found) != 1:
        raise InputError("place_unknown", field="carer.village_code", code=typed[:40])
    return found[0].place.code


def _offer(one: CareOffer, lang: str) -> Json:
    """An offer as a line: nearness, room, and each thing that speaks against it."""
    row = _row(one.row)
    told = [{"code": each.code, "words": care_words.warning_text(each, lang)} for each in one.against]
    return {**row, "near": one.level, "can": one.can, "sure": one.sure, "against": told}


def _row(row: CarerRow) -> Json:
    """A household as a line."""
    record = row.record
    names = ("kind", "name_km", "name_latin", "village_code", "phone", "state", "capacity")
    days = {"last_visit": row.last_visit, "review_on": row.review_on}
    shown = {name: day.isoformat() if day is not None else None for name, day in days.items()}
    return {
        "id": row.id,
        **{name: record.values.get(name) for name in names},
        "children": row.living,
        "free": row.free,
        **shown,
    }


def _whole(reader: Reader, carer: str) -> Json:
    """A household with all its parts."""
    record = carers.readable(reader, carer)
    [row] = carers.rows_of(reader, [record])
    parts = {
        key: [{"id": one.id, **dict(sorted(one.values.items()))} for one in case_parts.visible(reader, type_name, carer)]
        for key, type_name in (("members", "carer_member"), ("events", "carer_event"))
    }
    placed = [
        {
            "placement": one.id,
            "case": one.case.text("code") if one.case else None,
            "from_on": one.placement.values.get("from_on"),
        }
        for one in carers.placed(reader, carer)
    ]
    return {**_row(row), **dict(sorted(record.values.items())), **parts, "placements": placed, "version": record.version}


def assigned(type_name: str, typed: Iterable[str]) -> Json:
    """FIELD=VALUE of a record; empty clears; numbers, yes and no, and lists as JSON.

    InputError `assignment_form`, `key_unknown`, `value_kind`.
    """
    known = fields(type_name)
    found: Json = {}
    for assignment in typed:
        name, equals, raw = assignment.partition("=")
        if not equals:
            raise InputError("assignment_form", text=name[:40])
        if name not in known:
            raise InputError("key_unknown", key=f"{type_name}.{name}"[:60])
        try:
            found[name] = json.loads(raw) if raw and known[name].kind in {"bool", "int", "set"} else raw or None
        except ValueError as reason:
            raise InputError("value_kind", field=f"{type_name}.{name}", kind=known[name].kind) from reason
    return found
