"""Inspections while they are filled: begun with the roster of the day, answered one by one, put aside, taken up again.

Answers stand in one `form_response` as entries by question, so that two people who answer different questions never clash.
Score and grade are nobody's business before the team closes (practice P26): see `inspection_results`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.data.queries import inspections as queries
from app.data.queries.inspections import InspectionRow
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.closing import CLOSED
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.permissions import require
from app.domain.questions import Question
from app.domain.records import Record
from app.forms.binds import items
from app.forms.filling import filled
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.cases.case_values import checked, day_of
from app.services.facilities import allegations, residencies, support_visits
from app.services.facilities.residencies import Resident
from app.services.responses import response_store
from app.services.visits import visit_alarms, visit_hours, visit_secrecy
from app.services.visits.inspection_forms import FormShelf, profile_in_force
from app.services.visits.inspection_kinds import kind_of, scored
from app.services.visits.inspection_roster import first_lines, other_day

HEAD = frozenset({"kind", "visit_on", "team", "mission_letter", "announced", *visit_hours.HOURS})
"""What is filled in beside the form."""
OPEN_STATES = frozenset({"draft", "to_be_completed"})
"""States in which answers are taken; "to be completed" was closed once and goes on."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection with its answers and its facility.

    `entries` are what the person may see of the answers and corrections. `hidden`: paths of the form whose answers belong to
    restricted groups that the person does not hold (practice P1); they are neither shown nor asked.
    """

    inspection: Record
    response: Record
    facility: Record
    entries: Mapping[str, str]
    hidden: frozenset[str]

    @property
    def answers(self) -> Mapping[str, str]:
        """Question → stored answer; corrections, and what stands beside of a joined visit, left out."""
        return {path: text for path, text in self.entries.items() if response_store.is_answer(path)}

    @property
    def open(self) -> bool:
        """Whether answers are taken."""
        return self.inspection.code("state") in OPEN_STATES

    def is_hidden(self, key: str) -> bool:
        """Whether a question is not for this person."""
        return response_store.is_hidden(self.hidden, key)


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last closed inspection of the same facility by the same form: its day, grade and answers by question."""

    inspection: str
    visit_on: date | None
    grade: str | None
    answers: Mapping[str, str]


def start(
    uow: UnitOfWork,
    form: CompiledForm,
    facility: str,
    values: Mapping[str, object],
    *,
    seed: int | None = None,
    links: Mapping[str, str] | None = None,
) -> str:
    """Begins a visit and gives its id; the roster of the day is laid into the form's hidden fields.

    Without `visit_on` it is today's, without `kind` that of the form. A form without weights needs no rules of scoring. `seed`
    makes what the form draws by chance repeatable, for practice data; `links` name what the visit comes of (`visit_plan`,
    `complaint`). InputError `support_has_no_score` (P29), `scoring_no_profile`, `record_not_found`, or what
    `checked` and `visit_hours.taken` find.
    """
    require(uow.actor, "inspection.fill")
    record = uow.get("facility", facility)
    given = _head(uow, {"kind": kind_of(form.id), "visit_on": uow.today().isoformat(), **values})
    day = day_of("inspection.visit_on", given["visit_on"])
    if scored(form):
        profile_in_force(uow, form, day)
    inspection = uow.create(
        "inspection",
        {
            **given,
            "facility": facility,
            "form_id": form.id,
            "form_version": form.version,
            **(links or {}),
            "state": "draft",
            "typed_on": uow.today().isoformat(),
            "typed_by": uow.actor.user,
        },
    )
    hidden = hidden_values(uow, record, day)
    session = FormSession(form, hidden=hidden, now=uow.clock.now, seed=seed, new_id=new_id)
    answers = first_lines(form, session.answers(), residencies.living_there(uow, facility, day))
    linked = {"inspection": inspection, "form_id": form.id, "form_version": form.version}
    response_store.create(uow, linked, response_store.groups_of(form), {"answers": answers})
    return inspection


def _head(reader: Reader, values: Mapping[str, object], before: Record | None = None) -> dict[str, object]:
    """What is filled in beside the form, checked; `before` is the visit that is changed."""
    for name in values:
        if name not in HEAD:
            raise InputError("field_not_given", field=f"inspection.{name}")
    given = checked(reader, "inspection", {name: value for name, value in values.items() if name not in visit_hours.HOURS})
    if given.get("kind") == "support":
        raise InputError("support_has_no_score", field="inspection.kind")
    if "visit_on" in given and not given["visit_on"]:
        raise InputError("visit_day_missing", field="inspection.visit_on")
    if "visit_on" in given or values.keys() & visit_hours.HOURS:
        told = given.get("visit_on") or (before.text("visit_on") if before is not None else "")
        day = day_of("inspection.visit_on", told) if told else reader.today()
        given |= visit_hours.taken(values, day, before, reader.clock.now())
    return given


