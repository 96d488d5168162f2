"""New databases for tests, quickly: the first of a process is made by all migrations, the next are copies of what these made.

A laptop's file is still a real encrypted one, written under its own key; what the migrations do has tests of its own
(`tests/data/test_migrations.py`, `test_models.py`), which never come here. A server's own file gets the tables that they made.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection

from app.data import migrate as versions
from app.data.migrate import migrate, revision
from app.data.places import load_places
from sync.server import database as server
from sync.server.database import upgrade


class Pattern:
    """What a new laptop's database holds before its own first rows: all tables and the gazetteer, in a file without a key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def migrate(self, connection: driver.Connection, *, backup_beside: Path | None = None, key: bytes = b"") -> None:
        """In place of `migrate`: an empty database is filled from the pattern, any other one is really migrated."""
        if revision(connection) is not None:
            migrate(connection, backup_beside=backup_beside, key=key)
            return
        file = self._folder / f"pattern-{versions.REVISIONS[-1]}.db"  # a test may know a version more than the programme
        if not file.exists():
            self._make(file)
        connection.execute("ATTACH DATABASE ? AS pattern KEY ''", (str(file),))
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT sqlcipher_export('main', 'pattern')").fetchall()
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE pattern")

    def _make(self, file: Path) -> None:
        half = self._folder / "half.db"
        half.unlink(missing_ok=True)
        connection = driver.connect(str(half), isolation_level=None)
        try:
            migrate(connection)
            connection.execute("BEGIN")
            load_places(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()
        half.replace(file)


class ServerPattern:
    """What a new server's own file holds before its first rows, as statements: what the migrations left in the first one."""

    def __init__(self) -> None:
        self._made: dict[str, list[tuple[str, tuple[object, ...]]]] = {}

    def upgrade(self, connection: Connection) -> None:
        """In place of `upgrade`: an empty SQLite database is filled from the pattern, any other one is really migrated."""
        if connection.dialect.name != "sqlite" or connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first():
            upgrade(connection)
            return
        version = server.REVISIONS[-1]
        if version not in self._made:
            upgrade(connection)
            self._made[version] = list(_statements(connection))
            return
        for statement, values in self._made[version]:
            connection.exec_driver_sql(statement, values)


def _statements(connection: Connection) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What makes a database that is like this one."""
    made = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    for kind, name, sql in made.fetchall():
        yield sql, ()
        rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall() if kind == "table" else []
        for row in rows:
            yield f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(row))})', tuple(row)
