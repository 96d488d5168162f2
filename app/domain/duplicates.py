"""Is this child already here? Records that may be the same person, with the reasons (practice P3).

What agrees and what it weighs is said once, for laptops and server: `sync.schema.likeness`. Here it is asked of records, with
what laptops alone have: a quick comparison of texts, and how a name sounds in the other script. Twins agree in nearly
everything: "twin or sibling of" ends the warning for good.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, cast

from rapidfuzz.distance import JaroWinkler

from app.domain.births import Birth, birth_of
from app.domain.records import Record
from app.text.sounds import sounds_any_order
from sync.schema import likeness
from sync.schema.names import tidy_phone

__all__ = ["Match", "Person", "Reason", "candidate_keys", "compare", "matches", "person_of", "tidy_phone"]
NameReason = Literal["name_km", "name_latin", "name_order", "name_sound"]
Reason = Literal[
    NameReason, "birth", "birth_near", "birth_turned", "village", "district", "mother", "phone", "household", "document"
]
Level = Literal["possible", "likely"]
_WAYS = likeness.Ways(JaroWinkler.similarity, sounds_any_order)
_SHARED = "c:"
"""A key by which the server alone looks: a card of a household is that of brothers and sisters too."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of a child; names as typed, family name first."""

    id: str
    khmer: str = ""
    latin: str = ""
    sex: str | None = None
    birth: Birth | None = None
    village: str = ""
    mother: str = ""
    phones: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    """Numbers that a household shares: family book, equity card."""
    documents: frozenset[str] = frozenset()
    """Numbers that one person alone carries: of the ministry, Primero, OSCaR."""


@dataclass(frozen=True, slots=True)
class Match:
    """A record that may be the same person; `level` is likely from the second threshold on."""

    id: str
    score: float
    level: Level
    reasons: tuple[Reason, ...]


def person_of(child: Record, *, mother: str = "", phones: Iterable[str] = ()) -> Person:
    """What is compared of a child's record; the mother's name and the family's phones stand in records of their own."""
    number = child.text("mosvy_number").strip()  # a village alone is of all its children
    numbers = (child.text("primero_id"), child.text("oscar_id"), child.text("mosvy_village") + number if number else "")
    return Person(
        child.id,
        f"{child.text('family_name_km')} {child.text('given_name_km')}".strip(),
        f"{child.text('family_name_latin')} {child.text('given_name_latin')}".strip(),
        child.code("sex"),
        birth_of(child),
        child.text("village_code"),
        mother,
        frozenset(filter(None, map(tidy_phone, phones))),
        frozenset(filter(None, (child.text(card).strip() for card in ("family_book", "equity_card")))),
        frozenset(filter(None, (number.strip() for number in numbers))),
    )


def candidate_keys(person: Person) -> frozenset[str]:
    """Keys by which candidates are looked up: a record that shares one is compared. Stored keys are made the same way."""
    return frozenset(key for key in likeness.keys_of(_plain(person)) if not key.startswith(_SHARED))


def matches(person: Person, others: Iterable[Person], *, settled: Collection[str] = (), limit: int = 5) -> list[Match]:
    """The likeliest records that may be the same person, best first.

    `settled` are ids that somebody looked at before: twins, siblings, other children of the same name.
    """
    found = [
        match for other in others if other.id != person.id and other.id not in settled and (match := compare(person, other))
    ]
    return sorted(found, key=lambda match: (-match.score, match.id))[:limit]


def compare(one: Person, other: Person) -> Match | None:
    """How two records agree; None below the first threshold."""
    found = likeness.likeness(_plain(one), _plain(other), _WAYS)
    if found is None:
        return None
    return Match(other.id, found.score, cast(Level, found.level), cast(tuple[Reason, ...], found.reasons))


def _plain(person: Person) -> likeness.Person:
    """What is compared of a person."""
    birth = (person.birth.first, person.birth.last) if person.birth is not None else None
    names = (person.khmer, person.latin, person.sex or "")
    return likeness.Person(*names, birth, person.village, person.mother, person.phones, person.cards, person.documents)
