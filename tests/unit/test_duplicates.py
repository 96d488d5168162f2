"""Likely duplicates: what is found though it was written otherwise, what is left alone, and what no match may rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.births import from_age, from_date
from app.domain.duplicates import Person, candidate_keys, compare, matches, person_of, tidy_phone
from app.domain.records import Record
from sync.schema import likeness

DARA = Person(
    "1",
    "សុខ ដារ៉ា",
    "Sok Dara",
    "male",
    from_date(date(2015, 4, 9)),
    "01020101",
    "ចាន់ ធីតា",
    frozenset({"012345678"}),
)
SAME = replace(DARA, id="2")


def reasons(other: Person, one: Person = DARA) -> tuple[str, ...]:
    match = compare(one, other)
    return match.reasons if match else ()


def test_the_same_child_is_likely_and_says_why() -> None:
    match = compare(DARA, SAME)
    assert match is not None
    assert match.level == "likely"
    assert match.reasons == ("name_km", "birth", "village", "mother", "phone")


@pytest.mark.parametrize(
    "other",
    [
        replace(SAME, khmer="សុខ ដារា"),
        replace(SAME, khmer="សុខ\u200bដារ៉ា"),
        replace(SAME, khmer="ដារ៉ា សុខ"),
        replace(SAME, khmer="", latin="Dara SOKH"),
        replace(SAME, birth=from_date(date(2015, 9, 4))),
        replace(SAME, birth=from_date(date(2015, 1, 1))),
        replace(SAME, birth=from_age(11, date(2026, 5, 1))),
        replace(SAME, birth=None),
        replace(SAME, sex="not_known"),
        replace(SAME, village="01020305", mother="", phones=frozenset()),
    ],
)
def test_slips_of_the_pen_are_forgiven(other: Person) -> None:
    assert compare(DARA, other) is not None
    assert candidate_keys(DARA) & candidate_keys(other)


@pytest.mark.parametrize(
    "other",
    [
        Person("3", "ហេង បុប្ផា", "Heng Bopha", "female", from_date(date(2010, 1, 3)), "12010203"),
        Person("4", "សុខ ដារ៉ា", "Sok Dara", "female", from_date(date(2008, 4, 9)), "12010203"),
        Person("5"),
    ],
)
def test_other_children_are_left_alone(other: Person) -> None:
    assert compare(DARA, other) is None


def test_a_number_of_one_person_alone_is_enough() -> None:
    one, other = Person("1", documents=frozenset({"KH-1"})), Person("2", documents=frozenset({"KH-1"}))
    assert reasons(other, one) == ("document",)


def test_a_shared_family_card_is_not_enough() -> None:
    one, other = Person("1", cards=frozenset({"77"})), Person("2", cards=frozenset({"77"}))
    assert compare(one, other) is None


def test_mothers_whose_names_were_typed_in_latin_letters_are_compared_too() -> None:
    one = replace(DARA, mother="Chan Thida")
    assert "mother" in reasons(replace(SAME, mother="chan thida"), one)
    assert "mother" not in reasons(replace(SAME, mother="Sok Nary"), one)


def test_settled_twins_are_not_shown_again_and_nobody_matches_oneself() -> None:
    twin = replace(SAME, id="3", khmer="សុខ ដារី")
    assert [match.id for match in matches(DARA, [DARA, SAME, twin])] == ["2", "3"]
    assert matches(DARA, [DARA, SAME, twin], settled={"2", "3"}) == []


def test_a_record_gives_what_is_compared_and_no_reporter() -> None:
    values = {"family_name_km": "សុខ", "given_name_km": "ដារ៉ា", "sex": "male", "mosvy_village": "01020101", "mosvy_number": "12"}
    person = person_of(Record("child", "1", values), phones=["+855 12 345 678", "5"])
    assert person.khmer == "សុខ ដារ៉ា"
    assert set(person.documents) == {"0102010112"}
    assert set(person.phones) == {"012345678"}
    assert not any("report" in name for name in Person.__slots__)


def test_a_village_of_the_ministry_without_a_number_is_no_document_of_anybody() -> None:
    for number, documents in ((" ", set()), ("7", {"010201017"})):
        body = {"mosvy_village": "01020101", "mosvy_number": number}
        assert likeness.person_of(body).documents == person_of(Record("child", "1", body)).documents == documents


def test_phones_are_compared_by_their_digits() -> None:
    assert tidy_phone("០១២ ៣៤៥-៦៧៨") == tidy_phone("+855 (0)12345678") == "012345678"


@given(st.sampled_from(["សុខ ដារ៉ា", "ចាន់ សុភា", "គឹម ហេង"]), st.sampled_from(["Sok Dara", "", "Chan Sophea"]))
def test_comparing_does_not_depend_on_the_side(khmer: str, latin: str) -> None:
    other = Person("9", khmer, latin, "male", from_date(date(2015, 4, 9)))
    first, second = compare(DARA, other), compare(other, DARA)
    assert (first and first.score) == (second and second.score)


def test_a_name_in_one_script_is_compared_by_sound_with_one_in_the_other() -> None:
    khmer, latin = (
        replace(DARA, latin=""),
        replace(SAME, khmer="", latin="DARRA Sokh", village="", mother="", phones=frozenset()),
    )
    match = compare(khmer, latin)
    assert match is not None
    assert (match.level, match.reasons) == ("likely", ("name_sound", "birth"))
    assert reasons(replace(latin, latin="Heng Bopha"), khmer) == ("birth",)
    assert reasons(replace(latin, latin="Sok Daro"), khmer) == ("name_sound", "birth")
    assert reasons(replace(latin, khmer="ហេង បុប្ផា"), khmer) == ()  # where there is one script, it counts


def test_a_mother_in_the_other_script_is_no_other_mother() -> None:
    score = {
        mother: match.score for mother in ("", "Chan Thida", "សុខ មុំ") if (match := compare(DARA, replace(SAME, mother=mother)))
    }
    assert score[""] == score["Chan Thida"] > score["សុខ មុំ"]
