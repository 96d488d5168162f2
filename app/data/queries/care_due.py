"""Support money that is not paid yet, in open cases of living children."""

from __future__ import annotations

from app.data.queries.plan_due import LIVING, DueRow
from app.data.reader import Reader


def unpaid(reader: Reader, until: str, office: str, owner: str | None) -> list[DueRow]:
    """Support whose period begins until a day and that nobody paid, in open cases of an office, or of one owner."""
    sql = f"""SELECT s.id, c.id, s.from_on, ifnull(c.owner, ''), ''
        FROM support s JOIN placement p ON p.id = s.placement JOIN "case" c ON c.id = p."case"
        WHERE s.paid_on IS NULL AND s.from_on <= ? AND c.status = 'open' AND {LIVING} AND c.office >= ? AND c.office < ?
        ORDER BY s.from_on, s.id"""
    found = reader.connection.exec_driver_sql(sql, (until, office, office + "~"))
    return [row for row in (DueRow(*each) for each in found) if owner in (None, row.owner)]
