"""What an approval states of a record: its base and the hash of what the screen showed (sync.md §3)."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from app.data.outbox.capture import record_base
from app.data.outbox.outbox import overlay_of
from app.data.replica.overlay import shown
from sync.protocol.canonical import body_hash


def known_elsewhere(connection: Connection, record: str) -> bool:
    """Whether somebody else can have changed a record: something of it was sent, or came."""
    found = connection.exec_driver_sql(
        "SELECT base_seq > 0 OR EXISTS (SELECT 1 FROM op WHERE op.record = record.id AND op.batch IS NOT NULL) "
        "FROM record WHERE id = ?",
        (record,),
    )
    return bool(found.scalar())


def assertion(connection: Connection, type_name: str, record: str) -> list[object] | None:
    """[record, (epoch, version), hash of the base with all that waits on top]; None for a record that is not shown here.

    The server compares it with what stands there once all earlier operations of this laptop are in.
    """
    row = connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (record,)).fetchone()
    if row is None:
        return None
    body = shown(type_name, json.loads(row[0]) if row[0] else None, overlay_of(connection, record))
    return None if body is None else [record, list(record_base(connection, record)), body_hash(body)]
