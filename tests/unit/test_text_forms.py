"""Dates, times, amounts, breaks and Latin spellings as people type and read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.amounts import number, percent, riel
from app.text.breaks import with_breaks, without_breaks
from app.text.dates import limit_words, long_date, month_name, parse_clock_time, parse_date, short_date, short_moment, weekday
from app.text.digits import khmer_digits, parse_int
from app.text.latin import by_letters, consonant_key, propose_latin
from app.text.lunar import khmer_months
from app.text.normal import ZWSP

TODAY = date(2026, 3, 10)
DAYS = st.dates(date(1930, 1, 1), date(2027, 3, 10))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5", date(2026, 3, 5)),
        ("31", date(2026, 1, 31)),
        ("5/3", date(2026, 3, 5)),
        ("5/4", date(2025, 4, 5)),
        ("5/3/26", date(2026, 3, 5)),
        ("5.3.2026", date(2026, 3, 5)),
        ("5-3-99", date(1999, 3, 5)),
        ("៥/៣/២០២៦", date(2026, 3, 5)),
        ("5/3/2569", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("5 mar 2020", date(2020, 3, 5)),
        ("ថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០២០", date(2020, 3, 5)),
        ("៥ មីនា", date(2026, 3, 5)),
        ("29/2", date(2024, 2, 29)),
        ("today", TODAY),
        ("ថ្ងៃនេះ", TODAY),
        ("ម្សិលមិញ", date(2026, 3, 9)),
        ("31/2/2026", None),
        ("5/ma", None),
        ("x", None),
        ("", None),
        ("0", None),
        ("1/2/3/4", None),
    ],
)
def test_dates_are_read_as_they_are_typed(typed: str, day: date | None) -> None:
    assert parse_date(typed, TODAY) == day


def test_a_promised_day_is_the_next_one() -> None:
    assert parse_date("5", TODAY, future=True) == date(2026, 4, 5)
    assert parse_date("9/3", TODAY, future=True) == date(2027, 3, 9)


@given(DAYS)
def test_every_written_form_is_read_back(day: date) -> None:
    for lang in ("km", "en"):
        assert parse_date(short_date(day, lang), TODAY) == day
        assert parse_date(long_date(day, lang), TODAY) == day


@given(st.text(alphabet="0123456789/.- ៥៣ថខ"))
def test_no_typing_breaks_the_reading_of_dates(typed: str) -> None:
    found = parse_date(typed, TODAY)
    assert found is None or isinstance(found, date)


def test_dates_are_written_for_screen_and_paper() -> None:
    assert long_date(TODAY, "km") == "ថ្ងៃទី១០ ខែមីនា ឆ្នាំ២០២៦"
    assert long_date(TODAY, "en") == "10 March 2026"
    assert short_date(TODAY, "km") == "១០/០៣/២០២៦"
    assert (short_date(None, "km"), long_date(None, "en"), short_moment(None, "km")) == ("", "", "")
    assert month_name(2026, 3, "km") == "ខែមីនា ឆ្នាំ២០២៦"
    assert month_name(2026, 3, "en") == "March 2026"
    assert (weekday(TODAY, "km"), weekday(TODAY, "en")) == ("ថ្ងៃអង្គារ", "Tuesday")
    assert short_moment(datetime(2026, 3, 9, 18, 30, tzinfo=UTC), "en") == "10/03/2026 01:30"


def test_a_limit_to_the_end_of_a_day_is_told_by_that_day() -> None:
    assert limit_words(TODAY, "en") == "10/03/2026"
    assert limit_words(datetime(2026, 3, 10, 17, 0, tzinfo=UTC), "en") == "10/03/2026"
    assert limit_words(datetime(2026, 3, 10, 17, 1, tzinfo=UTC), "km") == "១១/០៣/២០២៦ ០០:០១"


@pytest.mark.parametrize(
    ("typed", "time"), [("8", (8, 0)), ("៨:៣០", (8, 30)), ("0830", (8, 30)), ("24:00", None), ("8:3", None), ("noon", None)]
)
def test_times_are_read_as_they_are_typed(typed: str, time: tuple[int, int] | None) -> None:
    assert parse_clock_time(typed) == time


def test_amounts_are_written_with_their_sign() -> None:
    assert riel(150000, "km") == "១៥០,០០០\u00a0៛"
    assert (riel(None, "km"), number(None, "en")) == ("", "")
    assert (percent(1, 3, "en"), percent(1, 8, "en"), percent(2, 3, "km"), percent(0, 0, "en")) == ("33%", "13%", "៦៧%", "")


def test_khmer_may_break_between_words_and_nothing_else_changes() -> None:
    text = "កុមារម្នាក់ត្រូវបានចុះបញ្ជី Sok 3/2026 នៅក្នុងខេត្តបន្ទាយមានជ័យ"
    broken = with_breaks(text)
    assert without_breaks(broken) == text
    assert broken.split(ZWSP)[0] == "កុមារ"
    assert broken.count(ZWSP) > 4
    assert with_breaks("plain text") == "plain text"


@pytest.mark.parametrize("text", ["អ្វីៗទាំងអស់បានរក្សាទុក", "តូចៗផ្សេងៗទៀត"])
def test_no_line_begins_with_the_sign_that_doubles_a_word(text: str) -> None:
    shown = with_breaks(text)
    assert ZWSP in shown
    assert f"{ZWSP}ៗ" not in shown


@given(st.text(alphabet="កខគសខុ្ាំះ a1\u200b"))
def test_breaks_never_change_the_text(text: str) -> None:
    assert without_breaks(with_breaks(text)) == without_breaks(text)


@pytest.mark.parametrize(
    ("khmer", "latin"),
    [("សុខ", "Sok"), ("ដារ៉ា", "Dara"), ("ចាន់សុខា", "Chansokha"), ("សុខ ដារ៉ា", "Sok Dara"), ("", ""), ("sok", "Sok")],
)
def test_usual_names_have_their_usual_spelling(khmer: str, latin: str) -> None:
    assert propose_latin(khmer) == latin


def test_unusual_names_are_spelt_by_their_letters() -> None:
    assert [by_letters(word) for word in ("ភូមិន្ទ", "សែន", "ឧត្តម", "រ៉ាវី")] == ["phoumin", "saen", "uttam", "ravy"]


@given(st.text(alphabet=[chr(code) for code in range(0x1780, 0x17D3)]))
def test_any_khmer_gives_plain_latin_letters(word: str) -> None:
    assert propose_latin(word).isascii()


def test_spellings_of_one_name_share_a_key() -> None:
    assert consonant_key("Chann Sophea") == consonant_key("CHAN  Sopea")
    assert consonant_key("Keo Sreymom") != consonant_key("Sok Dara")
    assert consonant_key("សុខ") == ""


def test_khmer_months_follow_the_moon() -> None:
    # Visak Bochea falls on the 15th waxing of Pisakh.
    assert all(khmer_months(6, day, day) for day in (date(2021, 4, 26), date(2023, 5, 4), date(2025, 5, 11)))


@given(st.dates(date(1930, 1, 1), date(2060, 1, 1)))
def test_every_day_lies_in_the_month_it_is_said_to(day: date) -> None:
    spans = [span for month in range(1, 13) for span in khmer_months(month, day, day)]
    assert len(spans) == 1, "a day lies in one month"
    assert spans[0][0] <= day <= spans[0][1]
    assert (spans[0][1] - spans[0][0]).days in {28, 29, 58, 59}


@given(st.integers(0, 10**6))
def test_numbers_in_khmer_digits_are_numbers(value: int) -> None:
    assert parse_int(khmer_digits(value)) == value
