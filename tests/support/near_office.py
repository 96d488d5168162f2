"""Real laptops beside the real server application in one process: encrypted files, the whole engine, no HTTP, no waits."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.data.keeping.keys import Profile, users
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office
from app.syncing.identity import device, enrolment, keep_enrolment
from app.syncing.store import DatabaseStore
from sync.client.backoff import Backoff
from sync.client.engine import Engine
from sync.client.ports import Report
from sync.protocol.auth import enrol_authorization
from sync.protocol.enrolment import PATH, EnrolRequest, decode_enrol_answer
from sync.protocol.envelope import REQUEST_ID
from sync.server.app import make_app
from sync.server.database import Store
from sync.server.devices.offices import new_code
from tests.support.asgi import BadTransport, send

PASSWORD = "correct horse 9"


@dataclass
class NearLaptop:
    """An enrolled laptop; `exchange` runs until nothing waits."""

    session: Session
    office: str
    link: BadTransport
    engine: Engine

    def exchange(self) -> Report:
        """One exchange to the end."""
        return self.engine.run()

    def create(self, type_name: str, **values: object) -> str:
        """A new record of the office."""
        with self.session.write("create") as uow:
            return uow.create(type_name, values)

    def child(self, **values: object) -> str:
        """A new child."""
        return self.create("child", office=self.office, **values)

    def edit(self, type_name: str, record: str, **values: object) -> None:
        """A save."""
        with self.session.write("edit") as uow:
            uow.update(type_name, record, values)

    def shown(self, type_name: str, record: str) -> dict[str, Any] | None:
        """What the screen shows."""
        with self.session.read() as reader:
            found = reader.maybe(type_name, record)
        return None if found is None else {name: value for name, value in found.values.items() if value is not None}

    def digest(self) -> object:
        """The digest of base state."""
        with self.session.read() as reader:
            return exchange.digest(reader)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the laptop's database, or a change to damage it."""
        with self.session.database.transaction() as connection:
            done = connection.exec_driver_sql(statement, values)
            return [tuple(row) for row in done.fetchall()] if done.returns_rows else []


def near_laptop(folder: Path, store: Store, office: str, app: Any = None) -> NearLaptop:
    """A new laptop of an office, enrolled."""
    session = create_office(folder, office, f"Sok {folder.name}", PASSWORD, profile=Profile(1, 8, 1)).session
    app = app or make_app(store)
    me = device(session.database)
    body = EnrolRequest(new_code(store, office), office, False, True, me.id, me.public, tuple(users(folder))).encode()
    headers = {"Authorization": enrol_authorization(me.signing_key, body), REQUEST_ID: "r"}
    answer = send(app, "POST", PATH, body, headers)
    assert answer.status == 200, answer.body
    keep_enrolment(session.database, "http://127.0.0.1:1", decode_enrol_answer(answer.body))
    return joined(session, office, app)


def joined(session: Session, office: str, app: Any) -> NearLaptop:
    """An enrolled laptop before a server application, perhaps another one than it knew."""
    enrolled = enrolment(session.database)
    assert enrolled is not None
    link = BadTransport(app, random.Random(1))
    engine = Engine(DatabaseStore(session.database, enrolled), link, lambda _: True, Backoff(0.0, 0.0))
    return NearLaptop(session, office, link, engine)
