"""Orders and scales: by keyboard, by mouse, empty until they are touched."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.forms.evaluation import Choice
from app.ui.forms.answers.ranges import Scale, Sliding, scale_of
from app.ui.forms.answers.ranking import Ranking
from tests.support.answer_sheet import keys
from tests.support.workbooks import question
from tests.ui.forms.conftest import Make

# ---- order ----


def test_an_order_begins_with_the_first_move_and_holds_all_choices(make: Make) -> None:
    sheet = make(question("rank likes", "r"))
    answer = sheet["r"].answer
    assert isinstance(answer, Ranking)
    assert sheet.value("r") == ""
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert sheet.value("r") == "b a c d"
    keys(answer.list, "៤")
    assert sheet.value("r") == "b c d a"
    sheet.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert sheet.value("r") == "b c a d"
    assert answer.list.item(0).text().startswith("១")
    sheet.press(Qt.Key.Key_Delete)
    assert sheet.value("r") == ""
    assert answer.order() == ["a", "b", "c", "d"]


def test_an_order_is_drawn_with_the_mouse_and_taken_as_it_is(make: Make) -> None:
    sheet = make(question("rank likes", "r"))
    answer = sheet["r"].answer
    assert isinstance(answer, Ranking)
    answer.take.click()
    assert sheet.value("r") == "a b c d"
    model = answer.list.model()
    assert model.moveRow(answer.list.rootIndex(), 3, answer.list.rootIndex(), 0)  # what a drop does
    assert sheet.value("r") == "d a b c"
    sheet["r"].update_state()
    sheet.switch("en")
    assert answer.list.item(0).text().startswith("1")
    assert "Strongly agree" in answer.list.item(0).text()


# ---- scale ----


@pytest.mark.parametrize(
    ("parameters", "values"),
    [
        ({}, ["1", "10"]),
        ({"start": "0", "end": "1", "step": "0.1"}, ["0.0", "1.0"]),
        ({"start": "5", "end": "1", "step": "1"}, ["5", "1"]),
        ({"start": "1", "end": "10", "step": "4"}, ["1", "9"]),
        ({"start": "1", "end": "9", "step": "0"}, ["1", "9"]),
        ({"start": "x", "end": "9"}, ["1", "9"]),
    ],
)
def test_a_scale_goes_from_its_start_by_its_steps(parameters: dict[str, str], values: list[str]) -> None:
    scale = scale_of(parameters)
    assert [scale.value(0), scale.value(scale.count)] == values
    assert scale.place(values[1]) == scale.count
    assert scale.place("0.25") is None


@given(st.integers(-50, 50), st.integers(1, 40), st.sampled_from(["1", "2", "0.5", "0.1"]))
def test_every_value_of_a_scale_has_its_place(start: int, steps: int, step: str) -> None:
    scale = Scale(Decimal(start), Decimal(start) + Decimal(step) * steps, Decimal(step))
    assert [scale.place(scale.value(place)) for place in range(scale.count + 1)] == list(range(scale.count + 1))


def test_a_slider_is_empty_until_it_is_touched(make: Make) -> None:
    sheet = make(question("range", "g", parameters="start=0 end=10 step=2"))
    answer = sheet["g"].answer
    assert isinstance(answer, Sliding)
    assert answer.slider.property("empty") == "true"
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.leave()
    assert sheet.value("g") == ""
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Right)
    assert sheet.value("g") == "0"
    sheet.press(Qt.Key.Key_Right)
    assert sheet.value("g") == "2"
    assert answer.line.edit.text() == "២"
    sheet.press(Qt.Key.Key_Delete)
    assert sheet.value("g") == ""
    assert answer.slider.property("empty") == "true"


def test_a_slider_is_pressed_with_the_mouse_and_typed_into(make: Make) -> None:
    sheet = make(question("range", "g", parameters="start=0 end=10 step=2", appearance="no-ticks"))
    answer = sheet["g"].answer
    assert isinstance(answer, Sliding)
    assert not answer.slider.every
    QTest.mouseClick(
        answer.slider, Qt.MouseButton.LeftButton, pos=QPoint(answer.slider.width() - 4, answer.slider.height() // 2)
    )
    assert sheet.value("g") == "10"
    answer.line.edit.setText("៦")
    answer.flush()
    assert sheet.value("g") == "6"
    assert answer.slider.value() == 3
    answer.line.edit.setText("7")
    answer.flush()
    assert sheet.value("g") == "6"
    assert sheet["g"].problem_text
    answer.line.edit.setFocus(Qt.FocusReason.TabFocusReason)
    answer.line.edit.setText("6")
    sheet.press(Qt.Key.Key_Up)
    assert sheet.value("g") == "8"


def test_ticks_and_words_of_a_scale_stand_where_the_form_says(make: Make) -> None:
    rows = [
        {"list_name": "ends", "name": name, "label::Khmer (km)": km, "label::English (en)": en}
        for name, km, en in (("0", "ទាប", "Low"), ("10", "ខ្ពស់", "High"))
    ]
    parameters = "start=0 end=10 step=1 tick_interval=5 placeholder=5 tick_labelset=ends"
    sheet = make(question("range", "g", parameters=parameters), choices=rows)
    answer = sheet["g"].answer
    assert isinstance(answer, Sliding)
    assert answer.slider.every == 5
    answer.show_choices([Choice("0", "Low"), Choice("10", "High"), Choice("11", "Beyond")])
    assert answer.tick_words.words == {0: "Low", 10: "High"}
    assert answer.slider.spot(0) < answer.slider.spot(5) < answer.slider.spot(10)
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Space)
    assert answer.line.edit.text() == "៥", "one begins where the form says"


def test_a_slider_may_stand_upright(make: Make) -> None:
    sheet = make(question("range", "g", parameters="start=0 end=10 step=1", appearance="vertical"))
    answer = sheet["g"].answer
    assert isinstance(answer, Sliding)
    assert answer.slider.height() > answer.slider.width()


def test_a_scale_as_box_or_stars(make: Make) -> None:
    sheet = make(
        question("range", "box", parameters="start=0 end=1 step=0.5", appearance="picker"),
        question("range", "stars", parameters="start=1 end=5 step=1", appearance="rating"),
    )
    sheet.type("box", "0.5")
    assert sheet.value("box") == "0.5"
    sheet["stars"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    keys(QApplication.focusWidget() or sheet.page, "4")
    assert sheet.value("stars") == "4"
