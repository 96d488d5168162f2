"""The merge alone: deterministic, nothing lost, conflicts if and only if, in any order, with Hypothesis."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sync.merge import Incoming, State, Writer, merge, stamped
from sync.schema import vocabulary

CASE = vocabulary().types["case"]
CHILD = vocabulary().types["child"]
NOTE = vocabulary().types["note"]
ANSWERS = vocabulary().types["form_response"]
AT = "2026-03-01T00:00:00.000Z"
BASE = State(
    {"reason": "old", "risk_level": "low", "status": "open", "unheard_of": {"x": [1]}, "urgent": True},
    writers={unit: Writer(5, "server", "u0", AT) for unit in ("reason", "risk_level", "(status)", "urgent", "*")},
)


def op(incarnation: str, patch: dict[str, Any], base: int = 5, kind: str = "edit", seq: int = 1) -> Incoming:
    """An operation by the user of a laptop of the same name."""
    return Incoming(incarnation, seq, kind, base, patch, f"user {incarnation}", AT)


def run(ops: Sequence[Incoming], start: State = BASE, spec: Any = CASE) -> tuple[State, list[Any]]:
    """Operations one after the other; the state, and all conflicts."""
    state = start
    conflicts: list[Any] = []
    for version, each in enumerate(ops, 10):
        outcome = merge(spec, state, each)
        conflicts.extend(outcome.conflicts)
        state = stamped(outcome, state, each, version)
    return state, conflicts


def test_different_fields_meet_without_a_conflict() -> None:
    state, conflicts = run([op("a", {"reason": "A"}), op("b", {"urgent": False})])
    assert conflicts == []
    assert state.body is not None
    assert (state.body["reason"], state.body["urgent"], state.body["unheard_of"]) == ("A", False, {"x": [1]})


def test_the_first_stays_visible_and_the_second_is_kept_with_authors() -> None:
    state, [conflict] = run([op("a", {"reason": "A"}), op("b", {"reason": "B"})])
    assert state.body is not None
    assert state.body["reason"] == "A"
    assert (conflict.current, conflict.current_user) == ({"reason": "A"}, "user a")
    assert (conflict.proposed, conflict.proposed_user) == ({"reason": "B"}, "user b")


def test_who_saw_the_other_value_overwrites_it() -> None:
    state, conflicts = run([op("a", {"reason": "A"}), op("b", {"reason": "B"}, base=10)])
    assert conflicts == []
    assert state.body is not None
    assert state.body["reason"] == "B"


def test_an_incarnation_has_seen_its_own_operations() -> None:
    _, conflicts = run([op("a", {"reason": "A"}), op("a", {"reason": "B"}, seq=2)])
    assert conflicts == []


def test_own_writes_count_in_a_forgotten_window() -> None:
    later = Incoming("a", 2, "edit", 5, {"reason": "B"}, "u", AT, forgotten=True)
    _, conflicts = run([op("a", {"reason": "A"}), later])
    assert len(conflicts) == 1


def test_equal_but_for_marks_and_spaces_is_no_conflict() -> None:
    outcome = run([op("a", {"reason": "សុខា ភា\u200bព"}), op("b", {"reason": " សុខា   ភាព"})])
    assert outcome[1] == []


def test_a_group_is_compared_and_kept_as_one() -> None:
    closing = {"status": "closed", "closed_on": "2026-03-01", "close_reason": "goal_met", "close_note": None}
    state, [conflict] = run([op("a", closing), op("b", {"status": "void", "void_reason": "twice"})])
    assert conflict.unit == "(status)"
    assert conflict.current["closed_on"] == "2026-03-01"
    assert conflict.proposed["void_reason"] == "twice"
    assert state.body is not None
    assert "void_reason" not in state.body


def test_the_safer_risk_is_visible_and_the_other_kept() -> None:
    for order in ([("a", "no_action"), ("b", "high")], [("b", "high"), ("a", "no_action")]):
        state, [conflict] = run([op(who, {"risk_level": level}) for who, level in order])
        assert state.body is not None
        assert state.body["risk_level"] == "high"
        assert conflict.current == {"risk_level": "high"}
        assert conflict.current_user == "user b"
        assert conflict.proposed == {"risk_level": "no_action"}
        assert conflict.proposed_user == "user a"


def test_sets_take_elements_and_a_deletion_meets_a_concurrent_adding() -> None:
    start = State({"disability": ["seeing"]}, writers={"disability+seeing": Writer(5, "s", "u", AT)})
    adding = [
        op("a", {"disability": {"add": ["hearing"], "del": []}}),
        op("b", {"disability": {"add": ["walking"], "del": []}}),
    ]
    state, conflicts = run(adding, start, CHILD)
    assert conflicts == []
    assert state.body == {"disability": ["hearing", "seeing", "walking"]}
    again = [
        op("a", {"disability": {"add": [], "del": ["seeing"]}}),
        op("a", {"disability": {"add": ["seeing"], "del": []}}, seq=2),
        op("b", {"disability": {"add": ["walking"], "del": ["seeing"]}}),
    ]
    state, [conflict] = run(again, start, CHILD)
    assert state.body == {"disability": ["seeing", "walking"]}
    assert conflict.proposed == {"disability": ["walking"]}


def test_appended_texts_are_both_kept() -> None:
    start = State({"text": "one"}, writers={"text": Writer(5, "s", "u", AT)})
    state, conflicts = run([op("a", {"text": {"append": "two"}}), op("b", {"text": {"append": "three"}})], start, NOTE)
    assert conflicts == []
    assert state.body == {"text": "one\ntwo\nthree"}


def test_the_very_same_text_of_two_stands_once() -> None:
    parts = [op("a", {"text": {"append": "seen"}}, kind="create"), op("b", {"text": {"append": "seen "}}, kind="create")]
    state, conflicts = run(parts, State({}), NOTE)
    assert conflicts == []
    assert state.body == {"text": "seen"}
    state, _ = run([op("b", {"text": {"append": "seen"}}, seq=2, base=20)], state, NOTE)
    assert state.body == {"text": "seen\nseen"}, "who saw it and says it again means it"


def test_answers_merge_by_question() -> None:
    start = State({"answers": {"/data/a": "yes"}})
    parts = [op("a", {"answers:/data/b": "1"}), op("b", {"answers:/data/c": "2"}), op("b", {"answers:/data/a": None}, seq=2)]
    state, conflicts = run(parts, start, ANSWERS)
    assert conflicts == []
    assert state.body == {"answers": {"/data/b": "1", "/data/c": "2"}}


def test_an_edit_wins_over_a_deletion_in_either_order() -> None:
    for ops in ([op("a", {"reason": "A"}), op("b", {}, kind="delete")], [op("b", {}, kind="delete"), op("a", {"reason": "A"})]):
        state, [conflict] = run(ops)
        assert not state.deleted
        assert state.body is not None
        assert state.body["reason"] == "A"
        assert conflict.unit == "*"
        assert conflict.proposed == {"*": "deleted"}
        assert conflict.proposed_user == "user b"


def test_an_undone_deletion_brings_back_what_it_says() -> None:
    state, conflicts = run([op("a", {}, kind="delete"), op("a", {"reason": "again"}, kind="create", seq=2)])
    assert conflicts == []
    assert not state.deleted
    assert state.body == {"reason": "again"}


def test_a_decision_stamps_a_value_that_stays() -> None:
    state, conflicts = run([op("a", {"reason": "old"}, kind="resolve"), op("b", {"reason": "B"})])
    assert len(conflicts) == 1
    assert state.writers["reason"].incarnation == "a"
    _, again = run([op("a", {"reason": "X"}, kind="resolve"), op("b", {"reason": "X"}, kind="resolve")])
    assert again == []
    _, other = run([op("a", {"reason": "X"}, kind="resolve"), op("b", {"reason": "Y"}, kind="resolve")])
    assert len(other) == 1


NAMES = st.sampled_from(["reason", "risk_level", "urgent", "new_field", "(status)"])
LEVELS = ["high", "medium", "low", "no_action"]


@st.composite
def concurrent(draw: st.DrawFn) -> list[Incoming]:
    """Operations of different laptops, none of which saw another; values are unique tokens but for risk and urgent."""
    ops = []
    for number in range(draw(st.integers(1, 4))):
        patch: dict[str, Any] = {}
        for name in draw(st.sets(NAMES, min_size=1)):
            if name == "risk_level":
                patch[name] = draw(st.sampled_from(LEVELS))
            elif name == "urgent":
                patch[name] = draw(st.booleans())
            elif name == "(status)":
                patch |= {"status": f"s{number}", "closed_on": f"d{number}"}
            else:
                patch[name] = f"{name} {number}"
        ops.append(op(f"laptop {number}", patch))
    return ops


def told(ops: Sequence[Incoming]) -> dict[str, set[str]]:
    """For each unit, what is visible together with all that is kept in conflicts."""
    state, conflicts = run(ops)
    assert state.body is not None
    groups: dict[str, set[str]] = {"(status)": {f"{state.body.get('status')}/{state.body.get('closed_on')}"}}
    for name in ("reason", "risk_level", "urgent", "new_field"):
        groups[name] = {str(state.body.get(name))}
    for each in conflicts:
        for side in (each.current, each.proposed):
            text = f"{side.get('status')}/{side.get('closed_on')}" if each.unit == "(status)" else str(side[each.unit])
            groups[each.unit].add(text)
    return groups


@given(concurrent())
def test_what_is_visible_or_proposed_does_not_depend_on_the_order(ops: list[Incoming]) -> None:
    expected = told(ops)
    for order in itertools.permutations(ops):
        assert told(order) == expected


@given(concurrent())
def test_every_value_is_visible_or_kept_and_a_conflict_means_a_difference(ops: list[Incoming]) -> None:
    state, conflicts = run(ops)
    found = told(ops)
    for each in ops:
        for name, value in each.patch.items():
            if name not in ("status", "closed_on"):
                assert str(value) in found[name]
    assert all(conflict.current != conflict.proposed for conflict in conflicts)
    written = {name for each in ops for name in each.patch}
    assert BASE.body is not None
    assert state.body is not None
    assert all(state.body[name] == value for name, value in BASE.body.items() if name not in written)


@given(concurrent())
def test_the_same_operations_give_the_same(ops: list[Incoming]) -> None:
    assert run(ops) == run(ops)
