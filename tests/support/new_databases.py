"""New databases for tests, quickly: the first of a process is made by all migrations, the next are copies of what these made.

A laptop's file is still a real encrypted one, written under its own key; what the migrations do has tests of its own
(`tests/data/test_migrations.py`, `test_models.py`), which never come here.
"""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as driver

from app.data import migrate as versions
from app.data.migrate import migrate, revision
from app.data.places import load_places


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
