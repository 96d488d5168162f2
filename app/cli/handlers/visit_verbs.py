"""`visit …`: which children are to be visited, and why."""

from __future__ import annotations

from app.cli.context import Context
from app.domain.tasks import Scope
from app.services.cases import cases
from app.services.planning import follow_ups
from app.services.planning.follow_ups import VisitDue

Json = dict[str, object]


def due(context: Context) -> None:
    """Lists the visits that are overdue or close in the cases that the user sees, or all visits to make in one case."""
    key = context.call.text("id")
    with context.session.read() as reader:
        if key:
            case = cases.find_case(reader, key)
            rows = [_row(case.id, case.text("code"), one) for one in follow_ups.schedule(reader, case.id)]
        else:
            found = sorted(
                follow_ups.due_visits(reader, Scope(reader.actor.office)), key=lambda pair: (pair[1].due, pair[0].case)
            )
            rows = [_row(row.case, reader.get("case", row.case).text("code"), one) for row, one in found]
    context.out.rows(rows)


def _row(case: str, code: str, one: VisitDue) -> Json:
    """A visit as JSON; `rule` and `source` say which rule asks for it and where that comes from."""
    return {
        "case": case,
        "code": code,
        "due": one.due.isoformat(),
        "why": one.why,
        "state": one.state,
        "missed": one.missed,
        "rule": one.rule or None,
        "source": one.source or None,
    }
