"""An office with its encrypted database for returns and practice data, copied for each test, since making one takes long."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.data.database import open_database
from app.data.keeping import keys
from app.domain.indicators import Month
from app.domain.permissions import RIGHTS, ROLES
from app.domain.records import Actor
from app.services.numbers import returns
from app.services.numbers.returns import MonthlyReturn
from app.services.office.offices import Session, create_office

FEBRUARY = Month(2026, 2)
PASSWORD = "a long enough pass phrase"


@dataclass
class Clock:
    """A clock that stands where it is put."""

    time: datetime = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Where it stands."""
        return self.time


@dataclass
class Desk:
    """Somebody's desk in the office: short ways to write and count."""

    session: Session
    clock: Clock
    made: dict[str, str] = field(default_factory=dict)

    def add(self, type_name: str, **values: object) -> str:
        """A record as it stands, with the office filled in where the type has one."""
        if type_name in {"child", "case", "facility", "allegation", "rate"}:
            values.setdefault("office", self.session.actor.office)
        with self.session.write("test") as uow:
            return uow.create(type_name, values)

    def change(self, type_name: str, record: str, **values: object) -> None:
        """Changes a record."""
        with self.session.write("test") as uow:
            uow.update(type_name, record, values)

    def case(self, opened: str, closed: str | None = None, **child: object) -> str:
        """A case of a new child with its first episode."""
        kept: dict[str, object] = {name: child.pop(name) for name in ("case_type", "status") if name in child}
        person = self.add("child", **child)
        state = {"status": "closed" if closed else "open", **kept}
        case = self.add("case", child=person, opened_on=opened, **state)
        self.add("episode", case=case, number=1, opened_on=opened, closed_on=closed)
        return case

    def compute(self, month: Month = FEBRUARY) -> MonthlyReturn:
        """The return of a month."""
        with self.session.read() as reader:
            return returns.compute(reader, month)

    def behind(self, cell: str, month: Month = FEBRUARY) -> list[str]:
        """The ids behind a cell."""
        with self.session.read() as reader:
            return returns.behind_ids(reader, month, cell)[1]

    def lines(self, cell: str, month: Month = FEBRUARY) -> tuple[returns.Behind, ...]:
        """The records behind a cell as they are told."""
        with self.session.read() as reader:
            return returns.behind(reader, month, cell)[1]

    def sign(self, month: Month = FEBRUARY) -> returns.Signed:
        """Signs a month."""
        with self.session.write("return_sign") as uow:
            return returns.sign(uow, month)

    def as_(self, *roles: str, rights: frozenset[str] = frozenset()) -> Desk:
        """The same office, with somebody else sitting there."""
        actor = replace(self.session.actor, roles=frozenset(roles), rights=rights)
        return Desk(Session(self.session.database, actor), self.clock, self.made)


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that nobody has worked in."""
    folder = tmp_path_factory.mktemp("offices") / "office"
    made = create_office(folder, "0203", "Test", PASSWORD, clock=Clock(), profile=keys.Profile(1, 8, 1))
    made.session.close()
    return folder


@pytest.fixture(scope="session")
def forms_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for compiled forms, since compiling takes a second."""
    return tmp_path_factory.mktemp("forms")


@pytest.fixture
def open_desk(tmp_path: Path, office_folder: Path, forms_cache: Path) -> Iterator[Callable[[str], Desk]]:
    """Opens a copy of the office by a name; all roles and rights."""
    opened: list[Session] = []

    def open_one(name: str) -> Desk:
        folder = tmp_path / name
        shutil.copytree(office_folder, folder)
        (folder / "cache").symlink_to(forms_cache, target_is_directory=True)
        clock = Clock()
        unlocked = keys.unlock(folder, PASSWORD, clock=clock)
        database = open_database(folder, unlocked.key, clock=clock)
        actor = Actor(unlocked.user, "Test", "0203", frozenset(ROLES) - {"ministry"}, frozenset(RIGHTS))
        opened.append(Session(database, actor))
        return Desk(opened[-1], clock)

    yield open_one
    for session in opened:
        session.close()


@pytest.fixture
def desk(open_desk: Callable[[str], Desk]) -> Desk:
    """A desk of somebody with all roles and rights."""
    return open_desk("office")
