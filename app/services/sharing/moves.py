"""A case goes to another office: one case, one history (practice P20).

The old office offers it with a note and ticks whether notes of interviews and who reported go along. Both offices see it until
the new one accepts; then it belongs to the new one, and the old one keeps a stub that says where it went and whom to ask.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import can, covers, require
from app.domain.records import Record
from app.services.cases import case_numbers, cases, time_line
from app.services.cases.case_file import case_file
from app.services.sharing import transfer_approval
from app.services.sharing.hand_overs import Values, answer, give, may_answer, note_of, outside, require_withdraw, waiting_one

TICKS = ("reporter", "interview")
"""Restricted groups that go along only when they are ticked (P20)."""
_OFFICE = ("office",)


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """An office as all laptops know it: its code, its names, its telephone."""

    code: str
    name_km: str
    name_en: str
    phone: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Stub:
    """What stays of a case that went to another office. `state`: how the offer stands, `on` since when."""

    record: Record
    state: str
    to: OfficeCard

    @property
    def id(self) -> str:
        """The id of the stub."""
        return self.record.id


def offices(reader: Reader) -> list[OfficeCard]:
    """The other offices of the directory that practise as this one does, by code."""
    rows = {row.text("office"): row for row in reader.find("office", order=("office", "-id"))}
    mine = rows.get(reader.actor.office)
    practice = mine is not None and mine.flag("practice") is True
    return [
        _card(code, row)
        for code, row in sorted(rows.items())
        if code and code != reader.actor.office and (row.flag("practice") is True) == practice
    ]


def office_card(reader: Reader, code: str) -> OfficeCard:
    """An office by its code; with the code alone when nothing more is known here."""
    found = reader.find("office", office=code, limit=1)
    return _card(code, found[0] if found else Record("office", "", {}))


def _card(code: str, row: Record) -> OfficeCard:
    return OfficeCard(code, row.text("name_km") or code, row.text("name_en"), row.text("phone"), row.text("head_name"))


def offer(uow: UnitOfWork, case: str, to_office: str, values: Values, *, ticked: Collection[str] = ()) -> str:
    """Offers a case to another office, which sees it from its next exchange on; gives the id of the hand-over.

    InputError `not_allowed`, `transfer_not_approved`, `case_not_open`, `office_not_known`, `hand_over_open`, `tick_unknown`,
    `right_missing` for a tick of a group that the person may not see, and as `hand_overs.note_of`.
    """
    record = cases.editable(uow, case, transfer_approval.act_of(uow, case, to_office))
    if to_office == record.text("office") or to_office not in {each.code for each in offices(uow)}:
        raise InputError("office_not_known", field="hand_over.to_office", office=to_office[:16])
    for group in ticked:
        if group not in TICKS:
            raise InputError("tick_unknown", field="case.travel", group=group[:40])
        if group not in uow.actor.rights:
            raise InputError("right_missing", field="case.travel", group=group)
    told = note_of(uow, record, values)
    child = uow.maybe("child", uow.current(record.text("child")))
    stays = child is not None and _has_other(uow, child.id, record)
    known = {**time_line.all_events(uow, case)[1], **case_file(uow, case).names}
    people = {f"people:{user}": name for user, name in known.items() if is_id(user) and not is_id(name)}
    head = {"kind": "office", "to_office": to_office, "child_stays": stays or None}
    made = uow.create("hand_over", {**told, **head, **people})
    uow.update("case", case, {"shared_with": sorted({*record.codes("shared_with"), to_office}), "travel": sorted(ticked)})
    if child is not None:
        uow.update("child", child.id, {"shared_with": sorted({*child.codes("shared_with"), to_office})})
    _leave_stub(uow, record, child, to_office)
    return made


def _has_other(reader: Reader, child: str, case: Record) -> bool:
    """Whether the office has another case of a child that goes on."""
    others = reader.find("case", child=reader.same_as(child), office=case.text("office"))
    return any(row.id != case.id and row.code("status") == "open" for row in others)


def _leave_stub(uow: UnitOfWork, case: Record, child: Record | None, to_office: str) -> None:
    """What the office keeps to say where the case went."""
    told = {
        "case_id": case.id,
        "code": case.text("code"),
        "child_name": outside(case, child),
        "to_office": to_office,
        "moved_on": uow.today(),
        "ask_whom": office_card(uow, to_office).head or None,
    }
    before = uow.find("case_stub", case_id=case.id, limit=1)
    if before:
        uow.update("case_stub", before[0].id, told)
    else:
        uow.create("case_stub", {**told, "office": case.text("office")})


def accept(uow: UnitOfWork, hand_over: str, owner: str = "") -> None:
    """The new office takes the case: it is responsible from now on, `owner` (the acting person unless said) works on it.

    Not to be undone: another hand-over brings it back. InputError `not_allowed`, `hand_over_answered`, `owner_unknown`.
    """
    record = waiting_one(uow, hand_over, _OFFICE)
    if not may_answer(uow, record):
        raise InputError("not_allowed", act="hand_over.accept")
    user, office = owner or uow.actor.user, uow.actor.office
    cases.check_owner(uow, user)
    case = uow.get("case", record.text("case"))
    left = sorted(case.codes("shared_with") - {office})
    uow.undoable = False
    give(uow, case.id, user, office=office, shared_with=left)
    child = uow.maybe("child", uow.current(case.text("child")))
    if child is not None and record.flag("child_stays") is not True and child.text("office") != office:
        uow.update("child", child.id, {"office": office, "shared_with": sorted(child.codes("shared_with") - {office})})
    answer(uow, record, "accepted")


def decline(uow: UnitOfWork, hand_over: str, note: str = "") -> None:
    """The new office does not take the case and sees it no more. InputError `not_allowed`, `hand_over_answered`."""
    record = waiting_one(uow, hand_over, _OFFICE)
    if not may_answer(uow, record):
        raise InputError("not_allowed", act="hand_over.accept")
    uow.undoable = False
    answer(uow, record, "declined", note)
    _unshare(uow, record, uow.actor.office)


def withdraw(uow: UnitOfWork, hand_over: str) -> None:
    """The old office takes its offer back, by a head or by who made it; the other one sees the case no more.

    InputError `not_allowed`, `hand_over_answered`.
    """
    record = waiting_one(uow, hand_over, _OFFICE)
    require_withdraw(uow, record)
    answer(uow, record, "withdrawn")
    _unshare(uow, record, record.text("to_office"))
    for stub in uow.find("case_stub", case_id=record.text("case")):
        uow.delete("case_stub", stub.id)


def _unshare(uow: UnitOfWork, record: Record, office: str) -> None:
    """An office is shut out of a case and of its child, unless another case of the child lets it in."""
    case = uow.get("case", record.text("case"))
    uow.update("case", case.id, {"shared_with": sorted(case.codes("shared_with") - {office})})
    child = uow.maybe("child", uow.current(case.text("child")))
    others = [row for row in uow.find("case", child=uow.same_as(child.id)) if row.id != case.id] if child is not None else []
    if child is not None and not any(office in row.codes("shared_with") for row in others):
        uow.update("child", child.id, {"shared_with": sorted(child.codes("shared_with") - {office})})


def approved(reader: Reader, case: str) -> tuple[OfficeCard, ...]:
    """The offices to which the person may offer a case because that was approved, and nobody did so yet."""
    record = cases.readable(reader, case)
    may = can(reader.actor, "hand_over.offer", owner=record.ref("owner"), office=record.text("office"))
    codes = transfer_approval.approved(reader, case) if may and record.code("status") == "open" else ()
    return tuple(office_card(reader, code) for code in sorted(codes))


def stubs(reader: Reader, typed: str = "") -> list[Stub]:
    """Cases that went to other offices, the newest first; `typed`: part of the number or of the name.

    InputError `not_allowed` for who has no list of all cases.
    """
    require(reader.actor, "case.list")
    if not can(reader.actor, "case.transfer"):
        return []
    sought = typed.strip().casefold()
    return [
        _stub(reader, row)
        for row in reader.find("case_stub", order=("-moved_on",))
        if sought in f"{row.text('code')} {row.text('child_name')}".casefold() and _is_gone(reader, row)
    ]


def stub_of(reader: Reader, key: str) -> Stub | None:
    """What stays of the case with an id or number that went to another office; None for who may not hand cases over."""
    if not can(reader.actor, "case.transfer"):
        return None
    rows = reader.find("case_stub", case_id=key) or reader.find("case_stub", code=case_numbers.normal(key))
    return next((_stub(reader, row) for row in rows if _is_gone(reader, row)), None)


def _is_gone(reader: Reader, row: Record) -> bool:
    """Whether the case of a stub of this office belongs to it no more."""
    case = reader.maybe("case", row.text("case_id"))
    here = case is not None and covers(reader.actor.office, case.text("office"))
    return not here and covers(reader.actor.office, row.text("office"))


def _stub(reader: Reader, row: Record) -> Stub:
    """A stub with the last offer and the office where the case is."""
    offers = reader.find("hand_over", case=row.text("case_id"), to_office=row.text("to_office"), order=("-id",), limit=1)
    return Stub(row, offers[0].text("state") if offers else "", office_card(reader, row.text("to_office")))
