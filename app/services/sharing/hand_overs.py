"""A case goes to another caseworker, for good or for the time of a leave, with a note; the receiver accepts (practice P20).

Until then both see it and the old owner stays responsible, so that no case is ever without an owner. What goes to another
office is `app.services.sharing.moves`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, covers, scope
from app.domain.records import Record
from app.services.cases import case_reach, cases
from app.services.cases.case_names import is_hidden
from app.services.cases.case_values import checked

Values = Mapping[str, object]
NOTE = ("danger", "promise_1", "promise_2", "promise_3", "trusts", "told_on", "reason")
"""What a hand-over tells: danger and safety plan, the next three promises, whom the child trusts, when it was told (P20)."""
INSIDE = ("worker", "cover")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-over that waits: the record, its case (None when it is not here), the child's name and the names of both sides."""

    record: Record
    case: Record | None
    child: str
    from_name: str
    to_name: str


def offer(uow: UnitOfWork, case: str, to_user: str, values: Values, *, until: date | None = None) -> str:
    """Offers a case to another caseworker of the office; gives the id. `until`: only for a leave, up to that day.

    Who only stands in gives a case on until the end of that, never for good: it comes back to whose it is; a head may.
    InputError `not_allowed`, `case_not_open`, `hand_over_open`, `owner_unknown`, `hand_over_same`, `cover_over`,
    `cover_not_for_good`, `value_missing` without what is said of danger, and as `case_values.checked`.
    """
    record = cases.editable(uow, case, "hand_over.offer")
    cases.check_owner(uow, to_user)
    if record.ref("owner") == to_user:
        raise InputError("hand_over_same", field="hand_over.to_user")
    if until is not None and until <= uow.today():
        raise InputError("cover_over", field="hand_over.until", day=until.isoformat())
    end = stands_in_until(uow, record)
    if end is not None and (until is None or until > end):
        raise InputError("cover_not_for_good", field="hand_over.until", day=end.isoformat())
    told = note_of(uow, record, values)
    head = {"kind": "worker" if until is None else "cover", "to_user": to_user, "until": until}
    return uow.create("hand_over", {**told, **head})


def note_of(uow: UnitOfWork, case: Record, values: Values) -> dict[str, object]:
    """The note of a new hand-over, checked, with whose the case is; InputError `hand_over_open`, `value_missing`."""
    if open_of(uow, case.id):
        raise InputError("hand_over_open", code=case.text("code"))
    for name in values:
        if name not in NOTE:
            raise InputError("field_not_given", field=f"hand_over.{name}")
    told = {name: value for name, value in checked(uow, "hand_over", values).items() if value is not None}
    if not told.get("danger"):
        raise InputError("value_missing", field="hand_over.danger")
    head = {"case": case.id, "from_user": case.ref("owner"), "from_office": case.text("office")}
    return {**told, **head, "state": "offered", "on_date": uow.today()}


def stands_in_until(reader: Reader, case: Record) -> date | None:
    """Until when the person only stands in for whose a case is; None for who may give it for good, as its owner or a head."""
    actor = reader.actor
    if case.ref("owner") != actor.user or can(actor, "case.assign", office=case.text("office")):
        return None
    found = reader.find("hand_over", case=case.id, kind="cover", state="accepted", to_user=actor.user)
    return min((day for row in found if (day := row.day("until")) is not None), default=None)


def open_of(reader: Reader, case: str) -> list[Record]:
    """The offers of a case that wait for their answer."""
    return reader.find("hand_over", case=case, state="offered")


def accept(uow: UnitOfWork, hand_over: str) -> None:
    """The receiver takes the case, or a head for them: from now on they are responsible, in the present episode too.

    InputError `not_allowed`, `hand_over_answered`, `case_not_open`.
    """
    record = waiting_one(uow, hand_over, INSIDE)
    user = record.text("to_user")
    _require_receiver(uow, record)
    case = uow.get("case", record.text("case"))
    if case.code("status") != "open":
        raise InputError("case_not_open", code=case.text("code"))
    cases.check_owner(uow, user)
    give(uow, case.id, user)
    answer(uow, record, "accepted")


