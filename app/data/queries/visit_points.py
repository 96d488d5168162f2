"""Points of closed visits and the answers they come from, read for many visits at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from app.data.connection import bare
from app.data.reader import Reader
from app.data.values import from_column
from app.domain.closing import CLOSED

_AT_ONCE = 300


class PointsRow(NamedTuple):
    """A closed visit: by which form and rules it was scored, and its points (None: it has none)."""

    id: str
    facility: str
    form_id: str
    form_version: str
    profile: str
    state: str
    day: date
    points: int | None
    maximum: int | None
    scaled: int | None


_FIELDS = (
    "i.id, i.facility, ifnull(i.form_id, ''), ifnull(i.form_version, ''), ifnull(i.profile, ''), ifnull(i.state, ''), "
    "i.visit_on, i.points, i.maximum, i.scaled"
)
_CLOSED = "i.closed_at IS NOT NULL AND i.visit_on IS NOT NULL AND ifnull(i.state, '') <> 'void'"


def of_facility(reader: Reader, facility: str, until: date, last: str, most: int) -> list[PointsRow]:
    """The latest `most` closed visits of a facility up to a day and the visit `last` on it, the earliest first."""
    sql = (
        f"SELECT {_FIELDS} FROM inspection i WHERE i.facility = ? AND {_CLOSED} AND (i.visit_on, i.id) <= (?, ?) "
        "ORDER BY i.visit_on DESC, i.id DESC LIMIT ?"
    )
    found = reader.connection.exec_driver_sql(sql, (facility, until.isoformat(), last, most))
    return [_row(row) for row in found][::-1]


def last_of_others(reader: Reader, facility: str, kind: str, office: str, until: date) -> list[PointsRow]:
    """The last visit with points up to a day of every other facility of a type that is not closed, in an office or below it."""
    marks = ",".join("?" * len(CLOSED))
    sql = (
        f"SELECT {_FIELDS}, row_number() OVER (PARTITION BY i.facility ORDER BY i.visit_on DESC, i.id DESC) AS place "
        f"FROM facility f JOIN inspection i ON i.facility = f.id WHERE f.type = ? AND f.id <> ? "
        f"AND f.office >= ? AND f.office < ? AND ifnull(f.state, '') NOT IN ({marks}) "
        f"AND {_CLOSED} AND i.visit_on <= ? AND i.points IS NOT NULL AND i.state IN ('to_decide', 'decided')"
    )
    parameters = (kind, facility, office, f"{office}~", *sorted(CLOSED), until.isoformat())
    found = reader.connection.exec_driver_sql(f"SELECT * FROM ({sql}) WHERE place = 1", parameters)
    return [_row(row) for row in found]


def _row(row: Sequence[Any]) -> PointsRow:
    """A row of `_FIELDS`; what stands behind them is left out."""
    first, day, numbers = row[:6], date.fromisoformat(row[6]), row[7:10]
    return PointsRow._make((*first, day, *numbers))


def answers(reader: Reader, inspections: Iterable[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Visit, and its answers by question as its own response has them: what is restricted stands elsewhere (practice P1)."""
    wanted = list(dict.fromkeys(inspections))
    for start in range(0, len(wanted), _AT_ONCE):
        some = tuple(wanted[start : start + _AT_ONCE])
        sql = (
            "SELECT r.inspection, r.id, r.answers FROM form_response r JOIN inspection i ON i.id = r.inspection "
            f"WHERE r.inspection IN ({','.join('?' * len(some))}) AND r.whole IS NULL AND r.form_id = i.form_id"
        )
        found = bare(reader.connection).execute(sql, some).fetchall()
        for inspection, _, text in begun_with(found):
            yield str(inspection), held(text)


def begun_with(found: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Of rows that begin with a visit and a response those of the response that the visit was begun with: the earliest id.

    Further ones by the same form are no part of it (`inspections.visit_of`); to ask the database for each costs more.
    """
    first: dict[str, Sequence[Any]] = {}
    for row in found:
        if row[0] not in first or row[1] < first[row[0]][1]:
            first[row[0]] = row
    yield from first.values()


def held(stored: object) -> Mapping[str, str]:
    """A map of answers as its column holds it (packed where it is long); none when it is something else."""
    found = from_column("map", stored)
    return found if isinstance(found, dict) else {}
