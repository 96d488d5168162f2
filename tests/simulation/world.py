"""A simulated world: laptops, people, a server and a network between, all under one seed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sync.server.database import Store
from sync.server.devices.offices import revoke
from sync.server.faults import ServerFault
from sync.server.keeping.erased import erased_of
from sync.server.keeping.erasure import erase
from tests.simulation import deciding, poison, sharing, sticks, texts, work
from tests.simulation.central import Central, Death
from tests.simulation.journal import Journal, tokens
from tests.simulation.laptops import Laptop
from tests.simulation.network import Network, Weather
from tests.simulation.plan import Plan, plan_of
from tests.simulation.seams import LaptopClock, Seams
from tests.simulation.server_texts import server_ats, server_text
from tests.simulation.template import ram_disk, template_of
from tests.simulation.watch import Watch

Act = Callable[["World", Laptop], object]


class World:
    """One run. `story` tells what happened, line by line."""

    def __init__(self, seed: int, plan: Plan | None = None, offsets: int = 0) -> None:
        self.seed = seed
        drawn, self.chance = plan_of(seed)
        self.plan = plan or drawn
        made = template_of(self.plan.cast)
        self.story: list[str] = []
        self.journal = Journal()
        self.records = list(made.records)
        self.devices = dict(made.devices)
        self.writes = self.plan.writes(seed)
        self.folder = ram_disk()
        self._stack = ExitStack()
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.seams = self._stack.enter_context(Seams(seed).held())
        self.seams.moments.ms = made.moment
        for name in ("server", *self.plan.laptops):
            shutil.copytree(made.folder / name, self.folder / name)
        self.drawer = sticks.Drawer()
        self.depth, self.armed = 0, False
        self.images: dict[str, Path] = {}
        self.backups: list[Path] = []
        self.disks: list[Path] = []
        self.central = Central(self.folder / "server", self.chance, self.plan.processes)
        self._stack.callback(self.central.stop)
        self.network = Network(self.central, self.chance, Weather(), self.tell, self._between, not self.plan.permutes)
        self.laptops: list[Laptop] = []
        clocks = random.Random(f"clocks {seed} {offsets}")
        for place in (each for each in made.places if each.name in self.plan.laptops):
            clock = LaptopClock(self.seams.moments, self.plan.offset(clocks))
            self.laptops.append(Laptop(place.name, place, self.folder / place.name, clock, self.network))
        self._stack.callback(self._close_laptops)
        self.watch = Watch(self)
        self.central.watch = self.watch.answered
        self.seams.point = self._point
        self.tell(self.plan.told())

    def _close_laptops(self) -> None:
        """All programmes are ended."""
        for each in self.laptops:
            each.close()

    def __enter__(self) -> World:
        return self

    def __exit__(self, *_: object) -> None:
        """Everything is closed and taken away."""
        self.seams.point = lambda side, place, whose: None
        self._stack.close()

    def tell(self, text: str) -> None:
        """A line of the story."""
        self.story.append(f"{'  ' * self.depth}{text}")

    def some_record(self, *types: str) -> tuple[str, str]:
        """A record of some type; of any where there is none of these."""
        return self.chance.choice([each for each in self.records if not types or each[0] in types] or self.records)

    @property
    def living(self) -> list[Laptop]:
        """Laptops that still exchange."""
        return [each for each in self.laptops if each.alive and not each.revoked]

    def run(self) -> None:
        """All the work of the seed, ended each time by a time without faults."""
        for _ in range(self.plan.rounds):
            self.network.weather = self.plan.weather
            self.armed = True
            for _ in range(self.plan.steps):
                self.step()
            self.heal()

    def step(self) -> None:
        """One piece of work somewhere."""
        if not self.living:
            return
        laptop = self.chance.choice(self.living)
        acts = self._acts()
        self.do(laptop, self.chance.choices([act for act, _ in acts], [weight for _, weight in acts])[0])

    def do(self, laptop: Laptop, act: Act) -> None:
        """An act of a laptop; a death within it is survived."""
        self.depth += 1
        try:
            act(self, laptop)
        except Death as death:
            self.tell(f"{laptop.name} dies {death.place} a commit")
            laptop.die()
            if self.depth > 1:
                raise
        finally:
            self.depth -= 1

    def _acts(self) -> list[tuple[Act, float]]:
        """What may happen in this plan, by weight."""
        plan = self.plan
        acts: list[tuple[Act, float]] = [
            (work.edit, 10),
            (exchange, 9),
            (work.create, 1.5),
            (deciding.decide, 2),
            (work.look, 1.5),
        ]
        acts += [(work.same_value, 0.7), (work.go_on, 0.7), (texts.together, 0.7), (discard_rarely, 0.3), (close, 0.5)]
        for wanted, act, weight in (
            (plan.deletes, work.delete, 1.2),
            (plan.moves, work.move, 1.0),
            (plan.rights, work.change_rights, 0.5),
            (plan.merges, work.merge_records, 1.0),
            (plan.poison, poison.some, 1.0),
            (plan.newer, poison.unknown_field, 1.0),
            (plan.clocks, jump, 0.4),
            (plan.backups or plan.told_restore, verified_backup, 0.6),
            (plan.put_back, copy_server, 0.6),
            (plan.put_back, put_back, 0.5),
            (plan.told_restore, told_restore, 0.25),
            (plan.lies or plan.own_restore, image, 0.6),
            (plan.lies, lie, 0.3),
            (plan.own_restore, own_restore, 0.3),
            (plan.doubles, double, 0.3),
            (plan.gone, vanish, 0.3),
            (plan.revoked, revoke_one, 0.8),
            (plan.erases, erase_one, 0.5),
            (plan.shares, sharing.share, 4.0),
            (plan.shares, sharing.offer, 4.0),
            (plan.shares, sharing.take, 6.0),
            (plan.shares, sharing.shut_out, 1.5),
            (plan.shares, sharing.refer, 3.0),
            (plan.shares, sharing.end_referral, 3.0),
            (plan.sticks, sticks.make, 1.5),
            (plan.sticks, sticks.bring, 2.0),
            (plan.sticks, sticks.take_back, 1.5),
        ):
            if wanted:
                acts.append((act, weight))
        return acts

    def heal(self) -> None:
        """The network is good again; all exchange until nothing comes any more."""
        self.armed = False
        self.network.weather = Weather()
        self.network.deliver_late()
        if self.plan.sticks:
            sticks.found_again(self)
        if self.plan.by_sticks:
            self.tell("by files alone")
            sticks.alone(self)
        self.tell("all is well again")
        for turn in range(8):
            moved = False
            for laptop in self.living:
                if not turn and self.chance.random() < 0.3:
                    laptop.close()
                before = self.central.position
                ended = laptop.exchange()
                told = laptop.engine.report
                moved = moved or ended != "ok" or bool(told.sent) or self.central.position != before
                self.tell(f"{laptop.name}: {ended}, {told.sent} sent, {told.received} received in {told.requests}")
            if turn and not moved:
                break  # nobody brought anything, so all have what there is; the judge asks once more
        if self.plan.erases:
            self.note_erased()

    def _point(self, side: str, place: str, whose: object) -> None:
        """A writing transaction: something may happen before it, before its commit, after it."""
        if side == "server":
            self._server_point(place, whose)
        elif self.armed and self.chance.random() < self.plan.laptop_dies:
            raise Death("laptop", place)

    def _server_point(self, place: str, whose: object) -> None:
        """A transaction of a server process."""
        if self.central.starting:
            return
        if isinstance(whose, Store) and not any(whose is process.store for process in self.central.processes):
            if self.central.processes:
                raise Death("server", "after it was ended")
            return
        if place == "after" and self.central.restoring and self.depth == 1:
            self.watch.put_back()  # the older database lies there from now on, though the command is not through
        if not self.armed:
            return
        if self.chance.random() < self.plan.server_dies:
            self.tell(f"the server dies {place} a commit")
            raise Death("server", place)
        if place == "before" and self.depth == 1 and self.chance.random() < self.plan.interleave:
            self.do(self.chance.choice(self.living), exchange)

    def _between(self, name: str) -> None:
        """Between two requests of an exchange people work on."""
        if not self.armed or self.depth > 1 or self.chance.random() >= self.plan.interleave:
            return
        mine = next((each for each in self.living if each.name == name), None)
        if mine is None:
            return
        if self.chance.random() < 0.5:
            self.do(mine, self.chance.choice((work.edit, work.create, deciding.decide)))
            return
        self.do(self.chance.choice([each for each in self.living if each is not mine] or [mine]), exchange)

    def note_erased(self) -> None:
        """Which values the law has erased: those of records that the server knows as erased."""
        with self.central.store.read() as connection:
            gone = erased_of(connection, {record for record in self.journal.record.values() if record})
        self.journal.erased |= {token for token, record in self.journal.record.items() if record in gone}

    def census(self) -> tuple[set[str], frozenset[str]]:
        """The instants of saves and the tokens that still lie anywhere: on laptops in use, on the server."""
        ats, text = sticks.lying_about(self)
        ats |= server_ats(self.central.store)
        found = tokens(text, server_text(self.central.store))
        for laptop in self.laptops:
            if laptop.alive:
                text = laptop.texts()
                found |= tokens(text)
                ats |= set(text.split("\n"))
        return ats, found


def exchange(world: World, laptop: Laptop) -> None:
    """Some exchange; faults may end it."""
    if world.depth > 1 and any(each.name == laptop.name for each in world.watch.exchanging):
        return
    world.watch.exchanging.append(laptop)
    try:
        world.tell(f"{laptop.name}: exchange")
        world.tell(f"{laptop.name}: exchange ended: {laptop.exchange()}")
    finally:
        world.watch.exchanging.remove(laptop)


def close(world: World, laptop: Laptop) -> None:
    """The programme is ended and will be started again."""
    if laptop not in world.watch.exchanging:
        laptop.close()


def discard_rarely(world: World, laptop: Laptop) -> None:
    """Somebody gives a held change up."""
    work.discard(world, laptop)


def jump(world: World, laptop: Laptop) -> None:
    """A clock is set."""
    laptop.clock.offset = world.plan.offset(world.chance)


def verified_backup(world: World, laptop: Laptop) -> None:
    """The server's own backup."""
    try:
        world.backups.append(world.central.verified_backup(world.folder / "backups"))
        world.tell("backup")
    except Death:
        world.central.restart()


