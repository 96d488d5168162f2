"""What is due of placements and of the register of carers. Sources of tasks (`task_sources`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from app.data.queries.care_due import side_by_side, unpaid, with_households
from app.data.queries.plan_due import DueRow
from app.data.reader import Reader
from app.domain.care import step_of
from app.domain.clock import readable_day
from app.domain.deadlines import State
from app.domain.permissions import can
from app.domain.tasks import Due, Scope
from app.services.care import carers
from app.services.care.carers import CarerFilter
from app.services.desk.reach import reach
from app.services.office.rules import rules
from app.services.planning.plan_dues import AHEAD, rows_in

_UNFIT = ("suspended", "refused", "ended")
"""States of a household in which no child is placed with it (as `carer_offers` warns before a placement)."""


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Everything that is due of placements, households and support money."""
    yield from reviews(reader, scope)
    yield from ends(reader, scope)
    yield from reasons(reader, scope)
    yield from two_places(reader, scope)
    yield from unfit(reader, scope)
    yield from households(reader, scope)
    yield from money(reader, scope)


def reviews(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Placements that are to be looked at again, by the day of their next review (practice P23)."""
    for row, due, state in _days(reader, scope, "placement_review"):
        subject = ("placement", row.record)
        yield Due(
            "placement_review",
            row.case,
            subject,
            due,
            state,
            row.owner,
            row.extra,
            "list:placement",
            group="review",
            codes="care_option",
        )


def ends(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Placements that were expected to end."""
    for row, due, state in _days(reader, scope, "placement_end"):
        subject = ("placement", row.record)
        yield Due("placement_end", row.case, subject, due, state, row.owner, row.extra, "list:placement", codes="care_option")


def reasons(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Placements that were made on the list of a facility in spite of a warning: why is still to be written."""
    for row in rows_in(reader, scope, "placement_reason", reader.today().isoformat()):
        yield Due("placement_reason", row.case, ("placement", row.record), None, "soon", row.owner, step="list:placement")


def two_places(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Children who live in two places by what is written: two laptops placed them, or nobody ended the former placement.

    A placement in a kind of care whose place is not named is the same as the named one.
    """
    reached, known = reach(reader, scope), rules(reader, "care")
    for case, owner in side_by_side(reader, reached.office, reached.owner) if reached is not None else ():
        if scope.cases is not None and case not in scope.cases:
            continue
        rows = [row for row in reader.find("placement", case=case, order=("from_on", "id")) if row.day("to_on") is None]
        places = {
            (step_of(row.text("option"), known) or row.text("option"), row.text("facility") or row.text("approved_carer"))
            for row in rows
        }
        named = {step for step, place in places if place}
        if len([place for place in places if place[1] or place[0] not in named]) > 1:
            yield Due(
                "placements_two", case, ("placement", rows[0].id), None, "soon", owner, step="list:placement", group="review"
            )


def unfit(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Children who live with a household that was suspended, refused or ended since."""
    reached = reach(reader, scope)
    for row in with_households(reader, reached.office, reached.owner, _UNFIT) if reached is not None else ():
        if scope.cases is None or row.case in scope.cases:
            about = ("placement", row.record)
            yield Due(
                "placement_unfit",
                row.case,
                about,
                None,
                "soon",
                row.owner,
                row.extra,
                "list:placement",
                "review",
                "carer_state",
            )


def households(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Households of the register whose review is due; told to who may change the register, of no single owner."""
    if scope.owner is not None or scope.cases is not None or not can(reader.actor, "carer.edit"):
        return
    soon = timedelta(days=rules(reader, "care").number("review.soon_days"))
    for state in ("approved", "suspended"):
        for row in carers.listing(reader, CarerFilter(state=state)):
            day, here = row.review_on, row.record.text("office").startswith(scope.office)
            if here and day is not None and day <= reader.today() + AHEAD:
                how, name = _state(day, reader.today(), soon), carers.name_of(row.record, "km")
                yield Due("carer_review", "", ("carer", row.id), day, how, "", name, group="review")


def money(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Support money whose period has begun, or soon will, and that nobody paid yet."""
    held = reach(reader, scope)
    if held is None:
        return
    soon = timedelta(days=rules(reader, "care").number("review.soon_days"))
    for row in unpaid(reader, (reader.today() + soon).isoformat(), held.office, held.owner):
        if scope.cases is None or row.case in scope.cases:
            due = readable_day(row.due)
            how = _state(due, reader.today(), soon) if due is not None else "none"
            yield Due("support_due", row.case, ("support", row.record), due, how, row.owner, step="list:support")


def _days(reader: Reader, scope: Scope, kind: str) -> Iterator[tuple[DueRow, date, State]]:
    """Placements with the day that is due, and how it stands."""
    today, soon = reader.today(), timedelta(days=rules(reader, "care").number("review.soon_days"))
    for row in rows_in(reader, scope, kind, (today + AHEAD).isoformat()):
        try:
            due = date.fromisoformat(row.due)
        except ValueError:
            continue
        yield row, due, _state(due, today, soon)


def _state(due: date, today: date, soon: timedelta) -> State:
    """How a day stands: it is in time itself."""
    return "overdue" if due < today else "soon" if due - today <= soon else "running"
