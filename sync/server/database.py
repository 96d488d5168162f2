"""Opening the server's database, embedded SQLite or PostgreSQL: durable, readers on a snapshot of their own.

Several server processes may work on one database and one data folder. Who writes keeps the order of sync.md §4: first the row
of the device (`device_by_id(…, lock=True)`), then the rows of the records by id (`Staging`), and last, when all is merged, the
one global lock (`lock_clock`), under which numbers are given and the transaction ends. On SQLite a writing transaction is alone
from its begin, and these locks cost nothing.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Select,
    String,
    Table,
    and_,
    bindparam,
    create_engine,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from sync.protocol.values import bind_as_they_are
from sync.server import models
from sync.server.faults import ServerFault
from sync.server.files import KEYS, Keys, Ledger, load_keys, load_ledger, now

FILE = "server.db"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""All versions this server knows, oldest first; a test holds them equal to the scripts."""
SCRIPTS = Path(__file__).parent / "migrations"
CHUNK = 500
"""Values in one IN list."""
GATE = 0x6B6F6D6172
"""The advisory lock of PostgreSQL that every writing transaction shares, and that a migration or a restore has for itself."""
WAIT = 60
"""Seconds that one process waits for another one on SQLite."""
TRIES, PAUSE = 12, 0.02
"""How often a transaction is tried that lost against another one, and seconds of the first pause between."""
LOST = frozenset(("40001", "40P01", "23505"))
"""What PostgreSQL says to a transaction that lost: serialisation, deadlock, a key that another one has just made."""
SQLITE_SETTINGS = (
    "page_size=8192",
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={WAIT * 1000}",
    "trusted_schema=OFF",
    "cache_size=-32000",
    "secure_delete=ON",
)
"""The first, for a new database alone: an operation and a body with its record fit into a page with others, which writes less.
The last: what a row held before it was changed must not lie in the file when the record is erased by law."""
PG_SETTINGS = "-c synchronous_commit=on -c lock_timeout=60000 -c idle_in_transaction_session_timeout=120000 -c timezone=UTC"
"""Saved means on the disk; nobody waits for ever, and a process that hangs or is cut off gives its locks back."""

T = TypeVar("T")

bind_as_they_are(sqlite3.register_adapter)


class Moved(Exception):
    """Something that was read before the global lock is another one under it: the transaction is to be done anew."""


