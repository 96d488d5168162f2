"""Talks of the head with caseworkers and reviews of cases (practice P19): read by the head and that person alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, covers, require
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_reach import people_of
from app.services.cases.case_values import checked, day_of
from app.services.office.rules import rules

Values = Mapping[str, object]
FIELDS = frozenset({"user", "case", "kind", "on_date", "text", "agreed", "next_on"})


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as its page shows it: the record, with whom, and the number of the case it was about (empty for none)."""

    record: Record
    name: str
    case_code: str = ""

    @property
    def id(self) -> str:
        """The id of the talk."""
        return self.record.id


def listing(reader: Reader) -> list[Talk]:
    """The talks that the person may read, the newest first: all of the office for its head, else one's own."""
    rows = [row for row in reader.find("supervision", order=("-on_date",)) if may_read(reader, row)]
    names = {user.id: user.text("name") for user in reader.find("user")} | {reader.actor.user: reader.actor.name}
    return [Talk(row, names.get(row.text("user"), ""), _code(reader, row)) for row in rows]


def may_read(reader: Reader, record: Record) -> bool:
    """Whether the person may read a talk."""
    head = can(reader.actor, "supervision.edit") and covers(reader.actor.office, record.text("office"))
    return head or record.ref("user") == reader.actor.user


def newest(reader: Reader) -> list[Talk]:
    """The newest talk with each person, for the head."""
    found: dict[str, Talk] = {}
    for one in listing(reader):
        if one.record.ref("user"):
            found.setdefault(one.record.text("user"), one)
    return list(found.values())


def add(uow: UnitOfWork, values: Values, *, record_id: str | None = None) -> str:
    """Writes a talk down, today unless said; the next one is due after the days of the office's rule unless said.

    `case`: the id or number of a case. Nobody is the own supervisor (practice P19: four eyes): who heads an office alone talks
    with the head of the office above, who writes it down. InputError `not_allowed`, `value_missing`, `case_unknown`,
    `end_before_start`, `supervision_self`.
    """
    require(uow.actor, "supervision.edit")
    fresh = {name: value for name, value in _checked(uow, values).items() if value is not None}
    fresh.setdefault("on_date", uow.today().isoformat())
    if not fresh.get("next_on"):
        days = rules(uow, "danger").number("supervision.interval")
        fresh["next_on"] = (day_of("supervision.on_date", fresh["on_date"]) + timedelta(days=days)).isoformat()
    _check(uow, fresh)
    return uow.create("supervision", {**fresh, "office": uow.actor.office}, record_id=record_id)


def check_form(uow: UnitOfWork, acts: Iterable[str], case: Record | None) -> None:
    """Whether a person may fill in a form that makes notes of supervision or others of the office; nobody audits the own file.

    `acts`: what the form needs. InputError `not_allowed`, `supervision_own_case`.
    """
    for act in acts:
        require(uow.actor, act)
        if act == "supervision.edit" and case is not None and uow.actor.user in people_of(uow, case):
            raise InputError("supervision_own_case")


def change(uow: UnitOfWork, talk: str, values: Values) -> None:
    """Changes a talk; InputError as for `add`, `record_not_found`."""
    require(uow.actor, "supervision.edit")
    before = uow.get("supervision", talk)
    if not may_read(uow, before):
        raise InputError("record_not_found")
    fresh = _checked(uow, values)
    _check(uow, {**before.values, **fresh})
    uow.update("supervision", talk, fresh)


def _checked(uow: UnitOfWork, values: Values) -> dict[str, object]:
    """The values to store; a case is named by its number."""
    for name in values:
        if name not in FIELDS:
            raise InputError("field_not_given", field=f"supervision.{name}")
    fresh = checked(uow, "supervision", values)
    if fresh.get("case"):
        fresh["case"] = cases.readable(uow, cases.find_case(uow, str(fresh["case"])).id).id
    return fresh


def _check(uow: UnitOfWork, values: Values) -> None:
    """A talk is with somebody else, and says something; the next one comes after it."""
    for name in ("user", "text"):
        if not values.get(name):
            raise InputError("value_missing", field=f"supervision.{name}")
    if values["user"] == uow.actor.user:
        raise InputError("supervision_self", field="supervision.user")
    first, last = values.get("on_date"), values.get("next_on")
    if first and last and day_of("supervision.next_on", last) < day_of("supervision.on_date", first):
        raise InputError("end_before_start", field="supervision.next_on", day=str(first))


def _code(reader: Reader, talk: Record) -> str:
    """The number of the case of a talk, for who may read that case."""
    case = reader.maybe("case", talk.text("case")) if talk.ref("case") else None
    return case.text("code") if case is not None and cases.may_read(reader, case) else ""