def copy_server(world: World, laptop: Laptop) -> None:
    """An image of the server's disk is taken."""
    path = world.folder / f"disk-{len(world.disks)}.db"
    world.central.copy_database(path)
    world.disks.append(path)
    world.tell(f"disk image {len(world.disks) - 1}")


def put_back(world: World, laptop: Laptop) -> None:
    """The server comes up with an older database, and nobody says so."""
    if world.disks:
        number = world.chance.randrange(len(world.disks))
        world.tell(f"the server is put back to image {number} without a word")
        world.central.put_back(world.disks[number])
        world.journal.take_away(*world.census())
        world.watch.put_back()


def told_restore(world: World, laptop: Laptop) -> None:
    """The restore command."""
    if world.backups:
        chosen = world.chance.choice(world.backups)
        world.tell("the server is restored by its command")
        try:
            world.central.restore(chosen)
        except Death:
            world.central.restart()
        world.journal.take_away(*world.census())
        world.watch.put_back()


def image(world: World, laptop: Laptop) -> None:
    """An image of a laptop's disk."""
    if laptop in world.watch.exchanging:
        return
    path = world.folder / f"image-{laptop.name}"
    laptop.image(path)
    world.images[laptop.name] = path
    world.tell(f"image of {laptop.name}")


def lie(world: World, laptop: Laptop) -> None:
    """A disk had lied."""
    if laptop.name in world.images and laptop not in world.watch.exchanging:
        world.tell(f"the disk of {laptop.name} had lied")
        laptop.lie(world.images[laptop.name])
        world.journal.take_away(*world.census())


