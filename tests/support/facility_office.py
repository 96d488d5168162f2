"""An office for tests of facilities and inspections: its database, its clock and three people."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.data.database import Database
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.records import Actor
from app.services.visits.inspection_forms import FormShelf

KEY = bytes(range(32))
TODAY = "2026-06-15"


class Clock:
    """A clock that a test sets; goes on by a second at each look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The next second."""
        self.time += timedelta(seconds=1)
        return self.time


@dataclass
class Office:
    """A database and who works with it."""

    database: Database
    clock: Clock
    shelf: FormShelf
    inspector: Actor
    head: Actor
    caseworker: Actor

    def write(self, act: str = "test", actor: Actor | None = None) -> AbstractContextManager[UnitOfWork]:
        """An act of the inspector, or of somebody else."""
        return self.database.write(actor or self.inspector, act)

    def read(self, actor: Actor | None = None) -> AbstractContextManager[Reader]:
        """A look of the inspector, or of somebody else."""
        return self.database.read(actor or self.inspector)
