"""Likely duplicates through the service: the mother, a card of the household, village and year find a child by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from app.data.database import Database
from app.services.cases.case_parts import add
from app.services.people import duplicates
from tests.data.cases.support import VILLAGE, WORKER, acting, register

OTHER_NAME = {"family_name_km": "មាស", "given_name_km": "ចន្ធូ"}
KNOWN = {"family_name_km": "សុខ", "given_name_km": "ដារ៉ា"}


@pytest.fixture
def known(database: Database) -> str:
    """A child with a mother, a family book and an estimated birth."""
    opened = register(
        database,
        child__family_book="FB-77",
        child__birth={"from": "2015-01-01", "to": "2015-12-31", "source": "estimated"},
        child__family_name_latin=None,
        child__given_name_latin=None,
    )
    with acting(database) as uow:
        add(uow, "family_member", opened.child, {"family_name_km": "ចាន់", "given_name_km": "ធារី", "relation": "mother"})
    return opened.child


def found(database: Database, child: dict[str, Any], **more: Any) -> dict[str, tuple[str, ...]]:
    """The children that are found, with the reasons."""
    with database.read(WORKER) as reader:
        return {one.child: one.reasons for one in duplicates.likely(reader, child, **more)}


def test_the_same_mother_is_a_reason_and_finds_by_herself(database: Database, known: str) -> None:
    typed = {"family_name_km": "សុខា", "given_name_km": "តារា", "birth_from": "2015-01-01", "birth_to": "2015-12-31"}
    assert found(database, typed) == {}
    (reasons,) = found(database, {**typed, "village_code": VILLAGE}, mother="ចាន់ ធារី").values()
    assert {"mother", "village"} <= set(reasons)
    (reasons,) = found(database, typed, mother="ចាន់ ធារី").values()
    assert "mother" in reasons
    assert "mother" not in found(database, {**KNOWN, "birth_from": "2015-06-01", "birth_to": "2015-06-01"}, mother="កែវ").get(
        known, ()
    )


def test_a_card_of_the_household_finds_a_child(database: Database, known: str) -> None:
    typed = {**KNOWN, "given_name_km": "ដារា", "birth_from": "2015-01-01", "birth_to": "2015-12-31"}
    assert "household" in found(database, {**typed, "family_book": "FB-77"})[known]


def test_village_and_year_of_birth_find_a_child_under_a_close_name(database: Database, known: str) -> None:
    typed = {"family_name_km": "សុខ", "given_name_km": "ដារ៉ែ", "village_code": VILLAGE, "sex": "female"}
    assert found(database, typed) == {}
    year = {"birth_from": "2015-01-01", "birth_to": "2015-12-31"}
    assert {"village", "birth_near"} & set(found(database, {**typed, **year}).get(known, ())), "found by village and year"
    assert known not in found(database, {**OTHER_NAME, "village_code": VILLAGE, **year})


def test_a_name_in_the_other_script_finds_a_child_by_its_sound(database: Database, known: str) -> None:
    year = {"birth_from": "2015-05-01", "birth_to": "2015-05-01"}
    assert found(database, {"family_name_latin": "Sokh", "given_name_latin": "Darra", **year}) == {
        known: ("name_sound", "birth_near")
    }
    latin = register(
        database,
        child__family_name_km=None,
        child__given_name_km=None,
        child__family_name_latin="Ly",
        child__given_name_latin="Bunna",
    ).child
    typed = {"family_name_km": "លី", "given_name_km": "ប៊ុនណា", "birth_from": "2015-02-03", "birth_to": "2015-02-03"}
    assert found(database, typed)[latin] == ("name_sound", "birth")
    assert latin not in found(database, {**typed, "family_name_km": "ហេង", "given_name_km": "ស្រីមុំ", "birth_from": "2011-02-03"})
