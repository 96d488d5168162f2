"""Findings over all facilities, as their list and Today ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.data import rows as typed_rows
from app.data.reader import Reader, each
from app.domain.records import Record

_LAST = (
    "WITH last AS MATERIALIZED (SELECT facility AS home, max(visit_on) AS day FROM inspection "
    "WHERE closed_at IS NOT NULL AND state NOT IN ('void', 'entry_refused'){where} GROUP BY facility) "
)
"""Facility → day of the last visit that was closed: what was said to be corrected before it could be looked at there."""
_TO_CHECK = "t.state = 'corrected' AND t.check_result IS NULL AND (last.day IS NULL OR last.day <= t.corrected_on)"
_WHICH: Mapping[str, str] = {
    "overdue": "t.state = 'open' AND (t.due_on IS NULL OR t.due_on < :today)",
    "open": "t.state = 'open'",
    "to_check": _TO_CHECK,
    "confirmed": "t.state = 'corrected' AND t.check_result = 'confirmed'",
    "all": "t.state IN ('open', 'corrected')",
}
WHICH = tuple(_WHICH)
_COUNTS = (
    f"{_LAST.format(where='')}SELECT t.facility, count(*), min(t.corrected_on), max(coalesce(t.critical, 0)) FROM finding t "
    "LEFT JOIN inspection i ON i.id = t.inspection LEFT JOIN last ON last.home = t.facility "
    f"WHERE {_TO_CHECK} AND (i.state IS NULL OR i.state <> 'void') GROUP BY t.facility"
)
# CROSS JOIN keeps the order: what was handed in first, findings are many.
_HANDED = (
    "SELECT f.facility, count(DISTINCT f.id), min(e.received_on) FROM finding_evidence e "
    "CROSS JOIN finding f ON f.id = e.finding "
    "WHERE f.state = 'open' AND e.received_on >= coalesce(f.checked_on, '') GROUP BY f.facility"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits of a facility: how many findings, the earliest day, and whether one is critical."""

    facility: str
    count: int
    since: str
    critical: bool = False


def listing(reader: Reader, which: str, facility: str = "", item: str = "") -> list[Record]:
    """Findings of a kind (`WHICH`), those due first; of one facility or item where asked. Those of void visits are left out.

    To be checked is what was said to be corrected since the last visit that was closed.
    """
    parts = [_WHICH[which], "coalesce(t.inspection, '') NOT IN (SELECT id FROM inspection WHERE state = 'void')"]
    parts += ["t.facility = :facility"] if facility else []
    parts += ["t.item = :item"] if item else []
    order = "t.corrected_on DESC, t.id" if which in ("to_check", "confirmed") else "t.due_on, t.id"
    first, joined = "", ""
    if which == "to_check":
        first, joined = (
            _LAST.format(where=" AND facility = :facility" if facility else ""),
            " LEFT JOIN last ON last.home = t.facility",
        )
    sql = f"{first}{typed_rows.shape('finding').bare}{joined} WHERE {' AND '.join(parts)} ORDER BY {order}"
    named = {"today": reader.today().isoformat(), "facility": facility, "item": item}
    used = {name: value for name, value in named.items() if f":{name}" in sql}
    found = reader.connection.exec_driver_sql(sql, used).fetchall()
    return [typed_rows.from_row("finding", row) for row in found]


def evidence(reader: Reader) -> dict[str, list[Record]]:
    """Finding → what was handed in about it, the earliest first, of findings that are open or to be looked at."""
    sql = (
        f"{typed_rows.shape('finding_evidence').bare} JOIN finding f ON f.id = t.finding "
        "WHERE +f.state IN ('open', 'corrected') ORDER BY t.received_on, t.id"  # what was handed in first: findings are many
    )
    found: dict[str, list[Record]] = {}
    for one in each(iter(reader.connection.exec_driver_sql(sql)), "finding_evidence"):
        found.setdefault(one.text("finding"), []).append(one)
    return found


def to_check(reader: Reader) -> list[Waiting]:
    """Facilities with findings that were said to be corrected, and no visit came since."""
    rows = reader.connection.exec_driver_sql(_COUNTS)
    return [Waiting(str(row[0]), int(row[1]), str(row[2] or ""), bool(row[3])) for row in rows if row[0]]


def handed_in(reader: Reader) -> list[Waiting]:
    """Facilities that handed in something about open findings since somebody looked last."""
    rows = reader.connection.exec_driver_sql(_HANDED)
    return [Waiting(str(row[0]), int(row[1]), str(row[2] or "")) for row in rows if row[0]]
