"""The beginning of every simulated world, made once a process: a server, laptops of two districts and a province.

Files lie on a RAM disk where there is one. Databases are the real encrypted ones, with the real key slots at the least cost.
"""

from __future__ import annotations

import atexit
import json
import random
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.data.connection import FILE, connect
from app.data.database import create_database, open_database
from app.data.keeping import keys
from app.domain.ids import new_id, shared_id
from app.domain.permissions import RIGHTS
from app.domain.records import Actor
from app.services.office.offices import Session
from app.syncing.identity import device, keep_enrolment
from sync.protocol.auth import enrol_authorization
from sync.protocol.enrolment import EnrolRequest, decode_enrol_answer
from sync.server.database import open_store
from sync.server.devices.enrol import Enrolment
from sync.server.devices.offices import add_office, new_code
from tests.simulation import kinds
from tests.simulation.central import Central
from tests.simulation.laptops import Laptop
from tests.simulation.network import Network
from tests.simulation.places import CHEAP, FULL_ROLES, HERE, OPEN_RIGHTS, OTHER_ROLES, PASSWORD, PROVINCE, THERE, Place
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
        place = Place(name, office, key, users, OTHER_ROLES if name == "c" else FULL_ROLES)
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
    central, laptops = _machines(folder, places, clock, chance)
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
    devices = tuple((laptop.name, laptop.device) for laptop in laptops)
    _made_equal(central, laptops)
    return Template(folder, places, tuple(made), devices, seams.moments.ms)


def _machines(folder: Path, places: Iterable[Place], clock: LaptopClock, chance: random.Random) -> tuple[Central, list[Laptop]]:
    """The machines whose disks lie in a folder, started."""
    central = Central(folder / "server", chance, 1)
    network = Network(central, chance)
    return central, [Laptop(place.name, place, folder / place.name, clock, network) for place in places]


def _made_equal(central: Central, laptops: Iterable[Laptop]) -> None:
    """All exchange until everybody has everything; then all machines are stopped."""
    for _ in range(3):
        for laptop in laptops:
            ended = laptop.exchange()
            assert ended == "ok", ended
    for laptop in laptops:
        laptop.close()
    central.stop()
    assert central.broken == [], central.broken


@cache
def template_of(cast: int | None) -> Template:
    """The beginning with a record of each type of a cast (`kinds.casts`), beside the roots; the plain one without a cast."""
    begun = template()
    if cast is None:
        return begun
    folder = ram_disk()
    for name in ("server", *(place.name for place in begun.places)):
        shutil.copytree(begun.folder / name, folder / name)
    with Seams(cast * 2 + 2).held() as seams:
        seams.moments.ms = begun.moment
        chance = random.Random(cast)
        central, laptops = _machines(folder, begun.places, LaptopClock(seams.moments), chance)
        made = {type_name: record for type_name, record in reversed(begun.records) if type_name in kinds.ROOTS}
        with laptops[0].session().write("start") as uow:
            for type_name in kinds.with_parents(kinds.casts()[cast]):
                made[type_name] = uow.create(type_name, first_values(type_name, list(made.items()), HERE, chance))
        _made_equal(central, laptops)
        return replace(begun, folder=folder, records=tuple(made.items()), moment=seams.moments.ms)


def first_values(type_name: str, records: Sequence[tuple[str, str]], office: str, chance: random.Random) -> dict[str, object]:
    """What a new record of a type says from the first: what it belongs to, or whose it is; who may see it."""
    named = [(field, record) for field, above in kinds.above(type_name) for kind, record in records if kind == above]
    values: dict[str, object] = dict([chance.choice(named)]) if named else {"office": office}
    for unit in kinds.units_of(type_name):
        if unit.how == "secret":
            values[unit.names[0]] = chance.choice(kinds.NOTICES if unit.names[0] == "notice" else kinds.OPEN_OR_NOT)
    return values


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
                uow.create("user", {**told, "roles": list(place.roles), "rights": list(rights)}, record_id=user)
            uow.undoable = False
