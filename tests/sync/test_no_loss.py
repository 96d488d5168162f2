"""Random work on three laptops over a bad link, real databases and the real server: nothing lost, all equal, conflicts rightly.

Every value is a token of its own. The harness notes at each save what was displayed, and judges as `sync.md` invariants 1, 3
and 4 say.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from app.data.keeping.keys import Profile, users
from app.domain.records import Record
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office
from app.syncing.identity import device, enrolment, keep_enrolment
from app.syncing.store import DatabaseStore
from sync.client.engine import Engine
from sync.client.ports import ExchangeFault
from sync.protocol.auth import enrol_authorization
from sync.protocol.enrolment import PATH, EnrolRequest, decode_enrol_answer
from sync.protocol.envelope import REQUEST_ID
from sync.server.app import make_app
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office, new_code
from tests.support.asgi import BadTransport, send

OFFICE = "0203"
PLAIN = ("how_to_find", "school", "primero_id")
TAKES: tuple[exchange.Take, ...] = ("current", "proposed", "value")
GROUP = ("family_name_km", "given_name_km")


class Laptop:
    """One laptop: its session, and an engine over a bad link."""

    def __init__(self, folder: Path, app: Any, store: Store, chance: random.Random) -> None:
        self.session = create_office(folder, OFFICE, f"Sok {folder.name}", "correct horse 9", profile=Profile(1, 8, 1)).session
        me = device(self.session.database)
        code = new_code(store, OFFICE)
        body = EnrolRequest(code, OFFICE, False, True, me.id, me.public, tuple(users(folder))).encode()
        headers = {"Authorization": enrol_authorization(me.signing_key, body), REQUEST_ID: "r"}
        answer = send(app, "POST", PATH, body, headers)
        assert answer.status == 200, answer.body
        keep_enrolment(self.session.database, "http://127.0.0.1:1", decode_enrol_answer(answer.body))
        enrolled = enrolment(self.session.database)
        assert enrolled is not None
        self.link = BadTransport(app, chance)
        self.engine = Engine(DatabaseStore(self.session.database, enrolled), self.link, lambda _: True)

    def exchange(self, faults: float) -> None:
        """Some exchange; faults may end it."""
        self.link.faults = faults
        try:
            self.engine.run()
        except ExchangeFault:
            assert faults > 0


class Judge:
    """What was written, what its author had before his eyes."""

    def __init__(self) -> None:
        self.written: dict[str, tuple[str, frozenset[str]]] = {}
        self.seen: set[str] = set()
        self.decided: set[str] = set()  # written once more by a decision, which others may not have seen
        self.by: tuple[set[str], ...] = (set(), set(), set())
        self._count = 0

    def token(self, where: str, displayed: frozenset[str]) -> str:
        """A new token for a place (record and unit), written by somebody who saw others there."""
        self._count += 1
        token = f"t{self._count}"
        self.written[token] = (where, displayed)
        self.seen |= displayed
        return token

    def ancestors(self, token: str) -> set[str]:
        """All that was displayed before a token, and before that."""
        found: set[str] = set()
        left = [token]
        while left:
            for each in self.written.get(left.pop(), ("", frozenset()))[1]:
                if each not in found:
                    found.add(each)
                    left.append(each)
        return found


def tokens(*values: object) -> frozenset[str]:
    """The tokens in values."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, str):
            found |= {part for part in value.replace("\n", " ").split() if part.startswith("t") and part[1:].isdigit()}
        elif isinstance(value, dict):
            found |= tokens(*value.values())
        elif isinstance(value, list):
            found |= tokens(*value)
    return frozenset(found)


