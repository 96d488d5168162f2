"""At which step of their way the open cases stand: for the filter of the list. The same as the bar of each case says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from app.data.queries.case_filter import CaseFilter
from app.data.queries.steps import StepRow, step_rows
from app.data.reader import Reader
from app.domain.clock import parse_instant, readable_day
from app.domain.codelists import codelist
from app.domain.permissions import require
from app.domain.workflow import ORDER, Facts, bar, present
from app.services.cases.case_facts import of_closing
from app.services.office.rules import limits, rules
from app.services.planning import plans
from app.services.planning.services import OPEN_STATES


def at_step(reader: Reader, wanted: CaseFilter, step: str) -> tuple[str, ...]:
    """The open cases of a filter whose present step is this one; none for a step that there is not.

    The filter is narrowed to what the person may see (`case_search`); InputError `not_allowed` for who lists no cases.
    """
    require(reader.actor, "case.list")
    if step not in ORDER or (wanted.statuses and "open" not in wanted.statuses):
        return ()
    own, known, now = limits(reader), rules(reader, "workflow"), reader.clock.now()
    covered = ORDER.index(step) < ORDER.index("plan")
    found = open_facts(reader, wanted, covered=covered)
    return tuple(case for case, facts in found if present(bar(facts, known, own, now)) == step)


def open_facts(reader: Reader, wanted: CaseFilter, *, covered: bool = False) -> Iterator[tuple[str, Facts]]:
    """The open cases of a filter with what their bars are computed from; `covered`: without looking at low scores."""
    known = rules(reader, "workflow")
    hidden = [row.code for row in codelist("service_type") if row.group and row.group not in reader.actor.rights]
    forms = {name: known.texts(f"{name}.forms") for name in ("assessment", "plan", "closing")}
    for row in step_rows(reader, replace(wanted, statuses=("open",)), forms, hidden, OPEN_STATES):
        yield row.case, _facts(reader, row, covered=covered)


def _facts(reader: Reader, row: StepRow, *, covered: bool) -> Facts:
    """The facts of a case; `covered`: whether it does not matter which low scores have no action."""
    plan = readable_day(row.plan_on)
    begun = readable_day(row.since) or date.min
    return Facts(
        status="open",
        dead=bool(row.dead),
        risk=row.risk,
        consent=bool(row.consent),
        received_at=_moment(row.received_at),
        received_precision=row.received_precision,
        first_contact_on=readable_day(row.first_contact_on),
        assessed_on=readable_day(row.assessed_on),
        plan_on=plan if plan is not None and plan >= begun else readable_day(row.plan_form_on),
        uncovered=0 if covered or not row.low else len(plans.cover(reader, row.case)),
        approval_plan=row.approval_plan,
        open_services=row.open_services if row.services else None,
        last_visit_on=readable_day(row.last_visit_on),
        next_visit_on=readable_day(row.next_visit_on),
        closing_on=readable_day(row.closing_on),
        **of_closing(reader.maybe("form_response", row.closing) if row.closing else None),
        approval_close=row.approval_close,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return parse_instant(text) if text else None
    except ValueError:
        return None
