"""Is this child already here? Records that may be the same person, with the reasons (practice P3).

The score adds the weights of `resources/rules/duplicates.toml`: what agrees speaks for, what differs against. Nothing is ever
merged by it: a person looks. The phone of who reported is no field of comparison; that of the family is. Twins agree in nearly
everything: "twin or sibling of" ends the warning for good.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import JaroWinkler

from app.domain.births import Birth, birth_of
from app.domain.records import Record
from app.paths import RULES
from app.text.digits import arabic_digits
from app.text.keys import name_key, name_key_any_order
from app.text.latin import latin_key
from app.text.sounds import sounds_any_order

NameReason = Literal["name_km", "name_latin", "name_order", "name_sound"]
Reason = Literal[
    NameReason, "birth", "birth_near", "birth_turned", "village", "district", "mother", "phone", "household", "document"
]
Level = Literal["possible", "likely"]
_SOUNDS = ((1.0, "name_close"), (0.94, "name_like"))
"""A name that sounds the same in the other script says less than one that is written the same."""
_GRADES = ((0.97, "name_same"), (0.92, "name_close"), (0.86, "name_like"))


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


@cache
def _rules() -> Mapping[str, float]:
    """The weights and thresholds, read once."""
    raw = tomllib.loads((RULES / "duplicates.toml").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in {**raw["weights"], **raw["thresholds"]}.items()}


def person_of(child: Record, *, mother: str = "", phones: Iterable[str] = ()) -> Person:
    """What is compared of a child's record; the mother's name and the family's phones stand in records of their own."""
    numbers = (child.text("primero_id"), child.text("oscar_id"), child.text("mosvy_village") + child.text("mosvy_number"))
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


def tidy_phone(typed: str) -> str:
    """A phone number for comparing: digits alone, the country's 855 as 0; empty when there are too few digits."""
    digits = "".join(letter for letter in arabic_digits(typed) if "0" <= letter <= "9")
    if digits.startswith("855") and len(digits) > 9:
        digits = "0" + digits[3:].lstrip("0")
    return digits if len(digits) >= 8 else ""


def candidate_keys(person: Person) -> frozenset[str]:
    """Keys by which candidates are looked up: a record that shares one is compared. Stored keys are made the same way."""
    keys = {f"d:{number}" for number in person.documents} | {f"p:{phone}" for phone in person.phones}
    if khmer := name_key_any_order(person.khmer):
        keys.add(f"k:{khmer}")
    if latin := latin_key(person.latin):
        keys.add(f"l:{latin}")
    if person.birth and person.birth.exact:
        keys.add(f"b:{person.birth.first.isoformat()}")
        if person.village:
            keys.add(f"v:{person.village}{person.birth.first.year}")
    if person.mother and (mother := name_key_any_order(person.mother)):
        keys.add(f"m:{mother}")
    return frozenset(keys)


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
    rules, reasons = _rules(), list[Reason]()
    score = _names(one, other, reasons) + _births(one.birth, other.birth, reasons) + _place(one.village, other.village, reasons)
    if one.sex in {"male", "female"} and other.sex in {"male", "female"} and one.sex != other.sex:
        score += rules["sex_differs"]
    if one.mother and other.mother and _one_script(one.mother, other.mother):
        alike = JaroWinkler.similarity(_key(one.mother), _key(other.mother))
        score += _told(rules["mother"], reasons, "mother") if alike >= 0.95 else rules["mother_differs"] if alike < 0.8 else 0
    if one.phones & other.phones:
        score += _told(rules["phone"], reasons, "phone")
    if one.cards & other.cards:
        score += _told(rules["household"], reasons, "household")
    if one.documents & other.documents:
        score += _told(rules["document"], reasons, "document")
    if score < rules["possible"] or not reasons:
        return None
    return Match(other.id, round(score, 1), "likely" if score >= rules["likely"] else "possible", tuple(reasons))


def _key(name: str) -> str:
    """A name that was typed in either script, as it is compared."""
    return name_key(name) or name.casefold()


def _one_script(one: str, other: str) -> bool:
    """Whether two names may be compared by their letters."""
    return bool(name_key(one)) == bool(name_key(other))


