"""What the death of a child leaves to do (practice P21): the case to close, what another laptop wrote unaware of it.

A death ends what is open on the laptop that notes it. What comes in later stays open, and a child whom somebody saw alive after
the day of its death is on no list any more: both are told to whoever works on the case and to heads.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from app.data.queries import danger as queries
from app.data.queries.plan_due import of_the_dead
from app.data.reader import Reader
from app.domain.clock import readable_day
from app.domain.permissions import can
from app.domain.records import Record
from app.domain.tasks import Due, Scope
from app.services.desk.reach import reach
from app.services.office.rules import rules
from app.services.people import deaths
from app.services.protection.danger_tasks import day_noted, wanted


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """All of it; a source of tasks (`task_sources`)."""
    if can(reader.actor, "case.list"):
        yield from unnoted(reader, scope)
        yield from seen_since(reader, scope)
        yield from open_cases(reader, scope)


def unnoted(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Open cases of children of whom the list of a facility, or a placement, says that they died, and nobody noted the death.

    It ends when the death is noted, or the entry is taken out.
    """
    since = reader.today() - timedelta(days=rules(reader, "danger").number("death.remembered"))
    told: set[str] = set()
    for kind, record, key, child in queries.said_to_have_died(reader, since):
        own = reader.maybe("case", key) if key else None
        for case in [own] if own is not None else reader.find("case", child=reader.same_as(child)) if child else ():
            whose = reader.maybe("child", reader.current(case.text("child")))
            lives = whose is not None and not deaths.is_dead(whose)
            if lives and case.code("status") == "open" and case.id not in told and wanted(reader, scope, case):
                told.add(case.id)
                yield Due("death_unnoted", case.id, (kind, record), None, "overdue", case.text("owner"), step="death")


def seen_since(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Children who were seen after the day on which they are said to have died: one line a case, also of a closed one.

    It ends when the death is taken back, its day or that of the visit is put right, or it lies long ago.
    """
    since = reader.today() - timedelta(days=rules(reader, "danger").number("death.remembered"))
    for child, died_on in queries.died(reader, since):
        day = readable_day(died_on) or day_noted(reader, child)
        for case in reader.find("case", child=reader.same_as(child)) if day is not None and day >= since else ():
            if case.code("status") == "void" or not wanted(reader, scope, case):
                continue
            note = _last_seen(reader, case, day)
            if note is not None:
                owner, about = case.text("owner"), ("note", note.id)
                yield Due("seen_after_death", case.id, about, note.day("on_date"), "overdue", owner, step="list:note")


def _last_seen(reader: Reader, case: Record, day: date | None) -> Record | None:
    """The newest visit after a day at which the child was seen."""
    rows = reader.find("note", case=case.id, order=("on_date", "id"))
    seen = [row for row in rows if row.flag("child_seen") and (row.day("on_date") or date.min) > (day or date.max)]
    return seen[-1] if seen else None


def open_cases(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Open cases of children who died: what is open in them still, and that they are to be closed, until that is asked for."""
    reached = reach(reader, scope)
    for key, owner in of_the_dead(reader, reached.office, reached.owner) if reached is not None else ():
        case = reader.maybe("case", key)
        if case is None or not wanted(reader, scope, case):
            continue
        about = ("case", key)
        if deaths.left_open(reader, key):
            yield Due("open_after_death", key, about, None, "soon", owner, step="death", group="review")
        if not reader.count("approval", case=key, what="closure", state="asked"):
            yield Due("close_after_death", key, about, None, "none", owner, step="close", group="missing")
