"""`measure …`, `way …` and `inspection danger`: what the office does about a facility, and where its children go."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.handlers.carer_verbs import assigned
from app.data.reader import Reader
from app.domain.records import Record
from app.services.facilities import facility_letters, measures, support_visits, transition_paper, ways_on
from app.services.facilities.facilities import find_facility
from app.services.facilities.facility_json import resident_json
from app.services.facilities.ways_on import Line
from app.services.visits import inspection_papers, visit_alarms
from app.services.visits.inspection_forms import FormShelf

Json = dict[str, object]


def take(context: Context) -> None:
    """Notes a measure. `--ask`: not while there is something to ask."""
    call = context.call
    with context.session.write("measure_take") as uow:
        facility = find_facility(uow, call.need("facility"))
        on = context.day("on") or uow.today()
        until = context.day("until") or measures.proposed_until(uow, call.need("kind"), on)
        values: dict[str, object] = {
            "kind": call.need("kind"),
            "on_date": on.isoformat(),
            "until_on": until.isoformat() if until else None,
            "reason": call.need("reason"),
            "number": call.text("number"),
            "authority": call.text("authority"),
            "inspection": call.text("visit"),
            "note": call.text("note"),
        }
        given = {name: value for name, value in values.items() if value}
        tell(context, measures.questions(uow, facility.id, given))
        made = measures.take(uow, facility.id, given)
        shown = measure_json(uow, uow.get("measure", made))
    context.out.one(shown)


def listing(context: Context) -> None:
    """Lists the measures of a facility."""
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("facility"))
        context.out.rows(measure_json(reader, one) for one in measures.of_facility(reader, facility.id))


def confirm(context: Context) -> None:
    """The head has looked at a measure."""
    with context.session.write("measure_confirm") as uow:
        measures.confirm(uow, context.call.need("id"))
        shown = measure_json(uow, uow.get("measure", context.call.need("id")))
    context.out.one(shown)


def end(context: Context) -> None:
    """A measure ends."""
    with context.session.write("measure_end") as uow:
        measures.end(uow, context.call.need("id"), context.call.need("reason"), context.day("on"))
        shown = measure_json(uow, uow.get("measure", context.call.need("id")))
    context.out.one(shown)


def letter(context: Context) -> None:
    """Writes the letter of a measure as a PDF."""
    call = context.call
    shelf, file = FormShelf(context.folder), Path(call.need("out"))
    with context.session.write("print_letter") as uow:
        facility_letters.write_letter(uow, shelf, call.need("id"), inspection_papers.paper_language(context.lang), file)
    context.out.one({"file": str(file)})


def measure_json(reader: Reader, record: Record) -> Json:
    """A measure, whether it holds, and the state of its facility."""
    facility = reader.get("facility", record.text("facility"))
    held = {"holds": measures.holds(record), "facility": facility.text("code"), "facility_state": facility.code("state")}
    return {"id": record.id, **dict(sorted(record.values.items())), **held, "version": record.version}


def ways(context: Context) -> None:
    """Lists the children of a facility that closes."""
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("facility"))
        context.out.rows(_line(one) for one in ways_on.lines(reader, facility.id))


def place(context: Context) -> None:
    """Notes where a child goes, from FIELD=VALUE …"""
    call = context.call
    values = assigned("way_on", call.many)
    with context.session.write("way_place") as uow:
        if values.get("to_facility"):
            values["to_facility"] = find_facility(uow, str(values["to_facility"])).id
        tell(context, ways_on.questions(uow, call.need("id"), values))
        ways_on.set_place(uow, call.need("id"), values)
        shown = _line(_one(uow, call.need("id")))
    context.out.one(shown)


def left(context: Context) -> None:
    """A child left."""
    call = context.call
    with context.session.write("way_left") as uow:
        arrived = ways_on.left(uow, call.need("id"), context.day("on") or uow.today(), call.text("destination"))
        shown = {**_line(_one(uow, call.need("id"))), "arrived": arrived or None}
    context.out.one(shown)


def seen(context: Context) -> None:
    """Somebody saw a child in its new place, or heard of it."""
    call = context.call
    with context.session.write("way_seen") as uow:
        on = context.day("on") or uow.today()
        ways_on.seen(uow, call.need("id"), on, call.need("how"), next_on=context.day("next"))
        shown = _line(_one(uow, call.need("id")))
    context.out.one(shown)


def _one(reader: Reader, residency: str) -> Line:
    facility = reader.get("residency", residency).text("facility")
    return next(one for one in ways_on.lines(reader, facility) if one.id == residency)


def _line(one: Line) -> Json:
    """A child with the stage of its way."""
    way = dict(sorted(one.way.values.items())) if one.way is not None else {}
    hidden = ("facility", "residency")
    return {
        **resident_json(one.resident),
        "stage": one.stage,
        "due": one.due.isoformat() if one.due else None,
        "state": one.state,
        **{name: value for name, value in way.items() if name not in hidden},
        "exit_destination": one.stay.code("exit_destination"),
    }


def danger(context: Context) -> None:
    """The head says what was done about the danger found at a visit."""
    with context.session.write("alarm_answer") as uow:
        visit_alarms.answer(uow, context.call.need("id"), context.call.need("done"))
        record = uow.get("inspection", context.call.need("id"))
        names = ("alarm_seen_by", "alarm_seen_on", "alarm_done")
        shown: Json = {
            "id": record.id,
            "alarms": sorted(record.codes("alarms")),
            **{name: record.values.get(name) for name in names},
        }
    context.out.one(shown)


def transition(context: Context) -> None:
    """Shows the plan of a facility that becomes something else, as the last support visit has it."""
    with context.session.read() as reader:
        facility = find_facility(reader, context.call.need("facility"))
        plan = support_visits.transition(reader, facility.id)
        late = plan.late(reader.today()) if plan is not None else None
    if plan is not None:
        steps = [
            {"what": one.what, "who": one.who, "by": one.by and one.by.isoformat(), "done": one.done or None}
            for one in plan.steps
        ]
        context.out.one(
            {
                "response": plan.response,
                "day": plan.day and plan.day.isoformat(),
                "stage": plan.stage or None,
                "staff": plan.staff or None,
                "building": plan.building or None,
                "becomes": plan.becomes or None,
                "partner": plan.partner or None,
                "next_visit": plan.next_visit and plan.next_visit.isoformat(),
                "finished_by": plan.until and plan.until.isoformat(),
                "children_left": plan.children_left or None,
                "children_home": plan.children_home or None,
                "late_since": late and late.isoformat(),
                "steps": steps,
            }
        )


def print_transition(context: Context) -> None:
    """Writes the transition plan of a facility as a PDF."""
    call, file = context.call, Path(context.call.need("out"))
    with context.session.write("print_transition_plan") as uow:
        facility = find_facility(uow, call.need("facility"))
        lang = inspection_papers.paper_language(context.lang)
        paper = transition_paper.paper(uow, FormShelf(context.folder), facility.id, lang)
        inspection_papers.write_paper(uow, paper, facility.id, file)
    context.out.one({"file": str(file), "steps": len(paper.steps), "children": len(paper.children)})
