"""A server whose database can be put back to an older state, with laptops of one office, in one process."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from sync.merge import EXISTENCE
from sync.server.app import make_app
from sync.server.database import FILE, Store, open_store
from sync.server.devices.offices import add_office
from sync.server.starting import catch_up
from sync.server.writers import read_writers
from tests.support.near_office import NearLaptop, joined, near_laptop
from tests.support.postgres import cluster, database_of

OFFICE = "0203"


@dataclass
class Place:
    """A server whose database can be put back, and its laptops. `database`: where it lies, none for a file in its folder."""

    folder: Path
    database: str | None = None
    laptops: list[NearLaptop] = field(default_factory=list)
    copies: list[Path | str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store: Store = open_store(self.folder / "server", self.database)
        add_office(self.store, OFFICE)
        self.start()

    def start(self) -> None:
        """A serving process begins; laptops reach it."""
        catch_up(self.store)
        app = make_app(self.store)
        self.laptops[:] = [joined(each.session, OFFICE, app) for each in self.laptops]
        self.app = app

    def laptop(self) -> NearLaptop:
        """One more laptop."""
        self.laptops.append(near_laptop(self.folder / f"laptop{len(self.laptops)}", self.store, OFFICE, self.app))
        return self.laptops[-1]

    def copy(self) -> Path | str:
        """A copy of the database as it is, of which the server knows nothing."""
        self.copies.append(self._copied())
        return self.copies[-1]

    def _copied(self) -> Path | str:
        """A copy: a file, or the address of a database."""
        if self.database:
            self.store.engine.dispose()  # who is copied has nobody connected
            return cluster().copy(self.database)
        target = self.folder / f"copy{len(self.copies)}.db"
        self.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(self.store.path, target)
        return target

    def put_back(self, copy: Path | str) -> None:
        """Puts a copy back without a word, and starts."""
        self.store.close()
        if self.database:
            cluster().copy(str(copy), self.database)
        else:
            for old in (self.folder / "server").glob(f"{FILE}*"):
                old.unlink()
            shutil.copy2(copy, self.folder / "server" / FILE)
        self.store = open_store(self.folder / "server", self.database)
        self.start()

    def put_under(self, copy: Path | str) -> None:
        """Puts a copy back under a process that goes on serving."""
        if self.database:
            self.store.engine.dispose()  # its connections are cut by it
            cluster().copy(str(copy), self.database)
            return
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(self.store.path)) as live:
            source.backup(live)

    def sql(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """Rows of the server's database, or a change to damage it; values are named as in `:name`."""
        with self.store.engine.connect() as connection:
            if statement.startswith("PRAGMA"):
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            with connection.begin():
                done = connection.execute(text(statement), values)
                return [tuple(row) for row in done.all()] if done.returns_rows else []

    def settle(self) -> None:
        """All exchange until nothing moves."""
        for _ in range(3):
            for laptop in self.laptops:
                laptop.exchange()
        assert [laptop.exchange().requests for laptop in self.laptops] == [1] * len(self.laptops)
        assert len({str(laptop.digest()) for laptop in self.laptops}) == 1
        for laptop in self.laptops:
            left = laptop.sql("SELECT kind, type, record, seq, verdict, verdict_data FROM op WHERE overlay > 0")
            assert left == [], left
            assert laptop.sql("SELECT value FROM meta WHERE key = 'sync_roots_differ'") == [("[]",)]
            assert laptop.sql("SELECT count(*) FROM lost") == [(0,)]

    def close(self) -> None:
        """Ends all."""
        for laptop in self.laptops:
            laptop.session.close()
        self.store.close()
        for each in self.copies:
            if isinstance(each, str):
                cluster().drop(each)

    def seq(self) -> int:
        """The last number given."""
        return int(self.sql("SELECT seq FROM clock")[0][0])

    def authors(self, record: str) -> set[tuple[str, str]]:
        """Who wrote a record's fields, and when, as the server has it."""
        [(told,)] = self.sql("SELECT writers FROM field_writers WHERE record = :record", record=record)
        [(body,)] = self.sql("SELECT body FROM record WHERE id = :record", record=record)
        writers = read_writers(told)
        whole = dict.fromkeys(json.loads(body), writers[EXISTENCE]) | writers  # who made a record wrote what has no entry
        return {(writer.user, unit) for unit, writer in whole.items()}


@contextmanager
def place_on(kind: str, folder: Path) -> Iterator[Place]:
    """A server without laptops yet within a block, on one of DATABASES."""
    with database_of(kind) as address:
        made = Place(folder, address)
        try:
            yield made
        finally:
            made.close()