def decline(uow: UnitOfWork, hand_over: str, note: str = "") -> None:
    """The receiver does not take the case: it stays where it is. InputError `not_allowed`, `hand_over_answered`."""
    record = waiting_one(uow, hand_over, INSIDE)
    _require_receiver(uow, record)
    answer(uow, record, "declined", note)


def withdraw(uow: UnitOfWork, hand_over: str) -> None:
    """Whoever made the offer, or may offer the case, takes it back. InputError `not_allowed`, `hand_over_answered`."""
    record = waiting_one(uow, hand_over, INSIDE)
    require_withdraw(uow, record)
    answer(uow, record, "withdrawn")


def end_cover(uow: UnitOfWork, hand_over: str) -> None:
    """The leave is over: the case goes back to whose it was, or stays where it is when that person is not here any more.

    Where who stood in had lent it on, that ends with it.
    Whoever is replaced, whoever replaces, or a head does that. InputError `not_allowed`, `hand_over_answered`.
    """
    record = uow.get("hand_over", hand_over)
    case = uow.get("case", record.text("case"))
    if record.code("kind") != "cover" or record.code("state") != "accepted":
        raise InputError("hand_over_answered")
    if not may_end(uow, record):
        raise InputError("not_allowed", act="hand_over.accept")
    lent = _lent_on(uow, record)
    if case.code("status") == "open" and case.ref("owner") == (lent[-1] if lent else record).ref("to_user"):
        back = uow.maybe("user", record.text("from_user"))
        if back is not None and back.flag("active") is not False:
            give(uow, case.id, back.id)
    for one in (record, *lent):
        answer(uow, one, "ended")


def _lent_on(reader: Reader, record: Record) -> list[Record]:
    """The replacements that go on from one: by who stands in to a third person, and so on."""
    running = reader.find("hand_over", case=record.text("case"), kind="cover", state="accepted", order=("id",))
    found: list[Record] = []
    last: Record | None = record
    while last is not None:
        holder, known = last.ref("to_user"), {record.id, *(one.id for one in found)}
        last = next((one for one in running if one.ref("from_user") == holder and one.id not in known), None)
        found += [last] if last is not None else []
    return found


def may_end(reader: Reader, record: Record) -> bool:
    """Whether the person may end a replacement: one of both sides, or a head of the office."""
    case = reader.maybe("case", record.text("case"))
    mine = reader.actor.user in (record.ref("from_user"), record.ref("to_user"))
    return case is not None and can(reader.actor, "hand_over.accept", office=case.text("office"), mine=mine)


def give(uow: UnitOfWork, case: str, user: str, **more: object) -> None:
    """The case and its present episode belong to a user; `more` changes beside it in the case."""
    uow.update("case", case, {"owner": user, **more})
    for episode in uow.find("episode", case=case):
        if episode.day("closed_on") is None:
            uow.update("episode", episode.id, {"owner": user})


def answer(uow: UnitOfWork, hand_over: Record, state: str, note: str = "") -> None:
    """What came of a hand-over: by whom and when."""
    told = {"state": state, "on_date": uow.today(), "answered_by": uow.actor.user, "answer_note": note.strip() or None}
    uow.update("hand_over", hand_over.id, told)


def waiting_one(uow: UnitOfWork, hand_over: str, kinds: tuple[str, ...]) -> Record:
    """An offer that waits for its answer; InputError `record_not_found`, `hand_over_answered`."""
    record = uow.get("hand_over", hand_over)
    if record.code("kind") not in kinds:
        raise InputError("record_not_found", type="hand_over", id=hand_over[:40])
    if record.code("state") != "offered":
        raise InputError("hand_over_answered")
    return record


def _require_receiver(uow: UnitOfWork, record: Record) -> None:
    """The named person, or a head of the office."""
    office = uow.get("case", record.text("case")).text("office")
    if not can(uow.actor, "hand_over.accept", office=office, mine=uow.actor.user == record.ref("to_user")):
        raise InputError("not_allowed", act="hand_over.accept")


