"""Rules that an office set, and what is due by them; facts of a case for its way from intake to closure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.rules import shipped
from app.domain.tasks import Due, Scope, in_order
from app.services.cases import case_facts, case_file, case_parts, cases
from app.services.desk import task_sources, today
from app.services.office import rules
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register


def test_an_office_sets_a_rule_and_takes_it_back(database: Database) -> None:
    with acting(database, HEAD) as uow:
        rules.set_rule(uow, "deadlines", "soon.finding.days", 60)
        rules.set_rule(uow, "deadlines", "soon.finding.days", 30)
        assert uow.count("setting") == 1
    with database.read(WORKER) as reader:
        assert rules.rules(reader, "deadlines").number("soon.finding.days") == 30
        assert rules.limits(reader)["soon"]["finding"].days == 30
        assert rules.rules(reader, "carry").rules == shipped("carry").rules
    with database.read(replace(WORKER, office="12")) as reader:
        assert rules.rules(reader, "deadlines").number("soon.finding.days") == 7, "another office has its own"
    with acting(database, HEAD) as uow:
        rules.set_rule(uow, "deadlines", "soon.finding.days", None)
        assert rules.rules(uow, "deadlines").number("soon.finding.days") == 7


@pytest.mark.parametrize(
    ("name", "path", "value", "code"),
    [
        ("deadlines", "first_contact.high.hours", 48, "rule_sourced"),
        ("deadlines", "soon.finding.days", -1, "rule_value"),
        ("deadlines", "soon.finding.days", "7", "rule_value"),
        ("deadlines", "soon.nothing", 1, "rule_unknown"),
        ("scoring", "profiles", 1, "rule_unknown"),
        ("../x", "y", 1, "rule_unknown"),
    ],
)
def test_what_cannot_be_set_is_said(database: Database, name: str, path: str, value: object, code: str) -> None:
    with pytest.raises(InputError, match=code), acting(database, HEAD) as uow:
        rules.set_rule(uow, name, path, value)


def test_only_the_head_and_the_administrator_set_rules(database: Database) -> None:
    for actor in (WORKER, CLERK):
        with pytest.raises(InputError, match="not_allowed"), acting(database, actor) as uow:
            rules.set_rule(uow, "deadlines", "soon.finding.days", 8)


def test_a_visit_is_close_by_the_rule_of_the_office(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "note", opened.case, {"text": "x", "on_date": "2026-02-28", "next_visit_on": "2026-03-20"})
    for days, state in ((None, "running"), (30, "soon")):
        with acting(database, HEAD) as uow:
            rules.set_rule(uow, "deadlines", "soon.finding.days", days)
        with database.read(WORKER) as reader:
            file = case_file.case_file(reader, opened.case)
            due = {one.what: one.state for one in case_file.promises(file, reader.clock.now(), reader.today())}
        assert due["visit"] == state


def test_today_reads_the_sources_and_nobody_gets_tasks_of_others(database: Database) -> None:
    opened = register(database)
    with database.read(WORKER) as reader:
        due, visit = task_sources.due_of(reader)
        assert (visit.kind, visit.case, visit.state) == ("visit", opened.case, "soon"), "by rule, after the contact"
        assert (due.kind, due.case, due.state, due.owner, due.extra) == (
            "first_contact",
            opened.case,
            "overdue",
            WORKER.user,
            "high",
        )
        (group,) = [group for group in today.today(reader) if group.kind == "overdue"]
        assert [line.subject for line in group.lines] == [opened.case]
        assert task_sources.due_of(reader, Scope(reader.actor.office, cases=())) == []
    for actor in (OTHER, CLERK):
        with database.read(actor) as reader:
            assert task_sources.due_of(reader) == []
    with database.read(HEAD) as reader:
        assert [due.case for due in task_sources.due_of(reader, Scope("01", owner=WORKER.user))] == [opened.case] * 2
        assert task_sources.due_of(reader, Scope("01", owner=OTHER.user)) == []


def test_what_is_to_be_done_at_once_comes_first_then_the_nearest_end() -> None:
    late, soon, now = (
        Due("visit", "c", ("note", name), due, "running", "u")
        for name, due in (("a", date(2026, 3, 9)), ("b", date(2026, 3, 8)), ("c", None))
    )
    assert in_order([late, soon, now]) == [now, soon, late]


def test_facts_of_a_case(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        cases.first_contact(uow, opened.case, on=date(2026, 2, 28))
        case_parts.add(uow, "placement", opened.case, {"option": "kinship", "from_on": "2026-02-28"})
    with database.read(WORKER) as reader:
        known = case_facts.facts(reader, case_file.case_file(reader, opened.case))
    assert (known.status, known.risk, known.first_contact_on, known.placed) == ("open", "high", date(2026, 2, 28), True)
    assert known.plan_on is None
