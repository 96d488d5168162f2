"""Answers that are typed: numbers in both digits, texts, days, times, places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.forms.answers.coordinates import Point, angle, point_line, point_stored, point_typed
from app.ui.forms.answers.days import Clock, Day, Moment
from app.ui.forms.answers.numbers import decimal_typed, number_shown, whole_typed
from app.ui.forms.answers.places import Place, Points
from app.ui.forms.answers.typed import Digits, Line, Number, Paragraph
from tests.support.answer_sheet import keys
from tests.support.workbooks import question
from tests.ui.forms.conftest import Make


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("១២,៥", "12.5"),
        ("12.5", "12.5"),
        ("1 234 567.25", "1234567.25"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("-,5", "-0.5"),
        (".5", "0.5"),
        ("7.", "7"),
        ("1,500", None),
        ("1.500", "1.500"),
        ("1,2,3", None),
        ("12a", None),
        ("", None),
    ],
)
def test_a_decimal_number_is_read_in_the_usual_ways_and_never_guessed(typed: str, stored: str | None) -> None:
    assert decimal_typed(typed) == stored


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_that_is_shown_reads_back_the_same(number: object) -> None:
    stored = f"{number:f}"
    for lang in ("km", "en"):
        assert decimal_typed(number_shown(stored, lang)) == stored
        assert decimal_typed(number_shown(stored, lang, thousands=True), thousands=True) == stored


def test_nothing_changes_under_the_hands_of_who_types(make: Make) -> None:
    sheet = make(question("decimal", "d"), question("geopoint", "p"))
    sheet.type("d", "12", leave=False)
    sheet["d"].flush()  # a pause
    keys(QApplication.focusWidget() or sheet.page, ".5")
    sheet.leave()
    assert sheet.value("d") == "12.5"
    place = sheet["p"].answer
    assert isinstance(place, Place)
    north, east, *_ = place.place.edits.values()
    place.setFocus(Qt.FocusReason.TabFocusReason)
    keys(north, "11")
    east.setFocus(Qt.FocusReason.TabFocusReason)
    keys(east, "104")
    place.flush()
    keys(east, ".9")
    sheet.leave()
    assert numbers(sheet.value("p"))[:2] == [11, 104.9]


def test_thousands_are_parted_when_the_field_is_left(make: Make) -> None:
    sheet = make(question("integer", "n", appearance="thousands-sep"), question("decimal", "d"))
    sheet.type("n", "១២៥០០០០")
    assert sheet.value("n") == "1250000"
    answer = sheet["n"].answer
    assert isinstance(answer, Number)
    assert answer.line.edit.text() == "១,២៥០,០០០"
    sheet.type("d", "១២,៥")
    assert sheet.value("d") == "12.5"


def test_what_is_no_number_is_refused_in_words_and_stays_to_be_corrected(make: Make) -> None:
    sheet = make(question("integer", "n"))
    sheet.put("n", "5")
    sheet.type("n", "x")
    assert sheet.value("n") == "5"
    assert sheet["n"].problem.text()
    answer = sheet["n"].answer
    assert isinstance(answer, Number)
    assert "x" in answer.line.edit.text()
    answer.line.edit.setText("6")
    answer.flush()
    assert sheet.value("n") == "6"
    assert not sheet["n"].problem_text


def test_an_answer_comes_a_moment_after_the_last_key(make: Make, qtbot: QtBot) -> None:
    sheet = make(question("text", "t"), question("integer", "n"))
    sheet.type("t", "Sok", leave=False)
    assert sheet.value("t") == ""
    qtbot.waitUntil(lambda: sheet.value("t") == "Sok", timeout=3000)
    sheet.type("n", "-", leave=False)
    qtbot.wait(700)
    assert not sheet["n"].problem_text, "a half typed number is no fault yet"


def test_digits_keep_their_noughts_and_letters_are_refused(make: Make) -> None:
    sheet = make(question("text", "phone", appearance="numbers"))
    sheet.type("phone", "០១២ ៣៤៥")
    assert sheet.value("phone") == "012 345"
    answer = sheet["phone"].answer
    assert isinstance(answer, Digits)
    answer.line.edit.setText("abc")
    assert answer.fault()


def test_a_long_text_has_the_lines_that_the_form_asks_for(make: Make) -> None:
    sheet = make(
        question("text", "t", appearance="multiline", parameters="rows=7"), question("text", "u", appearance="multiline")
    )
    answer = sheet["t"].answer
    assert isinstance(answer, Paragraph)
    assert answer.area.lines == 7
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    keys(answer.area.edit, "one")
    sheet.press(Qt.Key.Key_Return)
    keys(answer.area.edit, "two")
    answer.flush()
    assert sheet.value("t") == "one\ntwo"


def test_a_masked_text_is_hidden_until_asked_for(make: Make) -> None:
    sheet = make(question("text", "secret", appearance="masked"))
    answer = sheet["secret"].answer
    assert isinstance(answer, Line)
    assert answer.shower is not None
    assert answer.line.edit.echoMode() == QLineEdit.EchoMode.Password
    answer.shower.click()
    assert answer.line.edit.echoMode() == QLineEdit.EchoMode.Normal
    sheet.type("secret", "km1")
    assert sheet.value("secret") == "km1"


def test_a_code_is_typed_as_text(make: Make) -> None:
    sheet = make(question("barcode", "b"))
    sheet.type("b", "0123 AB")
    assert sheet.value("b") == "0123 AB"


@pytest.mark.parametrize(
    ("appearance", "typed", "stored"),
    [(None, "៥/៣/២០២៦", "2026-03-05"), ("no-calendar", "5 March 2026", "2026-03-05"), ("year", "២០១៩", "2019-01-01")],
)
def test_days_and_years_are_typed(make: Make, appearance: str | None, typed: str, stored: str) -> None:
    sheet = make(question("date", "d", appearance=appearance))
    sheet.type("d", typed)
    assert sheet.value("d") == stored


def test_a_calendar_stands_beside_a_day_unless_the_form_says_no(make: Make) -> None:
    sheet = make(question("date", "d"), question("date", "e", appearance="no-calendar"))
    for name, shown in (("d", True), ("e", False)):
        answer = sheet[name].answer
        assert isinstance(answer, Day)
        assert answer.day.calendar_button.isVisibleTo(sheet.page) == shown


def test_a_month_has_a_name_and_a_year_and_is_kept_as_its_first_day(make: Make) -> None:
    sheet = make(question("date", "m", appearance="month-year"))
    stops = sheet["m"].answer.stops()
    sheet["m"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    keys(stops[0], "មីនា")
    stops[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert not sheet["m"].problem_text, "half an answer is no fault while the focus is in it"
    keys(stops[1], "២០២៦")
    sheet.leave()
    assert sheet.value("m") == "2026-03-01"
    sheet.put("m", "2024-11-01")
    assert sheet["m"].answer.stops()[1].property("text") == "២០២៤"


def test_half_a_month_is_told_when_the_field_is_left(make: Make) -> None:
    sheet = make(question("date", "m", appearance="month-year"))
    sheet["m"].answer.stops()[1].setFocus(Qt.FocusReason.TabFocusReason)
    keys(sheet["m"].answer.stops()[1], "2026")
    sheet.leave()
    assert sheet["m"].problem_text
    assert sheet.value("m") == ""


@pytest.mark.parametrize(("typed", "stored"), [("៨.៣០", "08:30:00.000+07:00"), ("1405", "14:05:00.000+07:00")])
def test_a_time_is_typed(make: Make, typed: str, stored: str) -> None:
    sheet = make(question("time", "t"))
    sheet.type("t", typed)
    assert sheet.value("t") == stored
    answer = sheet["t"].answer
    assert isinstance(answer, Clock)
    assert answer.clock.edit.text() in ("០៨:៣០", "១៤:០៥")


def test_a_time_from_another_zone_is_shown_by_the_cambodian_clock(make: Make) -> None:
    sheet = make(question("time", "t"))
    sheet.put("t", "01:30:00.000Z")
    answer = sheet["t"].answer
    assert isinstance(answer, Clock)
    assert answer.clock.edit.text() == "០៨:៣០"
    sheet["t"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.leave()
    assert not sheet.outcomes, "looking at an answer does not change it"


def test_a_moment_needs_day_and_time(make: Make) -> None:
    sheet = make(question("dateTime", "m"))
    answer = sheet["m"].answer
    assert isinstance(answer, Moment)
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    keys(answer.moment.day.edit, "5/3/2026")
    sheet.leave()
    assert sheet.value("m") == ""
    assert sheet["m"].problem_text
    answer.moment.clock.edit.setFocus(Qt.FocusReason.TabFocusReason)
    keys(answer.moment.clock.edit, "14:30")
    sheet.leave()
    assert sheet.value("m").startswith("2026-03-05T14:30:00.000+07:00")
    assert not sheet["m"].problem_text


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("11.5564, 104.9282", Point("11.5564", "104.9282")),
        ("១១.៥៥៦៤ ១០៤.៩២៨២ ១២ ៥", Point("11.5564", "104.9282", "12", "5")),
        ("11°33'0\"N 104°55'12\"E", Point("11.55", "104.92")),
        ("104°55′12″E, 11°33′0″N", Point("11.55", "104.92")),
        ("11 33 0 104 55 12", Point("11.55", "104.92")),
        ("S 11.5 W 104.5", Point("-11.5", "-104.5")),
        ("11.5", None),
        ("Phnom Penh", None),
        ("11°70'N 104°E", None),
    ],
)
def test_a_place_is_read_in_the_usual_ways(typed: str, point: Point | None) -> None:
    assert point_typed(typed) == point


def test_south_and_west_are_below_nought() -> None:
    assert angle("11°30' S") == "-11.5"
    assert angle("W 104.25") == "-104.25"
    assert angle("nowhere") is None


@given(st.decimals(-90, 90, places=6), st.decimals(-180, 180, places=6), st.integers(0, 3000))
def test_a_place_in_one_line_reads_back_the_same(north: object, east: object, high: int) -> None:
    point = Point(f"{north:f}", f"{east:f}", str(high))
    assert point.on_earth
    assert point_stored(point.stored) == point
    assert point_typed(point_line(point, "km")) == point


def numbers(stored: str) -> list[float]:
    """The numbers of a stored place or places."""
    return [float(part) for part in stored.replace(";", " ").split()]


def test_a_place_is_typed_in_parts_or_pasted_whole(make: Make) -> None:
    sheet = make(question("geopoint", "p"))
    answer = sheet["p"].answer
    assert isinstance(answer, Place)
    north, east, high, _ = answer.place.edits.values()
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    north.insert("11°33'0\"N 104°55'12\"E")
    sheet.leave()
    assert numbers(sheet.value("p")) == [11.55, 104.92, 0, 0]
    assert (north.text(), east.text()) == ("១១.៥៥", "១០៤.៩២")
    high.setFocus(Qt.FocusReason.TabFocusReason)
    keys(high, "១២")
    sheet.leave()
    assert numbers(sheet.value("p")) == [11.55, 104.92, 12, 0]


def test_exchanged_degrees_are_told(make: Make) -> None:
    sheet = make(question("geopoint", "p"))
    answer = sheet["p"].answer
    assert isinstance(answer, Place)
    answer.place.edits["latitude"].setText("104.92")
    answer.place.edits["longitude"].setText("11.55")
    answer.flush()
    assert sheet.value("p") == ""
    assert "90" in sheet["p"].problem_text or "៩០" in sheet["p"].problem_text


def test_an_area_is_closed_and_a_way_is_not(make: Make) -> None:
    sheet = make(question("geotrace", "way"), question("geoshape", "area"))
    for name in ("way", "area"):
        answer = sheet[name].answer
        assert isinstance(answer, Points)
        answer.area.edit.setPlainText("11.5, 104.9\n១១.៦, ១០៤.៩\n11.6 105")
        answer.flush()
    way = [11.5, 104.9, 0, 0, 11.6, 104.9, 0, 0, 11.6, 105, 0, 0]
    assert numbers(sheet.value("way")) == way
    assert numbers(sheet.value("area")) == [*way, 11.5, 104.9, 0, 0]
    shown = sheet["area"].answer
    assert isinstance(shown, Points)
    shown.put(sheet.value("area"))
    assert len(shown.area.typed()) == 3
    shown.area.edit.setPlainText("11.5, 104.9\nhere")
    shown.flush()
    assert "២" in sheet["area"].problem_text


def test_whole_numbers_refuse_decimals() -> None:
    assert whole_typed("1.5") is None
    assert whole_typed("១៥០.០០០") == "150000"


def test_old_limon_letters_are_offered_in_unicode_and_turned_by_one_key(make: Make) -> None:
    sheet = make(question("text", "t"), question("text", "p", appearance="multiline"), question("text", "n"))
    line, area, plain = (sheet[name].answer for name in "tpn")
    assert isinstance(line, Line)
    assert isinstance(area, Paragraph)
    assert isinstance(plain, Line)
    sheet.type("t", "sux dara:", leave=False)
    sheet.type("n", "Sok Dara", leave=False)
    assert plain.limon is None, "that may be Latin"
    assert line.limon is not None
    assert "សុខ ដារ៉ា" in line.limon.button.text()
    assert sheet.value("t") == "sux dara:", "nothing is turned by itself"
    line.limon.button.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Space)
    assert (sheet.value("t"), line.limon.button.isHidden()) == ("សុខ ដារ៉ា", True)
    area.area.edit.setPlainText("r)aykarN_\neRkam")
    assert area.limon is not None
    assert area.limon.button in area.stops()
    area.read_only(True)
    assert area.limon.button.isHidden()
    area.read_only(False)
    area.limon.button.click()
    assert sheet.value("p") == "របាយការណ៍\nក្រោម"