def _told(weight: float, reasons: list[Reason], reason: Reason) -> float:
    """The weight, with its reason noted."""
    reasons.append(reason)
    return weight


@dataclass(frozen=True, slots=True)
class _Written:
    """A name in the forms that are compared."""

    khmer: str
    khmer_parts: str
    latin: str
    sounds: str


@lru_cache(maxsize=4096)
def _written(khmer: str, latin: str) -> _Written:
    """The forms of a name; kept, since a form that is being typed is compared again and again."""
    spelt = " ".join(sorted(latin.casefold().split()))
    return _Written(name_key(khmer), name_key_any_order(khmer), spelt, latin_key(latin))


def _names(one: Person, other: Person, reasons: list[Reason]) -> float:
    """What the names say, in the script where they agree best; names that contradict in the other script count against."""
    rules, found = _rules(), list[tuple[float, NameReason]]()
    first, second = _written(one.khmer, one.latin), _written(other.khmer, other.latin)
    if first.khmer and second.khmer:
        alike = JaroWinkler.similarity(first.khmer, second.khmer)
        turned = first.khmer_parts == second.khmer_parts
        found.append((max(alike, 0.98 if turned else 0), "name_order" if turned and alike < 0.97 else "name_km"))
    if first.latin and second.latin:
        alike = JaroWinkler.similarity(first.latin, second.latin)
        same = bool(first.sounds) and first.sounds == second.sounds
        found.append((max(alike, 0.97 if same else 0), "name_latin"))
    if not found:
        return _by_sound(one, other, reasons)
    best, reason = max(found, key=lambda way: way[0])
    grade = next((name for least, name in _GRADES if best >= least), None)
    if grade is None:
        return rules["name_differs"]
    apart = len(found) == 2 and min(found)[0] < 0.7
    return _told(rules[grade], reasons, reason) + (rules["name_contradicts"] if apart else 0)


def _by_sound(one: Person, other: Person, reasons: list[Reason]) -> float:
    """What two names say that are written in different scripts; that they sound otherwise proves nothing."""
    first, second = sounds_any_order(f"{one.khmer} {one.latin}"), sounds_any_order(f"{other.khmer} {other.latin}")
    if not first or not second:
        return 0
    alike = 1.0 if first & second else max(JaroWinkler.similarity(way, said) for way in first for said in second)
    weight = next((name for least, name in _SOUNDS if alike >= least), None)
    return _told(_rules()[weight], reasons, "name_sound") if weight is not None else 0


def _births(one: Birth | None, other: Birth | None, reasons: list[Reason]) -> float:
    """What the births say; ranges that overlap agree a little, wherever they are not both exact."""
    if one is None or other is None:
        return 0
    rules = _rules()
    if not (one.exact and other.exact):
        overlap = one.first <= other.last and other.first <= one.last
        return _told(rules["birth_overlaps"], reasons, "birth_near") if overlap else _apart(one.middle, other.middle)
    first, second = one.first, other.first
    if first == second:
        return _told(rules["birth_same"], reasons, "birth")
    if (first.year, first.month, first.day) == (second.year, second.day, second.month):
        return _told(rules["birth_turned"], reasons, "birth_turned")
    new_year = (1, 1) in {(first.month, first.day), (second.month, second.day)}
    if first.year == second.year and new_year:  # "1 January" often stands for a year alone
        return _told(rules["birth_overlaps"], reasons, "birth_near")
    if abs(first.year - second.year) <= 1 and first.month == second.month:
        return _told(rules["birth_near"], reasons, "birth_near")
    return _apart(first, second)


def _apart(first: date, second: date) -> float:
    """What births that do not agree count against."""
    return _rules()["birth_year_apart" if abs(first.year - second.year) <= 1 else "birth_differs"]


def _place(one: str, other: str, reasons: list[Reason]) -> float:
    """What the villages say."""
    if not one or not other:
        return 0
    if one == other:
        return _told(_rules()["village_same"], reasons, "village")
    if one[:4] == other[:4]:
        return _told(_rules()["district_same"], reasons, "district")
    return _rules()["place_differs"]
