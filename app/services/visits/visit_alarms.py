"""Danger found at a visit goes to the head at once (practice P27): the visit carries the questions of danger answered with yes
from the moment they are answered, and the head writes what was done.

Questions of a restricted group never count here: what a child said stays where it is (practice P1).
"""

from __future__ import annotations

from collections.abc import Mapping

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.domain.scoring import ALARM
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.responses.response_store import group_at, groups_of


def codes(form: CompiledForm, answers: Mapping[str, str | None]) -> frozenset[str]:
    """The questions of danger answered with yes: those without points that never become a finding."""
    groups = groups_of(form)
    asked = (item for item in items(form) if not item.weight and item.finding == "no" and group_at(groups, item.path) is None)
    return frozenset(item.number for item in asked if item.means(answers.get(item.path) or "") == ALARM)


def note(uow: UnitOfWork, inspection: Record, form: CompiledForm, answers: Mapping[str, str | None]) -> None:
    """Brings the dangers of a visit in line with its answers; one that is new asks the head again."""
    before, now = frozenset(inspection.codes("alarms")), codes(form, answers)
    if before == now:
        return
    again = dict.fromkeys(("alarm_seen_by", "alarm_seen_on", "alarm_done")) if now - before else {}
    if not inspection.ref("alarm_seen_by"):
        again = {}
    uow.update("inspection", inspection.id, {"alarms": sorted(now), **again})


def answer(uow: UnitOfWork, inspection: str, done: str) -> None:
    """The head says what was done about the danger. InputError `inspection_unknown`, `alarm_none`, `alarm_done_missing`."""
    require(uow.actor, "alarm.answer")
    record = uow.maybe("inspection", inspection)
    if record is None:
        raise InputError("inspection_unknown", inspection=inspection[:40])
    if not record.codes("alarms"):
        raise InputError("alarm_none")
    if not done.strip():
        raise InputError("alarm_done_missing", field="inspection.alarm_done")
    seen = {"alarm_seen_by": uow.actor.user, "alarm_seen_on": uow.today().isoformat(), "alarm_done": done.strip()}
    uow.approve("inspection", inspection, seen, shown=[("inspection", inspection)])


def waits(inspection: Record) -> bool:
    """Whether a danger waits for the head."""
    return bool(inspection.codes("alarms")) and not inspection.ref("alarm_seen_by") and inspection.code("state") != "void"
