"""Births as ranges: whatever was said, kept with its source, and what it means on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.births import (
    NO_BIRTH,
    Birth,
    animal_years,
    birth_of,
    check_birth,
    completed_years,
    from_age,
    from_age_months,
    from_animal_year,
    from_band,
    from_date,
    from_khmer_age,
    from_month,
    from_year,
    parse_birth,
)
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.records import Record

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@given(st.integers(0, 100), DAYS)
def test_an_age_holds_exactly_those_who_have_completed_so_many_years(years: int, on: date) -> None:
    birth = from_age(years, on)
    assert completed_years(birth.first, on) == completed_years(birth.last, on) == years
    assert completed_years(birth.first - timedelta(days=1), on) == years + 1
    assert completed_years(birth.last + timedelta(days=1), on) == years - 1
    assert birth.ages_on(on) == (years, years)
    assert 364 <= (birth.last - birth.first).days <= 366


@given(st.integers(0, 60), DAYS)
def test_ages_in_months_follow_one_another_without_gaps(months: int, on: date) -> None:
    assert from_age_months(months + 1, on).last + timedelta(days=1) == from_age_months(months, on).first
    assert from_age_months(0, on).last == on


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), DAYS)
def test_an_exact_day_is_never_estimated(born: date, on: date) -> None:
    birth = from_date(born)
    assert birth.exact
    assert birth.middle == born


@given(st.dates(date(2000, 1, 1), TODAY), st.integers(0, 6000), DAYS)
def test_the_age_by_the_middle_lies_between_the_possible_ages(first: date, days: int, on: date) -> None:
    birth = Birth(first, first + timedelta(days=days), "estimated")
    least, most = birth.ages_on(on)
    assert least <= birth.age_on(on) <= most
    assert birth.surely_under(3, on) <= birth.maybe_under(3, on)


def test_bands_hold_their_ages_and_nothing_else() -> None:
    birth = from_band("5-9", TODAY)
    assert birth is not None
    assert birth.ages_on(TODAY) == (5, 9)
    assert birth.band_on(TODAY) == "5-9"
    assert from_band("not_known", TODAY) is None
    with pytest.raises(InputError, match="code_unknown"):
        from_band("5-7", TODAY)


def test_months_and_years_are_ranges() -> None:
    assert from_month(2016, 2) == Birth(date(2016, 2, 1), date(2016, 2, 29), "stated")
    assert from_month(2016, 12).last == date(2016, 12, 31)
    assert from_year(2016) == Birth(date(2016, 1, 1), date(2016, 12, 31), "stated")


def test_khmer_counting_is_one_more() -> None:
    assert from_khmer_age(10, TODAY) == Birth(*(from_age(9, TODAY).first, from_age(9, TODAY).last), "khmer_age")


def test_the_year_of_an_animal_is_the_one_nearest_to_the_age() -> None:
    assert animal_years("rat", TODAY) == (2020, 2008)
    assert from_animal_year("rat", TODAY, 6) == Birth(date(2020, 4, 13), date(2021, 4, 13), "animal_year")
    assert from_animal_year("rat", TODAY, 17).first.year == 2008
    assert from_animal_year("horse", TODAY).last == TODAY
    with pytest.raises(InputError, match="code_unknown"):
        from_animal_year("cat", TODAY)


@given(st.sampled_from(codelist("animal_year").codes()), st.integers(0, 17), st.integers(1, 12))
def test_a_khmer_month_narrows_the_year_of_an_animal(animal: str, age: int, month: int) -> None:
    whole, narrow = from_animal_year(animal, TODAY, age), from_animal_year(animal, TODAY, age, month)
    assert whole.first <= narrow.first <= narrow.last
    assert (narrow.last - narrow.first).days <= 60


@pytest.mark.parametrize(
    ("raw", "birth"),
    [
        ({"date": "2016-02-29"}, from_date(date(2016, 2, 29))),
        ({"date": "2016-02-29", "source": "certificate"}, from_date(date(2016, 2, 29), "certificate")),
        ({"from": "2016-01-01", "to": "2016-12-31"}, Birth(date(2016, 1, 1), date(2016, 12, 31), "estimated")),
        ({"age": 9, "on": "2026-11-25"}, from_age(9, TODAY)),
        ({"age": 0}, Birth(date(2025, 11, 26), TODAY, "age")),
        ({}, None),
        ({"source": "not_known"}, None),
    ],
)
def test_births_are_read_from_the_command_line(raw: dict[str, object], birth: Birth | None) -> None:
    assert parse_birth(raw, TODAY) == birth


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({"date": "2027-01-01"}, "birth_in_future"),
        ({"date": "1850-01-01"}, "birth_too_early"),
        ({"date": "soon"}, "value_not_a_date"),
        ({"from": "2016-12-31", "to": "2016-01-01"}, "birth_range"),
        ({"age": 200}, "age_not_possible"),
        ({"age": 5, "on": "0001-01-01"}, "age_not_possible"),
        ({"age": "9"}, "birth_keys"),
        ({"year": 2016}, "birth_keys"),
        ({"date": "2016-01-01", "source": "guess"}, "code_unknown"),
    ],
)
def test_impossible_births_are_refused_by_name(raw: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_birth(raw, TODAY)
    assert caught.value.code == code
    assert caught.value.params["field"]


def test_a_range_that_reaches_into_the_future_ends_today() -> None:
    assert check_birth(Birth(date(2026, 1, 1), date(2026, 12, 31), "estimated"), TODAY).last == TODAY


@given(st.dates(date(1990, 1, 1), TODAY), st.integers(0, 800))
def test_a_birth_survives_its_record_and_its_json(first: date, days: int) -> None:
    birth = Birth(first, min(first + timedelta(days=days), TODAY), "estimated")
    assert birth_of(Record("child", "x", birth.values())) == birth
    assert parse_birth(birth.json(), TODAY) == birth


def test_a_record_without_a_birth_has_none() -> None:
    assert birth_of(Record("child", "x", {name: value for name, value in NO_BIRTH.items() if value})) is None
    assert birth_of(Record("child", "x", {"birth_to": "2016-01-01"})) == from_date(date(2016, 1, 1))
