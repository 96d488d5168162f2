"""Bundle files on memory sticks: made by laptops, taken in by the server and replied to, late, twice, in any order."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import AppError
from app.domain.records import Actor
from app.syncing import bundles
from sync.protocol.bundle import PART_LEAST, PART_USUAL
from sync.server import models
from sync.server.bundles.bundles import take
from sync.server.faults import Refusal
from tests.simulation import states
from tests.simulation.central import Death
from tests.simulation.laptops import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World

TURNS = 8


@dataclass
class Stick:
    """A file on its way to the server: whose, what is on it, and the saves that it holds (instants, texts)."""

    name: str
    data: bytes
    ats: frozenset[str]
    text: str
    brought: bool = False


@dataclass
class Drawer:
    """All sticks that lie about: those for the server, and replies by family. Nothing is ever thrown away."""

    out: list[Stick] = field(default_factory=list)
    back: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def lost(self) -> list[Stick]:
        """Files that never came to the server."""
        return [stick for stick in self.out if not stick.brought]


def make(world: World, laptop: Laptop) -> None:
    """A laptop seals what waits."""
    if laptop in world.watch.exchanging:
        return
    parts = bundles.seal(laptop.database, laptop.enrolled, part_bytes=world.chance.choice((PART_LEAST, PART_USUAL)))
    with laptop.database.read(Actor("", "", "")) as reader:
        query = "SELECT o.at, plain(o.patch) FROM op o JOIN incarnation i ON i.id = o.incarnation WHERE o.seq > i.acked_seq"
        rows = reader.connection.exec_driver_sql(query).fetchall()
    ats, text = frozenset(str(row[0]) for row in rows), "\n".join(str(row[1]) for row in rows)
    world.drawer.out += [Stick(laptop.name, part, ats, text) for part in parts]
    laptop.forget()  # the engine knows nothing of lines that were frozen meanwhile
    world.tell(f"{laptop.name}: {len(parts)} files made")


def bring(world: World, laptop: Laptop) -> None:
    """Some file comes to the server, perhaps not for the first time."""
    if world.drawer.out:
        _bring(world, world.chance.choice(world.drawer.out))


def _bring(world: World, stick: Stick) -> None:
    """A file is taken in; its reply lies in the drawer."""
    try:
        reply = take(world.central.store, stick.data)
    except Refusal as refusal:
        world.tell(f"a file of {stick.name} is refused: {refusal.code}")
        if refusal.status != 429:
            world.watch.report(16, f"a file of {stick.name} is refused: {refusal.code}")
        return
    except Death:
        world.central.restart()
        return
    world.tell(f"a file of {stick.name} is taken in")
    stick.brought = True
    world.journal.came_back(stick.ats)
    if reply is not None:
        family = next(each.family for each in world.laptops if each.name == stick.name)
        world.drawer.back.append((family, reply))


def take_back(world: World, laptop: Laptop) -> None:
    """Some reply file comes to its laptop, or to its double, late perhaps."""
    mine = [data for family, data in world.drawer.back if family == laptop.family]
    if mine and laptop not in world.watch.exchanging:
        _open(world, laptop, world.chance.choice(mine))


def _open(world: World, laptop: Laptop, data: bytes) -> None:
    """A reply file is taken in; what was typed stays on the screen until its record is there."""
    try:
        bundles.open_reply(laptop.database, laptop.enrolled, data)
        world.tell(f"{laptop.name}: a reply file is taken in")
    except AppError as error:
        world.watch.report(16, f"{laptop.name}: a reply file is refused: {error.code}")
    for each in _gone_too_early(world, laptop):
        world.watch.report(16, each)
    laptop.forget()


def _gone_too_early(world: World, laptop: Laptop) -> list[str]:
    """Operations that left the overlay before a page brought what the server made of them."""
    if world.central.restores or world.plan.mends:
        return []
    log = models.op_log.c
    with world.central.store.read() as connection:
        rows = connection.execute(select(log.incarnation, log.seq, log.version).where(log.kind.in_(("create", "edit"))))
        versions = {(row.incarnation, int(row.seq)): int(row.version) for row in rows}
    there = states.server_scopes(world.central.store)
    mine = {record for scope in states.laptop_scopes(laptop) for record in there.get(scope, {})}
    with laptop.database.read(Actor("", "", "")) as reader:
        query = (
            "SELECT o.incarnation, o.seq, o.record, r.base_seq FROM op o JOIN record r ON r.id = o.record "
            "WHERE o.overlay = 0 AND o.verdict IN ('applied', 'merged', 'conflict') AND r.gone = 0"
        )
        left = reader.connection.exec_driver_sql(query).fetchall()
    return [
        f"{laptop.name}: {record} went back to {seen} before {versions[(incarnation, seq)]} came"
        for incarnation, seq, record, seen in left
        if seen < versions.get((incarnation, seq), 0) and record in mine  # its case may have moved to another office
    ][:1]


def found_again(world: World) -> None:
    """Files that never came to the server come at last."""
    for stick in world.drawer.lost:
        _bring(world, stick)


def alone(world: World) -> None:
    """Files are all there is, no link: they bring everybody to rest as the link would."""
    for _ in range(TURNS):
        before = world.central.position
        for laptop in world.living:
            first, answers = len(world.drawer.out), len(world.drawer.back)
            make(world, laptop)
            fresh = world.drawer.out[first:]
            world.chance.shuffle(fresh)
            for stick in fresh:
                _bring(world, stick)
            for _, data in world.drawer.back[answers:]:
                _open(world, laptop, data)
        if world.central.position == before and not any(_waiting(laptop) for laptop in world.living):
            break  # after a restore one turn may do no more than tell a laptop from where on it must seal again
    there = states.server_scopes(world.central.store)
    for laptop in world.living:
        odd = [scope for scope, records in states.laptop_scopes(laptop).items() if records != there.get(scope, {})]
        left = _waiting(laptop)
        if odd or left:
            world.watch.report(16, f"{laptop.name} by files alone: differs in {odd}, waits with {left[:3]}")


def _waiting(laptop: Laptop) -> list[tuple[str, int, str]]:
    """Operations that have no answer yet, held ones aside."""
    return [each for each in states.overlays(laptop) if each[2] != "held"]


def all_of_them(world: World) -> None:
    """Every file comes once more, and every reply, in any order."""
    out = list(world.drawer.out)
    world.chance.shuffle(out)
    for stick in out:
        _bring(world, stick)
    back = list(world.drawer.back)
    world.chance.shuffle(back)
    for family, data in back:
        for laptop in world.living:
            if laptop.family == family:
                _open(world, laptop, data)


def lying_about(world: World) -> tuple[set[str], str]:
    """The saves that lie on files which the server does not have yet: instants, and all values as one text."""
    sticks = world.drawer.lost
    return {at for stick in sticks for at in stick.ats}, json.dumps([stick.text for stick in sticks], ensure_ascii=False)
