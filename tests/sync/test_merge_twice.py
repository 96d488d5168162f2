"""Who writes twice without having seen what somebody else wrote: the first operation does not hide that from the second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sync.merge import Incoming, State, Writer, merge, stamped
from sync.schema import FieldSpec, TypeSpec
from sync.server.writers import read_writers, write_writers

AT = "2026-03-01T00:00:00.000Z"
SPEC = TypeSpec(
    "thing",
    {
        "plain": FieldSpec("plain", "text"),
        "risk": FieldSpec("risk", "code", "cautious", order=("high", "medium", "low", "none")),
        "set": FieldSpec("set", "set", "set"),
        "count": FieldSpec("count", "int", "counter"),
        "one": FieldSpec("one", "text", group="pair"),
        "two": FieldSpec("two", "text", group="pair"),
        "answers": FieldSpec("answers", "map", endings=("_note",)),
    },
)
BODY = {"plain": "p", "risk": "low", "set": ["a"], "count": 3, "one": "1", "two": "2"}
START = State(BODY, writers={"*": Writer(5, "s", "u", AT)})


def op(laptop: str, patch: dict[str, Any], *, seq: int = 1, base: int = 5, kind: str = "edit") -> Incoming:
    """An operation of a laptop."""
    return Incoming(laptop, seq, kind, base, patch, f"user {laptop}", AT)


def run(ops: Sequence[Incoming], state: State = START) -> tuple[dict[str, Any], list[Any], State]:
    """What is visible after operations one after the other, all conflicts, and the state as a server keeps it."""
    conflicts: list[Any] = []
    for version, each in enumerate(ops, 10):
        outcome = merge(SPEC, state, each)
        conflicts.extend(outcome.conflicts)
        state = stamped(outcome, state, each, version)
        state = State(state.body, state.deleted, read_writers(write_writers(state.writers, lambda number: number)))
    return dict(state.body or {}), conflicts, state


def sides(conflicts: Sequence[Any], name: str) -> set[Any]:
    """All values of a field that are kept in conflicts."""
    return {side.get(name) for each in conflicts for side in (each.current, each.proposed)}


def twice(one: dict[str, Any], two: dict[str, Any]) -> list[Incoming]:
    """Two operations of a laptop that saw nothing since the start."""
    return [op("b", one), op("b", two, seq=2)]


def test_a_plain_value_and_a_group_stay_and_clash_with_both() -> None:
    body, conflicts, _ = run([op("a", {"plain": "A"}), *twice({"plain": "B"}, {"plain": "B!"})])
    assert (body["plain"], sides(conflicts, "plain")) == ("A", {"A", "B", "B!"})
    pairs = [{"one": who, "two": "2"} for who in ("A", "B", "B!")]
    body, conflicts, _ = run([op("a", pairs[0]), *twice(pairs[1], pairs[2])])
    assert (body["one"], sides(conflicts, "one")) == ("A", {"A", "B", "B!"})


def test_a_part_of_a_group_that_is_the_same_does_not_show_its_author_the_rest() -> None:
    first = op("b", {"one": "A"})  # by a version that does not know the second field
    body, conflicts, _ = run([op("a", {"one": "A", "two": "A"}), first, op("b", {"one": "B", "two": "B"}, seq=2)])
    assert (body["two"], len(conflicts)) == ("A", 1)


def test_who_gave_the_same_answer_without_a_note_has_not_seen_the_note() -> None:
    theirs = op("a", {"answers:q": "yes", "answers:q_note": "told the police"})
    noted = {"answers:q": "yes", "answers:q_note": "mother ill"}
    body, conflicts, _ = run([theirs, *twice({"answers:q": "yes"}, noted)])
    assert body["answers"]["q_note"] == "told the police"
    assert sides(conflicts, "answers:q_note") == {"told the police", "mother ill"}
    body, conflicts, _ = run([theirs, *twice({"answers:q": "yes"}, {"answers:q": "no"})])
    assert (body["answers"], len(conflicts)) == ({"q": "yes", "q_note": "told the police"}, 1)


def test_who_gave_the_same_answer_with_the_same_note_writes_on() -> None:
    both = {"answers:q": "yes", "answers:q_note": "n"}
    assert run([op("a", both), *twice(both, {"answers:q": "no", "answers:q_note": "n"})])[1] == []
    assert run([op("a", {"answers:q": "yes"}), *twice({"answers:q": "yes"}, {"answers:q": "no"})])[1] == []


def test_what_is_counted_counts_each() -> None:
    body, conflicts, _ = run([op("a", {"count": {"inc": 2}}), *twice({"count": {"inc": 1}}, {"count": {"inc": -1}})])
    assert (body["count"], conflicts) == (5, [])


@pytest.mark.parametrize("second", [{"add": ["x"], "del": []}, {"add": [], "del": ["x"]}])
def test_an_element_that_somebody_else_added_or_took_out_clashes(second: dict[str, list[str]]) -> None:
    taken, added = {"set": {"add": [], "del": ["a"]}}, {"set": {"add": ["a"], "del": []}}
    _, conflicts, _ = run([op("a", taken), *twice(added, taken)])
    assert len(conflicts) == 1
    body, conflicts, _ = run(
        [op("a", {"set": {"add": ["x"], "del": []}}), *twice({"set": {"add": [], "del": ["x"]}}, {"set": second})]
    )
    assert "x" in body["set"]
    assert conflicts


def test_the_safer_value_of_somebody_else_is_not_covered_by_a_second_less_safe_one() -> None:
    body, conflicts, _ = run([op("a", {"risk": "medium"}), *twice({"risk": "high"}, {"risk": "none"})])
    assert sides(conflicts, "risk") >= {"medium", "high", "none"}
    assert body["risk"] in ("high", "medium"), "less safe than what was not seen"


def test_who_has_seen_the_other_value_may_write_a_less_safe_one() -> None:
    first = [op("a", {"risk": "medium"}), op("b", {"risk": "high"})]
    body, conflicts, state = run([*first, op("b", {"risk": "none"}, seq=2, base=11)])
    assert (body["risk"], len(conflicts)) == ("none", 1)
    assert [unit for unit in state.writers if unit.startswith("risk")] == ["risk"]
    assert run([op("b", {"risk": "none"}, seq=3, base=12)], state)[1] == []


def test_alone_one_writes_less_safe_values_as_one_likes() -> None:
    body, conflicts, _ = run(twice({"risk": "high"}, {"risk": "none"}))
    assert (body["risk"], conflicts) == ("none", [])


def test_a_still_safer_value_is_taken_and_the_same_is_no_clash() -> None:
    first = [op("a", {"risk": "none"}), op("b", {"risk": "low"})]
    body, conflicts, state = run([*first, op("b", {"risk": "high"}, seq=2)])
    assert (body["risk"], len(conflicts)) == ("high", 1)
    again, more, _ = run([op("b", {"risk": "high"}, seq=3)], state)
    assert (again["risk"], more) == ("high", [])
    _, more, _ = run([op("b", {"risk": "low"}, seq=3)], state)
    assert len(more) == 1


def test_a_deletion_meets_what_somebody_else_wrote_each_time() -> None:
    _, conflicts, state = run([op("a", {"plain": "A"}), op("b", {}, kind="delete"), op("b", {}, seq=2, kind="delete")])
    assert not state.deleted
    assert len(conflicts) == 2
    _, conflicts, state = run([op("a", {"risk": "medium"}), op("b", {"risk": "high"}), op("b", {}, seq=2, kind="delete")])
    assert not state.deleted
    assert len(conflicts) == 2
