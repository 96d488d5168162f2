"""An office of 450 facilities, inspected once a year for ten years by the 50 items of the Minimum Standards, for the bench.

What the services leave behind is written in bulk: facilities all over a province, residents, visits with every answer and its
note, their points by the rules in force, findings (older ones corrected), the confirmed result. Nothing here exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.data.bulk import bulk
from app.data.bulk_unit import BulkUnit, Memory
from app.data.queries.sample_places import villages_of
from app.domain import scoring
from app.domain.clock import instant_text
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.sample_people import Chance, family_name, named
from app.domain.scoring import Item, Profile
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.office.offices import Session
from app.services.sample.sample import SetClock
from app.services.visits.inspection_forms import STANDARD, FormShelf, profile_in_force

FACILITIES, YEARS = 450, 10
LIVING = 20
"""Residents of a facility today; as many left before."""
TYPES = ("rci", "transit", "group_home", "faith", "boarding")
DRAWS = (("meets", 80), ("partly", 13), ("does_not", 7))
NOTE = "ក្រុមបានពិនិត្យឃើញដោយផ្ទាល់ និងបានសួរបុគ្គលិក"
_CHANCE = Random(7)


@dataclass
class Form:
    """The instrument with what its answers are by type of facility when all is met."""

    form: CompiledForm
    profile: Profile
    items: tuple[Item, ...]
    base: dict[str, tuple[Mapping[str, str], frozenset[str]]] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Mapping[str, str], frozenset[str]]:
        """All answers when everything is met, and the items that are asked there."""
        if kind not in self.base:
            hidden: dict[str, str | int] = {
                "k_type": kind,
                "k_owner": "ngo",
                **{f"k_roster_{band}": 4 for band in ("0_2", "3_5", "6_9", "10_14")},
            }
            session = FormSession(self.form, hidden=hidden, new_id=new_id)
            given: dict[str, object] = {f"i{item.number}": "meets" for item in self.items if item.weight}
            given |= {"entry": "allowed", "q51": "no", "q52": "no", **{f"i{number}_heard": 4 for number in (15, 16, 49, 50)}}
            for _ in range(2):  # a second time, for what only an answer makes relevant
                session.fill(given)
            asked = frozenset(state.key for state in session.states() if state.relevant)
            self.base[kind] = session.answers(relevant_only=True), asked
        return self.base[kind]


def make(session: Session, facilities: int = FACILITIES, years: int = YEARS) -> int:
    """Fills the office; gives the number of records that were saved."""
    with session.read() as reader:
        today = reader.today()
        villages = villages_of(reader, session.actor.office)
        shelf = FormShelf(session.folder)
        shelf.read(reader)
        form = shelf.form(STANDARD)
        instrument = Form(form, profile_in_force(reader, form, today), items(form))
    clock = SetClock()
    with bulk(session.database) as writer:
        memory = Memory(writer, session.read, new_id)
        try:
            for number in range(facilities):
                for actor, at, act, made in _facility(session.actor, instrument, number, years, today, villages):
                    clock.at = at
                    unit = BulkUnit(memory, actor, clock, act, {})
                    for type_name, key, values in made:
                        unit.create(type_name, values, record_id=key)
                    unit.finish()
                memory.forget()
            writer.flush()
        finally:
            memory.close()
        return writer.written


Made = list[tuple[str, str, Mapping[str, object]]]


def _facility(
    actor: Actor, form: Form, number: int, years: int, today: date, villages: Sequence[str]
) -> Iterator[tuple[Actor, datetime, str, Made]]:
    """A facility with its residents, then a visit a year."""
    kind, key = TYPES[number % len(TYPES)], new_id()
    begun = datetime(today.year - years - 1, 1, 5, tzinfo=UTC)
    values = {
        "office": actor.office, "code": f"BTB-{number + 1:03}", "name_km": f"មណ្ឌលសាកល្បង {number + 1}",
        "name_en": f"Trial home {number + 1}", "type": kind, "owner": "ngo", "state": "operating",
        "village_code": villages[number * 37 % len(villages)], "opened_on": f"{begun.year}-01-05", "capacity": 30,
    }  # fmt: skip
    yield actor, begun, "facility_register", [("facility", key, values), *_residents(key, number, today)]
    for year in range(years):
        day = today - timedelta(days=365 * (years - 1 - year) + 5 + number % 300)
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        yield actor, at, "inspection_close", _visit(actor, form, key, kind, day, today)


def _residents(facility: str, number: int, today: date) -> Made:
    """Who lives there, and who left."""
    made: Made = []
    chance = Chance(f"many/{number}")
    for place in range(2 * LIVING):
        born = today - timedelta(days=365 * (4 + (place + number) % 13) + place)
        admitted = today - timedelta(days=1500 - place * 20)
        sex = ("female", "male")[place % 2]
        names = named(chance, sex, family_name(chance))
        values: dict[str, object] = {
            "facility": facility, "sex": sex,
            "family_name_km": names["family_name_km"], "given_name_km": names["given_name_km"],
            "birth_from": born.isoformat(), "birth_to": born.isoformat(), "birth_source": "certificate",
            "admitted_on": admitted.isoformat(), "admission_reason": "no_family",
        }  # fmt: skip
        if place >= LIVING:
            values |= {"exited_on": (today - timedelta(days=place)).isoformat(), "exit_reason": "reunified"}
        made.append(("residency", new_id(), values))
    return made


def _visit(actor: Actor, form: Form, facility: str, kind: str, day: date, today: date) -> Made:
    """One visit: answers, points, findings, result."""
    answers, asked = form.of(kind)
    given = dict(answers)
    for item in form.items:
        if item.weight and item.path in asked:
            given[item.path] = _CHANCE.choices([one for one, _ in DRAWS], [share for _, share in DRAWS])[0]
            if item.note:
                given[item.note] = NOTE
    score = scoring.score(form.items, given, asked, form.profile, day)
    key, recent = new_id(), (today - day).days < 400
    closed = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    visit = {
        "facility": facility, "form_id": form.form.id, "form_version": form.form.version, "profile": form.profile.id,
        "kind": "annual", "state": "decided", "visit_on": day.isoformat(), "typed_on": day.isoformat(),
        "typed_by": actor.user, "team": "ក្រុមសាកល្បង", "closed_at": instant_text(closed),
        "points": score.points, "maximum": score.maximum, "scaled": score.scaled, "proposed_grade": score.proposed_grade,
        "grade": score.proposed_grade or "meets", "grade_reason": "ក្រុមបានសម្រេច", "decided_by": actor.user,
        "confirmed_by": actor.user,
    }  # fmt: skip
    made: Made = [("inspection", key, {name: value for name, value in visit.items() if value is not None})]
    linked = {"inspection": key, "form_id": form.form.id, "form_version": form.form.version}
    made.append(("form_response", new_id(), {**linked, "answers": given}))
    for found in score.findings:
        state = "open" if recent else "corrected"
        values = {
            "inspection": key, "facility": facility, "item": found.item, "answer": found.answer, "critical": found.critical,
            "due_on": found.due.isoformat() if found.due else None, "state": state, "text": NOTE,
            "corrected_on": None if recent else (day + timedelta(days=60)).isoformat(),
        }  # fmt: skip
        made.append(("finding", new_id(), {name: value for name, value in values.items() if value is not None}))
    return made
