"""Real laptops and the real server in this process: by HTTP over a link that is good or bad, or by bundle files only."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from app.data.keeping.keys import Profile, users
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office
from app.syncing import bundles
from app.syncing.carrying import Carrying, records
from app.syncing.identity import Enrolment, device, enrolment, keep_enrolment
from app.syncing.store import DatabaseStore
from sync.client.engine import Engine
from sync.client.ports import ExchangeFault
from sync.protocol.auth import enrol_authorization, public_of_exchange
from sync.protocol.bundle import PART_LEAST
from sync.protocol.enrolment import PATH, EnrolRequest, decode_enrol_answer
from sync.protocol.envelope import REQUEST_ID
from sync.server.app import make_app
from sync.server.bundles.bundles import take
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office, new_code
from tests.support.asgi import BadTransport, send

OFFICE = "0203"
CHEAP = Profile(1, 8, 1)
PASSWORD = "correct horse 9"


class Site:
    """A server in this process, and how laptops come to it."""

    def __init__(self, folder: Path, *offices: str, database: str | None = None) -> None:
        self.folder = folder
        self.store: Store = open_store(folder / "server", database)
        for office in offices or (OFFICE,):
            add_office(self.store, office)
        self.app = make_app(self.store)
        self.boxes: list[Box] = []

    def box(self, name: str, office: str = OFFICE, chance: random.Random | None = None) -> Box:
        """A new laptop, enrolled."""
        made = Box(self, name, office, chance or random.Random(1))
        self.boxes.append(made)
        return made

    def take(self, *files: bytes) -> list[bytes]:
        """The server takes files in; their reply files."""
        return [reply for file in files if (reply := take(self.store, file)) is not None]

    def close(self) -> None:
        """Closes all files."""
        for box in self.boxes:
            box.session.close()
        self.store.close()

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_: object) -> None:
        with closing(self):
            pass


class Box:
    """One laptop."""

    def __init__(self, site: Site, name: str, office: str, chance: random.Random) -> None:
        folder = site.folder / name
        self.session: Session = create_office(folder, office, f"Sok {name}", PASSWORD, profile=CHEAP).session
        me = device(self.session.database)
        code = new_code(site.store, office)
        own = public_of_exchange(me.exchange_key)
        body = EnrolRequest(code, office, False, True, me.id, me.public, tuple(users(folder)), exchange=own).encode()
        headers = {"Authorization": enrol_authorization(me.signing_key, body), REQUEST_ID: "r"}
        answer = send(site.app, "POST", PATH, body, headers)
        assert answer.status == 200, answer.body
        keep_enrolment(self.session.database, "http://127.0.0.1:1", decode_enrol_answer(answer.body))
        self.link = BadTransport(site.app, chance)
        self.engine = Engine(self.store, self.link, lambda _: True)

    @property
    def enrolment(self) -> Enrolment:
        """Where it is enrolled."""
        found = enrolment(self.session.database)
        assert found is not None
        return found

    @property
    def store(self) -> DatabaseStore:
        """The store behind the engine."""
        return DatabaseStore(self.session.database, self.enrolment)

    def exchange(self, faults: float = 0.0) -> None:
        """An exchange by HTTP; faults may end it."""
        self.link.faults = faults
        try:
            self.engine.run()
        except ExchangeFault:
            assert faults > 0

    def by_link(self) -> None:
        """An exchange by a good link as the programme does it: own records, files of others, and what is there by then."""
        database = self.session.database
        records(database, self.enrolment, self.engine)
        if Carrying(database, self.engine.session, lambda _: True).run().files:
            records(database, self.enrolment, self.engine)

    def seal(self, part_bytes: int = PART_LEAST) -> list[bytes]:
        """What waits, as files."""
        return bundles.seal(self.session.database, self.enrolment, part_bytes=part_bytes)

    def open(self, *replies: bytes) -> bundles.ReplyTaken:
        """Takes reply files in; what the last one did."""
        done = bundles.ReplyTaken()
        for reply in replies:
            done = bundles.open_reply(self.session.database, self.enrolment, reply)
        return done

    def save(self, act: Callable[[Any], Any]) -> Any:
        """One act of the user."""
        with self.session.write("edit") as uow:
            return act(uow)

    def child(self, **values: object) -> str:
        """A new child."""
        office = self.session.actor.office
        return str(self.save(lambda uow: uow.create("child", {"office": office, **values})))

    def edit(self, record: str, **values: object) -> None:
        """Changes a child."""
        self.save(lambda uow: uow.update("child", record, values))

    def shown(self, record: str, field: str) -> str:
        """What the screen shows."""
        with self.session.read() as reader:
            found = reader.maybe("child", record)
            return found.text(field) if found else ""

    def state(self) -> tuple[object, object]:
        """The digest of what came from the server, and what waits."""
        with self.session.read() as reader:
            return exchange.digest(reader), exchange.status(reader)

    def waits(self) -> tuple[int, int]:
        """Operations not answered, and operations that lie over what came from the server."""
        with self.session.read() as reader:
            overlay = reader.connection.exec_driver_sql("SELECT count(*) FROM op WHERE overlay = 1").scalar_one()
            return exchange.status(reader).waiting, int(overlay)
