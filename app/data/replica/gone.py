"""What a record leaves behind when it leaves this device: nothing, once no operation of this device waits for an answer."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection

from app.data import undo


def purge_gone(connection: Connection) -> None:
    """Takes the content of records that left and have no operation waiting: base, conflicts, history, parked line, undo."""
    left = connection.exec_driver_sql(
        "SELECT id, type FROM record INDEXED BY ix_record_gone WHERE gone = 1 AND base_body IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM op WHERE op.record = record.id AND (op.verdict IS NULL OR op.verdict = 'held'))"
    ).fetchall()
    for record, type_name in left:
        connection.exec_driver_sql("UPDATE record SET base_body = NULL, flags = NULL WHERE id = ?", (record,))
        for table in ("conflict", "history", "foreign_op", "parked"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE record = ?", (record,))
        undo.forget(connection, type_name, record)


def purged_of(connection: Connection, records: Collection[str]) -> dict[str, int]:
    """Those of some records that left this device with all that they held, and by which number they did."""
    found = connection.exec_driver_sql(
        "SELECT r.id, max(m.seq) FROM json_each(?) j CROSS JOIN record r ON r.id = j.value CROSS JOIN membership m"
        " ON m.record = r.id WHERE r.gone = 1 AND r.base_body IS NULL AND m.inside = 0 GROUP BY r.id",
        (json.dumps(sorted(records)),),
    )
    return {str(record): int(seq) for record, seq in found}


def forget_parked(connection: Connection, record: str, version: int) -> None:
    """A line that could not become a base goes with its record's right to be here; if it has another one it comes again."""
    connection.exec_driver_sql("DELETE FROM parked WHERE record = ? AND seq <= ?", (record, version))
