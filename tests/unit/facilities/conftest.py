"""An office with its encrypted database, three people and one facility."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.data.database import create_database, open_database
from app.domain.ids import new_id
from app.domain.permissions import RIGHTS, ROLES
from app.domain.records import Actor
from app.forms.model import CompiledForm
from app.services.facilities import facilities, residencies
from app.services.visits.inspection_forms import STANDARD, FormShelf
from tests.support.facility_office import KEY, Clock, Office


@pytest.fixture
def office(tmp_path: Path, empty_database: Path, shelf_cache: Path) -> Iterator[Office]:
    clock = Clock()
    people = {
        role: Actor(
            new_id(), f"Test {role}", "01", frozenset({role}), frozenset(RIGHTS) if role == "supervisor" else frozenset()
        )
        for role in ROLES
    }
    folder = tmp_path / "office"
    shutil.copytree(empty_database, folder)
    (folder / "cache").symlink_to(shelf_cache, target_is_directory=True)
    with open_database(folder, KEY, clock=clock) as database:
        yield Office(database, clock, FormShelf(folder), people["inspector"], people["supervisor"], people["caseworker"])


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted database without records, copied for each test, since filling in the gazetteer takes a second."""
    folder = tmp_path_factory.mktemp("empty")
    create_database(folder, KEY).close()
    return folder


@pytest.fixture(scope="session")
def shelf_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for compiled forms, since compiling takes a second."""
    return tmp_path_factory.mktemp("forms")


@pytest.fixture
def form(office: Office) -> CompiledForm:
    return office.shelf.form(STANDARD)


@pytest.fixture
def home(office: Office) -> str:
    """A residential centre of an organisation."""
    with office.write() as uow:
        return facilities.register(
            uow,
            {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo", "opened_on": "2012-01-01"},
        )


@pytest.fixture
def admit(office: Office, home: str) -> Callable[..., str]:
    """Admits a child by a minimal entry."""

    def admitted(**values: object) -> str:
        given = {
            "family_name_km": "សុខ", "given_name_km": "ដារា", "sex": "female", "admitted_on": "2024-05-01",
            "admission_reason": "no_family", "birth_from": "2015-03-01", "birth_to": "2015-03-01",
            "birth_source": "certificate",
        }  # fmt: skip
        with office.write() as uow:
            return residencies.admit(uow, home, given | values)

    return admitted
