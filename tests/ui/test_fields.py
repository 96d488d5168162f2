"""Fields and forms: both digit sets, problems beside the field when it is left, the keyboard, both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import InputError
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.widgets.birth import BirthField
from app.ui.widgets.choices import CodeField, CodeSetField, QuietBox
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, LongTextField, NumberField, PhoneField, TextField, grouped_phone, phone_number
from app.ui.widgets.form import Form
from app.ui.widgets.village import VillageField
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import no_english, unnamed


def test_a_line_too_long_for_its_box_ends_with_dots(bare: Context, qtbot: QtBot) -> None:
    box, long = QuietBox(), "ការពិនិត្យតាមដានដោយមិនប្រាប់ជាមុន " * 4
    qtbot.addWidget(box)
    box.addItems(["ខ្លី", long])
    box.resize(200, box.sizeHint().height())
    shown = []
    for row in range(box.count()):
        box.setCurrentIndex(row)
        shown.append(box.shown_text())
    assert shown[0] == "ខ្លី"
    assert shown[1].endswith("…")
    assert long.startswith(shown[1].removesuffix("…"))
    box.resize(4000, box.height())
    assert box.shown_text() == long


def form_of_all(context: Context) -> Form:
    """A form with a field of every kind."""
    form = Form(columns=2)
    kinds = {
        "text": TextField(), "long": LongTextField(), "phone": PhoneField(), "number": NumberField(low=1, high=20),
        "tick": BoolField(), "three": BoolField(three=True), "day": DateField(context, past_only=True),
        "sex": CodeField(context, "sex", buttons=True), "type": CodeField(context, "case_type"),
        "set": CodeSetField(context, "disability"), "birth": BirthField(context), "village": VillageField(context),
    }  # fmt: skip
    for name, field in kinds.items():
        form.add(name, field, required=name in {"text", "sex"})
        form.label(name, "ឈ្មោះ")
    return form


@pytest.mark.parametrize(
    "made", [lambda context: CodeField(context, "sex", buttons=True), lambda context: CodeSetField(context, "disability")]
)
def test_what_a_screen_reader_says_of_choices_follows_the_language(
    window: Window, made: Callable[[Context], CodeField | CodeSetField]
) -> None:
    field = made(window.context)
    field.set_name("name")
    for lang in ("en", "km", "en"):
        window.context.language.switch(lang)
        field.retranslate()
        shown = [each for each in field.findChildren(QAbstractButton) if each.text()]
        assert shown
        assert [each.accessibleName() for each in shown] == [f"name: {each.text()}" for each in shown]
    field.deleteLater()


def put(window: Window, widget: QWidget) -> None:
    """Shows a widget in the window's page."""
    page = window.pages[window.current]
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, widget)
    widget.show()
    settle(window)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("១៥/៣/២០២៦", date(2026, 3, 15)),
        ("15/3/26", date(2026, 3, 15)),
        ("2026-03-15", date(2026, 3, 15)),
        ("32/1/2026", None),
        ("abc", None),
    ],
)
def test_dates_are_typed_in_either_digits_and_written_out(bare: Context, typed: str, day: date | None) -> None:
    field = DateField(bare)
    field.edit.setText(typed)
    assert field.value() == day
    field.leaving()
    assert bool(field.fault()) == (day is None)
    if day:
        assert field.edit.text() == "១៥/០៣/២០២៦"


def test_today_is_a_date_and_tomorrow_is_refused_for_what_has_happened(bare: Context) -> None:
    field = DateField(bare, past_only=True)
    field.edit.setText("ថ្ងៃនេះ")
    assert field.value() == bare.today()
    field.set_value(date(bare.today().year + 1, 1, 1))
    assert field.problem()


@pytest.mark.parametrize(
    ("typed", "kept", "fine"),
    [("០១២ ៣៤៥ ៦៧៨", "012345678", True), ("+855 12-345-678", "+85512345678", True), ("123", "123", False)],
)
def test_telephone_numbers(bare: Context, typed: str, kept: str, fine: bool) -> None:
    field = PhoneField()
    field.edit.setText(typed)
    assert field.value() == kept
    assert (field.problem() == "") == fine


@given(st.text(alphabet="0123456789០១២៣៤៥៦៧៨៩ -().", max_size=20))
def test_grouping_a_telephone_number_loses_nothing(typed: str) -> None:
    number = phone_number(typed)
    assert phone_number(grouped_phone(number)) == number


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(typed=st.text(max_size=30))
def test_no_text_breaks_a_field(bare: Context, typed: str) -> None:
    for field in (TextField(), NumberField(), PhoneField(), DateField(bare)):
        field.edit.setText(typed)
        field.value()
        field.problem()
        field.leaving()
        field.deleteLater()


def test_numbers_have_limits_and_both_digits(bare: Context) -> None:
    field = NumberField(low=1, high=20)
    field.edit.setText("១៥")
    assert (field.value(), field.problem()) == (15, "")
    field.edit.setText("21")
    assert "20" in field.problem()


