"""What Today tells of placements and of the register of carers, to whom, and when it ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.data.database import Database
from app.domain.care import Wanted
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.care import care, care_dues
from app.services.cases import case_parts
from app.services.facilities import residencies
from app.services.people import deaths
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register
from tests.data.cases.test_care import facility
from tests.data.cases.test_carers import INSPECTOR, household


def due(database: Database, actor: Actor = WORKER, **scope: Any) -> dict[str, Due]:
    """What is due, by kind."""
    with database.read(actor) as reader:
        return {one.kind: one for one in care_dues.all_of(reader, Scope(OFFICE, **scope))}


def placed(database: Database, *, household: str = "", **values: object) -> tuple[str, str]:
    """A child with a foster family: case and placement."""
    case = register(database).case
    with acting(database) as uow:
        wanted = Wanted("foster_short", carer=household, from_on=date(2026, 2, 10))
        return case, care.place(uow, case, wanted, values, reason_despite="x")


def test_reviews_and_ends_of_placements_are_told_to_who_may_see_the_case(database: Database) -> None:
    case, placement = placed(database, next_review_on="2026-02-20", expected_end_on="2026-03-05")
    found = due(database)
    assert (found["placement_review"].state, found["placement_review"].place) == ("overdue", "overdue")
    assert (found["placement_end"].state, found["placement_end"].case) == ("soon", case)
    assert found["placement_end"].subject == ("placement", placement)
    assert set(due(database, HEAD)) == {"placement_review", "placement_end"}
    assert due(database, HEAD, owner=HEAD.user) == {}
    for actor in (OTHER, CLERK, INSPECTOR):
        assert due(database, actor) == {}
    with acting(database) as uow:
        care.end(uow, placement, date(2026, 2, 25), "reunified")
    assert due(database) == {}


def test_what_is_far_ahead_is_not_told(database: Database) -> None:
    placed(database, next_review_on="2026-06-20")
    assert due(database) == {}


def test_nothing_is_due_of_a_child_that_died(database: Database) -> None:
    _, placement = placed(database, next_review_on="2026-02-20")
    with acting(database, HEAD) as uow:
        child = uow.get("case", uow.get("placement", placement).text("case")).text("child")
        deaths.note_death(uow, child, {"died_on": "2026-02-27", "death_known": "exact", "death_told_by": "Village chief"})
        ended = uow.get("placement", placement)
    assert (ended.text("to_on"), ended.text("ended_reason")) == ("2026-02-27", "died")
    assert due(database) == {}


def test_a_death_ends_placement_and_stay_on_the_same_day(database: Database) -> None:
    case, home = register(database).case, facility(database)
    with acting(database) as uow:
        made = care.place(uow, case, Wanted("residential", home, from_on=date(2026, 2, 10)), {}, reason_despite="x")
    with acting(database, HEAD) as uow:
        child = uow.get("case", case).text("child")
        deaths.note_death(uow, child, {"died_on": "2026-02-27", "death_known": "exact", "death_told_by": "Director"})
        placement = uow.get("placement", made)
        stay = uow.get("residency", placement.text("residency"))
    assert placement.text("to_on") == stay.text("exited_on") == "2026-02-27"
    assert placement.text("ended_reason") == stay.text("exit_reason") == "died"


def test_a_missing_reason_is_asked_for_until_it_is_written(database: Database) -> None:
    case, home = register(database).case, facility(database, state="suspended")
    with acting(database) as uow:
        admitted = {"case": case, "admitted_on": "2026-02-10", "admission_reason": "protection"}
        stay = residencies.admit(uow, home, admitted)
        placement = uow.get("residency", stay).text("placement")
    assert due(database)["placement_reason"].subject == ("placement", placement)
    with acting(database) as uow:
        care.change(uow, placement, {}, reason_despite="Only bed in the district")
    assert "placement_reason" not in due(database)


def test_the_yearly_review_of_a_household_is_told_to_who_may_change_the_register(database: Database) -> None:
    carer = household(database)
    assert due(database) == {}
    with acting(database) as uow:
        case_parts.add(uow, "carer_event", carer, {"kind": "visit", "on_date": "2026-02-20", "next_on": "2026-02-27"})
    found = due(database)["carer_review"]
    assert (found.case, found.subject, found.state, found.extra) == ("", ("carer", carer), "overdue", "ម៉ៅ សុខា")
    assert due(database, WORKER, owner=WORKER.user) == {}
    for actor in (CLERK, INSPECTOR):
        assert due(database, actor) == {}
    with acting(database) as uow:
        case_parts.add(uow, "carer_event", carer, {"kind": "visit", "on_date": "2026-03-01", "next_on": "2026-03-10"})
    assert due(database)["carer_review"].state == "soon"


@pytest.mark.parametrize(("day", "state"), [("2026-02-01", "overdue"), ("2026-03-10", "soon"), ("2026-05-01", None)])
def test_support_money_is_due_until_it_is_paid(database: Database, day: str, state: str | None) -> None:
    case, placement = placed(database, household=household(database))
    with acting(database) as uow:
        made = case_parts.add(uow, "support", placement, {"from_on": day, "until_on": "2026-06-30", "amount": 150000})
        assert uow.get("support", made).ref("carer") == uow.get("placement", placement).ref("approved_carer")
    found = due(database).get("support_due")
    assert (found.state if found else None) == state
    assert found is None or found.case == case
    with acting(database) as uow:
        case_parts.change(uow, "support", made, {"paid_on": "2026-03-01", "received_by": "ម៉ៅ សុខា"})
    assert "support_due" not in due(database)


def test_a_child_in_two_places_is_told_until_one_has_ended(database: Database) -> None:
    case, first = placed(database)
    other = register(database).case
    with acting(database) as uow:
        uow.create("placement", {"case": other, "option": "kinship", "from_on": "2026-02-12"})
    assert "placements_two" not in due(database)
    with acting(database) as uow:  # as another laptop placed it, which did not know of the first
        uow.create("placement", {"case": case, "option": "kinship", "from_on": "2026-02-12"})
    line = due(database)["placements_two"]
    assert (line.case, line.subject, line.place) == (case, ("placement", first), "review")
    assert "placements_two" in due(database, HEAD)
    assert "placements_two" not in due(database, HEAD, owner=HEAD.user) | due(database, OTHER) | due(database, CLERK)
    with acting(database) as uow:
        care.end(uow, first, date(2026, 2, 25), "placed")
    assert "placements_two" not in due(database)


def test_a_place_that_is_named_later_is_no_second_one(database: Database) -> None:
    case, home = register(database).case, facility(database)
    with acting(database) as uow:
        uow.create("placement", {"case": case, "option": "residential", "from_on": "2026-02-10"})
        uow.create("placement", {"case": case, "option": "residential", "facility": home, "from_on": "2026-02-12"})
    assert "placements_two" not in due(database)


@pytest.mark.parametrize("state", ["suspended", "refused", "ended"])
def test_a_child_with_a_household_that_may_not_care_for_it_now_is_told(database: Database, state: str) -> None:
    home = household(database)
    case, placement = placed(database, household=home)
    assert "placement_unfit" not in due(database)
    with acting(database, HEAD) as uow:  # as another laptop did, on which no child lived there
        uow.update("carer", home, {"state": state})
    line = due(database)["placement_unfit"]
    assert (line.case, line.subject, line.extra, line.place) == (case, ("placement", placement), state, "review")
    assert "placement_unfit" in due(database, HEAD)
    assert "placement_unfit" not in due(database, OTHER) | due(database, CLERK)
    with acting(database) as uow:
        care.end(uow, placement, date(2026, 2, 25), "placed")
    assert "placement_unfit" not in due(database)
