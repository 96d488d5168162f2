"""A person or household alleged to have harmed is warned of wherever it is met again (P9), and only to who may know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.data.database import Database
from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.services.cases import case_parts, case_questions
from app.services.protection import danger
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, VILLAGE, acting, register, with_rights

MAN = {"name": "សុខ វុទ្ធី", "relation": "Stepfather", "noted_on": "2026-02-28"}


def asked(database: Database, case: str, actor: Any = HEAD, **met: Any) -> list[str]:
    """The codes of what is asked."""
    with database.read(actor) as reader:
        return [one.code for one in danger.touches(reader, case, **met)]


def harmed(database: Database, **more: object) -> str:
    """A case in which somebody is alleged to have harmed the child."""
    opened = register(database, HEAD, case__perpetrators=[{**MAN}])
    with acting(database, HEAD) as uow:
        row = uow.find("perpetrator", case=opened.case)[0]
        uow.update("perpetrator", row.id, more)
    return opened.case


@pytest.mark.parametrize(
    "met",
    [
        {"names": ["វុទ្ធី សុខ"]},
        {"names": ["Somebody", "សុខវុទ្ធី", "សុខ  វុទ្ធី"]},
        {"relations": ["stepfather"]},
    ],
)
def test_the_person_is_met_by_name_in_any_order_or_by_the_relation(database: Database, met: dict[str, object]) -> None:
    assert asked(database, harmed(database), **met) == ["ask.danger_alleged"]


def test_others_are_not_warned_of(database: Database) -> None:
    case = harmed(database)
    assert asked(database, case, names=["Keo Rithy", ""], relations=["mother"], phone="012", facility="x") == []


def test_the_latin_name_is_known_through_the_family(database: Database) -> None:
    case = harmed(database)
    with acting(database, HEAD) as uow:
        child = uow.get("case", case).text("child")
        values = {"family_name_km": "សុខ", "given_name_km": "វុទ្ធី", "name_latin": "Sok Vuthy", "relation": "stepfather"}
        case_parts.add(uow, "family_member", child, {**values, "lives_with": True})
        case_parts.add(uow, "contact", child, {"person": "Vuthy Sok", "phone": "+855 12 555 666"})
    assert asked(database, case, names=["SOK Vuthy"]) == ["ask.danger_alleged"]
    assert asked(database, case, phone="012 555 666") == ["ask.danger_alleged"]
    assert asked(database, case, option="remains") == ["ask.danger_lives_there"]
    with database.read(HEAD) as reader:
        visit = case_questions.before_note(reader, case, {"next_visit_on": "2026-04-01"})
        assert [one.code for one in visit] == ["ask.danger_visit"]
        assert case_questions.before_note(reader, case, {"text": "x"}) == ()


def test_who_lives_with_the_child_is_warned_of_at_home_and_nowhere_else(database: Database) -> None:
    case = harmed(database, lives_with_child=True)
    assert asked(database, case, option="kinship") == ["ask.danger_lives_there"]
    assert asked(database, case, option="foster") == []


def test_an_allegation_that_was_unfounded_warns_of_nobody(database: Database) -> None:
    assert asked(database, harmed(database, status="unfounded"), names=[MAN["name"]]) == []


def test_a_later_case_of_the_child_still_warns(database: Database) -> None:
    case = harmed(database)
    with acting(database, HEAD) as uow:
        child = uow.get("case", case).text("child")
        other = uow.create("case", {"child": child, "office": OFFICE, "status": "open", "owner": HEAD.user})
    assert asked(database, other, names=[MAN["name"]]) == ["ask.danger_alleged"]
    mine = replace(with_rights(OTHER, "perpetrator"))
    with acting(database, HEAD) as uow:
        uow.update("case", other, {"owner": mine.user})
    assert asked(database, other, mine, names=[MAN["name"]]) == ["ask.danger_elsewhere"], "the other case is another's"


def test_a_household_of_the_register_is_held_against_every_case(database: Database) -> None:
    harmed(database)
    other = register(database, HEAD, child__given_name_km="លីន").case
    with acting(database, HEAD) as uow:
        head = {"office": OFFICE, "kind": "kin", "name_km": "គឹម សារ៉ា", "village_code": VILLAGE}
        carer, far = uow.create("carer", head), uow.create("carer", head)
        uow.create("carer_member", {"carer": carer, "name": "សុខ វុទ្ធី"})
    assert asked(database, other, carer=carer) == ["ask.danger_elsewhere"]
    assert asked(database, other, carer=far) == []


def test_a_household_that_the_record_names_is_met_by_its_id(database: Database) -> None:
    with acting(database, HEAD) as uow:
        carer = uow.create("carer", {"office": OFFICE, "kind": "kin", "name_km": "គឹម សារ៉ា"})
        person = uow.create("person", {"office": OFFICE, "name_latin": "Long Dara"})
    case = harmed(database, carer=carer, who=person)
    assert asked(database, case, carer=carer) == ["ask.danger_alleged"]
    assert asked(database, case, person=person) == ["ask.danger_alleged"]
    assert asked(database, case, names=["Dara Long"]) == ["ask.danger_alleged"]


def test_a_facility_with_an_allegation_is_warned_of_to_who_may_know_of_it(database: Database) -> None:
    case = register(database, HEAD).case
    with acting(database, HEAD) as uow:
        facility = uow.create("facility", {"office": OFFICE, "name_km": "មណ្ឌល"})
        uow.create("allegation", {"office": OFFICE, "facility": facility, "kind": "sexual"})
    assert asked(database, case, facility=facility) == ["ask.danger_facility"]
    assert asked(database, case, replace(HEAD, rights=frozenset({"perpetrator"})), facility=facility) == []


def test_who_may_not_know_is_not_warned_and_who_has_no_cases_is_refused(database: Database) -> None:
    case = harmed(database, lives_with_child=True)
    blind = replace(HEAD, rights=GROUPS - {"perpetrator"})
    assert asked(database, case, blind, names=[MAN["name"]], relations=["stepfather"], option="kinship") == []
    with database.read(blind) as reader:
        assert danger.alleged(reader, case) == ()
        assert danger.before_visit(reader, case) == ()
    for question in (danger.alleged, danger.touches, danger.before_visit):
        with database.read(CLERK) as reader, pytest.raises(InputError, match="not_allowed"):
            question(reader, case)


def test_other_children_of_the_household_are_asked_about(database: Database) -> None:
    case = register(database, HEAD).case
    with acting(database, HEAD) as uow:
        child = uow.get("case", case).text("child")
        case_parts.add(uow, "family_member", child, {"given_name_km": "លីន", "relation": "sister"})
        person = {"name": "x", "lives_with_child": True}
        asked = case_parts.questions(uow, "perpetrator", case, person)
        assert [(one.code, one.params) for one in asked] == [("ask.danger_other_children", {"n": 1})]
        assert case_parts.questions(uow, "perpetrator", case, {"name": "x"}) == ()
