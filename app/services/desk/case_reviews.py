"""Reviews of cases at a set interval (practice P19): the head goes through an open case, and writes that down as supervision.

Days by level of risk are rules (`rules/review.toml`, inferred). What ends a task is the review itself, on whichever laptop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from app.data.queries import desk
from app.data.reader import Reader
from app.domain.clock import readable_day
from app.domain.permissions import can, covers
from app.domain.tasks import Due, Scope
from app.services.cases import case_reach, cases
from app.services.office.rules import rules


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Open cases whose review is near or over, for the head; never one's own case. A source of tasks.

    A review whose day is over is not called late: it would stand among children who wait for a visit.
    """
    actor = reader.actor
    if not can(actor, "supervision.edit") or not can(actor, "case.list") or not covers(actor.office, scope.office):
        return
    if scope.owner not in (None, actor.user):
        return
    known = rules(reader, "review")
    until = reader.today() + timedelta(days=known.number("ahead_days"))
    days = {path.partition(".")[2]: known.number(path) for path in known.rules if path.startswith("every_days.")}
    last, lent = _last(reader, known.texts("kinds")), case_reach.lent_by(reader, actor.user)
    soonest = min((each for each in days.values() if each), default=0)
    for row in desk.open_cases(reader, scope.office, (until - timedelta(days=soonest)).isoformat(), actor.user):
        every = days.get(row.text or "not_stated", days["not_stated"])
        since = readable_day(max(row.at, last.get(row.case, "")))
        if not every or since is None or row.case in lent or (scope.cases is not None and row.case not in scope.cases):
            continue
        day = since + timedelta(days=every)
        if day <= until:
            subject = ("case", row.case)
            yield Due("case_review", row.case, subject, day, "none", actor.user, row.text, "", "review", "risk_level")


def begun(reader: Reader, case: str) -> Mapping[str, object]:
    """What the sheet of a review begins with: with whom, which case; InputError `not_allowed`."""
    record = cases.readable(reader, case)
    return {"kind": "case_review", "case": record.text("code"), "user": record.text("owner"), "on_date": reader.today()}


def _last(reader: Reader, kinds: Iterable[str]) -> dict[str, str]:
    """The day of the last review of each case, also of those that were merged into it."""
    found: dict[str, str] = {}
    for case, day in desk.reviewed(reader, tuple(kinds)):
        into = reader.current(case)
        found[into] = max(found.get(into, ""), day)
    return found
