"""Practice data: turns an empty office into a practice office for ever (practice P6) and fills it, through the services.

The services run as they are, on a unit of work that collects what they write (`app.data.bulk_unit`). Content comes from (seed,
office, day), ids from (seed, office, device).
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.data.bulk import bulk
from app.data.bulk_unit import BulkUnit, Memory
from app.data.queries.facilities import all_codes
from app.data.queries.sample_places import has_real_records, villages_of
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.facility_codes import next_code
from app.domain.permissions import RIGHTS, ROLES, require
from app.domain.records import Actor
from app.domain.sample_careers import Career, Ground, career, moment, received_on
from app.domain.sample_facilities import Home, home, number_of_homes
from app.domain.sample_people import Chance, family_name, given_name
from app.domain.sample_work import has_work, with_work
from app.services.office.offices import Session, own_office
from app.services.sample import sample_acts, sample_desk, sample_forms, sample_register, sample_visits
from app.services.sample.sample_acts import OpenUnit
from app.services.visits.inspection_forms import STANDARD, FormShelf

DONE = "sample:"
"""Beginning of the key under which the database remembers a seed that was used."""
PEOPLE = (("caseworker",), ("caseworker",), ("inspector",), ("supervisor",))
FORGET_EVERY, TELL_EVERY = 4, 400
"""Cases after which finished ones are dropped from memory, since looking through it takes time; and after which we tell."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was made."""

    cases: int
    facilities: int
    inspections: int
    records: int


