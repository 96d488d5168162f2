"""What the harness notes of people's work."""

from __future__ import annotations

import pytest

from tests.simulation import poison, work
from tests.simulation.central import Death
from tests.simulation.plan import Plan
from tests.simulation.world import World


def test_a_save_is_noted_though_its_laptop_dies_after_it_and_again_while_it_starts() -> None:
    places: list[str] = []

    def point(side: str, place: str, whose: object) -> None:
        places.append(place)
        if len(places) in (3, 5):
            raise Death(side, place)

    with World(0, Plan(laptops=("a", "b"))) as world:
        laptop = world.laptops[0]
        before = work.newest(laptop)
        world.seams.point = point
        with pytest.raises(Death, match="laptop after"):
            poison.unknown_field(world, laptop)
        number, at = work.newest(laptop)
        assert places[:8] == ["before", "inside", "after", "before", "inside", "before", "inside", "after"]
        assert number == before[0] + 1
        event = world.journal.by_at[at]
        assert event.kind == "newer field"
        assert at != event.at, "an operation of another instant than its save, which the journal finds only by its note"
