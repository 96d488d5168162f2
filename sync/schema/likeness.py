"""Whether two children may be one: the one set of rules, of the server and of laptops (`app.domain.duplicates`).

The score adds the weights of `likeness.toml`: what agrees speaks for, what differs against. Nothing is ever merged by it: a
person looks. The phone of who reported is no field of comparison (practice P3): only what stands with the child's own contacts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sync.schema.names import latin_key, name_key, name_key_any_order, tidy_phone

_GRADES = ((0.97, "name_same"), (0.92, "name_close"), (0.86, "name_like"))
_SOUNDS = ((1.0, "name_close"), (0.94, "name_like"))
"""A name that sounds the same in the other script says less than one that is written the same."""
Span = tuple[date, date]
"""Born on some day from one to another."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two agree: the score, `possible` or `likely` by it, and the fields that do."""

    score: float
    level: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways to compare that not everybody has.

    `alike`: how alike two texts are, from 0 to 1, by Jaro and Winkler. `sounds`: how a name may sound, in either script; where
    it is None, names that are written in different scripts say nothing.
    """

    alike: Callable[[str, str], float]
    sounds: Callable[[str], Collection[str]] | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of a child; names as typed, family name first. `cards`: numbers that a household shares (family book,
    equity card); `documents`: those that one person alone carries (of the ministry, Primero, OSCaR)."""

    khmer: str = ""
    latin: str = ""
    sex: str = ""
    birth: Span | None = None
    village: str = ""
    mother: str = ""
    phones: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()


@cache
def rules() -> Mapping[str, float]:
    """The weights and thresholds, read once."""
    raw = tomllib.loads(Path(__file__).with_name("likeness.toml").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in {**raw["weights"], **raw["thresholds"]}.items()}


def person_of(child: Mapping[str, Any], *, mother: str = "", phones: Iterable[str] = ()) -> Person:
    """What is compared of a child's body; the mother's name and the family's phones stand in records of their own."""
    text = {name: value.strip() for name, value in child.items() if isinstance(value, str)}

    def joined(first: str, second: str) -> str:
        return f"{text.get(first, '')} {text.get(second, '')}".strip()

    number = text.get("mosvy_number", "")  # a village alone is of all its children
    ministry = text.get("mosvy_village", "") + number if number else ""
    numbers = (text.get("primero_id", ""), text.get("oscar_id", ""), ministry)
    return Person(
        joined("family_name_km", "given_name_km"),
        joined("family_name_latin", "given_name_latin"),
        text.get("sex", ""),
        _span(text.get("birth_from"), text.get("birth_to")),
        text.get("village_code", ""),
        mother,
        frozenset(filter(None, map(tidy_phone, phones))),
        frozenset(filter(None, (text.get(card, "") for card in ("family_book", "equity_card")))),
        frozenset(filter(None, numbers)),
    )


def _span(first: str | None, last: str | None) -> Span | None:
    """A birth; one end alone counts as both, what is no day is nothing."""
    days = [day for day in map(_day, (first, last)) if day is not None]
    return (min(days), max(days)) if days else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def keys_of(person: Person) -> frozenset[str]:
    """Keys by which candidates are found: whoever shares one is compared."""
    keys = {f"d:{number}" for number in person.documents} | {f"p:{phone}" for phone in person.phones}
    keys |= {f"c:{card}" for card in person.cards}
    if khmer := name_key_any_order(person.khmer):
        keys.add(f"k:{khmer}")
    if latin := latin_key(person.latin):
        keys.add(f"l:{latin}")
    if person.birth and person.birth[0] == person.birth[1]:
        keys.add(f"b:{person.birth[0].isoformat()}")
        if person.village:
            keys.add(f"v:{person.village}{person.birth[0].year}")
    if person.mother and (mother := name_key_any_order(person.mother)):
        keys.add(f"m:{mother}")
    return frozenset(keys)


def likeness(one: Person, other: Person, ways: Ways | None = None) -> Likeness | None:
    """How two children agree; None below the first threshold."""
    weights, reasons, ways = rules(), list[str](), ways or _PLAIN
    score = (
        _names(one, other, reasons, ways)
        + _births(one.birth, other.birth, reasons)
        + _place(one.village, other.village, reasons)
    )
    if {one.sex, other.sex} == {"male", "female"}:
        score += weights["sex_differs"]
    if one.mother and other.mother and bool(name_key(one.mother)) == bool(name_key(other.mother)):
        alike = ways.alike(_key(one.mother), _key(other.mother))
        score += (
            _told(weights["mother"], reasons, "mother") if alike >= 0.95 else weights["mother_differs"] if alike < 0.8 else 0
        )
    for shared, reason in (
        (one.phones & other.phones, "phone"),
        (one.cards & other.cards, "household"),
        (one.documents & other.documents, "document"),
    ):
        score += _told(weights[reason], reasons, reason) if shared else 0
    if score < weights["possible"] or not reasons:
        return None
    return Likeness(round(score, 1), "likely" if score >= weights["likely"] else "possible", tuple(reasons))


