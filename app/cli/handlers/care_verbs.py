"""`placement …`: where a child lives, what speaks against it, answers on earlier options."""

from __future__ import annotations

from collections.abc import Mapping

from app.cli.context import Context
from app.cli.handlers.flow_verbs import paper_of
from app.data.reader import Reader
from app.domain.care import Wanted
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.services.care import care, care_words, placement_approval
from app.services.cases import case_json, case_parts, cases
from app.services.facilities.facilities import find_facility

Json = dict[str, object]


def check(context: Context) -> None:
    """Tells what speaks against a placement."""
    with context.session.read() as reader:
        case = cases.find_case(reader, context.call.need("id"))
        found = care.warnings(reader, case.id, _wanted(context, reader), more=_answers(context))
    lang = context.call.given.lang
    context.out.rows(
        {
            "warning": one.code,
            "needs_reason": one.needs_reason,
            "source": one.source,
            **one.params,
            "words": care_words.warning_text(one, lang),
        }
        for one in found
    )


def add(context: Context) -> None:
    """Places a child; what speaks against it needs `--despite`."""
    call = context.call
    with context.session.write("placement_add") as uow:
        case = cases.find_case(uow, call.need("id"))
        given = {"admission_reason": call.text("admission"), "term": call.text("term"), "note": call.text("note")}
        made = care.place(
            uow,
            case.id,
            _wanted(context, uow),
            {name: value for name, value in given.items() if value},
            reason_despite=call.text("despite"),
            given=_answers(context),
            end_open="end-open" in call.flags,
        )
        shown = _shown(uow, made)
    context.out.one(shown)


def end(context: Context) -> None:
    """Ends a placement, and the stay in a facility with it."""
    call = context.call
    with context.session.write("placement_end") as uow:
        made = call.need("placement")
        care.end(uow, made, context.day("on") or uow.today(), call.need("reason"), destination=call.text("destination"))
        shown = _shown(uow, made)
    context.out.one(shown)


def approve(context: Context) -> None:
    """Asks for the approval of a placement, or enters one that was signed on paper."""
    call = context.call
    with context.session.write("placement_ask") as uow:
        made, paper = call.need("placement"), paper_of(context)
        asked = placement_approval.ask(uow, made, call.text("note"), above="above" in call.flags, paper=paper)
        shown = {**_shown(uow, made), "approval": asked, "approval_state": uow.get("approval", asked).text("state")}
    context.out.one(shown)


def answer(context: Context) -> None:
    """Notes what became of an option of care."""
    call = context.call
    with context.session.write("case_part_add") as uow:
        case = cases.find_case(uow, call.need("id"))
        values = {"option": call.need("option"), "answer": call.need("answer"), "note": call.text("note") or None}
        day = context.day("on")
        case_parts.add(uow, "care_check", case.id, {**values, "on_date": day.isoformat() if day else None})
        shown = care.answers(uow, case.id)
    context.out.one({"case": case.id, "answers": shown})


def _wanted(context: Context, reader: Reader) -> Wanted:
    """The placement that is asked about."""
    call = context.call
    option = call.need("option")
    if option not in codelist("care_option"):
        raise InputError("code_unknown", field="placement.option", code=option[:40], list="care_option")
    facility = find_facility(reader, call.text("facility")).id if call.text("facility") else ""
    return Wanted(option, facility, call.text("carer"), context.day("on") or reader.today())


def _answers(context: Context) -> Mapping[str, str]:
    """`--answers kinship=not_safe,foster=not_found`."""
    found: dict[str, str] = {}
    for part in filter(None, context.call.text("answers").split(",")):
        option, equals, given = part.partition("=")
        if not equals:
            raise InputError("assignment_form", text=part[:40])
        for name, code, listed in (("option", option, "care_option"), ("answer", given, "care_answer")):
            if code not in codelist(listed):
                raise InputError("code_unknown", field=f"care_check.{name}", code=code[:40], list=listed)
        found[option] = given
    return found


def _shown(reader: Reader, placement: str) -> Json:
    """A placement after an act on it."""
    record = reader.get("placement", placement)
    return {"id": record.id, "case": record.text("case"), **case_json.written(record), "version": record.version}
