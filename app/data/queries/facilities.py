"""Facilities with the numbers that their list shows; the residents of one on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.data import rows as typed_rows
from app.data.reader import Reader
from app.domain.records import Record


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility and its numbers of today.

    `last_visit` is of the last closed inspection, `grade` (once confirmed) of the last that ends in one.
    """

    facility: Record
    residents: int
    last_visit: date | None
    grade: str | None
    open_findings: int
    overdue: int

    @property
    def id(self) -> str:
        """The facility's id."""
        return self.facility.id


def all_codes(reader: Reader) -> tuple[str, ...]:
    """Every code that a facility here has or had."""
    found = reader.connection.exec_driver_sql("SELECT DISTINCT code FROM facility WHERE code IS NOT NULL")
    return tuple(str(row[0]) for row in found)


def rows(reader: Reader, facilities: Sequence[Record]) -> list[FacilityRow]:
    """The numbers beside facilities, in the order given."""
    one = facilities[0].id if len(facilities) == 1 else None
    today = reader.today().isoformat()
    residents = _numbers(reader, _RESIDENTS, one, today, today)
    visits = _last_visits(reader, one)
    open_findings = _numbers(reader, _OPEN, one)
    overdue = _numbers(reader, f"{_OPEN} AND (due_on IS NULL OR due_on < ?)", one, today)
    return [
        FacilityRow(
            facility=record,
            residents=residents.get(record.id, 0),
            last_visit=visits.get(record.id, (None, None))[0],
            grade=visits.get(record.id, (None, None))[1],
            open_findings=open_findings.get(record.id, 0),
            overdue=overdue.get(record.id, 0),
        )
        for record in facilities
    ]


_RESIDENTS = (
    "SELECT facility, count(*) FROM residency WHERE void_reason IS NULL AND admitted_on <= ? "
    "AND (exited_on IS NULL OR exited_on > ?)"
)
_OPEN = "SELECT facility, count(*) FROM finding WHERE state = 'open'"
_VISITS = (
    "SELECT facility, visit_on, CASE WHEN state = 'decided' THEN grade END, state = 'finished' FROM inspection "
    "WHERE closed_at IS NOT NULL AND visit_on IS NOT NULL AND (state IS NULL OR state <> 'void')"
)


def _numbers(reader: Reader, sql: str, one: str | None, *parameters: object) -> dict[str, int]:
    """Facility → number, for all or for one."""
    condition, more = (" AND facility = ?", (one,)) if one else ("", ())
    found = reader.connection.exec_driver_sql(f"{sql}{condition} GROUP BY facility", (*parameters, *more))
    return {str(row[0]): int(row[1]) for row in found}


def _last_visits(reader: Reader, one: str | None) -> dict[str, tuple[date | None, str | None]]:
    """Facility → day of its last closed inspection, grade of the last one that was scored or at which entry was refused."""
    condition, more = (" AND facility = ?", (one,)) if one else ("", ())
    found = reader.connection.exec_driver_sql(f"{_VISITS}{condition} ORDER BY visit_on, id", more)
    last: dict[str, tuple[date | None, str | None]] = {}
    for facility, day, grade, unscored in found:
        before = last.get(str(facility), (None, None))[1]
        last[str(facility)] = (date.fromisoformat(day), before if unscored else grade)
    return last


def residencies_on(reader: Reader, facility: str, day: date) -> list[Record]:
    """Who lived in a facility at the end of a day: admitted by then, not exited by then, not void; in Khmer order of names."""
    sql = (
        f"{typed_rows.shape('residency').select} WHERE t.facility = ? AND t.void_reason IS NULL AND t.admitted_on <= ? "
        "AND (t.exited_on IS NULL OR t.exited_on > ?) ORDER BY t.name_sort, t.id"
    )
    found = reader.connection.exec_driver_sql(sql, (facility, day.isoformat(), day.isoformat()))
    return [typed_rows.from_row("residency", row) for row in found]


def residencies_like(reader: Reader, name_keys: Sequence[str], child: str | None) -> list[Record]:
    """Stays anywhere that have not ended and belong to the same child, or carry the same folded name."""
    marks = ",".join("?" * len(name_keys))
    sql = (
        f"{typed_rows.shape('residency').select} WHERE t.void_reason IS NULL AND t.exited_on IS NULL "
        f"AND (t.child = ? OR (t.name_key <> '' AND t.name_key IN ({marks})))"
    )
    found = reader.connection.exec_driver_sql(sql, (child or "", *name_keys))
    return [typed_rows.from_row("residency", row) for row in found]


def outside_ages_sql(after: date, until: date) -> tuple[str, tuple[str, str]]:
    """Id, facility, first and last day of birth of who lives in a facility and may be born after a day, or by another one.

    The range of birth decides who may; who is, its middle tells. Everything stands in one index, so that no wide row is read.
    """
    sql = (
        "SELECT id, facility, birth_from, birth_to FROM residency WHERE exited_on IS NULL AND void_reason IS NULL "
        "AND birth_from IS NOT NULL AND birth_to IS NOT NULL AND admitted_on IS NOT NULL AND (birth_to > ? OR birth_from <= ?)"
    )
    return sql, (after.isoformat(), until.isoformat())


def outside_ages(reader: Reader, after: date, until: date) -> list[tuple[str, str, date, date]]:
    """As `outside_ages_sql` says."""
    sql, parameters = outside_ages_sql(after, until)
    found = reader.connection.exec_driver_sql(sql, parameters)
    return [(str(row[0]), str(row[1]), date.fromisoformat(row[2]), date.fromisoformat(row[3])) for row in found]


def staff(reader: Reader, condition: str, since: date) -> dict[str, int]:
    """Facility → how many work there today, since a day or longer (or since nobody knows when), of whom a condition holds."""
    sql = (
        f"SELECT facility, count(*) FROM facility_staff WHERE {condition} AND (until IS NULL OR until >= ?) "
        "AND (since IS NULL OR since <= ?)"
    )
    return _numbers(reader, sql, None, reader.today().isoformat(), since.isoformat())


def with_papers_until(reader: Reader, day: date) -> list[str]:
    """Facilities of which an agreement or a recognition letter ends by a day."""
    sql = "SELECT id FROM facility WHERE mou_until <= ? OR recognition_until <= ?"
    return [str(row[0]) for row in reader.connection.exec_driver_sql(sql, (day.isoformat(), day.isoformat()))]