def test_a_code_is_found_by_typing_in_either_script_and_taken_back(context: Context, window: Window) -> None:
    field = CodeField(context, "nationality")
    put(window, field)
    combo = field.parts[0]
    QTest.keyClicks(combo, "khm")
    assert field.value() is not None
    QTest.keyClick(combo, Qt.Key.Key_Delete)
    assert field.value() is None


def test_an_unknown_code_is_kept(bare: Context) -> None:
    single, several = CodeField(bare, "case_type"), CodeSetField(bare, "disability")
    single.set_value("of_tomorrow")
    several.set_value(["of_tomorrow"])
    assert (single.value(), several.value()) == ("of_tomorrow", ["of_tomorrow"])


def test_a_village_is_found_by_part_of_any_name(context: Context, window: Window, qtbot: QtBot) -> None:
    field = VillageField(context)
    put(window, field)
    field.setFocus()
    QTest.keyClicks(field.edit, "battambang")
    qtbot.waitUntil(lambda: len(field._found) > 5)
    assert field.problem(), "nothing is chosen yet"
    field._take(field._found[0])
    value = field.value()
    assert str(value["village_code"]).startswith("02"), "the own province comes first"
    assert len(str(value["village_code"])) == 8
    shown = VillageField(context)
    shown.set_value(value)
    settle(window)
    assert shown.value() == value
    assert shown.edit.text() == field.edit.text()


@pytest.mark.parametrize(
    ("source", "typed", "birth"),
    [
        ("certificate", "១/២/២០១៥", ("2015-02-01", "2015-02-01")),
        ("stated", "2015", ("2015-01-01", "2015-12-31")),
        ("stated", "3/2015", ("2015-03-01", "2015-03-31")),
        ("stated", "soon", None),
    ],
)
def test_a_birth_is_a_day_a_month_or_a_year(bare: Context, source: str, typed: str, birth: tuple[str, str] | None) -> None:
    field = BirthField(bare)
    field.source.set_value(source)
    field.day.edit.setText(typed)
    value = field.value()
    assert (value.get("birth_from"), value.get("birth_to")) == (birth or (None, None))
    assert bool(field.fault()) == (birth is None)


def test_a_birth_by_age_says_that_it_is_estimated_and_stays_as_it_was_until_it_is_typed_anew(bare: Context) -> None:
    field = BirthField(bare)
    field.source.set_value("age")
    field.age.edit.setText("១០")
    value = field.value()
    assert value["birth_source"] == "age"
    assert field.echo.text()
    again = BirthField(bare)
    again.set_value(value)
    assert again.value() == value
    again.source.set_value("not_known")
    assert again.value() == {"birth_from": None, "birth_to": None, "birth_source": "not_known"}


def test_problems_stand_beside_the_field_once_it_is_left_and_f8_goes_to_the_next(context: Context, window: Window) -> None:
    form = form_of_all(context)
    put(window, form)
    number = form.field("number")
    assert isinstance(number, NumberField)
    number.setFocus()
    QTest.keyClicks(number.edit, "99")
    assert form.cells["number"].problem.isHidden(), "nobody is interrupted while typing"
    QTest.keyClick(number.edit, Qt.Key.Key_Return)
    assert not form.cells["number"].problem.isHidden()
    assert not number.isAncestorOf(QApplication.focusWidget() or form), "Return goes on"
    assert [name for name, _ in form.problems()] == ["text", "number", "sex"]
    form.field("text").setFocus()
    seen = []
    for _ in range(3):
        assert form.next_problem()
        seen.append(
            next(name for name, cell in form.cells.items() if cell.field.isAncestorOf(QApplication.focusWidget() or form))
        )
    assert seen == ["number", "sex", "text"]
    number.set_value(5)
    assert form.cells["number"].problem.isHidden(), "a problem goes as soon as it is put right"


def test_an_error_of_the_services_goes_to_its_field(context: Context, window: Window) -> None:
    form = form_of_all(context)
    put(window, form)
    assert form.show_error(InputError("age_not_possible", field="birth", age=200), "no")
    assert form.cells["birth"].problem.text() == "no"
    assert not form.show_error(InputError("not_allowed"), "no"), "one that names no field is for the page"


def test_fields_change_their_language_and_keep_their_answers(context: Context, window: Window) -> None:
    form = form_of_all(context)
    put(window, form)
    answers: dict[str, object] = {"text": "សុខ", "sex": "female", "set": ["hearing"], "day": "2026-03-05", "number": 3}
    form.set_values(answers)
    before = form.values()
    assert no_english(form) == []
    assert unnamed(form) == []
    context.language.switch("en")
    settle(window)
    assert form.values() == before
    assert any("Female" in part.text() for part in form.field("sex").parts if hasattr(part, "text"))
    form.reset()
    assert form.values()["text"] is None


def test_an_icon_without_room_is_nothing_and_no_complaint(qapp: QApplication) -> None:
    assert icon("save", "#000000").pixmap(QSize(0, 0)).isNull()
