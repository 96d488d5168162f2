"""Reminders and the caseload: numbers without names, at the hours of the rule, each thing told once; who has how much to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.data.ui_state import put_state
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.cases import flags
from app.services.desk import caseload, desk_sources, reminders, task_sources, tasks
from app.services.desk.reminders import KEY, Reminder, reminder_text
from app.services.office.rules import set_rule
from app.services.sharing import assigning
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register
from tests.data.conftest import SteppingClock

MORNING = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Nine o'clock in Cambodia."""


@pytest.fixture(autouse=True)
def own_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the sources that are meant here: other parts of the programme add theirs."""
    monkeypatch.setattr(task_sources, "SOURCES", (task_sources.contacts, *desk_sources.SOURCES))


def told(database: Database, actor: Actor = WORKER) -> Reminder | None:
    """What there is to say."""
    with database.read(actor) as reader:
        return reminders.reminder(reader)


def say(database: Database, actor: Actor = WORKER) -> Reminder:
    """Says it, as the window does."""
    found = told(database, actor)
    assert found is not None
    put_state(database, actor.user, KEY, dict(found.told))
    return found


@pytest.fixture
def late(database: Database, clock: SteppingClock) -> str:
    """A case whose contact is late, with a task that is due today."""
    opened = register(database)
    clock.time = MORNING
    with acting(database) as uow:
        tasks.add(uow, {"title": "zqtask ដារ៉ា", "due_on": uow.today()}, case=opened.case)
        flags.add(uow, opened.case, "zqflag")
    return opened.case


def test_a_reminder_says_numbers_and_kinds_and_nothing_else(database: Database, late: str) -> None:
    found = say(database)
    assert (found.late, found.due, dict(found.kinds)) == (1, 1, {"first_contact": 1, "task": 1})
    for lang in ("km", "en"):
        text = reminder_text(found, lang)
        for hidden in ("zq", "ដារ", "Dara", "សុខ", "Sok", "K-"):
            assert hidden not in text
    assert reminder_text(found, "en") == "1 late, 1 due today: First contact 1, Task 1"


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["visit", "task", "first_contact", "zzunknown"]), st.integers(1, 999)), max_size=5))
def test_words_of_any_reminder_hold_no_key(kinds: list[tuple[str, int]]) -> None:
    found = Reminder(1, 0, tuple(kinds), {})
    for lang in ("km", "en"):
        text = reminder_text(found, lang)
        assert "zz" not in text
        assert "{" not in text


def test_each_thing_is_told_once_until_it_is_late_or_something_new_is_due(
    database: Database, clock: SteppingClock, late: str
) -> None:
    say(database)
    assert told(database) is None, "told just now"
    clock.time = MORNING + timedelta(hours=2)
    assert told(database) is None, "nothing new"
    with acting(database) as uow:
        tasks.add(uow, {"title": "x", "due_on": uow.today()})
    assert say(database).due == 2
    clock.time = MORNING + timedelta(days=1)
    assert say(database).late == 3, "what was due is late now, and that is new"


def test_it_is_quiet_at_night_for_others_and_where_the_office_wants_none(
    database: Database, clock: SteppingClock, late: str
) -> None:
    for actor in (OTHER, CLERK, HEAD):
        assert told(database, actor) is None, "nothing of one's own is due"
    for hour in (0, 12, 17):
        clock.time = MORNING.replace(hour=hour) + timedelta(days=1)
        assert told(database) is None, "before eight or after six in Cambodia"
    clock.time = MORNING
    with acting(database, HEAD) as uow:
        set_rule(uow, "reminders", "on", False)
    assert told(database) is None


def test_the_caseload_counts_for_each_person(database: Database, late: str) -> None:
    register(database, OTHER, child__given_name_km="ចន្ថា", case__risk_level="low")
    with database.read(HEAD) as reader:
        found = {one.user: one for one in caseload.load(reader)}
    mine, other = found[WORKER.user], found[OTHER.user]
    assert (mine.open, mine.high, mine.overdue, mine.due_7) == (1, 1, 1, 1)
    assert (other.open, other.high, other.overdue, other.due_7) == (1, 0, 0, 1)
    assert found[HEAD.user].open == 0
    with database.read(WORKER) as reader:
        assert [one.user for one in caseload.load(reader)] == [WORKER.user]
        assert caseload.load(reader)[0] == mine
    with database.read(CLERK) as reader, pytest.raises(InputError, match="not_allowed"):
        caseload.load(reader)
    with acting(database, HEAD) as uow:
        assigning.assign_many(uow, [late], OTHER.user, {"danger": "none known"})
    with acting(database, OTHER) as uow:
        assigning.accept_many(uow, [row.id for row in uow.find("hand_over", case=late)])
    with database.read(HEAD) as reader:
        found = {one.user: one for one in caseload.load(reader)}
    assert (found[WORKER.user].open, found[OTHER.user].open, found[OTHER.user].overdue) == (0, 2, 1)
