"""One case as its page shows it: the case, the child and all parts that the person may know of, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.data.fields import fields
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.births import Birth, birth_of
from app.domain.deadlines import Limits, State, allegation_due, contact_due, contact_state, day_state
from app.domain.deadlines import limits as shipped_limits
from app.domain.lights import light_of
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_parts import visible
from app.services.office.rules import limits, rules
from app.services.parts.part_kinds import types_of
from app.services.people.deaths import is_dead
from app.services.protection.incidents import kinds, medical_due, medical_state


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything that belongs to it; parts oldest first, only those that the person may know of.

    `owner_name` is empty when the owner is not known here.
    """

    case: Record
    child: Record
    owner_name: str
    family: tuple[Record, ...] = ()
    contacts: tuple[Record, ...] = ()
    parts: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    merged: tuple[Record, ...] = ()
    """Cases that were merged into this one."""
    older: bool = False
    """Whether the server may have history of it that is not here."""
    names: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The names of the facilities and offices that its records name, by id: in Khmer, in Latin letters."""
    limits: Limits = field(default_factory=shipped_limits, repr=False)
    """The limits of case work in this office."""
    medical_asked: timedelta = timedelta(days=14)
    """For so long after an incident of sexual violence medical care is asked for (rule `incident.medical_asked`)."""

    def rows(self, type_name: str) -> tuple[Record, ...]:
        """The parts of a type."""
        return self.parts.get(type_name, ())

    def known_names(self, lang: str) -> dict[str, str]:
        """The names of the people, facilities and offices that its records name, by id."""
        return {**self.names, **{key: self.place(key, lang) for key in self.places}}

    def place(self, key: str, lang: str) -> str:
        """A facility or office that its records name, in a language where it has a name in that, else in the other."""
        khmer, latin = self.places.get(key, ("", ""))
        return (khmer or latin) if lang == "km" else (latin or khmer)

    @property
    def birth(self) -> Birth | None:
        """The child's birth, or None."""
        return birth_of(self.child)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something due on a case: what (`first_contact`, `visit`, `medical`, `report_allegation` …), its end, how it stands."""

    what: str
    due: datetime | date
    state: State
    record: str


def open_file(uow: UnitOfWork, key: str) -> CaseFile:
    """The case with an id or number, for somebody who reads it: the reading stands in the audit log afterwards."""
    result = case_file(uow, key)
    uow.record_read("case", result.case.id)
    return result


def case_file(reader: Reader, key: str) -> CaseFile:
    """The case with an id or number and all its parts; InputError `case_unknown`, `not_allowed`."""
    case = cases.readable(reader, cases.find_case(reader, key).id)
    named = reader.current(case.text("child"))
    child = reader.maybe("child", named) or Record("child", named, {"name_unknown": True})
    merged = [row for key in reader.same_as(case.id)[1:] if (row := reader.maybe("case", key)) is not None]
    parts = {type_name: tuple(visible(reader, type_name, case.id)) for type_name in types_of("case")}
    parts |= {type_name: tuple(visible(reader, type_name, child.id)) for type_name in types_of("child")}
    parts["incident_kind"] = tuple(row for one in parts["incident"] for row in visible(reader, "incident_kind", one.id))
    names = _names(reader, [case, *(row for rows in parts.values() for row in rows)])
    houses = {row.text("facility") for rows in parts.values() for row in rows} - {""}
    places = {key: _named(row) for key in houses if (row := reader.maybe("facility", key)) is not None}
    codes = {row.text(name) for rows in parts.values() for row in rows for name in ("to_office", "from_office")} - {""}
    places |= {row.text("office"): _named(row) for row in (reader.find("office") if codes else ())}
    return CaseFile(
        case,
        child,
        names.get(case.text("owner"), ""),
        parts["family_member"],
        parts["contact"],
        parts,
        tuple(_outline(reader, row) for row in merged),
        reader.older_history([case.id, child.id, *(row.id for rows in parts.values() for row in rows)]),
        names,
        places,
        limits(reader),
        timedelta(days=rules(reader, "danger").number("incident.medical_asked")),
    )


def _named(row: Record) -> tuple[str, str]:
    """What a facility or office is called, in Khmer and in Latin letters."""
    return row.text("name_km"), row.text("name_en")


def _outline(reader: Reader, other: Record) -> Record:
    """Another case of the same child: whole for who may read it, else only what names it and whom to ask (practice P3)."""
    if cases.may_read(reader, other):
        return other
    kept = {name: other.values[name] for name in ("office", "child", "code", "status", "owner") if name in other.values}
    return Record("case", other.id, kept, other.version, other.epoch)


def _names(reader: Reader, records: Iterable[Record]) -> dict[str, str]:
    """The names of the users that records name, by id."""
    found_in: dict[str, tuple[str, ...]] = {}
    named: set[str] = set()
    for row in records:
        if row.type not in found_in:
            found_in[row.type] = tuple(name for name, info in fields(row.type).items() if info.kind == "ref")
        named |= {row.text(name) for name in found_in[row.type]}
    found = {user.id: user.text("name") for user in reader.find("user") if user.id in named}
    for row in records:
        if row.type == "hand_over":  # who wrote in the file at another office
            found = {**row.entries("people"), **found}
    return {reader.actor.user: reader.actor.name, **found}


def promises(file: CaseFile, now: datetime, today: date) -> list[Promise]:
    """What is due on an open case, the nearest first."""
    if file.case.code("status") != "open" or is_dead(file.child):
        return []
    found: list[Promise] = []
    due = contact_limit_of(file.case, file.limits)
    if due is not None and file.case.day("first_contact_on") is None:
        found.append(Promise("first_contact", due, contact_state(due, None, None, now, file.limits), file.case.id))
    visit = next_visit(file.rows("note"))
    if visit is not None:
        found.append(Promise("visit", visit[0], day_state(visit[0], None, today, file.limits), visit[1]))
    for row in file.rows("allegation"):
        heard = row.moment("heard_at")
        if heard is not None and row.moment("reported_at") is None:
            end = allegation_due(heard)
            found.append(Promise("report_allegation", end, contact_state(end, None, None, now, file.limits), row.id))
    for row in file.rows("incident"):
        care = medical_due(row, kinds(row, file.rows("incident_kind")), file.limits)
        if care is not None and today - (row.day("on_date") or today) <= file.medical_asked:
            found.append(Promise("medical", care, medical_state(care, now, file.limits), row.id))
    for row in file.rows("placement"):
        review = row.day("next_review_on")
        if review is not None and row.day("to_on") is None:
            found.append(Promise("review_placement", review, day_state(review, None, today, file.limits), row.id))
    return sorted(found, key=lambda one: (one.due.date() if isinstance(one.due, datetime) else one.due, one.what))


def contact_limit_of(case: Record, own: Limits | None = None) -> datetime | None:
    """When the first contact of a case is overdue, or None without a limit; `own`: the limits of the office."""
    return contact_due(case.code("risk_level"), case.moment("received_at"), case.code("received_precision"), own)


def next_visit(notes: Iterable[Record]) -> tuple[date, str] | None:
    """The visit that was promised last and not followed by a later note: its day and the note that promised it."""
    ordered = sorted(notes, key=lambda row: (row.text("on_date"), row.id))
    for place in range(len(ordered) - 1, -1, -1):
        promised = ordered[place].day("next_visit_on")
        if promised is not None:
            kept = any(row.text("kind") != "note" for row in ordered[place + 1 :])
            return None if kept else (promised, ordered[place].id)
    return None


def last_light(notes: Iterable[Record]) -> tuple[str, Record] | None:
    """The light (`green`, `yellow`, `red`) of the newest visit that has one, and the visit."""
    for row in sorted(notes, key=lambda note: (note.text("on_date"), note.id), reverse=True):
        light = light_of(row)
        if light is not None:
            return light, row
    return None
