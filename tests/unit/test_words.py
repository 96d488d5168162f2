"""Words of the programme, digits, zone, paths."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import paths
from app.domain.errors import InputError
from app.text import words as table
from app.text import zone
from app.text.digits import arabic_digits, digits_for, khmer_digits, parse_int


@dataclass
class Stopped:
    instant: datetime = field(default_factory=lambda: datetime(2026, 3, 4, 17, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.instant


def test_parts_are_merged(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"one": "1"}), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"two": "២"}), encoding="utf-8")
    assert table.read_words(tmp_path) == {"one": "1", "two": "២"}


def test_a_key_defined_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps({"same": name}), encoding="utf-8")
    with pytest.raises(table.WordsError, match=r"b\.json defines again: same"):
        table.read_words(tmp_path)


@pytest.mark.parametrize("lang", table.LANGUAGES)
def test_every_key_has_words(lang: str) -> None:
    assert table.keys() == set(table.all_words(lang))


def test_words_are_filled() -> None:
    assert table.words("forms.notice.form_column_ignored", "en", sheet="survey", column="B", value="x").count("survey") == 1


def test_a_missing_key_or_value_is_a_bug() -> None:
    with pytest.raises(table.WordsError, match="no_such_key"):
        table.words("no_such_key", "km")
    with pytest.raises(table.WordsError, match="sheet"):
        table.words("forms.notice.form_column_ignored", "km")
    with pytest.raises(table.WordsError, match="fr"):
        table.all_words("fr")


def test_an_error_speaks_both_languages_and_an_unknown_one_shows_its_code() -> None:
    error = InputError("form_no_such_question", field="q1")
    assert "q1" in table.error_text(error, "km")
    assert "q1" in table.error_text(error, "en")
    assert table.error_text(InputError("never_heard_of"), "km") == "never_heard_of"


@pytest.mark.parametrize(("lang", "draft"), [("en", "draft"), ("km", "ព្រាង")])
def test_a_refusal_promises_no_draft_which_commands_do_not_keep(lang: str, draft: str) -> None:
    """The same words are told in the window and on the command line; that of a bug has words of its own there."""
    told = [key for key, text in table.all_words(lang).items() if key.startswith("error.") and draft in text]
    assert told == ["error.bug"]


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_numbers_are_read_in_both_digits(number: int) -> None:
    for text in (str(number), khmer_digits(number), f"{number:,}", khmer_digits(f"{number:,}".replace(",", "."))):
        assert parse_int(text) == number


@pytest.mark.parametrize(
    ("text", "number"), [(" ៤៥.០០០ ", 45000), ("150,000", 150000), ("1 200", 1200), ("+7", 7), ("១\u200b២", 12)]
)
def test_typed_numbers(text: str, number: int) -> None:
    assert parse_int(text) == number


@pytest.mark.parametrize("text", ["", "-", "1.5", "12,34", "ab", "1-2", "--1", "²"])
def test_what_is_no_whole_number(text: str) -> None:
    assert parse_int(text) is None


def test_digits_of_a_language() -> None:
    assert digits_for("12/៣", "km") == "១២/៣"
    assert digits_for("12/៣", "en") == "12/3" == arabic_digits("12/៣")


def test_the_local_day_begins_at_five_in_the_afternoon_before() -> None:
    assert zone.local_today(Stopped()) == date(2026, 3, 5)
    assert zone.day_start(date(2026, 3, 5)) == datetime(2026, 3, 4, 17, tzinfo=UTC)
    assert zone.day_end(date(2026, 3, 5)) == datetime(2026, 3, 5, 17, tzinfo=UTC)
    assert zone.local(Stopped().now()).hour == 0


def test_the_programme_finds_its_files_from_source_and_frozen(tmp_path: Path) -> None:
    assert (paths.WORDS / "km").is_dir()
    assert paths.programme_folder(str(tmp_path), "anything") == tmp_path
    assert paths.programme_folder(None, str(tmp_path / "app" / "paths.py")) == tmp_path.resolve()


def test_data_lie_in_the_users_own_folder(own_home: Path) -> None:
    assert paths.default_data_dir().is_relative_to(own_home)
