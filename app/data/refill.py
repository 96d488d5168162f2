"""What a new version of the programme computes otherwise is computed anew at opening: derived columns, search, gazetteer."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from app.data import rows
from app.data.derived import SEARCHED
from app.data.indexes import DERIVED
from app.text import keys as text_keys

MAKING = f"{text_keys.VERSION}.2"
"""Which making of the derived columns this programme has: that of the keys of text, and our own."""
_IN_ORDER = ("child", "facility", "case", "residency", "person", "carer")
assert set(_IN_ORDER) == SEARCHED | set(DERIVED)


def refill(connection: Connection, *, force: bool = False) -> int:
    """Fills derived columns and the search table again if they are of another making; gives how many records were done."""
    stored = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'derived'").scalar()
    if stored == MAKING and not force:
        return 0
    done = 0
    connection.exec_driver_sql("DELETE FROM search")
    for kind in _IN_ORDER:
        for record_id in _ids(connection, kind):
            record = rows.read(connection, kind, record_id)
            if record is not None:
                rows.put(connection, kind, record_id, record.values)
                done += 1
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES ('derived', ?)", (MAKING,))
    return done


def _ids(connection: Connection, kind: str) -> Iterator[str]:
    """All ids of a type, taken a thousand at a time so that rows may be written meanwhile."""
    last = ""
    while True:
        found = connection.exec_driver_sql(f'SELECT id FROM "{kind}" WHERE id > ? ORDER BY id LIMIT 1000', (last,)).fetchall()
        if not found:
            return
        yield from (row[0] for row in found)
        last = found[-1][0]
