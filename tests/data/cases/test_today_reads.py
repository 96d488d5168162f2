"""What Today reads of many records at once is what reading them one by one gives, and the statements do not grow with them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from app.data.database import Database
from app.data.queries.today import with_codes
from app.data.reader import Reader
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.services.cases import case_parts, cases
from app.services.desk.task_sources import due_of
from app.services.desk.today import today
from app.services.office.rules import rules, set_rule
from app.services.people import merging
from app.services.protection import best_interests, danger_tasks
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register


def statements(database: Database, actor: Actor, work: Any) -> int:
    """How many statements a piece of work asks."""
    asked: list[str] = []

    def noted(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with database.read(actor) as reader:
        event.listen(reader.connection, "before_cursor_execute", noted)
        work(reader)
        event.remove(reader.connection, "before_cursor_execute", noted)
    return len(asked)


def rescued(database: Database, actor: Actor, **values: Any) -> tuple[str, str]:
    """A case in which somebody acted without consent: the case, the consent record."""
    case = register(database, actor).case
    told = {"purpose": "services", "answer": "given", "how": "best_interests", "reason": "Left alone at night"}
    with acting(database, actor) as uow:
        return case, case_parts.add(uow, "consent", case, {**told, **values})


def one_by_one(reader: Reader) -> list[tuple[str, str, bool]]:
    """Acts without consent as each record and its history say: the consent, its case, whether the reader acted alone."""
    found = []
    for consent in sorted(reader.find("consent", how="best_interests", reviewed_on=None), key=lambda row: row.text("on_date")):
        case = reader.maybe("case", consent.text("case"))
        if case is not None and case.code("status") != "void" and cases.may_read(reader, case):
            writer = next(line.user for line in reader.history(consent.id) if line.what == "created")
            found.append((consent.id, case.id, writer == reader.actor.user))
    return found


def test_acts_without_consent_are_those_that_each_record_tells(database: Database) -> None:
    told = [
        rescued(database, who, on_date=f"2026-02-{day}") for day, who in ((20, WORKER), (18, HEAD), (19, OTHER), (21, OTHER))
    ]
    with acting(database, HEAD) as uow:
        best_interests.review(uow, told[3][1], note="Right")
    with database.read(HEAD) as reader:
        waiting = best_interests.waiting(reader)
        assert [(one.id, one.case.id, one.own) for one in waiting] == one_by_one(reader)
        assert [one.id for one in waiting] == [told[1][1], told[2][1], told[0][1]]
        assert [one.id for one in best_interests.waiting(reader, own=False)] == [told[2][1], told[0][1]]
        assert [one.id for one in best_interests.waiting(reader, cases={told[0][0]})] == [told[0][1]]
        due = [one.subject[1] for one in danger_tasks.consents(reader, Scope(HEAD.office))]
        assert due == [told[2][1], told[0][1]]


def test_the_statements_for_acts_without_consent_do_not_grow_with_them(database: Database) -> None:
    rescued(database, WORKER)
    before = statements(database, HEAD, best_interests.waiting)
    for _ in range(3):
        rescued(database, OTHER)
    assert statements(database, HEAD, best_interests.waiting) == before


@pytest.mark.parametrize("codes", [("orphan",), ("neglect",), ("orphan", "neglect"), ()])
def test_cases_with_a_code_are_those_asked_for_alone(database: Database, codes: tuple[str, ...]) -> None:
    first, second = register(database).case, register(database).case
    with database.read(WORKER) as reader:
        named = {"orphan", "neglect"} & set(codes)
        assert with_codes(reader, [first], codes, codes) == ({first} if named else set())
        assert with_codes(reader, [first, second], codes, codes) == ({first, second} if named else set())
        assert with_codes(reader, [], codes, codes) == frozenset()


def test_a_restricted_case_goes_without_a_name_in_every_group(database: Database) -> None:
    told = register(database, WORKER, case__categories=["orphan"]).case
    quiet = register(database, HEAD, case__concerns=[{"code": "sexual_violence", "kind": "at_risk"}]).case
    with database.read(HEAD) as reader:
        groups = today(reader)
        lines = [line for group in groups for line in group.lines if line.subject in (told, quiet)]
        assert {line.subject for line in lines} == {told, quiet}
        for line in lines:
            assert bool(line.name_km) is (line.subject == told)
        assert all(len(group.lines) <= group.count for group in groups)


def test_no_wide_row_of_an_open_case_is_read_to_find_what_is_due(database: Database) -> None:
    register(database)
    asked: list[tuple[str, Any]] = []

    def noted(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    with database.read(HEAD) as reader:
        event.listen(reader.connection, "before_cursor_execute", noted)
        today(reader)
        event.remove(reader.connection, "before_cursor_execute", noted)
        plans = [
            (statement, str(step[3]))
            for statement, parameters in asked
            for step in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    opened = [(statement, step) for statement, step in plans if step.startswith("SEARCH c ") and "(status=?" in step]
    assert len(opened) >= 8, "silence, levels, gaps, reviews, visits, what is scored, who is alleged, who comes of age"
    for statement, step in opened:
        assert "COVERING" in step or "'void'" in statement, (step, statement)
    for index in ("approval_state_asked_by_what_case_id", "paper_state_office", "allegation_reported_at_heard_at"):
        assert [step for _, step in plans if f"ix_{index} " in step], index
    assert [step for _, step in plans if step in ("SCAN child", "SCAN c", "SCAN k", "SCAN history")] == []


def test_what_many_ask_of_one_moment_is_made_once_and_who_writes_makes_it_anew(database: Database) -> None:
    case = register(database, WORKER).case
    made: list[int] = []

    def count() -> int:
        made.append(1)
        return len(made)

    with database.read(HEAD) as reader:
        assert (reader.once("x", count), reader.once("x", count), reader.once("y", count)) == (1, 1, 2)
    with acting(database, HEAD) as uow:
        assert (uow.once("x", count), uow.once("x", count)) == (3, 4)
        before = rules(uow, "today").number("shown")
        set_rule(uow, "today", "shown", before + 1)
        assert rules(uow, "today").number("shown") == before + 1
        uow.update("case", case, {"owner": OTHER.user})
        assert {one.owner for one in due_of(uow, Scope(HEAD.office)) if one.case == case} == {OTHER.user}


def test_a_merged_record_is_followed_among_many(database: Database) -> None:
    first, second = register(database, WORKER), register(database, WORKER)
    with acting(database, HEAD) as uow:
        merging.merge_case(uow, second.case, first.code)
    with database.read(HEAD) as reader:
        ids = (first.case, second.case, "nobody")
        assert reader.currents(ids) == {one: reader.current(one) for one in ids}
        assert reader.current(second.case) == first.case
