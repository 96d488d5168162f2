"""Servers that tests of the exchange begin with, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import DATABASES
from tests.support.put_back import Place, place_on


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A server whose database can be put back, without laptops yet."""
    with place_on(request.param, tmp_path) as made:
        yield made
