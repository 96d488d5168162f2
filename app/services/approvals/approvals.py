"""Requests for a decision and their answers: asked for by one person, decided by another or on paper (practice P19).

What may be asked for, and what each kind of decision brings about, is `app.services.approvals.approval_kinds`. Nobody decides
what they asked for themselves or what is their own case; an answer is never undone by Ctrl+Z but taken back by a new act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.data.fields import fields, type_names
from app.data.queries import today as queries
from app.data.reader import Reader
from app.data.replica import inbox
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.services.approvals.approval_kinds import PLAIN, WHATS, What, WhatEntry
from app.services.cases import case_parts, case_reach
from app.services.cases.case_values import checked
from app.services.people import deaths
from app.text.keys import search_key

__all__ = ["WHATS", "Answer", "Paper", "Standing", "What", "WhatEntry", "ask", "decide", "standing", "waiting", "withdraw"]
Answer = Literal["approved", "sent_back"]
Subject = tuple[str, str]
_WANTED = frozenset({"reason", "effective_on", "sent_where"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision that was signed on paper: by whom, when, its number, the scan (id of a document)."""

    by: str
    on: date
    number: str = ""
    scan: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request stands. `state`: asked, approved, sent_back or withdrawn; people as user ids.

    `paper_by` signed on paper, `entered_by` typed that, `decided_by` looked at it after (`paper_looks`). `other_text`: what
    was decided is not what stood there then, or two people decided differently; it waits in the inbox. `above`: the office
    above decides.
    """

    state: str
    asked_by: str
    asked_on: date | None
    decided_by: str
    on: date | None
    remarks: str
    approval: str
    other_text: bool = False
    what: str = ""
    case: str = ""
    carer: str = ""
    subject: str = ""
    note: str = ""
    above: bool = False
    paper_by: str = ""
    paper_number: str = ""
    entered_by: str = ""
    reason: str = ""
    effective_on: date | None = None
    sent_where: str = ""


def ask(
    uow: UnitOfWork,
    what: What,
    subject: Subject,
    *,
    note: str = "",
    above: bool = False,
    wanted: Mapping[str, object] | None = None,
) -> str:
    """Asks for a decision on a record (type, id); gives the id of the request. `above`: the office above is to decide.

    `wanted`: what the decision itself is to bring about (`reason`, `effective_on`, `sent_where`).

    InputError `not_allowed`, `record_not_found`, `approval_open` when the same is asked for already, `approval_restricted` for
    a record of a restricted group (a request travels openly and would tell of it), `approval_nobody_above`, `case_not_open`,
    `approval_after_death` for what is decided about a living child only.
    """
    whose = _whose(uow, subject)
    entry = WHATS.get(what, PLAIN)
    _require(uow, whose, "case.ask", "carer.edit")
    if whose.type == "case" and whose.code("status") != entry.state:
        raise InputError("case_not_open" if entry.state == "open" else "case_not_closed", code=whose.text("code"))
    if case_parts.group_of(subject[0], uow.get(*subject).values) is not None:
        raise InputError("approval_restricted")
    deaths.check_lives(uow, entry, whose)
    if entry.before is not None:
        entry.before(uow, subject)
    if _open(uow, what, subject):
        raise InputError("approval_open")
    if above and len(whose.text("office")) <= 2:
        raise InputError("approval_nobody_above")
    values = {name: value for name, value in (wanted or {}).items() if name in _WANTED and value not in (None, "")}
    request = {
        **checked(uow, "approval", {"what": what, "note": note, **values}),
        whose.type: whose.id,
        "subject": subject[1],
        "state": "asked",
        "above": above or None,
        "asked_by": uow.actor.user,
        "asked_on": uow.today(),
    }
    return uow.create("approval", request)


def decide(uow: UnitOfWork, approval: str, answer: Answer, *, remarks: str = "", paper: Paper | None = None) -> None:
    """Approves a request or sends it back with remarks; what follows from the approval follows in the same act.

    With `paper` the head signed on paper and who enters it only types; who typed is kept.

    InputError `not_allowed`, `approval_decided`, `approval_past` where the case was closed and reopened since it was asked,
    `approval_after_death`, `closed_after_death`, `own_request` for who asked or whose case it is (on paper: the same by name),
    `remarks_missing` when sent back, `approval_above` where the office above decides, `paper_by_missing`, `paper_day`,
    `paper_proof_missing` for a paper without number and scan that is entered by who may not decide, `case_not_open`.
    """
    record = _get(uow, approval)
    entry = WHATS.get(record.text("what"), PLAIN)
    whose = _whose_of(uow, record)
    if record.code("state") != "asked":
        raise InputError("approval_decided")
    if whose.type == "case" and whose.code("status") != entry.state:
        raise InputError("case_not_open" if entry.state == "open" else "case_not_closed", code=whose.text("code"))
    if not entry.present(uow, record):
        raise InputError("approval_past")
    deaths.check_lives(uow, entry, whose)
    if answer == "sent_back" and not remarks.strip():
        raise InputError("remarks_missing", field="approval.remarks")
    if paper is None:
        _check_decider(uow, record, whose)
        said: dict[str, object] = {"decided_by": uow.actor.user, "decided_on": uow.today()}
    else:
        _require(uow, whose, "case.ask", "carer.edit")
        said = _on_paper(uow, record, whose, paper)
    if answer == "approved" and entry.fits is not None:
        entry.fits(uow, record)
    named = entry.named(uow, record) if answer == "approved" else []
    answered = {"state": answer, "remarks": remarks.strip() or None, **said, **({"named": named} if named else {})}
    uow.undoable = False
    uow.approve("approval", approval, answered, shown=[("approval", approval), *entry.shown(uow, record)])
    for other in _open(uow, record.text("what"), ("", record.text("subject"))):
        uow.update("approval", other.id, {"state": "withdrawn"})
    if answer == "approved":
        entry.after(uow, uow.get("approval", approval))


def withdraw(uow: UnitOfWork, approval: str) -> None:
    """Takes a request back (who asked, or a head), or an approval that can be taken back, with what followed (who decided).

    InputError `not_allowed`, `approval_decided` for what cannot be taken back any more.
    """
    record = _get(uow, approval)
    entry = WHATS.get(record.text("what"), PLAIN)
    whose, state = _whose_of(uow, record), record.code("state")
    if state in ("asked", "sent_back"):
        if record.ref("asked_by") != uow.actor.user:
            _require(uow, whose, "case.decide", "carer.approve")
        uow.update("approval", approval, {"state": "withdrawn"})
        return
    _require(uow, whose, "case.decide", "carer.approve")
    if state != "approved" or entry.back is None or entry.stands is None or not entry.stands(uow, record):
        raise InputError("approval_decided")
    uow.undoable = False
    entry.back(uow, record)
    uow.approve("approval", approval, {"state": "withdrawn"}, shown=[("approval", approval)])


def settle(uow: UnitOfWork, approval: str) -> None:
    """Brings what followed in line with the answer that stands, after two people had decided differently and one of it won."""
    record = uow.maybe("approval", approval)
    entry = WHATS.get(record.text("what"), PLAIN) if record is not None else PLAIN
    if record is None or entry.stands is None:
        return
    stands = entry.stands(uow, record)
    if record.code("state") == "approved" and not stands:
        if _as_asked(uow, record, _whose_of(uow, record)):
            entry.after(uow, record)
    elif record.code("state") != "approved" and stands and entry.back is not None:
        entry.back(uow, record)


def standing(reader: Reader, what: What, subject: Subject) -> Standing | None:
    """How the newest request for something stands; None when nobody asked, or the record is not for the person."""
    _whose(reader, subject)
    found = reader.find("approval", what=what, subject=subject[1], order=("-id",), limit=1)
    return standing_of(reader, found[0]) if found else None


def standing_of(reader: Reader, record: Record) -> Standing:
    """How a request stands."""
    return Standing(
        state=record.text("state"),
        asked_by=record.text("asked_by"),
        asked_on=record.day("asked_on"),
        decided_by=record.text("decided_by"),
        on=record.day("paper_on") or record.day("decided_on"),
        remarks=record.text("remarks"),
        approval=record.id,
        other_text=inbox.disputed(reader.connection, record.id),
        what=record.text("what"),
        case=record.text("case"),
        carer=record.text("carer"),
        subject=record.text("subject"),
        note=record.text("note"),
        above=record.flag("above") is True,
        paper_by=record.text("paper_by"),
        paper_number=record.text("paper_number"),
        entered_by=record.text("entered_by"),
        reason=record.text("reason"),
        effective_on=record.day("effective_on"),
        sent_where=_place(reader, record),
    )


def _place(reader: Reader, record: Record) -> str:
    """Where a child is sent: as it was written, or the names of the office to which a case is to go, or of a place of care."""
    told = record.text("sent_where")
    if record.code("what") == "placement":
        from app.services.care.placement_approval import place_names

        return place_names(reader, record.text("subject"))
    found = reader.find("office", office=told, limit=1) if record.code("what") == "transfer" and told else []
    return " · ".join(name for name in (found[0].text("name_km"), found[0].text("name_en")) if name) if found else told


def waiting(reader: Reader) -> list[Standing]:
    """The requests that the person may decide now, the oldest first."""
    keys = queries.asked(reader, {what: entry.state for what, entry in WHATS.items()}, PLAIN.state)
    rows = reader.many("approval", keys)
    return [standing_of(reader, rows[key]) for key in keys if may_decide(reader, rows[key])]


def mine(reader: Reader, states: Sequence[str] = ("asked", "sent_back")) -> list[Standing]:
    """What the person asked for and is not decided yet, or was sent back and not asked for again, the newest first."""
    rows = reader.find("approval", state=tuple(states), asked_by=reader.actor.user, order=("-id",))
    return [standing_of(reader, row) for row in rows if _still(reader, row)]


def may_decide(reader: Reader, record: Record) -> bool:
    """Whether the person may decide a request that is asked for."""
    if record.code("state") != "asked" or record.ref("asked_by") == reader.actor.user:
        return False
    whose = _whose_or_none(reader, record)
    if whose is None or not _as_asked(reader, record, whose):
        return False
    act = "case.decide" if whose.type == "case" else "carer.approve"
    office = whose.text("office")
    own = reader.actor.user in _owners(reader, whose)
    away = record.flag("above") is True and reader.actor.office == office
    return can(reader.actor, act, office=office) and not own and not away


def _as_asked(reader: Reader, record: Record, whose: Record) -> bool:
    """Whether the case is (still) in the state, and in the episode, in which such a thing is decided, and the child lives."""
    entry = WHATS.get(record.text("what"), PLAIN)
    if whose.type != "case" or deaths.ended_request(reader, entry, whose):
        return whose.type != "case"
    return whose.code("status") == entry.state and entry.present(reader, record)


def _still(reader: Reader, record: Record) -> bool:
    """Whether what was sent back was not asked for again, is still to be had, and is (still) the person's to know.

    What a head disputed after it was entered from paper stays until it is asked for again or taken back, whatever came of it.
    """
    whose = _whose_or_none(reader, record)
    disputed = record.code("state") == "sent_back" and bool(record.text("paper_by")) and record.ref("decided_by") is not None
    if whose is None or not (disputed or _as_asked(reader, record, whose)) or not _readable(reader, whose):
        return False
    newest = reader.find("approval", what=record.text("what"), subject=record.text("subject"), order=("-id",), limit=1)
    return record.code("state") == "asked" or newest[0].id == record.id


def _get(uow: UnitOfWork, approval: str) -> Record:
    """A request that the person may know of. InputError `record_not_found`."""
    record = uow.maybe("approval", approval)
    if record is None:
        raise InputError("record_not_found", type="approval", id=approval[:40])
    return record


def _open(reader: Reader, what: str, subject: Subject) -> list[Record]:
    """Requests for the same that nobody answered."""
    return reader.find("approval", what=what, subject=subject[1], state="asked")


def _whose(reader: Reader, subject: Subject) -> Record:
    """The case, or else the carer, that a record belongs to; it must be one that the person may see."""
    type_name, key = subject
    record = reader.maybe(type_name, key) if type_name in type_names() else None
    if record is None or not case_parts.may_see(reader.actor, record):
        raise InputError("record_not_found")
    for name in ("case", "carer"):
        above = key if type_name == name else record.text(name) if name in fields(type_name) else ""
        found = reader.maybe(name, above) if above else None
        if found is not None:
            _require(reader, found, "case.read", "carer.read")
            return found
    raise InputError("record_not_found")


def _whose_or_none(reader: Reader, record: Record) -> Record | None:
    for name in ("case", "carer"):
        found = reader.maybe(name, record.text(name)) if record.ref(name) else None
        if found is not None:
            return found
    return None


def _whose_of(reader: Reader, record: Record) -> Record:
    """The case or carer of a request; InputError `record_not_found`, `not_allowed`."""
    found = _whose_or_none(reader, record)
    if found is None:
        raise InputError("record_not_found")
    _require(reader, found, "case.read", "carer.read")
    return found


def _readable(reader: Reader, whose: Record) -> bool:
    """Whether the person may read a case or a carer."""
    if whose.type == "case":
        return can(reader.actor, "case.read", owner=whose.ref("owner"), office=whose.text("office"))
    return can(reader.actor, "carer.read", office=whose.text("office"))


def _require(reader: Reader, whose: Record, of_case: str, of_carer: str) -> None:
    """InputError `not_allowed` unless the person may do the act on a case or on a carer."""
    if whose.type == "case":
        require(reader.actor, of_case, owner=whose.ref("owner"), office=whose.text("office"))
    else:
        require(reader.actor, of_carer, office=whose.text("office"))


def _owners(reader: Reader, whose: Record) -> frozenset[str]:
    """Whose a case is; a household of the register is nobody's."""
    return case_reach.people_of(reader, whose) if whose.type == "case" else frozenset()


