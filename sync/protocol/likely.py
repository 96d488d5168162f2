"""Children who may be known to another office too: what the server tells of them, and nothing more (practice P3).

Asked by `GET PATH?have=MARK`; the answer is JSON. `mark` names a whole answer: with the one that the laptop has already,
`pairs` stays away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sync.protocol.canonical import canonical
from sync.protocol.errors import ProtocolError

PATH = "/v1/likely"
MOST = 50
"""Pairs in one answer."""
_TEXT = 64
_REASONS = 16


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A child here (`child`), one of another office (`other`), the number of its case, that office, and which fields agree."""

    child: str
    other: str
    code: str
    office: str
    level: str
    reasons: tuple[str, ...]

    def row(self) -> list[Any]:
        """As it stands in an answer."""
        return [self.child, self.other, self.code, self.office, self.level, list(self.reasons)]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; `pairs` None: the same as the laptop has. `more`: the server has not looked through everything yet."""

    mark: str
    pairs: tuple[Elsewhere, ...] | None
    more: bool = False

    def encode(self) -> Mapping[str, Any]:
        """The JSON object."""
        told: dict[str, Any] = {"mark": self.mark, "more": self.more}
        return told if self.pairs is None else {**told, "pairs": [one.row() for one in self.pairs]}


def mark_of(pairs: Sequence[Elsewhere]) -> str:
    """The name of an answer."""
    return hashlib.sha256(canonical([one.row() for one in pairs])).hexdigest()[:16]


def decode(facts: Mapping[str, Any]) -> Answer:
    """An answer; ProtocolError `likely` for anything else."""
    mark, rows = facts.get("mark"), facts.get("pairs")
    if not isinstance(mark, str) or len(mark) > _TEXT or not (rows is None or isinstance(rows, list)):
        raise ProtocolError("likely")
    pairs = None if rows is None else tuple(map(pair_of, rows[:MOST]))
    return Answer(mark, pairs, facts.get("more") is True)


def pair_of(row: object) -> Elsewhere:
    """One pair as `row` gave it; ProtocolError `likely`."""
    if not (isinstance(row, list) and len(row) == 6 and isinstance(row[5], list) and len(row[5]) <= _REASONS):
        raise ProtocolError("likely")
    texts = [*row[:5], *row[5]]
    if not all(isinstance(text, str) and len(text) <= _TEXT for text in texts):
        raise ProtocolError("likely")
    child, other, code, office, level = texts[:5]
    return Elsewhere(child, other, code, office, level, tuple(texts[5:]))
