"""The register of family and community care: from the application to approval and end, numbers beside it, who may do what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.data.database import Database
from app.domain.care import Wanted
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.care import care, carers
from app.services.care.carers import CarerFilter, CarerRow
from app.services.cases import case_parts
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register

DAY = date(2026, 2, 10)
INSPECTOR = Actor("019f0000-0000-7000-8000-00000000000a", "Inspector", OFFICE, frozenset({"inspector"}), frozenset())


def household(database: Database, *, approved: bool = True, **values: Any) -> str:
    """A foster family, approved on paper unless said."""
    given = {"kind": "foster_short", "name_km": "ម៉ៅ សុខា", "village_code": "01020101", "capacity": 2}
    with acting(database) as uow:
        made = carers.register(uow, {name: value for name, value in {**given, **values}.items() if value is not None})
        if approved:
            asked = approvals.ask(uow, "carer", ("carer", made))
            approvals.decide(uow, asked, "approved", paper=Paper("Provincial head", DAY, "12/26"))
    return made


def row(database: Database, carer: str, actor: Actor = WORKER) -> CarerRow:
    """A household as the list shows it."""
    with database.read(actor) as reader:
        return carers.rows_of(reader, [carers.readable(reader, carer)])[0]


def placed(database: Database, carer: str, **child: Any) -> str:
    """A child with a household."""
    case = register(database, **child).case
    with acting(database) as uow:
        return care.place(uow, case, Wanted("foster_short", carer=carer, from_on=DAY), {}, reason_despite="x")


def test_a_household_goes_from_application_to_approval_by_another_person(database: Database) -> None:
    carer = household(database, approved=False)
    assert row(database, carer).record.text("state") == "applied"
    with acting(database) as uow:
        case_parts.add(uow, "carer_event", carer, {"kind": "assessment", "on_date": "2026-02-01", "result": "continue"})
        carers.set_state(uow, carer, "assessed", DAY)
        asked = approvals.ask(uow, "carer", ("carer", carer), note="Visited twice")
        with pytest.raises(InputError, match="not_allowed"):
            approvals.decide(uow, asked, "approved")
    with database.read(HEAD) as reader:
        assert [one.carer for one in approvals.waiting(reader)] == [carer]
    with acting(database, HEAD) as uow:
        approvals.decide(uow, asked, "approved")
        found = uow.get("carer", carer)
    assert (found.text("state"), found.text("authority"), found.day("since")) == ("approved", HEAD.name, date(2026, 3, 1))
    assert row(database, carer).review_on == date(2027, 3, 1), "a year after the newest of assessment and approval"


def test_who_asked_does_not_approve_and_a_decision_can_be_taken_back(database: Database) -> None:
    carer = household(database, approved=False)
    second = replace(HEAD, user=OTHER.user, name=OTHER.name)
    with acting(database, HEAD) as uow:
        asked = approvals.ask(uow, "carer", ("carer", carer))
    with pytest.raises(InputError, match="own_request"), acting(database, HEAD) as uow:
        approvals.decide(uow, asked, "approved")
    with acting(database, second) as uow:
        approvals.decide(uow, asked, "approved")
    with pytest.raises(InputError, match="carer_state"), acting(database, HEAD) as uow:
        approvals.ask(uow, "carer", ("carer", carer))
    with acting(database, second) as uow:
        approvals.withdraw(uow, asked)
    assert row(database, carer).record.text("state") == "assessed"


def test_a_decision_on_paper_keeps_number_and_authority(database: Database) -> None:
    record = row(database, household(database)).record
    assert (record.text("state"), record.text("number"), record.text("authority")) == ("approved", "12/26", "Provincial head")
    assert record.day("since") == DAY


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name_km": None}, "carer_name_missing"),
        ({"kind": None}, "carer_kind_missing"),
        ({"kind": "orphanage"}, "code_unknown"),
        ({"age_from": 9, "age_to": 3}, "carer_ages"),
        ({"capacity": -1}, "carer_capacity"),
        ({"state": "approved"}, "field_not_given"),
        ({"village_code": "99999999"}, "place_unknown"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, values: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        household(database, approved=False, **values)
    assert caught.value.code == code


def test_states_follow_each_other_and_the_head_decides(database: Database) -> None:
    carer = household(database)
    with acting(database) as uow:
        with pytest.raises(InputError, match="not_allowed"):
            carers.set_state(uow, carer, "suspended", DAY)
        with pytest.raises(InputError, match="carer_state"):
            carers.set_state(uow, carer, "assessed", DAY)
    with acting(database, HEAD) as uow:
        carers.set_state(uow, carer, "suspended", DAY)
        carers.set_state(uow, carer, "approved", DAY)
        carers.end(uow, carer, DAY, "withdrew")
        with pytest.raises(InputError, match="carer_state"):
            carers.end(uow, carer, DAY, "withdrew")
    with database.read(WORKER) as reader:
        assert carers.listing(reader) == []
        assert [one.id for one in carers.listing(reader, CarerFilter(with_ended=True))] == [carer]
    with acting(database) as uow:
        carers.set_state(uow, carer, "applied", DAY)
    record = row(database, carer).record
    assert (record.text("state"), record.values.get("ended_on"), record.values.get("number")) == ("applied", None, None)


def test_free_places_count_the_children_who_are_there_now(database: Database) -> None:
    carer = household(database)
    first = placed(database, carer)
    assert (row(database, carer).living, row(database, carer).free) == (1, 1)
    placed(database, carer, child__given_name_km="ខ")
    assert row(database, carer).free == 0
    with database.read(WORKER) as reader:
        assert carers.listing(reader, CarerFilter(free=True)) == []
    with pytest.raises(InputError, match="carer_not_empty"), acting(database) as uow:
        carers.end(uow, carer, DAY, "withdrew")
    with acting(database) as uow:
        care.end(uow, first, date(2026, 2, 20), "reunified")
    assert row(database, carer).free == 1


def test_a_placement_warns_of_a_household_that_is_full_or_not_approved(database: Database) -> None:
    carer, other = household(database, capacity=1), household(database, approved=False, name_km="ខ")
    placed(database, carer)
    case = register(database, child__given_name_km="គ").case
    answers = {"birth_family": "not_safe", "kinship": "not_safe"}

    def warned(**wanted: Any) -> set[str]:
        with database.read(WORKER) as reader:
            found = care.warnings(reader, case, Wanted("foster_short", from_on=DAY, **wanted), more=answers)
        return {one.code for one in found if one.needs_reason}

    assert warned(carer=carer) == {"carer_full"}
    assert warned(carer=other) == {"carer_state"}
    with acting(database) as uow:
        check = {"name": "Somebody", "checked_on": "2026-02-01", "check_kind": "police_record", "check_result": "not_in_order"}
        case_parts.add(uow, "carer_member", other, check)
    assert warned(carer=other) == {"carer_state", "carer_checked"}


def test_changing_a_placement_does_not_count_its_own_child_twice(database: Database) -> None:
    carer = household(database, capacity=1)
    made = placed(database, carer)
    with database.read(WORKER) as reader:
        case = reader.get("placement", made).text("case")
        found = care.warnings(reader, case, Wanted("foster_short", carer=carer, from_on=DAY, placement=made))
    assert "carer_full" not in {one.code for one in found}


def test_who_may_read_and_write_the_register(database: Database) -> None:
    carer = household(database)
    with database.read(INSPECTOR) as reader:
        assert [one.id for one in carers.listing(reader)] == [carer]
        assert carers.placed(reader, carer) == ()
    placed(database, carer)
    for actor, act in ((INSPECTOR, "edit"), (CLERK, "edit"), (CLERK, "list")):
        with pytest.raises(InputError, match="not_allowed"), acting(database, actor) as uow:
            carers.edit(uow, carer, {"capacity": 9}) if act == "edit" else carers.listing(uow)
    with database.read(OTHER) as reader:
        assert carers.placed(reader, carer) == (), "another's case is not told"
    with database.read(WORKER) as reader:
        assert len(carers.placed(reader, carer)) == 1


def test_one_like_it_is_asked_about_once(database: Database) -> None:
    carer = household(database, phone="012345678")
    with database.read(WORKER) as reader:
        for values in ({"phone": "012345678"}, {"name_km": "ម៉ៅ សុខា", "village_code": "01020101"}):
            assert [one.code for one in carers.questions(reader, values)] == ["ask.carer_alike"]
            assert carers.questions(reader, values, own=carer) == ()
        assert carers.questions(reader, {"name_km": "ម៉ៅ សុខា", "village_code": "01020102"}) == ()


def test_the_next_review_is_the_day_that_was_named(database: Database) -> None:
    carer = household(database)
    with acting(database) as uow:
        case_parts.add(uow, "carer_event", carer, {"kind": "visit", "on_date": "2026-02-15", "next_on": "2026-05-01"})
        case_parts.add(uow, "carer_event", carer, {"kind": "visit", "on_date": "2026-02-20", "next_on": "2026-04-01"})
    found = row(database, carer)
    assert (found.last_visit, found.review_on) == (date(2026, 2, 20), date(2026, 4, 1))
