"""The safety plan of a child (practice P10): one holds at a time, it is looked through again, only some people know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.data.database import Database
from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts, case_questions, cases, notes
from app.services.desk.today import today
from app.services.people import deaths
from app.services.protection import danger_tasks, safety
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register, with_rights

ABLE = with_rights(WORKER, "safety_plan")


def plan(database: Database, case: str, actor: Actor = HEAD, **values: object) -> str:
    """A safety plan."""
    with acting(database, actor) as uow:
        return case_parts.add(uow, "safety_plan", case, {"danger": "The uncle comes at night", **values})


def due(database: Database, actor: Actor = HEAD) -> list[Due]:
    """What is to be looked through."""
    with database.read(actor) as reader:
        return [one for one in danger_tasks.all_of(reader, Scope(actor.office)) if one.kind == "review_safety_plan"]


def test_only_one_holds_and_the_older_one_is_kept_with_its_end(database: Database) -> None:
    case = register(database).case
    first = plan(database, case, made_on="2026-02-20")
    with database.read(HEAD) as reader:
        asked = case_questions.before_part(reader, "safety_plan", case, {"danger": "x"})
        assert [(one.code, one.params) for one in asked] == [("ask.safety_plan_second", {"day": "2026-02-20"})]
        assert case_questions.before_part(reader, "safety_plan", case, {"made_on": "2026-02-19"}) == ()
    second = plan(database, case, made_on="2026-02-25")
    older = plan(database, case, made_on="2026-02-01")
    with database.read(HEAD) as reader:
        held = safety.current(reader, case)
        assert held is not None
        assert held.id == second
        assert reader.get("safety_plan", first).text("ended_on") == "2026-02-25"
        assert reader.get("safety_plan", older).day("next_review_on") == date(2026, 3, 3)


def test_it_is_looked_through_after_a_month_or_on_the_day_that_was_set(database: Database) -> None:
    case = register(database, case__risk_level="medium").case
    made = plan(database, case, ABLE, made_on="2026-02-20")
    assert [one.due for one in due(database, ABLE)] == [date(2026, 2, 20) + timedelta(days=30)]
    with acting(database, ABLE) as uow:
        now = uow.today()
        safety.review(uow, made)
        row = uow.get("safety_plan", made)
    assert (row.day("reviewed_on"), row.text("reviewed_by")) == (now, WORKER.user)
    assert [(one.due, one.owner, one.case) for one in due(database, ABLE)] == [(now + timedelta(days=30), WORKER.user, case)]
    with acting(database, HEAD) as uow:
        safety.review(uow, made, next_on=now + timedelta(days=3))
    assert [one.due for one in due(database)] == [now + timedelta(days=3)]


@pytest.mark.parametrize(("risk", "now"), [("high", True), ("medium", False)])
def test_while_the_risk_is_high_each_visit_asks_for_it(database: Database, risk: str, now: bool) -> None:
    case = register(database, case__risk_level=risk).case
    plan(database, case, made_on="2026-02-20")
    with acting(database) as uow:
        notes.add(uow, case, {"kind": "call", "text": "x", "on_date": "2026-02-22"})
        notes.add(uow, case, {"kind": "follow_up_home", "text": "x", "on_date": "2026-02-27"})
        notes.add(uow, case, {"kind": "follow_up_home", "text": "x", "on_date": "2026-02-24"})
    assert [one.due == date(2026, 2, 24) for one in due(database)] == [now]


def test_nothing_is_due_when_it_ended_the_case_is_closed_or_the_child_died(database: Database) -> None:
    opened, other, ended = (register(database, child__given_name_km=name) for name in ("ក", "ខ", "គ"))
    for one in (opened, other):
        plan(database, one.case)
    plan(database, ended.case, made_on="2026-02-20", ended_on="2026-02-21")
    assert {one.case for one in due(database)} == {opened.case, other.case}
    with acting(database, HEAD) as uow:
        deaths.note_death(uow, opened.child, {"death_told_by": "x"})
        uow.update("case", other.case, {"status": "closed"})
    assert due(database) == []


def test_who_may_not_know_finds_none_and_writes_none(database: Database) -> None:
    case = register(database).case
    made = plan(database, case)
    for blind in (WORKER, replace(HEAD, rights=GROUPS - {"safety_plan"})):
        with database.read(blind) as reader:
            assert safety.current(reader, case) is None
            assert cases.may_read(reader, reader.get("case", case))
        assert due(database, blind) == []
        with pytest.raises(InputError, match="right_missing"):
            plan(database, case, blind)
        with pytest.raises(InputError, match="record_not_found"), acting(database, blind) as uow:
            safety.review(uow, made)
    for outside in (CLERK, with_rights(OTHER, "safety_plan")):
        with pytest.raises(InputError, match="not_allowed"), database.read(outside) as reader:
            safety.current(reader, case)
        with pytest.raises(InputError, match="not_allowed"), acting(database, outside) as uow:
            safety.review(uow, made)
        assert due(database, outside) == []


def test_a_talk_with_a_child_says_who_talked(database: Database) -> None:
    case = register(database).case
    with acting(database, HEAD) as uow:
        made = case_parts.add(uow, "interview", case, {"text": "He shouts"})
        assert uow.get("interview", made).text("by") == HEAD.user
    with pytest.raises(InputError, match="value_missing"), acting(database, HEAD) as uow:
        case_parts.add(uow, "interview", case, {"place": "x"})
    with pytest.raises(InputError, match="right_missing"), acting(database, ABLE) as uow:
        case_parts.add(uow, "interview", case, {"text": "x"})


def test_a_case_that_one_line_of_today_tells_by_its_number_is_told_so_by_all(database: Database) -> None:
    case, other = register(database).case, register(database).case
    plan(database, case, made_on="2026-02-20", next_review_on="2026-02-28")
    named: dict[str, set[tuple[str, bool]]] = {}
    for actor in (HEAD, WORKER):
        with database.read(actor) as reader:
            lines = [line for group in today(reader) for line in group.lines]
        assert {line.subject for line in lines} == {case, other}
        assert ("review_safety_plan" in {line.kind for line in lines}) is (actor is HEAD)
        assert len([line for line in lines if line.subject == case]) > (actor is HEAD), "the plan, and something else"
        named[actor.name] = {(line.subject, bool(line.name_km)) for line in lines}
    assert named == {HEAD.name: {(case, False), (other, True)}, WORKER.name: {(case, True), (other, True)}}


def test_a_plan_is_looked_through_after_it_was_made(database: Database) -> None:
    case = register(database).case
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="end_before_start"):
        case_parts.add(uow, "safety_plan", case, {"danger": "x", "made_on": "2026-02-20", "next_review_on": "2026-02-19"})
