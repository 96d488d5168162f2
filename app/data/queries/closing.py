"""Children of facilities that close or are closed, with what is known of where each goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.data.reader import Reader
from app.domain.closing import EMERGENCY, EMPTYING, Way


@dataclass(frozen=True, slots=True)
class WayRow:
    """One child: facility with its state, stay, case ("" for none) and its owner, whose task, the measure, what is known.

    `kind` is "" and `since` the day of the admission where a facility was marked closed without a measure.
    """

    facility: str
    residency: str
    case: str
    owner: str
    assigned: str
    kind: str
    since: date
    until: date | None
    way: Way


_MEASURES = (
    "SELECT facility, kind, on_date, until_on FROM measure WHERE ended_on IS NULL AND kind IN ({marks}) "
    "AND (kind = ? OR confirmed_by IS NOT NULL) AND on_date IS NOT NULL ORDER BY on_date, id"
)
_CLOSED = "SELECT id FROM facility WHERE state IN ('closed', 'closed_emergency', 'closing')"
_STAYS = (
    "SELECT r.facility, r.id, ifnull(r.\"case\", ''), r.admitted_on, r.exited_on, r.exit_reason, r.exit_destination, "
    "w.destination, w.planned_on, w.next_on, w.seen_on, w.seen_how, ifnull(w.assigned_to, ''), c.owner, c.status "
    'FROM residency r LEFT JOIN way_on w ON w.residency = r.id LEFT JOIN "case" c ON c.id = r."case" '
    "WHERE r.facility = ? AND r.void_reason IS NULL AND (r.exited_on IS NULL OR r.exited_on >= ? OR w.id IS NOT NULL) "
    "ORDER BY r.name_sort, r.id"
)
_NEVER = "9999"


def ways(reader: Reader, facility: str = "") -> list[WayRow]:
    """The children of all facilities that empty, or of one: who lives there, left since the measure, or has a line."""
    marks = ",".join("?" * len(EMPTYING))
    measures: dict[str, tuple[str, date, date | None]] = {}
    found = reader.connection.exec_driver_sql(_MEASURES.format(marks=marks), (*sorted(EMPTYING), EMERGENCY))
    for home, kind, since, until in found.fetchall():
        first = measures.get(str(home))
        heavier = kind if first is None or kind == EMERGENCY else first[0]
        start = first[1] if first is not None else date.fromisoformat(since)
        measures[str(home)] = (heavier, start, date.fromisoformat(until) if until else (first[2] if first else None))
    closed = {str(row[0]) for row in reader.connection.exec_driver_sql(_CLOSED)}
    wanted = sorted({*measures, *closed} & ({facility} if facility else {*measures, *closed}))
    return [row for home in wanted for row in _of(reader, home, measures.get(home))]


def _of(reader: Reader, home: str, measure: tuple[str, date, date | None] | None) -> list[WayRow]:
    since = measure[1].isoformat() if measure else _NEVER
    rows = reader.connection.exec_driver_sql(_STAYS, (home, since)).fetchall()
    return [_row(row, measure) for row in rows]


def _row(row: Sequence[Any], measure: tuple[str, date, date | None] | None) -> WayRow:
    home, stay, case, admitted, exited, reason, to, planned_to, planned_on, next_on, seen_on, how, assigned, owner, status = row
    kind, since, until = measure or ("", _day(admitted) or date.min, None)
    way = Way(_day(exited), reason, to, planned_to, _day(planned_on), _day(next_on), _day(seen_on), how)
    is_open = status == "open"
    return WayRow(home, stay, case if is_open else "", (owner or "") if is_open else "", assigned, kind, since, until, way)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
