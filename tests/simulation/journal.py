"""What the harness knows: each save with what was displayed, each value as a token of its own. The judge of invariants 1 and 4.

This is the small model of the protocol's first attack, carried over: a token is lost when it is neither visible, nor a side of
a conflict, nor held, nor superseded by somebody who had it displayed; a conflict is false when one side's author had the other
displayed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

TOKEN = re.compile(r"(?:\b|(?<=\\n))q\d+z\b")
"""A value; behind a line break it may stand in the text of a text, where that is written as two letters."""


def tokens(*values: object) -> frozenset[str]:
    """The tokens in values of any shape."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, str):
            found.update(TOKEN.findall(value))
        elif isinstance(value, dict):
            found |= tokens(*value.keys(), *value.values())
        elif isinstance(value, list | tuple | set | frozenset):
            found |= tokens(*value)
    return frozenset(found)


@dataclass
class Event:
    """One save: who, where, when by the local clock, what had been displayed, what he wrote.

    `over`: written over without having been displayed, as the rule "an operation has seen every earlier one of its own laptop"
    allows. `folded` is the later save of the same user that this one went into. `vanished`: every copy of it is gone by a fault
    that nothing can mend (a laptop lost before it sent, a disk that lied). `text`: all that was displayed of texts in which
    words were corrected.
    """

    laptop: str
    device: str
    user: str
    at: str
    kind: str
    record: str
    saw: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    folded: Event | None = None
    vanished: bool = False

    @property
    def last(self) -> Event:
        """The save that it ended up in."""
        return self.folded.last if self.folded else self


@dataclass
class Journal:
    """All saves of a world."""

    events: list[Event] = field(default_factory=list)
    by_at: dict[str, Event] = field(default_factory=dict)
    writers: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    over: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    record: dict[str, str] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    """Tokens that were written a second time, by a decision or by somebody who typed the same."""
    excused: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    _count: int = 0

    def token(self, record: str) -> str:
        """A value that nothing else has."""
        self._count += 1
        made = f"q{self._count}z"
        self.record[made] = record
        return made

    def note(self, event: Event) -> None:
        """A save was committed."""
        self.events.append(event)
        self.by_at[event.at] = event
        for token in event.made:
            self.writers[token].append(event)
        for token in event.saw | event.over:
            self.over[token].append(event)

    def ancestors(self, token: str) -> set[str]:
        """All that was displayed to whoever wrote a token, and to whoever wrote that."""
        found: set[str] = set()
        left = [token]
        while left:
            for event in self.writers.get(left.pop(), ()):
                fresh = event.saw - found - {token}
                found |= fresh
                left.extend(fresh)
        return found

    def own(self, laptop: str, shown: frozenset[str]) -> frozenset[str]:
        """Those of the tokens that are displayed which were written on a laptop."""
        return frozenset(each for each in shown if any(event.laptop == laptop for event in self.writers.get(each, ())))

    def repeated(self, event: Event) -> frozenset[str]:
        """What others wrote that a save wrote once more, with those that went into it: a corrected text travels whole."""
        return frozenset[str]().union(*(each.text for each in self.events if each.last is event.last))

    def superseded(self, token: str) -> bool:
        """Whether somebody wrote over a token that he had displayed, in a save that is still somewhere."""
        return any(not event.last.vanished for event in self.over.get(token, ()))

    def take_away(self, ats: set[str], left: frozenset[str]) -> None:
        """Copies were lost: `ats` are the saves, `left` the tokens that still lie somewhere. What is nowhere is excused.

        A save without tokens of its own whose operation is gone may have had its effect, so it counts on.
        """
        for event in self.events:
            if event.last.at in ats or event.vanished or event.made & left:
                continue
            if event.made:
                event.vanished = True
        self.excused |= {token for token in self.writers if token not in left and not self.superseded(token)}

    def came_back(self, ats: frozenset[str]) -> None:
        """Saves that had vanished lay on a stick all the while: what they wrote over is written over again."""
        for event in self.events:
            event.vanished = event.vanished and event.last.at not in ats

    def known(self) -> Iterable[str]:
        """All tokens that somebody saved."""
        return self.writers.keys()
