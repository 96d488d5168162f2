"""A laptop of a simulated world: the real database, store and engine, its users, its clock, its deaths and its doubles."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.data.connection import FILE, connect
from app.data.database import Database, open_database
from app.data.keeping import backup
from app.domain.permissions import RIGHTS
from app.domain.records import Actor
from app.services.office.offices import Session
from app.syncing.identity import Enrolment, enrolment
from app.syncing.store import DatabaseStore
from sync.client.backoff import Backoff
from sync.client.engine import Engine
from sync.client.ports import ExchangeFault, Refused
from tests.simulation.network import Line, Network, Unmeasured
from tests.simulation.places import Place
from tests.simulation.seams import LaptopClock
from tests.support.unpacked import unpacked

if TYPE_CHECKING:
    from app.domain.records import Record

MOST_REQUESTS = 400
"""An exchange over a good link that needs more never ends."""


@dataclass
class Laptop:
    """One laptop. `family` names all doubles of one device."""

    name: str
    place: Place
    folder: Path
    clock: LaptopClock
    network: Network
    alive: bool = True
    revoked: bool = False
    forms: dict[str, Record] = field(default_factory=dict)
    deaths: int = 0
    restored: int = 0
    family: str = ""
    stuck: list[str] = field(default_factory=list)
    _database: Database | None = None
    _engine: Engine | None = None
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        self.family = self.family or self.name
        self.line = Line(self.network, self.name)

    @property
    def database(self) -> Database:
        """The open database."""
        if self._database is None:
            self._database = open_database(self.folder, self.place.key, clock=self.clock)
        return self._database

    @property
    def enrolled(self) -> Enrolment:
        """What the server said at the enrolment."""
        found = enrolment(self.database)
        assert found is not None, "every laptop of the template is enrolled"
        return found

    @property
    def device(self) -> str:
        """The id of the device."""
        with self.database.read(Actor("", "", "")) as reader:
            return str(reader.connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'device'").scalar_one())

    @property
    def engine(self) -> Engine:
        """The engine, with what it remembers since the programme was started."""
        if self._engine is None:
            store = DatabaseStore(self.database, self.enrolled)
            store.begin()
            self._engine = Engine(store, self.line, lambda _: self._goes_on(), Backoff(0.5, 20.0))
            if not self.network.measured:
                self._engine._pace = Unmeasured()
        return self._engine

    def _goes_on(self) -> bool:
        """Whether a wait within an exchange is followed by another try."""
        return True

    def session(self, user: int = 0) -> Session:
        """Somebody at work; a password is not asked for, that costs time."""
        name, rights = self.place.users[user % len(self.place.users)]
        actor = Actor(name, f"Sok {self.name}", self.place.office, frozenset(self.place.roles), frozenset(rights or RIGHTS))
        return Session(self.database, actor)

    def exchange(self) -> str:
        """Exchanges until nothing waits; gives how it ended: `ok` or the code of the fault."""
        before = self.line.requests
        try:
            self.engine.run(lambda: self.line.requests - before > MOST_REQUESTS)
        except Refused as fault:
            self.revoked = self.revoked or fault.code == "device_revoked"
            return fault.code
        except ExchangeFault as fault:
            return fault.code
        if self.line.requests - before > MOST_REQUESTS:
            self.stuck.append(f"{self.name}: more than {MOST_REQUESTS} requests")
        return "ok"

    def forget(self) -> None:
        """What the engine remembers is gone, as when another window exchanged; the programme goes on."""
        self._engine = None

    def close(self) -> None:
        """The programme ends."""
        if self._database is not None:
            self._database.close()
        self._database = self._engine = None
        self.forms.clear()

    def die(self) -> None:
        """The programme or the power fails; what is committed stays."""
        self.deaths += 1
        self.close()

    def image(self, to: Path) -> None:
        """A copy of the whole disk."""
        self.close()
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to)

    def lie(self, image: Path) -> None:
        """The disk had confirmed what it never wrote: an older state comes up, and nobody knows."""
        self.close()
        shutil.rmtree(self.folder)
        shutil.copytree(image, self.folder)
        self.restored += 1

    def restore(self, image: Path) -> None:
        """The laptop's own backup is put back, as the programme does it: a new incarnation at once."""
        self.lie(image)
        with self.database.transaction() as connection:
            backup.after_restore(connection, self.clock)

    def double(self, name: str, folder: Path) -> Laptop:
        """A cloned disk in another machine."""
        self.image(folder)
        clock = LaptopClock(self.clock.moments, self.clock.offset)
        return Laptop(name, self.place, folder, clock, self.network, family=self.family)

    def texts(self) -> str:
        """All that stands on the laptop and may hold something: operations, bases, clashes, as one text."""
        if not (self.folder / FILE).exists():
            return ""
        parts: list[str] = []
        with closing(connect(self.folder / FILE, self.place.key, reading=True)) as connection:
            for query in (
                "SELECT plain(patch) FROM op UNION ALL SELECT at FROM op",
                "SELECT plain(base_body) FROM record WHERE base_body IS NOT NULL",
                "SELECT data FROM conflict WHERE open = 1",
            ):
                parts.extend(str(row[0]) for row in connection.execute(query).fetchall())
        return "\n".join(parts)

    def everything(self) -> dict[str, str]:
        """Each table of the laptop as text, but for files that it carries and cannot read."""
        with closing(connect(self.folder / FILE, self.place.key, reading=True)) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
            rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if name != "carried"}
        return {name: "\n".join(unpacked(value) for row in told for value in row) for name, told in rows.items()}
