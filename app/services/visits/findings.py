"""Points to be improved: made when an inspection is closed, corrected with evidence, overdue after their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.data.queries import inspections as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import require
from app.domain.records import Record
from app.domain.scoring import item_order
from app.services.cases.case_values import checked, day_of


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its facility. `overdue`: open and past its day, or open without a day, since those cannot wait."""

    finding: Record
    facility: Record | None
    overdue: bool


def correct(uow: UnitOfWork, finding: str, corrected_on: date | str, evidence: str) -> None:
    """Notes that a finding was corrected, when, and what shows it.

    InputError `finding_unknown`, `finding_not_open`, `finding_evidence_missing`, `finding_before_visit`, or that of the day.
    """
    require(uow.actor, "finding.correct")
    record = known(uow, finding)
    if record.code("state") != "open":
        raise InputError("finding_not_open")
    if not evidence.strip():
        raise InputError("finding_evidence_missing", field="finding.evidence")
    given = checked(uow, "finding", {"corrected_on": str(corrected_on), "evidence": evidence.strip()})
    visited = uow.get("inspection", record.text("inspection")).day("visit_on")
    if visited and day_of("finding.corrected_on", given["corrected_on"]) < visited:
        raise InputError("finding_before_visit", field="finding.corrected_on")
    looked = dict.fromkeys(("checked_on", "checked_by", "check_result", "check_visit", "check_note"))
    uow.update("finding", finding, {**given, **looked, "state": "corrected", "corrected_by": uow.actor.user})


def reopen(uow: UnitOfWork, finding: str) -> None:
    """Takes a correction back that did not hold. InputError `finding_unknown`, `finding_not_corrected`."""
    require(uow.actor, "finding.correct")
    if known(uow, finding).code("state") != "corrected":
        raise InputError("finding_not_corrected")
    uow.update("finding", finding, {"state": "open", "corrected_on": None, "evidence": None, "corrected_by": None})


def known(uow: UnitOfWork, finding: str) -> Record:
    """A finding. InputError `finding_unknown`."""
    record = uow.maybe("finding", finding) if is_id(finding) else None
    if record is None:
        raise InputError("finding_unknown", finding=finding[:40])
    return record


def open_of(reader: Reader, facility: str) -> tuple[Record, ...]:
    """The open findings of a facility, those that cannot wait first, then by day: the list to tick at the next visit."""
    require(reader.actor, "finding.read")
    return tuple(queries.open_findings(reader, facility))


def corrected_of(reader: Reader, facility: str, limit: int = 20) -> tuple[Record, ...]:
    """The findings of a facility that were corrected, the latest first: a correction noted by mistake is found here."""
    require(reader.actor, "finding.read")
    void = {record.id for record in reader.find("inspection", facility=facility, state="void")}
    found = reader.find("finding", facility=facility, state="corrected", order=("-corrected_on",))
    return tuple(record for record in found if record.text("inspection") not in void)[:limit]


def of_inspection(reader: Reader, inspection: str) -> tuple[Record, ...]:
    """The findings of one inspection in the order of its items; withdrawn ones left out."""
    require(reader.actor, "finding.read")
    found = reader.find("finding", inspection=inspection, state=("open", "corrected"))
    return tuple(sorted(found, key=lambda record: (item_order(record.text("item")), record.id)))


def overdue(reader: Reader) -> tuple[FindingRow, ...]:
    """Findings that are open past their day, or that cannot wait, over all facilities; the oldest day first."""
    require(reader.actor, "finding.read")
    facilities = {record.id: record for record in reader.find("facility")}
    rows = (
        FindingRow(record, facilities.get(record.text("facility")), is_overdue(record, reader.today()))
        for record in queries.open_findings(reader)
    )
    return tuple(row for row in rows if row.overdue)


def is_overdue(finding: Record, today: date) -> bool:
    """Whether a finding is late: open, and past its day or without one."""
    due = finding.day("due_on")
    return finding.code("state") == "open" and (due is None or due < today)
