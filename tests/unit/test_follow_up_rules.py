"""The follow-up calendar: a table of days, the end of months, what is missed, and what an office sets in place of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codelists import codelist
from app.domain.follow_up import Life, add_months, by_place, by_risk, calendar_of, next_by_rule, planned, shortest
from app.domain.rules import overlaid, shipped

RULES = shipped("follow_up")
TODAY = date(2026, 11, 26)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("risk", "last", "due", "missed"),
    [
        ("high", date(2026, 11, 20), date(2026, 11, 27), 0),
        ("high", date(2026, 11, 19), date(2026, 11, 26), 0),
        ("high", date(2026, 11, 18), date(2026, 11, 25), 1),
        ("high", date(2026, 11, 5), date(2026, 11, 12), 2),
        ("medium", date(2026, 10, 27), date(2026, 11, 26), 0),
        ("low", date(2026, 11, 1), date(2027, 1, 30), 0),
    ],
)
def test_by_the_level_of_risk(risk: str, last: date, due: date, missed: int) -> None:
    found = by_risk(Life(risk, date(2026, 1, 1), last), RULES, TODAY)
    assert found is not None
    assert (found.due, found.missed, found.source) == (due, missed, "inferred")


def test_without_a_visit_it_is_counted_from_the_beginning() -> None:
    found = by_risk(Life("high", date(2026, 11, 1)), RULES, TODAY)
    assert found is not None
    assert (found.due, found.missed) == (date(2026, 11, 8), 3)
    for life in (Life("no_action", TODAY), Life(None, TODAY), Life("high", None), Life("odd", TODAY)):
        assert by_risk(life, RULES, TODAY) is None


@pytest.mark.parametrize(
    ("option", "placed", "last", "due", "path"),
    [
        ("birth_family", date(2026, 10, 31), None, date(2026, 11, 30), "months.family.first_3"),
        ("birth_family", date(2026, 11, 20), date(2026, 1, 1), date(2026, 12, 20), "months.family.first_3"),
        ("kinship", date(2026, 8, 31), date(2026, 11, 29), date(2026, 12, 29), "months.family.first_3"),
        ("kinship", date(2026, 8, 31), date(2026, 11, 30), date(2027, 2, 28), "months.family.first_12"),
        ("foster", date(2025, 11, 26), date(2026, 11, 25), date(2027, 2, 25), "months.family.first_12"),
        ("foster", date(2025, 11, 26), date(2026, 11, 26), date(2027, 5, 26), "months.family.first_24"),
        ("residential", date(2020, 1, 1), date(2026, 11, 1), date(2027, 2, 1), "months.centre.later"),
        ("faith", date(2020, 1, 1), date(2026, 8, 31), date(2027, 2, 28), "months.community.later"),
    ],
)
def test_by_where_the_child_lives_and_how_long(option: str, placed: date, last: date | None, due: date, path: str) -> None:
    found = by_place(Life("low", None, last, option, placed), RULES, TODAY)
    assert found is not None
    assert (found.due, found.path, found.source) == (due, path, "not_found")


def test_where_no_rule_asks_for_more_there_is_none() -> None:
    assert by_place(Life("low", None, date(2026, 1, 1), "birth_family", date(2020, 1, 1)), RULES, TODAY) is None
    assert by_place(Life("low", None, None, "remains", date(2026, 1, 1)), RULES, TODAY) is None
    assert by_place(Life("low", None, None, "odd", date(2026, 1, 1)), RULES, TODAY) is None
    assert by_place(Life("low", None, None, "kinship", None), RULES, TODAY) is None


@pytest.mark.parametrize(
    ("start", "today", "missed"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2026, 1, 31), date(2026, 3, 31), 1),
        (date(2026, 1, 31), date(2026, 4, 1), 2),
        (date(2026, 1, 31), date(2026, 5, 1), 3),
        (date(2026, 1, 31), date(2026, 7, 31), 3),
        (date(2026, 1, 31), date(2026, 8, 1), 4),
    ],
)
def test_visits_missed_at_the_end_of_months(start: date, today: date, missed: int) -> None:
    """From 31 January: 28 February, 31 March, 30 April, then every three months: 31 July."""
    found = by_place(Life("low", None, None, "birth_family", start), RULES, today)
    assert found is not None
    assert found.missed == missed


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_months_later_keep_the_day_or_end_with_the_month(day: date, one: int, more: int) -> None:
    later = add_months(day, one)
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == one
    assert add_months(day, one + more) >= later


@given(st.sampled_from(["high", "medium", "low"]), DAYS, st.integers(0, 900), st.sampled_from(codelist("care_option").codes()))
def test_the_next_visit_follows_the_last_and_missed_means_overdue(risk: str, last: date, days: int, option: str) -> None:
    today = last + timedelta(days=days)
    found = planned(Life(risk, None, last, option, last - timedelta(days=100)), RULES, today)
    assert found is not None
    assert found.due > last
    assert (found.missed > 0) == (found.due < today)
    assert (found.due - last).days >= shortest(RULES)


def slow_visits(placed: date, base: date, row: str) -> Iterator[date]:
    """The days of the visits by where a child lives, each looked up anew from the table: a slow second opinion."""
    total = 0
    while True:
        age = next((name for name, months in _AGES if add_months(base, total) < add_months(placed, months)), "later")
        every = RULES.number(f"months.{row}.{age}")
        if not every:
            return
        total += every
        yield add_months(base, total)


_AGES = (("first_3", 3), ("first_12", 12), ("first_24", 24))


@given(
    DAYS, st.one_of(st.none(), st.integers(-400, 900)), st.integers(0, 900), st.sampled_from(codelist("care_option").codes())
)
def test_visits_by_place_are_those_of_a_slow_count(placed: date, last: int | None, days: int, option: str) -> None:
    visit = placed + timedelta(days=last) if last is not None else None
    base = max(placed, visit or placed)
    today, row = base + timedelta(days=days), RULES.text(f"place.{option}")
    found = by_place(Life("low", None, visit, option, placed), RULES, today)
    if f"months.{row}.later" not in RULES.rules:
        assert found is None
        return
    told = list(takewhile(lambda day: day < today, slow_visits(placed, base, row)))
    due = next(slow_visits(placed, base, row), None)
    assert (found.due, found.missed) == (due, len(told)) if found is not None else due is None


def test_the_rule_that_asks_first_holds_and_an_office_sets_its_own() -> None:
    life = Life("medium", None, date(2026, 11, 1), "birth_family", date(2026, 10, 1))
    found = planned(life, RULES, TODAY)
    assert found is not None
    assert (found.due, found.why) == (date(2026, 12, 1), "risk")
    own = overlaid(RULES, {"risk_days.medium": 60, "months.family.first_3": 2, "risk_days.high": 9999})
    found = planned(life, own, TODAY)
    assert found is not None
    assert (found.due, found.why, own.number("risk_days.high")) == (date(2026, 12, 31), "risk", 7)


def test_each_option_of_care_and_level_of_risk_has_a_rule_and_none_is_called_sourced() -> None:
    assert set(RULES.tables("place")) == set(codelist("care_option").codes())
    assert set(RULES.tables("risk_days")) == set(codelist("risk_level").codes())
    assert {rule.source for rule in RULES.rules.values()} == {"inferred", "not_found"}
    assert set(RULES.texts("counts.kinds")) <= set(codelist("note_kind").codes())


@given(
    st.sampled_from([None, "unknown", *codelist("risk_level").codes()]),
    st.none() | DAYS,
    st.none() | DAYS,
    st.sampled_from([None, "unknown", *codelist("care_option").codes()]),
    st.none() | DAYS,
    st.sampled_from(
        [{}, {"risk_days.high": 0, "place.foster": "centre", "months.family.first_3": 0}, {"months.centre.later": 0}]
    ),
)
def test_the_rules_laid_out_give_the_visit_that_the_rules_give(
    risk: str | None, begun: date | None, last: date | None, option: str | None, placed: date | None, own: dict[str, object]
) -> None:
    rules, life = overlaid(shipped("follow_up"), own), Life(risk, begun, last, option, placed)
    found = planned(life, rules, date(2026, 3, 1))
    assert next_by_rule(life, calendar_of(rules)) == (None if found is None else (found.due, found.why))
