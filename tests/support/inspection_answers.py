"""Answers to a whole inspection by the form of the Minimum Standards."""

from __future__ import annotations

from collections.abc import Mapping

from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.visits import inspections
from app.services.visits.inspections import Visit
from tests.support.facility_office import Office

HEARD = ("i15_heard", "i16_heard", "i49_heard", "i50_heard")
"""Numbers of children who spoke, without which four items cannot be met."""


def all_answers(form: CompiledForm, others: Mapping[str, str]) -> dict[str, object]:
    """Every item meets the standard, but those in `others`."""
    given: dict[str, object] = {f"i{item.number}": "meets" for item in items(form) if item.weight}
    given |= dict.fromkeys(HEARD, 3)
    return {"entry": "allowed", "q51": "no", "q52": "no", **given, **others}


def taken(visit: Visit, form: CompiledForm, others: Mapping[str, str]) -> dict[str, object]:
    """Answers to everything that the form asks in this facility; what is not asked is left out."""
    session, given = inspections.session_of(visit, form, ""), all_answers(form, others)
    refused: set[str] = set()
    for _ in range(2):  # a second time, for what only an answer makes relevant
        refused = {name for name, outcome in session.fill(given).items() if outcome.result != "OK"}
    return {name: value for name, value in given.items() if name not in refused}


def answer_all(office: Office, form: CompiledForm, visit: str, others: Mapping[str, str]) -> None:
    """Answers everything that the form asks in this facility."""
    with office.write() as uow:
        inspections.fill(uow, form, visit, taken(inspections.visit_of(uow, visit), form, others))
