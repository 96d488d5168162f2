"""What a serving process does before its first request."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from sync.protocol.canonical import canonical
from sync.server import models
from sync.server.database import Store, lock_clock
from sync.server.devices.directory import fill_directory
from sync.server.exchange.cursors import STARTS, open_epoch, starts_of
from sync.server.keeping.erasure import replay_erasures
from sync.server.keeping.outside import replay
from sync.server.keeping.traces import leave_no_trace


def catch_up(store: Store) -> None:
    """At the start of a process: a database older than the ledger was put back by hand, and that begins a new epoch."""

    def caught(connection: Connection) -> bool:
        epoch, seq = lock_clock(connection)
        replay(store, connection)
        if store.ledger.epochs[-1][0] > epoch:
            open_epoch(store, connection)
        erased = replay_erasures(store, connection)
        fill_directory(connection)
        starts = canonical([*starts_of(connection), seq][-STARTS:]).decode()
        connection.execute(delete(models.meta).where(models.meta.c.name == "starts"))
        connection.execute(insert(models.meta), [{"name": "starts", "value": starts}])
        return erased

    if store.again(caught):
        leave_no_trace(store)
