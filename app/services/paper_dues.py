"""Papers that are out for signature and should be back: a source of tasks (`task_sources`; practice P31)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from app.data.reader import Reader
from app.domain.deadlines import day_state
from app.domain.permissions import can
from app.domain.tasks import Due, Scope
from app.services import cases
from app.services.deaths import is_dead
from app.services.rules import limits, rules

ONLY = frozenset({"overdue", "soon"})
"""A paper that may well be out still is no task."""


def all_of(reader: Reader, scope: Scope) -> Iterable[Due]:
    """Papers of cases that the person may read, by the days that the office gives them; death ends them (practice P21)."""
    if not can(reader.actor, "case.list"):
        return
    days, today, own = timedelta(days=rules(reader, "papers").number("out_days")), reader.today(), limits(reader)
    found = reader.find("paper", office=scope.office, state="out")
    files = reader.many("case", (row.text("case") for row in found))
    now = reader.currents(case.text("child") for case in files.values())
    children = reader.many("child", now.values())
    for row in found:
        case, out = files.get(row.text("case")), row.day("out_on")
        if case is None or out is None or (scope.cases is not None and case.id not in scope.cases):
            continue
        if (scope.owner is not None and case.ref("owner") != scope.owner) or not cases.may_read(reader, case):
            continue
        child = children.get(now[case.text("child")])
        state = day_state(out + days, None, today, own)
        if state in ONLY and child is not None and not is_dead(child):
            yield Due("paper_out", case.id, ("paper", row.id), out + days, state, case.text("owner"), step="list:paper")
