"""Practice data: people who do not exist, their births, families and how to find them, all by the chance handed in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from app.domain.births import Birth, from_age, from_band, from_date
from app.domain.codelists import age_band_of
from app.paths import NAMES

NEAR = ("វត្ត", "សាលាបឋមសិក្សា", "ផ្សារ", "មណ្ឌលសុខភាព", "ស្ពានឈើ", "សាលាឃុំ", "រោងម៉ាស៊ីនកិនស្រូវ", "អណ្តូងទឹកសាធារណៈ")
SIDE = ("ខាងជើង", "ខាងត្បូង", "ខាងកើត", "ខាងលិច", "ទល់មុខ", "ក្រោយ")
WORK = ("កសិករ", "កម្មកររោងចក្រ", "លក់ដូរ", "សំណង់", "អ្នកនេសាទ", "រត់ម៉ូតូឌុប", "មេផ្ទះ", "រើសអេតចាយ")
ABROAD = ("ថៃ", "កូរ៉េ", "ម៉ាឡេស៊ី")
NETWORKS = ("smart", "cellcard", "metfone")


class Chance(Random):
    """Chance that is the same for the same seed (a text); for practice data, never for secrets."""


@dataclass(frozen=True, slots=True)
class Name:
    """A part of a name: Khmer, and its usual spelling in Latin letters."""

    km: str
    latin: str
    sex: str = "any"


@cache
def _stock(file: str) -> tuple[Name, ...]:
    """The stock of family or given names."""
    with (NAMES / file).open(encoding="utf-8", newline="") as source:
        return tuple(
            Name(line["km"], line["latin"].partition("|")[0], line.get("sex") or "any") for line in csv.DictReader(source)
        )


@cache
def _given(sex: str) -> tuple[Name, ...]:
    """Given names that fit a sex."""
    return tuple(name for name in _stock("given.csv") if name.sex in {"any", sex} or sex not in {"male", "female"})


def family_name(chance: Chance) -> Name:
    """A family name; the first ones of the stock are the most common."""
    stock = _stock("family.csv")
    return stock[int(len(stock) * chance.random() ** 1.6)]


def given_name(chance: Chance, sex: str) -> Name:
    """A given name; one in six is made of two."""
    names = _given(sex)
    first = chance.choice(names)
    if chance.random() < 0.16:
        second = chance.choice(names)
        if second != first:
            return Name(first.km + second.km, f"{first.latin}{second.latin.lower()}")
    return first


def named(chance: Chance, sex: str, family: Name) -> dict[str, object]:
    """The four parts of a child's name; Latin for most, confirmed for some."""
    given = given_name(chance, sex)
    values: dict[str, object] = {"family_name_km": family.km, "given_name_km": given.km}
    if chance.random() < 0.85:
        values |= {"family_name_latin": family.latin, "given_name_latin": given.latin}
        values["latin_confirmed"] = chance.random() < 0.5
    return values


def birth(chance: Chance, age: int, on: date) -> Birth | None:
    """A birth of somebody of an age on a day: exact for most, else from the age said or a band; sometimes not known."""
    kind = chance.random()
    if kind < 0.58:
        day = from_age(age, on).first + timedelta(days=chance.randrange(365))
        return from_date(min(day, on), chance.choice(("certificate", "family_book", "stated")))
    if kind < 0.86:
        said = from_age(age, on)
        return Birth(said.first, min(said.last, on), said.source)
    if kind < 0.96:
        band = from_band(age_band_of(age), on)
        return Birth(band.first, min(band.last, on), band.source) if band else None
    return None


def birth_values(born: Birth | None) -> dict[str, object]:
    """The fields of a birth; what is not known is said so."""
    return born.values() if born else {"birth_source": "not_known"}


def where(chance: Chance) -> str:
    """How to find a house."""
    return f"ផ្ទះ{chance.choice(SIDE)}{chance.choice(NEAR)} ប្រហែល {chance.randrange(1, 9) * 100} ម៉ែត្រ"


def disability(chance: Chance) -> dict[str, object]:
    """Disability: found in a few, none in most who were assessed, not assessed in the rest, which is never none."""
    kind = chance.random()
    if kind < 0.07:
        some = chance.sample(
            ("hand", "foot", "body_back", "hearing_speech", "vision", "intellectual"), chance.choice((1, 1, 1, 2))
        )
        return {"disability": sorted(some), "disability_assessed": True}
    return {"disability_assessed": True} if kind < 0.68 else {}


def family(chance: Chance, home: Name, age: int, on: date) -> list[dict[str, object]]:
    """Who lives with the child, and who is away: a carer nearly always, sometimes siblings or a parent abroad."""
    rows: list[dict[str, object]] = []
    carers = (("mother", "female", 22), ("father", "male", 25), ("grandmother", "female", 48), ("aunt", "female", 24))
    relation, sex, older = carers[min(3, int(chance.expovariate(1.1)))]
    rows.append(
        _member(chance, home, relation, sex, age + older + chance.randrange(12), on) | {"is_carer": True, "lives_with": True}
    )
    if chance.random() < 0.3:
        other = _member(chance, home, "father" if relation != "father" else "mother", "not_known", age + 26, on)
        other["sex"] = "male" if other["relation"] == "father" else "female"
        if chance.random() < 0.5:
            other |= {"abroad_country": chance.choice(ABROAD), "lives_with": False}
        rows.append(other)
    if chance.random() < 0.35:
        sister = chance.random() < 0.5
        sibling = _member(chance, home, "sister" if sister else "brother", "female" if sister else "male", age + 2, on)
        rows.append(sibling | {"lives_with": True})
    return rows


def _member(chance: Chance, home: Name, relation: str, sex: str, age: int, on: date) -> dict[str, object]:
    """A member of a family."""
    given = given_name(chance, sex)
    own = home if chance.random() < 0.6 else family_name(chance)
    said = from_age(min(age, 90), on)
    values: dict[str, object] = {"family_name_km": own.km, "given_name_km": given.km, "relation": relation, "sex": sex}
    values |= {"name_latin": f"{own.latin} {given.latin}", **said.values()}
    return values | ({"occupation": chance.choice(WORK)} if age >= 18 else {})


def contact(chance: Chance, members: Sequence[dict[str, object]]) -> dict[str, object]:
    """A telephone number that nobody has (they begin with three zeros), and whether it is safe to call."""
    carer = members[0]
    safe = chance.choices(("yes", "at_times", "no", "not_known"), (70, 12, 4, 14))[0]
    number = f"000 {chance.randrange(100, 1000)} {chance.randrange(100, 1000)}"
    values: dict[str, object] = {"person": f"{carer['family_name_km']} {carer['given_name_km']}", "relation": carer["relation"]}
    values |= {"phone": number, "network": chance.choice(NETWORKS), "telegram": chance.random() < 0.6, "safe": safe}
    return values | ({"when_safe": "ក្រោយម៉ោង ៥ ល្ងាច"} if safe == "at_times" else {})
