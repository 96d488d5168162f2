"""What the register of a practice office holds beside its facilities, by the services that a person's acts would go through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.clock import instant_text
from app.domain.records import Actor
from app.domain.sample_careers import moment
from app.domain.sample_facilities import Home
from app.domain.sample_register import Alleged, Beside, Warned, alleged, beside, warned
from app.services.cases import case_parts
from app.services.facilities import allegations, facilities, measures, resident_files
from app.services.facilities.support_visits import FORM
from app.services.responses import responses
from app.services.sample.sample_acts import OpenUnit
from app.services.visits.inspection_forms import FormShelf

SUPPORTED = 1
"""The number of the facility that has a support visit; the first one where there is but one."""


def fill_register(
    unit: OpenUnit, actor: Actor, inspector: Actor, seed: int, homes: Sequence[tuple[str, Home, Sequence[str]]], today: date
) -> None:
    """For each facility (id, plan, ids of its stays in the order of the plan): what stands beside it, warnings, allegations."""
    for number, (facility, plan, stays) in enumerate(homes):
        _beside(unit, actor, facility, stays, beside(seed, actor.office, number, today, plan), today)
        warning, abuse = warned(number, today), alleged(number, today)
        if warning is not None:
            _warn(unit, actor if warning.head else inspector, facility, warning)
            if warning.ended is not None:
                _end(unit, actor, facility, warning.ended)
        if abuse is not None:
            _allege(unit, actor, facility, abuse)


def _beside(unit: OpenUnit, actor: Actor, facility: str, stays: Sequence[str], found: Beside, today: date) -> None:
    """Register, staff, rooms, past and files of children, as they were typed some days ago."""
    day = today - timedelta(days=1)
    with unit(actor, moment(day, 9, 0), "facility_edit") as uow:
        facilities.edit(uow, facility, found.values)
    for type_name, rows in (("facility_staff", found.staff), ("facility_room", found.rooms), ("facility_past", found.past)):
        with unit(actor, moment(day, 9, 20), "facility_part_add") as uow:
            for values in rows:
                case_parts.add(uow, type_name, facility, values)
    with unit(actor, moment(day, 10, 0), "residency_file") as uow:
        for place, values in found.files:
            resident_files.note(uow, [stays[place]], values)


def _warn(unit: OpenUnit, who: Actor, facility: str, warning: Warned) -> None:
    with unit(who, moment(warning.on, 11, 0), "measure_take") as uow:
        measures.take(uow, facility, warning.values)


def _end(unit: OpenUnit, actor: Actor, facility: str, day: date) -> None:
    with unit(actor, moment(day, 11, 0), "measure_end") as uow:
        for one in measures.in_force(uow, facility):
            measures.end(uow, one.id, "corrected", day)


def _allege(unit: OpenUnit, actor: Actor, facility: str, told: Alleged) -> None:
    with unit(actor, told.heard + timedelta(minutes=20), "allegation_add") as uow:
        made = allegations.hear(uow, facility, told.kind, instant_text(told.heard))
    if told.reported is not None:
        with unit(actor, told.reported, "allegation_report") as uow:
            allegations.report(uow, made, "police", instant_text(told.reported))
        with unit(actor, told.reported + timedelta(days=20), "allegation_answer") as uow:
            allegations.answer(uow, made, told.outcome)


def support(unit: OpenUnit, inspector: Actor, shelf: FormShelf, homes: Sequence[str], today: date) -> None:
    """A support visit with a plan of transition: some children went home, others are still to go."""
    day, form = today - timedelta(days=45), shelf.form(FORM)
    facility = homes[min(SUPPORTED, len(homes) - 1)]
    with unit(inspector, moment(day, 15, 0), "response_fill") as uow:
        response = responses.start(uow, form, "facility", facility, filled_on=day, seed=day.toordinal())
        responses.fill(uow, shelf, response, _visit(day))
        responses.finish(uow, shelf, response)


def _visit(day: date) -> dict[str, object]:
    """The answers of a support visit."""
    return {
        "visit_on": day.isoformat(),
        "visitors": "អធិការ និងមន្ត្រីសង្គមកិច្ច",
        "topics": ["children_home", "change"],
        "situation": "កន្លែងថែទាំចង់ក្លាយជាមជ្ឈមណ្ឌលសហគមន៍ ដែលមិនទទួលកុមារស្នាក់នៅ",
        "needs": "វគ្គបណ្តុះបណ្តាលអំពីការតាមដានក្រោយសមាហរណកម្ម",
        "stage": "doing",
        "becomes": "community_centre",
        "partner": "អង្គការជាតិមួយ",
        "children_left": 6,
        "children_home": 4,
        "staff_plan": "អ្នកថែទាំពីរនាក់ក្លាយជាមន្ត្រីតាមដាននៅសហគមន៍",
        "building_plan": "បន្ទប់គេងក្លាយជាថ្នាក់បណ្តុះបណ្តាល",
        "finished_by": (day + timedelta(days=400)).isoformat(),
        "danger": "no",
        "next_visit_on": _later(day, 90),
    }


def _later(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
