"""Inspections as their list shows them, and the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.data import rows as typed_rows
from app.data.connection import bare
from app.data.reader import Reader
from app.domain.records import Record

LATE_DAYS = 30
"""So long after a visit its answers are looked at whatever the server's numbers say (inferred: typing goes on next day)."""


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection with its facility and the number of its findings that are open, and of those past their day."""

    inspection: Record
    facility: Record | None
    open_findings: int
    overdue: int

    @property
    def id(self) -> str:
        """The inspection's id."""
        return self.inspection.id


def rows(
    reader: Reader, *, facility: str | None = None, state: str | None = None, year: int | None = None
) -> list[InspectionRow]:
    """Inspections, the latest visit first; void ones only when that state is asked for."""
    conditions = ["t.state = ?" if state else "(t.state IS NULL OR t.state <> 'void')"]
    parameters: list[object] = [state] if state else []
    if facility:
        conditions.append("t.facility = ?")
        parameters.append(facility)
    if year:
        conditions.append("t.visit_on BETWEEN ? AND ?")
        parameters += [f"{year:04}-01-01", f"{year:04}-12-31"]
    day = "t.visit_on" if facility else "+t.visit_on"  # all of them: read as they lie and sorted costs less than by the index
    sql = f"{typed_rows.shape('inspection').select} WHERE {' AND '.join(conditions)} ORDER BY {day} DESC, t.id DESC"
    found = bare(reader.connection).execute(sql, tuple(parameters)).fetchall()
    records = [typed_rows.from_row("inspection", row) for row in found]
    homes = reader.find("facility", id=facility) if facility else reader.find("facility")
    facilities = {record.id: record for record in homes}
    counts = _findings(reader, facility)
    return [
        InspectionRow(record, facilities.get(record.text("facility")), *counts.get(record.id, (0, 0))) for record in records
    ]


def _findings(reader: Reader, facility: str | None) -> dict[str, tuple[int, int]]:
    """Inspection → open findings, overdue findings; of one facility or all."""
    condition, more = (" AND facility = ?", (facility,)) if facility else ("", ())
    found = bare(reader.connection).execute(
        "SELECT inspection, count(*), sum(due_on IS NULL OR due_on < ?) FROM finding "
        f"WHERE state = 'open'{condition} GROUP BY inspection",
        (reader.today().isoformat(), *more),
    )
    return {str(row[0]): (int(row[1]), int(row[2] or 0)) for row in found.fetchall()}


def unsettled(reader: Reader) -> list[Record]:
    """Visits that wait for something: not closed, not decided, the team not let in, or danger that no head has answered."""
    sql = (
        f"{typed_rows.shape('inspection').select} WHERE t.state IN ('draft', 'to_be_completed', 'to_decide', 'entry_refused') "
        "OR (t.alarms IS NOT NULL AND t.alarm_seen_by IS NULL) ORDER BY t.visit_on, t.id"
    )
    return [typed_rows.from_row("inspection", row) for row in reader.connection.exec_driver_sql(sql)]


def perhaps_late(reader: Reader) -> list[Record]:
    """Closed inspections whose answers came from the server after the inspection itself did, or whose visit is of late.

    A closing that is not decided yet is among them always, since its answers are kept after it; they are few.
    """
    since = (reader.today() - timedelta(days=LATE_DAYS)).isoformat()
    sql = (
        f"{typed_rows.shape('inspection').select} JOIN record own ON own.id = t.id WHERE "
        "t.state IN ('to_decide', 'decided', 'finished') AND (t.visit_on >= ? OR EXISTS (SELECT 1 FROM form_response f "
        "JOIN record r ON r.id = f.id WHERE f.inspection = t.id AND f.whole IS NULL AND r.base_seq > own.base_seq)) "
        "ORDER BY t.visit_on, t.id"
    )
    found = bare(reader.connection).execute(sql, (since,)).fetchall()
    return [typed_rows.from_row("inspection", row) for row in found]


def joined(reader: Reader) -> list[str]:
    """Inspections that were joined to another one; few."""
    found = reader.connection.exec_driver_sql(
        "SELECT id FROM inspection WHERE id IN (SELECT id FROM record WHERE flags IS NOT NULL UNION "
        "SELECT record FROM op WHERE kind = 'merge_records' AND overlay = 1)"
    )
    return [str(row[0]) for row in found]


def last_closed(reader: Reader, facility: str, form_id: str, before: Record) -> Record | None:
    """The last inspection of a facility by a form that was closed with answers, earlier than another one."""
    sql = (
        f"{typed_rows.shape('inspection').select} WHERE t.facility = ? AND t.form_id = ? AND t.id <> ? "
        "AND t.points IS NOT NULL AND t.closed_at IS NOT NULL AND t.state <> 'void' AND (t.visit_on, t.id) < (?, ?) "
        "ORDER BY t.visit_on DESC, t.id DESC LIMIT 1"
    )
    day = before.text("visit_on") or reader.today().isoformat()
    row = reader.connection.exec_driver_sql(sql, (facility, form_id, before.id, day, before.id)).fetchone()
    return typed_rows.from_row("inspection", row) if row is not None else None


def open_findings(reader: Reader, facility: str | None = None) -> list[Record]:
    """Findings that are open, those due first; of one facility or all. Those that cannot wait (no day) come first."""
    condition, parameters = (" AND t.facility = ?", (facility,)) if facility else ("", ())
    sql = f"{typed_rows.shape('finding').select} WHERE t.state = 'open'{condition} ORDER BY t.due_on, t.id"
    found = reader.connection.exec_driver_sql(sql, parameters)
    return [typed_rows.from_row("finding", row) for row in found]