def _key(name: str) -> str:
    """A name that was typed in either script, as it is compared."""
    return name_key(name) or name.casefold()


def _told(weight: float, reasons: list[str], reason: str) -> float:
    """The weight, with its reason noted."""
    reasons.append(reason)
    return weight


@lru_cache(maxsize=4096)
def _written(khmer: str, latin: str) -> tuple[str, str, str, str]:
    """The forms of a name that are compared."""
    return name_key(khmer), name_key_any_order(khmer), " ".join(sorted(latin.casefold().split())), latin_key(latin)


def _names(one: Person, other: Person, reasons: list[str], ways: Ways) -> float:
    """What the names say, in the script where they agree best; names that contradict in the other script count against."""
    weights, found = rules(), list[tuple[float, str]]()
    first, second = _written(one.khmer, one.latin), _written(other.khmer, other.latin)
    if first[0] and second[0]:
        alike, turned = ways.alike(first[0], second[0]), first[1] == second[1]
        found.append((max(alike, 0.98 if turned else 0), "name_order" if turned and alike < 0.97 else "name_km"))
    if first[2] and second[2]:
        sounds = bool(first[3]) and first[3] == second[3]
        found.append((max(ways.alike(first[2], second[2]), 0.97 if sounds else 0), "name_latin"))
    if not found:
        return _by_sound(one, other, reasons, ways)
    best, reason = max(found, key=lambda way: way[0])
    grade = next((name for least, name in _GRADES if best >= least), None)
    if grade is None:
        return weights["name_differs"]
    apart = len(found) == 2 and min(found)[0] < 0.7
    return _told(weights[grade], reasons, reason) + (weights["name_contradicts"] if apart else 0)


def _by_sound(one: Person, other: Person, reasons: list[str], ways: Ways) -> float:
    """What two names say that are written in different scripts; that they sound otherwise proves nothing."""
    if ways.sounds is None:
        return 0
    first, second = ways.sounds(f"{one.khmer} {one.latin}"), ways.sounds(f"{other.khmer} {other.latin}")
    if not first or not second:
        return 0
    same = not set(first).isdisjoint(second)
    alike = 1.0 if same else max(ways.alike(way, said) for way in first for said in second)
    weight = next((name for least, name in _SOUNDS if alike >= least), None)
    return _told(rules()[weight], reasons, "name_sound") if weight is not None else 0


def _births(one: Span | None, other: Span | None, reasons: list[str]) -> float:
    """What the births say; ranges that overlap agree a little, wherever they are not both exact."""
    if one is None or other is None:
        return 0
    weights = rules()
    if one[0] != one[1] or other[0] != other[1]:
        overlap = one[0] <= other[1] and other[0] <= one[1]
        return _told(weights["birth_overlaps"], reasons, "birth_near") if overlap else _apart(_middle(one), _middle(other))
    first, second = one[0], other[0]
    if first == second:
        return _told(weights["birth_same"], reasons, "birth")
    if (first.year, first.month, first.day) == (second.year, second.day, second.month):
        return _told(weights["birth_turned"], reasons, "birth_turned")
    if first.year == second.year and (1, 1) in {(first.month, first.day), (second.month, second.day)}:
        # "1 January" often stands for a year alone
        return _told(weights["birth_overlaps"], reasons, "birth_near")
    if abs(first.year - second.year) <= 1 and first.month == second.month:
        return _told(weights["birth_near"], reasons, "birth_near")
    return _apart(first, second)


def _middle(span: Span) -> date:
    return span[0] + timedelta(days=(span[1] - span[0]).days // 2)


def _apart(first: date, second: date) -> float:
    """What births that do not agree count against."""
    return rules()["birth_year_apart" if abs(first.year - second.year) <= 1 else "birth_differs"]


def _place(one: str, other: str, reasons: list[str]) -> float:
    """What the villages say."""
    if not one or not other:
        return 0
    if one == other:
        return _told(rules()["village_same"], reasons, "village")
    return _told(rules()["district_same"], reasons, "district") if one[:4] == other[:4] else rules()["place_differs"]


def jaro_winkler(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, by Jaro and Winkler; the beginning counts more from 0.7 on."""
    if not one or not other:
        return 1.0 if one == other else 0.0
    window = max(max(len(one), len(other)) // 2 - 1, 0)
    taken, matched = [False] * len(other), list[str]()
    for place, letter in enumerate(one):
        for at in range(max(0, place - window), min(len(other), place + window + 1)):
            if not taken[at] and other[at] == letter:
                taken[at] = True
                matched.append(letter)
                break
    if not matched:
        return 0.0
    there = [letter for letter, hit in zip(other, taken, strict=True) if hit]
    turned = sum(first != second for first, second in zip(matched, there, strict=True)) // 2
    same = len(matched)
    jaro = (same / len(one) + same / len(other) + (same - turned) / same) / 3
    prefix = 0
    for first, second in zip(one[:4], other[:4], strict=False):
        if first != second:
            break
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro) if jaro > 0.7 else jaro


_PLAIN = Ways(jaro_winkler)
"""What the server has."""
