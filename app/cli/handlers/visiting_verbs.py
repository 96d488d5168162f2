"""`visits …`: which facility needs a visit, what is planned, who goes along."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.handlers.carer_verbs import assigned
from app.data.reader import Reader
from app.domain.errors import InputError
from app.services.facilities.facilities import find_facility
from app.services.forms.form_library import carry_along
from app.services.visits import inspection_papers, visit_pack, visit_plans, visit_ranks, visit_teams
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_kinds import forms_of
from app.services.visits.visit_lists import export_visits
from app.services.visits.visit_plans import Plan
from app.services.visits.visit_ranks import Ranked
from app.services.visits.visit_teams import Person

Json = dict[str, object]
_MAY = {"yes": True, "no": False, "role": None}


def propose(context: Context) -> None:
    """Lists the facilities, the most needed visit first."""
    call = context.call
    with context.session.read() as reader:
        found = visit_ranks.proposal(reader, call.number("year", reader.today().year))
        context.out.rows(_ranked(one, context.lang) for one in found[: call.number("limit", len(found))])


def _ranked(one: Ranked, lang: str) -> Json:
    return {
        "facility": one.facility.text("code"),
        "place": one.place,
        "points": one.points,
        "reasons": {str(why): why.points for why in one.reasons},
        "words": [visit_ranks.reason_words(str(why), lang) for why in one.reasons],
        "last_visit": one.last.isoformat() if one.last else None,
        "planned": [plan.id for plan in one.plans if plan.state == "planned"],
    }


def listing(context: Context) -> None:
    """Lists the visits to come that one may know of, and what became of them."""
    call = context.call
    with context.session.read() as reader:
        facility = find_facility(reader, call.need("facility")).id if call.text("facility") else None
        year = call.number("year", reader.today().year) if call.text("year") or not facility else None
        month, state = call.number("month", 0) or None, call.text("state") or None
        if not call.text("out"):
            found = visit_plans.listing(reader, year, facility=facility, month=month, state=state)
            context.out.rows([_plan(reader, one) for one in found])
            return
    out = Path(call.text("out"))
    count = export_visits(context.session, out, year, context.lang, facility=facility, month=month, state=state)
    context.out.one({"rows": count, "path": call.text("out")})


def _plan(reader: Reader, one: Plan) -> Json:
    """A visit to come with its team."""
    hidden = ("facility", "inspection")
    return {
        "id": one.id,
        "facility": one.facility.text("code"),
        "state": one.state,
        "last_day": one.last.isoformat() if one.last else None,
        **{name: value for name, value in sorted(one.record.values.items()) if name not in hidden},
        "inspection": one.inspection.id if one.inspection is not None else None,
        "team": [
            {
                "id": member.id,
                "name": visit_teams.name_of(reader, member),
                **{name: member.values.get(name) for name in ("role", "body", "ties", "ties_note", "ties_on")},
            }
            for member in one.team
        ],
    }


def show(context: Context) -> None:
    """Shows one visit to come."""
    with context.session.read() as reader:
        context.out.one(_plan(reader, visit_plans.get(reader, context.call.need("id"))))


def plan(context: Context) -> None:
    """Plans a visit. `--ask`: not while there is something to ask."""
    call = context.call
    with context.session.write("visit_add") as uow:
        facility = find_facility(uow, call.need("facility"))
        values: Json = {name: call.text(name) for name in ("kind", "notice", "complaint", "note") if call.text(name)}
        on = context.day("on")
        if on is not None:
            values["on_date"] = on.isoformat()
        if call.text("month"):
            values |= {"month": call.number("month", 0), "year": call.number("year", uow.today().year)}
        tell(context, visit_plans.questions(uow, facility.id, values))
        shown = _plan(uow, visit_plans.get(uow, visit_plans.add(uow, facility.id, values)))
    context.out.one(shown)


def change(context: Context) -> None:
    """Moves or changes a visit, from FIELD=VALUE … `--ask`: not while there is something to ask."""
    call = context.call
    with context.session.write("visit_change") as uow:
        values = assigned("visit_plan", call.many)
        tell(context, visit_plans.questions_of_change(uow, values))
        visit_plans.change(uow, call.need("id"), values)
        shown = _plan(uow, visit_plans.get(uow, call.need("id")))
    context.out.one(shown)


def drop(context: Context) -> None:
    """The visit is not made."""
    call = context.call
    with context.session.write("visit_drop") as uow:
        visit_plans.drop(uow, call.need("id"), call.need("why"))
        shown = _plan(uow, visit_plans.get(uow, call.need("id")))
    context.out.one(shown)


def begin(context: Context) -> None:
    """Begins the visit, by the form of its kind or another one."""
    call = context.call
    with context.session.write("visit_begin") as uow:
        one = visit_plans.get(uow, call.need("id"))
        shelf = FormShelf(context.folder)
        shelf.read(uow)
        form = shelf.choose(call.text("form") or forms_of(one.record.text("kind"))[0])
        carry_along(uow, shelf, form)
        on = context.day("on") or uow.today()
        values = {
            "visit_on": on.isoformat(),
            "mission_letter": call.text("letter") or None,
            "arrived_at": call.text("arrived") or None,
        }
        visit_plans.begin(uow, one.id, form, {name: value for name, value in values.items() if value})
        shown = _plan(uow, visit_plans.get(uow, one.id))
    context.out.one(shown)


def link(context: Context) -> None:
    """Says which inspection came of a visit that was planned."""
    call = context.call
    with context.session.write("visit_link") as uow:
        visit_plans.link(uow, call.need("id"), call.need("inspection"))
        shown = _plan(uow, visit_plans.get(uow, call.need("id")))
    context.out.one(shown)


def join(context: Context) -> None:
    """Adds a user, or with `--body` a person of another body."""
    call = context.call
    with context.session.write("visit_join") as uow:
        who, body = call.need("person"), call.text("body")
        whom = {"name": who, "body": body} if body else {"user": _person(uow, who).id}
        visit_teams.join(uow, call.need("id"), call.need("role"), **whom)
        shown = _plan(uow, visit_plans.get(uow, call.need("id")))
    context.out.one(shown)


def _person(reader: Reader, typed: str) -> Person:
    """Somebody of the office by id or name. InputError `owner_unknown`."""
    found = [one for one in visit_teams.people(reader) if typed in (one.id, one.user.text("name"))]
    if len(found) != 1:
        raise InputError("owner_unknown", field="visit_member.user")
    return found[0]


def leave(context: Context) -> None:
    """Takes somebody out of the team."""
    call = context.call
    with context.session.write("visit_leave") as uow:
        visit_teams.leave(uow, call.need("member"))
        shown = _plan(uow, visit_plans.get(uow, call.need("id")))
    context.out.one(shown)


def ties(context: Context) -> None:
    """Declares ties of one of the team."""
    call = context.call
    with context.session.write("visit_ties") as uow:
        visit_teams.declare(uow, call.need("member"), call.need("ties"), call.text("note"))
        shown = _plan(uow, visit_plans.get(uow, call.need("id")))
    context.out.one(shown)


def pack(context: Context) -> None:
    """Writes the papers for a visit as a PDF."""
    call, file = context.call, Path(context.call.need("out"))
    with context.session.write("print_visit_pack") as uow:
        one = visit_plans.get(uow, call.need("id"))
        shelf = FormShelf(context.folder)
        shelf.read(uow)
        paper = visit_pack.pack(uow, shelf, one, inspection_papers.paper_language(context.lang))
        inspection_papers.write_paper(uow, paper, one.facility.id, file)
    context.out.one(
        {"file": str(file), "findings": len(paper.findings), "files": len(paper.drawn), "residents": len(paper.lines)}
    )


def people(context: Context) -> None:
    """Lists who of the office may inspect."""
    with context.session.read() as reader:
        context.out.rows([_who(one) for one in visit_teams.people(reader)])


def person(context: Context) -> None:
    """Says who may inspect."""
    call = context.call
    if call.need("may") not in _MAY:
        raise InputError("visit_person_form")
    with context.session.write("visit_person") as uow:
        one = _person(uow, call.need("person"))
        visit_teams.set_person(uow, one.id, _MAY[call.need("may")])
        shown = _who(_person(uow, one.id))
    context.out.one(shown)


def _who(one: Person) -> Json:
    return {"id": one.id, "name": one.user.text("name"), "may_inspect": one.may, "by": "head" if one.said else "role"}
