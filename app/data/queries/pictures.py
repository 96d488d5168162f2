"""Pictures and recordings of children whose consent may hold no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.data.reader import Reader

_PICTURED = """WITH pictured AS MATERIALIZED (
        SELECT a.child AS id FROM attachment a WHERE a.purpose = 'child' AND a.child IS NOT NULL
        UNION SELECT o.child FROM attachment a CROSS JOIN "case" o ON o.id = a."case" WHERE a.purpose = 'child'),
    f AS MATERIALIZED (SELECT c.id, c.child FROM pictured p CROSS JOIN "case" c ON c.child = p.id)"""
"""The cases of children of whom there is a picture or a recording, in whichever of their cases: few, so they come first."""


def in_doubt(reader: Reader, today: date, codes: Sequence[str]) -> list[str]:
    """Children of whom there is one, and of whom it was refused, taken back, or agreed to until a day that is over; or in a
    case of whom one of some concerns and categories (`codes`) is noted.
    """
    sql, values = statement(today, codes)
    return [str(row[0]) for row in reader.connection.exec_driver_sql(sql, values) if row[0]]


def statement(today: date, codes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The statement that asks for them, with its values."""
    marks = ",".join("?" * len(codes))
    noted = "".join(
        f''' UNION SELECT f.child FROM f CROSS JOIN "{name}" t ON t."case" = f.id WHERE t.code IN ({marks})'''
        for name in ("concern", "category")
        if codes
    )
    sql = f"""{_PICTURED} SELECT f.child FROM f CROSS JOIN consent t ON t."case" = f.id
        WHERE t.purpose IN ('photo', 'recording') AND (t.answer IN ('refused', 'withdrawn') OR t.until < ?){noted} ORDER BY 1"""
    return sql, (today.isoformat(), *codes, *codes)
