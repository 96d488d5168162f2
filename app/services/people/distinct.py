"""Children who were looked at and found to be two: twins, siblings, others of a like name (practice P3).

What was answered once is never asked again, and such children are never joined. Brothers, sisters and twins are written into
the family as well, so that the case of one is opened from the case of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import shared_id
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases import case_names, case_parts, cases
from app.services.people import children, deaths

Kind = Literal["twin", "sibling", "other"]


def mark(uow: UnitOfWork, child: str, other: str, kind: Kind, *, first: str = "") -> None:
    """Two children are two; said again, the newer answer counts. The first one must be one's own to change.

    `first`: of twins the one who was born first, if that is known; it is kept with the family of the child, and with the child.

    InputError `not_allowed`, `record_not_found`, `distinct_itself`.
    """
    require(uow.actor, "case.join")
    children.check_editable(uow, child)
    uow.get("child", other)
    if other in uow.same_as(child):
        raise InputError("distinct_itself", field="child")
    record_id = shared_id("distinct", *sorted((child, other)))
    values = {"kind": kind, "by": uow.actor.user, "on_date": uow.today().isoformat()}
    if uow.maybe("distinct", record_id) is None:
        both = {"office": uow.actor.office, "child": child, "other": other}
        uow.create("distinct", {**both, **values}, record_id=record_id)
    else:
        uow.update("distinct", record_id, values)
    if kind != "other" and other not in deaths.siblings_of(uow, child):
        sex = uow.get("child", other).text("sex")
        relation = {"male": "brother", "female": "sister"}.get(sex, "other_relative")
        _link(uow, child, other, relation)
    if kind == "twin" and first in (child, other):
        _keep_order(uow, child, other, first)


def _link(uow: UnitOfWork, child: str, other: str, relation: str) -> None:
    """Writes a sibling into the family: by one name on all laptops, so that two who do it at once write one member.

    One that was taken out and is linked again is another one.
    """
    shared = shared_id("sibling", child, other)
    values = {"linked_child": other, "relation": relation}
    case_parts.add(uow, "family_member", child, values, record_id=None if uow.history(shared) else shared)


def _keep_order(uow: UnitOfWork, child: str, other: str, first: str) -> None:
    """Which of two twins was born first; of a child of somebody else only in the family of the own one."""
    order = {child: 1 if first == child else 2, other: 1 if first == other else 2}
    uow.update("child", child, {"birth_order": order[child]})
    for row in uow.find("family_member", child=child, linked_child=other):
        uow.update("family_member", row.id, {"birth_order": order[other]})


def mark_all(uow: UnitOfWork, child: str, marked: Mapping[str, Kind]) -> None:
    """What was answered of several children while one was registered."""
    for other, kind in marked.items():
        mark(uow, child, other, kind)


def marked(reader: Reader, child: str) -> dict[str, str]:
    """The children who are not this one → twin, sibling or other; from both sides, and from what was joined to it."""
    own = reader.same_as(child) if child else ()
    found = {row.text("other"): row.text("kind") for row in reader.find("distinct", child=own)}
    found |= {row.text("child"): row.text("kind") for row in reader.find("distinct", other=own)}
    return found


@dataclass(frozen=True, slots=True)
class SiblingCase:
    """A case of a brother, sister or twin. Of one that the person may not open: number, caseworker and phone (P3)."""

    case: str
    code: str
    kind: str
    own: bool
    name: str = ""
    latin: str = ""
    owner: str = ""
    phone: str = ""


def sibling_cases(reader: Reader, child: str) -> tuple[SiblingCase, ...]:
    """The cases of brothers, sisters and twins that are written down, by number; for who reads cases."""
    told = marked(reader, child)
    found = []
    for other in deaths.siblings_of(reader, child):
        record = reader.maybe("child", reader.current(other))
        if record is None:
            continue
        kind = "twin" if told.get(other) == "twin" else "sibling"
        rows = reader.find("case", child=reader.same_as(other), order=("code",))
        found += [_shown(reader, record, case, kind) for case in rows if case.code("status") != "void"]
    return tuple(sorted(found, key=lambda one: one.code))


def _shown(reader: Reader, child: Record, case: Record, kind: str) -> SiblingCase:
    """What may be shown of one."""
    if cases.may_read(reader, case):
        if case_names.is_hidden(case):
            return SiblingCase(case.id, case.text("code"), kind, True, case.text("code"))
        names = (children.full_name(child.values), children.full_name(child.values, latin=True))
        return SiblingCase(case.id, case.text("code"), kind, True, *names)
    user = reader.maybe("user", case.text("owner"))
    owner, phone = (user.text("name"), user.text("phone")) if user is not None else (case.text("office"), "")
    return SiblingCase(case.id, case.text("code"), kind, False, owner=owner, phone=phone)
