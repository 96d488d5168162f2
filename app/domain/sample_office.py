"""Practice data: what an office keeps beside its cases: households that care for children, calls, talks, letters. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.births import from_age
from app.domain.clock import instant_text
from app.domain.sample_careers import DAYS, Values, moment, pick
from app.domain.sample_people import Chance, family_name, given_name, where

KINDS = (("foster_short", 34), ("foster_long", 34), ("kinship", 16), ("group_home", 8), ("pagoda", 8))
PATHS = ("applied", "asked", "assessed", "approved", "suspended")
"""How far a household got that is not one of the settled ones."""
PAGODAS = ("វត្តពោធិ៍វ័ន", "វត្តសិលា", "វត្តកណ្តាល", "វត្តទួលមាស")
ABOUT = (
    ("concern", "អ្នកជិតខាងឮសំឡេងក្មេងយំរាល់យប់ នៅផ្ទះក្បែរស្ពាន"),
    ("help", "ជីដូនម្នាក់សុំជួយអង្ករ និងសម្ភារៈសិក្សាសម្រាប់ចៅពីរនាក់"),
    ("advice", "គ្រូបង្រៀនសួររបៀបធ្វើសំបុត្រកំណើតយឺត"),
    ("concern", "ឃើញក្មេងពីរនាក់សុំទានក្បែរផ្សារ"),
    ("help", "ម្តាយម្នាក់ចង់ឱ្យកូនត្រឡប់មកពីមណ្ឌលវិញ"),
    ("other_office", "ស្រុកជិតខាងសួរអំពីគ្រួសារដែលបានផ្លាស់មក"),
    ("known_case", "អ្នកថែទាំសួរអំពីថ្ងៃចុះសួរសុខទុក្ខ"),
)
ENDS = {
    "concern": ("sent_on", "nothing"),
    "help": ("advised", "sent_on"),
    "advice": ("advised",),
    "other_office": ("advised",),
    "known_case": ("known_case",),
}
TALKED = (
    ("individual", "បានពិភាក្សាអំពីករណីហានិភ័យខ្ពស់ និងបន្ទុកការងារ។", "ចុះជួបកុមារមុនថ្ងៃសុក្រ"),
    ("case_review", "បានពិនិត្យករណីបី។ ផែនការត្រូវកែ ព្រោះស្ថានភាពគ្រួសារផ្លាស់ប្តូរ។", "កែផែនការ ហើយសុំការអនុម័ត"),
    ("file_audit", "ឯកសារភាគច្រើនគ្រប់គ្រាន់។ ខ្វះហត្ថលេខាលើទម្រង់ពីរ។", "បំពេញហត្ថលេខាដែលខ្វះ"),
    ("group", "បានរៀនជាក្រុមអំពីការជួបសម្ភាសកុមារ។", "អនុវត្តនៅការចុះជួបលើកក្រោយ"),
)
SENDERS = ("សាលាស្រុក", "សាលាឃុំ", "មន្ទីរអប់រំ", "អង្គការគំរូដើម្បីកុមារ", "មន្ទីរពេទ្យបង្អែក")
NUMBERS = (
    ("ប៉ុស្តិ៍នគរបាលរដ្ឋបាល (គំរូ)", "Police post (practice)", "000 117 117", "២៤ ម៉ោង"),
    ("មន្ទីរពេទ្យបង្អែក (គំរូ)", "Referral hospital (practice)", "000 119 119", "២៤ ម៉ោង"),
    ("មន្ត្រីប្រចាំការ (គំរូ)", "Officer on duty (practice)", "000 500 600", "៧ ព្រឹក – ៧ យប់"),
)
"""Numbers that nobody has: they begin with three zeros."""


@dataclass(frozen=True, slots=True)
class House:
    """A household of the register: what it says of itself, who lives there, what was done, and how far it got on which day."""

    values: Values
    members: tuple[Values, ...]
    events: tuple[Values, ...]
    state: str
    applied_on: date
    decided_on: date


def number_of_houses(cases: int) -> int:
    """How many households go with so many cases."""
    return max(6, min(48, cases // 6))


def settled(number: int) -> bool:
    """Whether the household with a number takes in children all the time."""
    return number % 5 not in (3, 4)


def house(seed: int, office: str, number: int, today: date, villages: Sequence[str]) -> House:
    """The household with a number, from 0."""
    chance = Chance(f"{seed}/{office}/carer/{number}")
    kind = pick(chance, KINDS) if number else "foster_short"
    family = family_name(chance)
    old = settled(number)
    applied = today - timedelta(days=(DAYS + chance.randrange(60, 400)) if old else chance.randrange(30, 200))
    state = "approved" if old else PATHS[(number // 5 * 2 + number % 5 - 3) % len(PATHS)]
    values: Values = {"kind": kind, "village_code": chance.choice(villages), "how_to_find": where(chance)}
    if kind == "pagoda":
        values["name_km"] = chance.choice(PAGODAS)
    else:
        given = given_name(chance, "female")
        values |= {"name_km": f"{family.km} {given.km}", "name_latin": f"{family.latin} {given.latin}"}
    values |= {"phone": f"000 {chance.randrange(100, 1000)} {chance.randrange(100, 1000)}", "applied_on": applied.isoformat()}
    low = chance.choice((0, 3, 6, 8))
    values |= {"capacity": 8 if kind in ("pagoda", "group_home") else chance.choice((2, 3, 4)), "age_from": low, "age_to": 17}
    values |= {"takes_siblings": chance.random() < 0.75, "takes_disability": chance.random() < 0.4}
    values["tonight"] = number == 0 or (kind == "foster_short" and chance.random() < 0.8)
    decided = applied + timedelta(days=chance.randrange(30, 90))
    events = tuple(_events(chance, applied, decided, today, state))
    members = () if kind in ("pagoda", "group_home") else tuple(_members(chance, family.km, applied))
    return House(values, members, events, state, applied, min(decided, today))


def _members(chance: Chance, family: str, applied: date) -> Iterator[Values]:
    """Who else lives there, and that the grown ones were checked."""
    for relation, sex, age in (("father", "male", 46), ("brother", "male", 15))[: chance.choice((1, 1, 2))]:
        said = from_age(age + chance.randrange(-4, 5), applied)
        name = f"{family} {given_name(chance, sex).km}"
        values: Values = {"name": name, "sex": sex, "relation": relation, **said.values()}
        if age > 17:
            checked = applied + timedelta(days=chance.randrange(5, 28))
            values |= {"checked_on": checked.isoformat(), "check_kind": "police_record", "check_result": "in_order"}
        yield values


def _events(chance: Chance, applied: date, decided: date, today: date, state: str) -> Iterator[Values]:
    """Assessment, training, agreement and visits, in order, up to today."""
    if state == "applied":
        return
    yield {
        "kind": "assessment",
        "on_date": applied + timedelta(days=15),
        "result": "continue",
        "text": "ផ្ទះស្អាត មានបន្ទប់គេងដោយឡែក",
    }
    if state not in ("approved", "suspended"):
        return
    yield {"kind": "training", "on_date": applied + timedelta(days=25), "result": "done", "text": "វគ្គថែទាំជំនួសបីថ្ងៃ"}
    yield {"kind": "agreement", "on_date": decided, "result": "done", "text": "បានចុះកិច្ចព្រមព្រៀង"}
    day = decided + timedelta(days=365 - chance.randrange(0, 30))
    while day < today:
        yield {"kind": "yearly_review", "on_date": day, "result": "continue", "text": "កុមារនៅបានល្អ។ គ្រួសារសុំវគ្គបំប៉នបន្ថែម។"}
        day += timedelta(days=365)
    visited = today - timedelta(days=chance.randrange(8, 120))
    if visited > decided:
        yield {"kind": "visit", "on_date": visited, "result": "with_help", "text": "បានជួបគ្រួសារ និងពិនិត្យកន្លែងគេង"}


def number_of_calls(cases: int) -> int:
    """How many calls the log has."""
    return max(8, min(60, cases // 4))


def call(seed: int, office: str, number: int, today: date, villages: Sequence[str]) -> tuple[datetime, Values]:
    """A call by its number, the newest first, and when it was; the newest ones wait for an answer."""
    chance = Chance(f"{seed}/{office}/call/{number}")
    kind, about = chance.choice(ABOUT)
    day = today - timedelta(days=number // 2 + chance.randrange(2))
    at = moment(day, chance.randrange(7, 17), chance.randrange(60))
    values: Values = {"at": instant_text(at), "how": chance.choice(("phone", "phone", "walk_in", "message")), "kind": kind}
    values |= {"about": about, "village_code": chance.choice(villages)}
    if number > 2:
        values["outcome"] = chance.choice(ENDS[kind])
        if values["outcome"] == "sent_on":
            values["sent_where"] = chance.choice(("សាលាឃុំ", "ប៉ុស្តិ៍នគរបាលរដ្ឋបាល", "មណ្ឌលសុខភាព"))
    if chance.random() < 0.6:
        name = family_name(chance)
        values["caller_name"] = f"{name.km} {given_name(chance, chance.choice(('female', 'male'))).km}"
        values["caller_phone"] = f"000 {chance.randrange(100, 1000)} {chance.randrange(100, 1000)}"
    return at, values


def talks(seed: int, office: str, today: date, people: Sequence[str]) -> Iterator[tuple[date, Values]]:
    """Talks of the head with each of the people over the last months, oldest first."""
    for place, user in enumerate(people):
        chance = Chance(f"{seed}/{office}/talk/{place}")
        for months in (4, 3, 2, 1):
            day = today - timedelta(days=30 * months - chance.randrange(12))
            kind, text, agreed = chance.choice(TALKED)
            yield day, {"user": user, "kind": kind, "on_date": day.isoformat(), "text": text, "agreed": agreed}


def letters(seed: int, office: str, today: date) -> Iterator[tuple[date, Values]]:
    """Letters that came in, the newest first."""
    chance = Chance(f"{seed}/{office}/letters")
    for number in range(8):
        day = today - timedelta(days=number * 9 + chance.randrange(6))
        kind = chance.choice(("letter", "letter", "complaint", "referral", "mou"))
        yield day, {"kind": kind, "sender": chance.choice(SENDERS), "number": f"{chance.randrange(10, 900)}/{day:%y}"}