class Store:
    """The database of a server. Threads may share it, and other processes may have one on the same database."""

    def __init__(self, folder: Path, url: URL) -> None:
        self.folder = folder
        self.postgres = url.get_backend_name() == "postgresql"
        self.engine = _postgres(url) if self.postgres else _sqlite(url)
        self.path = Path(str(self.engine.url.database))
        self._keys: tuple[tuple[int, int] | None, Keys] | None = None
        self._writing = threading.Lock()

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        """One transaction that writes. On SQLite nobody else writes meanwhile; on PostgreSQL only where it is `alone`."""
        if self.postgres:
            gate = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
            with self.engine.connect() as connection, connection.begin():
                connection.exec_driver_sql(f"SELECT {gate}({GATE})")
                yield connection
            return
        with self._writing, self.engine.connect() as connection:
            connection = connection.execution_options(komar_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    def again(self, work: Callable[[Connection], T]) -> T:
        """A writing transaction, done anew when it lost against another one; gives what `work` gives.

        Whatever `work` changes outside the database must bear being done twice.
        """
        for attempt in range(1, TRIES + 1):
            try:
                with self.write() as connection:
                    return work(connection)
            except (Moved, DBAPIError) as fault:
                if attempt == TRIES or not is_lost(fault):
                    raise
            time.sleep(PAUSE * attempt * secrets.randbelow(100) / 100)  # two that met are not to meet again at once
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot to read from."""
        with self.engine.connect() as connection:
            if self.postgres:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @property
    def keys(self) -> Keys:
        """The server's keys, made at the first opening; one set for all processes that share the folder.

        A restore by another process may bring others: they count from the next use on.
        """
        try:
            there = (self.folder / KEYS).stat()
            seen = there.st_mtime_ns, there.st_ino
        except FileNotFoundError:
            seen = None
        if self._keys is None or self._keys[0] != seen:
            self._keys = seen, load_keys(self.folder)
        return self._keys[1]

    @property
    def ledger(self) -> Ledger:
        """What outlives the database. It is changed under the global lock only."""
        return load_ledger(self.folder)

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()


def is_lost(fault: BaseException) -> bool:
    """Whether a transaction failed only because another one was quicker."""
    if isinstance(fault, Moved):
        return True
    state = getattr(getattr(fault, "orig", None), "sqlstate", None)
    return state in LOST


def _sqlite(url: URL) -> Engine:
    """An engine with durable connections that begin transactions as we say."""
    engine = create_engine(
        url, hide_parameters=True, poolclass=QueuePool, pool_size=8, max_overflow=32, connect_args={"timeout": WAIT}
    )

    def connected(driver: sqlite3.Connection, _: object) -> None:
        settle(driver)

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("komar_begin", "BEGIN"))

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def settle(driver: sqlite3.Connection) -> None:
    """The settings of a new connection to SQLite."""
    driver.isolation_level = None
    for pragma in SQLITE_SETTINGS:
        _set(driver, pragma)


def _set(driver: sqlite3.Connection, pragma: str) -> None:
    """One setting of a connection.

    Where two processes make a new file at once, one of them is told "locked" in the moment when it asks for the write-ahead
    log, whatever the time it would wait: SQLite sees that both would wait for each other. It asks again.
    """
    until = time.monotonic() + WAIT
    while True:
        try:
            driver.execute(f"PRAGMA {pragma}").close()
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(PAUSE * secrets.randbelow(100) / 100)


def _postgres(url: URL) -> Engine:
    """An engine for PostgreSQL; two processes with all their connections stay below its usual hundred."""
    told = {"options": PG_SETTINGS, "application_name": "komar", "connect_timeout": 10}
    return create_engine(
        url, hide_parameters=True, pool_size=8, max_overflow=32, isolation_level="READ COMMITTED", connect_args=told
    )


def _address(folder: Path, told: str | None) -> URL:
    """Where the database is; ServerFault `database_kind` for a kind that we do not know."""
    try:
        url = make_url(told or f"sqlite:///{folder / FILE}")
        kind = url.get_backend_name()
    except ArgumentError as reason:
        raise ServerFault("database_kind", 2) from reason
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database:
        raise ServerFault("database_kind", 2)
    return url


def open_store(folder: Path, url: str | None = None, *, make: bool = True) -> Store:
    """Opens a server's data, brought to this version.

    ServerFault `no_data`, `disk`, `database_newer`, `database_damaged`, `database_away`, `database_kind`.
    """
    address = _address(folder, url)
    postgres = address.get_backend_name() == "postgresql"
    if not make and not postgres and not Path(str(address.database)).exists():
        raise ServerFault("no_data", 1, folder=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = Store(folder, address)
    except OSError as reason:
        raise ServerFault("disk", 3) from reason
    try:
        _migrate(store, make=make)
    except ServerFault:
        store.close()
        raise
    except OperationalError as reason:
        store.close()
        raise ServerFault("database_away" if postgres else "disk", 3) from reason
    except DatabaseError as reason:
        store.close()
        raise ServerFault("database_damaged", 3) from reason
    return store


def _migrate(store: Store, *, make: bool) -> None:
    """Runs what is missing in one transaction, and makes the first rows of a new server and its keys.

    Processes that start at once on one new database do it one after the other.
    """
    with store.read() as connection:
        if _revision(connection) == REVISIONS[-1] and (store.folder / "keys.json").exists():
            return
    with store.write(alone=True) as connection:
        present = _revision(connection)
        if present is not None and present not in REVISIONS:
            raise ServerFault("database_newer", 3)
        if present is None and not make:
            raise ServerFault("no_data", 1, folder=store.folder)
        _ = store.keys
        if present == REVISIONS[-1]:
            return
        upgrade(connection)
        if connection.execute(select(models.clock.c.id)).first() is None:
            _first_rows(connection, store.ledger)


def upgrade(connection: Connection) -> None:
    """Runs Alembic in the transaction that was begun."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _first_rows(connection: Connection, ledger: Ledger) -> None:
    """The clock and the epochs of a new server; a ledger that lies there already is carried on."""
    connection.execute(insert(models.clock), [{"id": 1, "epoch": ledger.epochs[-1][0], "seq": 0}])
    rows = [{"epoch": number, "restore_seq": point, "at": now()} for number, point in ledger.epochs]
    connection.execute(insert(models.epoch), rows)


def _revision(connection: Connection) -> str | None:
    """The version of the database; None for an empty one."""
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


_POSITION = select(models.clock.c.epoch, models.clock.c.seq)
"""Statements that every request runs are built once: the building takes longer than the running."""
_POSITION_LOCKED = _POSITION.with_for_update()


def position(connection: Connection) -> tuple[int, int]:
    """Epoch and the last number given, as this transaction sees them."""
    row = connection.execute(_POSITION).one()
    return int(row[0]), int(row[1])


def lock_clock(connection: Connection) -> tuple[int, int]:
    """Takes the one global lock, to the end of the transaction; epoch and the last number given (sync.md §4).

    Numbers are given under it alone, so that they become visible in their order: a reader who sees 11 has seen 10.
    """
    row = connection.execute(_POSITION_LOCKED).one()
    return int(row[0]), int(row[1])


def chunks(values: list[Any]) -> Iterator[list[Any]]:
    """Pieces that fit into an IN list."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def among(connection: Connection, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column is one of many values: as one list where that spares a parameter for each."""
    if connection.dialect.name != "sqlite":
        return column.in_(values)
    each = func.json_each(json.dumps(values)).table_valued("value")
    return column.in_(select(each.c.value))


def of_records(connection: Connection, columns: Any, homes: Iterable[str], records: Sequence[str]) -> ColumnElement[bool]:
    """Whether a row of a table (its columns) belongs to one of some records; the home offices come first in its key."""
    return and_(columns.home.in_(sorted(homes)), among(connection, columns.record, records))


def is_named(kind: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    """`among` for a statement that is built once for a kind of database: `names_value` is given as `names` when it runs."""
    if kind != "sqlite":
        return column.in_(bindparam("names", expanding=True))
    each = func.json_each(bindparam("names", type_=String())).table_valued("value")
    return column.in_(select(each.c.value))


def names_value(connection: Connection, values: Sequence[str]) -> str | Sequence[str]:
    """The values of `is_named`."""
    return json.dumps(values) if connection.dialect.name == "sqlite" else values


@cache
def _insertion(table: Table, names: tuple[str, ...]) -> tuple[str, list[str]]:
    """The bare statement for SQLite, and the names of its places."""
    made = insert(table).compile(dialect=sqlite.dialect(), column_keys=list(names))
    return str(made), list(made.positiontup or ())


def add_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows that all have the same columns; on SQLite with the bare statement, which costs a fraction.

    Values are handed over as they are: text, bytes, numbers, truth, nothing.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement, places = _insertion(table, tuple(rows[0]))
        connection.exec_driver_sql(statement, [tuple(map(row.__getitem__, places)) for row in rows])
    else:
        connection.execute(insert(table), rows)


def count(connection: Connection, query: Select[Any]) -> int:
    """How many rows a query gives."""
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())
