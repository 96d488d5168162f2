"""Children who may be known to another office too: number, office, whom to phone and which fields agree (practice P3).

Nothing of the other child is known here. Whoever works on the case phones that office; when it is another child, a twin or a
sibling, that is said once and ends it for both offices.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.data.reader import Reader
from app.data.replica import elsewhere
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import shared_id
from app.domain.permissions import can, require
from app.domain.records import Record
from app.domain.tasks import ALIKE, Due, Scope
from app.services.cases import cases
from app.services.people import children, distinct
from app.services.people.distinct import Kind
from app.services.sharing.moves import OfficeCard, office_card


@dataclass(frozen=True, slots=True)
class Known:
    """A child of this office (`child`) and the case of another office that may be about the same one."""

    child: str
    other: str
    code: str
    office: OfficeCard
    level: str
    reasons: tuple[str, ...]


def of_case(reader: Reader, case: str) -> tuple[Known, ...]:
    """What the server told of the child of a case, likely ones first. InputError `not_allowed`, `record_not_found`."""
    record = cases.readable(reader, case)
    return tuple(_of_child(reader, record.text("child")))


def _of_child(reader: Reader, child: str) -> Iterable[Known]:
    """The pairs of a child that nobody has answered; the server may not have heard of an answer yet."""
    same = set(reader.same_as(child))
    pairs = [one for one in elsewhere.known(reader) if one.child in same]
    settled = distinct.marked(reader, child) if pairs else {}
    for one in pairs:
        if one.other not in settled:
            yield Known(one.child, one.other, one.code, office_card(reader, one.office), one.level, one.reasons)


def answer(uow: UnitOfWork, case: str, other: str, kind: Kind) -> None:
    """The child of a case and one of another office are two: other children, twins, siblings. It ends for both offices.

    InputError `not_allowed`, `record_not_found` for a child of whom the server told nothing.
    """
    require(uow.actor, "case.join")
    record = cases.readable(uow, case)
    one = next((each for each in _of_child(uow, record.text("child")) if each.other == other), None)
    if one is None:
        raise InputError("record_not_found", type="child", id=other[:40])
    children.check_editable(uow, uow.current(one.child))
    told = {"office": uow.actor.office, "child": one.child, "other": other, "kind": kind}
    record_id = shared_id("distinct", uow.actor.office, one.child, other)
    uow.create("distinct", {**told, "by": uow.actor.user, "on_date": uow.today().isoformat()}, record_id=record_id)


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Open cases whose child may be known to another office, for whoever works on them and for heads."""
    if not can(reader.actor, "case.join"):
        return
    for child in dict.fromkeys(reader.current(one.child) for one in elsewhere.known(reader)):
        for case in _cases(reader, child, scope):
            for one in _of_child(reader, child):
                office = one.office
                told = (one.code, office.name_km, office.name_en, office.phone, " ".join(one.reasons))
                about = ("child", one.child)
                yield Due(
                    "elsewhere", case.id, about, None, "none", case.text("owner"), "\t".join(told), "", "review", codes=ALIKE
                )


def _cases(reader: Reader, child: str, scope: Scope) -> list[Record]:
    """The open cases of a child that are asked for and that the person may read."""
    return [
        row
        for row in reader.find("case", child=reader.same_as(child), status="open")
        if (scope.owner is None or row.ref("owner") == scope.owner)
        and (scope.cases is None or row.id in scope.cases)
        and cases.may_read(reader, row)
    ]
