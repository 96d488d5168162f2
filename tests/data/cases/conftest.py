"""A database of an office with its people, copied from one made once, so that each test begins from the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.connection import FILE
from app.data.database import Database, create_database, open_database
from app.domain.case_code import TAG
from tests.data.cases.support import HEAD, add_users
from tests.data.conftest import KEY, SteppingClock


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    with create_database(folder, KEY, clock=SteppingClock()) as database:
        add_users(database)
        with database.write(HEAD, "tag") as uow:
            uow.put_meta(TAG, "7QX")
    return folder


@pytest.fixture
def database(made: Path, tmp_path: Path, clock: SteppingClock) -> Iterator[Database]:
    shutil.copy(made / FILE, tmp_path / FILE)
    with open_database(tmp_path, KEY, clock=clock) as opened:
        yield opened
