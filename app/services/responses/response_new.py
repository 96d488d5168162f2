"""Records that a form makes or changes below its subject: members of the family, concerns, notes, actions of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.ids import is_id, shared_id_at
from app.domain.records import Record
from app.forms.session import FormSession, QuestionState
from app.services.care import care
from app.services.cases import case_parts, cases, notes
from app.services.desk import supervisions
from app.services.responses.response_subjects import Subject
from app.services.responses.response_targets import EACH_CODE, Target, parent_of, scope_of
from app.services.responses.response_values import NothingToWrite, values_for

Saving = list[tuple[QuestionState, Target]]
Made = list[tuple[str, str, str]]
"""Question, entry, record: an entry tells which record a row of the form made, and is kept beside that question's answer."""


def write_new(
    uow: UnitOfWork, response: str, subject: Subject, session: FormSession, saving: Saving, prefilled: Mapping[str, str]
) -> Made:
    """Makes a record for each row that says something, or changes the one that the row made or came from.

    A new one has the same id on every computer, so that two people who finish the same response make it once. One that somebody
    took out since is not made again unless the row changed. InputError `response_nowhere` when there is no case for it.
    """
    rows: dict[tuple[str, str, str], Saving] = {}
    for state, target in saving:
        rows.setdefault((scope_of(state.key), target.type, target.label), []).append((state, target))
    made: Made = []
    for (scope, type_name, label), row in rows.items():
        parent = parent_of(type_name, subject)
        first = next((state for state, _ in row if state.definition.kind == "question" and state.value), None)
        changed = any(state.value != prefilled.get(state.key, "") for state, _ in row if state.definition.kind == "question")
        if first is None:
            continue
        if parent is None:
            if changed:
                raise InputError("response_nowhere", field=f"{type_name}.{row[0][1].field}", type=type_name)
            continue
        entry = f"/records/{scope}{type_name}{':' if label else ''}{label}"
        if (asked := _codes(row)) is not None:
            fresh = [code for code in asked.value.split() if code not in prefilled.get(asked.key, "").split()]
            _each_code(uow, parent, type_name, row, {code: _id(response, session, first, entry, code) for code in fresh})
            continue
        new = _id(response, session, first, entry)
        known = prefilled.get(entry) or _behind(session, scope)
        record = _below(uow, type_name, parent, known or new)
        if record is None and (changed or not known):
            made.append((first.key, entry, _add(uow, type_name, parent, _values(row), new)))
        elif record is not None and changed:
            _change(uow, record, _values(row, prefilled, cleared=True))
            if not known:
                made.append((first.key, entry, record.id))
    return made


def _id(response: str, session: FormSession, first: QuestionState, entry: str, code: str = "") -> str:
    """The id of a new record: the same on every computer, in the order of rows, else of questions."""
    row = scope_of(first.key).rpartition("[")[2].rstrip("]")
    if is_id(row):
        return shared_id_at(row, None, "response_record", response, entry, code)
    place = list(session.form.definitions).index(first.definition.path)
    return shared_id_at(response, min(place, 0xFFF), "response_record", response, entry, code)


def _below(uow: UnitOfWork, type_name: str, parent: Record, record_id: str) -> Record | None:
    """A record by its id, if it belongs to the parent; another child's is not touched, whatever a row says."""
    found = uow.maybe(type_name, record_id) if is_id(record_id) else None
    return found if found is not None and found.ref(parent.type) == parent.id else None


def _behind(session: FormSession, scope: str) -> str:
    """The id of the record that a row came from, by its hidden field `k_id`."""
    if not scope:
        return ""
    return next((one.value for one in session.states() if one.key.startswith(scope) and one.definition.name == "k_id"), "")


def _codes(row: Saving) -> QuestionState | None:
    """The question of several answers that makes a record for each code; None when there is none in the row."""
    for state, target in row:
        if f"{target.type}.{target.field}" in EACH_CODE and state.definition.control == "select":
            return state
    return None


def _each_code(uow: UnitOfWork, parent: Record, type_name: str, row: Saving, fresh: Mapping[str, str]) -> None:
    """A record for each newly chosen code that is not there yet, with its id; none is taken out."""
    shared = {name: value for name, value in _values(row).items() if name != "code"}
    for code, new in fresh.items():
        if _there(uow, type_name, parent, {**shared, "code": code}) is None:
            case_parts.add(uow, type_name, parent.id, {**shared, "code": code}, record_id=new)


def _there(uow: UnitOfWork, type_name: str, parent: Record, values: Mapping[str, object]) -> Record | None:
    """The category or concern with the same code, and kind, that stands in the case already."""
    same = ("code", "kind")
    for one in case_parts.visible(uow, type_name, parent.id):
        if all(one.text(name) == str(values.get(name) or "") for name in same):
            return one
    return None


def _values(row: Saving, prefilled: Mapping[str, str] | None = None, *, cleared: bool = False) -> dict[str, object]:
    """The fields of a row; with `cleared` also those that a person emptied, and without those that are as they were."""
    found: dict[str, object] = {}
    for state, target in row:
        if cleared and state.value == (prefilled or {}).get(state.key, ""):
            continue
        if not state.value and not cleared:
            continue
        try:
            found.update(values_for(target, state.value, asked=state.definition.kind == "question"))
        except NothingToWrite:
            continue
    return found


def _add(uow: UnitOfWork, type_name: str, parent: Record, values: Mapping[str, object], new: str) -> str:
    """A new record with an id, as its own page makes it; a category or concern that is there already is that one."""
    if type_name == "note":
        return notes.add(uow, parent.id, values, record_id=new)
    if type_name in ("category", "concern") and (there := _there(uow, type_name, parent, values)) is not None:
        return there.id
    if type_name == "plan_action":
        return case_parts.add(uow, type_name, parent.id, {"state": "planned", **values}, record_id=new)
    if type_name == "risk":
        day = date.fromisoformat(str(values.get("noted_on") or uow.today().isoformat()))
        cases.set_risk(uow, parent.id, str(values.get("level", "")), on=day, reason=str(values.get("reason") or ""))
        newest = uow.find("risk", case=parent.id, level=values.get("level"), order=("id",))
        return newest[-1].id if newest else parent.id
    if type_name == "supervision":
        return supervisions.add(uow, {**values, "user": parent.text("owner"), "case": parent.id}, record_id=new)
    if type_name == "placement":
        return care.enter(uow, parent.id, values, record_id=new, later=True)
    return case_parts.add(uow, type_name, parent.id, values, record_id=new)


def _change(uow: UnitOfWork, record: Record, values: Mapping[str, object]) -> None:
    """Changes a record as its own page does."""
    if not values:
        return
    if record.type == "note":
        notes.change(uow, record.id, values)
    elif record.type == "supervision":
        supervisions.change(uow, record.id, values)
    elif record.type == "placement":
        care.change(uow, record.id, values, later=True)
    elif record.type != "risk":
        case_parts.change(uow, record.type, record.id, values)