class SetClock:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.at = datetime(2000, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


def make_ids(seed: int, office: str, device: str, clock: SetClock) -> Callable[[], str]:
    """Ids (UUIDv7) that are the same for the same seed, office and device, in the order of the acts' instants."""
    chance = Chance(hashlib.sha256(f"{seed}/{office}/{device}".encode()).hexdigest())

    def new() -> str:
        bits = chance.getrandbits(74)
        value = (int(clock.at.timestamp() * 1000) & (1 << 48) - 1) << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62
        text = f"{value | bits & (1 << 62) - 1:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    return new


def make(session: Session, cases: int, seed: int, progress: Callable[[int, int], None] = lambda done, total: None) -> Sample:
    """Makes so many cases with facilities, residents and inspections. `progress` is told how many cases are done, of how many.

    InputError `not_allowed`, `sample_number`, `sample_real` (there are real records), `sample_done` (this seed was used here).
    What was committed before an error or a power cut stays; the office is a practice office from the start.
    """
    require(session.actor, "sample.make")
    if not 1 <= cases <= 1_000_000:
        raise InputError("sample_number", number=cases)
    become_practice(session, seed)
    with session.read() as reader:
        today = reader.today() - timedelta(days=1)
        device = reader.meta("device") or ""
        villages, codes = villages_of(reader, session.actor.office), all_codes(reader)
    clock = SetClock()
    with bulk(session.database) as writer:
        memory = Memory(writer, session.read, make_ids(seed, session.actor.office, device, clock))

        @contextmanager
        def unit(actor: Actor, at: datetime, act: str) -> Iterator[UnitOfWork]:
            clock.at = at
            one = BulkUnit(memory, actor, clock, act, {})
            yield one
            one.finish()

        maker = Maker(seed, session.actor, today, villages, unit, FormShelf(session.folder))
        maker.codes = codes
        before = gc.get_threshold()
        gc.set_threshold(200_000, 50, 50)  # millions of small objects, hardly a cycle: it took a tenth of the time
        try:
            made = maker.run(cases, progress, memory.forget, memory.flush)
            writer.flush()
        finally:
            gc.set_threshold(*before)
            memory.close()
        with session.database.transaction() as connection:
            for key, value in (memory.facts | {DONE + str(seed): today.isoformat()}).items():
                connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
        return Sample(cases, made[0], made[1], writer.written)


def become_practice(session: Session, seed: int) -> None:
    """The first sample makes a practice office, for ever; with one real record it refuses."""
    with session.read() as reader:
        office = own_office(reader)
        practice = bool(office.flag("practice"))
        if not practice and has_real_records(reader):
            raise InputError("sample_real")
        if reader.meta(DONE + str(seed)):
            raise InputError("sample_done", seed=seed)
    if not practice:
        with session.write("sample") as uow:
            uow.undoable = False
            uow.update("office", office.id, {"practice": True})


class Maker:
    """Makes practice data act by act with units that somebody opens for it: in bulk, or one by one (a test compares them)."""

    def __init__(self, seed: int, actor: Actor, today: date, villages: Sequence[str], unit: OpenUnit, shelf: FormShelf) -> None:
        self.seed, self.today, self.villages, self.unit, self.shelf = seed, today, villages, unit, shelf
        self.office = actor.office
        self.actor = Actor(actor.user, actor.name, actor.office, frozenset(ROLES) - {"ministry"}, frozenset(RIGHTS))
        self.others: list[Actor] = []
        self.codes: Sequence[str] = ()
        """Codes of facilities that are taken."""
        self.plans: list[tuple[str, Home, Sequence[str]]] = []
        """Facilities with what was planned of them and the ids of their stays."""

    def run(
        self,
        cases: int,
        progress: Callable[[int, int], None] = lambda done, total: None,
        forget: Callable[[], None] = lambda: None,
        settle: Callable[[], None] = lambda: None,
    ) -> tuple[int, int]:
        """Everything; gives the number of facilities and of inspections."""
        self._people()
        homes = self._homes(cases)
        settle()
        inspections = self._inspections(homes)
        sample_register.fill_register(self.unit, self.actor, self.others[2], self.seed, self.plans, self.today)
        sample_register.support(self.unit, self.others[2], self.shelf, homes, self.today)
        settle()  # a placement looks at the last result of its facility, a plan of visits at all of it
        sample_visits.make_visits(self.unit, self.actor, self.others[2], homes, self.today)
        forget()
        linked = min(1.0, len(homes) * 5 / (cases * 0.1))
        houses = self._beside(cases)
        forget()
        owners = tuple(one.user for one in self._owners())
        ground = Ground(self.today, self.villages, owners, homes, linked, houses)
        order = sorted(range(cases), key=lambda number: (received_on(self.seed, self.office, number, self.today), number))
        for done, number in enumerate(order, 1):
            plan = career(self.seed, self.office, number, ground)
            self._case(number, with_work(self.seed, self.office, number, ground, plan) if has_work(number) else plan)
            if done % FORGET_EVERY == 0:
                forget()
            if done % TELL_EVERY == 0:
                progress(done, cases)
        progress(cases, cases)
        return len(homes), inspections

    def _people(self) -> None:
        """Colleagues who own cases and confirm grades; they have no password here."""
        at = moment(self.today - timedelta(days=4 * 365), 8, 0)
        for place, roles in enumerate(PEOPLE):
            chance = Chance(f"{self.seed}/{self.office}/user/{place}")
            family = family_name(chance)
            name = f"{family.km} {given_name(chance, chance.choice(('female', 'male'))).km}"
            with self.unit(self.actor, at, "user_add") as uow:
                values: Mapping[str, object] = {"office": self.office, "name": name, "roles": sorted(roles), "active": True}
                user = uow.create("user", values)
            self.others.append(Actor(user, name, self.office, frozenset(roles), frozenset(RIGHTS)))

    def _owners(self) -> tuple[Actor, ...]:
        """Those who own cases."""
        return (self.actor, *self.others[:2])

    def _beside(self, cases: int) -> list[str]:
        """What the office keeps beside its cases; gives the households that take in children."""
        workers = self.others[:2]
        sample_desk.make_desk(self.unit, self.actor, workers, self.seed, cases, self.today, self.villages)
        houses = sample_desk.make_houses(self.unit, self.actor, workers[0], self.seed, cases, self.today, self.villages)
        sample_forms.review_house(self.unit, self.actor, self.shelf, houses[0], self.today - timedelta(days=5))
        return houses

    def _homes(self, cases: int) -> list[str]:
        """Facilities with their residents."""
        made, codes = [], list(self.codes)
        for number in range(number_of_homes(cases)):
            plan = home(self.seed, self.office, number, self.today, self.villages)
            codes.append(next_code(self.office[:2], codes))
            facility, stays = sample_acts.make_home(self.unit, self.actor, plan, codes[-1], self.today)
            made.append(facility)
            self.plans.append((facility, plan, stays))
        return made

    def _inspections(self, homes: Sequence[str]) -> int:
        """Yearly inspections of all facilities."""
        form, count = self.shelf.form(STANDARD), 0
        for number, facility in enumerate(homes):
            plan = home(self.seed, self.office, number, self.today, self.villages)
            for place, day in enumerate(plan.visits):
                given = sample_acts.planned_answers(self.seed, self.office, number, place, plan.quality, form)
                people = (self.actor, self.others[-1])
                sample_acts.inspect(self.unit, people, form, facility, day, given, self.today)
                count += 1
        return count

    def _case(self, number: int, plan: Career) -> None:
        """One case from registration on."""
        case = sample_acts.make_case(self.unit, self.actor, plan, self._owners())
        if sample_forms.has_forms(number, plan):
            sample_forms.fill_forms(self.unit, self.actor, self.shelf, case, number, plan)
        sample_desk.mark(self.unit, self.actor, case, number, plan, self.today)
        sample_desk.paper(self.unit, self.actor, case, number, plan, self.today)
