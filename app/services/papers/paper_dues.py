"""Papers that are out for signature and should be back, and letters of facilities that never went: a source of tasks (P31)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from app.data.queries.plan_due import dead
from app.data.reader import Reader
from app.domain.deadlines import day_state
from app.domain.permissions import can
from app.domain.tasks import NUMBER, Due, Scope
from app.services.cases import cases
from app.services.office.rules import limits, rules
from app.services.papers.paper_register import FACILITY_ACT

_KIND: dict[str, str] = {"printed": "letter_waits", "out": "letter_out"}
ONLY = frozenset({"overdue", "soon"})
"""A paper that may well be out still is no task."""


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Of cases and of facilities."""
    yield from _of_cases(reader, scope)
    yield from _of_facilities(reader, scope)


def _of_facilities(reader: Reader, scope: Scope) -> Iterator[Due]:
    """Letters of a facility that are out for signature too long, or were printed long ago and never went anywhere.

    The office's work: for who makes such letters, or keeps the register.
    """
    actor = reader.actor
    if scope.owner is not None or scope.cases is not None or not (can(actor, FACILITY_ACT) or can(actor, "letter.register")):
        return
    days, own = timedelta(days=rules(reader, "papers").number("out_days")), limits(reader)
    found = reader.plain("paper", office=actor.office, direction="out", state=("out", "printed"))
    homes = reader.many("facility", (row.text("facility") for row in found if row.ref("facility")))
    for row in found:
        home, waits = homes.get(row.text("facility")), row.code("state") == "printed"
        since = row.day("made_on") if waits else row.day("out_on")
        if home is None or since is None or not home.text("office").startswith(scope.office):
            continue
        state = day_state(since + days, None, reader.today(), own)
        if state in ONLY:
            kind = _KIND["printed" if waits else "out"]
            yield Due(kind, "", ("facility", home.id), since + days, state, "", row.text("number"), "letters", codes=NUMBER)


def _of_cases(reader: Reader, scope: Scope) -> Iterator[Due]:
    """Papers of cases that the person may read, by the days that the office gives them; death ends them (practice P21)."""
    if not can(reader.actor, "case.list"):
        return
    days, today, own = timedelta(days=rules(reader, "papers").number("out_days")), reader.today(), limits(reader)
    found = reader.plain("paper", office=scope.office, state="out")
    files = reader.many("case", (row.text("case") for row in found))
    now, died = reader.currents(case.text("child") for case in files.values()), dead(reader)
    for row in found:
        case, out = files.get(row.text("case")), row.day("out_on")
        if case is None or out is None or (scope.cases is not None and case.id not in scope.cases):
            continue
        if (scope.owner is not None and case.ref("owner") != scope.owner) or not cases.may_read(reader, case):
            continue
        state = day_state(out + days, None, today, own)
        if state in ONLY and now[case.text("child")] not in died:
            yield Due("paper_out", case.id, ("paper", row.id), out + days, state, case.text("owner"), step="list:paper")
