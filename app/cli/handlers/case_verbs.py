"""`case …` and `schema`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import get_args

from app.cli.context import Context
from app.cli.doubts import tell
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.questions import Question
from app.services.cases import case_json, case_names, case_parts, case_questions, cases, elsewhere, notes
from app.services.cases.case_file import case_file, open_file
from app.services.people import comparing, duplicates, merging
from app.services.sharing import hand_over_asks, hand_overs

Json = dict[str, object]


def add(context: Context) -> None:
    """Registers a child and opens a case from JSON; prints its id and number. `--ask`: not while there is something to ask."""
    given = context.read_object(context.call.need("file"))
    with context.session.write("case_register") as uow:
        wanted = case_json.read(given, uow.today())
        asked = case_questions.before_register(uow, wanted)
        opened = cases.register(uow, wanted)
        tell_of_parts(context, uow, opened.case, asked)
    context.out.one({"id": opened.case, "code": opened.code, "child": opened.child})


def tell_of_parts(context: Context, reader: Reader, case: str, asked: Iterable[Question], before: Collection[str] = ()) -> None:
    """Says what was to be asked first, and what is of the new parts of a case."""
    first = list(asked)
    tell(context, [*first, *(one for one in case_questions.of_new_parts(reader, case, before) if one not in first)])


def show(context: Context) -> None:
    """Shows one case whole; the reading stands in the audit log."""
    with context.session.write("case_read") as uow:
        file = open_file(uow, context.call.need("id"))
    context.out.one(case_json.show(file))


def assign(context: Context) -> None:
    """Changes fields of a case or its child, all in one act, and shows the case. `--ask` as with `case add`."""
    with context.session.write("case_edit") as uow:
        case = cases.find_case(uow, context.call.need("id"))
        names, parts = case_questions.names_in(uow, case.id), case_questions.parts_of(uow, case.id)
        said = case_json.assign(uow, case.id, context.call.many)
        tell_of_parts(context, uow, case.id, (*said, *case_questions.after_change(uow, case.id, names)), parts)
    shown(context, case.id)


def shown(context: Context, case: str, told: Json | None = None) -> None:
    """Prints a case after an act on it, with what the act has to tell beside."""
    with context.session.read() as reader:
        context.out.one({**case_json.show(case_file(reader, case)), **(told or {})})


def void(context: Context) -> None:
    """Marks a case as entered by mistake."""
    call = context.call
    with context.session.write("case_void") as uow:
        case = cases.find_case(uow, call.need("id"))
        cases.void(uow, case.id, call.need("reason"), note=call.text("note"))
    shown(context, case.id)


def hide_name(context: Context) -> None:
    """The name of a case is told in the case alone; `--off`: everywhere again."""
    hidden = "off" not in context.call.flags
    with context.session.write("case_hide_name" if hidden else "case_tell_name") as uow:
        case = cases.find_case(uow, context.call.need("id"))
        case_names.hide(uow, case.id, hidden=hidden)
    shown(context, case.id)


def hand_over(context: Context) -> None:
    """Offers a case to another user, who accepts it as in the window; `--until`: only for a leave (practice P20)."""
    call = context.call
    with context.session.write("hand_over_offer") as uow:
        case = cases.find_case(uow, call.need("id"))
        tell(context, hand_over_asks.before_offer(uow, case.id, call.need("user")))
        made = hand_overs.offer(uow, case.id, call.need("user"), {"danger": call.text("note")}, until=context.day("until"))
    shown(context, case.id, {"hand_over": made})


def note(context: Context) -> None:
    """Adds a dated note or visit: a text alone, or text=…, kind=…, on_date=…, health=A … `--ask` as with `case add`."""
    typed = context.call.many
    values = {"text": typed[0]} if len(typed) == 1 and "=" not in typed[0] else _assignments(typed)
    with context.session.write("note_add") as uow:
        case = cases.find_case(uow, context.call.need("id"))
        read = case_json.read_values("note", values, "note", uow.today())
        tell(context, case_parts.questions(uow, "note", case.id, read))
        added = notes.add(uow, case.id, read)
    context.out.one({"id": added, "case": case.id})


def _assignments(typed: Iterable[str]) -> Json:
    """FIELD=VALUE of a note; yes and no as true and false."""
    known, values = case_json.keys_of("note"), dict[str, object]()
    for assignment in typed:
        name, equals, raw = assignment.partition("=")
        if not equals:
            raise InputError("assignment_form", text=name[:40])
        if name not in known:
            raise InputError("key_unknown", key=f"note.{name}"[:60])
        values[name] = {"true": True, "false": False}.get(raw, raw) if known[name].kind == "bool" else raw or None
    return values


def schema(context: Context) -> None:
    """Tells the keys, kinds and codes of a record type."""
    try:
        told = case_json.schema(context.call.need("type"))
    except KeyError as fault:
        raise InputError("type_unknown", type=context.call.need("type")[:40]) from fault
    context.out.one(told)


def like(context: Context) -> None:
    """Prints the children who may be the same as the one of a case, with the reasons; of cases of others only the number.

    Those of other offices are what the server told at the last exchange, with office and telephone.
    """
    with context.session.read() as reader:
        found = duplicates.like_case(reader, context.call.need("id"))
        others = elsewhere.of_case(reader, cases.find_case(reader, context.call.need("id")).id)
    rows: list[Json] = [
        {"case": one.case, "code": one.code, "level": one.level, "reasons": list(one.reasons), "own": one.own} for one in found
    ]
    for known in others:
        office = {"office": known.office.code, "phone": known.office.phone}
        rows.append({"code": known.code, "level": known.level, "reasons": list(known.reasons), "own": False, **office})
    context.out.rows(rows)


def join(context: Context) -> None:
    """Joins a case to another one (id or number), which stays; prints both.

    `child.birth=goes` and the like pick whose value is kept: `stays`, `goes`, or `both` of a field that holds several. A field
    is picked with all that is one with it, such as the parts of a birth. What is not named stays as it is; what the window
    would have taken over, such as a death or the higher risk, is said.
    """
    case, other, lang = context.call.need("id"), context.call.need("other"), context.call.given.lang
    picks = _picks(context.call.many)
    with context.session.write("case_merge") as uow:
        stays = cases.find_case(uow, other).id
        goes = cases.find_case(uow, case).id
        lines = comparing.pair(uow, stays, goes, lang).lines if stays != goes else ()
        left = [one for one in lines if not one.same and one.pick in ("goes", "both") and one.key not in picks]
        told = ({"field": one.title, "goes": one.goes.value, "pick": f"{'.'.join(one.key)}={one.pick}"} for one in left)
        tell(context, [Question("ask.join_left", each) for each in told])
        merging.merge_case(uow, goes, stays, picks)
    context.out.one({"case": goes, "joined_to": stays, "picked": {".".join(key): pick for key, pick in picks.items()}})


def compare(context: Context) -> None:
    """Two cases side by side, as the window shows them: a line for each field, whose value is proposed to be kept."""
    lang = context.call.given.lang
    with context.session.read() as reader:
        found = comparing.pair(reader, context.call.need("other"), context.call.need("id"), lang)
    context.out.rows(
        {
            "pick": ".".join(one.key),
            "title": one.title,
            "goes": one.goes.value,
            "stays": one.stays.value,
            "same": one.same,
            "proposed": one.pick,
            "both": one.both,
        }
        for one in found.lines
    )


def _picks(typed: Iterable[str]) -> dict[tuple[str, str], merging.Pick]:
    """TYPE.FIELD=stays|goes|both. InputError `assignment_form`, `key_unknown`, `pick_unknown`."""
    found: dict[tuple[str, str], merging.Pick] = {}
    for assignment in typed:
        name, equals, wanted = assignment.partition("=")
        if not equals:
            raise InputError("assignment_form", text=name[:40])
        type_name, _, field = name.partition(".")
        units = merging.units_of(type_name) if type_name in ("child", "case") else {}
        key = next((one for one, inner in units.items() if field == one or field in inner), "")
        if not key:
            raise InputError("key_unknown", key=name[:60])
        if wanted not in get_args(merging.Pick):
            raise InputError("pick_unknown", field=name[:60], pick=wanted[:20])
        pick: merging.Pick = "goes" if wanted == "goes" else "both" if wanted == "both" else "stays"
        if found.setdefault((type_name, key), pick) != pick:
            raise InputError("pick_twice", field=name[:60])
    return found


def part(context: Context) -> None:
    """Parts a case from the one it was joined to; it is named by its id, since its number opens the other."""
    case = context.call.need("id")
    with context.session.write("case_part") as uow:
        merging.part_case(uow, case)
    context.out.one({"case": case})
