"""Texts that grow: whoever corrects his own words takes nobody's with them that he has not seen (invariants 1, 4, 5)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.growing import adds, anew, held, holds, texts
from sync.merge import EXISTENCE, Incoming, Known, State, Writer, merge, stamped
from sync.schema import vocabulary
from sync.server.writers import read_writers, write_writers

NOTE = vocabulary().types["note"]
AT = "2026-03-01T00:00:00.000Z"
START = State({"text": "t"}, writers={EXISTENCE: Writer(5, "s", "u", AT)})


def op(laptop: str, text: Any, *, seq: int = 1, base: int = 5, kind: str = "edit", **more: Any) -> Incoming:
    """An operation of a laptop on the text: words that are added, or the whole."""
    return Incoming(laptop, seq, kind, base, {"text": text}, f"user {laptop}", AT, **more)


def add(words: str) -> dict[str, str]:
    """Words that are added."""
    return {"append": words}


def run(ops: Sequence[Incoming], state: State = START) -> tuple[State, list[Any]]:
    """Operations one after the other, as a server keeps what came of each; the state, and all conflicts."""
    conflicts: list[Any] = []
    for version, each in enumerate(ops, 10):
        outcome = merge(NOTE, state, replace(each, known=known(each, list(enumerate(ops[: version - 10], 10)))))
        conflicts.extend(outcome.conflicts)
        state = stamped(outcome, state, each, version)
        state = State(state.body, state.deleted, read_writers(write_writers(state.writers, lambda number: number)))
    return state, conflicts


def known(sent: Incoming, log: Sequence[tuple[int, Incoming]]) -> Known:
    """What a server tells the merge of those operations that it took in before."""
    others = [each for version, each in log if version > sent.base and each.incarnation != sent.incarnation]
    unseen = [(each.incarnation, each.seq, each.patch) for each in others if (each.incarnation, each.seq) not in sent.saw]
    over = {(each.incarnation, each.seq): each.patch for each in others if (sent.incarnation, sent.seq) in each.saw}
    adding = frozenset(each for each, patch in over.items() if adds(["text"], patch))
    again = anew(["text"], sent.patch, over.values())
    return Known(frozenset(over), adding, held(texts(NOTE, sent.patch), unseen), again)


def text(state: State) -> str:
    """What is visible."""
    return str((state.body or {}).get("text"))


THEIRS = op("a", add("A"))
MINE = op("b", add("B"))
CORRECTED = op("b", "t\nB!", seq=2)


def test_own_words_are_corrected_over_unseen_ones_of_somebody_else() -> None:
    state, [conflict] = run([THEIRS, MINE, CORRECTED])
    assert text(state) == "t\nA\nB"
    assert (conflict.current, conflict.current_user) == ({"text": "t\nA\nB"}, "user a")
    assert (conflict.proposed, conflict.proposed_user) == ({"text": "t\nB!"}, "user b")


def test_no_order_of_arrival_hides_what_was_not_seen() -> None:
    third = op("c", add("C"))
    for order in itertools.permutations([THEIRS, third, MINE]):
        state, conflicts = run([*order, CORRECTED])
        assert len(conflicts) == 1, order
        assert set(text(state).split("\n")) == {"t", "A", "B", "C"}


def test_who_saw_the_last_added_words_has_not_seen_those_before_them() -> None:
    third = op("c", add("C"), seq=7)
    saw = frozenset({("c", 7)})
    assert len(run([THEIRS, third, op("b", "t\nC!", saw=saw)])[1]) == 1, "a stick brought C's words, not A's"
    assert run([third, op("b", "t\nC!", saw=saw)])[1] == []


def test_who_saw_a_whole_text_on_a_stick_and_added_words_did_not_write_over_it() -> None:
    whole, saw = op("b", "t!"), frozenset({("b", 1)})
    state, [conflict] = run([op("a", add("A"), saw=saw), whole])
    assert (text(state), conflict.proposed) == ("t\nA", {"text": "t!"})
    _, [conflict] = run([op("a", add("A"), saw=saw), op("c", add("C")), whole])
    assert conflict.proposed == {"text": "t!"}


def test_who_saw_a_whole_text_on_a_stick_and_wrote_another_wrote_over_it() -> None:
    over, whole = op("a", "t?", saw=frozenset({("b", 1)})), op("b", "t!")
    assert run([over, whole])[1] == []
    state, conflicts = run([over, op("c", add("C")), whole])
    assert (text(state), conflicts) == ("t?\nC", [])


def test_words_that_came_late_do_not_stand_twice_where_their_reader_wrote_the_whole() -> None:
    saw = frozenset({("b", 1)})
    for whole in ("t\nB\nA", "t\nA"):
        state, conflicts = run([op("a", whole, saw=saw), MINE])
        assert (text(state), conflicts) == (whole, [])
        assert text(run([op("a", whole, saw=saw), op("c", add("C")), MINE])[0]) == f"{whole}\nC"
    assert text(run([op("a", add("A"), saw=saw), MINE])[0]) == "t\nA\nB", "who added words did not write over any"
    assert text(run([op("a", "t\nA", saw=saw), op("b", add("more"), seq=2)])[0]) == "t\nA\nmore"


def test_words_that_came_late_stay_out_though_their_reader_added_more_after_he_wrote_the_whole() -> None:
    saw = frozenset({("b", 1)})
    for whole in ("t\nB\nA", "t\nA", None):
        more = op("a", add("more"), seq=2, base=10, saw=saw)
        state, conflicts = run([op("a", whole, saw=saw), more, op("c", add("C"), base=11), MINE])
        assert (text(state), conflicts) == ("\n".join([*([whole] if whole else []), "more", "C"]), [])


def test_who_saw_all_words_writes_over_them() -> None:
    assert run([THEIRS, MINE, op("b", "t\nB!", seq=2, base=11)])[1] == []
    assert run([THEIRS, MINE, op("b", "t\nB!", seq=2, saw=frozenset({("a", 1)}))])[1] == []
    assert len(run([THEIRS, MINE, op("a", add("more"), seq=2, base=11), op("b", "t\nB!", seq=2, base=11)])[1]) == 1


def test_alone_one_corrects_as_one_likes() -> None:
    state, conflicts = run([MINE, CORRECTED, op("b", add("C"), seq=3), op("b", None, seq=4)])
    assert conflicts == []
    assert text(state) == "None"


def test_a_whole_text_that_was_taken_stands_for_all_before_it() -> None:
    state, conflicts = run([THEIRS, MINE, op("b", "t\nA!\nB!", seq=2, base=11), op("b", "t\nA!\nB?", seq=3, base=5)])
    assert conflicts == []
    assert text(state) == "t\nA!\nB?"
    assert not any(unit.startswith("text*") for unit in state.writers)


def test_of_each_incarnation_only_the_last_writer_is_kept() -> None:
    ops = [op(who, add(f"{who}{number}"), seq=number, base=9 + 2 * number) for number in range(1, 9) for who in "ab"]
    state, _ = run(ops)
    assert {unit for unit in state.writers if unit.startswith("text")} == {"text", "text*a", "text*s"}
    assert (state.writers["text"].op, state.writers["text*a"].op) == (8, 8)


def test_the_very_same_whole_text_is_no_clash_and_was_seen_then() -> None:
    same = op("b", "t\nA\nB", seq=2)
    state, conflicts = run([THEIRS, MINE, same, op("b", "t\nall", seq=3)])
    assert conflicts == []
    assert text(state) == "t\nall"


def test_two_who_begin_one_record_and_one_corrects_his_own_words() -> None:
    parts = [op("a", add("A"), base=0, kind="create"), op("b", add("B"), base=0, kind="create"), op("b", "B!", seq=2, base=0)]
    state, conflicts = run(parts, State(None))
    assert len(conflicts) == 1
    assert text(state) == "A\nB"
    without = Incoming("a", 1, "create", 0, {"done_by": "x"}, "user a", AT)
    assert run([without, *parts[1:]], State(None))[1] == [], "there were no words of somebody else"


def test_a_deletion_over_own_words_meets_the_unseen_ones_below_them() -> None:
    state, [conflict] = run([THEIRS, MINE, Incoming("b", 2, "delete", 5, {}, "user b", AT)])
    assert not state.deleted
    assert conflict.unit == EXISTENCE


def test_words_that_the_whole_text_holds_are_not_lost() -> None:
    kept = op("b", "t\nA\nB!", seq=2)
    state, conflicts = run([THEIRS, MINE, kept])
    assert conflicts == []
    assert text(state) == "t\nA\nB!"
    assert len(run([THEIRS, op("a", add("more"), seq=2), MINE, kept])[1]) == 1, "not all that the other one added is there"
    assert len(run([THEIRS, op("a", "A", seq=2), MINE, kept])[1]) == 1, "what the other one took out would come back"


def test_who_added_the_very_same_words_corrects_them() -> None:
    same = op("b", add("A"))
    assert run([THEIRS, same, CORRECTED])[1] == []
    assert len(run([THEIRS, op("a", add("more"), seq=2), same, CORRECTED])[1]) == 1
    assert len(run([op("a", add("x\nA")), same, CORRECTED])[1]) == 1
    assert len(run([THEIRS, op("c", add("C")), same, CORRECTED])[1]) == 1


@pytest.mark.parametrize(
    ("whole", "words", "there"),
    [
        ("t\nA\nB", "A", True),
        ("A", "A", True),
        ("t\nA\nb\nB", "A\nb", True),
        ("t\nA and more", "A", False),
        ("t\nno A", "A", False),
        ("t\nA\nB\nb", "A\nb", False),
        ("t", "", True),
    ],
)
def test_words_are_there_when_their_lines_are(whole: str, words: str, there: bool) -> None:
    assert holds(whole, words) == there


@dataclass
class Client:
    """A laptop of the model: what it pulled, its operations that are not in that, what it has had on the screen."""

    name: str
    version: int = 5
    body: str = "t"
    overlay: list[Incoming] = field(default_factory=list)
    unsent: list[Incoming] = field(default_factory=list)
    own: set[str] = field(default_factory=set)

    def shown(self) -> str:
        """What the screen shows."""
        told = self.body
        for each in self.overlay:
            change = each.patch["text"]
            told = f"{told}\n{change['append']}" if isinstance(change, dict) else change
        return told

    def save(self, change: Any) -> None:
        """The base of a field is that of the oldest operation of the overlay on it."""
        base = self.overlay[0].base if self.overlay else self.version
        made = op(self.name, change, seq=len(self.own) + 1, base=base)
        self.overlay.append(made)
        self.unsent.append(made)


@dataclass
class Model:
    """A server and three laptops; which words were written over by somebody who had them on the screen."""

    clients: list[Client] = field(default_factory=lambda: [Client(name) for name in "xyz"])
    state: State = START
    version: int = 9
    log: list[tuple[int, Incoming]] = field(default_factory=list)
    conflicts: list[Any] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    over: set[str] = field(default_factory=set)

    def write(self, client: Client, word: str, correct: bool) -> None:
        """Adds a word, or writes another one for the last own one that is shown."""
        lines = client.shown().split("\n")
        mine = [each for each in lines if each in client.own]
        client.own.add(word)
        self.written.add(word)
        if correct and mine:
            self.over.add(mine[-1])
            client.save("\n".join(word if each == mine[-1] else each for each in lines))
        else:
            client.save(add(word))

    def send(self, client: Client) -> None:
        """The server takes the next operation in."""
        sent = client.unsent.pop(0)
        outcome = merge(NOTE, self.state, replace(sent, known=known(sent, self.log)))
        foreign = [o for v, o in self.log if v > sent.base and o.incarnation != sent.incarnation]
        assert foreign or not outcome.conflicts, "a conflict where nobody else wrote"
        self.conflicts.extend(outcome.conflicts)
        self.version += 1
        self.state = stamped(outcome, self.state, sent, self.version)
        self.log.append((self.version, sent))

    def visible(self) -> Iterator[str]:
        """All words that are shown or kept."""
        yield from text(self.state).split("\n")
        for each in self.conflicts:
            for side in (each.current, each.proposed):
                yield from str(side["text"]).split("\n")
        for client in self.clients:
            for left in client.unsent:
                change = left.patch["text"]
                yield from str(change["append"] if isinstance(change, dict) else change).split("\n")


@settings(max_examples=600)
@given(st.lists(st.tuples(st.sampled_from(["add", "add", "correct", "send", "send", "pull"]), st.integers(0, 2)), max_size=30))
def test_invariant_1_no_word_goes_that_nobody_wrote_over_with_it_on_the_screen(acts: list[tuple[str, int]]) -> None:
    model = Model()
    for number, (act, who) in enumerate(acts):
        client = model.clients[who]
        if act in ("add", "correct"):
            model.write(client, f"w{number}", act == "correct")
        elif act == "pull":
            client.version, client.body = model.version, text(model.state)
            client.overlay = list(client.unsent)
        elif client.unsent:
            model.send(client)
        lost = model.written - model.over - set(model.visible())
        assert not lost, lost
