"""What closes a case, ends it as not accepted, or opens it anew: the steps that an approval brings about, and no one else.

People come here through `app.services.cases.flow`, which asks for the approval first.
"""

from __future__ import annotations

from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text
from app.domain.codelists import codelist, label
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.approvals.approval_kinds import WhatEntry
from app.services.cases import closing_marks
from app.services.cases.case_values import checked
from app.services.cases.cases import refuse_second
from app.services.people import deaths
from app.text.zone import day_start

_OF_EPISODE = (
    *("received_at", "received_precision", "first_contact_on", "first_contact_at", "first_contact_how", "risk_level"),
)
"""Fields of a case that tell of its present episode; the episode takes them along when the next one begins."""
_END = ("closed_on", "close_reason", "close_note")


def open_episodes(reader: Reader, case: str) -> list[Record]:
    """The episodes of a case that have not ended, the first one first."""
    return [row for row in reader.find("episode", case=case, order=("number",)) if row.day("closed_on") is None]


def subject_of(reader: Reader, case: str) -> tuple[str, str]:
    """What the closing of a case is asked for: its open episode, so that the approval of one closes no other."""
    episodes = reader.find("episode", case=case, order=("number",))
    return ("episode", episodes[-1].id) if episodes else ("case", case)


def check_end(reader: Reader, case: Record, day: date) -> None:
    """A case does not end before it was opened. InputError `closed_before_opened`."""
    opened = [row.day("opened_on") or date.min for row in open_episodes(reader, case.id)]
    first = max(opened or [case.day("opened_on") or date.min])
    if day < first:
        raise InputError("closed_before_opened", field="case.closed_on", day=first.isoformat())


def check_reopen(reader: Reader, case: Record, reason: str, day: date) -> None:
    """What holds of reopening a case. InputError `case_already_open`, `code_unknown`, `reopened_before_closed`."""
    refuse_second(reader, case.text("child"))
    if reason not in codelist("reopen_reason"):
        raise InputError("code_unknown", field="episode.open_reason", code=reason, list="reopen_reason")
    closed = case.day("closed_on")
    if closed is not None and day < closed:
        raise InputError("reopened_before_closed", field="episode.opened_on", day=closed.isoformat())


def day_of_end(approval: Record) -> date | None:
    """The day on which a case ends by a decision: the one that was asked for, or else that of the decision."""
    return approval.day("effective_on") or approval.day("paper_on") or approval.day("decided_on")


def _case(reader: Reader, approval: Record) -> list[tuple[str, str]]:
    """The decision asserts the case as it stood."""
    return [("case", approval.text("case"))]


def _end(uow: UnitOfWork, approval: Record, status: str) -> None:
    """Ends a case and its episode."""
    case, day = uow.get("case", approval.text("case")), day_of_end(approval) or uow.today()
    check_end(uow, case, day)
    values = {"closed_on": day, "close_reason": approval.code("reason"), "close_note": approval.text("note") or None}
    fresh = checked(uow, "case", values)
    where = {"sent_where": approval.text("sent_where") or None}
    episodes = open_episodes(uow, case.id)
    uow.update("case", case.id, {**fresh, **where, "status": status})
    for row in episodes:
        uow.update("episode", row.id, {**fresh, **where})
    _overtake(uow, case.id, approval.text("subject"))


def _overtake(uow: UnitOfWork, case: str, episode: str) -> None:
    """What else was asked for an episode that now ends, or is followed by another one, is settled by that and waits no more."""
    for row in uow.find("approval", case=case, subject=episode, state="asked"):
        uow.update("approval", row.id, {"state": "withdrawn"})


def _present(reader: Reader, approval: Record) -> bool:
    """Whether a request is about the latest episode: a case that was closed and reopened since is not ended by it."""
    return subject_of(reader, approval.text("case"))[1] == approval.text("subject")


def _closed(uow: UnitOfWork, approval: Record) -> None:
    _end(uow, approval, "closed")


def _not_accepted(uow: UnitOfWork, approval: Record) -> None:
    _end(uow, approval, "not_accepted")


def _back(uow: UnitOfWork, approval: Record) -> None:
    """The case goes on in the same episode, as if it had not ended."""
    refuse_second(uow, uow.get("case", approval.text("case")).text("child"))
    nothing = dict.fromkeys((*_END, "sent_where"))
    uow.update("case", approval.text("case"), {**nothing, "status": "open"})
    if uow.maybe("episode", approval.text("subject")) is not None:
        uow.update("episode", approval.text("subject"), nothing)


