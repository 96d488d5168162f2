"""Which types take part in the simulation, and what people write into them."""

from __future__ import annotations

from sync.schema import vocabulary
from tests.simulation import kinds
from tests.simulation.plan import plan_of


def test_every_type_of_the_vocabulary_takes_part_in_some_world() -> None:
    written = {name for cast in kinds.casts() for name in cast} | kinds.BY_HAND | {*kinds.ROOTS}
    assert written == vocabulary().types.keys()
    assert {plan_of(seed)[0].cast for seed in range(1, 3 * len(kinds.casts()) + 1)} == {None, *range(len(kinds.casts()))}


def test_all_that_merges_by_a_rule_of_its_own_is_written() -> None:
    ruled = {(t.name, f.name) for t in vocabulary().types.values() for f in t.fields.values() if f.rule != "plain"}
    found = {(name, field) for name in vocabulary().types for unit in kinds.units_of(name) for field in unit.names}
    hidden = {("case", "shared_with"), ("case", "travel"), ("child", "shared_with")}  # by the acts of `sharing`
    assert ruled - found == hidden


def test_a_visit_that_nobody_is_told_of_is_a_secret_that_people_write() -> None:
    assert [unit.how for name in ("visit_plan", "visit_member") for unit in kinds.units_of(name) if "notice" in unit.names] == [
        "secret",
        "secret",
    ]
    assert any(plan_of(seed)[0].visits for seed in range(1, 200))
