"""The transition plan of a facility as a paper (practice P29): what becomes of it, who helps, staff, building, dates, agreed
steps, and each child's way home.

The plan is what the support visits say; the children are those whose way is followed since a measure, else who lives there now.
It names them, so that only who may print the list of residents prints it, and it says of nobody that there is a case.
"""

from __future__ import annotations

from datetime import date

from app.data.reader import Reader
from app.domain.codelists import label
from app.domain.errors import InputError
from app.domain.permissions import require
from app.forms.session import FormSession
from app.print.papers import Language
from app.print.transitions import ChildWay, TransitionPaper, TransitionStep
from app.services.facilities import residencies, roster_paper, support_visits, ways_on
from app.services.facilities.residencies import Resident
from app.services.facilities.support_visits import FORM, Step, Transition
from app.services.facilities.ways_on import Line
from app.services.forms.form_library import FormShelf
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.visits.inspection_forms import is_practice
from app.services.visits.inspection_papers import facility_head
from app.text.dates import long_date, short_date
from app.text.digits import digits_for
from app.text.words import words

_CODES = ("stage", "becomes", "step_done")
_STEP_HEADS = ("what", "who", "by", "done")
_CHILD_HEADS = ("name", "age", "place", "day", "state")
_SIGNED = ("office", "director")


def choices(shelf: FormShelf, plan: Transition, lang: str) -> dict[str, dict[str, str]]:
    """The words of the form's codes (`stage`, `becomes`, `step_done`), where the form is on this computer."""
    try:
        form = shelf.form(FORM, plan.form_version)
    except InputError:
        return {}
    session = FormSession(form, lang=lang)
    asked = {name: path for name in _CODES if (path := form.path_of(name)) is not None}
    return {name: {one.value: one.label for one in session.choices(path)} for name, path in asked.items()}


def paper(reader: Reader, shelf: FormShelf, facility: str, lang: Language) -> TransitionPaper:
    """The plan of a facility today. InputError `transition_none`, `not_allowed`, `record_not_found`."""
    if not roster_paper.may_print(reader.actor):
        require(reader.actor, "list.names")
    plan = support_visits.transition(reader, facility)
    if plan is None:
        raise InputError("transition_none")
    shelf.read(reader)
    said = choices(shelf, plan, lang)
    record = reader.get("facility", facility)
    return TransitionPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant=None,
        title=words("transition.title", lang),
        facility=facility_head(reader, record, lang),
        about=_about(plan, said, lang),
        steps_title=words("transition.steps", lang),
        step_heads=tuple(words(f"transition.step.{name}", lang) for name in _STEP_HEADS),
        steps=tuple(_step(one, said.get("step_done", {}), reader.today(), lang) for one in plan.steps),
        no_steps=words("transition.no_steps", lang),
        children_title=words("transition.children", lang),
        child_heads=tuple(words(f"transition.child.{name}", lang) for name in _CHILD_HEADS),
        children=_children(reader, facility, lang),
        no_children=words("transition.no_children", lang),
        signatures=tuple(words(f"transition.signed.{name}", lang) for name in _SIGNED),
    )


def _about(plan: Transition, said: dict[str, dict[str, str]], lang: str) -> tuple[tuple[str, str], ...]:
    told = {
        "stage": said.get("stage", {}).get(plan.stage, plan.stage),
        "becomes": said.get("becomes", {}).get(plan.becomes, plan.becomes),
        "partner": plan.partner,
        "finished_by": long_date(plan.until, lang),
        "staff": plan.staff,
        "building": plan.building,
        "visited": long_date(plan.day, lang),
        "next_visit": long_date(plan.next_visit, lang),
    }
    return tuple((words(f"transition.{name}", lang), text) for name, text in told.items())


def _step(one: Step, said: dict[str, str], today: date, lang: str) -> TransitionStep:
    late = one.open and one.by is not None and one.by < today
    return TransitionStep(what=one.what, who=one.who, by=short_date(one.by, lang), done=said.get(one.done, one.done), late=late)


def _children(reader: Reader, facility: str, lang: str) -> tuple[ChildWay, ...]:
    followed = ways_on.lines(reader, facility)
    if followed:
        return tuple(_way(one, lang) for one in followed)
    return tuple(_here(one, lang) for one in residencies.living_there(reader, facility))


def _way(one: Line, lang: str) -> ChildWay:
    """A child whose way is followed; the address stays out, since the paper goes to the house (practice P2)."""
    way = one.way
    to = one.stay.code("exit_destination") or (way.code("destination") if way is not None else None)
    planned = way.day("planned_on") if way is not None else None
    return ChildWay(
        name=_name(one.resident, lang),
        age=_age(one.resident, lang),
        place=label("exit_destination", to, lang),
        day=short_date(one.stay.day("exited_on") or planned, lang),
        state=words(f"way.{one.stage}", lang),
    )


def _here(one: Resident, lang: str) -> ChildWay:
    return ChildWay(name=_name(one, lang), age=_age(one, lang), place="", day="", state=words("way.open", lang))


def _name(one: Resident, lang: str) -> str:
    shown = one.name if lang == "km" else one.name_latin or one.name
    return shown or words("roster.not_known", lang)


def _age(one: Resident, lang: str) -> str:
    return words("roster.not_known", lang) if one.age is None else digits_for(one.age, lang)
