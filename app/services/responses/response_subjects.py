"""What a form can be about: case, child, facility, inspection, placement, carer household, office; and who may fill it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import require
from app.domain.records import Record
from app.services.care import carers
from app.services.cases import cases
from app.services.exchange.knowing import may_know
from app.services.facilities.facilities import find_facility
from app.services.office.offices import own_office
from app.services.people import children
from app.services.visits import visit_secrecy

SUBJECTS = ("case", "child", "facility", "inspection", "placement", "carer", "office")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a response is about, with the records that it leads to by type: a placement to its case, child and facility."""

    type: str
    id: str
    records: Mapping[str, Record]

    @property
    def fields(self) -> dict[str, object]:
        """The fields of a response that name its subject."""
        if self.type == "office":
            return {"subject": "office", "office": self.records["office"].text("office")}
        named: dict[str, object] = {"subject": self.type, self.type: self.id}
        if self.type == "placement":
            named["case"] = self.records["case"].id
        return named


def subject_of(reader: Reader, type_name: str, ref: str) -> Subject:
    """A subject by its id (a case also by number, a facility by code) for somebody who may read it.

    InputError `subject_unknown`, `case_unknown`, `facility_unknown`, `carer_unknown`, `not_allowed`, `record_not_found`.
    """
    if type_name not in _FINDERS:
        raise InputError("subject_unknown", subject=type_name[:40])
    return _FINDERS[type_name](reader, ref)


def subject_of_response(reader: Reader, response: Record) -> Subject:
    """The subject that a response names; as `subject_of`. A response of the first release names its inspection alone."""
    type_name = response.code("subject") or "inspection"
    return subject_of(reader, type_name, response.text(type_name))


def _case(reader: Reader, ref: str) -> Subject:
    found = cases.readable(reader, cases.find_case(reader, ref).id)
    records = {"case": found}
    _add(reader, records, "child", found.ref("child"))
    placement = last_placement(reader, found.id)
    if placement is not None:
        records["placement"] = placement
    return Subject("case", found.id, records)


def _child(reader: Reader, ref: str) -> Subject:
    child = reader.get("child", ref)
    if not may_know(reader, "child", child.id):
        raise InputError("not_allowed", act="case.read")
    records = {"child": child}
    for case in reader.find("case", child=child.id, status="open", order=("-opened_on",)):
        if cases.may_read(reader, case):
            records["case"] = case
            break
    return Subject("child", child.id, records)


def _placement(reader: Reader, ref: str) -> Subject:
    placement = reader.get("placement", ref)
    case = cases.readable(reader, placement.text("case"))
    records = {"placement": placement, "case": case}
    _add(reader, records, "child", case.ref("child"))
    _add(reader, records, "facility", placement.ref("facility"))
    return Subject("placement", placement.id, records)


def _facility(reader: Reader, ref: str) -> Subject:
    require(reader.actor, "facility.read")
    facility = find_facility(reader, ref)
    return Subject("facility", facility.id, {"facility": facility})


def _inspection(reader: Reader, ref: str) -> Subject:
    require(reader.actor, "inspection.read")
    inspection = visit_secrecy.seen(reader, ref)
    if inspection is None:
        raise InputError("record_not_found", type="inspection", id=ref[:40])
    records = {"inspection": inspection}
    _add(reader, records, "facility", inspection.ref("facility"))
    return Subject("inspection", inspection.id, records)


def _carer(reader: Reader, ref: str) -> Subject:
    carer = carers.find_carer(reader, ref)
    return Subject("carer", carer.id, {"carer": carer})


def _office(reader: Reader, ref: str) -> Subject:
    require(reader.actor, "office.read")
    office = own_office(reader)
    if ref not in ("", office.id, office.text("office")):
        raise InputError("record_not_found", type="office", id=ref[:40])
    return Subject("office", office.id, {"office": office})


_FINDERS: Mapping[str, Callable[[Reader, str], Subject]] = {
    "case": _case, "child": _child, "placement": _placement, "facility": _facility, "inspection": _inspection,
    "carer": _carer, "office": _office,
}  # fmt: skip


def _add(reader: Reader, records: dict[str, Record], type_name: str, record_id: str | None) -> None:
    """Adds a linked record that is here."""
    found = reader.maybe(type_name, record_id) if record_id else None
    if found is not None:
        records[type_name] = found


def last_placement(reader: Reader, case: str) -> Record | None:
    """The placement of a case that began last, those that have not ended before all others; None without any."""
    found = reader.find("placement", case=case)
    return max(found, key=lambda one: (one.day("to_on") is None, one.day("from_on") or date.min, one.id), default=None)


def require_fill(uow: UnitOfWork, subject: Subject) -> None:
    """Whether the person may fill in forms about a subject, as they may change it on its own page.

    InputError `not_allowed`, `case_not_open`.
    """
    if subject.type in ("case", "placement"):
        cases.editable(uow, subject.records["case"].id)
    elif subject.type == "child":
        children.check_editable(uow, subject.id)
    elif subject.type == "facility":
        require(uow.actor, "facility.edit")
    elif subject.type == "inspection":
        require(uow.actor, "inspection.fill")
    elif subject.type == "carer":
        carers.editable(uow, subject.id)
    else:
        require(uow.actor, "office.fill")


def find_subject(reader: Reader, typed: str) -> Subject:
    """A subject as the command line names it: `case:K-…`, `facility:BMC-001`, `office`, an id or a number alone.

    InputError as `subject_of`.
    """
    head, colon, rest = typed.partition(":")
    if colon and head in SUBJECTS:
        return subject_of(reader, head, rest)
    if typed == "office":
        return subject_of(reader, "office", "")
    if is_id(typed):
        type_name = reader.type_of(typed)
        return subject_of(reader, type_name if type_name in SUBJECTS else "case", typed)
    try:
        return subject_of(reader, "facility", typed)
    except InputError:
        return subject_of(reader, "case", typed)
