"""Records that a form makes or changes below its subject: members of the family, concerns, notes, actions of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.data.unit_of_work import UnitOfWork
from app.domain.records import Record
from app.forms.session import FormSession, QuestionState
from app.services import case_parts, cases, notes
from app.services.case_values import checked
from app.services.response_subjects import Subject
from app.services.response_targets import EACH_CODE, Target, parent_of, records_behind, scope_of
from app.services.response_values import NothingToWrite, values_for

Saving = list[tuple[QuestionState, Target]]
Made = list[tuple[str, str, str]]
"""Question, entry, record: an entry tells which record a row of the form made, and is kept beside that question's answer."""


def write_new(uow: UnitOfWork, subject: Subject, session: FormSession, saving: Saving, prefilled: Mapping[str, str]) -> Made:
    """Makes a record for each row that says something, or changes the one that the row made or came from."""
    rows: dict[tuple[str, str, str], Saving] = {}
    for state, target in saving:
        rows.setdefault((scope_of(state.key), target.type, target.label), []).append((state, target))
    made: Made = []
    for (scope, type_name, label), row in rows.items():
        parent = parent_of(type_name, subject)
        first = next((state for state, _ in row if state.definition.kind == "question" and state.value), None)
        if parent is None or first is None:
            continue
        several = _codes(row)
        if several is not None:
            _each_code(uow, parent, type_name, subject, row, several)
            continue
        entry = f"/records/{scope}{type_name}{':' if label else ''}{label}"
        known = prefilled.get(entry) or _behind(session, scope)
        record = uow.maybe(type_name, known) if known else None
        if record is None:
            made.append((first.key, entry, _add(uow, type_name, parent, _values(row))))
        elif any(state.value != prefilled.get(state.key, "") for state, _ in row if state.definition.kind == "question"):
            _change(uow, record, _values(row, prefilled, cleared=True))
    return made


def _behind(session: FormSession, scope: str) -> str:
    """The id of the record that a row came from, by its hidden field `k_id`."""
    if not scope:
        return ""
    return next((one.value for one in session.states() if one.key.startswith(scope) and one.definition.name == "k_id"), "")


def _codes(row: Saving) -> tuple[str, ...] | None:
    """The codes of a question of several answers that makes a record for each; None when there is none in the row."""
    for state, target in row:
        if f"{target.type}.{target.field}" in EACH_CODE and state.definition.control == "select":
            return tuple(state.value.split())
    return None


def _each_code(uow: UnitOfWork, parent: Record, type_name: str, subject: Subject, row: Saving, codes: tuple[str, ...]) -> None:
    """A record for each chosen code that is not there yet; none is taken out."""
    shared = {name: value for name, value in _values(row).items() if name != "code"}
    there = {(one.text("code"), one.text("kind")) for one in records_behind(uow, type_name, subject)}
    for code in codes:
        if (code, str(shared.get("kind") or "")) not in there:
            case_parts.add(uow, type_name, parent.id, {**shared, "code": code})


def _values(row: Saving, prefilled: Mapping[str, str] | None = None, *, cleared: bool = False) -> dict[str, object]:
    """The fields of a row; with `cleared` also those that a person emptied, and without those that are as they were."""
    found: dict[str, object] = {}
    for state, target in row:
        if cleared and state.value == (prefilled or {}).get(state.key, ""):
            continue
        if not state.value and not cleared:
            continue
        try:
            found.update(values_for(target, state.value))
        except NothingToWrite:
            continue
    return found


def _add(uow: UnitOfWork, type_name: str, parent: Record, values: Mapping[str, object]) -> str:
    """A new record, as its own page makes it."""
    if type_name == "note":
        return notes.add(uow, parent.id, values)
    if type_name == "plan_action":
        cases.editable(uow, parent.id)
        given = {"state": "planned", **checked(uow, type_name, _plan(values))}
        return uow.create(type_name, {**given, "due_on": values.get("due_on"), "case": parent.id})
    if type_name == "risk":
        day = date.fromisoformat(str(values.get("noted_on") or uow.today().isoformat()))
        cases.set_risk(uow, parent.id, str(values.get("level", "")), on=day, reason=str(values.get("reason") or ""))
        newest = uow.find("risk", case=parent.id, level=values.get("level"), order=("id",))
        return newest[-1].id if newest else parent.id
    return case_parts.add(uow, type_name, parent.id, values)


def _plan(values: Mapping[str, object]) -> dict[str, object]:
    """What is checked as on a typed page; the day of a promise may lie ahead."""
    return {name: value for name, value in values.items() if name != "due_on"}


def _change(uow: UnitOfWork, record: Record, values: Mapping[str, object]) -> None:
    """Changes a record as its own page does."""
    if not values:
        return
    if record.type == "note":
        notes.change(uow, record.id, values)
    elif record.type == "plan_action":
        cases.editable(uow, record.text("case"))
        ahead = {"due_on": values["due_on"]} if "due_on" in values else {}
        uow.update(record.type, record.id, {**checked(uow, record.type, _plan(values)), **ahead})
    elif record.type != "risk":
        case_parts.change(uow, record.type, record.id, values)
