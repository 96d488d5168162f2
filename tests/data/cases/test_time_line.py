"""The time line page by page: nothing lost or told twice, whatever the length of a page; restricted parts, typed late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.data.queries.time_line import Place
from app.data.reader import Reader
from app.domain.errors import InputError
from app.services.cases import case_parts, cases, flags, flow, notes, time_line
from app.services.cases.time_line import Event
from app.services.desk import tasks
from app.services.people import merging
from app.services.sharing import hand_overs
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register, with_rights
from tests.support.closing import close_case

WHATS = {
    *("opened", "first_contact", "assigned", "note", "flag", "flag_cleared", "task", "consent", "perpetrator", "allegation"),
}


def whole(reader: Reader, case: str, limit: int, kinds: frozenset[str] = frozenset()) -> list[Event]:
    """All pages of a line."""
    found: list[Event] = []
    after: Place | None = None
    while True:
        page = time_line.page(reader, case, kinds=kinds, limit=limit, after=after)
        assert len(page.events) == limit or page.after is None, "a page is full unless it is the last"
        found += page.events
        after = page.after
        if after is None:
            return found


def filled(database: Database) -> str:
    """A case with parts of many kinds, several on one day, some of restricted groups."""
    opened = register(database, HEAD, case__concerns=[{"code": "sexual_violence", "kind": "experienced"}])
    case = opened.case
    with acting(database, HEAD) as uow:
        day = uow.today()
        cases.first_contact(uow, case, on=day)
        for number in range(7):
            notes.add(uow, case, {"text": f"{number}", "on_date": day - timedelta(days=number // 3)})
        made = flags.add(uow, case, "x")
        flags.clear(uow, made, "y")
        tasks.done(uow, tasks.add(uow, {"title": "z"}, case=case))
        case_parts.add(uow, "consent", case, {"purpose": "services", "answer": "given"})
        case_parts.add(uow, "perpetrator", case, {"name": "zq"})
        case_parts.add(uow, "allegation", case, {"kind": "physical", "heard_at": "2026-02-20T20:00:00Z"})
    with acting(database, HEAD) as uow:
        hand_overs.give(uow, case, WORKER.user)
    return case


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 40))
def test_pages_of_any_length_make_the_same_line(filled_case: tuple[Database, str], limit: int) -> None:
    database, case = filled_case
    with database.read(HEAD) as reader:
        once = whole(reader, case, 500)
        paged = whole(reader, case, limit)
    assert paged == once
    keys = [(event.day, event.instant) for event in once]
    assert keys == sorted(keys, reverse=True)
    assert {event.what for event in once} >= WHATS


@pytest.fixture
def filled_case(database: Database) -> tuple[Database, str]:
    return database, filled(database)


def test_kinds_narrow_the_line_and_a_filter_offers_only_what_is_there(database: Database) -> None:
    case = filled(database)
    with database.read(HEAD) as reader:
        told = time_line.told_kinds(reader, case)
        assert {one.what for one in time_line.streams(reader, reader.get("case", case))} <= time_line.sorts().keys()
        assert set(told) == {event.what for event in whole(reader, case, 500)}
        only = whole(reader, case, 3, frozenset({"note", "task"}))
    assert {event.what for event in only} == {"note", "task"}
    assert len(only) == 8


def test_restricted_parts_are_in_no_page_and_no_filter(database: Database) -> None:
    case = filled(database)
    with database.read(WORKER) as reader:
        assert "perpetrator" not in time_line.told_kinds(reader, case)
        assert "zq" not in repr(whole(reader, case, 2))
        assert not any(event.what == "concern" for event in whole(reader, case, 2))
    with database.read(with_rights(WORKER, "perpetrator")) as reader:
        assert "perpetrator" in time_line.told_kinds(reader, case)
    for actor in (OTHER, CLERK):
        with database.read(actor) as reader, pytest.raises(InputError, match="not_allowed"):
            time_line.page(reader, case)
        with database.read(actor) as reader, pytest.raises(InputError, match="not_allowed"):
            time_line.told_kinds(reader, case)


def test_a_moment_is_told_at_its_day_in_cambodia(database: Database) -> None:
    case = filled(database)
    with database.read(HEAD) as reader:
        (heard,) = [event for event in whole(reader, case, 500) if event.what == "allegation"]
    assert heard.day == date(2026, 2, 21), "20:00 in London is the next morning"


@pytest.mark.parametrize("limit", [1, 50])
def test_a_case_that_is_closed_on_its_first_day_was_opened_before(database: Database, limit: int) -> None:
    case = register(database).case
    with acting(database, HEAD, "case_close") as uow:
        [episode] = uow.find("episode", case=case)
        close_case(uow, case, "success", on=episode.day("opened_on"))
    with database.read(HEAD) as reader:
        told = [one.what for one in whole(reader, case, limit) if one.what in {"opened", "closed"}]
    assert told == ["closed", "opened"], "the newest first"


def test_what_was_typed_long_after_it_was_done_says_so(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        uow.update("case", opened.case, {"received_at": "2026-01-01T03:00:00Z", "opened_on": "2026-01-01"})
        notes.add(uow, opened.case, {"text": "old", "on_date": uow.today() - timedelta(days=8)})
        notes.add(uow, opened.case, {"text": "new", "on_date": uow.today() - timedelta(days=7)})
    with database.read(WORKER) as reader:
        told = {event.record.text("text"): event.late for event in whole(reader, opened.case, 5) if event.what == "note"}
    assert told == {"old": True, "new": False}


def test_who_works_on_a_case_later_did_not_open_it(database: Database) -> None:
    case = register(database).case
    with acting(database, HEAD) as uow:
        hand_overs.give(uow, case, OTHER.user)
        hand_overs.give(uow, case, HEAD.user)
        close_case(uow, case, "success")
    with acting(database, HEAD) as uow:
        flow.reopen(uow, case, "new_concern")
    with acting(database, HEAD) as uow:
        hand_overs.give(uow, case, OTHER.user)
    with database.read(HEAD) as reader:
        told = {event.what: event.who for event in whole(reader, case, 50)}
    assert (told["opened"], told["closed"], told["reopened"]) == (WORKER.user, HEAD.user, HEAD.user)


def test_a_case_that_was_joined_brings_its_events(database: Database) -> None:
    first = register(database, HEAD)
    with acting(database, HEAD) as uow:
        notes.add(uow, first.case, {"text": "one"})
    second = register(database, HEAD, child__given_name_km="ចន្ថា")
    with acting(database, HEAD) as uow:
        notes.add(uow, second.case, {"text": "two"})
        merging.merge_case(uow, second.case, first.case)
    with database.read(HEAD) as reader:
        told = [event.record.text("text") for event in whole(reader, first.case, 2) if event.what == "note"]
    assert sorted(told) == ["one", "two"]
