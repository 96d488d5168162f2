"""Operations that go into another numbering: their authors saw what they saw, whatever it is called now."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.outbox.kept_lines import ERASED
from app.data.values import canonical
from sync.protocol.lines import SAW_MAX


def number_anew(connection: Connection, operations: Sequence[int], former: str, numbering: str) -> None:
    """Numbers operations (by their `n`, in order) from 1 on in another numbering, to be frozen anew.

    An operation has seen every earlier one of its numbering (sync.md §3). Those of the former one that stay there are named
    from now on: else what was written over them would clash with them.
    """
    for seq, n in enumerate(operations, 1):
        record, told, number = connection.exec_driver_sql("SELECT record, saw, seq FROM op WHERE n = ?", (n,)).one()
        connection.exec_driver_sql("DELETE FROM held WHERE incarnation = ? AND seq = ?", (former, number))
        earlier = connection.exec_driver_sql(
            "SELECT seq FROM op WHERE record = ? AND incarnation = ? AND n < ? ORDER BY n DESC LIMIT ?",
            (record, former, n, SAW_MAX),
        ).scalars()
        saw = sorted([*(json.loads(told) if told else []), *([former, each] for each in earlier)])[-SAW_MAX:]
        connection.exec_driver_sql(
            "UPDATE op SET incarnation = ?, seq = ?, batch = NULL, line = NULL, chain = NULL, verdict = NULL,"
            " verdict_data = NULL, overlay = kind <> ?, saw = ? WHERE n = ?",
            (numbering, seq, ERASED, canonical(saw) if saw else None, n),
        )


def own_below(connection: Connection, record: str) -> list[list[object]]:
    """Own operations of former numberings that still lie over a record's base: whoever saves now sees them."""
    rows = bare(connection).execute(
        "SELECT incarnation, seq FROM op WHERE record = ? AND overlay = 1 "
        "AND incarnation NOT IN (SELECT id FROM incarnation WHERE current = 1) ORDER BY n DESC LIMIT ?",
        (record, SAW_MAX),
    )
    return [[incarnation, seq] for incarnation, seq in rows.fetchall()]
