"""Heads against the list at a visit, child by child: who is there, who is somewhere else, who is missing, who is on no list.

A difference stays open until it is explained: the child left (its exit is noted), was admitted, or somebody says what became of
it. A child whom nobody can find is told to the head and to caseworkers at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.births import parse_birth
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.ids import is_id, shared_id_at
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases.case_values import checked
from app.services.facilities import measures, residencies
from app.services.facilities.residencies import Resident
from app.services.people import person_names
from app.services.visits import visit_secrecy

DIFFERENCES = frozenset({"missing", "left", "unlisted"})
"""What was found that does not agree with the list."""
UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the list, or (`resident` None) one that is on no list; `line` is what was found, None: nobody looked yet."""

    resident: Resident | None
    line: Record | None

    @property
    def id(self) -> str:
        """The id of the stay, else of the line."""
        return self.resident.id if self.resident is not None else self.line.id if self.line is not None else ""

    @property
    def found(self) -> str:
        """What was found; empty before anybody looked."""
        return (self.line.code("found") or "") if self.line is not None else ""

    @property
    def name(self) -> str:
        """The name on the list, or the one that was said."""
        if self.resident is not None:
            return self.resident.name
        return self.line.text("name") if self.line is not None else ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not agree and is not explained yet: the line, and the name of the child as far as it is known."""

    line: Record
    name: str

    @property
    def id(self) -> str:
        """The id of the line."""
        return self.line.id


def line_id(inspection: str, residency: str) -> str:
    """The id of the line of a resident at a visit: two inspectors who count mean one child."""
    return shared_id_at(inspection, None, "census_line", inspection, residency)


def children(reader: Reader, inspection: Record) -> tuple[Child, ...]:
    """The children of the day of a visit in Khmer order of names, then those on no list."""
    require(reader.actor, "residency.read")
    day = inspection.day("visit_on") or reader.today()
    lines = reader.find("census_line", inspection=inspection.id, order=("id",))
    by_stay = {line.text("residency"): line for line in lines}
    listed = residencies.living_there(reader, inspection.text("facility"), day)
    unlisted = (Child(None, line) for line in lines if line.code("found") == UNLISTED)
    return (*(Child(one, by_stay.get(one.id)) for one in listed), *unlisted)


def counts(found: Sequence[Child]) -> dict[str, int]:
    """What was found → how many; "" for those nobody looked for yet."""
    result = dict.fromkeys(("", *codelist("census_found").codes()), 0)
    for one in found:
        result[one.found] = result.get(one.found, 0) + 1
    return {code: number for code, number in result.items() if number}


def find(uow: UnitOfWork, inspection: str, residency: str, found: str, note: str = "") -> str:
    """Notes what was found of a child of the list; an empty code takes it back. Gives the id of the line.

    InputError `inspection_unknown`, `stay_unknown`, `census_listed`, `code_unknown`.
    """
    require(uow.actor, "inspection.fill")
    visit = _visit(uow, inspection)
    stay = uow.maybe("residency", residency) if is_id(residency) else None
    if stay is None or stay.text("facility") != visit.text("facility"):
        raise InputError("stay_unknown")
    if found == UNLISTED:
        raise InputError("census_listed", field="census_line.found")
    given = checked(uow, "census_line", {"found": found or None, "note": note or None})
    made = line_id(inspection, residency)
    if uow.maybe("census_line", made) is None:
        links = {"facility": visit.text("facility"), "inspection": inspection, "residency": residency}
        return uow.create("census_line", {**given, **links}, record_id=made)
    uow.update("census_line", made, given)
    return made


def find_all(uow: UnitOfWork, inspection: str, residents: Sequence[str], found: str, note: str = "") -> None:
    """The same for many, as for a class that is at school."""
    for residency in residents:
        find(uow, inspection, residency, found, note)


def unlisted(uow: UnitOfWork, inspection: str, values: Mapping[str, object]) -> str:
    """Notes a child that is there and not on the list: name, sex, age and note as far as they are known. Gives the line's id.

    InputError `inspection_unknown`, `name_without_letter`, `field_not_given`, or what `checked` finds.
    """
    require(uow.actor, "inspection.fill")
    visit = _visit(uow, inspection)
    for name in values:
        if name not in {"name", "sex", "age", "note"}:
            raise InputError("field_not_given", field=f"census_line.{name}")
    given = {name: value for name, value in checked(uow, "census_line", values).items() if value is not None}
    person_names.check("census_line", given)
    age = given.get("age")
    if isinstance(age, int) and not 0 <= age <= 120:
        raise InputError("census_age", field="census_line.age")
    links = {"facility": visit.text("facility"), "inspection": inspection, "found": UNLISTED}
    return uow.create("census_line", {**given, **links})


def _visit(uow: UnitOfWork, inspection: str) -> Record:
    """A visit that counts. InputError `inspection_unknown`."""
    record = visit_secrecy.seen(uow, inspection)
    if record is None or record.code("state") == "void":
        raise InputError("inspection_unknown", inspection=inspection[:40])
    return record


def open_of(reader: Reader, facility: str) -> tuple[Difference, ...]:
    """What does not agree with the list of a facility and is not explained: of each child what was found last."""
    require(reader.actor, "residency.read")
    known = reader.find("inspection", facility=facility)
    visits = {one.id: one for one in known if one.code("state") != "void" and not visit_secrecy.hides(reader, one)}
    lines = [
        one for one in reader.find("census_line", facility=facility) if one.text("inspection") in visits and one.code("found")
    ]
    lines.sort(key=lambda one: (visits[one.text("inspection")].text("visit_on"), one.text("inspection"), one.id))
    newest = {one.text("residency") or one.id: one for one in lines}
    stays = reader.many("residency", [key for key, one in newest.items() if one.ref("residency")])
    found = []
    for key, line in newest.items():
        if line.code("found") not in DIFFERENCES or line.day("settled_on") or line.ref("became"):
            continue
        stay = stays.get(key)
        if stay is not None and (stay.day("exited_on") or stay.text("void_reason")):
            continue
        name = residencies.resident(reader, stay, reader.today()).name if stay is not None else line.text("name")
        found.append(Difference(line, name))
    return tuple(found)


def settle(uow: UnitOfWork, line: str, note: str) -> None:
    """Somebody says what became of a difference, such as that the child is back. InputError `census_unknown`, `census_note`."""
    require(uow.actor, "residency.admit")
    record = _line(uow, line)
    if not note.strip():
        raise InputError("census_note", field="census_line.settled_note")
    settled = {"settled_on": uow.today().isoformat(), "settled_by": uow.actor.user, "settled_note": note.strip()}
    uow.update("census_line", record.id, settled)


def admit(uow: UnitOfWork, line: str, values: Mapping[str, object]) -> str:
    """Puts a child that was on no list on it, with what was said at the visit; `values` as for an admission. Gives the stay.

    Without a day it is that of the visit, when the child was seen there; where the facility had closed by then, that of the
    closure, since it was there already.
    InputError `census_unknown`, `census_listed`, or those of the admission.
    """
    record = _line(uow, line)
    if record.code("found") != UNLISTED or record.ref("became"):
        raise InputError("census_listed", field="census_line.found")
    said: dict[str, object] = {"given_name_km": record.text("name") or None, "sex": record.code("sex")}
    visit = uow.get("inspection", record.text("inspection")).text("visit_on")
    home = uow.get("facility", record.text("facility"))
    closed = measures.emptied_on(uow, home.id) if measures.takes_nobody(uow, home) else None
    said["admitted_on"] = min(visit, closed.isoformat()) if closed is not None else visit
    age = record.whole("age")
    birth = parse_birth({"age": age, "on": visit}, uow.today()) if age is not None else None
    said |= birth.values() if birth is not None else {}
    whole = {**{name: value for name, value in said.items() if value}, **values}
    stay = residencies.admit(uow, home.id, whole)
    uow.update("census_line", record.id, {"became": stay})
    return stay


def _line(uow: UnitOfWork, line: str) -> Record:
    record = uow.maybe("census_line", line) if is_id(line) else None
    if record is None or visit_secrecy.seen(uow, record.text("inspection")) is None:
        raise InputError("census_unknown")
    return record
