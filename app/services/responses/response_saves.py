"""`komar:save`: questions are prefilled from typed records at the start, and write to them, once, in the act that finishes.

Everything goes through the services of the typed pages, with their checks and rights. A value that changed on the typed page
while the draft lay open is never overwritten unseen: whoever finishes says which one holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import ConflictError, InputError
from app.domain.records import Record
from app.forms.session import FormSession, QuestionState
from app.services.care import care
from app.services.cases import case_parts, cases
from app.services.facilities import facilities
from app.services.office import settings
from app.services.people import children
from app.services.responses.response_new import Made, write_new
from app.services.responses.response_store import is_hidden, put, put_at
from app.services.responses.response_subjects import Subject, subject_of_response
from app.services.responses.response_targets import EACH_CODE, Target, own_record, records_behind, scope_of, targets
from app.services.responses.response_values import NothingToWrite, answered, same, values_for


@dataclass(frozen=True, slots=True)
class Clash:
    """A typed value that changed while the draft lay open: the field, what it was, what it is now, what the form says."""

    key: str
    field: str
    prefilled: str
    typed: str
    answer: str


def prefill(reader: Reader, session: FormSession, subject: Subject, behind: Mapping[str, Record]) -> dict[str, str]:
    """Answers empty questions with what the typed records hold; gives question → text for what was taken.

    Also for questions that nobody may answer here: what they show is the record's. Those stand in the result alone.
    """
    found: dict[str, str] = {}
    aims = targets(session.form)
    fixed = _fixed(session, aims)
    for state in session.states():
        target = aims.get(state.definition.path)
        if target is None or state.definition.kind != "question" or state.value:
            continue
        alike = fixed.get((scope_of(state.key), target.type, target.label), {})
        text = _known(reader, session, subject, behind.get(scope_of(state.key)), target, state, alike)
        result = session.answer(state.key, text).result if text else ""
        if result == "OK":
            found[state.key] = session.value(state.key)
        elif result == "NOT_ANSWERABLE" and _fits(session, state, text):
            found[state.key] = text
    return found


def _fits(session: FormSession, state: QuestionState, text: str) -> bool:
    """Whether a text is one of the choices, or there are none."""
    offered = {choice.value for choice in session.choices(state.key)}
    return state.definition.choices is None or set(text.split()) <= offered


def _fixed(session: FormSession, aims: Mapping[str, Target]) -> dict[tuple[str, str, str], dict[str, str]]:
    """The fields that a form itself fills in new records, such as the kind of concern, by row, type and label."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for state in session.states():
        target = aims.get(state.definition.path)
        if target is not None and target.new and state.definition.kind == "value" and state.value:
            found.setdefault((scope_of(state.key), target.type, target.label), {})[target.field] = state.value
    return found


def _known(
    reader: Reader,
    session: FormSession,
    subject: Subject,
    behind: Record | None,
    target: Target,
    state: QuestionState,
    alike: Mapping[str, str],
) -> str:
    """What a question would be answered with from typed records; `alike` is what existing ones must have to count."""
    if not target.new:
        record = own_record(reader, target.type, subject)
        return answered(target, state.definition, record) if record is not None else ""
    if behind is not None and behind.type == target.type:
        return answered(target, state.definition, behind)
    if state.definition.control == "select" and f"{target.type}.{target.field}" in EACH_CODE and not scope_of(state.key):
        offered = {choice.value for choice in session.choices(state.key)}
        there = records_behind(reader, target.type, subject)
        same_kind = (one for one in there if all(one.text(name) == value for name, value in alike.items()))
        held = (record.text(target.field) for record in same_kind)
        return " ".join(dict.fromkeys(code for code in held if code in offered))
    return ""