def to_answer(reader: Reader) -> list[Waiting]:
    """Offers that the person may accept: made to them, or to their office for its heads; the oldest first."""
    found = reader.find("hand_over", state="offered", order=("id",))
    return [told(reader, row) for row in found if may_answer(reader, row)]


def may_answer(reader: Reader, record: Record) -> bool:
    """Whether the person may accept or decline an offer."""
    actor = reader.actor
    if record.code("kind") != "office" and record.ref("to_user") != actor.user:
        return False
    case = reader.maybe("case", record.text("case"))
    if case is None or scope(actor, "hand_over.accept") is None or record.code("state") != "offered":
        return False
    if record.code("kind") == "office":
        heads = scope(actor, "hand_over.accept") == "office"
        return heads and record.text("to_office") == actor.office and case_reach.looks_on(reader, case)
    return record.ref("to_user") == actor.user


def made(reader: Reader) -> list[Waiting]:
    """Offers of cases that the person may hand over, and that nobody has answered."""
    found = reader.find("hand_over", state="offered", order=("id",))
    return [told(reader, row) for row in found if may_withdraw(reader, row)]


def may_withdraw(reader: Reader, record: Record) -> bool:
    """Whether the person may take an offer back."""
    case = reader.maybe("case", record.text("case"))
    if case is None or not covers(reader.actor.office, case.text("office")):
        return False
    act = "case.transfer" if record.code("kind") == "office" else "hand_over.offer"
    return can(reader.actor, act, owner=case.ref("owner"), office=case.text("office")) or _made(reader, record, case)


def require_withdraw(reader: Reader, record: Record) -> None:
    """InputError `not_allowed` for who may not take an offer back."""
    if not may_withdraw(reader, record):
        raise InputError("not_allowed", act="hand_over.offer")


def _made(reader: Reader, record: Record, case: Record) -> bool:
    """Whether the person made an offer, as of a transfer that a head approved, and still sees the case."""
    if scope(reader.actor, "hand_over.offer") is None or not cases.may_read(reader, case):
        return False
    return any(line.what == "created" and line.user == reader.actor.user for line in reader.history(record.id))


def covers_over(reader: Reader) -> list[Waiting]:
    """Cases lent for a leave that is over, of whoever replaces or is replaced, and of heads."""
    found = []
    for row in reader.find("hand_over", kind="cover", state="accepted", order=("until",)):
        end = row.day("until")
        case = reader.maybe("case", row.text("case"))
        if end is None or end > reader.today() or case is None or not covers(reader.actor.office, case.text("office")):
            continue
        if may_end(reader, row):
            found.append(told(reader, row))
    return found


def told(reader: Reader, record: Record) -> Waiting:
    """A hand-over with the names that are known here."""
    case = reader.maybe("case", record.text("case"))
    child = reader.maybe("child", reader.current(case.text("child"))) if case is not None else None
    name = outside(case, child)
    kept = record.entries("people")
    from_name = person(reader, record.text("from_user"), kept)
    if record.code("kind") == "office":
        return Waiting(record, case, name, from_name, record.text("to_office"))
    return Waiting(record, case, name, from_name, person(reader, record.text("to_user"), kept))


def outside(case: Record | None, child: Record | None) -> str:
    """The child's name as it is told outside the case: the number where the case hides it."""
    if is_hidden(case):
        return case.text("code") if case is not None else ""
    return child_name(child) if child is not None else ""


def child_name(child: Record) -> str:
    """The child's name in Khmer, or in Latin letters where there is no other."""
    km = f"{child.text('family_name_km')} {child.text('given_name_km')}".strip()
    return km or f"{child.text('family_name_latin')} {child.text('given_name_latin')}".strip()


def person(reader: Reader, user: str, kept: Mapping[str, str] | None = None) -> str:
    """The name of a user; of one of another office as the hand-over kept it; empty when it is not known."""
    record = reader.maybe("user", user) if user else None
    return record.text("name") if record is not None else (kept or {}).get(user, "")
