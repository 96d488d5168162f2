"""Laptops of one office on real encrypted files, enrolled with a running server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.data.keeping.keys import Profile
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office, office_places
from tests.support.server import RunningServer, quick_code, quick_office

_OFFICES = iter([place.code for place in office_places() if len(place.code) == 4])


@dataclass
class Desk:
    """Laptops of one office and their server."""

    server: RunningServer
    folder: Path
    office: str

    def laptop(self, name: str) -> Session:
        """A new laptop, enrolled."""
        made = create_office(self.folder / name, self.office, f"Sok {name}", "correct horse 9", profile=Profile(1, 8, 1))
        exchange.enrol(made.session, self.server.url, quick_code(self.server, self.office))
        return made.session


def desk_of(server: RunningServer, folder: Path) -> Desk:
    """An office that nobody else uses on any server of this run."""
    office = next(_OFFICES)
    quick_office(server, office)
    return Desk(server, folder, office)


def together(*sessions: Session) -> None:
    """Laptops exchange one after the other."""
    for session in sessions:
        exchange.exchange(session)


def leave(*sessions: Session) -> None:
    """Closes laptops."""
    for session in sessions:
        exchange.leave(session)
        session.close()
