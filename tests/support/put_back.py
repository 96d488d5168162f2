"""A server whose database can be put back to an older state, with laptops of one office, in one process."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sync.server.app import make_app
from sync.server.database import FILE, Store, open_store
from sync.server.offices import add_office
from sync.server.staging import read_writers
from sync.server.starting import catch_up
from tests.support.near_office import NearLaptop, joined, near_laptop

OFFICE = "0203"


@dataclass
class Place:
    """A server whose database can be put back, and its laptops."""

    folder: Path
    laptops: list[NearLaptop] = field(default_factory=list)
    copies: int = 0

    def __post_init__(self) -> None:
        self.store: Store = open_store(self.folder / "server")
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

    def copy(self) -> Path:
        """A copy of the database as it is, of which the server knows nothing."""
        self.copies += 1
        target = self.folder / f"copy{self.copies}.db"
        with self.store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(self.store.path, target)
        return target

    def put_back(self, copy: Path) -> None:
        """Puts a copy back without a word, and starts."""
        self.store.close()
        for old in (self.folder / "server").glob(f"{FILE}*"):
            old.unlink()
        shutil.copy2(copy, self.folder / "server" / FILE)
        self.store = open_store(self.folder / "server")
        self.start()

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

    def seq(self) -> int:
        """The last number given."""
        with self.store.read() as connection:
            return int(connection.exec_driver_sql("SELECT seq FROM clock").scalar_one())

    def authors(self, record: str) -> set[tuple[str, str]]:
        """Who wrote a record's fields, and when, as the server has it."""
        with self.store.read() as connection:
            text = connection.exec_driver_sql("SELECT writers FROM field_writers WHERE record = ?", (record,)).scalar_one()
        return {(writer.user, unit) for unit, writer in read_writers(text).items()}
