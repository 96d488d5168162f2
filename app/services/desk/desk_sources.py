"""Sources of what is to be done that belong to no single part of a case: tasks, flags, silence, allegations to report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from app.data.fields import restricted_group
from app.data.queries import desk
from app.data.reader import Reader
from app.domain.clock import readable_day, readable_instant
from app.domain.deadlines import allegation_due, contact_state, day_state, level_due
from app.domain.permissions import can, scope
from app.domain.tasks import DAY, Due, Scope
from app.services.desk.reach import Reach, reach
from app.services.office.rules import limits, rules

MOST = 1_000
"""So many silent cases are told one by one; the rest is counted."""
_TOLD = 200


def _asked(asked: Scope, case: str) -> bool:
    """Whether a case is among those asked for."""
    return asked.cases is None or case in asked.cases


def tasks(reader: Reader, asked: Scope) -> Iterable[Due]:
    """Tasks that somebody wrote down, by their day; one without a day is to be done when there is time, and is due."""
    held = reach(reader, Scope(asked.office))
    if held is None or not can(reader.actor, "task.edit"):
        return
    today, own = reader.today(), limits(reader)
    for row in desk.open_tasks(reader, held.office, asked.owner, held.owner):
        if asked.cases is None or row.case in asked.cases:
            day = readable_day(row.day)
            state = day_state(day, None, today, own)
            yield Due("task", row.case, ("task", row.id), day, state, row.whose, row.title, "list:task" if row.case else "")


def flags(reader: Reader, asked: Scope) -> Iterable[Due]:
    """What somebody marked in a case so that others see it."""
    held = reach(reader, asked)
    for row in desk.open_flags(reader, held.office, held.owner) if held is not None else ():
        if _asked(asked, row.case):
            yield Due("flag", row.case, ("flag", row.id), None, "none", row.owner, row.text, "list:flag", "flag")


def silence(reader: Reader, asked: Scope) -> Iterable[Due]:
    """Open cases of which nothing was noted for a while (rule `no_contact_days`, inferred), at most `MOST` of them.

    The day of the last note is told of the first ones alone: it is looked up case by case.
    """
    held = reach(reader, asked)
    if held is None:
        return
    found, _ = _silent(reader, held)
    known = desk.last_noted(reader, [row.case for row in found[:_TOLD]])
    for place, row in enumerate(found):
        if _asked(asked, row.case):
            day = max(known.get(row.case, ""), row.at) if place < _TOLD else ""
            subject = ("case", row.case)
            yield Due("no_contact", row.case, subject, None, "none", row.owner, day, "add:note", "no_contact", DAY)


def silent(reader: Reader, asked: Scope) -> int:
    """How many cases `silence` would tell, had it no end."""
    held = reach(reader, asked)
    return _silent(reader, held)[1] if held is not None else 0


def _silent(reader: Reader, held: Reach) -> tuple[list[desk.Marked], int]:
    """The first of them and their number, read once: Today asks for both."""
    return reader.once(
        ("silent", held),
        lambda: desk.silent_cases(reader, held.office, held.owner, _since(reader), _levels(reader), MOST),
    )


def unrated(reader: Reader, asked: Scope) -> Iterable[Due]:
    """Open cases without a level of risk, so that none falls off Today: the level sets all other limits."""
    held = reach(reader, asked)
    if held is None or not can(reader.actor, "case.list"):
        return
    now, own = reader.clock.now(), limits(reader)
    for row in desk.unrated(reader, held.office, held.owner):
        if _asked(asked, row.case):
            due = level_due(readable_instant(row.received_at), row.precision, readable_day(row.opened_on), own)
            state = contact_state(due, None, None, now, own)
            yield Due("risk_unset", row.case, ("case", row.case), due, state, row.owner, step="risk")


def _levels(reader: Reader) -> tuple[str, ...]:
    """The levels of risk for which the first contact has a limit."""
    return tuple(limits(reader)["first_contact"])


def _since(reader: Reader) -> str:
    """The day since which something ought to have been noted."""
    return (reader.today() - timedelta(days=rules(reader, "today").number("no_contact_days"))).isoformat()


def allegations(reader: Reader, asked: Scope) -> Iterable[Due]:
    """Allegations in facilities that must still be reported; those of a restricted group only for who holds it (P1)."""
    held = reach(reader, asked)
    if held is None or scope(reader.actor, "allegation.edit") is None:
        return
    now, own = reader.clock.now(), limits(reader)
    for row in desk.unreported(reader, held.office, held.owner):
        group = restricted_group("allegation", {"kind": row.text})
        if not _asked(asked, row.case) or (group is not None and group not in reader.actor.rights):
            continue
        heard = readable_instant(row.at)
        due = allegation_due(heard) if heard is not None else None
        state = contact_state(due, None, None, now, own)
        yield Due("report_allegation", row.case, ("allegation", row.id), due, state, row.owner, step="list:allegation")


SOURCES = (unrated, tasks, flags, silence, allegations)
"""In the order of the page."""
