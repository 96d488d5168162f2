"""Numbers of facilities that say how much each needs a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.data.reader import Reader


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last visit to a facility that was closed: when, how it ended, and the last grade that a head confirmed."""

    day: date | None
    refused: bool
    grade: str | None


_VISITS = (
    "SELECT facility, visit_on, state, grade FROM inspection WHERE visit_on IS NOT NULL AND state IS NOT NULL"
    " AND (closed_at IS NOT NULL OR state = 'entry_refused') AND state NOT IN ('void', 'draft', 'finished')"
    " ORDER BY visit_on, id"
)
_CRITICAL = "SELECT facility, count(*) FROM finding WHERE state = 'open' AND critical = 1 GROUP BY facility"
_OVERDUE = (
    "SELECT facility, count(*), min(coalesce(due_on, '')) FROM finding WHERE state = 'open' AND (due_on IS NULL OR due_on < ?)"
    " GROUP BY facility"
)
_COMPLAINTS = (
    "SELECT facility, count(*) FROM complaint WHERE coalesce(outcome, '') <> 'unfounded'"
    " AND (outcome IS NULL OR received_on >= ?) GROUP BY facility"
)


def last_visits(reader: Reader) -> dict[str, LastVisit]:
    """Facility → its last visit with a score, or at which nobody was let in."""
    found: dict[str, LastVisit] = {}
    for facility, day, state, grade in reader.connection.exec_driver_sql(_VISITS):
        before = found.get(str(facility))
        told = str(grade) if state == "decided" and grade else before.grade if before else None
        found[str(facility)] = LastVisit(date.fromisoformat(day), state == "entry_refused", told)
    return found


def open_criticals(reader: Reader) -> dict[str, int]:
    """Facility → critical findings that are open."""
    return {str(row[0]): int(row[1]) for row in reader.connection.exec_driver_sql(_CRITICAL)}


def overdue(reader: Reader, today: date) -> dict[str, tuple[int, date | None]]:
    """Facility → findings past their day, or that cannot wait; the first day, None where one had none."""
    found = reader.connection.exec_driver_sql(_OVERDUE, (today.isoformat(),))
    return {str(row[0]): (int(row[1]), date.fromisoformat(row[2]) if row[2] else None) for row in found}


def complaints(reader: Reader, since: date) -> dict[str, int]:
    """Facility → complaints without an answer, and those since a day that were not unfounded."""
    found = reader.connection.exec_driver_sql(_COMPLAINTS, (since.isoformat(),))
    return {str(row[0]): int(row[1]) for row in found}