def hidden_values(reader: Reader, facility: Record, day: date) -> dict[str, str | int]:
    """The hidden fields of a form: the facility's type and owner, and its residents on a day by age."""
    bands, _ = residencies.roster(residencies.on_day(reader, facility.id, day))
    counts = {f"k_roster_{band.band}": band.total for band in bands}
    return {"k_type": facility.text("type"), "k_owner": facility.text("owner"), **counts}


def edit_head(uow: UnitOfWork, inspection: str, values: Mapping[str, object], form: CompiledForm | None = None) -> None:
    """Changes kind, day, hours, team, letter of a visit that is not closed; another day brings the roster of that day.

    Lines of single residents follow too when the visit's form is given.
    """
    require(uow.actor, "inspection.fill")
    given = _head(uow, values, open_visit(uow, inspection).inspection)
    uow.update("inspection", inspection, given)
    if "visit_on" in given:
        lay_roster(uow, visit_of(uow, inspection), form)


def lay_roster(uow: UnitOfWork, visit: Visit, form: CompiledForm | None) -> None:
    """Lays the roster of the day of a visit into its answers again; lines of single residents too when its form is given."""
    day = visit.inspection.day("visit_on") or uow.today()
    known = {path.rpartition("/")[2]: path for path in visit.answers}
    hidden = {known[name]: str(value) for name, value in hidden_values(uow, visit.facility, day).items() if name in known}
    there = residencies.living_there(uow, visit.facility.id, day)
    response_store.put(uow, visit.response, {**hidden, **(other_day(form, visit.answers, there) if form else {})})


def visit_of(reader: Reader, inspection: str) -> Visit:
    """An inspection with its answers and facility. InputError `inspection_unknown`, also for one that goes on and that nobody
    was told of, for others than its team and the head (practice P28); `inspection_is_support` (P29).
    """
    require(reader.actor, "inspection.read")
    record = visit_secrecy.seen(reader, inspection)
    response = _response_of(reader, record) if record else None
    if record is None or response is None:
        if support_visits.is_one(reader, inspection):
            raise InputError("inspection_is_support", inspection=inspection)
        raise InputError("inspection_unknown", inspection=inspection[:40])
    entries, hidden = response_store.entries_of(reader, response), response_store.hidden_paths(reader.actor, response)
    return Visit(record, response, reader.get("facility", record.text("facility")), entries, hidden)


def _response_of(reader: Reader, inspection: Record) -> Record | None:
    """The response that the inspection was begun with; companions and further forms about it are others."""
    found = reader.find("form_response", inspection=inspection.id, form_id=inspection.text("form_id"), order=("id",))
    return next((one for one in found if not one.ref("whole")), None)


def open_visit(reader: Reader, inspection: str) -> Visit:
    """An inspection that still takes answers. InputError `inspection_closed`."""
    visit = visit_of(reader, inspection)
    if not visit.open:
        raise InputError("inspection_closed")
    return visit


def session_of(visit: Visit, form: CompiledForm, lang: str) -> FormSession:
    """The form with the answers so far, to go on with."""
    return FormSession(form, dict(visit.answers), lang=lang, new_id=new_id)


def save_answers(uow: UnitOfWork, inspection: str, answers: Mapping[str, str | None], form: CompiledForm | None = None) -> None:
    """Keeps answers of a visit: question → stored text, None takes it away. With the form danger goes to the head at once.

    InputError `inspection_closed`, `right_missing` for a question that is not for this person.
    """
    require(uow.actor, "inspection.fill")
    visit = open_visit(uow, inspection)
    response_store.put(uow, visit.response, answers)
    if form is not None:
        _tell_on(uow, visit, form, {**visit.answers, **answers})


def fill(
    uow: UnitOfWork, form: CompiledForm, inspection: str, answers: Mapping[str, object], lang: str = ""
) -> tuple[str, ...]:
    """Answers many questions by name, as the command line does; gives the names that are not asked in this facility.

    Those are left out, as ODK does. InputError `answer_refused` for the first other answer that is not taken, with the form's
    words in `lang`.
    """
    require(uow.actor, "inspection.fill")
    visit = open_visit(uow, inspection)
    session, left = filled(lambda said: session_of(visit, form, said), answers, lang)
    after = session.answers()
    changed: dict[str, str | None] = {path: after.get(path) for path in {*after, *visit.answers}}
    response_store.put(uow, visit.response, {path: text for path, text in changed.items() if text != visit.answers.get(path)})
    _tell_on(uow, visit, form, after)
    return left


