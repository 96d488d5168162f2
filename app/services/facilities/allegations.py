"""Abuse alleged in a facility: heard, reported within 48 hours, made a case (practice P27, P29; the hours are sourced).

What is heard at a visit goes one way, to the head and a caseworker: a high-risk case, never a finding. A record whose kind is
restricted, or whose case is not the person's, is told to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text, parse_instant
from app.domain.codelists import codelist
from app.domain.deadlines import State, allegation_due, contact_state
from app.domain.errors import InputError
from app.domain.ids import is_id, shared_id_at
from app.domain.permissions import require
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.services.cases import cases
from app.services.cases.case_values import checked
from app.services.cases.cases import Opened, Registration
from app.services.exchange.knowing import may_know
from app.services.facilities import residencies
from app.services.office.rules import limits

Values = Mapping[str, object]
NOT_STATED = "not_stated"
"""The kind of an allegation of which nobody has said more yet."""
_COPIED = (
    "family_name_km", "given_name_km", "sex", "birth_from", "birth_to", "birth_source", "disability", "disability_assessed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allegation:
    """An allegation about a facility. `due`: the last instant to report it, `state` where that stands; `hours` it took."""

    record: Record
    due: datetime | None
    state: State
    hours: int | None

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def open(self) -> bool:
        """Whether it is neither a case nor answered in another way."""
        return not self.record.ref("case") and not self.record.text("outcome")


def of_facility(reader: Reader, facility: str) -> tuple[Allegation, ...]:
    """The register of abuse reports of a facility, the newest first, as far as the person may know of them."""
    require(reader.actor, "allegation.edit")
    found = [one for one in reader.find("allegation", facility=facility) if may_know(reader, "allegation", one.id)]
    return tuple(_told(reader, one) for one in sorted(found, key=lambda one: (one.text("heard_at"), one.id), reverse=True))


def _told(reader: Reader, record: Record) -> Allegation:
    heard, reported = record.moment("heard_at"), record.moment("reported_at")
    due = allegation_due(heard) if heard is not None else None
    took = (reported - heard) // timedelta(hours=1) if heard is not None and reported is not None else None
    state = contact_state(due, None, reported, reader.clock.now(), limits(reader))
    return Allegation(record, due, state, took)


def hear(uow: UnitOfWork, facility: str, kind: str, heard_at: str = "", *, record_id: str | None = None) -> str:
    """Notes that abuse in a facility was alleged; without an instant it is now. Gives the id.

    InputError `code_unknown`, `right_missing` for a kind of a restricted group that the person does not hold, or what
    `checked` finds.
    """
    require(uow.actor, "allegation.edit")
    home = uow.get("facility", facility)
    group = next((row.group for row in codelist("allegation_kind") if row.code == kind), "")
    if group and group not in uow.actor.rights:
        raise InputError("right_missing", field="allegation.kind", group=group)
    given = checked(uow, "allegation", {"kind": kind, "heard_at": heard_at or uow.at})
    values = {**given, "facility": facility, "office": home.text("office")}
    return uow.create("allegation", values, record_id=record_id)


def report(uow: UnitOfWork, allegation: str, to: str, at: str = "") -> None:
    """Notes to whom and when it was reported. InputError `allegation_unknown`, `report_too_early`, or what `checked` finds."""
    require(uow.actor, "allegation.edit")
    record = _known(uow, allegation)
    given = checked(uow, "allegation", {"reported_to": to, "reported_at": at or uow.at})
    if to not in codelist("reported_to"):
        raise InputError("code_unknown", field="allegation.reported_to", code=to[:40], list="reported_to")
    heard = record.moment("heard_at")
    if heard is not None and parse_instant(str(given["reported_at"])) < heard.replace(second=0, microsecond=0):
        raise InputError("report_too_early", field="allegation.reported_at")
    uow.update("allegation", record.id, given)


def answer(uow: UnitOfWork, allegation: str, outcome: str) -> None:
    """Notes what came of it, such as an investigation, or why no case was opened: that is for the head to say.

    InputError `allegation_unknown`, `allegation_outcome_missing`.
    """
    record = _known(uow, allegation)
    require(uow.actor, "allegation.edit" if record.ref("case") else "alarm.answer")
    if not outcome.strip():
        raise InputError("allegation_outcome_missing", field="allegation.outcome")
    uow.update("allegation", record.id, {"outcome": outcome.strip()})


def open_case(uow: UnitOfWork, allegation: str, residency: str = "", child: Values | None = None) -> Opened:
    """Opens a high-risk case for the child of an allegation: one of the list of the facility, or one of whom little is known.

    The stay is linked to the case. A child with an open case keeps it, and its risk becomes high. InputError
    `allegation_unknown`, `allegation_case_known`, `stay_unknown`, or those of registration.
    """
    record = _known(uow, allegation)
    if record.ref("case"):
        raise InputError("allegation_case_known")
    stay = uow.maybe("residency", residency) if is_id(residency) else None
    if residency and (stay is None or stay.text("facility") != record.text("facility")):
        raise InputError("stay_unknown")
    opened = _known_case(uow, stay) or _new_case(uow, record, stay, child or {})
    uow.update("allegation", record.id, {"case": opened.case})
    if stay is not None and not stay.ref("case"):
        residencies.link(uow, stay.id, opened.case)
    return opened


def _known_case(uow: UnitOfWork, stay: Record | None) -> Opened | None:
    """The open case of a resident, if the person may work on it: its risk is high from now on."""
    case = uow.maybe("case", stay.text("case")) if stay is not None and stay.ref("case") else None
    if case is None or case.code("status") != "open":
        return None
    cases.set_risk(uow, case.id, "high")
    return Opened(case.id, case.text("code"), case.text("child"))


def _new_case(uow: UnitOfWork, record: Record, stay: Record | None, child: Values) -> Opened:
    known = {name: stay.values[name] for name in _COPIED if name in stay.values} if stay is not None else {}
    case: dict[str, object] = {
        "received_at": record.values.get("heard_at") or uow.at,
        "case_type": "residential",
        "referral_source": "social_affairs",
        "risk_level": "high",
        "urgent": True,
    }
    linked = stay.ref("child") if stay is not None else None
    return cases.register(uow, Registration(child={} if linked else {**known, **child}, case=case, child_id=linked))


def _known(uow: UnitOfWork, allegation: str) -> Record:
    record = uow.maybe("allegation", allegation) if is_id(allegation) else None
    if record is None or not may_know(uow, "allegation", record.id):
        raise InputError("allegation_unknown")
    return record


def from_visit(uow: UnitOfWork, inspection: Record, form: CompiledForm, answers: Mapping[str, str | None]) -> None:
    """What was heard at a visit becomes an allegation once, as soon as it is answered (`allegation_told`, or `known_at`).

    The visit keeps the words of the child, restricted; the allegation says only that there is one.
    """
    made = shared_id_at(inspection.id, None, "allegation_told", inspection.id)
    told = _said(form, answers, "allegation_told") == "yes"
    known = _said(form, answers, "known_at")
    if not (told or known) or heard_at(uow, inspection.id):
        return
    heard = ""
    if known:
        moment = _instant(known)
        if moment is None:
            return  # not a whole instant yet
        heard = instant_text(moment)
    hear(uow, inspection.text("facility"), NOT_STATED, heard, record_id=made)


def heard_at(uow: UnitOfWork, inspection: str) -> bool:
    """Whether there is an allegation of a visit already, or of one that was joined to it."""
    made = (shared_id_at(one, None, "allegation_told", one) for one in uow.same_as(inspection))
    return any(uow.maybe("allegation", one) is not None for one in made)


def _instant(text: str) -> datetime | None:
    """An instant as a form stores it; None for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _said(form: CompiledForm, answers: Mapping[str, str | None], name: str) -> str:
    path = form.path_of(name)
    return (answers.get(path) or "") if path is not None else ""
