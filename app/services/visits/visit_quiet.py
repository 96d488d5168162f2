"""While a visit is made, nothing goes over the network of the house by itself (practice P26).

A visit goes on from its beginning on its day until the team says when it left or closes it, and as long as its form is open.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import instant_text
from app.domain.permissions import can
from app.domain.questions import Question
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.services.facilities import allegations, support_visits
from app.services.visits import inspections
from app.services.visits.inspections import OPEN_STATES
from app.services.visits.visit_hours import LEFT


def going_on(reader: Reader, shown: str = "") -> str:
    """The visit that the person is making: one begun today, or the one of which the form is open (`shown`); "" for none."""
    actor = reader.actor
    if not can(actor, "inspection.fill"):
        return ""
    mine = reader.find("inspection", visit_on=reader.today(), typed_by=actor.user, order=("-id",))
    opened = reader.maybe("inspection", shown) if shown else None
    found = next((one for one in (*([opened] if opened is not None else []), *mine) if _goes_on(one)), None)
    if found is not None:
        return found.id
    return next(iter(support_visits.begun(reader, reader.today())), "")


def _goes_on(visit: Record) -> bool:
    return visit.code("state") in OPEN_STATES and not visit.text(LEFT)


def save(uow: UnitOfWork, inspection: str, answers: Mapping[str, str | None], form: CompiledForm | None) -> tuple[Record, bool]:
    """Keeps answers; gives the visit, and whether they mean danger or an allegation that the head does not know of yet.

    InputError as `inspections.save_answers`.
    """
    record = uow.get("inspection", inspection)
    heard = allegations.heard_at(uow, record.id)
    inspections.save_answers(uow, inspection, answers, form)
    after = uow.get("inspection", inspection)
    new = bool(after.codes("alarms") - record.codes("alarms"))
    return after, new or (not heard and allegations.heard_at(uow, record.id))


def has_left(uow: UnitOfWork, visit: str) -> None:
    """The team has left the house now. InputError as `inspections.edit_head` or `responses.save_answers`."""
    if support_visits.is_one(uow, visit):
        support_visits.has_left(uow, visit)
        return
    inspections.edit_head(uow, visit, {LEFT: instant_text(uow.clock.now())})


def may_leave(reader: Reader, visit: str) -> bool:
    """Whether leaving can be told of a visit: an inspection or a support visit of today."""
    record = reader.maybe("inspection", visit)
    if record is None:
        return support_visits.may_leave(reader, visit)
    return record.day("visit_on") == reader.today()


def questions(reader: Reader) -> tuple[Question, ...]:
    """What to ask before something is sent by a command while a visit goes on."""
    return (Question("ask.sync_at_visit", {}),) if going_on(reader) else ()
