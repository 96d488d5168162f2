"""The proposal for the plan of visits: which facility of the office needs a visit most, with every reason in words (P28)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.data.queries import visiting as queries
from app.data.reader import Reader
from app.domain.closing import CLOSED
from app.domain.codelists import label
from app.domain.permissions import covers, require
from app.domain.records import Record
from app.domain.visit_ranks import Reason, Standing, points, reasons
from app.services.facilities import ages
from app.services.office.rules import rules
from app.services.visits import visit_plans
from app.services.visits.visit_plans import Plan
from app.text.digits import digits_for
from app.text.words import has_words, words

_LISTS = {"grade": "grade", "measure": "facility_state"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A facility in the proposal: place from 1, points, reasons, last visit, and visits of the year that one may know of."""

    facility: Record
    place: int
    points: int
    reasons: tuple[Reason, ...]
    last: date | None
    plans: tuple[Plan, ...]

    @property
    def id(self) -> str:
        """The id of the facility."""
        return self.facility.id


def proposal(reader: Reader, year: int) -> tuple[Ranked, ...]:
    """All facilities of the office that are not closed, the most needed visit first. InputError `not_allowed`.

    A visit that the person may not know of stands nowhere: its facility looks as if no visit were planned.
    """
    require(reader.actor, "inspection.read")
    own = rules(reader, "visits")
    homes = {
        record.id: record
        for record in reader.find("facility")
        if record.code("state") not in CLOSED and covers(reader.actor.office, record.text("office"))
    }
    plans: dict[str, list[Plan]] = {}
    for one in visit_plans.listing(reader, year):
        plans.setdefault(one.record.text("facility"), []).append(one)
    known = _standings(reader, homes.values())
    found = [(record, reasons(known[record.id], reader.today(), own)) for record in homes.values()]
    found.sort(key=lambda one: (-points(one[1]), known[one[0].id].last or date.min, one[0].text("code"), one[0].id))
    return tuple(
        Ranked(record, at, points(why), why, known[record.id].last, tuple(plans.get(record.id, ())))
        for at, (record, why) in enumerate(found, 1)
    )


def of_facility(reader: Reader, facility: Record) -> tuple[Reason, ...]:
    """The reasons for a visit to one facility today."""
    return reasons(_standings(reader, (facility,))[facility.id], reader.today(), rules(reader, "visits"))


def _standings(reader: Reader, homes: Iterable[Record]) -> dict[str, Standing]:
    """What is known of facilities today."""
    today = reader.today()
    last, criticals, late = queries.last_visits(reader), queries.open_criticals(reader), queries.overdue(reader, today)
    since = months_before(today, rules(reader, "visits").number("complaint_months"))
    told, young = queries.complaints(reader, since), ages.numbers(reader)
    found: dict[str, Standing] = {}
    for home in homes:
        visit = last.get(home.id)
        found[home.id] = Standing(
            state=home.text("state"),
            last=visit.day if visit else None,
            refused=visit.refused if visit else False,
            grade=visit.grade if visit else None,
            open_critical=criticals.get(home.id, 0),
            overdue=late.get(home.id, (0, None))[0],
            complaint=told.get(home.id, 0),
            under_three=young[home.id].under_three if home.id in young else 0,
        )
    return found


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before."""
    at = day.year * 12 + day.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)


def reason_words(reason: str, lang: str) -> str:
    """A reason as it is kept (`open_critical:3`), in words; the text itself for one of another version."""
    code, _, about = reason.partition(":")
    key = f"visit.reason.{code}"
    if not has_words(key):
        return reason
    told = label(_LISTS[code], about, lang) if code in _LISTS else digits_for(about, lang)
    return words(key, lang, about=told)
