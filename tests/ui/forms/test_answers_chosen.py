"""Answers that are chosen: marks, boxes, lists to search in, orders, sliders."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.forms.evaluation import Choice
from app.ui.context import Context
from app.ui.forms.answers import LabelRow, Options, Ticks
from app.ui.forms.answers.finding import Checklist, Finder, Picker
from app.ui.forms.answers.listed import ChoiceModel
from app.ui.forms.answers.options import shape_of
from app.ui.forms.answers.ranges import ScalePicks, Sliding
from app.ui.forms.answers.ranking import Ranking
from app.ui.forms.answers.single import Acknowledge
from tests.support.answer_sheet import keys, villages
from tests.support.workbooks import question
from tests.ui.forms.conftest import Make


@pytest.mark.parametrize(
    ("kind", "appearance", "count", "widget"),
    [
        ("select_one likes", None, 0, Options),
        ("select_one likes", "likert", 0, Options),
        ("select_one likes", "quick", 0, Options),
        ("select_one likes", "columns-pack", 0, Options),
        ("select_one likes", "horizontal", 0, Options),
        ("select_one likes", "minimal", 0, Picker),
        ("select_one likes", "autocomplete", 0, Finder),
        ("select_one likes", "search", 0, Finder),
        ("select_one village", None, 40, Finder),
        ("select_one village", "minimal", 250, Finder),
        ("select_multiple likes", None, 0, Ticks),
        ("select_multiple likes", "minimal", 0, Checklist),
        ("select_multiple village", None, 40, Checklist),
        ("rank likes", None, 0, Ranking),
        ("range", None, 0, Sliding),
        ("range", "picker", 0, ScalePicks),
        ("range", "rating", 0, ScalePicks),
        ("acknowledge", None, 0, Acknowledge),
        ("trigger", None, 0, Acknowledge),
    ],
)
def test_every_appearance_has_its_widget(
    make: Make, kind: str, appearance: str | None, count: int, widget: type[QWidget]
) -> None:
    sheet = make(question(kind, "q", appearance=appearance), choices=villages(count or 1))
    assert type(sheet["q"].answer) is widget


def test_keys_choose_take_back_and_go_on(make: Make) -> None:
    sheet = make(question("select_one likes", "s"), question("select_multiple likes", "m"))
    sheet["s"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Down)
    assert sheet.value("s") == "", "a look is no answer"
    keys(QApplication.focusWidget() or sheet.page, "៣")
    assert sheet.value("s") == "c"
    sheet.press(Qt.Key.Key_Return)
    keys(QApplication.focusWidget() or sheet.page, "1")
    keys(QApplication.focusWidget() or sheet.page, "4")
    assert sheet.value("m") == "a d"
    sheet.press(Qt.Key.Key_Delete)
    assert sheet.value("m") == ""


def test_a_number_in_the_words_of_a_choice_is_its_key(make: Make) -> None:
    rows = [
        {"list_name": "score", "name": name, "label::Khmer (km)": km, "label::English (en)": en}
        for name, km, en in (("n", "០ - គ្មាន", "0 - None"), ("w", "១ - ខ្សោយ", "1 - Weak"), ("u", "មិនដឹង", "Not known"))
    ]
    sheet = make(question("select_one score", "s"), choices=rows)
    answer = sheet["s"].answer
    assert isinstance(answer, Options)
    assert [knob.words for knob in answer.knobs.values()] == ["០ - គ្មាន", "១ - ខ្សោយ", "មិនដឹង"], "no third score"
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    for key, value in (("1", "w"), ("០", "n"), ("3", "u"), ("2", "u")):
        keys(QApplication.focusWidget() or sheet.page, key)
        assert sheet.value("s") == value


def test_quick_goes_on_to_the_next_question(make: Make) -> None:
    sheet = make(question("select_one likes", "s", appearance="quick"), question("text", "t"))
    sheet["s"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    keys(QApplication.focusWidget() or sheet.page, "2")
    assert sheet.value("s") == "b"
    assert sheet["t"].isAncestorOf(QApplication.focusWidget() or sheet.page)


def test_a_likert_question_is_a_row_and_columns_are_kept_to(make: Make) -> None:
    sheet = make(
        question("select_one likes", "row", appearance="likert"),
        question("select_one likes", "two", appearance="columns-2"),
        question("select_one likes", "narrow", appearance="likert"),
    )
    tops = {name: [knob.y() for knob in options(sheet["row" if name == "row" else name].answer)] for name in ("row", "two")}
    assert len(set(tops["row"])) == 1
    assert tops["two"][0] == tops["two"][1] < tops["two"][2]
    answer = sheet["narrow"].answer
    answer.setParent(None)
    answer.resize(150, 400)
    answer.show()
    QApplication.processEvents()
    assert len({knob.x() for knob in options(answer)}) == 1, "where a row has no room the choices stand below each other"
    answer.deleteLater()


def options(answer: QWidget) -> list[QWidget]:
    """The marks of a question."""
    assert isinstance(answer, Options)
    return list(answer.knobs.values())


def test_a_long_choice_goes_on_in_the_next_line(make: Make) -> None:
    long = {"list_name": "long", "name": "x", "label::Khmer (km)": "ត្រូវធ្វើអន្តរាគមន៍ជាបន្ទាន់ " * 12, "label::English (en)": "a"}
    sheet = make(question("select_one long", "s"), choices=[long])
    (knob,) = options(sheet["s"].answer)
    sheet.page.resize(500, 700)
    QApplication.processEvents()
    assert knob.width() <= 500
    assert knob.height() >= knob.heightForWidth(knob.width()) - 1
    assert knob.height() > knob.fontMetrics().height() * 3


def test_a_row_of_a_table_has_bare_marks_below_the_words_of_its_head(make: Make, bare: Context) -> None:
    sheet = make(question("select_one likes", "r", appearance="list-nolabel"))
    answer = sheet["r"].answer
    assert isinstance(answer, Options)
    head = LabelRow(sheet.page)
    head.show_choices(sheet.session.choices(sheet["r"].key))
    for widget in (head, answer):
        widget.setParent(sheet.page)
        widget.setGeometry(0, 0, 800, 60)
        widget.show()
    QApplication.processEvents()
    for words, knob in zip(head.labels, answer.knobs.values(), strict=True):
        assert knob.bare
        assert words.text() in knob.accessibleName()
        assert abs(words.geometry().center().x() - knob.geometry().center().x()) <= 2


@pytest.mark.parametrize(
    ("appearance", "columns", "upright"),
    [("columns", 0, False), ("columns-3", 3, False), ("compact-2", 2, False), ("likert", 0, True), ("w4", 0, False)],
)
def test_shapes_are_read_from_the_words_of_an_appearance(appearance: str, columns: int, upright: bool) -> None:
    shape = shape_of({appearance})
    assert (shape.columns, shape.upright) == (columns, upright)


# ---- boxes and lists ----


def test_a_box_finds_its_line_by_typing_in_either_language(make: Make) -> None:
    sheet = make(question("select_one likes", "s", appearance="minimal"))
    sheet.type("s", "យល់")
    assert sheet.value("s") == "c"
    sheet["s"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Delete)
    assert sheet.value("s") == ""


def test_a_choice_is_found_by_part_of_its_words_with_marks_forgiven(make: Make) -> None:
    sheet = make(question("select_one village", "v"), choices=villages(300))
    answer = sheet["v"].answer
    assert isinstance(answer, Finder)
    sheet.type("v", "សំរោង ១២៣", leave=False)
    assert [answer.model.value(row) for row in range(len(answer.model.shown))] == ["v123"]
    sheet.press(Qt.Key.Key_Return)
    assert sheet.value("v") == "v123"
    assert answer.edit.text() == "ភូមិ សំរោង 123"
    sheet.switch("en")
    assert answer.edit.text() == "Samrong 123"


def test_words_that_are_no_choice_are_refused_and_stay(make: Make) -> None:
    sheet = make(question("select_one village", "v"), choices=villages(300))
    sheet.put("v", "v7")
    answer = sheet["v"].answer
    assert isinstance(answer, Finder)
    answer.edit.setText("somewhere else")
    answer.flush()
    assert sheet.value("v") == "v7"
    assert sheet["v"].problem_text
    answer.edit.clear()
    answer.flush()
    assert sheet.value("v") == ""
    assert not sheet["v"].problem_text


def test_down_lists_everything_and_enter_takes_a_line(make: Make) -> None:
    sheet = make(question("select_one village", "v"), choices=villages(60))
    answer = sheet["v"].answer
    assert isinstance(answer, Finder)
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Down)
    assert answer.list.isVisible()
    assert len(answer.model.shown) == 60
    answer.list.setCurrentIndex(answer.completer.completionModel().index(4, 0))
    QTest.keyClick(answer.list, Qt.Key.Key_Return)
    assert sheet.value("v") == "v5"
    assert not answer.list.isVisible()


def test_ticks_in_a_long_list_are_set_by_keyboard_in_the_order_of_the_choices(make: Make) -> None:
    sheet = make(question("select_multiple village", "v"), choices=villages(300))
    answer = sheet["v"].answer
    assert isinstance(answer, Checklist)
    for typed in ("300", "17 ", "300"):
        sheet.type("v", f"រោង {typed}".strip(), leave=False)
        row = next(place for place in range(len(answer.model.shown)) if answer.model.value(place) == f"v{typed.strip()}")
        sheet.press(Qt.Key.Key_Down)
        answer.view.setCurrentIndex(answer.model.index(row, 0))
        sheet.press(Qt.Key.Key_Space)
        answer.edit.clear()
        answer.model.look("")
        if typed == "17 ":
            assert sheet.value("v") == "v17 v300"
    assert sheet.value("v") == "v17"
    assert "ភូមិ សំរោង 17" in answer.chosen.text()


def test_a_folded_list_opens_by_its_button(make: Make) -> None:
    sheet = make(question("select_multiple likes", "m", appearance="minimal"))
    answer = sheet["m"].answer
    assert isinstance(answer, Checklist)
    assert not answer.view.isVisibleTo(sheet.page)
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Space)
    assert answer.view.isVisibleTo(sheet.page)
    sheet.press(Qt.Key.Key_Down)
    sheet.press(Qt.Key.Key_Space)
    assert sheet.value("m") == "a"


def test_fifty_thousand_choices_stay_quick(make: Make, qtbot: QtBot) -> None:
    choices = tuple(Choice(f"v{place}", f"ភូមិ សំរោង {place}") for place in range(50_000))
    sheet = make(question("select_one village", "v"), choices=villages(40))
    answer = sheet["v"].answer
    assert isinstance(answer, Finder)
    before = len(answer.findChildren(QWidget))
    began = time.process_time()  # its own work: what else the machine is at does not count
    answer.show_choices(choices)
    answer.model.look("សំរោង 4999")
    assert time.process_time() - began < 0.5
    assert answer.model.shown[0] == 4999
    assert len(answer.findChildren(QWidget)) == before, "rows are drawn, not made"
    answer.model.look("រោង ៤៩៩៩៩")  # digits of the other set: found when all rows were looked at
    qtbot.waitUntil(lambda: not answer.model.searching, timeout=20_000)
    assert [answer.model.value(row) for row in range(len(answer.model.shown))] == ["v49999"]


@given(st.lists(st.sampled_from(["សំរោង", "ត្រពាំង", "Prey", "ខ្ពស់"]), min_size=1, max_size=3), st.integers(1, 60))
def test_a_row_that_is_found_holds_every_word_typed(words: list[str], count: int) -> None:
    parent = QObject()
    model = ChoiceModel(parent)
    labels = [f"{'សំរោង' if place % 2 else 'ត្រពាំង'} {'Prey' if place % 3 else 'ខ្ពស់'} {place}" for place in range(count)]
    model.set_choices([Choice(str(place), label) for place, label in enumerate(labels)])
    model.look(" ".join(words))
    wanted = [place for place, label in enumerate(labels) if all(word in label for word in words)]
    assert model.shown == wanted


def test_a_list_that_grows_becomes_one_to_search_in(make: Make) -> None:
    rows = [{**row, "far": "yes" if place > 5 else "no"} for place, row in enumerate(villages(50))]
    sheet = make(
        question("select_one yes_no", "far"),
        question("select_one village", "v", choice_filter="${far} = 'yes' or far = 'no'"),
        choices=rows,
    )
    assert isinstance(sheet["v"].answer, Options)
    sheet["far"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    keys(QApplication.focusWidget() or sheet.page, "1")
    assert sheet.value("far") in ("yes", "no")
    if sheet.value("far") != "yes":
        sheet.put("far", "yes")
    sheet["v"].update_state()
    assert isinstance(sheet["v"].answer, Finder)


def test_a_tick_confirms_and_is_taken_back(make: Make) -> None:
    sheet = make(question("acknowledge", "a"))
    sheet["a"].answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_Space)
    assert sheet.value("a") == "OK"
    sheet.press(Qt.Key.Key_Delete)
    assert sheet.value("a") == ""


def test_pictures_stand_above_the_words_of_a_choice(bare: Context, make: Make) -> None:
    from PySide6.QtGui import QColor, QImage

    from app.forms.evaluation import Choice
    from app.ui.forms.answers.ink import png

    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    answer = Options(None, None, {"a.png": png(image)}.get)
    answer.show_choices([Choice("a", "A", {"image": "a.png"}), Choice("b", "B", {"image": "gone.png"})])
    assert answer.knobs["a"].picture.width() == 40
    assert answer.knobs["b"].picture.isNull()
    assert answer.knobs["a"].sizeHint().height() > answer.knobs["b"].sizeHint().height()
    answer.deleteLater()
