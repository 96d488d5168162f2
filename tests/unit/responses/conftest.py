"""An office with its people, a case, and small forms that are about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.connection import FILE
from app.data.database import Database, create_database, open_database
from app.domain.case_code import TAG
from tests.data.cases.support import HEAD, OFFICE, add_users, register
from tests.data.conftest import KEY, SteppingClock
from tests.unit.responses.support import Place


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's database, made once."""
    folder = tmp_path_factory.mktemp("office")
    with create_database(folder, KEY, clock=SteppingClock()) as database:
        add_users(database)
        with database.write(HEAD, "tag") as uow:
            uow.put_meta(TAG, "7QX")
            uow.create("office", {"office": OFFICE, "name_km": "អង្គភាពសាកល្បង", "name_en": "Trial office"})
    return folder


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for compiled forms."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def database(made: Path, compiled: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(made / FILE, tmp_path / FILE)
    (tmp_path / "cache").symlink_to(compiled, target_is_directory=True)
    with open_database(tmp_path, KEY, clock=SteppingClock()) as opened:
        yield opened


@pytest.fixture
def place(database: Database) -> Place:
    opened = register(database)
    return Place(database, opened.case, opened.child)
