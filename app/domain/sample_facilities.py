"""Practice data: facilities with residents over three years and yearly inspections. Pure; nothing here exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.sample_careers import DAYS, Values, pick
from app.domain.sample_people import Chance, birth, birth_values, disability, family_name, named

KINDS = (("rci", 40), ("transit", 12), ("group_home", 16), ("faith", 16), ("boarding", 16))
NAMES_KM = ("ផ្កាឈូក", "សន្តិភាព", "ស្នាមញញឹម", "ព្រះអាទិត្យរះ", "មេត្តា", "អនាគតថ្មី", "ពន្លឺ", "រំដួល", "ម្លប់ពោធិ៍", "សង្ឃឹម")
NAMES_EN = ("Lotus", "Peace", "Smile", "Sunrise", "Metta", "New Future", "Light", "Romduol", "Bodhi Shade", "Hope")
WORDS_KM = {
    "rci": "មណ្ឌលថែទាំកុមារ", "transit": "ផ្ទះសំចត", "group_home": "ផ្ទះស្នាក់នៅជាក្រុម", "faith": "វត្ត", "boarding": "អន្តេវាសិកដ្ឋាន",
}  # fmt: skip
WORDS_EN = {
    "rci": "Child Care Centre",
    "transit": "Transit Home",
    "group_home": "Group Home",
    "faith": "Pagoda",
    "boarding": "Boarding House",
}
REASONS = (
    ("no_family", 18), ("protection", 16), ("poverty", 22), ("schooling", 20), ("migration", 10), ("abandoned", 6),
    ("parents_in_prison", 3), ("transferred", 3), ("not_known", 2),
)  # fmt: skip
BROUGHT_BY = (("family", 40), ("local_authority", 22), ("social_affairs", 14), ("police", 8), ("ngo", 12), ("not_known", 4))
EXITS = (
    ("reunified", "birth_family", 46), ("reunified", "kinship", 14), ("placed", "foster", 6),
    ("transferred", "other_facility", 8), ("adult", "independent", 14), ("ran_away", "not_known", 6), ("other", "other", 6),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stay:
    """A resident: what stands in the admission, and how the stay ended if it did."""

    admitted_on: date
    admission: Values
    exited_on: date | None
    exit: Values


@dataclass(frozen=True, slots=True)
class Home:
    """A facility with its stays, and the days of its inspections."""

    values: Values
    agreement: Values
    quality: float
    stays: tuple[Stay, ...]
    visits: tuple[date, ...]


def number_of_homes(cases: int) -> int:
    """How many facilities go with so many cases: up to 40, which is what a large province has."""
    return max(1, min(40, cases // 50))


def home(seed: int, office: str, number: int, today: date, villages: Sequence[str]) -> Home:
    """The facility with a number, from 0; the first one is a state centre."""
    chance = Chance(f"{seed}/{office}/facility/{number}")
    kind = "rci" if number == 0 else pick(chance, KINDS)
    name = (number + chance.randrange(3) * 3) % len(NAMES_KM)
    capacity = chance.choice((15, 20, 25, 30, 40))
    more = f" {number // len(NAMES_KM) + 1}" if number >= len(NAMES_KM) else ""
    opened = date(today.year - 5 - chance.randrange(14), 1 + chance.randrange(12), 1 + chance.randrange(28))
    values: Values = {
        "name_km": f"{WORDS_KM[kind]}{NAMES_KM[name]}{more}",
        "name_en": f"{NAMES_EN[name]} {WORDS_EN[kind]}{more}",
        "type": kind,
        "owner": "state" if number == 0 else "ngo",
        "village_code": chance.choice(villages),
        "capacity": capacity,
        "opened_on": opened.isoformat(),
    }
    agreement: Values = {}
    if number and chance.random() < 0.8:
        begins = today - timedelta(days=chance.randrange(900))
        agreement = {"mou_number": f"{chance.randrange(10, 99)}/{begins.year % 100}", "mou_from": begins.isoformat()}
        agreement["mou_until"] = (begins + timedelta(days=3 * 365)).isoformat()
    if chance.random() < 0.6:
        values |= {"recognition_number": f"{chance.randrange(100, 999)}", "recognition_from": opened.isoformat()}
    quality = chance.betavariate(5, 1.8)
    stays = tuple(_stay(chance, today, kind) for _ in range(int(capacity * chance.uniform(1.0, 1.7))))
    first = today - timedelta(days=DAYS - chance.randrange(300))
    visits = tuple(day for year in range(3) if (day := first + timedelta(days=365 * year + chance.randrange(40))) < today)
    return Home(values, agreement, quality, tuple(sorted(stays, key=lambda stay: stay.admitted_on)), visits)


def _stay(chance: Chance, today: date, kind: str) -> Stay:
    """One resident over the three years; those of a transit home leave soon."""
    admitted = today - timedelta(days=1 + int(DAYS * chance.random()))
    long = 40 if kind == "transit" else 560
    days = int(chance.expovariate(1 / long)) + 3
    exited = admitted + timedelta(days=days)
    age = min(17, 1 + int(17 * chance.betavariate(2.4, 1.5)))
    sex = pick(chance, (("female", 46), ("male", 52), ("not_known", 2)))
    names = named(chance, sex, family_name(chance))
    admission: Values = {"family_name_km": names["family_name_km"], "given_name_km": names["given_name_km"], "sex": sex}
    if "family_name_latin" in names:
        admission["name_latin"] = f"{names['family_name_latin']} {names['given_name_latin']}"
    admission |= {**birth_values(birth(chance, age, admitted)), **disability(chance), "admitted_on": admitted.isoformat()}
    admission |= {"admission_reason": pick(chance, REASONS), "admission_source": pick(chance, BROUGHT_BY)}
    if exited >= today:
        return Stay(admitted, admission, None, {})
    reason, destination, _ = chance.choices(EXITS, [weight for *_, weight in EXITS])[0]
    return Stay(
        admitted, admission, exited, {"exit_reason": reason, "exit_destination": destination, "exited_on": exited.isoformat()}
    )


def answers(seed: int, office: str, home_number: int, visit: int, quality: float, items: Sequence[str]) -> dict[str, object]:
    """Answers to the questions of an inspection (their numbers); a facility does better from year to year."""
    chance = Chance(f"{seed}/{office}/facility/{home_number}/visit/{visit}")
    good = min(0.97, quality + 0.06 * visit)
    given: dict[str, object] = {"entry": "allowed", "q51": "no", "q52": "no"}
    for item in items:
        draw = chance.random()
        given[f"i{item}"] = "meets" if draw < good else "partly" if draw < good + (1 - good) * 0.7 else "does_not"
    heard = {f"i{item}_heard": chance.randrange(3, 8) for item in ("15", "16", "49", "50")}
    return given | heard
