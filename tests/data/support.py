"""What stands in for the server in tests of the database: a page that brings states and takes operations in."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from app.data import rows
from app.data.database import Database
from app.data.outbox import outbox
from app.data.outbox.outbox import Op
from app.data.replica.overlay import shown
from app.data.values import canonical


def all_ops(database: Database) -> list[Op]:
    """Every operation in the order of this laptop."""
    with database.transaction() as connection:
        found = [op for each in outbox.incarnations(connection) for op in outbox.ops_from(connection, each.id, 1, 10_000)]
    return sorted(found, key=lambda op: op.n)


def pull(database: Database, kind: str, record: str, seq: int, body: Mapping[str, object], *, contains_all: bool) -> None:
    """Applies a page with one foreign state; with `contains_all` it contains every operation so far, as they were saved."""
    with database.transaction() as connection:
        bodies = {(kind, record): dict(body)}
        if contains_all:
            numbering = outbox.current_incarnation(connection)
            waiting = outbox.next_unfrozen(connection, numbering.id, 10_000)
            outbox.freeze(connection, waiting, lambda op: canonical([op.seq, op.patch]).encode())
            have = outbox.current_incarnation(connection).frozen_seq
            for touched in connection.exec_driver_sql("SELECT DISTINCT type, record FROM op WHERE overlay = 1").fetchall():
                bodies.setdefault((touched[0], touched[1]), dict(state(connection, *touched) or {}))
            outbox.leave_overlay(connection, numbering.id, have)
        for (changed_kind, changed), now in bodies.items():
            connection.exec_driver_sql(
                "UPDATE record SET base_epoch = 1, base_seq = ?, base_body = ? WHERE id = ?", (seq, canonical(now), changed)
            )
            rows.put(connection, changed_kind, changed, state(connection, changed_kind, changed) or {})


def state(connection: Connection, kind: str, record: str) -> dict[str, object] | None:
    """What is shown of a record: its base with the overlay on top."""
    base = connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (record,)).scalar()
    return shown(kind, json.loads(base) if base else None, outbox.overlay_of(connection, record))
