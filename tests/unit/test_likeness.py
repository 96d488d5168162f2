"""The server finds likely duplicates as laptops do: forms of names, what is compared of a record, the ways to compare (P3)."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import JaroWinkler

from app.domain import duplicates
from app.domain.records import Record
from app.paths import NAMES
from app.text import keys, latin, normal
from sync.schema import likeness, names

KHMER = st.text(st.characters(min_codepoint=0x1780, max_codepoint=0x17E9), max_size=12)
MIXED = st.text(st.sampled_from("កខគដតថនបសហអរលាិីឹឺុូើេែៃោំះ៉៊់៌្​ Sokhdraeiouy12០៥"), max_size=14)
KM = st.sampled_from(["សុខ", "ស៊ុខ", "សុខា", "ចាន់", "ចន្ទ", "ហេង", "គឹម", ""])
GIVEN = st.sampled_from(["ដារ៉ា", "ដារា", "ដារី", "សុភា", "បុប្ផា", ""])
LATIN = st.sampled_from(["Sok", "Sokh", "Dara", "Chann", "Chan", "Heng", ""])
DAYS = st.sampled_from(["2015-04-09", "2015-09-04", "2015-01-01", "2016-04-20", "2010-12-31", None])
VILLAGES = st.sampled_from(["01020101", "01020305", "12010203", ""])
NUMBERS = st.sampled_from(["", "KH-1", "77"])


@st.composite
def children(draw: st.DrawFn) -> tuple[dict[str, Any], str, list[str]]:
    """A child's body, its mother's name, the family's phones."""
    body = {
        "family_name_km": draw(KM),
        "given_name_km": draw(GIVEN),
        "family_name_latin": draw(LATIN),
        "given_name_latin": draw(LATIN),
        "sex": draw(st.sampled_from(["male", "female", "not_known"])),
        "birth_from": draw(DAYS),
        "birth_to": draw(DAYS),
        "village_code": draw(VILLAGES),
        "primero_id": draw(NUMBERS),
        "family_book": draw(NUMBERS),
    }
    phones = draw(st.lists(st.sampled_from(["012 345 678", "+85512345678", "099", "០៩៩១១១២២២"]), max_size=2))
    return {name: value for name, value in body.items() if value}, draw(st.sampled_from(["", "ចាន់ ធីតា", "Sok Nary"])), phones


@settings(deadline=None)
@given(st.one_of(KHMER, MIXED))
def test_names_have_one_form_on_both_sides(text: str) -> None:
    assert names.normal_form(text) == normal.normalise(text)
    assert names.name_key(text) == keys.name_key(text)
    assert names.name_key_any_order(text) == keys.name_key_any_order(text)
    assert names.latin_key(text) == latin.latin_key(text)
    assert names.tidy_phone(text) == duplicates.tidy_phone(text)


def test_usual_names_have_one_form_on_both_sides() -> None:
    with (NAMES / "given.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) > 50
    for row in rows:
        assert names.name_key(row["km"]) == keys.name_key(row["km"])
        assert names.latin_key(row["latin"]) == latin.latin_key(row["latin"])


@settings(deadline=None)
@given(MIXED, MIXED)
def test_texts_are_as_alike_on_both_sides(one: str, other: str) -> None:
    assert likeness.jaro_winkler(one, other) == pytest.approx(JaroWinkler.similarity(one, other))


@settings(deadline=None, max_examples=400)
@given(children(), children())
def test_two_children_agree_alike_on_both_sides(
    one: tuple[dict[str, Any], str, list[str]], other: tuple[dict[str, Any], str, list[str]]
) -> None:
    here = [
        duplicates.person_of(Record("child", str(place), dict(body)), mother=mother, phones=phones)
        for place, (body, mother, phones) in enumerate((one, other))
    ]
    there = [likeness.person_of(body, mother=mother, phones=phones) for body, mother, phones in (one, other)]
    match, found = duplicates.compare(*here), likeness.likeness(there[0], there[1])
    if match and "name_sound" in match.reasons:  # laptops alone know how a Khmer name sounds
        rest = tuple(reason for reason in match.reasons if reason != "name_sound")
        assert found is None or (found.reasons == rest and match.level <= found.level)  # "likely" before "possible"
        return
    assert (match and (match.level, match.reasons)) == (found and (found.level, found.reasons))
    assert duplicates.candidate_keys(here[0]) <= likeness.keys_of(there[0])
