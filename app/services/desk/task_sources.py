"""Where tasks come from: each part of the programme adds its source, Today and caseloads read them all.

A source gives only what the person may know of; restricted records (practice P1) and cases of others are absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.data.reader import Reader
from app.data.uncollected import uncollected
from app.domain.permissions import can
from app.domain.tasks import Due, Scope, in_order
from app.services.approvals import approval_list
from app.services.care import care_dues
from app.services.cases import case_search, elsewhere, late_entries
from app.services.desk import case_reviews, desk_sources
from app.services.facilities import ages, closing_dues, facility_reports, register_dues, support_visits
from app.services.papers import paper_dues
from app.services.people import after_death, growing_tasks, pictures_kept
from app.services.planning import plan_dues
from app.services.protection import danger_tasks
from app.services.sharing import between
from app.services.visits import census_dues, finding_list, visit_dues, visiting_dues

Source = Callable[[Reader, Scope], Iterable[Due]]


def contacts(reader: Reader, scope: Scope) -> Iterable[Due]:
    """First contacts that are still to be made, by the limit of the level of risk."""
    if not can(reader.actor, "case.list"):
        return
    for one in case_search.due_contacts(reader, owner=scope.owner, office=scope.office):
        if scope.cases is None or one.case in scope.cases:
            yield Due(
                "first_contact",
                one.case,
                ("case", one.case),
                one.due,
                one.state,
                one.owner,
                one.risk,
                "first_contact",
                codes="risk_level",
            )


SOURCES: tuple[Source, ...] = (
    contacts,
    danger_tasks.all_of,
    after_death.due,
    visit_dues.all_of,
    facility_reports.all_of,
    growing_tasks.all_of,
    case_reviews.due,
    *desk_sources.SOURCES,
    plan_dues.all_of,
    care_dues.all_of,
    paper_dues.all_of,
    pictures_kept.due,
    closing_dues.all_of,
    census_dues.all_of,
    visiting_dues.all_of,
    finding_list.due,
    support_visits.due,
    ages.due,
    register_dues.all_of,
    approval_list.due,
    late_entries.due,
    between.due,
    elsewhere.due,
)
"""All sources, one line each."""


def due_of(reader: Reader, scope: Scope | None = None) -> list[Due]:
    """All that is due in a scope (everything of the own office that the person may see), what is to be done at once first."""
    return in_order(found_of(reader, scope or Scope(reader.actor.office)))


def found_of(reader: Reader, scope: Scope) -> list[Due]:
    """The same in no order."""
    with uncollected():
        return [due for source in SOURCES for due in source(reader, scope)]