def _check_decider(uow: UnitOfWork, record: Record, whose: Record) -> None:
    """Who decides is a head, of the office above where that was asked, who neither asked nor owns the case, lent or not."""
    _require(uow, whose, "case.decide", "carer.approve")
    if uow.actor.user in (record.ref("asked_by"), *_owners(uow, whose)):
        raise InputError("own_request")
    if record.flag("above") is True and uow.actor.office == whose.text("office"):
        raise InputError("approval_above")


def _on_paper(uow: UnitOfWork, record: Record, whose: Record, paper: Paper) -> dict[str, object]:
    """The answer as the head signed it on paper."""
    if not paper.by.strip():
        raise InputError("paper_by_missing", field="approval.paper_by")
    signed = {"paper_by": paper.by, "paper_on": paper.on.isoformat(), "paper_number": paper.number, "scan": paper.scan or None}
    values = checked(uow, "approval", signed)
    if not (paper.number.strip() or paper.scan or may_decide(uow, record)):
        raise InputError("paper_proof_missing", field="approval.paper_number")
    people = (record.ref("asked_by"), *_owners(uow, whose))
    names = {search_key(user.text("name")) for one in people if one and (user := uow.maybe("user", one)) is not None}
    if search_key(paper.by) in names:
        raise InputError("own_request")
    opened = whose.day("opened_on")
    if opened is not None and paper.on < opened:
        raise InputError("paper_day", field="approval.paper_on", day=opened.isoformat())
    if paper.scan:
        from app.services.papers.file_keeping import seen

        if case_parts.group_of("attachment", seen(uow, paper.scan).values) is not None:
            raise InputError("approval_restricted")
    return {**values, "decided_on": paper.on, "entered_by": uow.actor.user}
