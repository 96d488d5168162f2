"""A database of an office in a folder of its own, encrypted like a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.data.database import Database, create_database
from app.domain.ids import new_id
from app.domain.records import Actor

KEY = bytes(range(32))


class SteppingClock:
    """A clock that goes on by a second at each look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The next second."""
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def actor() -> Actor:
    return Actor(new_id(), "Sok Dara", "0203", frozenset({"caseworker"}), frozenset())


@pytest.fixture
def database(tmp_path: Path, clock: SteppingClock) -> Iterator[Database]:
    with create_database(tmp_path, KEY, clock=clock) as made:
        yield made
