"""What goes between caseworkers and between offices, as one page shows it: to be answered here, given away from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.data.reader import Reader
from app.domain.deadlines import State
from app.domain.permissions import can
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.services.cases import cases
from app.services.cases.case_names import is_hidden
from app.services.sharing import hand_overs, moves, referrals
from app.services.sharing.hand_overs import Waiting
from app.services.sharing.moves import OfficeCard

Kind = Literal["worker", "cover", "office", "cover_end", "referral"]
LATE_DAYS = 3
"""A referral or an offer without an answer is late after so many days (inferred)."""


_STEPS: Mapping[str, tuple[str, ...]] = {"sent": ("accepted", "declined", "noted"), "accepted": ("done", "declined", "noted")}
"""What a receiver may say of a referral by its state; `noted`: nothing but a note."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page. `other`: who offers or refers, or to whom; `case`: the id of the case, if the person may open it.

    `may`: the answers that the person may give.
    """

    id: str
    kind: Kind
    record: Record
    child: str
    other: str
    case: str
    may: tuple[str, ...] = ()
    unsent: bool = False

    @property
    def on(self) -> date | None:
        """Since when it stands as it does."""
        return self.record.day("until") if self.kind == "cover_end" else self.record.day("on_date")


@dataclass(frozen=True, slots=True)
class Offer:
    """How a case stands between two people or offices, for its page.

    `row`: the hand-over with the answers that the person may give; `to`: the receiver, `office` where that is another office;
    `responsible`: who answers for the case until it is taken, or whom a leave is covered for; "" when not known here.
    """

    row: Row
    to: str
    office: OfficeCard | None
    responsible: str

    @property
    def lent(self) -> bool:
        """Whether somebody works on it for the time of a leave."""
        return self.row.kind == "cover_end"


def of_case(reader: Reader, case: str) -> tuple[Offer, ...]:
    """The offers of a case that wait, and for whom it is lent, the oldest first. InputError `not_allowed`."""
    cases.readable(reader, case)
    found = []
    for record in reader.find("hand_over", case=case, order=("id",)):
        lent = record.code("kind") == "cover" and record.code("state") == "accepted"
        if record.code("state") != "offered" and not lent:
            continue
        one = hand_overs.told(reader, record)
        if lent:
            row, office = Row(record.id, "cover_end", record, one.child, one.from_name, case, _ends(reader, one)), None
        else:
            row = _offered(reader, one, _answers(reader, record))
            office = moves.office_card(reader, record.text("to_office")) if row.kind == "office" else None
        found.append(Offer(row, "" if office is not None else one.to_name, office, one.from_name))
    return tuple(found)


def _answers(reader: Reader, record: Record) -> tuple[str, ...]:
    """What the person may do with an offer: answer it, or take it back."""
    if hand_overs.may_answer(reader, record):
        return ("accepted", "declined")
    return ("withdrawn",) if hand_overs.may_withdraw(reader, record) else ()


def _ends(reader: Reader, one: Waiting) -> tuple[str, ...]:
    """Whether the person may end a leave."""
    return ("ended",) if hand_overs.may_end(reader, one.record) else ()


def to_answer(reader: Reader) -> list[Row]:
    """What waits for an answer of the person or of the office, offers first."""
    found = [_offered(reader, one, ("accepted", "declined")) for one in hand_overs.to_answer(reader)]
    found += [_covered(one) for one in hand_overs.covers_over(reader)]
    for record in referrals.received(reader):
        steps = _STEPS.get(record.text("state"), ())
        if steps:
            other = moves.office_card(reader, record.text("from_office")).name_km
            found.append(Row(record.id, "referral", record, record.entries("shown").get("child_name", ""), other, "", steps))
    return found


def given(reader: Reader) -> list[Row]:
    """What went out from here: offers without an answer, referrals with and without one."""
    found = [_offered(reader, one, ("withdrawn",)) for one in hand_overs.made(reader)]
    for record in referrals.sent(reader):
        outside = record.code("to_kind") != "office"
        steps = _STEPS if outside else {}
        may = (*steps.get(record.text("state"), ()), *(("withdrawn",) if record.code("state") in ("sent", "accepted") else ()))
        to = record.text("to_name") or moves.office_card(reader, record.text("to_office")).name_km
        unsent = referrals.is_waiting(reader, record.id)
        child = _child(reader, record.text("case"), record.entries("shown").get("child_name", ""))
        found.append(Row(record.id, "referral", record, child, to, record.text("case"), may, unsent))
    return found


def _offered(reader: Reader, one: Waiting, may: tuple[str, ...]) -> Row:
    """A line of an offer: who offers it, or to whom."""
    record = one.record
    kind: Kind = "office" if record.code("kind") == "office" else "cover" if record.code("kind") == "cover" else "worker"
    code = record.text("from_office" if may != ("withdrawn",) else "to_office")
    people = one.from_name if may != ("withdrawn",) else one.to_name
    other = moves.office_card(reader, code).name_km if kind == "office" else people
    return Row(record.id, kind, record, one.child, other, record.text("case"), may)


def _covered(one: Waiting) -> Row:
    """A line of a replacement that is over."""
    return Row(one.record.id, "cover_end", one.record, one.child, one.from_name, one.record.text("case"), ("ended",))


def _child(reader: Reader, case: str, shown: str) -> str:
    """The name of the child of a case, as it was shown to a receiver if it was; the number where the case hides it."""
    record = reader.maybe("case", case)
    if shown and not is_hidden(record):
        return shown
    child = reader.maybe("child", reader.current(record.text("child"))) if record is not None else None
    return hand_overs.outside(record, child)


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """What waits for an answer of the person: offers, replacements that are over, referrals to the office."""
    if not (can(reader.actor, "hand_over.accept") or can(reader.actor, "referral.answer")):
        return
    today = reader.today()
    for row in to_answer(reader):
        if scope.cases is not None and row.case not in scope.cases:
            continue
        late = row.on is not None and (today - row.on).days > LATE_DAYS
        state: State = "overdue" if late else "soon"
        about = (row.record.type, row.id)
        if row.kind == "referral":
            yield Due("referral", "", about, row.on, state, reader.actor.user, group="referral")
        elif row.kind == "cover_end":
            yield Due("cover_end", row.case, about, row.on, state, reader.actor.user, group="hand_over")
        else:
            yield Due("hand_over", row.case, about, row.on, state, reader.actor.user, group="hand_over")
