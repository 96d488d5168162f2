"""Pictures and recordings of children whose consent may hold no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.data.reader import Reader

_KEPT = """(EXISTS (SELECT 1 FROM attachment a WHERE a.child = c.child AND a.purpose = 'child')
    OR EXISTS (SELECT 1 FROM "case" o CROSS JOIN attachment a ON a."case" = o.id
        WHERE o.child = c.child AND a.purpose = 'child'))"""
"""There is a picture or a recording of the child of a case, in whichever of its cases."""


def in_doubt(reader: Reader, today: date, codes: Sequence[str]) -> list[str]:
    """Children of whom there is one, and of whom it was refused, taken back, or agreed to until a day that is over; or in a
    case of whom one of some concerns and categories (`codes`) is noted.
    """
    marks = ",".join("?" * len(codes))
    noted = "".join(
        f""" UNION SELECT c.child FROM {name} t CROSS JOIN "case" c ON c.id = t."case" WHERE t.code IN ({marks}) AND {_KEPT}"""
        for name in ("concern", "category")
        if codes
    )
    sql = f"""SELECT c.child FROM consent t CROSS JOIN "case" c ON c.id = t."case"
        WHERE t.purpose IN ('photo', 'recording') AND t.answer IN ('refused', 'withdrawn') AND {_KEPT}
        UNION SELECT c.child FROM consent t CROSS JOIN "case" c ON c.id = t."case"
        WHERE t.until < ? AND t.purpose IN ('photo', 'recording') AND {_KEPT}{noted} ORDER BY 1"""
    rows = reader.connection.exec_driver_sql(sql, (today.isoformat(), *codes, *codes))
    return [str(row[0]) for row in rows if row[0]]
