"""What a facility does about a finding: its corrective plan, what it hands in, and what a re-visit finds.

A finding that is said to be corrected is not at rest before somebody has looked. When to look again is ours, no published rule
says it (`resources/rules/closing.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from app.data.queries import findings as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases.case_values import checked, day_of
from app.services.papers import documents
from app.services.papers.attachments import AttachmentStore
from app.services.papers.documents import Told
from app.services.visits import findings, visit_secrecy

PLAN = ("plan", "responsible", "plan_until", "agreed_on")
CONFIRMED, NOT_CONFIRMED = "confirmed", "not_confirmed"
_AHEAD = frozenset({"plan_until"})
File = tuple[str, bytes]


def agree(uow: UnitOfWork, ids: Iterable[str], values: Mapping[str, object]) -> None:
    """Notes what the house will do about findings, who does it, by when, and when that was agreed on; None takes it away.

    InputError `finding_unknown`, `finding_not_open`, `remedy_missing` without a word of what or who, `plan_before_visit` for a
    last day before the visit, `field_not_given`, or what `checked` finds.
    """
    require(uow.actor, "finding.correct")
    for name in values:
        if name not in PLAN:
            raise InputError("field_not_given", field=f"finding.{name}")
    given = checked(uow, "finding", values, ahead=_AHEAD)
    for key in ids:
        record = _open(uow, key)
        after = {**{name: record.values.get(name) for name in PLAN}, **given}
        if any(after.values()) and not (after["plan"] or after["responsible"]):
            raise InputError("remedy_missing", field="finding.plan")
        visited = uow.get("inspection", record.text("inspection")).day("visit_on")
        if after["plan_until"] and visited and day_of("finding.plan_until", after["plan_until"]) < visited:
            raise InputError("plan_before_visit", field="finding.plan_until")
        uow.update("finding", record.id, given)


def receive(
    uow: UnitOfWork,
    ids: Iterable[str],
    values: Mapping[str, object],
    *,
    store: AttachmentStore | None = None,
    file: File | None = None,
) -> list[str]:
    """Notes that a facility handed in something about findings: a note, a file (name, bytes), or both; gives the records.

    `values`: `received_on` (today without), `received_from`, `note`. Findings of one act share the file. InputError
    `finding_unknown`, `finding_not_open`, `evidence_missing` without note and file, `finding_before_visit`, `field_not_given`,
    or what `documents.add` and `checked` find.
    """
    require(uow.actor, "finding.correct")
    for name in values:
        if name not in ("received_on", "received_from", "note"):
            raise InputError("field_not_given", field=f"finding_evidence.{name}")
    given = checked(uow, "finding_evidence", {"received_on": uow.today().isoformat(), **{k: v for k, v in values.items() if v}})
    if not given.get("note") and file is None:
        raise InputError("evidence_missing", field="finding_evidence.note")
    made: list[str] = []
    kept: dict[str, str] = {}
    for key in ids:
        record = _open(uow, key)
        _check_day(uow, record, day_of("finding_evidence.received_on", given["received_on"]), "finding_evidence.received_on")
        home = record.text("facility")
        if file is not None and store is not None and home not in kept:
            told = Told("other", "", day_of("finding_evidence.received_on", given["received_on"]))
            kept[home] = documents.add_files(uow, store, ("facility", home), [file], told)[0]
        links = {"facility": home, "finding": record.id, "received_by": uow.actor.user, "file": kept.get(home)}
        made.append(uow.create("finding_evidence", {**given, **{name: value for name, value in links.items() if value}}))
    return made


def check(uow: UnitOfWork, finding: str, result: str, on: date | str, note: str = "", visit: str = "") -> None:
    """Somebody looked at a re-visit: `confirmed` closes the finding, `not_confirmed` opens it again with its old day.

    InputError `finding_unknown`, `finding_withdrawn`, `code_unknown`, `check_visit_unknown` for a visit that is void or to
    another facility, `check_same_visit`, `finding_before_visit`, `finding_evidence_missing` where nothing shows it.
    """
    require(uow.actor, "finding.correct")
    record = findings.known(uow, finding)
    if record.code("state") == "withdrawn":
        raise InputError("finding_withdrawn")
    if result not in codelist("finding_check"):
        raise InputError("code_unknown", field="finding.check_result", code=result[:40], list="finding_check")
    given = checked(uow, "finding", {"checked_on": str(on), "check_note": note.strip() or None})
    day = day_of("finding.checked_on", given["checked_on"])
    _check_day(uow, record, day, "finding.checked_on")
    values: dict[str, object] = {**given, "check_result": result, "checked_by": uow.actor.user, "check_visit": None}
    if visit:
        values["check_visit"] = _visit(uow, record, visit)
    if result == CONFIRMED and record.code("state") == "open":
        seen = note.strip() or _handed_in(uow, finding)
        if not seen:
            raise InputError("finding_evidence_missing", field="finding.check_note")
        values |= {"state": "corrected", "corrected_on": day.isoformat(), "evidence": seen, "corrected_by": uow.actor.user}
    elif result == NOT_CONFIRMED:
        values |= {"state": "open", **dict.fromkeys(("corrected_on", "evidence", "corrected_by"))}
    uow.update("finding", finding, values)


def _handed_in(reader: Reader, finding: str) -> str:
    """What the facility said last with what it handed in."""
    return next((one.text("note") for one in reversed(evidence_of(reader, finding)) if one.text("note")), "")


def _visit(uow: UnitOfWork, record: Record, visit: str) -> str:
    """The re-visit at which somebody looked."""
    found = visit_secrecy.seen(uow, uow.current(visit)) if is_id(visit) else None
    if found is None or found.code("state") == "void" or found.text("facility") != record.text("facility"):
        raise InputError("check_visit_unknown")
    if found.id == uow.current(record.text("inspection")):
        raise InputError("check_same_visit")
    return found.id


def _open(uow: UnitOfWork, finding: str) -> Record:
    record = findings.known(uow, finding)
    if record.code("state") != "open":
        raise InputError("finding_not_open")
    return record


def _check_day(uow: UnitOfWork, record: Record, day: date, field: str) -> None:
    visited = uow.get("inspection", record.text("inspection")).day("visit_on")
    if visited and day < visited:
        raise InputError("finding_before_visit", field=field)


def evidence_of(reader: Reader, finding: str) -> list[Record]:
    """What was handed in about a finding, the earliest first."""
    require(reader.actor, "finding.read")
    return reader.find("finding_evidence", finding=finding, order=("received_on", "id"))


def handed_in_at(reader: Reader, facility: str) -> dict[str, list[Record]]:
    """Finding → what a facility handed in about it, the earliest first."""
    require(reader.actor, "finding.read")
    found: dict[str, list[Record]] = {}
    for one in reader.find("finding_evidence", facility=facility, order=("received_on", "id")):
        found.setdefault(one.text("finding"), []).append(one)
    return found


def to_look_at(reader: Reader, facility: str, visit: str) -> tuple[Record, ...]:
    """The findings of a facility to look at on a visit: open ones of others, and those said to be corrected since the last."""
    both = (*findings.open_of(reader, facility), *queries.listing(reader, "to_check", facility))
    return tuple(one for one in both if one.text("inspection") != visit)


def waits(finding: Record, evidence: Iterable[Record]) -> bool:
    """Whether something was handed in that nobody has looked at: since the last look, and the finding is still open."""
    given = [one.text("received_on") for one in evidence]
    return bool(given) and finding.code("state") == "open" and max(given) >= finding.text("checked_on")
