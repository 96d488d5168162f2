"""Names as they are typed: Limon letters are noticed, a Latin spelling is proposed; an age that contradicts a day of birth."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.cases import case_file
from app.ui.pages.register_case import RegisterCasePage
from app.ui.widgets.birth import BirthField
from app.ui.widgets.fields import TextField
from app.ui.widgets.names import KhmerNameField
from tests.ui.cases.conftest import Desk


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> RegisterCasePage:
    page = RegisterCasePage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.shown()
    desk.settle()
    return page


def text_field(page: RegisterCasePage, name: str) -> TextField:
    field = page.form.field(name)
    assert isinstance(field, TextField)
    return field


def khmer_field(page: RegisterCasePage, name: str) -> KhmerNameField:
    field = page.form.field(name)
    assert isinstance(field, KhmerNameField)
    return field


def test_limon_letters_are_noticed_and_turned_by_one_key(page: RegisterCasePage) -> None:
    field = khmer_field(page, "given_name_km")
    QTest.keyClicks(field.edit, "dara")
    assert field.offer.isHidden()
    QTest.keyClicks(field.edit, ":")
    assert not field.offer.isHidden()
    assert "ដារ៉ា" in field.offer.text()
    assert field.value() == "dara:"  # nothing is turned by itself
    field.offer.setFocus()
    QTest.keyClick(field.offer, Qt.Key.Key_Space)
    assert field.value() == "ដារ៉ា"
    assert field.offer.isHidden()
    assert page.form.field("given_name_latin").value() == "Dara"


def type_name(field: KhmerNameField, name: str) -> None:
    """As from an input method: what the person typed, not what the programme showed."""
    field.edit.setText(name)
    field.edit.textEdited.emit(name)


def test_a_latin_name_is_proposed_and_waits_until_confirmed(page: RegisterCasePage, desk: Desk) -> None:
    type_name(khmer_field(page, "family_name_km"), "សុខ")
    type_name(khmer_field(page, "given_name_km"), "សុភា")
    assert page.form.field("family_name_latin").value() == "Sok"
    assert page.form.field("latin_confirmed").value() is False
    assert not page.form.cells["family_name_latin"].hint.isHidden()
    type_name(khmer_field(page, "given_name_km"), "ដារ៉ា")
    assert page.form.field("given_name_latin").value() == "Dara"  # follows while nobody spelt it
    page.form.set_values({"received_on": page.context.today(), "sex": "male"})
    page.save()
    desk.settle(lambda: desk.visits)
    with desk.session.read() as reader:
        child = case_file.case_file(reader, str(desk.visits[-1][1]["case"])).child
    assert child.text("given_name_latin") == "Dara"
    assert child.flag("latin_confirmed") is not True


def test_a_spelling_of_the_family_is_confirmed_and_stays(page: RegisterCasePage) -> None:
    type_name(khmer_field(page, "given_name_km"), "សុភា")
    latin = text_field(page, "given_name_latin")
    latin.edit.selectAll()
    QTest.keyClicks(latin.edit, "Sophear")
    assert page.form.field("latin_confirmed").value() is True
    assert page.form.cells["given_name_latin"].hint.isHidden()
    type_name(khmer_field(page, "given_name_km"), "ដារ៉ា")
    assert latin.value() == "Sophear"


def test_a_name_that_is_shown_proposes_nothing(page: RegisterCasePage) -> None:
    page.form.set_values({"given_name_km": "ដារ៉ា"})
    assert page.form.field("given_name_latin").value() is None


def test_an_age_that_contradicts_the_day_of_birth_is_explained_beside_it(page: RegisterCasePage) -> None:
    birth = page.form.field("birth")
    assert isinstance(birth, BirthField)
    year = page.context.today().year - 10
    birth.source.set_value("certificate")
    birth.day.set_value(f"01/01/{year}")
    assert not birth.told_age.isHidden()
    for age, wrong in (("10", False), ("១១", False), ("6", True), ("12", True), ("", False)):
        birth.told_age.set_value(age)
        assert birth.doubt.isHidden() is not wrong, age
    birth.source.set_value("age")
    birth.age.set_value("5")
    assert not birth.doubt.isHidden()
    assert birth.told_age.isHidden()
    assert birth.fault() == ""
    birth.age.set_value("10")
    assert birth.doubt.isHidden()
