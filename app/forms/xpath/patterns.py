"""Regular expressions matched in bounded time: all ways to match are followed at once, so no pattern can take for ever.

A pattern becomes a small machine: numbered states, each waiting for a letter or leading on to others. What a set of states
becomes with a letter is kept, so the next text runs through quickly.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app.forms.xpath.pattern_sets import LINE_ENDS, Letters
from app.forms.xpath.pattern_syntax import Choice, One, Part, Place, Repeat, Row, parse_pattern
from app.forms.xpath.values import XPathError

MOST_STATES = 20_000
MOST_EFFORT = 2_000_000
"""States visited for one text; under two seconds."""
_MOST_KEPT = 50_000
"""States in all kept sets of one pattern together; half a megabyte or so."""
_END = -1
States = frozenset[int]


class Machine:
    """The states of one pattern."""

    def __init__(self, part: Part) -> None:
        """Build the states; raises XPathError when there are too many."""
        self._letters: dict[int, tuple[Letters, int]] = {}
        self._leads: dict[int, tuple[int, ...]] = {}
        self._conditions: dict[int, tuple[Place | Machine, bool, bool, int]] = {}
        self._count = 0
        self._start = self._build(part, _END)
        self._kept: dict[tuple[States, str], States] = {}
        self._size = 0
        self._effort = 0

    def _new(self) -> int:
        self._count += 1
        if self._count > MOST_STATES:
            raise XPathError("too_much", "regex")
        return self._count

    def _build(self, part: Part, after: int) -> int:
        """The state where the part begins, when `after` is what follows it."""
        if isinstance(part, One):
            state = self._new()
            self._letters[state] = (part.letters, after)
            return state
        if isinstance(part, Row):
            for inner in reversed(part.parts):
                after = self._build(inner, after)
            return after
        if isinstance(part, Choice):
            state = self._new()
            self._leads[state] = tuple(self._build(inner, after) for inner in part.parts)
            return state
        if isinstance(part, Repeat):
            return self._repeat(part, after)
        state = self._new()
        if isinstance(part, Place):
            self._conditions[state] = (part, True, True, after)
        else:
            self._conditions[state] = (Machine(part.part), part.ahead, part.wanted, after)
        return state

    def _repeat(self, part: Repeat, after: int) -> int:
        if part.most is None:
            loop = self._new()
            self._leads[loop] = (self._build(part.part, loop), after)
            start = loop
        else:
            start = after
            for _ in range(part.most - part.least):
                state = self._new()
                self._leads[state] = (self._build(part.part, start), after)
                start = state
        for _ in range(part.least):
            start = self._build(part.part, start)
        return start

    def matches(self, text: str) -> bool:
        """Whether the whole text fits."""
        self._effort = 0
        return len(text) in self.ends(text, 0, len(text))

    def ends(self, text: str, start: int, only: int | None = None) -> set[int]:
        """The places where a match that begins at `start` may end; with `only` that place alone is looked for."""
        found: set[int] = set()
        states = self._closure((self._start,), text, start)
        for place in range(start, len(text) + 1):
            if _END in states:
                found.add(place)
            if place == len(text) or not states or place == only:
                break
            states = self._step(states, text, place)
        return found

    def _step(self, states: States, text: str, place: int) -> States:
        letter = text[place]
        if self._conditions:
            return self._closure(self._after(states, letter), text, place + 1)
        kept = self._kept.get((states, letter))
        if kept is None:
            kept = self._closure(self._after(states, letter), text, place + 1)
            self._size += len(states) + len(kept) + 1
            if self._size > _MOST_KEPT:
                self._kept.clear()
                self._size = 0
            self._kept[states, letter] = kept
        return kept

    def _after(self, states: States, letter: str) -> list[int]:
        self._spend(len(states))
        waiting = (self._letters[state] for state in states if state in self._letters)
        return [following for letters, following in waiting if letters(letter)]

    def _closure(self, states: Iterable[int], text: str, place: int) -> States:
        """The states, and all that they lead to without a letter."""
        found: set[int] = set()
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if state in found:
                continue
            found.add(state)
            self._spend(1)
            if state in self._leads:
                waiting.extend(self._leads[state])
            elif state in self._conditions:
                condition, ahead, wanted, following = self._conditions[state]
                if self._holds(condition, ahead, text, place) is wanted:
                    waiting.append(following)
        return frozenset(found)

    def _holds(self, condition: Place | Machine, ahead: bool, text: str, place: int) -> bool:
        if isinstance(condition, Place):
            return _at(condition.kind, text, place)
        condition._effort = self._effort
        if ahead:
            result = bool(condition.ends(text, place))
        else:
            result = any(place in condition.ends(text, start, place) for start in range(place, -1, -1))
        self._effort = condition._effort
        return result

    def _spend(self, states: int) -> None:
        self._effort += states
        if self._effort > MOST_EFFORT:
            raise XPathError("too_much", "regex")


def _at(kind: str, text: str, place: int) -> bool:
    before, after = text[place - 1 : place] if place else "", text[place : place + 1]
    if kind in ("^", "A"):
        return place == 0
    if kind == "z":
        return place == len(text)
    if kind in ("$", "Z"):
        return place >= len(text) - 2 and (place == len(text) or text[place:] in ("\r\n", *LINE_ENDS))
    if kind == "m^":
        return place == 0 or (before in LINE_ENDS and bool(after))
    if kind == "m$":
        return place == len(text) or after in LINE_ENDS
    return (_in_word(before) != _in_word(after)) is (kind == "b")


def _in_word(letter: str) -> bool:
    return bool(letter) and (letter == "_" or letter.isalnum())


@lru_cache(maxsize=256)
def _machine(pattern: str) -> Machine:
    return Machine(parse_pattern(pattern))


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text fits the pattern, as `regex()` asks; raises XPathError for a broken pattern or one too heavy."""
    return _machine(pattern).matches(text)
