"""A server's database as one SQLite file, whatever it lives in: what PostgreSQL holds is copied out into one and back in.

The file is that of an embedded server, so a backup of either kind can be put into a server of the other.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, delete, event, func, insert, inspect, select, text
from sqlalchemy.pool import NullPool

from sync.server import models
from sync.server.database import FILE, REVISIONS, Store, open_store
from sync.server.faults import ServerFault

ROWS = 2000
"""Rows in the memory at a time."""
UNCOPIED = frozenset(("alembic_version",))


def copy_out(store: Store, target: Path) -> None:
    """Writes a new file with all rows of one snapshot; ServerFault `database_newer`, OperationalError for a full disk."""
    with store.read() as source, _file(target) as engine, engine.begin() as copy:
        known = _tables(source)
        models.METADATA.create_all(copy)
        copy.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        copy.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISIONS[-1]})
        for table in known:
            _pour(source, copy, table)


def copy_in(connection: Connection, source: Path) -> None:
    """Puts all rows of a file in the place of those that are here, in a transaction that is alone.

    Rows are deleted, not whole tables emptied: who reads meanwhile goes on with what he saw.
    """
    known = _tables(connection)
    for table in reversed(known):
        connection.execute(delete(table))
    with _file(source) as engine, engine.connect() as backup:
        for table in known:
            _pour(backup, connection, table)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in models.METADATA.sorted_tables
    }


@contextmanager
def brought_up(backup: Path, revision: str, page: int = 0) -> Iterator[Path]:
    """The file of a backup in the shape of this version: itself, or a copy of an older one that was migrated.

    `page`: bytes of a page that it must have, since SQLite puts no others under a database in use; 0 for any.
    """
    fits = not page or page_size(backup) == page
    if revision == REVISIONS[-1] and fits:
        yield backup
        return
    with tempfile.TemporaryDirectory(dir=backup.parent) as folder:
        path = Path(folder) / FILE
        shutil.copy2(backup, path)
        if revision != REVISIONS[-1]:
            open_store(Path(folder)).close()
        if not fits:
            with closing(sqlite3.connect(path, isolation_level=None)) as file:
                for statement in ("PRAGMA journal_mode=DELETE", f"PRAGMA page_size={page}", "VACUUM"):
                    file.execute(statement)
        yield path


def page_size(path: Path) -> int:
    """Bytes of a page of a database file."""
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute("PRAGMA page_size").fetchone()[0])


def _tables(connection: Connection) -> list[Table]:
    """All tables; ServerFault `database_newer` when there is one that we do not know."""
    there = set(inspect(connection).get_table_names()) - UNCOPIED
    if there - models.METADATA.tables.keys():
        raise ServerFault("database_newer", 3)
    return list(models.METADATA.sorted_tables)


def _pour(source: Connection, target: Connection, table: Table) -> None:
    """Copies the rows of a table, some at a time."""
    rows = source.execution_options(yield_per=ROWS).execute(select(table)).mappings()
    for some in rows.partitions():
        target.execute(insert(table), [dict(row) for row in some])


@contextmanager
def _file(path: Path) -> Iterator[Engine]:
    """An engine on a file, whose transactions are whole, schema included."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True)

    def connected(driver: sqlite3.Connection, _: object) -> None:
        driver.isolation_level = None

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        yield engine
    finally:
        engine.dispose()
