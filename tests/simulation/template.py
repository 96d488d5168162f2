"""The beginning of every simulated world, made once a process: a server, laptops of two districts and a province.

Files lie on a RAM disk where there is one. Databases are the real encrypted ones, with the real key slots at the least cost.
"""

from __future__ import annotations

import atexit
import json
import random
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data import keys
from app.data.connection import FILE, connect
from app.data.database import create_database, open_database
from app.domain.ids import new_id, shared_id
from app.domain.permissions import RIGHTS
from app.domain.records import Actor
from app.services.office.offices import Session
from app.syncing.identity import device, keep_enrolment
from sync.protocol.auth import enrol_authorization
from sync.protocol.enrolment import EnrolRequest, decode_enrol_answer
from sync.server.database import open_store
from sync.server.enrol import Enrolment
from sync.server.offices import add_office, new_code
from tests.simulation.central import Central
from tests.simulation.laptops import Laptop
from tests.simulation.network import Network
from tests.simulation.places import CHEAP, FULL_ROLES, HERE, OPEN_RIGHTS, PASSWORD, PROVINCE, THERE, Place
from tests.simulation.seams import LaptopClock, Seams


@dataclass(frozen=True, slots=True)
class Template:
    """The folder to copy, who is in it, the first records and when it was made."""

    folder: Path
    places: tuple[Place, ...]
    records: tuple[tuple[str, str], ...] = ()
    devices: tuple[tuple[str, str], ...] = ()
    moment: int = 0


def ram_disk() -> Path:
    """A fresh folder on the quickest disk, taken away at the end of the process."""
    fast = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="komar-sim-", dir=fast if fast.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def template() -> Template:
    """The beginning, made at the first call; the same in every process."""
    folder = ram_disk()
    with Seams(0).held() as seams:
        return _made(folder, seams)


def _made(folder: Path, seams: Seams) -> Template:
    """The server, the laptops, the first records, and exchanges until all are equal."""
    clock = LaptopClock(seams.moments)
    plan: list[tuple[str, str, tuple[Iterable[str], ...]]] = [
        ("a", HERE, (RIGHTS, OPEN_RIGHTS)),
        ("b", HERE, (RIGHTS,)),
        ("c", HERE, (OPEN_RIGHTS,)),
        ("d", THERE, (RIGHTS,)),
        ("p", PROVINCE, (RIGHTS,)),
    ]
    bare, key = folder / "bare", bytes(range(32))
    bare.mkdir()
    create_database(bare, key, clock=clock).close()
    store = open_store(folder / "server")
    for office in (PROVINCE, HERE, THERE):
        add_office(store, office)
    enrolling = Enrolment(store)
    places = []
    for name, office, rights in plan:
        users = tuple((new_id(), tuple(sorted(each))) for each in rights)
        place = Place(name, office, key, users)
        _laptop(folder, bare, place, clock)
        with open_database(folder / name, key, clock=clock) as database:
            me = device(database)
            body = EnrolRequest(new_code(store, office), office, False, True, me.id, me.public, (users[0][0],)).encode()
            answer = enrolling.answer(enrol_authorization(me.signing_key, body), body)
            keep_enrolment(database, "http://127.0.0.1:1", decode_enrol_answer(answer))
        places.append(place)
    store.close()
    shutil.rmtree(bare)
    return _begun(folder, tuple(places), clock, seams)


def _begun(folder: Path, places: tuple[Place, ...], clock: LaptopClock, seams: Seams) -> Template:
    """The first records, and all laptops equal."""
    chance = random.Random(0)
    central = Central(folder / "server", chance, 1)
    network = Network(central, chance)
    laptops = [Laptop(place.name, place, folder / place.name, clock, network) for place in places]
    with laptops[0].session().write("start") as uow:
        child = uow.create("child", {"office": HERE, "sex": "female"})
        other = uow.create("child", {"office": HERE, "sex": "male"})
        case = uow.create("case", {"office": HERE, "child": child, "status": "open"})
        facility = uow.create("facility", {"office": HERE, "code": "X-1"})
        inspection = uow.create("inspection", {"facility": facility})
        made = [("child", child), ("child", other), ("case", case), ("facility", facility), ("inspection", inspection)]
        made.append(("note", uow.create("note", {"case": case, "kind": "visit"})))
        made.append(("consent", uow.create("consent", {"case": case})))
        made.append(("concern", uow.create("concern", {"case": case, "code": "sexual_violence"})))
        made.append(("reporter", uow.create("reporter", {"case": case})))
        made.append(("family_member", uow.create("family_member", {"child": child})))
        made.append(("form_response", uow.create("form_response", {"inspection": inspection, "form_id": "f"})))
    for _ in range(3):
        for laptop in laptops:
            ended = laptop.exchange()
            assert ended == "ok", ended
    devices = tuple((laptop.name, laptop.device) for laptop in laptops)
    for laptop in laptops:
        laptop.close()
    central.stop()
    assert central.broken == [], central.broken
    return Template(folder, places, tuple(made), devices, seams.moments.ms)


def _laptop(folder: Path, bare: Path, place: Place, clock: LaptopClock) -> None:
    """A laptop's folder: an own device in a copy of the bare database, slots, the office's record and the users."""
    home = folder / place.name
    shutil.copytree(bare, home)
    connection = connect(home / FILE, place.key)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'device'", (new_id(),))
    connection.execute("UPDATE incarnation SET id = ?", (new_id().replace("-", ""),))
    connection.close()
    slots = {user: keys._slot(user, PASSWORD, place.key, CHEAP) for user, _ in place.users}
    (home / keys.NAME).write_text(json.dumps({"version": 1, "slots": slots, "failures": {"count": 0, "at": None}}), "ascii")
    with open_database(home, place.key, clock=clock) as database:
        first = Actor(place.users[0][0], f"Sok {place.name}", place.office, frozenset(FULL_ROLES), frozenset(RIGHTS))
        with Session(database, first).write("office_create") as uow:
            uow.create("office", {"office": place.office, "name_km": place.office}, record_id=shared_id("office", place.office))
            for user, rights in place.users:
                told: dict[str, object] = {"office": place.office, "name": f"Sok {user[-4:]}", "active": True}
                uow.create("user", {**told, "roles": list(FULL_ROLES), "rights": list(rights)}, record_id=user)
            uow.undoable = False
