"""What the tasks of danger are read from: deaths, plans to be reviewed, acts without consent, all by their indexes."""

from __future__ import annotations

from datetime import date

from app.data.reader import Reader


def died(reader: Reader, since: date) -> list[tuple[str, str]]:
    """Children who died since a day, or on a day that nobody knows: id and day ("" when it is not known)."""
    rows = reader.connection.exec_driver_sql(
        "SELECT id, died_on FROM child WHERE died_on >= ? UNION ALL"
        " SELECT id, '' FROM child WHERE death_known IS NOT NULL AND died_on IS NULL",
        (since.isoformat(),),
    )
    return [(str(row[0]), str(row[1])) for row in rows]


def died_in_care(reader: Reader, since: date) -> list[tuple[str, str]]:
    """Deaths in facilities since a day by their own registers: facility and the day of the last exit by death."""
    rows = reader.connection.exec_driver_sql(
        "SELECT facility, max(exited_on) FROM residency WHERE exited_on >= ? AND exit_reason = 'died' AND void_reason IS NULL"
        " GROUP BY facility",
        (since.isoformat(),),
    )
    return [(str(row[0]), str(row[1])) for row in rows]


def with_safety_plan(reader: Reader) -> list[str]:
    """Open cases with a safety plan that holds."""
    rows = reader.connection.exec_driver_sql(
        'SELECT DISTINCT p."case" FROM safety_plan p JOIN "case" c ON c.id = p."case"'
        " WHERE p.ended_on IS NULL AND c.status = 'open'"
    )
    return [str(row[0]) for row in rows]


def incidents_unseen(reader: Reader, since: date) -> list[str]:
    """Incidents since a day without a medical examination, in open cases."""
    rows = reader.connection.exec_driver_sql(
        'SELECT i.id FROM incident i JOIN "case" c ON c.id = i."case"'
        " WHERE i.on_date >= ? AND i.medical_at IS NULL AND c.status = 'open' ORDER BY i.on_date",
        (since.isoformat(),),
    )
    return [str(row[0]) for row in rows]


def calls(reader: Reader, *, open_only: bool, limit: int) -> list[str]:
    """The calls of the office, the newest first; `open_only`: those of which nothing was decided."""
    where = " AND coalesce(outcome, 'waiting') = 'waiting'" if open_only else ""
    rows = reader.connection.exec_driver_sql(
        f"SELECT id FROM call WHERE office = ?{where} ORDER BY at DESC, id DESC LIMIT ?", (reader.actor.office, limit)
    )
    return [str(row[0]) for row in rows]


def without_consent(reader: Reader) -> list[str]:
    """Acts without consent, in the best interests of the child, that the head has not looked at yet, the oldest first."""
    rows = reader.connection.exec_driver_sql(
        "SELECT id FROM consent WHERE how = 'best_interests' AND reviewed_on IS NULL ORDER BY on_date, id"
    )
    return [str(row[0]) for row in rows]
