"""Servers that tests of the exchange begin with, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.desk import Desk, desk_of
from tests.support.postgres import DATABASES
from tests.support.put_back import Place, place_on
from tests.support.server import RunningServer, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One process of a server for the tests of a module; each takes an office of its own."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


@pytest.fixture
def desk(server: RunningServer, tmp_path: Path) -> Desk:
    """An office that no other test uses, on the server of the module."""
    return desk_of(server, tmp_path)


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A server without a process, with the office that the module of the test names."""
    opened = open_store(tmp_path / "server")
    add_office(opened, request.module.OFFICE)
    yield opened
    opened.close()


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A server whose database can be put back, without laptops yet."""
    with place_on(request.param, tmp_path) as made:
        yield made
