"""Search, sort and name keys."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.keys import name_key, name_key_any_order, search_key, search_terms, search_text, sort_key

ORDERED = [  # Khmer dictionary order; digits first, Latin last
    *("១", "2", "៣"),
    *("ក", "កក", "កខ", "ការ", "កិ", "កី", "កឹ", "កឺ", "កុ", "កូ", "កួ", "កើ", "កឿ", "កៀ", "កេ", "កែ", "កៃ", "កោ", "កៅ"),
    *(
        "កុំ",
        "កំ",
        "កះ",
        "ក្ក",
        "ក្រ",
        "ខ",
        "គ",
        "រ",
        "រះ",
        "ឫ",
        "ឬ",
        "ល",
        "ឭ",
        "ឮ",
        "វ",
        "ស",
        "ហ",
        "ឡ",
        "អ",
        "អា",
        "ឥ",
        "ឦ",
        "ឧ",
        "ឯ",
        "ឱ",
    ),
    *("Bopha", "bora", "Dara"),
]
NAMES = st.text(st.sampled_from([chr(code) for code in range(0x1780, 0x17DE)] + list(" abcABC12៣é-")), max_size=12)


def test_dictionary_order() -> None:
    assert sorted({*ORDERED}, key=sort_key) == ORDERED


def test_independent_vowels_sort_under_their_consonant() -> None:
    assert sorted(["ឥ", "អី", "អា", "អូ", "ឧ"], key=sort_key) == ["អា", "ឥ", "អី", "ឧ", "អូ"]


def test_signs_decide_only_between_equals() -> None:
    assert sorted(["ម៉ាលី", "មាលា", "មាលី"], key=sort_key) == ["មាលា", "មាលី", "ម៉ាលី"]


def test_a_word_comes_before_what_begins_with_it() -> None:
    assert sort_key("សុខ") < sort_key("សុខ ដារ៉ា") < sort_key("សុខា")


@given(NAMES, NAMES)
def test_bytes_order_like_text(one: str, other: str) -> None:
    """SQLite compares bytes of UTF-8; that is the order of code points."""
    assert (sort_key(one) < sort_key(other)) == (sort_key(one).encode() < sort_key(other).encode())


def test_sqlite_sorts_by_the_key() -> None:
    base = sqlite3.connect(":memory:")
    base.execute("create table t(name text, name_sort text)")
    base.executemany("insert into t values(?, ?)", [(name, sort_key(name)) for name in reversed(ORDERED)])
    assert [name for (name,) in base.execute("select name from t order by name_sort")] == ORDERED
    base.close()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ដារា", "សុខ ដារ៉ា"),
        ("dara", "Sok DARA"),
        ("ស្", "សុខ"),
        ("ចា", "ចាន់"),
        ("jose", "José"),
        ("12", "ភូមិ១២"),
        ("សុី", "ស៊ី"),
        ("ឥន្ទ", "អិន្ទ"),
    ],
)
def test_found(typed: str, stored: str) -> None:
    assert search_key(typed) in search_key(stored)


def test_words_are_found_in_any_order_and_without_spaces() -> None:
    stored = search_text("សុខ ដារ៉ា", "Sok Dara")
    assert all(term in stored for term in search_terms("dara sok"))
    assert all(term in stored for term in search_terms("ដារា សុខ"))
    assert all(term in stored for term in search_terms("សុខដារា"))
    assert not all(term in stored for term in search_terms("dara chan"))


def test_nothing_typed_asks_for_nothing() -> None:
    assert search_terms(" -  ") == ()
    assert search_text("", " ") == ""


@given(NAMES)
def test_a_search_key_is_its_own_key(text: str) -> None:
    once = search_key(text)
    assert search_key(once) == once


@pytest.mark.parametrize(
    ("one", "other"), [("សុខ ដារ៉ា", "សុខដារា"), ("វណ្ណី", "វន្និ"), ("សូភា", "សុភា"), ("ឡាយ", "លាយ"), ("សុខ\u200bដារ៉ា", "សុខ ដារ៉ា")]
)
def test_slips_of_the_pen_fall_together(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_order_of_the_parts_does_not_matter() -> None:
    assert name_key_any_order("សុខ", "ដារ៉ា") == name_key_any_order("ដារ៉ា សុខ")


def test_different_names_keep_different_keys() -> None:
    names = ["សុខ ដារ៉ា", "សុខ សុភា", "ចាន់ ថា", "ហេង លីដា", "ម៉ៅ ស្រីមុំ"]
    assert len({name_key(name) for name in names}) == len(names)
    assert name_key("Sok Dara") == ""
