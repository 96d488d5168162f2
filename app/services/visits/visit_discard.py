"""A visit that was begun by mistake and in which nobody has written: thrown away, not marked as a mistake.

What a form begins with (hidden fields, defaults, a line for each resident) is nobody's answer. As soon as anything hangs on the
visit (an answer, a photograph, a counted child) it is kept, and only `void` takes it out of lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from app.data.fields import fields, type_names
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, require
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.facilities import residencies
from app.services.responses import response_store
from app.services.responses.response_store import bare
from app.services.visits.inspection_roster import PREFILLED, first_lines
from app.services.visits.inspections import Visit, hidden_values, open_visit


def may_discard(reader: Reader, form: CompiledForm, visit: Visit) -> bool:
    """Whether the visit may be thrown away by the person: a draft of their own (or by who may void), with nothing in it."""
    actor = reader.actor
    mine = visit.inspection.text("typed_by") == actor.user or can(actor, "inspection.void")
    draft = visit.inspection.code("state") == "draft" and visit.inspection.moment("closed_at") is None
    return can(actor, "inspection.fill") and mine and draft and untouched(reader, form, visit)


def untouched(reader: Reader, form: CompiledForm, visit: Visit) -> bool:
    """Whether nobody has written in a visit, in what one may see and in what one may not, and nothing hangs on it."""
    if any(not response_store.is_answer(name) for name in visit.entries):
        return False
    if any(one.entries("answers") for one in _companions(reader, visit.response)):
        return False
    day = visit.inspection.day("visit_on") or reader.today()
    session = FormSession(form, hidden=hidden_values(reader, visit.facility, day), now=reader.clock.now)
    there = residencies.living_there(reader, visit.facility.id, day)
    begun = first_lines(form, session.answers(), there)
    return _said(form, visit.answers) == _said(form, begun) and not _hanging(reader, visit)


def _companions(reader: Reader, response: Record) -> list[Record]:
    return list(reader.find("form_response", whole=response.id))


def _said(form: CompiledForm, answers: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """Answers to questions, how often each: without the ids of rows, and what the form fills in by itself left out."""
    found: Counter[tuple[str, str]] = Counter()
    for key, text in answers.items():
        definition = form.definitions.get(bare(key))
        asked = definition is None or (
            definition.kind == "question"
            and definition.calculate is None
            and not definition.actions
            and not any(definition.preload)
            and definition.name not in PREFILLED
        )
        if text and asked:
            found[bare(key), text] += 1
    return found


def _hanging(reader: Reader, visit: Visit) -> bool:
    """Whether any record tells of the visit: a photograph, a counted child, a finding, a complaint that it answers …"""
    inspection, response = visit.inspection.id, visit.response.id
    if reader.find("attachment", response=response, limit=1):
        return True
    for name in type_names():
        if "inspection" in fields(name):
            own = {response, *(one.id for one in _companions(reader, visit.response))} if name == "form_response" else set()
            if any(one.id not in own for one in reader.find(name, inspection=inspection)):
                return True
    return bool(set(reader.same_as(inspection)) - {inspection})


def discard(uow: UnitOfWork, form: CompiledForm, inspection: str) -> None:
    """Throws a visit away that was begun by mistake; a planned visit is to come again. What was done stays in the history.

    InputError `inspection_closed`, `inspection_not_empty`, `not_allowed`.
    """
    require(uow.actor, "inspection.fill")
    visit = open_visit(uow, inspection)
    if visit.inspection.text("typed_by") != uow.actor.user:
        require(uow.actor, "inspection.void")
    if not may_discard(uow, form, visit):
        raise InputError("inspection_not_empty")
    for companion in _companions(uow, visit.response):
        uow.delete("form_response", companion.id)
    uow.delete("form_response", visit.response.id)
    uow.delete("inspection", inspection)