def clashes(
    reader: Reader, response: Record, session: FormSession, prefilled: Mapping[str, str], hidden: frozenset[str]
) -> tuple[Clash, ...]:
    """What changed on the typed pages since the draft was begun and stands otherwise in the form."""
    subject = subject_of_response(reader, response)
    found = []
    for state, target in _saving(session, hidden):
        if target.new or not state.value:
            continue
        record = own_record(reader, target.type, subject)
        if record is None:
            continue
        now, begun = answered(target, state.definition, record), prefilled.get(state.key, "")
        if not (same(target, now, begun) or same(target, now, state.value) or same(target, state.value, begun)):
            found.append(Clash(state.key, f"{target.type}.{target.field}", begun, now, state.value))
    return tuple(found)


def _saving(session: FormSession, hidden: frozenset[str]) -> list[tuple[QuestionState, Target]]:
    """The relevant questions and values that save, as far as they are for the person."""
    aims = targets(session.form)
    return [
        (state, aims[state.definition.path])
        for state in session.states()
        if state.definition.path in aims and state.relevant and not is_hidden(hidden, state.key)
    ]


def write_through(
    uow: UnitOfWork,
    response: Record,
    session: FormSession,
    prefilled: Mapping[str, str],
    hidden: frozenset[str],
    take: Mapping[str, str],
) -> None:
    """Writes what the form saves; what was written counts as prefilled from then on, so that nothing is written twice.

    InputError of the typed pages, `response_nowhere`; ConflictError `response_typed_changed` for a change that `take` does not
    decide.
    """
    undecided = [
        one for one in clashes(uow, response, session, prefilled, hidden) if take.get(one.key) not in ("form", "typed")
    ]
    if undecided:
        raise ConflictError("response_typed_changed", field=undecided[0].field, count=len(undecided))
    subject = subject_of_response(uow, response)
    saving = _saving(session, hidden)
    _write_own(uow, subject, saving, prefilled, take)
    made = write_new(uow, response.id, subject, session, [pair for pair in saving if pair[1].new], prefilled)
    _remember(uow, response, saving, prefilled, made)


def _write_own(
    uow: UnitOfWork,
    subject: Subject,
    saving: list[tuple[QuestionState, Target]],
    prefilled: Mapping[str, str],
    take: Mapping[str, str],
) -> None:
    """Writes to the records that the subject leads to: only what differs from what was prefilled."""
    changes: dict[str, dict[str, object]] = {}
    asked: set[str] = set()
    for state, target in saving:
        begun = prefilled.get(state.key, "")
        if target.new or take.get(state.key) == "typed" or (state.value == begun):
            continue
        try:
            values = values_for(target, state.value, asked=state.definition.kind == "question")
        except NothingToWrite:
            continue
        changes.setdefault(target.type, {}).update(values)
        if state.definition.kind == "question":
            asked.add(target.type)
    for type_name, values in changes.items():
        record = own_record(uow, type_name, subject)
        if record is not None:
            _write_record(uow, record, values)
        elif type_name in asked:
            raise InputError("response_nowhere", field=f"{type_name}.{next(iter(values))}", type=type_name)


def _write_record(uow: UnitOfWork, record: Record, values: dict[str, object]) -> None:
    """Writes to one record as its page does."""
    if record.type == "case":
        level = values.pop("risk_level", None)
        if values:
            cases.edit(uow, record.id, values)
        if level:
            cases.set_risk(uow, record.id, str(level))
    elif record.type == "child":
        children.edit(uow, record.id, values)
    elif record.type == "facility":
        facilities.edit(uow, record.id, values)
    elif record.type == "office":
        settings.edit_office(uow, values)
    elif record.type == "placement":
        care.change(uow, record.id, values, later=True)
    else:
        case_parts.change(uow, record.type, record.id, values)


def _remember(
    uow: UnitOfWork,
    response: Record,
    saving: list[tuple[QuestionState, Target]],
    prefilled: Mapping[str, str],
    made: Made,
) -> None:
    """Keeps what stands in the typed records now, and which records the form made."""
    written = {state.key: state.value or None for state, _ in saving if state.definition.kind == "question"}
    put(uow, response, {key: text for key, text in written.items() if text != prefilled.get(key)}, "prefilled")
    for key, entry, record in made:
        if prefilled.get(entry) != record:
            put_at(uow, response, key, "prefilled", entry, record)
