"""What stays on the disk of a text that was erased: free places in the database's files, and its log.

SQLite overwrites what becomes free (`secure_delete`, set on every connection), and its log is emptied here. PostgreSQL keeps
old rows, and leaves their bytes where they stood when it clears them away: only a table that is written anew is free of them,
its statistics included. A table is locked meanwhile, so that large ones are left for a quiet hour, and told. What the server
cannot reach, its log and copies that others make, is the work of who looks after PostgreSQL (README).
"""

from __future__ import annotations

import time

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from sync.server.database import WAIT, Store

TABLES = ("record", "op_log", "field_writers", "conflict", "audit", "bundle_wait", "bundle_piece")
"""Tables that hold what people wrote."""
AT_ONCE = 128 * 2**20
"""Bytes of a table that is written anew at once: a few seconds in which exchanges wait."""
PATIENCE = 10.0
"""Seconds that readers who still see the erased rows are waited for."""
PAUSE = 0.05
LOCKED = "55P03"
"""What PostgreSQL says when a lock was not to be had in time."""
READERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND age(backend_xmin) > age(CAST(CAST(:mark AS text) AS xid))"
)
MARK = text("SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS xid) AS text)")
SIZE = text("SELECT pg_total_relation_size(CAST(CAST(:name AS text) AS regclass))")


def leave_no_trace(store: Store, *, whole: bool = False) -> tuple[str, ...]:
    """Clears the files of what was erased before; names of tables in which something may still lie.

    `whole`: large tables are written anew too, and all exchanges wait until it is done.
    """
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not store.postgres:
            return () if _log_emptied(connection) else TABLES
        connection.execute(text("SET lock_timeout = '5s'"))
        try:
            return _cleared(connection, whole)
        finally:
            connection.execute(text("RESET lock_timeout"))


def _log_emptied(connection: Connection) -> bool:
    """Whether the log of SQLite lies in the file and is empty, after some patience.

    A backup that still reads the old rows keeps it, and where another connection carries it over SQLite does not wait.
    """
    until = time.monotonic() + PATIENCE
    connection.exec_driver_sql("PRAGMA busy_timeout=1000")
    try:
        while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
            if time.monotonic() > until:
                return False
            time.sleep(PAUSE)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT * 1000}")
    return True


def _cleared(connection: Connection, whole: bool) -> tuple[str, ...]:
    """Writes tables anew, as soon as nobody sees their old rows any more."""
    seen = _still_seen(connection)
    left = [name for name in TABLES if not _written_anew(connection, name, whole) or seen]
    connection.execute(text("VACUUM (FULL) pg_catalog.pg_statistic"))
    return tuple(left)


def _still_seen(connection: Connection) -> bool:
    """Whether somebody still reads from before the erasure, such as a backup that runs, after some patience."""
    mark, until = connection.execute(MARK).scalar_one(), time.monotonic() + PATIENCE
    while connection.execute(READERS, {"mark": mark}).scalar_one():
        if time.monotonic() > until:
            return True
        time.sleep(PAUSE)
    return False


def _written_anew(connection: Connection, name: str, whole: bool) -> bool:
    """Whether a table could be written anew; else only its old rows are cleared away."""
    if whole or connection.execute(SIZE, {"name": name}).scalar_one() <= AT_ONCE:
        try:
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {name}"))
            return True
        except DBAPIError as fault:
            if getattr(fault.orig, "sqlstate", None) != LOCKED:
                raise
    connection.execute(text(f"VACUUM (ANALYZE) {name}"))
    return False
