"""Records that are the same as another (sync.md §3): nothing is rewritten, an old id leads to the record that stays."""

from __future__ import annotations

import json

from sqlalchemy import Connection

MOST = 200
"""Records that one record is merged of, at most looked at."""


def target(connection: Connection, record: str) -> str | None:
    """The record that one was merged into: by what waits here, else as the server has it; None for one of its own."""
    row = connection.exec_driver_sql(
        "SELECT plain(patch) FROM op WHERE record = ? AND kind = 'merge_records' AND overlay = 1 ORDER BY n DESC LIMIT 1",
        (record,),
    ).fetchone()
    if row is not None:
        into = json.loads(row[0]).get("into")
        return str(into) if into else None
    found = connection.exec_driver_sql(
        "SELECT json_extract(flags, '$.merged_into') FROM record WHERE id = ? AND flags IS NOT NULL", (record,)
    ).fetchone()
    return str(found[0]) if found is not None and found[0] else None


def merged(connection: Connection) -> frozenset[str]:
    """The records that may lead to another; all others are their own. Few, and found by indexes."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM record WHERE flags IS NOT NULL UNION ALL"
        " SELECT record FROM op WHERE kind = 'merge_records' AND overlay = 1"
    )
    return frozenset(row[0] for row in rows.fetchall())


def follow(connection: Connection, record: str) -> str:
    """The record at the end of the chain. A circle, which only waiting operations can make, ends where it began."""
    seen = [record]
    while (into := target(connection, seen[-1])) is not None:
        if into in seen:
            return record
        seen.append(into)
    return seen[-1]


def same_as(connection: Connection, record: str) -> tuple[str, ...]:
    """A record and all that lead to it."""
    found = [record]
    for one in found:
        rows = connection.exec_driver_sql(
            "SELECT id FROM record WHERE flags IS NOT NULL AND json_extract(flags, '$.merged_into') = ? UNION "
            "SELECT record FROM op WHERE kind = 'merge_records' AND overlay = 1 "
            "AND json_extract(plain(patch), '$.into') = ? LIMIT ?",
            (one, one, MOST),
        ).fetchall()
        found.extend(row[0] for row in rows if row[0] not in found and target(connection, row[0]) == one)
    return tuple(found)
