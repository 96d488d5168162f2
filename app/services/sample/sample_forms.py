"""Forms of practice data: for some open cases an assessment and a follow-up that are finished, and a draft to go on with.

Each by the service that a person's act would go through; filling a form takes as long as several cases, so that few have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.domain.records import Actor
from app.domain.sample_careers import NOTES, Career, moment
from app.domain.sample_people import Chance
from app.forms.model import CompiledForm
from app.services.forms.form_library import FormShelf
from app.services.responses import responses
from app.services.sample.sample_acts import OpenUnit
from app.text.zone import local_date

FIRST, EVERY = 12, 500
"""The first cases, and every so many of the others, have forms, if they are open."""
_SCORES = ("1", "2", "3", "4")
_PAUSE = timedelta(minutes=10)
_REVIEW = {
    "purpose": "yearly_review",
    "people_changed": "no",
    "house": "good",
    "sleeping": "good",
    "food": "good",
    "alone": "yes",
    "school": "fair",
    "outcome": "with_help",
    "reasons": "ផ្ទះមានសុវត្ថិភាព តែត្រូវការសម្ភារៈសិក្សា",
}


def has_forms(number: int, plan: Career) -> bool:
    """Whether the case with this number, from 0, has forms: by the number and its career alone."""
    closing = [act.name for act in plan.later if act.name in ("case_close", "case_reopen")]
    return (number < FIRST or number % EVERY == 0) and closing[-1:] != ["case_close"]


def fill_forms(unit: OpenUnit, actor: Actor, shelf: FormShelf, case: str, number: int, plan: Career) -> None:
    """Fills the forms of a case after all else that was done about it, on that day."""
    chance = Chance(f"{number}/{plan.opened.at}/forms")
    at = plan.later[-1].at if plan.later else plan.opened.at
    for name, finished in (("child_wellbeing", True), ("follow_up", True), ("family_needs", False)):
        at += _PAUSE
        form = shelf.form(name)
        day = local_date(at)
        answers = _visit(chance, day.isoformat()) if name == "follow_up" else _scores(chance, form, 1.0 if finished else 0.4)
        with unit(actor, at, "response_fill") as uow:
            response = responses.start(uow, form, "case", case, filled_on=day, seed=number)
            responses.fill(uow, shelf, response, answers)
            if finished:
                responses.finish(uow, shelf, response)


def review_house(unit: OpenUnit, actor: Actor, shelf: FormShelf, carer: str, day: date) -> None:
    """The yearly review of a household as its form has it."""
    form = shelf.form("carer_review")
    with unit(actor, moment(day, 16, 30), "response_fill") as uow:
        response = responses.start(uow, form, "carer", carer, filled_on=day, seed=day.toordinal())
        responses.fill(uow, shelf, response, {**_REVIEW, "visited_on": day.isoformat(), "next_on": _after(day).isoformat()})
        responses.finish(uow, shelf, response)


def _after(day: date) -> date:
    """A year later."""
    return day + timedelta(days=365)


def _scores(chance: Chance, form: CompiledForm, share: float) -> Mapping[str, object]:
    """Scores of an assessment, most of them fair; of a draft only the first."""
    names = [path.rpartition("/")[2] for path, definition in form.definitions.items() if definition.komar.get("domain")]
    asked = names[: round(len(names) * share)]
    return {name: chance.choices(_SCORES, (4, 12, 54, 30))[0] for name in asked}


def _visit(chance: Chance, day: str) -> Mapping[str, object]:
    """A visit at home with its lights."""
    lights = ("health", "education", "food", "family", "violence")
    return {
        "visit_kind": "follow_up_home",
        "visit_on": day,
        "child_seen": "yes",
        **{f"light_{name}": chance.choices("ABC", (76, 18, 6))[0] for name in lights},
        "progress_notes": chance.choice(NOTES),
        "need_next": "yes",
    }
