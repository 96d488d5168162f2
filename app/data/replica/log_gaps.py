"""Which history lines did not come: a page tells only so much of what others did, the newest first (sync.md §10).

What lacks is a range of the server's numbers. A record whose making is not told here, or that may have numbers in such a range,
has older history on the server.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from sync.protocol.envelope import Reply

GAPS = "history_gaps"
MOST = 40
"""Ranges kept; older ones become one that spans them."""


def note_gap(connection: Connection, reply: Reply) -> None:
    """Keeps the range that a reply left out, with the last history line of before; to be called before its lines are taken."""
    moved = reply.head.moved.values()
    if not reply.head.log_cut or not moved:
        return
    start = min(begin.seq for begin, _ in moved)
    lowest = min((line.version for line in reply.logs), default=max(end.seq for _, end in moved) + 1)
    if lowest <= start + 1:
        return
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM history").scalar_one()
    gaps = [*_gaps(connection), [start, lowest, int(last)]]
    if len(gaps) > MOST:
        two = gaps[:2]
        gaps[:2] = [[min(each[0] for each in two), max(each[1] for each in two), max(each[2] for each in two)]]
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (GAPS, json.dumps(gaps)))


def _gaps(connection: Connection) -> list[list[int]]:
    """The ranges: above the first number, below the second; the last line that was here then."""
    kept = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (GAPS,)).scalar()
    return [list(map(int, each)) for each in json.loads(kept or "[]")]


_MADE = """SELECT r.base_seq, h.id, h.seq FROM json_each(?) j CROSS JOIN record r ON r.id = j.value
    LEFT JOIN history h ON h.id = (SELECT min(m.id) FROM history m WHERE m.record = r.id AND m.what = 'created')
    WHERE r.base_seq > 0"""
"""Of records that the server has: its number, and the line that tells of their making, if that is here."""


def older_on_server(connection: Connection, records: Sequence[str]) -> bool:
    """Whether the history of one of some records may be longer on the server than here."""
    gaps = _gaps(connection)
    # In one statement: a case may have thousands of parts.
    made = connection.exec_driver_sql(_MADE, (json.dumps(list(records)),))
    return any(_older(version, line, number, gaps) for version, line, number in made)


def _older(version: int, line: int | None, number: int | None, gaps: Sequence[Sequence[int]]) -> bool:
    """Whether a record's history may be longer on the server; `line` and `number`: of its making, here and there."""
    if line is None:
        return True
    if number is not None:
        return any(number < below and version > above for above, below, _ in gaps)
    return any(line <= last and version > above for above, _, last in gaps)  # made here: others may have changed it
