"""What the death of a child leaves to do, also when another laptop wrote without knowing of it (practice P21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.services.approvals import approvals
from app.services.care import care
from app.services.cases import case_parts, flow, notes
from app.services.desk.task_sources import due_of
from app.services.facilities import residencies
from app.services.people import after_death, deaths
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register
from tests.data.cases.test_death import die, in_care
from tests.data.conftest import SteppingClock


def told(database: Database, actor: Actor = WORKER, **scope: Any) -> dict[str, tuple[str, str]]:
    """What is left to do: the kind, with its case and its group on Today."""
    with database.read(actor) as reader:
        return {one.kind: (one.case, one.place) for one in after_death.due(reader, Scope(OFFICE, **scope))}


def came_in(database: Database, type_name: str, case: str, **values: object) -> str:
    """What another laptop wrote, which had not heard of the death."""
    with database.write(HEAD, "test") as uow:
        return uow.create(type_name, {"case": case, **values})


def test_the_case_waits_to_be_closed_until_that_is_asked_for(database: Database) -> None:
    opened, _lives = register(database), register(database, child__given_name_km="លីន")
    assert told(database) == {}
    die(database, opened.child)
    line = {"close_after_death": (opened.case, "missing")}
    assert told(database) == told(database, HEAD) == told(database, HEAD, owner=WORKER.user) == line
    assert told(database, OTHER) == told(database, CLERK) == told(database, HEAD, owner=HEAD.user) == {}
    assert told(database, cases=()) == {}
    with database.read(HEAD) as reader:
        assert "close_after_death" in {one.kind for one in due_of(reader, Scope(OFFICE))}
    with acting(database) as uow:
        asked = flow.close(uow, opened.case, "died")
    assert told(database) == {}
    with acting(database, HEAD) as uow:
        approvals.decide(uow, asked, "approved")
    assert told(database) == {}


OPEN: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("placement", {"option": "kinship", "from_on": "2026-02-28"}),
    ("task", {"title": "x", "state": "open", "office": OFFICE}),
    ("referral", {"state": "draft", "to_kind": "ngo", "to_name": "x"}),
    ("service", {"type": "education", "state": "asked"}),
)


@pytest.mark.parametrize(("name", "values"), OPEN, ids=lambda one: one if isinstance(one, str) else "")
def test_what_another_laptop_began_is_told_until_the_death_is_noted_again(
    database: Database, name: str, values: Mapping[str, object]
) -> None:
    opened = register(database)
    die(database, opened.child)
    came_in(database, name, opened.case, **values)
    assert told(database)["open_after_death"] == (opened.case, "review")
    die(database, opened.child)
    assert set(told(database)) == {"close_after_death"}


def test_what_is_done_for_the_family_is_nothing_left_open(database: Database) -> None:
    opened = register(database)
    die(database, opened.child)
    came_in(database, "plan_action", opened.case, state="planned")
    came_in(database, "paper", opened.case, state="printed", office=OFFICE)
    assert set(told(database)) == {"close_after_death"}


def test_a_child_that_was_seen_after_its_death_is_told_first_also_in_a_closed_case(
    database: Database, clock: SteppingClock
) -> None:
    opened = register(database)
    with acting(database) as uow:
        notes.add(uow, opened.case, {"child_seen": True, "on_date": "2026-02-27"})
    die(database, opened.child)
    assert "seen_after_death" not in told(database), "on the day of its death it was seen"
    note = came_in(database, "note", opened.case, kind="follow_up_home", on_date="2026-02-28", child_seen=True, text="Saw her")
    assert told(database)["seen_after_death"] == told(database, HEAD)["seen_after_death"] == (opened.case, "overdue")
    assert "seen_after_death" not in told(database, OTHER)
    with database.write(HEAD, "test") as uow:
        uow.update("case", opened.case, {"status": "closed"})
    assert set(told(database)) == {"seen_after_death"}
    with acting(database, HEAD) as uow:
        uow.update("note", note, {"child_seen": False})
    assert told(database) == {}
    with acting(database, HEAD) as uow:
        uow.update("note", note, {"child_seen": True})
        deaths.withdraw(uow, opened.child)
    assert told(database) == {}
    die(database, opened.child)
    clock.time += timedelta(days=120)
    assert told(database) == {}, "that was long ago"


def test_where_nobody_knows_the_day_it_is_that_on_which_the_death_was_noted(database: Database) -> None:
    opened = register(database)
    came_in(database, "note", opened.case, on_date="2026-02-28", child_seen=True)
    die(database, opened.child, died_on=None)
    assert "seen_after_death" not in told(database)
    came_in(database, "note", opened.case, on_date="2026-03-02", child_seen=True)
    assert "seen_after_death" in told(database)


def test_who_died_by_the_list_of_a_facility_is_told_until_the_death_is_noted(database: Database) -> None:
    opened = register(database)
    _, stay = in_care(database, opened.case)
    register(database, OTHER, child__given_name_km="លីន")
    with acting(database, HEAD) as uow:
        residencies.exit_resident(uow, stay, {"exited_on": "2026-02-25", "exit_reason": "died"})
    line = {"death_unnoted": (opened.case, "overdue")}
    assert told(database) == told(database, HEAD) == line
    assert told(database, OTHER) == told(database, HEAD, owner=HEAD.user) == {}
    die(database, opened.child)
    assert "death_unnoted" not in told(database)
    with acting(database, HEAD) as uow:
        deaths.withdraw(uow, opened.child)
    assert told(database) == line
    with acting(database, HEAD) as uow:
        residencies.void(uow, stay, "entered_twice")
    assert told(database) == line, "so says the placement still"
    with acting(database, HEAD) as uow:
        (placed,) = uow.find("placement", case=opened.case)
        case_parts.change(uow, "placement", placed.id, {"ended_reason": "other"})
    assert told(database) == {}


def test_a_placement_ends_by_a_death_only_when_the_death_is_noted(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        placed = case_parts.add(uow, "placement", opened.case, {"option": "kinship", "from_on": "2026-02-20"})
    with acting(database) as uow, pytest.raises(InputError, match="death_not_noted"):
        care.end(uow, placed, date(2026, 2, 25), "died")
    came_in(database, "placement", opened.case, option="foster", from_on="2026-02-01", to_on="2026-02-25", ended_reason="died")
    assert set(told(database)) == {"death_unnoted"}
    die(database, opened.child)
    with acting(database) as uow:
        case_parts.change(uow, "placement", placed, {"note": "x"})
