"""Practice data: what the register holds beside a facility: staff, rooms, papers, the past, files of children. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.sample_careers import Values, moment, pick
from app.domain.sample_facilities import Home
from app.domain.sample_people import Chance, family_name, given_name, where

ROLES = ("deputy", "carer", "carer", "night_carer", "social_worker", "cook", "guard", "teacher", "health", "volunteer")
CARING = frozenset({"carer", "night_carer", "social_worker"})
ROOMS = (("បន្ទប់ក្មេងស្រី ក", "girls"), ("បន្ទប់ក្មេងប្រុស ក", "boys"), ("បន្ទប់បងប្អូន", "siblings"), ("បន្ទប់ក្មេងប្រុស ខ", "boys"))
SERVICES = ("school_out", "health", "counselling", "vocation", "reintegration", "after_care", "disability")
FUNDS = (("foreign", 40), ("local", 25), ("own", 20), ("sponsor", 15))
OWNERS = ("អង្គការគំរូដើម្បីកុមារ", "សមាគមគំរូសង្គ្រោះកុមារ", "អង្គការគំរូអនាគត")
STATE_OWNER = "មន្ទីរសង្គមកិច្ច (គំរូ)"
TRAINING = ("child_protection", "child_care", "standards", "reporting", "first_aid")
FORMER = ("ផ្ទះកុមារសាមគ្គី", "ផ្ទះកុមារព្រំដែន", "មណ្ឌលកុមារជ្រោយ")
CHECK_BY = "ប៉ុស្តិ៍នគរបាលរដ្ឋបាល"
ADMISSION_PAPERS = ("លិខិតមន្ទីរ", "លិខិតឃុំ", "ដីកាតុលាការ")
WARNED = ("បង្គន់ និងទឹកស្អាតមិនគ្រប់គ្រាន់ ក្រោយបានណែនាំពីរដង", "គ្មានការពិនិត្យប្រវត្តិបុគ្គលិកថែទាំបីនាក់")
HEARD = (("neglect", "នគរបាលបានស៊ើបអង្កេត។ បុគ្គលិកម្នាក់ត្រូវបានផ្លាស់ចេញពីការងារថែទាំ។"), ("physical", "ការចោទប្រកាន់មិនមានមូលដ្ឋានគ្រប់គ្រាន់។"))
EVERY = 10
"""Of so many facilities one is warned, one waits for the look of the head, and so on."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a facility; `files`: for a resident by place in the list of stays, what the file holds."""

    values: Values
    staff: tuple[Values, ...]
    rooms: tuple[Values, ...]
    past: tuple[Values, ...]
    files: tuple[tuple[int, Values], ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning in writing; `head`: whether a head entered it, so that it holds; `ended`: the day it was over, if it is."""

    on: date
    values: Values
    head: bool
    ended: date | None


@dataclass(frozen=True, slots=True)
class Alleged:
    """Abuse that was alleged: when it was heard and reported, if it was, and what came of it."""

    heard: datetime
    kind: str
    reported: datetime | None
    outcome: str


def beside(seed: int, office: str, number: int, today: date, plan: Home) -> Beside:
    """What goes with the facility of a number, from 0."""
    chance = Chance(f"{seed}/{office}/facility/{number}/beside")
    opened = date.fromisoformat(str(plan.values["opened_on"]))
    living = [(place, stay.admitted_on) for place, stay in enumerate(plan.stays) if stay.exited_on is None]
    values, staff = _values(chance, plan, opened, today), tuple(_staff(chance, opened, today))
    values |= {"director": staff[0]["name"], "director_since": staff[0]["since"]}
    rooms = tuple(_rooms(chance, int(str(plan.values["capacity"])), len(living), number, today))
    return Beside(values, staff, rooms, tuple(_past(chance, opened, number)), tuple(_files(chance, living, today)))


def _phone(chance: Chance) -> str:
    """A number that nobody has: it begins with three zeros."""
    return f"000 {chance.randrange(100, 1000)} {chance.randrange(100, 1000)}"


def _values(chance: Chance, plan: Home, opened: date, today: date) -> dict[str, object]:
    """What the register asks for: owner, services, money, notification, authorisation, validity of the letter."""
    state = plan.values["owner"] == "state"
    told = opened + timedelta(days=chance.randrange(10, 90))
    values: dict[str, object] = {
        "owner_name": STATE_OWNER if state else chance.choice(OWNERS),
        "owner_phone": _phone(chance),
        "owner_since": opened.isoformat(),
        "phone": _phone(chance),
        "director_phone": _phone(chance),
        "how_to_find": where(chance),
        "notified_on": told.isoformat(),
        "services": sorted({"stay", *chance.sample(SERVICES, 3)}),
        "funding": ["state"] if state else sorted({pick(chance, FUNDS), "local"}),
    }
    if not state:
        values |= {"applied_on": told.isoformat(), "application_number": f"{chance.randrange(10, 99)} សក"}
        done = told + timedelta(days=chance.randrange(40, 160))
        if chance.random() < 0.8:
            values |= {"authorisation": "authorised", "authorised_on": done.isoformat()}
            values["authorisation_number"] = f"{chance.randrange(100, 999)} សកយ"
        else:
            values["authorisation"] = "waiting"
    if "recognition_from" in plan.values:
        begins = today - timedelta(days=chance.randrange(200, 1000))
        values |= {"recognition_from": begins.isoformat()}
        values["recognition_until"] = (begins + timedelta(days=3 * 365)).isoformat()
    return values


def _staff(chance: Chance, opened: date, today: date) -> Iterator[Values]:
    """The director first, then some of the others; one has left, the last one has begun lately and is not checked yet."""
    roles = ("director", *ROLES[: chance.choice((5, 6, 8, 10))])
    for place, role in enumerate(roles):
        sex = chance.choice(("female", "female", "male"))
        since = max(opened, today - timedelta(days=chance.randrange(400, 3000)))
        values: dict[str, object] = {"role": role, "sex": sex, "cares": role in CARING}
        values["name"] = f"{family_name(chance).km} {given_name(chance, sex).km}"
        if place == len(roles) - 1:
            values |= {"since": (today - timedelta(days=chance.randrange(45, 120))).isoformat(), "check_result": "waiting"}
            yield values
            continue
        checked = since + timedelta(days=chance.randrange(0, 30))
        values |= {"since": since.isoformat(), "check_kind": "police_record", "checked_on": checked.isoformat()}
        values |= {"check_result": "in_order", "checked_by": CHECK_BY, "conduct_on": since.isoformat()}
        if role in CARING or chance.random() < 0.4:
            trained = today - timedelta(days=chance.randrange(60, 390))
            values |= {"training": sorted(chance.sample(TRAINING, 2)), "trained_on": trained.isoformat()}
        if place == 4:
            values["until"] = (today - timedelta(days=chance.randrange(5, 300))).isoformat()
        yield values


def _rooms(chance: Chance, capacity: int, living: int, number: int, today: date) -> Iterator[Values]:
    """Rooms that have the places of the house together; in one facility of three more sleep in the first than it has beds."""
    counted = (today - timedelta(days=chance.randrange(10, 200))).isoformat()
    count = 2 if capacity < 20 else 3 if capacity < 30 else 4
    for place, (name, for_whom) in enumerate(ROOMS[:count]):
        places, sleeping = capacity // count, min(capacity // count, -(-living // count))
        if place == 0:
            places += capacity % count
            sleeping += places if number % 3 == 1 else 0
        yield {
            "name": name,
            "room_for": for_whom,
            "places": places,
            "beds": max(1, places - chance.randrange(3)),
            "sleeping": sleeping,
            "counted_on": counted,
        }


def _past(chance: Chance, opened: date, number: int) -> Iterator[Values]:
    """What every second facility was called before, and its director."""
    if number % 2 == 0:
        changed = opened + timedelta(days=chance.randrange(300, 1200))
        yield {"what": "name", "text": FORMER[number // 2 % 3], "from_on": opened.isoformat(), "until_on": changed.isoformat()}
        name = f"{family_name(chance).km} {given_name(chance, 'male').km}"
        yield {"what": "director", "text": name, "from_on": opened.isoformat(), "until_on": changed.isoformat()}


def _files(chance: Chance, living: Sequence[tuple[int, date]], today: date) -> Iterator[tuple[int, Values]]:
    """What the files of three children in four hold; some of it is missing, or too long ago."""
    for place, came in living:
        if chance.random() < 0.25:
            continue
        values: dict[str, object] = {"family_known": chance.choice(("yes", "yes", "yes", "no", "not_known"))}
        values["birth_paper"] = chance.choice(("yes", "yes", "yes", "no"))
        if chance.random() < 0.8:
            values["legal_paper"] = f"{chance.choice(ADMISSION_PAPERS)} {chance.randrange(10, 400)}/{came.year % 100}"
        for name, most in (("plan_on", 300), ("family_contact_on", 130), ("reviewed_on", 260)):
            if chance.random() < 0.85:
                values[name] = max(came, today - timedelta(days=chance.randrange(2, most))).isoformat()
        yield place, values


def warned(number: int, today: date) -> Warned | None:
    """The warning of a facility, if it has one: ended, waiting for the head, or in force."""
    place, reason = number % EVERY, WARNED[number % 2]
    days = {0: 400, 3: 4, 4: 20}.get(place)
    if days is None:
        return None
    on = today - timedelta(days=days)
    until = (on + timedelta(days=60)).isoformat()
    values: Values = {"kind": "warning", "on_date": on.isoformat(), "reason": reason, "until_on": until}
    given = {**values, "authority": "ប្រធានមន្ទីរ", "number": f"{on:%d%m/%y}"}
    return Warned(on, given, place != 3, on + timedelta(days=70) if place == 0 else None)


def alleged(number: int, today: date) -> Alleged | None:
    """What was alleged in a facility: reported in time, reported late, or heard yesterday and still to be reported."""
    place = number % EVERY
    days = {0: 100, 1: 210, 2: 0}.get(place)
    if days is None:
        return None
    kind, outcome = HEARD[place % 2]
    heard = moment(today - timedelta(days=days), 9, 20)
    if place == 2:
        return Alleged(heard, kind, None, "")
    return Alleged(heard, kind, heard + timedelta(hours=60 if place == 1 else 5), outcome)
