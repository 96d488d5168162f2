"""Which faults a seed knows and how often: drawn anew for each seed, so that every mixture comes, also that of few things."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta

from tests.simulation.kinds import ROOTS, Unit, casts, units_of, with_parents
from tests.simulation.network import KINDS, WITHIN, Weather

DAYS = 3653
"""Ten years."""
OFFICES = (("a", "b"), ("a", "b"), ("a", "b", "c"), ("a", "c"), ("a", "b", "d"), ("a", "d", "p"), ("a", "b", "c", "d", "p"))
"""Which laptops of the template are there: of one district, with a colleague who may see less, the province."""


@dataclass
class Plan:
    """What may happen in a world. Shares are chances an act or a transaction."""

    rounds: int = 2
    steps: int = 20
    laptops: tuple[str, ...] = ("a", "b", "c", "d", "p")
    repeats: bool = True
    decides: bool = True
    weather: Weather = field(default_factory=Weather)
    processes: int = 1
    interleave: float = 0.0
    server_dies: float = 0.0
    laptop_dies: float = 0.0
    lies: bool = False
    backups: bool = False
    put_back: bool = False
    told_restore: bool = False
    doubles: bool = False
    own_restore: bool = False
    gone: bool = False
    revoked: bool = False
    moves: bool = False
    rights: bool = False
    deletes: bool = False
    merges: bool = False
    poison: bool = False
    newer: bool = False
    clocks: bool = False
    erases: bool = False
    link: bool = False
    pulls: bool = False
    sticks: bool = False
    by_sticks: bool = False
    long: bool = False
    permutes: bool = False
    shares: bool = False
    cast: int | None = None
    """Which types of records take part beside the roots (`kinds.casts`); None: those of the beginning."""

    @property
    def mends(self) -> bool:
        """Whether copies can be lost for good, or the server's numbering be put back."""
        return self.lies or self.put_back or self.told_restore or self.own_restore or self.doubles

    @property
    def visits(self) -> bool:
        """Whether visits are planned, which not everybody may know of, and somebody is there who may not."""
        return self.junior and self.cast is not None and "visit_plan" in casts()[self.cast]

    @property
    def types(self) -> tuple[str, ...]:
        """The types that take part beside the roots; none where it is those of the beginning."""
        return () if self.cast is None else with_parents(casts()[self.cast])

    def writes(self, seed: int) -> dict[str, list[Unit]]:
        """What people write into records of a type, where that is drawn from the vocabulary: little, so that work meets."""
        chance = random.Random(f"units {seed}")
        roots = [name for name in ROOTS if self.cast is not None and chance.random() < 0.4]
        found = {}
        for name in (*roots, *self.types):
            units = units_of(name)
            often = [unit for unit in units if unit.how in ("secret", "cautious") and chance.random() < 0.7]
            found[name] = list(dict.fromkeys([*often, *chance.sample(units, min(3, len(units)))]))
        return found

    @property
    def junior(self) -> bool:
        """Whether somebody is there who may see no restricted group."""
        return "c" in self.laptops

    def offset(self, chance: random.Random) -> timedelta:
        """How wrong a clock is."""
        return timedelta(days=chance.randrange(-DAYS, DAYS), hours=chance.randrange(24)) if self.clocks else timedelta()

    def told(self) -> str:
        """The faults of this plan in words."""
        return " ".join(
            f"{name}={value}" for name, value in vars(self).items() if value not in (False, None, 0) and name != "weather"
        )


def drawn(chance: random.Random, later: random.Random) -> Plan:
    """A plan by chance: each fault is there in some seeds only. `later`: draws that came later and change no older seed."""

    def some(share: float) -> bool:
        return chance.random() < share

    kinds = tuple(chance.sample(KINDS, chance.randint(1, len(KINDS))))
    weather = Weather(chance.choice((0.0, 0.1, 0.3, 0.5)), kinds, chance.choice((1 << 30, 1 << 30, 600)))
    weather.cut_every = chance.choice((0, 0, 0, 4000))
    plan = Plan(rounds=chance.choice((1, 1, 2)), steps=chance.choice((8, 15, 25)), weather=weather)
    plan.laptops = chance.choice(OFFICES)
    plan.repeats, plan.decides = some(0.35), some(0.35)
    plan.processes = chance.choice((1, 1, 2))
    plan.interleave = chance.choice((0.0, 0.0, 0.15, 0.3))
    plan.server_dies, plan.laptop_dies = chance.choice((0.0, 0.0, 0.03)), chance.choice((0.0, 0.0, 0.02))
    plan.deletes, plan.clocks, plan.moves, plan.rights = some(0.6), some(0.5), some(0.35), some(0.15)
    plan.merges, plan.poison, plan.newer = some(0.2), some(0.2), some(0.2)
    plan.backups = some(0.4)
    plan.put_back, plan.told_restore = some(0.2), some(0.1)
    plan.doubles, plan.own_restore, plan.lies = some(0.15), some(0.15), some(0.1)
    plan.gone, plan.revoked = some(0.1), some(0.08)
    plan.erases, plan.link, plan.pulls = later.random() < 0.08, later.random() < 0.05, later.random() < 0.2
    plan.sticks = later.random() < 0.25
    plan.permutes = later.random() < 0.25 and plan.clocks
    plan.long, plan.by_sticks = later.random() < 0.15, later.random() < 0.4 and plan.sticks
    plan.shares = later.random() < 0.5 and "d" in plan.laptops
    plan.rounds = 3 if plan.shares else plan.rounds  # what is offered is known to the other office in the next round
    if plan.permutes:  # what hangs on the length of bodies would go another way with other clocks
        plan.long, plan.weather.cut_every, plan.weather.largest = False, 0, 1 << 30
        plan.weather.kinds = tuple(each for each in plan.weather.kinds if each not in WITHIN) or KINDS[:1]
    return plan


def plan_of(seed: int) -> tuple[Plan, random.Random]:
    """The plan of a seed, and the chance that goes on from there. Two seeds of three have types of their own."""
    chance = random.Random(f"world {seed}")
    plan = drawn(chance, random.Random(f"later {seed}"))
    plan.cast = seed // 3 % len(casts()) if seed % 3 else None
    return plan, chance
