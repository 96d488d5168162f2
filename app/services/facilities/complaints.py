"""What people complain of about facilities: heard, looked into at a visit or otherwise, answered (practice P28).

Who complained stands apart, restricted as who reports harm to a child. Harm to a child is no complaint: it is an allegation,
with its 48 hours (`allegations`), and the words of a complaint name nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.deadlines import State, day_state
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import can, covers, require
from app.domain.records import Record
from app.services.cases.case_parts import may_see
from app.services.cases.case_values import checked
from app.services.office.rules import limits, rules
from app.services.visits import visit_secrecy

Values = Mapping[str, object]
GIVEN = frozenset({"received_on", "how", "about"})
WHO = ("name", "phone", "relation", "wants_answer", "note")
"""Fields of who complained; given here as `who_name` and so on."""
GROUP = "reporter"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint. `visit` is the inspection at which it was looked into ("" for none yet); `who` is None for who may not see
    it, or where nobody said a name; `due` is the last day to look into it. `called`: when the call was of which it came, for
    who reads the contact log.
    """

    record: Record
    facility: Record
    visit: str
    who: Record | None
    due: date | None
    state: State
    called: datetime | None = None

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def answered(self) -> bool:
        """Whether it has an outcome."""
        return bool(self.record.code("outcome"))

    @property
    def waits(self) -> bool:
        """Whether nobody has looked into it: neither a visit nor an outcome."""
        return not self.answered and not self.visit


def listing(reader: Reader, facility: str | None = None) -> tuple[Complaint, ...]:
    """Complaints of the office, or about one facility, the newest first. InputError `not_allowed`."""
    require(reader.actor, "complaint.edit")
    order = ("-received_on",)
    records = reader.find("complaint", facility=facility, order=order) if facility else reader.find("complaint", order=order)
    homes = reader.many("facility", (one.text("facility") for one in records))
    own, visits = rules(reader, "visits").number("complaint_days"), _visits(reader, records)
    found = []
    for record in records:
        home = homes.get(record.text("facility"))
        if home is not None and covers(reader.actor.office, home.text("office")):
            found.append(_told(reader, record, home, visits.get(record.id, ""), own))
    return tuple(found)


def _visits(reader: Reader, records: Sequence[Record]) -> dict[str, str]:
    """Complaint → the inspection that was begun for it, or that somebody named; none that was entered by mistake, and none that
    the person is not to know of yet.
    """
    found: dict[str, str] = {}
    keys = tuple(one.id for one in records)
    for start in range(0, len(keys), 500):
        for visit in reader.find("inspection", complaint=keys[start : start + 500], order=("id",)):
            if visit.code("state") != "void" and not visit_secrecy.hides(reader, visit):
                found.setdefault(visit.text("complaint"), visit.id)
    named = {one.id: one.text("inspection") for one in records if one.ref("inspection")}
    return {key: visit for key, visit in named.items() if visit_secrecy.seen(reader, visit) is not None} | found


def _told(reader: Reader, record: Record, home: Record, visit: str, days: int) -> Complaint:
    """A complaint as the person may know of it."""
    who = next((row for row in reader.find("complainant", complaint=record.id) if may_see(reader.actor, row)), None)
    received = record.day("received_on")
    last = received + timedelta(days=days) if received is not None else None
    open_one = not record.code("outcome") and not visit
    state = day_state(last, None, reader.today(), limits(reader)) if open_one else "none"
    call = reader.maybe("call", record.text("call")) if record.ref("call") and can(reader.actor, "call.edit") else None
    return Complaint(record, home, visit, who, last, state, call.moment("at") if call is not None else None)


def add(uow: UnitOfWork, facility: str, values: Values, *, record_id: str | None = None, call: str = "") -> str:
    """Writes a complaint down, received today unless said; `who_name` and so on are who complained. Gives the id.

    `call`: of which call it came (`calls.to_complaint`).

    InputError `complaint_about_missing`, `right_missing`, `field_not_given`, or what `checked` finds.
    """
    require(uow.actor, "complaint.edit")
    uow.get("facility", facility)
    who = {name: values[f"who_{name}"] for name in WHO if values.get(f"who_{name}")}
    own = {name: value for name, value in values.items() if not name.startswith("who_")}
    for name in own:
        if name not in GIVEN:
            raise InputError("field_not_given", field=f"complaint.{name}")
    given = checked(uow, "complaint", {"received_on": uow.today().isoformat(), **own})
    if not given.get("about"):
        raise InputError("complaint_about_missing", field="complaint.about")
    if who and GROUP not in uow.actor.rights:
        raise InputError("right_missing", field="complaint.complainant", group=GROUP)
    kept = {name: value for name, value in given.items() if value is not None}
    of_call = {"call": call} if call else {}
    made = uow.create("complaint", {**kept, **of_call, "facility": facility, "made_by": uow.actor.user}, record_id=record_id)
    if who:
        uow.create("complainant", {**checked(uow, "complainant", who), "complaint": made})
    return made


def answer(uow: UnitOfWork, complaint: str, outcome: str, text: str) -> None:
    """Says what came of a complaint. InputError `complaint_unknown`, `complaint_answer_missing`, or what `checked` finds."""
    require(uow.actor, "complaint.answer")
    record = _known(uow, complaint)
    given = checked(uow, "complaint", {"outcome": outcome, "answer": text})
    if not given["outcome"] or not given["answer"]:
        raise InputError("complaint_answer_missing", field="complaint.answer")
    uow.update("complaint", record.id, {**given, "answered_on": uow.today().isoformat(), "answered_by": uow.actor.user})


def link(uow: UnitOfWork, complaint: str, inspection: str) -> None:
    """Says at which visit a complaint was looked into. InputError `complaint_unknown`, `visit_elsewhere`."""
    require(uow.actor, "complaint.answer")
    record = _known(uow, complaint)
    visit = visit_secrecy.seen(uow, inspection)
    if visit is None or visit.text("facility") != record.text("facility") or visit.code("state") == "void":
        raise InputError("visit_elsewhere", field="complaint.inspection")
    uow.update("complaint", record.id, {"inspection": inspection})


def _known(reader: Reader, complaint: str) -> Record:
    record = reader.maybe("complaint", complaint) if is_id(complaint) else None
    if record is None:
        raise InputError("complaint_unknown", complaint=complaint[:40])
    return record