def _tell_on(uow: UnitOfWork, visit: Visit, form: CompiledForm, answers: Mapping[str, str | None]) -> None:
    """Danger and allegations go on from the visit at once (practice P27)."""
    visit_alarms.note(uow, visit.inspection, form, answers)
    allegations.from_visit(uow, visit.inspection, form, answers)


def void(uow: UnitOfWork, inspection: str, reason: str) -> None:
    """Takes an inspection out of lists and counts that was made by mistake, with its findings.

    InputError `void_reason_missing`.
    """
    require(uow.actor, "inspection.void")
    visit = visit_of(uow, inspection)
    if not reason.strip():
        raise InputError("void_reason_missing", field="inspection.void_reason")
    uow.update("inspection", inspection, {"state": "void", "void_reason": reason.strip()})
    for finding in uow.find("finding", inspection=visit.inspection.id, state="open"):
        uow.update("finding", finding.id, {"state": "withdrawn"})


def questions(reader: Reader, facility: str, visit_on: date) -> tuple[Question, ...]:
    """What to ask once before a visit begins (P13): before the facility existed, a facility that is closed, one visit a day."""
    record = reader.get("facility", facility)
    found: list[Question] = []
    opened = record.day("opened_on")
    if opened and visit_on < opened:
        found.append(Question("ask.visit_before_opening", {"day": opened.isoformat()}))
    if record.code("state") in CLOSED:
        found.append(Question("ask.visit_closed_facility", {}))
    same_day = reader.find("inspection", facility=facility, visit_on=visit_on)
    if any(other.code("state") != "void" and not visit_secrecy.hides(reader, other) for other in same_day):
        found.append(Question("ask.visit_same_day", {}))
    return tuple(found)


def last_visit(reader: Reader, visit: Visit) -> LastVisit | None:
    """The last closed inspection before this one, whose answers stand beside, folded (P26); None for a first visit."""
    before = queries.last_closed(reader, visit.facility.id, visit.inspection.text("form_id"), visit.inspection)
    if before is None:
        return None
    earlier = visit_of(reader, before.id)
    return LastVisit(before.id, before.day("visit_on"), before.code("grade"), earlier.answers)


def files_drawn(reader: Reader, visit: Visit, form: CompiledForm) -> tuple[Resident, ...]:
    """The residents whose files are looked at, drawn at random for this visit and the same each time it is opened (P25)."""
    day = visit.inspection.day("visit_on") or reader.today()
    return draw(reader, visit.facility.id, day, form, lot_of(visit.inspection))


def lot_of(inspection: Record) -> str:
    """What the draw of a visit goes by: the planned visit that it was begun from, so that papers made before it hold."""
    return inspection.ref("visit_plan") or inspection.id


def draw(reader: Reader, facility: str, day: date, form: CompiledForm, lot: str) -> tuple[Resident, ...]:
    """Of who lives in a facility on a day so many as a form asks for, by chance but the same for one lot."""
    wanted = max((int(part.komar.get("sample", "0")) for part in form.definitions.values()), default=0)
    there = residencies.living_there(reader, facility, day)
    drawn = {one.id for one in sorted(there, key=lambda one: _lot(lot, one.id))[:wanted]}
    return tuple(one for one in there if one.id in drawn)


def _lot(visit: str, resident: str) -> bytes:
    """A number by chance that is the same each time for one visit and one resident."""
    return hashlib.sha256(f"{visit} {resident}".encode()).digest()


def listing(
    reader: Reader, *, facility: str | None = None, state: str | None = None, year: int | None = None
) -> list[InspectionRow]:
    """Inspections, the latest visit first; void ones only when asked for. InputError `code_unknown`.

    One that nobody was told of is not there for others while it goes on (practice P28).
    """
    require(reader.actor, "inspection.read")
    if state is not None and state not in codelist("inspection_state"):
        raise InputError("code_unknown", field="inspection.state", code=state, list="inspection_state")
    found = queries.rows(reader, facility=facility, state=state, year=year)
    return [one for one in found if not visit_secrecy.hides(reader, one.inspection)]


def answered(visit: Visit, form: CompiledForm) -> tuple[int, int]:
    """How many of the form's items have an answer, and how many items there are; without weights, of its questions asked."""
    if not scored(form):
        parts = session_of(visit, form, "").progress()
        return sum(part.answered for part in parts), sum(part.total for part in parts)
    paths = [item.path for item in items(form)]
    return sum(bool(visit.answers.get(path)) for path in paths), len(paths)


def shelf_form(shelf: FormShelf, visit: Visit) -> CompiledForm:
    """The form that a visit was begun with, in its version. InputError `form_unknown`."""
    return shelf.form(visit.inspection.text("form_id"), visit.inspection.text("form_version"))
