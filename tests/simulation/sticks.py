"""Bundle files on memory sticks: made by laptops, taken in by the server and replied to, late, twice, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.syncing import bundles
from sync.protocol.bundle import PART_LEAST, PART_USUAL
from sync.server.bundles import take
from sync.server.faults import Refusal
from tests.simulation.central import Death
from tests.simulation.laptops import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World


@dataclass
class Drawer:
    """All sticks that lie about: whose they are, and what is on them. Nothing is ever thrown away."""

    out: list[tuple[str, bytes]] = field(default_factory=list)
    back: list[tuple[str, bytes]] = field(default_factory=list)


def make(world: World, laptop: Laptop) -> None:
    """A laptop seals what waits."""
    if laptop in world.watch.exchanging:
        return
    size = world.chance.choice((PART_LEAST, PART_USUAL))
    parts = bundles.seal(laptop.database, laptop.enrolled, part_bytes=size)
    world.drawer.out += [(laptop.name, part) for part in parts]
    laptop.close()  # the engine knows nothing of lines that were frozen meanwhile
    world.tell(f"{laptop.name}: {len(parts)} files made")


def bring(world: World, laptop: Laptop) -> None:
    """Some file comes to the server, perhaps not for the first time."""
    if world.drawer.out:
        _bring(world, world.chance.choice(world.drawer.out))


def _bring(world: World, stick: tuple[str, bytes]) -> None:
    """A file is taken in; its reply lies in the drawer."""
    name, data = stick
    try:
        reply = take(world.central.store, data)
    except Refusal as refusal:
        world.tell(f"a file of {name} is refused: {refusal.code}")
        if refusal.status != 429:
            world.watch.report(16, f"a file of {name} is refused: {refusal.code}")
        return
    except Death:
        world.central.restart()
        return
    world.tell(f"a file of {name} is taken in")
    if reply is not None:
        world.drawer.back.append((name, reply))


def take_back(world: World, laptop: Laptop) -> None:
    """Some reply file comes to its laptop, late perhaps."""
    mine = [data for name, data in world.drawer.back if name == laptop.name]
    if mine and laptop not in world.watch.exchanging:
        _open(world, laptop, world.chance.choice(mine))


def _open(world: World, laptop: Laptop, data: bytes) -> None:
    """A reply file is taken in."""
    try:
        bundles.open_reply(laptop.database, laptop.enrolled, data)
        world.tell(f"{laptop.name}: a reply file is taken in")
    except AppError as error:
        world.watch.report(16, f"{laptop.name}: a reply file is refused: {error.code}")
    laptop.close()


def all_of_them(world: World) -> None:
    """Every file comes once more, and every reply, in any order."""
    out = list(world.drawer.out)
    world.chance.shuffle(out)
    for stick in out:
        _bring(world, stick)
    back = list(world.drawer.back)
    world.chance.shuffle(back)
    for name, data in back:
        for laptop in world.living:
            if laptop.name == name:
                _open(world, laptop, data)
