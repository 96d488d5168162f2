"""Search for family, leaving care, feedback (practice P22); talks of the head with caseworkers (practice P19)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts, case_questions
from app.services.desk import supervisions
from app.services.exchange import knowing
from app.services.people import deaths, growing_tasks
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register
from tests.support.closing import close_case


def due(database: Database, kind: str, actor: Actor = HEAD) -> list[Due]:
    """What falls due."""
    with database.read(actor) as reader:
        return [one for one in growing_tasks.all_of(reader, Scope(actor.office)) if one.kind == kind]


def part(database: Database, name: str, parent: str, actor: Actor = WORKER, **values: Any) -> str:
    """A part."""
    with acting(database, actor) as uow:
        return case_parts.add(uow, name, parent, values)


@pytest.mark.parametrize(
    ("values", "asks"),
    [
        ({"state": "searching"}, []),
        ({"state": "reunited"}, ["ask.tracing_unverified", "ask.tracing_wishes"]),
        ({"state": "reunited", "relation_verified_on": "2026-02-01", "child_wish": "wants"}, ["ask.tracing_wishes"]),
        ({"state": "reunited", "relation_verified_on": "2026-02-01", "child_wish": "wants", "family_wish": "wants"}, []),
        ({"state": "reunited", "relation_verified_on": "2026-02-01", "child_wish": "does_not_want", "family_wish": "wants"}, 1),
    ],
)
def test_before_a_family_is_reunited_relation_and_wishes_are_asked_about(
    database: Database, values: dict[str, Any], asks: list[str] | int
) -> None:
    case = register(database).case
    with database.read(WORKER) as reader:
        found = [one.code for one in case_questions.before_part(reader, "tracing", case, {"sought": "mother", **values})]
    assert found == (["ask.tracing_wishes"] if asks == 1 else asks)


def test_a_search_goes_on_until_it_says_otherwise_and_says_who_verified(database: Database) -> None:
    case = register(database).case
    key = part(database, "tracing", case, sought="The mother", on_date="2026-02-01")
    with acting(database) as uow:
        row = uow.get("tracing", key)
        assert (row.text("state"), row.text("on_date")) == ("searching", "2026-02-01")
        case_parts.change(uow, "tracing", key, {"state": "found", "relation_verified_on": "2026-02-20"})
        assert uow.get("tracing", key).text("verified_by") == WORKER.user


def test_a_search_in_which_nothing_was_done_is_asked_for(database: Database) -> None:
    opened = register(database)
    key = part(database, "tracing", opened.case, sought="The mother", on_date="2026-01-01")
    assert [(one.subject, one.due, one.state) for one in due(database, "tracing_stale", WORKER)] == [
        (("tracing", key), date(2026, 1, 31), "overdue")
    ]
    part(database, "tracing_action", key, kind="call", on_date="2026-02-20", result="Nobody answers")
    part(database, "tracing_action", key, kind="visit", on_date="2026-02-10")
    assert [one.due for one in due(database, "tracing_stale")] == [date(2026, 2, 20) + timedelta(days=30)]
    assert due(database, "tracing_stale", OTHER) == []
    with acting(database, HEAD) as uow:
        deaths.note_death(uow, opened.child, {"death_told_by": "x"})
    assert due(database, "tracing_stale") == []


def test_what_belongs_to_a_search_is_written_by_who_may_write_the_case(database: Database) -> None:
    key = part(database, "tracing", register(database).case, sought="The mother")
    with pytest.raises(InputError, match="not_allowed"):
        part(database, "tracing_action", key, OTHER, kind="call")
    with pytest.raises(InputError, match="value_missing"):
        part(database, "tracing_action", key, result="x")


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_eighteen_years_later_is_the_same_day_or_the_first_of_march(born: date) -> None:
    grown = growing_tasks.birthday(born, 18)
    assert grown.year == born.year + 18
    assert (grown.month, grown.day) in {(born.month, born.day), (3, 1)}
    assert ((grown.month, grown.day) == (born.month, born.day)) is not (born.month == 2 and born.day == 29 and grown.month == 3)


def grown(database: Database, days: int, option: str = "residential", **changes: Any) -> str:
    """A case of a child in care who comes of age in so many days."""
    with database.read(HEAD) as reader:
        born = growing_tasks.birthday(reader.today() + timedelta(days=days), -18).isoformat()
    case = register(database, child__birth={"date": born, "source": "certificate"}, **changes).case
    part(database, "placement", case, option=option, from_on="2026-01-01", next_review_on="2026-12-01")
    return case


@pytest.mark.parametrize(("days", "option", "asks"), [(100, "foster", True), (500, "foster", False), (100, "remains", False)])
def test_a_child_in_care_who_comes_of_age_needs_a_plan(database: Database, days: int, option: str, asks: bool) -> None:
    case = grown(database, days, option)
    assert [one.case for one in due(database, "leaving_care")] == [case] * asks
    if asks:
        with database.read(HEAD) as reader:
            assert due(database, "leaving_care")[0].due == reader.today() + timedelta(days=days)
        part(database, "leaving", case, plan="Rents a room with her aunt", papers=["identity_card"])
        assert due(database, "leaving_care") == []


def test_who_lives_no_more_needs_none(database: Database) -> None:
    case = grown(database, 100, "foster")
    with acting(database, HEAD) as uow:
        deaths.note_death(uow, uow.get("case", case).text("child"), {"death_told_by": "x"})
    assert due(database, "leaving_care") == []


def test_feedback_is_taken_after_closing_too(database: Database) -> None:
    case = register(database).case
    part(database, "feedback", case, WORKER, **{"from": "child", "text": "Good", "rating": 5})
    for rating in (0, 6):
        with pytest.raises(InputError, match="rating_range"):
            part(database, "feedback", case, WORKER, **{"from": "child", "text": "Good", "rating": rating})
    with acting(database) as uow:
        close_case(uow, case, "success")
    part(database, "feedback", case, WORKER, **{"from": "family", "text": "They came when we needed it"})
    with pytest.raises(InputError, match="case_not_open"):
        part(database, "tracing", case, sought="x")


def talk(database: Database, actor: Actor = HEAD, **values: Any) -> str:
    """A talk of the head with the caseworker."""
    with acting(database, actor) as uow:
        return supervisions.add(uow, {"user": WORKER.user, "text": "Two visits are late", "on_date": "2026-02-20", **values})


def test_a_talk_is_read_by_the_head_and_that_person_alone(database: Database) -> None:
    opened = register(database)
    key = talk(database, case=opened.code, agreed="Visit tomorrow")
    for actor, sees in ((HEAD, True), (WORKER, True), (OTHER, False), (CLERK, False)):
        with database.read(actor) as reader:
            assert [one.id for one in supervisions.listing(reader)] == [key] * sees
            assert knowing.may_know(reader, "supervision", key) is sees
            if sees:
                one = supervisions.listing(reader)[0]
                assert (one.name, one.case_code) == (WORKER.name, opened.code)
    with pytest.raises(InputError, match="not_allowed"):
        talk(database, WORKER)
    with pytest.raises(InputError, match="not_allowed"), acting(database, WORKER) as uow:
        supervisions.change(uow, key, {"text": "x"})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": ""}, "value_missing"),
        ({"user": None}, "value_missing"),
        ({"next_on": "2026-02-19"}, "end_before_start"),
        ({"case": "K-NONE"}, "case_unknown"),
        ({"office": "02"}, "field_not_given"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, values: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError, match=code):
        talk(database, **values)
    key = talk(database)
    with pytest.raises(InputError, match=code), acting(database, HEAD) as uow:
        supervisions.change(uow, key, values)


def test_the_next_talk_is_due_by_the_last_one_with_each_person(database: Database) -> None:
    talk(database, on_date="2026-01-01")
    key = talk(database)
    assert [(one.subject, one.due, one.extra, one.owner) for one in due(database, "supervision")] == [
        (("supervision", key), date(2026, 3, 22), WORKER.name, HEAD.user)
    ]
    assert due(database, "supervision", WORKER) == []
    assert HEAD.office == OFFICE


def test_nobody_is_the_own_supervisor(database: Database) -> None:
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="supervision_self"):
        supervisions.add(uow, {"user": HEAD.user, "text": "all is well"})
    with acting(database, HEAD) as uow:
        talk = supervisions.add(uow, {"user": WORKER.user, "text": "two visits are late"})
        with pytest.raises(InputError, match="supervision_self"):
            supervisions.change(uow, talk, {"user": HEAD.user})