class World:
    """Three laptops, one server, and random work."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.store = open_store(folder / "server")
        add_office(self.store, OFFICE)
        self.app = make_app(self.store)
        self.laptops = [Laptop(folder / f"laptop{n}", self.app, self.store, self.chance) for n in range(3)]
        self.judge = Judge()
        self.forms: dict[tuple[int, str], Record] = {}
        self.records: list[tuple[str, str]] = []
        with self.laptops[0].session.write("start") as uow:
            child = uow.create("child", {"office": OFFICE, "sex": "female"})
            case = uow.create("case", {"office": OFFICE, "child": child, "status": "open"})
            note = uow.create("note", {"case": case, "kind": "visit"})
            facility = uow.create("facility", {"office": OFFICE, "code": "X-1"})
            inspection = uow.create("inspection", {"facility": facility})
            response = uow.create("form_response", {"inspection": inspection, "form_id": "f"})
        self.child, self.note, self.response = child, note, response
        self.records = [("child", child), ("note", note), ("form_response", response)]
        for _ in range(2):
            for laptop in self.laptops:
                laptop.exchange(0.0)

    def close(self) -> None:
        """Closes all files."""
        for laptop in self.laptops:
            laptop.session.close()
        self.store.close()

    def step(self) -> None:
        """One piece of work somewhere."""
        number = self.chance.randrange(3)
        before = set(self.judge.written)
        self._act(number)
        self.judge.by[number].update(self.judge.written.keys() - before)

    def _act(self, number: int) -> None:
        """Some act of a laptop."""
        laptop = self.laptops[number]
        act = self.chance.random()
        if act < 0.55:
            self.edit(number, laptop.session)
        elif act < 0.62:
            self.delete(laptop.session)
        elif act < 0.70:
            self.decide(laptop.session)
        elif act < 0.76:
            self.look(number, laptop.session)
        else:
            laptop.exchange(0.35)

    def look(self, number: int, session: Session) -> None:
        """Somebody opens a form, to save it later."""
        type_name, record = self.chance.choice(self.records)
        with session.read() as reader:
            found = reader.maybe(type_name, record)
        if found is not None:
            self.forms[number, record] = found

    def edit(self, number: int, session: Session) -> None:
        """Somebody writes into a record that is there, from an old form perhaps."""
        type_name, record = self.chance.choice(self.records)
        with session.write("edit") as uow:
            now = uow.maybe(type_name, record)
            if now is None:
                return
            shown = self.forms.pop((number, record), None) if type_name == "child" else None
            if shown is not None:  # an operation has seen every earlier one of its own laptop, also when its form is older
                self.judge.seen |= {token for token in tokens(dict(now.values)) if token in self.judge.by[number]}
            uow.update(type_name, record, self.changes(type_name, shown or now), shown=shown)

    def changes(self, type_name: str, record: Record) -> dict[str, object]:
        """New tokens for some places of a record as it was displayed."""
        if type_name == "note":
            standing = record.text("text")
            token = self.judge.token(f"{record.id}/text", frozenset())
            return {"text": f"{standing}\n{token}" if standing else token}
        if type_name == "form_response":
            path = self.chance.choice(["/data/a", "/data/b"])
            displayed = tokens(record.entries("answers").get(path))
            return {f"answers:{path}": self.judge.token(f"{record.id}/{path}", displayed)}
        made: dict[str, object] = {}
        for field in self.chance.sample(PLAIN, self.chance.randint(0, 2)):
            made[field] = self.judge.token(f"{record.id}/{field}", tokens(record.text(field)))
        if self.chance.random() < 0.4:
            displayed = tokens(*(record.text(field) for field in GROUP))
            made |= {field: self.judge.token(f"{record.id}/name", displayed) for field in GROUP}
        if not made or self.chance.random() < 0.3:
            made["disability"] = sorted({*record.codes("disability"), self.judge.token(f"{record.id}/set", frozenset())})
        return made

    def delete(self, session: Session) -> None:
        """Somebody deletes a record, or makes a new child."""
        with session.write("delete") as uow:
            if self.chance.random() < 0.5:
                new = uow.create("child", {"office": OFFICE})
                uow.update("child", new, self.changes("child", uow.get("child", new)))
                self.records.append(("child", new))
                return
            type_name, record = self.chance.choice(self.records)
            found = uow.maybe(type_name, record)
            if type_name == "child" and found is not None:
                self.judge.seen |= tokens(dict(found.values))
                uow.delete(type_name, record)

    def decide(self, session: Session) -> None:
        """Somebody decides a clash."""
        with session.read() as reader:
            open_ones = exchange.conflicts(reader)
        if not open_ones:
            return
        clash = self.chance.choice(open_ones)
        with session.write("decide") as uow:
            shown = uow.maybe(clash.type, clash.record)
            if shown is None:
                return
            now = tokens(*(shown.entries("answers").get(f.partition(":")[2]) or shown.values.get(f) for f in clash.fields))
            self.judge.seen |= tokens(dict(clash.current), dict(clash.proposed)) | now
            if clash.deletion:
                exchange.resolve(uow, clash.id, "current")
                return
            take: exchange.Take = self.chance.choice(TAKES)
            sides = tokens(dict(clash.current), dict(clash.proposed))
            if take == "value" and len(clash.fields) == 1 and "disability" not in clash.fields:
                place = f"{clash.record}/{clash.unit.partition(':')[2] or clash.unit}"
                exchange.resolve(uow, clash.id, "value", self.judge.token(place, sides | now))
                return
            take = "proposed" if take == "value" else take
            exchange.resolve(uow, clash.id, take)
            self.judge.decided |= tokens(dict(clash.current if take == "current" else clash.proposed))

    def heal(self) -> None:
        """The link is good again: all exchange until nothing comes any more."""
        for _ in range(3):
            for laptop in self.laptops:
                laptop.exchange(0.0)


def check(world: World) -> None:
    """Invariants 1, 3, 4 and 7 at rest."""
    states = []
    for laptop in world.laptops:
        with laptop.session.read() as reader:
            status = exchange.status(reader)
            assert (status.waiting, status.held, status.parked, status.roots_differ) == (0, 0, 0, ())
            overlay = reader.connection.exec_driver_sql("SELECT count(*) FROM op WHERE overlay = 1").scalar_one()
            assert overlay == 0
            bodies = {record: reader.maybe(type_name, record) for type_name, record in world.records}
            shown = {record: dict(found.values) if found else None for record, found in bodies.items()}
            sides = [(each.id, dict(each.current), dict(each.proposed)) for each in exchange.conflicts(reader)]
            states.append((exchange.digest(reader), shown, sides))
    assert states[0] == states[1] == states[2]
    _, shown, sides = states[0]
    visible = tokens(*shown.values())
    kept = visible | tokens(*(each[1] for each in sides), *(each[2] for each in sides))
    lost = [token for token in world.judge.written if token not in kept and token not in world.judge.seen]
    assert lost == [], [world.judge.written[token] for token in lost]
    for _, current, proposed in sides:
        for mine in tokens(current):
            for other in tokens(proposed):
                assert mine in world.judge.decided or mine not in world.judge.ancestors(other), (current, proposed)


@pytest.mark.parametrize("seed", range(1, 5))
def test_nothing_is_lost_and_all_become_equal(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path, seed)
    try:
        for _ in range(3):
            for _ in range(45):
                world.step()
            world.heal()
            check(world)
            counts = [laptop.engine.run().sent for laptop in world.laptops]
            assert counts == [0, 0, 0]
    finally:
        world.close()
