"""Numbers beside households of the register of carers: children placed there now, days of their last and next review."""

from __future__ import annotations

from app.data.indexes.flow import NARROW_CASE
from app.data.reader import Reader
from app.domain.records import Record

_LIVING = (
    'SELECT p.approved_carer, count(DISTINCT p."case") FROM placement p '
    f'CROSS JOIN "case" k INDEXED BY {NARROW_CASE} ON k.id = p."case" '
    "WHERE p.approved_carer IS NOT NULL AND p.to_on IS NULL AND (k.status IS NULL OR k.status <> 'void') "
    "GROUP BY p.approved_carer"
)
_EVENTS = "SELECT carer, kind, max(on_date) FROM carer_event WHERE on_date IS NOT NULL GROUP BY carer, kind"
_NEXT = (
    "SELECT carer, next_on FROM carer_event e WHERE next_on IS NOT NULL AND kind IN ('yearly_review', 'assessment', 'visit') "
    "AND NOT EXISTS (SELECT 1 FROM carer_event f WHERE f.carer = e.carer AND f.kind = e.kind AND "
    "(f.on_date > e.on_date OR (f.on_date = e.on_date AND f.id > e.id)))"
)


def living(reader: Reader) -> dict[str, int]:
    """Household → how many children are placed there now; a number alone, it tells of no case."""
    return {str(row[0]): int(row[1]) for row in reader.connection.exec_driver_sql(_LIVING)}


def last_events(reader: Reader) -> dict[tuple[str, str], str]:
    """Household and kind of event → the day of the newest one."""
    return {(str(row[0]), str(row[1])): str(row[2]) for row in reader.connection.exec_driver_sql(_EVENTS)}


def next_events(reader: Reader) -> dict[str, str]:
    """Household → the nearest day that the newest event of a kind names for the next one."""
    found: dict[str, str] = {}
    for carer, day in reader.connection.exec_driver_sql(_NEXT):
        found[str(carer)] = min(str(day), found.get(str(carer), str(day)))
    return found


def placements(reader: Reader, carer: str) -> list[Record]:
    """All placements with a household, the newest first."""
    return reader.find("placement", approved_carer=carer, order=("-from_on",))
