"""Connections to the encrypted file, below SQLAlchemy: the key stays out of every URL and message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import sqlcipher3.dbapi2 as driver

from app.data.files import OWN_FILE
from sync.protocol.packed import plain_column
from sync.protocol.values import bind_as_they_are

if TYPE_CHECKING:  # the sign-in stands before SQLAlchemy is loaded
    from sqlalchemy import Connection

FILE = "komar.db"
BUSY_SECONDS = 10.0
_WRITER_CACHE, _READER_CACHE = 32 * 1024, 40 * 1024  # KiB
_LOG_PAGES = 4000

bind_as_they_are(driver.register_adapter)


def connect(path: Path, key: bytes, *, reading: bool = False) -> driver.Connection:
    """A connection that has been given the key; whether it fits shows at the first statement. Transactions are begun by us."""
    if not reading and not path.exists():
        path.touch(OWN_FILE)  # SQLite gives the files beside it the same mode
    connection = driver.connect(str(path), BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cache_size=-{_READER_CACHE if reading else _WRITER_CACHE}")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.create_function("plain", 1, plain_column, deterministic=True)
        if reading:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA synchronous=FULL")
            # What an exchange writes again and again goes into the file once in 16 MB of the log, not once in 4.
            connection.execute(f"PRAGMA wal_autocheckpoint={_LOG_PAGES}")
    except BaseException:
        connection.close()
        raise
    return connection


def bare(connection: Connection) -> driver.Connection:
    """The driver's own connection, in the same transaction: several times faster for small statements that run very often."""
    return cast(driver.Connection, connection.connection.driver_connection)
