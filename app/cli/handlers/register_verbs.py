"""`facility change`, `staff …`, `room …`, `past …`, `residency file …`: the register and what stands in it beside."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.handlers.carer_verbs import assigned
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.records import Record
from app.services.cases import case_parts
from app.services.facilities import facilities, facility_register, recognition_letters, resident_files
from app.services.facilities.facilities import find_facility
from app.services.facilities.facility_json import facility_json, residency_json, resident_json
from app.services.visits import inspection_papers

Json = dict[str, object]
STAFF, ROOM, PAST = facility_register.PARTS


def change(context: Context) -> None:
    """Changes fields of a facility; an empty value clears one. `--ask`: not while there is something to ask."""
    values = assigned("facility", context.call.many)
    with context.session.write("facility_edit") as uow:
        facility = find_facility(uow, context.call.need("facility"))
        tell(context, facilities.questions(uow, values))
        facilities.edit(uow, facility.id, values)
        shown = facility_json(facilities.overview(uow, facility.id))
    context.out.one(shown)


def recommend(context: Context) -> None:
    """Writes the recommendation to the ministry as a PDF and, of the head, notes it in the register of papers."""
    call = context.call
    file = Path(call.need("out"))
    with context.session.write("print_letter") as uow:
        facility = find_facility(uow, call.need("facility"))
        values: Json = {"advice": call.need("advice"), "reason": call.need("reason"), "number": call.text("number")}
        advice = recognition_letters.advice_of(uow, {**values, "on": context.day("on")})
        tell(context, recognition_letters.questions(uow, facility.id, advice))
        lang = inspection_papers.paper_language(context.lang)
        made = recognition_letters.write_letter(uow, facility.id, advice, lang, file)
    context.out.one({"file": str(file), "paper": made or None, "draft": not made})


def staff_list(context: Context) -> None:
    """Lists who works in a facility, who works there now first."""
    _list(context, STAFF)


def staff_add(context: Context) -> None:
    """Adds somebody who works in a facility."""
    _add(context, STAFF)


def staff_change(context: Context) -> None:
    """Changes what stands of somebody who works in a facility."""
    _change(context, STAFF)


def staff_remove(context: Context) -> None:
    """Takes somebody out who was entered by mistake."""
    _remove(context, STAFF)


def room_list(context: Context) -> None:
    """Lists the rooms of a facility."""
    _list(context, ROOM)


def room_add(context: Context) -> None:
    """Adds a room."""
    _add(context, ROOM)


def room_change(context: Context) -> None:
    """Changes what stands of a room."""
    _change(context, ROOM)


def room_remove(context: Context) -> None:
    """Takes a room out."""
    _remove(context, ROOM)


def past_list(context: Context) -> None:
    """Lists what a facility was called, where it stood and whose it was before."""
    _list(context, PAST)


def past_add(context: Context) -> None:
    """Adds an earlier name, place, owner, director or type."""
    _add(context, PAST)


def past_change(context: Context) -> None:
    """Changes what stands of the past of a facility."""
    _change(context, PAST)


def past_remove(context: Context) -> None:
    """Takes out what was entered by mistake of the past of a facility."""
    _remove(context, PAST)


def files(context: Context) -> None:
    """Lists over all facilities what the files of children lack."""
    with context.session.read() as reader:
        context.out.rows(
            {**resident_json(one.resident), "facility_code": one.facility.text("code"), "lacks": list(one.lacks)}
            for one in resident_files.listing(reader, context.call.text("which"))
        )


def note_file(context: Context) -> None:
    """Notes what stands in the file of a child at the facility."""
    key = context.call.need("id")
    with context.session.write("residency_file") as uow:
        if not is_id(key) or uow.maybe("residency", key) is None:
            raise InputError("record_not_found")
        resident_files.note(uow, [key], assigned("residency", context.call.many))
        shown = residency_json(uow.get("residency", key))
    context.out.one(shown)


def _list(context: Context, type_name: str) -> None:
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("facility"))
        context.out.rows(_json(one) for one in facility_register.parts(reader, type_name, facility.id))


def _add(context: Context, type_name: str) -> None:
    values = {name: value for name, value in assigned(type_name, context.call.many).items() if value is not None}
    with context.session.write("facility_part_add") as uow:
        facility = find_facility(uow, context.call.need("facility"))
        shown = _json(uow.get(type_name, case_parts.add(uow, type_name, facility.id, values)))
    context.out.one(shown)


def _change(context: Context, type_name: str) -> None:
    key = context.call.need("id")
    with context.session.write("facility_part_change") as uow:
        if not is_id(key) or uow.maybe(type_name, key) is None:
            raise InputError("record_not_found")
        case_parts.change(uow, type_name, key, assigned(type_name, context.call.many))
        shown = _json(uow.get(type_name, key))
    context.out.one(shown)


def _remove(context: Context, type_name: str) -> None:
    key = context.call.need("id")
    with context.session.write("facility_part_remove") as uow:
        if not is_id(key) or uow.maybe(type_name, key) is None:
            raise InputError("record_not_found")
        case_parts.remove(uow, type_name, key)
    context.out.one({"id": key, "removed": True})


def _json(one: Record) -> Json:
    return {"id": one.id, **dict(sorted(one.values.items())), "version": one.version}