def _fits(reader: Reader, approval: Record) -> None:
    """A child who died since is closed by its death. InputError as `deaths.check_closing`."""
    child = reader.get("case", approval.text("case")).text("child")
    deaths.check_closing(reader, child, approval.text("reason"), approval.day("effective_on") or reader.today())


def _ended(status: str, reader: Reader, approval: Record) -> bool:
    """Whether the case ended by this decision and nothing came after it."""
    case = reader.maybe("case", approval.text("case"))
    return (
        case is not None
        and case.code("status") == status
        and subject_of(reader, case.id)[1] in (approval.text("subject"), case.id)
    )


def _is_closed(reader: Reader, approval: Record) -> bool:
    return _ended("closed", reader, approval)


def _is_not_accepted(reader: Reader, approval: Record) -> bool:
    return _ended("not_accepted", reader, approval)


def opened_anew(uow: UnitOfWork, case: str, reason: str, day: date, note: str) -> None:
    """Reopens a closed case: a new episode begins; the earlier one keeps its dates, its first contact and its closing.

    The limit of the new first contact runs from the day of reopening.
    """
    record = uow.get("case", case)
    check_reopen(uow, record, reason, day)
    fresh = checked(uow, "episode", {"opened_on": day, "open_reason": reason, "open_note": note})
    earlier = uow.find("episode", case=case, order=("number",))
    if earlier and not any(earlier[-1].values.get(name) for name in _OF_EPISODE):
        uow.update("episode", earlier[-1].id, {name: record.values.get(name) for name in _OF_EPISODE})
    number = max((row.whole("number") or 0 for row in earlier), default=0) + 1
    uow.create("episode", {**fresh, "case": case, "number": number, "owner": record.ref("owner")})
    if earlier:
        _overtake(uow, case, earlier[-1].id)
    anew = {"received_at": instant_text(day_start(day)), "received_precision": "day"}
    emptied = dict.fromkeys((*_END, *_OF_EPISODE))
    uow.update("case", case, {**emptied, **anew, "risk_level": record.code("risk_level"), "status": "open"})


def _reopened(uow: UnitOfWork, approval: Record) -> None:
    day = day_of_end(approval) or uow.today()
    opened_anew(uow, approval.text("case"), approval.text("reason"), day, approval.text("note"))


def _reopened_back(uow: UnitOfWork, approval: Record) -> None:
    """The case is closed as it was before. What was entered in between stays in it; a first contact becomes a note of it."""
    case = uow.get("case", approval.text("case"))
    earlier, latest = uow.find("episode", case=case.id, order=("number",))[-2:]
    _keep_contact(uow, case)
    for plan in uow.find("plan", case=case.id, episode=latest.id):
        uow.update("plan", plan.id, {"episode": earlier.id})
    _overtake(uow, case.id, latest.id)
    uow.delete("episode", latest.id)
    kept = [name for name in _OF_EPISODE if name != "risk_level"] if any(map(earlier.values.get, _OF_EPISODE)) else []
    values = {name: earlier.values.get(name) for name in (*_END, *kept)}
    uow.update("episode", earlier.id, dict.fromkeys(_OF_EPISODE))
    uow.update("case", case.id, {**values, "status": "closed"})


def _keep_contact(uow: UnitOfWork, case: Record) -> None:
    """Writes the first contact of a case down as a note, unless there is one of that day: what is told on the case goes."""
    day = case.day("first_contact_on")
    if day is None or uow.count("note", case=case.id, kind="first_contact", on_date=day.isoformat()):
        return
    how = case.code("first_contact_how") or ""
    lists = (("contact_how", how),) if how else (("note_kind", "first_contact"),)
    text = " · ".join(label(name, code, lang) for name, code in lists for lang in ("km", "en"))
    values = {"case": case.id, "kind": "first_contact", "on_date": day.isoformat(), "text": text, "by": uow.actor.user}
    uow.create("note", {**values, "typed_at": uow.at})


def _is_open(reader: Reader, approval: Record) -> bool:
    """Whether the case was opened by this decision and nothing ended it or came after it."""
    case = reader.maybe("case", approval.text("case"))
    if case is None or case.code("status") != "open":
        return False
    return [row.id for row in reader.find("episode", case=case.id, order=("number",))[-2:-1]] == [approval.text("subject")]


CLOSURE = WhatEntry(_closed, _case, _back, _is_closed, present=_present, fits=_fits, named=closing_marks.of)
NOT_ACCEPTED = WhatEntry(_not_accepted, _case, _back, _is_not_accepted, present=_present, named=closing_marks.of)
REOPEN = WhatEntry(_reopened, _case, _reopened_back, _is_open, state="closed", present=_present)
