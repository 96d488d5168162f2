"""Opening the server's database: durable, one writer at a time, readers on a snapshot of their own."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, event, func, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from sync.server import models
from sync.server.faults import ServerFault
from sync.server.files import Keys, Ledger, load_keys, load_ledger, now

FILE = "server.db"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""All versions this server knows, oldest first; a test holds them equal to the scripts."""
SCRIPTS = Path(__file__).parent / "migrations"
CHUNK = 500
"""Values in one IN list."""


class Store:
    """The database of a server. Threads may share it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.engine = _engine(url)
        self.path = Path(str(self.engine.url.database))
        self.keys: Keys = load_keys(folder)
        self._writing = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that writes; nobody else writes meanwhile."""
        with self._writing, self.engine.connect() as connection:
            connection = connection.execution_options(komar_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot to read from."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @property
    def ledger(self) -> Ledger:
        """What outlives the database."""
        return load_ledger(self.folder)

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    """An engine with durable connections that begin transactions as we say."""
    if make_url(url).get_backend_name() != "sqlite":
        raise ServerFault("database_kind", 2)
    engine = create_engine(
        url, hide_parameters=True, poolclass=QueuePool, pool_size=8, max_overflow=32, connect_args={"timeout": 60}
    )

    def connected(driver: sqlite3.Connection, _: object) -> None:
        driver.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=60000", "trusted_schema=OFF", "cache_size=-32000"):
            driver.execute(f"PRAGMA {pragma}").close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("komar_begin", "BEGIN"))

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def open_store(folder: Path, url: str | None = None, *, make: bool = True) -> Store:
    """Opens a server's data, brought to this version; ServerFault `no_data`, `disk`, `database_newer`, `database_damaged`."""
    if not make and url is None and not (folder / FILE).exists():
        raise ServerFault("no_data", 1, folder=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = Store(folder, url or f"sqlite:///{folder / FILE}")
    except OSError as reason:
        raise ServerFault("disk", 3) from reason
    try:
        _migrate(store)
    except OperationalError as reason:
        raise ServerFault("disk", 3) from reason
    except DatabaseError as reason:
        raise ServerFault("database_damaged", 3) from reason
    return store


def _migrate(store: Store) -> None:
    """Runs what is missing in one transaction, and makes the first rows of a new server."""
    with store.read() as connection:
        if _revision(connection) == REVISIONS[-1]:
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    with store.write() as connection:
        present = _revision(connection)
        if present is not None and present not in REVISIONS:
            raise ServerFault("database_newer", 3)
        if present == REVISIONS[-1]:
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.execute(select(models.clock.c.id)).first() is None:
            _first_rows(connection, store.ledger)


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


def position(connection: Connection) -> tuple[int, int]:
    """Epoch and the last number given, as this transaction sees them."""
    row = connection.execute(select(models.clock.c.epoch, models.clock.c.seq)).one()
    return int(row[0]), int(row[1])


def chunks(values: list[Any]) -> Iterator[list[Any]]:
    """Pieces that fit into an IN list."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def count(connection: Connection, query: Select[Any]) -> int:
    """How many rows a query gives."""
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())
