"""Where tasks come from: each part of the programme adds its source, Today and caseloads read them all.

A source gives only what the person may know of; restricted records (practice P1) and cases of others are absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.data.reader import Reader
from app.domain.permissions import can
from app.domain.tasks import Due, Scope, in_order
from app.services import (
    after_death,
    ages,
    approval_list,
    between,
    care_dues,
    case_reviews,
    case_search,
    census_dues,
    closing_dues,
    danger_tasks,
    desk_sources,
    elsewhere,
    facility_reports,
    finding_list,
    growing_tasks,
    late_entries,
    paper_dues,
    pictures_kept,
    plan_dues,
    register_dues,
    support_visits,
    visit_dues,
    visiting_dues,
)

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
    asked = scope or Scope(reader.actor.office)
    return in_order([due for source in SOURCES for due in source(reader, asked)])
