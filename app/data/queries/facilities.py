"""Facilities with the numbers that their list shows; the residents of one on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.data import rows as typed_rows
from app.data.connection import bare
from app.data.reader import Reader
from app.domain.records import Record

_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A facility and its numbers of today.

    `last_visit` is of the last closed inspection, `grade` (once confirmed) of the last that ends in one; `late`: that visit is
    longer ago than the office allows, or there was none.
    """

    facility: Record
    residents: int
    last_visit: date | None
    grade: str | None
    open_findings: int
    overdue: int
    late: bool = False

    @property
    def id(self) -> str:
        """The facility's id."""
        return self.facility.id


def all_codes(reader: Reader) -> tuple[str, ...]:
    """Every code that a facility here has or had."""
    found = reader.connection.exec_driver_sql("SELECT DISTINCT code FROM facility WHERE code IS NOT NULL")
    return tuple(str(row[0]) for row in found)


def rows(reader: Reader, facilities: Sequence[Record], late_days: int) -> list[FacilityRow]:
    """The numbers beside facilities, in the order given; a visit is late after so many days."""
    one = facilities[0].id if len(facilities) == 1 else None
    now = reader.today()
    today = now.isoformat()
    residents = {facility: count for facility, count, *_ in _numbers(reader, _RESIDENTS, one, today, today, today)}
    visits = _last_visits(reader, one)
    findings = {facility: (count, late) for facility, count, late in _numbers(reader, _OPEN, one, today)}
    return [
        FacilityRow(
            facility=record,
            residents=residents.get(record.id, 0),
            last_visit=visits.get(record.id, (None, None))[0],
            grade=visits.get(record.id, (None, None))[1],
            open_findings=findings.get(record.id, (0, 0))[0],
            overdue=findings.get(record.id, (0, 0))[1],
            late=_late(visits.get(record.id, (None, None))[0], now, late_days),
        )
        for record in facilities
    ]


def _late(last: date | None, today: date, days: int) -> bool:
    """Whether a visit is longer ago than so many days."""
    return last is None or (today - last).days > days


_STAYS = "SELECT facility FROM residency WHERE void_reason IS NULL AND admitted_on <= ? AND"
_RESIDENTS = f"SELECT facility, count(*) FROM ({_STAYS} exited_on IS NULL UNION ALL {_STAYS} exited_on > ?) WHERE 1"
"""Two parts, since each finds all it asks for in one index."""
_OPEN = "SELECT facility, count(*), sum(due_on IS NULL OR due_on < ?) FROM finding WHERE state = 'open'"
_CLOSED = (
    "FROM inspection i WHERE i.facility = f.id AND i.closed_at IS NOT NULL AND i.visit_on IS NOT NULL "
    "AND ifnull(i.state, '') NOT IN"
)
_LAST = "ORDER BY i.visit_on DESC, i.id DESC LIMIT 1"
_VISITS = (
    f"SELECT f.id, (SELECT i.visit_on {_CLOSED} ('void') {_LAST}), "
    f"(SELECT CASE WHEN i.state = 'decided' THEN i.grade END {_CLOSED} ('void', 'finished') {_LAST}) FROM facility f"
)
"""The last visits alone, by the index of facility and day: of ten years they are a tenth."""


def _numbers(reader: Reader, sql: str, one: str | None, *parameters: object) -> list[tuple[Any, ...]]:
    """Facility and its numbers, for all or for one."""
    condition, more = (" AND facility = ?", (one,)) if one else ("", ())
    return bare(reader.connection).execute(f"{sql}{condition} GROUP BY facility", (*parameters, *more)).fetchall()


def _last_visits(reader: Reader, one: str | None) -> dict[str, tuple[date | None, str | None]]:
    """Facility → day of its last closed inspection, grade of the last one that was scored or at which entry was refused."""
    condition, more = (" WHERE f.id = ?", (one,)) if one else ("", ())
    found = bare(reader.connection).execute(f"{_VISITS}{condition}", more).fetchall()
    return {str(key): (date.fromisoformat(day) if day else None, grade) for key, day, grade in found}


def residencies_on(reader: Reader, facility: str, day: date) -> list[Record]:
    """Who lived in a facility at the end of a day: admitted by then, not exited by then, not void; in Khmer order of names."""
    sql = (
        f"{typed_rows.shape('residency').select} WHERE t.facility = ? AND t.void_reason IS NULL AND t.admitted_on <= ? "
        "AND (t.exited_on IS NULL OR t.exited_on > ?) ORDER BY t.name_sort, t.id"
    )
    found = reader.connection.exec_driver_sql(sql, (facility, day.isoformat(), day.isoformat()))
    return [typed_rows.from_row("residency", row) for row in found]


def residencies_like(reader: Reader, name_keys: Iterable[str], children: Iterable[str]) -> dict[str, list[Record]]:
    """Stays anywhere that have not ended, by the child that they belong to and by the folded name that they carry.

    By each in its own index (`+` keeps the planner from the one of all open stays, which are thousands).
    """
    asked: list[tuple[str, str]] = []
    for field, wanted in (("child", children), ("name_key", name_keys)):
        keys = [key for key in dict.fromkeys(wanted) if key]
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            sql = (
                f"SELECT {field}, id FROM residency WHERE {field} IN ({','.join('?' * len(some))}) "
                "AND +void_reason IS NULL AND +exited_on IS NULL"
            )
            asked += bare(reader.connection).execute(sql, some).fetchall()
    records = reader.many("residency", (key for _, key in asked))
    found: dict[str, list[Record]] = {}
    for wanted_key, key in asked:
        found.setdefault(wanted_key, []).append(records[key])
    return found


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
    return dict(_numbers(reader, sql, None, reader.today().isoformat(), since.isoformat()))


def with_papers_until(reader: Reader, day: date) -> list[str]:
    """Facilities of which an agreement or a recognition letter ends by a day."""
    sql = "SELECT id FROM facility WHERE mou_until <= ? OR recognition_until <= ?"
    return [str(row[0]) for row in reader.connection.exec_driver_sql(sql, (day.isoformat(), day.isoformat()))]
