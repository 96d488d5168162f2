"""Tasks that somebody writes down: of a case, or of the office alone; who is to do them, by when, and that they are done.

A task of a case is done by somebody who may read that case; giving one to somebody else is the head's (act `case.assign`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.deadlines import State, day_state
from app.domain.errors import InputError
from app.domain.permissions import can, require, scope
from app.domain.records import Actor, Record
from app.domain.tasks import Scope
from app.services.cases import case_parts, cases
from app.services.cases.case_values import checked
from app.services.desk.desk_sources import tasks as open_tasks
from app.services.office.rules import limits
from app.services.parts.part_kind import Bodies

_GIVEN = frozenset({"case", "office", "made_by", "done_by"})


def add(uow: UnitOfWork, values: Mapping[str, object], *, case: str = "") -> str:
    """Writes a task down, of a case or of nothing but the office; gives its id. The person's own unless somebody is named.

    InputError `value_missing`, `task_for_other`, `task_not_readable`, `not_allowed`, or that of a value.
    """
    if case:
        return case_parts.add(uow, "task", case, values)
    require(uow.actor, "task.edit")
    fresh = {name: value for name, value in _checked(uow, values).items() if value is not None}
    if not fresh.get("title"):
        raise InputError("value_missing", field="task.title")
    check(uow, "", fresh)
    fresh.setdefault("assigned_to", uow.actor.user)
    return uow.create("task", {**fresh, "office": uow.actor.office, "state": "open", "made_by": uow.actor.user})


def done(uow: UnitOfWork, task: str, *, on: date | None = None, note: str = "", dropped: bool = False) -> None:
    """Notes that a task is done, or (`dropped`) no longer needed; InputError `task_unknown`, `task_not_open`."""
    record = editable(uow, task)
    if record.code("state") not in (None, "open"):
        raise InputError("task_not_open")
    state = {"state": "dropped" if dropped else "done", "done_on": (on or uow.today()).isoformat(), "done_by": uow.actor.user}
    uow.update("task", task, {**state, **_checked(uow, {"note": note} if note.strip() else {})})


def change(uow: UnitOfWork, task: str, values: Mapping[str, object]) -> None:
    """Changes fields of a task; None clears one. InputError `task_unknown`, or as of `add`."""
    record = editable(uow, task)
    if record.ref("case"):
        case_parts.change(uow, "task", task, values)
        return
    fresh = _checked(uow, values)
    whole = {name: value for name, value in {**record.values, **fresh}.items() if value is not None}
    if not whole.get("title"):
        raise InputError("value_missing", field="task.title")
    check(uow, "", fresh)
    uow.update("task", task, {name: value for name, value in fresh.items() if record.values.get(name) != value})
    after(uow, "", task, whole)


def editable(uow: UnitOfWork, task: str) -> Record:
    """A task that the person may change; InputError `task_unknown`, `not_allowed`."""
    record = uow.maybe("task", task)
    if record is None or not knows(uow, (record.values,)):
        raise InputError("task_unknown")
    case = uow.maybe("case", record.text("case")) if record.ref("case") else None
    mine = uow.actor.user in (record.ref("assigned_to"), record.ref("made_by"))
    owner = case.ref("owner") if case is not None else None
    require(uow.actor, "task.edit", owner=owner, office=(case or record).text("office"), mine=mine)
    return record


def listed(reader: Reader, *, owner: str | None = None) -> list[tuple[Record, State]]:
    """The open tasks that the person may see, by their day, each with how it stands; `owner`: those of one person."""
    today, own = reader.today(), limits(reader)
    found = [reader.get("task", one.subject[1]) for one in open_tasks(reader, Scope(reader.actor.office, owner))]
    return [(row, day_state(row.day("due_on"), None, today, own)) for row in found]


def check(uow: UnitOfWork, case: str, values: Mapping[str, object]) -> None:
    """Who a task may be given to: somebody active, who may read its case; by the head, or by the person to themselves."""
    given = values.get("assigned_to")
    if not isinstance(given, str) or given == uow.actor.user:
        return
    record = uow.maybe("user", given)
    if record is None or record.flag("active") is False:
        raise InputError("owner_unknown", field="task.assigned_to")
    above = uow.get("case", case) if case else None
    if scope(uow.actor, "case.assign") is None and (above is None or above.ref("owner") != given):
        raise InputError("task_for_other", field="task.assigned_to")
    person = Actor(given, "", record.text("office"), record.codes("roles"))
    if above is not None and not can(person, "case.read", owner=above.ref("owner"), office=above.text("office")):
        raise InputError("task_not_readable", field="task.assigned_to")


def after(uow: UnitOfWork, _case: str, task: str, values: Mapping[str, object]) -> None:
    """What nobody types: who wrote it down; when and by whom it was done, once its state says so."""
    state = values.get("state") or "open"
    closing: dict[str, object] = {}
    if state == "open":
        closing = {"state": "open", "done_on": None, "done_by": None}
    elif not values.get("done_by"):
        closing = {"done_on": values.get("done_on") or uow.today().isoformat(), "done_by": uow.actor.user}
    made = {} if values.get("made_by") else {"made_by": uow.actor.user}
    more = {name: value for name, value in {**closing, **made}.items() if values.get(name) != value}
    if more:
        uow.update("task", task, more)


def knows(reader: Reader, held: Bodies) -> bool:
    """Whether the person may hear of a task: by its case; one of no case by whom it is for, who made it, or the head."""
    named = {str(body["case"]) for body in held if body.get("case")}
    if named:
        found = (reader.maybe("case", key) for key in named)
        return any(case is not None and cases.may_read(reader, case) for case in found)
    if not can(reader.actor, "task.edit"):
        return False
    people = {body.get(name) for body in held for name in ("assigned_to", "made_by")}
    return scope(reader.actor, "task.edit") == "office" or reader.actor.user in people


def _checked(uow: UnitOfWork, values: Mapping[str, object]) -> dict[str, object]:
    """The values to store; who made or did a task is never given."""
    for name in values:
        if name in _GIVEN:
            raise InputError("field_not_edited", field=f"task.{name}")
    return checked(uow, "task", values)