def own_restore(world: World, laptop: Laptop) -> None:
    """A laptop's own backup is put back."""
    if laptop.name in world.images and laptop not in world.watch.exchanging:
        world.tell(f"{laptop.name} is restored from its backup")
        try:
            laptop.restore(world.images[laptop.name])
        finally:
            world.journal.take_away(*world.census())


def double(world: World, laptop: Laptop) -> None:
    """A disk is cloned into another machine, and both are used."""
    if laptop in world.watch.exchanging or len(world.laptops) > 7:
        return
    name = f"{laptop.name}{len(world.laptops)}"
    world.laptops.append(laptop.double(name, world.folder / name))
    world.watch.doubled(laptop.family)
    world.tell(f"{laptop.name} is cloned as {name}")


def vanish(world: World, laptop: Laptop) -> None:
    """A laptop is stolen."""
    if len(world.living) > 2 and laptop not in world.watch.exchanging:
        world.tell(f"{laptop.name} is lost")
        laptop.close()
        laptop.alive = False
        world.journal.take_away(*world.census())


def surely(world: World, command: Callable[[], object]) -> object:
    """A command of the server's console, given anew until it is through, whoever dies meanwhile."""
    while True:
        try:
            return command()
        except Death:
            world.central.restart()


def erase_one(world: World, laptop: Laptop) -> None:
    """A record that the server has is erased by law, with all below it."""
    _, record = world.some_record("child", "note", "reporter", *world.plan.types)
    try:
        told = surely(world, lambda: erase(world.central.store, record, "asked for"))
    except ServerFault:
        return
    world.tell(f"erased by law: {record[-6:]} {told}")
    world.watch.erased = True


def revoke_one(world: World, laptop: Laptop) -> None:
    """A device is revoked; it hands in no more."""
    if len(world.living) > 2 and laptop not in world.watch.exchanging:
        world.tell(f"{laptop.name} is revoked")
        surely(world, lambda: revoke(world.central.store, laptop.device))
        world.watch.revoked.add(laptop.family)
        try:
            if world.plan.sticks:
                sticks.make(world, laptop)
        finally:  # also when it dies over that
            for each in world.laptops:
                if each.family == laptop.family:
                    each.close()
                    each.alive = False
            world.journal.take_away(*world.census())
