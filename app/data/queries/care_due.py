"""Support money that is not paid yet, and placements that cannot stay as they are, in open cases of living children."""

from __future__ import annotations

from collections.abc import Sequence

from app.data.queries.plan_due import DueRow, held
from app.data.reader import Reader


def unpaid(reader: Reader, until: str, office: str, owner: str | None) -> list[DueRow]:
    """Support whose period begins until a day and that nobody paid, in open cases of an office, or of one owner."""
    sql = """SELECT s.id, p."case", s.from_on FROM support s JOIN placement p ON p.id = s.placement
        WHERE s.paid_on IS NULL AND s.from_on <= ? ORDER BY s.from_on, s.id"""
    found, own = reader.connection.exec_driver_sql(sql, (until,)), held(reader, office)
    rows = [DueRow(record, case, day, own[case], "") for record, case, day in found if case in own]
    return [row for row in rows if owner in (None, row.owner)]


def side_by_side(reader: Reader, office: str, owner: str | None) -> list[tuple[str, str]]:
    """Open cases of an office, or of one owner, with more than one placement that has not ended: the case and its owner."""
    rows = reader.connection.exec_driver_sql(
        'SELECT p."case" FROM placement p WHERE p.to_on IS NULL GROUP BY p."case" HAVING count(*) > 1'
    )
    own = held(reader, office)
    return [(case, own[case]) for case in sorted(str(row[0]) for row in rows) if case in own and owner in (None, own[case])]


def with_households(reader: Reader, office: str, owner: str | None, states: Sequence[str]) -> list[DueRow]:
    """Placements that have not ended, with households of the register in some states; what explains it is that state."""
    marks = ",".join("?" * len(states))
    rows = reader.connection.exec_driver_sql(
        'SELECT p.id, p."case", h.state FROM carer h CROSS JOIN placement p ON p.approved_carer = h.id'
        f" WHERE h.office IN (SELECT office FROM carer) AND h.state IN ({marks}) AND p.to_on IS NULL ORDER BY p.id",
        tuple(states),
    )
    own = held(reader, office)
    found = [DueRow(record, case, "", own[case], state) for record, case, state in rows if case in own]
    return [row for row in found if owner in (None, row.owner)]
