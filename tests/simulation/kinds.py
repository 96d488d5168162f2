"""How people write into records of any type, as the vocabulary names them: a type that is added takes part by itself.

What is left out here has hands of its own: whose a record is and who sees it (`work`, `sharing`), users and their rights,
contents (`tests/sync/test_contents.py`).
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.domain.records import Record
from sync.schema import FieldSpec, vocabulary
from tests.simulation.journal import tokens

ROOTS = ("child", "case", "facility")
"""What most records belong to; they are in every world."""
BY_HAND = frozenset({"office", "user", "referral", "hand_over"})
"""Types that have acts of their own."""
FILES = frozenset({"sha256", "thumbnail_sha256", "form_sha256"})
"""Names of contents, which a server waits for."""
WORDS = ("text", "code")
"""Kinds of fields that a token may stand in."""
SIZE = 6
"""Types that a world looks at, beside those that they belong to."""
SOME: Mapping[str, tuple[object, ...]] = {
    "date": ("2026-01-05", "2026-02-11", "2025-12-30"),
    "instant": ("2026-01-05T02:00:00.000Z", "2025-12-30T09:30:00.000Z"),
    "int": (0, 3, 11),
    "bool": (True, False),
}
CORRECTED = 0.4
"""How often own words in a text are corrected, where there are any, rather than others added."""
NOTICES = ("unannounced", "announced")
OPEN_OR_NOT = ("visit", "sexual_violence", "reporter")
"""Codes of a field that decides who may see a record: one that hides nothing, and two that do."""
ENTRIES = ("/data/a", "/data/b", "/data/g[1]/c")
PARENTS: Mapping[str, str] = {"response": "form_response"}
"""The types that fields name which are not called so."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is written at once, and how: by a rule of the merge, as one `entry` of a map, as the `secret` of who may see it.

    `names` are the fields that a token may stand in, `beside` those of other kinds.
    """

    how: str
    names: tuple[str, ...]
    beside: tuple[FieldSpec, ...] = ()


@dataclass
class Change:
    """New values of a record, the tokens in them that nobody wrote before, and those that were displayed in their place.

    `text`: all that was displayed of a text in which a word was corrected.
    """

    values: dict[str, object]
    made: frozenset[str] = frozenset()
    saw: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()


@cache
def units_of(type_name: str) -> tuple[Unit, ...]:
    """All that people write into a record of a type."""
    spec = vocabulary().types[type_name]
    apart = {"office", "travel", *spec.follows, *spec.shared_by, *spec.shared_until, *FILES}
    apart |= {name for each in apart & spec.fields.keys() for name in spec.members(spec.unit(each))}
    free = [each for each in spec.fields.values() if each.name not in apart and each.name != spec.restricted_by]
    groups = dict.fromkeys(each.group for each in free if each.group)
    found = [_single(each) for each in free if not each.group]
    found += [_group([each for each in free if each.group == name]) for name in groups]
    return (*found, *([Unit("secret", (spec.restricted_by,))] if spec.restricted_by else []))


def _single(field: FieldSpec) -> Unit:
    """A field that merges by itself."""
    if field.rule != "plain":
        return Unit(field.rule, (field.name,), (field,))
    hows = {**dict.fromkeys(WORDS, "plain"), "map": "entry", "json": "whole"}
    return Unit(hows.get(field.kind, "bare"), (field.name,), (field,))


def _group(fields: Collection[FieldSpec]) -> Unit:
    """Fields that are one."""
    words = tuple(each.name for each in fields if each.kind in WORDS)
    others = tuple(each for each in fields if each.kind in SOME)
    return Unit("group", words, others) if words else Unit("bare", (), others)


def written(
    unit: Unit, record: Record, token: str, chance: random.Random, others: Sequence[str], own: Collection[str] = ()
) -> Change:
    """What somebody makes of a unit of a record as it is displayed to him; `others`: records that one may point to.

    `own`: tokens that were written on his laptop.
    """
    name = unit.names[0] if unit.names else ""
    made, saw = frozenset({token}), tokens(*(record.values.get(each) for each in unit.names))
    if unit.how == "group":
        bare = {each.name: chance.choice(SOME[each.kind]) for each in unit.beside if chance.random() < 0.5}
        return Change({**dict.fromkeys(unit.names, token), **bare}, made, saw)
    if unit.how == "append":
        return words(name, record, token, chance, own)
    if unit.how == "set":
        return _elements(name, record, token, chance)
    if unit.how == "entry":
        path = chance.choice(ENTRIES)
        whole = [path, *(path + ending for ending in unit.beside[0].endings if path.endswith("b"))]
        saw = tokens(*(record.entries(name).get(each) for each in whole))
        return Change({f"{name}:{each}": token for each in whole}, made, saw)
    if unit.how == "whole":
        return Change({name: {"words": [token, 1, None]}}, made, saw)
    if unit.how == "plain":
        return Change({name: token}, made, saw)
    return Change(_bare(unit, chance, others))


def words(name: str, record: Record, token: str, chance: random.Random, own: Collection[str]) -> Change:
    """Something more in a text, or the last own word of it written anew."""
    corrected = correction(name, record, token, own)
    return corrected if corrected is not None and chance.random() < CORRECTED else addition(name, record, token)


def addition(name: str, record: Record, token: str) -> Change:
    """Something more in a text."""
    standing = record.text(name)
    return Change({name: f"{standing}\n{token}" if standing else token}, frozenset({token}))


def correction(name: str, record: Record, token: str, own: Collection[str]) -> Change | None:
    """The last own word of a text written anew, with all others left as they are displayed; None where there is none."""
    standing = record.text(name)
    lines = standing.split("\n")
    mine = [each for each in lines if each in own]
    if not mine:
        return None
    whole = "\n".join(token if each == mine[-1] else each for each in lines)
    return Change({name: whole}, frozenset({token}), frozenset({mine[-1]}), tokens(standing))


def _bare(unit: Unit, chance: random.Random, others: Sequence[str]) -> dict[str, object]:
    """Values that hold no token."""
    if unit.how == "cautious":
        return {unit.names[0]: chance.choice(unit.beside[0].order)}
    if unit.how == "secret":
        return {unit.names[0]: chance.choice(NOTICES if unit.names[0] == "notice" else OPEN_OR_NOT)}
    return {each.name: chance.choice(SOME.get(each.kind, others)) for each in unit.beside}


def _elements(name: str, record: Record, token: str, chance: random.Random) -> Change:
    """A set with one element more, and perhaps one that was seen less."""
    held, saw = set(record.codes(name)), frozenset[str]()
    if held and chance.random() < 0.4:
        gone = chance.choice(sorted(held))
        held.discard(gone)
        saw = tokens(gone)
    return Change({name: sorted({*held, token})}, frozenset({token}), saw)


def rule_of(type_name: str, name: str) -> str:
    """How a field merges; plain for one that this version does not know."""
    spec = vocabulary().types.get(type_name)
    known = spec.spec(name) if spec else None
    return known.rule if known else "plain"


def above(type_name: str) -> tuple[tuple[str, str], ...]:
    """The fields that name what a record may belong to, each with the type that it names."""
    return tuple((name, PARENTS.get(name, name)) for name in vocabulary().types[type_name].follows)


def moved(type_name: str) -> bool:
    """Whether a record of a type is handed to another office by itself."""
    spec = vocabulary().types[type_name]
    return "office" in spec.fields and not spec.follows and type_name not in BY_HAND


@cache
def casts() -> tuple[tuple[str, ...], ...]:
    """All types, those together that belong to one another: each world with new types has one of these."""
    names = [name for name in vocabulary().types if name not in BY_HAND and name not in ROOTS]
    names.sort(key=lambda name: (_way(name)[:1], _way(name)))
    return tuple(tuple(names[at : at + SIZE]) for at in range(0, len(names), SIZE))


def _way(type_name: str) -> tuple[str, ...]:
    """A type with those that it belongs to, the uppermost first."""
    way = [type_name]
    while (named := above(way[0])) and named[0][1] not in way:
        way.insert(0, named[0][1])
    return tuple(way)


def with_parents(cast: Sequence[str]) -> tuple[str, ...]:
    """The types of a cast behind those that they may belong to first, without the roots of every world."""
    return tuple(dict.fromkeys(each for name in cast for each in _way(name) if each not in ROOTS))
