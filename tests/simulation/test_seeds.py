"""Some seeds of the simulation, judged by every invariant; `dev.py simulate` runs as many as there is time for."""

from __future__ import annotations

import pytest

from tests.simulation.runner import run_seed

SEEDS = range(10, 32)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_whatever_happens(seed: int) -> None:
    """A seed is a world of its own: laptops, people, a server, a bad network, deaths, restores."""
    verdict = run_seed(seed)
    assert verdict.broken == [], "\n".join(verdict.story[-60:])
