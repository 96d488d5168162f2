"""Runs seeds one after the other and judges each; the first that breaks something is told with its story."""

from __future__ import annotations

import argparse
import gc
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.simulation import judge, judge_more
from tests.simulation.plan import plan_of
from tests.simulation.template import template
from tests.simulation.world import World

CHECKS: tuple[tuple[int, judge.Check], ...] = tuple(
    (number, getattr(part, f"inv_{number:02}"))
    for number in range(1, 25)
    for part in (judge, judge_more)
    if hasattr(part, f"inv_{number:02}")
)
LAST = (2, 7, 16, 20, 22)
"""Checks that do something to the world; the others are asked before, and once more after them."""


@dataclass
class Verdict:
    """What came of a seed."""

    seed: int
    broken: list[tuple[int, str]] = field(default_factory=list)
    story: list[str] = field(default_factory=list)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The invariants that are broken; 0 for a fault that no request may bring about."""
        return tuple(sorted({number for number, _ in self.broken}))


def judged(world: World) -> list[tuple[int, str]]:
    """All that is broken in a world at rest."""
    found = [(0, fault) for fault in world.central.broken]
    for number, check in CHECKS:
        if number not in LAST:
            found += [(number, what) for what in check(world)]
    plan = world.plan
    wanted = {2: plan.repeats, 7: plan.pulls, 16: plan.sticks, 20: plan.decides, 22: plan.link}
    if found or not any(wanted.values()):
        return found
    for number, check in CHECKS:
        if wanted.get(number):
            found += [(number, what) for what in check(world)]
    world.heal()
    for number, check in CHECKS:
        if number not in LAST:
            found += [(number, f"after decisions: {what}") for what in check(world)]
    return found + [(0, fault) for fault in world.central.broken]


def run_seed(seed: int) -> Verdict:
    """One seed with the plan that chance draws for it."""
    visible = b""
    with World(seed) as world:
        try:
            world.run()
            visible = judge.bodies_text(world)
            broken = judged(world)
        except BaseException as fault:
            if isinstance(fault, KeyboardInterrupt):
                raise
            broken = [(0, "".join(traceback.format_exception(fault)))]
        verdict = Verdict(seed, broken, list(world.story))
    if world.plan.permutes and visible:
        verdict.broken += [(15, what) for what in inv_15(seed, visible)]
    return verdict


def inv_15(seed: int, visible: bytes) -> list[str]:
    """Clocks: the same seed with other clocks on the laptops ends with the same values."""
    with World(seed, offsets=1) as world:
        world.run()
        return [] if judge.bodies_text(world) == visible else ["other clocks, other values"]


def run_many(
    seeds: Sequence[int], minutes: float, told: Callable[[str], None], until_first: bool = False, about: int | None = None
) -> list[Verdict]:
    """Seeds until there are no more or the time is over; gives those that broke something.

    `about`: only what breaks this invariant counts.
    """
    template()
    gc.freeze()  # modules and what SQLAlchemy learnt stay to the end: nobody need look through them again and again
    gc.set_threshold(50_000, 20, 20)
    began = time.monotonic()
    bad: list[Verdict] = []
    for done, seed in enumerate(seeds, start=1):
        verdict = run_seed(seed)
        if verdict.broken and (about is None or about in verdict.numbers):
            bad.append(verdict)
            told(f"seed {seed}: {verdict.numbers} {verdict.broken[0][1][-600:]}")
            if until_first:
                break
        passed = time.monotonic() - began
        if done % 50 == 0:
            told(f"{done} seeds, {done / passed * 60:.0f} a minute, {len(bad)} bad")
        if minutes and passed > minutes * 60:
            break
    return bad


def main(arguments: list[str]) -> int:
    """`--seed S` one seed with its story; `--seeds N --from S --minutes M` many."""
    parser = argparse.ArgumentParser(prog="simulate")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--from", type=int, default=1, dest="first")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--until-first", action="store_true", help="ends at the first seed that breaks something")
    parser.add_argument("--about", type=int, help="only what breaks this invariant counts")
    parser.add_argument("--where", nargs="*", default=[], help="leaves seeds out whose plan has not these faults")
    parser.add_argument("--kill", type=int, help="so many rounds in which real processes are killed")
    parser.add_argument("--defects", nargs="*", type=int, help="plants a defect for each invariant, or for these")
    told = parser.parse_args(arguments)
    if told.seed is not None and not told.kill:
        verdict = run_seed(told.seed)
        print("\n".join(verdict.story))
        for number, what in verdict.broken:
            print(f"BROKEN {number}: {what}")
        return int(bool(verdict.broken))
    if told.kill:
        from tests.simulation.kill import rounds

        return int(bool(rounds(told.kill, told.seed or 1, lambda text: print(text, flush=True))))
    if told.defects is not None:
        from tests.simulation.defects import run_all

        return int(bool(run_all(lambda text: print(text, flush=True), told.defects, told.minutes)))
    whole = range(told.first, told.first + told.seeds)
    seeds = [seed for seed in whole if all(getattr(plan_of(seed)[0], name) for name in told.where)]
    return int(bool(run_many(seeds, told.minutes, lambda text: print(text, flush=True), told.until_first, told.about)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
