"""Visits that are due: promises and rules on real cases, in one case and over all of them alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.services.cases import case_parts, cases, notes
from app.services.desk import task_sources
from app.services.office import rules
from app.services.people import merging
from app.services.planning import follow_ups
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register
from tests.support.closing import close_case

TODAY = date(2026, 3, 1)


def visit(database: Database, case: str, on: date, **values: Any) -> str:
    """A visit to the child."""
    with acting(database) as uow:
        given = {"kind": "follow_up_home", "on_date": on.isoformat(), "text": "បានជួប", **values}
        return notes.add(uow, case, given)


def told(database: Database, case: str) -> list[tuple[date, str, str, int]]:
    """What is to be visited in a case."""
    with database.read(WORKER) as reader:
        return [(one.due, one.why, one.state, one.missed) for one in follow_ups.schedule(reader, case)]


def tasks(database: Database, actor: Actor = WORKER, **scope: Any) -> list[tuple[str, date, str]]:
    """The visits among the tasks."""
    with database.read(actor) as reader:
        found = task_sources.due_of(reader, Scope(OFFICE, **scope))
        return [(one.case, one.due, one.extra) for one in found if one.kind == "visit" and isinstance(one.due, date)]


def test_a_promise_and_the_rule_stand_side_by_side_and_a_visit_moves_both(database: Database) -> None:
    case = register(database).case
    visit(database, case, date(2026, 2, 20), next_visit_on="2026-02-25")
    assert told(database, case) == [
        (date(2026, 2, 25), "promised", "overdue", 1),
        (date(2026, 2, 27), "risk", "overdue", 1),
    ]
    assert tasks(database) == [(case, date(2026, 2, 25), "promised")]
    visit(database, case, TODAY)
    assert told(database, case) == [(date(2026, 3, 8), "risk", "soon", 0)]
    assert tasks(database) == [(case, date(2026, 3, 8), "risk")]


def test_a_visit_at_which_the_child_was_not_seen_counts_only_if_the_office_says_so(database: Database) -> None:
    case = register(database).case
    visit(database, case, date(2026, 2, 10))
    visit(database, case, TODAY, child_seen=False, not_seen_reason="at_work")
    visit(database, case, TODAY, kind="call")
    assert told(database, case) == [(date(2026, 2, 17), "risk", "overdue", 2)]
    with database.read(WORKER) as reader:
        sheet = follow_ups.sheet(reader, case)
        assert sheet.last is not None
        assert (sheet.last.day("on_date"), sheet.seen_on, len(sheet.not_seen)) == (TODAY, None, 1)
    with acting(database, HEAD) as uow:
        rules.set_rule(uow, "follow_up", "counts.not_seen", value=True)
    assert told(database, case) == [(date(2026, 3, 8), "risk", "soon", 0)]
    assert tasks(database) == [(case, date(2026, 3, 8), "risk")]


def test_where_the_child_lives_asks_for_visits_of_its_own(database: Database) -> None:
    case = register(database, case__risk_level="low").case
    with acting(database) as uow:
        case_parts.add(uow, "placement", case, {"option": "kinship", "from_on": "2026-01-31"})
    visit(database, case, date(2026, 2, 1))
    assert told(database, case) == [(TODAY, "place", "soon", 0)]
    assert tasks(database) == [(case, TODAY, "place")]


def test_who_sees_the_case_hears_of_its_visits_and_nobody_else(database: Database) -> None:
    case = register(database).case
    visit(database, case, date(2026, 2, 20))
    assert [one[0] for one in tasks(database, HEAD)] == [case]
    assert tasks(database, HEAD, owner=OTHER.user) == tasks(database, OTHER) == tasks(database, cases=()) == []
    with database.read(OTHER) as reader:
        for question in (follow_ups.schedule, follow_ups.sheet):
            with pytest.raises(InputError, match="not_allowed"):
                question(reader, case)


def test_a_closed_case_and_a_child_who_died_are_not_visited(database: Database) -> None:
    one, two = register(database), register(database, child__given_name_km="មករា")
    for opened in (one, two):
        visit(database, opened.case, date(2026, 2, 10))
    with acting(database) as uow:
        close_case(uow, one.case, "success")
        uow.update("child", two.child, {"death_known": "not_known"})
    assert told(database, one.case) == told(database, two.case) == []
    assert tasks(database) == []


def test_visits_of_a_case_that_was_merged_count_for_the_one_that_stays(database: Database) -> None:
    one, two = register(database), register(database, child__given_name_km="មករា")
    visit(database, one.case, TODAY)
    with acting(database) as uow:
        merging.merge_case(uow, one.case, two.code)
    assert tasks(database) == [(two.case, date(2026, 3, 8), "risk")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 60),
            st.sampled_from(["follow_up_home", "call", "note", "first_contact"]),
            st.sampled_from([None, True, False]),
            st.sampled_from([None, 3, 20]),
        ),
        max_size=5,
    ),
    st.sampled_from(["high", "medium", "low", "no_action"]),
    st.sampled_from([None, "kinship", "residential", "remains"]),
)
def test_the_list_over_all_cases_says_what_each_case_says(
    database: Database, visits: list[tuple[int, str, bool | None, int | None]], risk: str, option: str | None
) -> None:
    with acting(database) as uow:
        for row in uow.find("case", status="open"):
            uow.update("case", row.id, {"status": "void"})
    case = register(database, case__received_at="2026-01-01T03:00:00Z", case__risk_level=risk).case
    with acting(database) as uow:
        cases.edit(uow, case, {"first_contact_on": "2026-01-02"})
        if option is not None:
            case_parts.add(uow, "placement", case, {"option": option, "from_on": "2025-12-31"})
    for back, kind, seen, promised in visits:
        on = TODAY - timedelta(days=back)
        more: dict[str, object] = {} if promised is None else {"next_visit_on": (on + timedelta(days=promised)).isoformat()}
        visit(database, case, on, kind=kind, **({} if seen is None else {"child_seen": seen}), **more)
    with database.read(WORKER) as reader:
        found = follow_ups.schedule(reader, case)
    near = [(case, found[0].due, found[0].why)] if found and found[0].due <= TODAY + timedelta(days=7) else []
    assert tasks(database) == near
