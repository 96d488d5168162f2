"""Cases whose newest answer on being reported is no: they are left out of lists of records that leave the office (practice P8).

Totals count them all the same.
"""

from __future__ import annotations

from app.data.reader import Reader

WITHHELD = """SELECT p."case" FROM consent p WHERE p.purpose = 'reporting' AND p.answer IN ('refused', 'withdrawn')
    AND NOT EXISTS (SELECT 1 FROM consent q WHERE q."case" = p."case" AND q.purpose = 'reporting'
        AND (ifnull(q.on_date, ''), q.id) > (ifnull(p.on_date, ''), p.id))"""


def withheld(reader: Reader) -> frozenset[str]:
    """The ids of the cases that are left out."""
    return frozenset(str(row[0]) for row in reader.connection.exec_driver_sql(WITHHELD))
