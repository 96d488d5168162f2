"""Two files of one child become one (sync.md §3): nothing is rewritten, the old number opens the file that stays.

The old case counts no more; its entries are shown in the case that stays. Where the two differ, a person picks field by field;
the value that was not picked stays on the old record and in the history. They can be parted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from app.data.fields import fields, members, unit
from app.data.reader import HistoryLine, Reader
from app.data.undo import Entry, restore_fields
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import restricted_group_of
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Actor, Record
from app.services.cases import cases
from app.services.people import children
from app.services.people.distinct import marked
from app.services.people.duplicates import siblings

REASON = "entered_twice"
Pick = Literal["stays", "goes", "both"]
Picks = Mapping[tuple[str, str], Pick]
"""(child or case, unit of its fields) → whose value the file that stays shows; what is not named stays as it is."""
_FIXED = {
    "child": frozenset({"office", "shared_with"}),
    "case": cases.NOT_EDITED - {"risk_level"},
}
"""Fields that belong to a record and are never taken over."""


def units_of(type_name: str) -> dict[str, tuple[str, ...]]:
    """Unit → its fields, of a child or case: what may be taken over from the other one, a group only whole."""
    found = {unit(type_name, name): members(type_name, unit(type_name, name)) for name in fields(type_name)}
    return {name: inner for name, inner in found.items() if not _FIXED[type_name].intersection(inner)}


def may_see_unit(actor: Actor, record: Record, inner: tuple[str, ...]) -> bool:
    """Whether no field of a unit holds a code of a restricted group that the person may not know of (practice P1)."""
    for name in inner:
        listed = fields(record.type)[name].codelist
        codes = record.codes(name) or ({record.text(name)} if record.text(name) else set())
        if listed and any(restricted_group_of(listed, code) not in (None, *actor.rights) for code in codes):
            return False
    return True


def merge_case(uow: UnitOfWork, case: str, other: str, picks: Picks | None = None) -> None:
    """A case is the same as another (id or number): that one stays, with the child that it is about.

    InputError `case_unknown`, `not_allowed`, `merge_circle` for itself, `merge_siblings` for children that were marked as
    brother, sister or twin, `merge_distinct` for children whom somebody found to be two (practice P3), `merge_into_ended`,
    `pick_impossible`.
    """
    stays = cases.find_case(uow, other)
    if stays.id == case:
        raise InputError("merge_circle")
    cases.editable(uow, stays.id, state="")
    record = cases.editable(uow, case, "case.void", state="")
    check_goes_on(record, stays)
    child, into = record.text("child"), uow.current(stays.text("child"))
    check_two(uow, child, into)
    _take_over(uow, record, stays, picks or {})
    if record.code("status") != "void":
        uow.update("case", case, cases.voided(REASON, stays.text("code")))
    uow.merge_into("case", case, stays.id)
    if child and into and uow.current(child) != into:
        uow.merge_into("child", child, into)


def check_goes_on(goes: Record, stays: Record) -> None:
    """An open case does not end by being joined to one that has ended: no closing without its approval (P19).

    InputError `merge_into_ended`.
    """
    if goes.code("status") == "open" != stays.code("status"):
        raise InputError("merge_into_ended", code=stays.text("code"))


def check_two(reader: Reader, child: str, other: str) -> None:
    """Whether two children may be one: InputError `merge_siblings`, `merge_distinct` for those found to be two."""
    own, same = set(reader.same_as(child)), set(reader.same_as(other))
    if any(siblings(reader, one) & same for one in own) or any(siblings(reader, one) & own for one in same):
        raise InputError("merge_siblings")
    if same & marked(reader, child).keys() or own & marked(reader, other).keys():
        raise InputError("merge_distinct")


def _take_over(uow: UnitOfWork, case: Record, stays: Record, picks: Picks) -> None:
    """Writes what was picked of the record that goes on the one that stays."""
    fresh: dict[str, dict[str, object]] = {"child": {}, "case": {}}
    pairs = {"case": (case, stays), "child": tuple(_child(uow, one) for one in (case, stays))}
    for (type_name, name), pick in picks.items():
        inner = units_of(type_name).get(name) if type_name in pairs else None
        if inner is None or not all(may_see_unit(uow.actor, one, inner) for one in pairs[type_name]):
            raise InputError("pick_impossible", field=name[:40])
        if pick != "stays":
            fresh[type_name] |= {one: _picked(pairs[type_name], one, pick) for one in inner}
    child = pairs["child"][1]
    if fresh["child"] and child.id != pairs["child"][0].id:
        children.check_order({name: value for name, value in {**child.values, **fresh["child"]}.items() if value is not None})
        uow.update("child", child.id, fresh["child"])
    if case.flag("name_hidden") and not stays.flag("name_hidden"):
        fresh["case"]["name_hidden"] = True  # what one of two hides stays hidden
    if fresh["case"]:
        uow.update("case", stays.id, fresh["case"])


def _child(reader: Reader, case: Record) -> Record:
    """The child of a case, as it counts now."""
    return reader.get("child", reader.current(case.text("child")))


def _picked(pair: tuple[Record, ...], name: str, pick: Pick) -> object:
    """The value that a pick gives a field; both only of a field that holds several."""
    goes, stays = pair
    if pick == "goes":
        return goes.values.get(name)
    if fields(goes.type)[name].kind != "set":
        raise InputError("pick_impossible", field=name)
    return sorted(goes.codes(name) | stays.codes(name)) or None


def part_case(uow: UnitOfWork, case: str) -> None:
    """A case that was merged into another is one of its own again, open or closed as its days say; its child too.

    What the other one took over from it goes back, as long as nobody changed it since. InputError `record_not_found`,
    `not_allowed`, `not_merged`.
    """
    record = uow.get("case", case)
    require(uow.actor, "case.void", owner=record.ref("owner"), office=record.text("office"))
    if uow.current(case) == case:
        raise InputError("not_merged")
    child = record.text("child")
    _give_back(uow, record)
    uow.merge_into("case", case, None)
    if child and uow.current(child) != child and not _others(uow, record):
        uow.merge_into("child", child, None)
    if record.code("status") == "void" and record.text("void_reason").startswith(REASON):
        ended = "not_accepted" if record.text("sent_where") else "closed"
        status = ended if record.day("closed_on") else "open"
        uow.update("case", case, {"status": status, "void_reason": None})


def _give_back(uow: UnitOfWork, case: Record) -> None:
    """Takes back what the joining wrote on the other file: its lines in the history have its moment and its writer."""
    lines = [line for line in uow.history(case.id) if line.field == "into" and line.new]
    stays = uow.maybe("case", uow.current(case.id))
    if not lines or stays is None:
        return
    own = uow.maybe("child", case.text("child"))
    for goes, into in ((case, stays), (own, uow.maybe("child", uow.current(stays.text("child"))))):
        if goes is not None and into is not None and goes.id != into.id:
            _restore(uow, goes, into, lines[-1])


def _restore(uow: UnitOfWork, goes: Record, stays: Record, joined: HistoryLine) -> None:
    """One record as it was before it took over values of the one that goes."""
    able = {name for inner in units_of(stays.type).values() for name in inner}
    written = [
        line
        for line in uow.history(stays.id)
        if line.field in able and (line.at, line.user) == (joined.at, joined.user) and _came_from(goes, line)
    ]
    if written:
        before, after = ({str(line.field): getattr(line, side) for line in written} for side in ("old", "new"))
        restore_fields(uow, Entry(stays.type, stays.id, "changed", before, after), stays.values)


def _came_from(goes: Record, line: HistoryLine) -> bool:
    """Whether a line tells of a value taken over from a record: its own, or both together."""
    theirs, old = goes.values.get(str(line.field)), line.old
    if isinstance(line.new, list):
        union = {*(theirs if isinstance(theirs, list) else ()), *(old if isinstance(old, list) else ())}
        return line.new == theirs or set(line.new) == union
    return line.new == theirs


def _others(reader: Reader, case: Record) -> bool:
    """Whether another case of the same child was merged as well."""
    found = reader.find("case", child=case.text("child"))
    return any(one.id != case.id and reader.current(one.id) != one.id for one in found)
