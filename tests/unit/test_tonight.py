"""Which household can take which children tonight: nearness by codes, what says no, what is to be asked, and the order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.households import LEVELS, SAYS_NO, Household, Needs, against, nearness

HOME = Household("02030101", 2, takes_siblings=True, takes_disability=True, tonight=True)
CHILD = Needs(8, "female")


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("02030101", "02030101", "village"),
        ("02030101", "02030102", "commune"),
        ("02030101", "02030201", "district"),
        ("02030101", "02040101", "province"),
        ("02030101", "12030101", "far"),
        ("02030101", "020301", "commune"),
        ("02030101", "0203", "district"),
        ("02030101", "", "not_known"),
        ("", "02030101", "not_known"),
    ],
)
def test_nearness_is_told_by_the_codes(one: str, other: str, level: str) -> None:
    assert nearness(one, other) == nearness(other, one) == level


def test_a_household_with_room_for_all_has_nothing_against_it() -> None:
    assert against(HOME, [CHILD, Needs(3, "male", True)], tonight=True) == ()


@pytest.mark.parametrize(
    ("home", "children", "code", "no"),
    [
        (Household("x", 1, takes_siblings=True, tonight=True), [CHILD, CHILD], "carer_full", True),
        (Household("x", 0, tonight=True), [CHILD], "carer_full", True),
        (Household("x", None, tonight=True), [CHILD], "carer_room_unknown", False),
        (Household("x", 2, takes_siblings=False, tonight=True), [CHILD, CHILD], "carer_siblings", True),
        (Household("x", 2, tonight=True), [CHILD, CHILD], "carer_siblings_unknown", False),
        (Household("x", 2, tonight=False), [CHILD], "carer_not_tonight", True),
        (Household("x", 2), [CHILD], "carer_tonight_unknown", False),
        (Household("x", 2, age_from=9, tonight=True), [CHILD], "carer_age", True),
        (Household("x", 2, age_to=7, tonight=True), [CHILD], "carer_age", True),
        (Household("x", 2, sexes=frozenset({"male"}), tonight=True), [CHILD], "carer_sex", True),
        (Household("x", 2, tonight=True), [Needs(8, "female", True)], "carer_disability", False),
        (Household("x", 2, checks_failed=True, tonight=True), [CHILD], "carer_checked", True),
    ],
)
def test_each_reason_against(home: Household, children: list[Needs], code: str, no: bool) -> None:
    found = against(home, children, tonight=True)
    assert [one.code for one in found] == [code]
    assert (code in SAYS_NO) is no


def test_one_child_needs_no_place_for_brothers_and_sisters_and_by_day_nobody_asks_for_tonight() -> None:
    assert against(Household("x", 1, takes_siblings=False), [CHILD]) == ()
    assert against(Household("x", 1, age_from=9), [Needs()]) == (), "an age that nobody knows is not held against anybody"


HOUSEHOLDS = st.builds(
    Household,
    village=st.sampled_from(["", "02030101", "02030102"]),
    free=st.one_of(st.none(), st.integers(-1, 4)),
    age_from=st.one_of(st.none(), st.integers(0, 17)),
    age_to=st.one_of(st.none(), st.integers(0, 17)),
    sexes=st.frozensets(st.sampled_from(["female", "male"])),
    takes_siblings=st.one_of(st.none(), st.booleans()),
    takes_disability=st.one_of(st.none(), st.booleans()),
    tonight=st.one_of(st.none(), st.booleans()),
    checks_failed=st.booleans(),
)
CHILDREN = st.lists(
    st.builds(Needs, age=st.one_of(st.none(), st.integers(0, 17)), sex=st.sampled_from([None, "female", "male"])),
    min_size=1,
    max_size=3,
)


@given(home=HOUSEHOLDS, children=CHILDREN, tonight=st.booleans())
def test_more_children_are_never_easier_to_take(home: Household, children: list[Needs], tonight: bool) -> None:
    fewer = {one.code for one in against(home, children[:-1], tonight=tonight)} if children[:-1] else set()
    more = [one.code for one in against(home, children, tonight=tonight)]
    assert fewer <= set(more)
    assert more == sorted(more, key=lambda code: code not in SAYS_NO), "what says no stands first"
    assert nearness(home.village, "02030101") in LEVELS
