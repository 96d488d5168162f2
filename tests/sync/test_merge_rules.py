"""Every rule of the merge with Hypothesis: no order matters (invariant 5), a conflict means unseen and different (4)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sync.growing import held, texts
from sync.merge import Incoming, Known, State, Writer, merge, stamped
from sync.schema import FieldSpec, TypeSpec
from sync.schema.same import same

AT = "2026-03-01T00:00:00.000Z"
ORDER = ("high", "medium", "low")
SPEC = TypeSpec(
    "thing",
    {
        "plain": FieldSpec("plain", "text"),
        "risk": FieldSpec("risk", "code", "cautious", order=ORDER),
        "set": FieldSpec("set", "set", "set"),
        "count": FieldSpec("count", "int", "counter"),
        "text": FieldSpec("text", "text", "append"),
        "one": FieldSpec("one", "text", group="pair"),
        "two": FieldSpec("two", "text", group="pair"),
        "answers": FieldSpec("answers", "map", endings=("_note",)),
    },
)
BODY: dict[str, Any] = {"plain": "p", "risk": "low", "set": ["a", "b"], "count": 3, "text": "t", "one": "1", "two": "2"}
START = State({**BODY, "answers": {"q": "yes", "q_note": "n"}, "unheard": {"x": [1]}}, writers={"*": Writer(5, "s", "u", AT)})


def op(laptop: str, patch: dict[str, Any], *, seq: int = 1, base: int = 5, kind: str = "edit", **more: Any) -> Incoming:
    """An operation of a laptop."""
    return Incoming(laptop, seq, kind, base, patch, f"user {laptop}", AT, **more)


def run(ops: Sequence[Incoming]) -> tuple[State, list[Any]]:
    """Operations one after the other, with what a server knows of those before: the state, and all conflicts."""
    state = START
    conflicts: list[Any] = []
    for version, each in enumerate(ops, 10):
        before = [other for at, other in enumerate(ops[: version - 10], 10) if at > each.base]
        others = [(other.incarnation, other.seq, other.patch) for other in before if other.incarnation != each.incarnation]
        outcome = merge(SPEC, state, replace(each, known=Known(holds=held(texts(SPEC, each.patch), others))))
        conflicts.extend(outcome.conflicts)
        state = stamped(outcome, state, each, version)
    return state, conflicts


NOTHING: dict[str, Any] = {"set": {"add": [], "del": []}}


@st.composite
def patches(draw: st.DrawFn, token: str) -> dict[str, Any]:
    """A patch over any of the rules; what is written is a token of its own where the rule allows."""
    patch: dict[str, Any] = {}
    for name in draw(
        st.sets(st.sampled_from(["plain", "risk", "set", "count", "text", "pair", "q", "note", "new"]), min_size=1)
    ):
        if name == "risk":
            patch["risk"] = draw(st.sampled_from([*ORDER, None]))
        elif name == "set":
            added = draw(st.sets(st.sampled_from("abcd")))
            patch["set"] = {"add": sorted(added), "del": sorted(draw(st.sets(st.sampled_from("abcd"))) - added)}
        elif name == "count":
            patch["count"] = {"inc": draw(st.integers(-2, 5))}
        elif name == "text":
            patch["text"] = {"append": token}
        elif name == "pair":
            patch |= {"one": token, "two": draw(st.sampled_from(["2", token]))}
        elif name in ("q", "note"):
            answer = {"q": token if name == "q" else "yes", "q_note": token if name == "note" else "n"}
            patch |= {f"answers:{key}": value for key, value in answer.items()}
        else:
            patch[name] = token
    return patch


@st.composite
def unseen(draw: st.DrawFn) -> list[Incoming]:
    """Operations of different laptops, none of which saw another; perhaps a deletion."""
    ops = [op(str(number), draw(patches(f"v{number}"))) for number in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        ops.append(op("deleter", {}, kind="delete"))
    return ops


def told(ops: Sequence[Incoming]) -> dict[str, Any]:
    """What is visible, together with all that is kept in conflicts."""
    state, conflicts = run(ops)
    body = state.body or {}
    kept: dict[str, set[str]] = {}
    for name in ("plain", "risk", "new"):
        kept[name] = {str(body.get(name))} | {str(side.get(name)) for c in conflicts if c.unit == name for side in sides(c)}
    pair = [body, *(side for c in conflicts if c.unit == "(pair)" for side in sides(c))]
    kept["pair"] = {f"{side.get('one')}/{side.get('two')}" for side in pair}
    answers = [{f"answers:{key}": value for key, value in body.get("answers", {}).items()}]
    answers += [side for c in conflicts if c.unit == "answers:q" for side in sides(c)]
    kept["answers"] = {f"{side.get('answers:q')}/{side.get('answers:q_note')}" for side in answers}
    kept["lines"] = set(str(body.get("text")).split("\n"))
    disputed = (set(c.current["set"]) ^ set(c.proposed["set"]) for c in conflicts if c.unit == "set")
    kept["set"] = set(body.get("set", ())) | {f"?{each}" for some in disputed for each in some}
    existence = {"deleted" if state.deleted else "there", *("disputed" for c in conflicts if c.unit == "*")}
    return {**kept, "count": body.get("count"), "existence": existence, "unheard": body.get("unheard")}


def sides(conflict: Any) -> tuple[Any, Any]:
    """Both sides of a conflict."""
    return conflict.current, conflict.proposed


@settings(max_examples=150)
@given(unseen())
@example([op("0", NOTHING), op("deleter", {}, kind="delete")])
def test_invariant_5_no_order_of_arrival_matters(ops: list[Incoming]) -> None:
    expected = told(ops)
    for order in itertools.permutations(ops):
        assert told(order) == expected


@settings(max_examples=150)
@given(unseen())
@example([op("0", NOTHING), op("deleter", {}, kind="delete")])
def test_invariant_4_a_conflict_exists_exactly_where_unseen_values_differ(ops: list[Incoming]) -> None:
    _, conflicts = run(ops)
    edits = [each for each in ops if each.kind == "edit" and each.patch != NOTHING]
    for unit, names in (("plain", ["plain"]), ("risk", ["risk"]), ("(pair)", ["one", "two"]), ("new", ["new"])):
        written = [[each.patch.get(name) for name in names] for each in edits if names[0] in each.patch]
        assert any(c.unit == unit for c in conflicts) == any(one != written[0] for one in written)
    assert any(c.unit == "*" for c in conflicts) == (bool(edits) and any(each.kind == "delete" for each in ops))
    assert not any(c.unit in ("count", "text") for c in conflicts), "both are kept without asking"
    added = {each for one in edits for each in one.patch.get("set", {}).get("add", ())}
    taken = {each for one in edits for each in one.patch.get("set", {}).get("del", ())}
    assert any(c.unit == "set" for c in conflicts) == bool(added & taken)


@dataclass
class Client:
    """A laptop of the model: what it pulled, and its operations that are not in that."""

    name: str
    version: int = 5
    body: dict[str, Any] = field(default_factory=lambda: dict(BODY))
    overlay: list[Incoming] = field(default_factory=list)
    unsent: list[Incoming] = field(default_factory=list)
    seq: int = 0
    saw: dict[str, dict[int, Any]] = field(default_factory=dict)

    def shown(self, name: str) -> Any:
        """What the screen shows of a field."""
        return next((o.patch[name] for o in reversed(self.overlay) if name in o.patch), self.body.get(name))

    def edit(self, name: str, value: str) -> None:
        """Saves a value; notes what was displayed. The base of a field is that of the oldest operation of the overlay on it."""
        self.seq += 1
        first = next((o.base for o in self.overlay if name in o.patch), self.version)
        self.saw.setdefault(name, {})[self.seq] = self.shown(name)
        made = op(self.name, {name: value}, seq=self.seq, base=first)
        self.overlay.append(made)
        self.unsent.append(made)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "send", "pull"]), st.integers(0, 2), st.sampled_from(["plain", "new"]), st.booleans()
    ),
    max_size=24,
)


@settings(max_examples=300)
@given(ACTS)
def test_invariant_4_a_conflict_means_that_neither_author_had_the_other_value_on_the_screen(
    acts: list[tuple[str, int, str, bool]],
) -> None:
    clients, state, version = [Client(name) for name in "xyz"], START, 5
    shown_to: dict[str, set[Any]] = {}
    for number, (act, who, name, alike) in enumerate(acts):
        client = clients[who]
        if act == "edit":
            value = "the same" if alike else f"token {number}"
            client.edit(name, value)
            shown_to.setdefault(value, set()).update(client.saw[name].values())
        elif act == "pull":
            client.version, client.body = version, dict(state.body or {})
            client.overlay = list(client.unsent)
        elif client.unsent:
            each = client.unsent.pop(0)
            [(unit, proposed)] = each.patch.items()
            standing = (state.body or {}).get(unit)
            outcome = merge(SPEC, state, each)
            displayed = client.saw[unit][each.seq]
            if outcome.conflicts:
                assert standing != displayed, "who saw a value overwrites it"
                assert not same(standing, proposed)
            else:
                assert same(displayed, standing) or same(standing, proposed), "nothing unseen is overwritten"
            version += 1
            state = stamped(outcome, state, each, version)


def test_what_came_by_another_way_than_the_server_is_seen() -> None:
    theirs, mine = op("a", {"plain": "A"}, seq=7), {"plain": "B"}
    assert run([theirs, op("b", mine, saw=frozenset({("a", 7)}))])[1] == []
    assert len(run([theirs, op("b", mine, saw=frozenset({("a", 6)}))])[1]) == 1, "another one of the same laptop"


def test_who_wrote_the_very_same_unseen_writes_on_without_a_conflict() -> None:
    for one, next_one in (
        ({"plain": "same"}, {"plain": "next"}),
        ({"set": {"add": ["d"], "del": []}}, {"set": {"add": [], "del": ["d"]}}),
        ({"set": {"add": [], "del": ["a"]}}, {"set": {"add": ["a"], "del": []}}),
        ({"text": {"append": "same"}}, {"text": "rewritten"}),
    ):
        first, second, third = op("a", one), op("b", one), op("b", next_one, seq=2)
        assert run([first, second, third])[1] == [], one
        assert len(run([first, third])[1]) == 1, "without having written it, it is one"


def test_an_answer_goes_with_its_note() -> None:
    first = op("a", {"answers:q": "no", "answers:q_note": "n"})
    second = op("b", {"answers:q": "yes", "answers:q_note": "other"})
    state, [conflict] = run([first, second])
    assert conflict.unit == "answers:q"
    assert conflict.proposed == {"answers:q": "yes", "answers:q_note": "other"}
    assert (state.body or {})["answers"] == {"q": "no", "q_note": "n"}
