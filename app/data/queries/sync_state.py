"""Which records wait to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.reader import Reader


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Operations of one record that the server has not answered; `at` is the newest, as UTC text."""

    type: str
    id: str
    ops: int
    at: str


def waiting(reader: Reader, limit: int) -> list[WaitingRow]:
    """Records with unanswered operations, the newest first."""
    rows = reader.connection.exec_driver_sql(
        "SELECT type, record, count(*), max(at) FROM op WHERE verdict IS NULL GROUP BY type, record "
        "ORDER BY max(n) DESC LIMIT ?",
        (limit,),
    )
    return [WaitingRow(*row) for row in rows]
