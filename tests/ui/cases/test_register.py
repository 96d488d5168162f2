"""Registering by keyboard: form 1 in its order, problems beside their fields, drafts that survive, duplicates at the side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.data import drafts
from app.services.cases import case_file, case_parts
from app.services.sharing import hand_overs
from app.ui.pages.case_parts.lists.rows_field import RowsField
from app.ui.pages.register_case import RegisterCasePage
from app.ui.widgets.person import PersonField
from tests.support.closing import close_case
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import register


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> RegisterCasePage:
    page = RegisterCasePage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.shown()
    desk.settle()
    return page


def fill(page: RegisterCasePage, **values: object) -> None:
    page.form.set_values({"received_on": page.context.today(), **values})


def test_a_child_is_registered_by_keys_alone(page: RegisterCasePage, desk: Desk, qtbot: QtBot) -> None:
    fill(page, given_name_km="ដារ៉ា", sex="female", risk_level="high", categories=["orphan"])
    page.form.field("received_time").set_value("៨:៣០")
    contacts = page.form.field("contacts")
    assert isinstance(contacts, RowsField)
    contacts.add_button.setFocus()
    QTest.keyClick(contacts.add_button, Qt.Key.Key_Space)
    contacts.forms[0].set_values({"person": "យាយ", "phone": "012 345 678", "safe": "yes"})
    page.form.field("concerns").set_value([{"code": "neglect", "kind": "at_risk"}])
    assert page.save()
    desk.settle(lambda: desk.visits)
    name, where = desk.visits[-1]
    assert name == "case"
    with desk.session.read() as reader:
        file = case_file.case_file(reader, str(where["case"]))
        assert file.child.text("given_name_km") == "ដារ៉ា"
        assert file.case.text("received_precision") == "minute"
        assert file.case.text("received_at").endswith("T01:30:00.000Z")
        assert [row.text("safe") for row in file.contacts] == ["yes"]
        assert [row.text("code") for row in file.rows("concern")] == ["neglect"]
        assert drafts.draft(reader, "register_case") is None
    assert page.form.field("given_name_km").value() is None


def test_what_is_missing_is_told_beside_the_field_and_the_focus_goes_there(page: RegisterCasePage, desk: Desk) -> None:
    page.form.set_values({"given_name_km": "ដារ៉ា"})
    assert page.save()
    assert [name for name, _ in page.form.problems()] == ["received_on"]
    assert page.problems.text()
    assert not desk.visits
    assert page.next_problem()


def test_a_child_without_a_name_is_asked_about_once(page: RegisterCasePage, desk: Desk) -> None:
    fill(page)
    desk.answers.agrees = False
    page.save()
    desk.settle(page.save_button.isEnabled)
    assert not desk.visits
    desk.answers.agrees = True
    page.save()
    desk.settle(lambda: desk.visits)
    with desk.session.read() as reader:
        assert [child.flag("name_unknown") for child in reader.find("child")] == [True]


def test_an_error_of_the_services_stands_at_its_field(page: RegisterCasePage, desk: Desk) -> None:
    birth = {"birth_from": "2026-01-05", "birth_to": "2026-01-05", "birth_source": "certificate"}
    page.form.set_values({"received_on": date(2025, 12, 1), "given_name_km": "ដារ៉ា", "birth": birth})
    page.save()
    desk.settle(lambda: page.problems.text() or page.form.problems())
    with desk.session.read() as reader:
        assert reader.count("case") == reader.count("child") == 0


def test_a_birth_in_the_future_is_refused_while_it_is_typed(page: RegisterCasePage, desk: Desk) -> None:
    fill(page, given_name_km="ដារ៉ា")
    birth: Any = page.form.field("birth")
    birth.day.set_value("1/1/2099")
    page.save()
    assert [name for name, _ in page.form.problems()] == ["birth"]
    assert not desk.visits


def test_the_limit_stands_at_the_risk_as_soon_as_it_is_chosen(page: RegisterCasePage, desk: Desk) -> None:
    day = page.form.field("received_on").parts[0]
    day.setFocus()
    QTest.keyClicks(day, "5/1/2026")
    risk = page.form.field("risk_level").parts[0]
    risk.setFocus()
    QTest.keyClick(risk, Qt.Key.Key_Space)
    hint = page.form.cells["risk_level"].hint
    assert hint.text().startswith("First contact until the end of 06/01/2026: within 24 hours")
    clock = page.form.field("received_time").parts[0]
    QTest.keyClicks(clock, "8:30")
    assert "until 06/01/2026 08:30" in hint.text()


def test_a_draft_is_offered_again_after_a_crash(page: RegisterCasePage, desk: Desk, qtbot: QtBot) -> None:
    fill(page, given_name_km="មករា", done_on=date(2026, 1, 5))
    page.form.field("family").set_value([{"given_name_km": "បង", "relation": "sister"}])
    page.leave()
    desk.settle()
    again = RegisterCasePage(desk.context)
    qtbot.addWidget(again)
    again.shown()
    desk.settle(lambda: again.form.field("given_name_km").value())
    assert again.form.field("given_name_km").value() == "មករា"
    assert again.form.field("done_on").value() == date(2026, 1, 5)
    family = again.form.field("family")
    assert isinstance(family, RowsField)
    assert family.value()[0]["relation"] == "sister"
    assert again.kept.text()
    desk.answers.agrees = True
    again.throw_away()
    desk.settle()
    with desk.session.read() as reader:
        assert drafts.draft(reader, "register_case") is None


def words(widget: QWidget) -> str:
    """Everything that stands in a widget."""
    told = [part.text() for part in widget.findChildren(QLabel) if not part.isHidden()]
    return " ".join([*told, *(part.text() for part in widget.findChildren(QPushButton) if not part.isHidden())])


def test_what_nobody_typed_is_no_draft(page: RegisterCasePage, desk: Desk) -> None:
    assert page.form.field("done_by").value() == "Chan Sophea"
    page.leave()
    desk.settle()
    with desk.session.read() as reader:
        assert drafts.draft(reader, "register_case") is None
    assert not page.kept.text()


def test_duplicates_appear_while_typing_and_a_sibling_ends_the_warning(page: RegisterCasePage, desk: Desk) -> None:
    first = register(desk)
    fill(page, family_name_km="សុខ", given_name_km="ដារា", sex="female")
    page.form.field("birth").set_value({"birth_from": "2015-02-03", "birth_to": "2015-02-03", "birth_source": "stated"})
    desk.settle(lambda: page.alike.found)
    assert first.code in words(page.alike)
    page.alike.settled.emit(first.child, "", "twin")
    desk.settle(lambda: not page.alike.found)
    page.save()
    desk.settle(lambda: desk.visits)
    with desk.session.read() as reader:
        (marked,) = reader.find("family_member", linked_child=first.child)
        assert marked.code("relation") == "sister"
        (told,) = reader.find("distinct", other=first.child)
        assert (told.code("kind"), told.text("child")) == ("twin", marked.text("child"))
        assert reader.count("child") == 2


def test_the_mother_who_is_typed_is_compared_and_each_reason_has_words(page: RegisterCasePage, desk: Desk) -> None:
    first = register(desk, child__family_book="FB-9")
    with desk.session.write("x") as uow:
        told = {"family_name_km": "ចាន់", "given_name_km": "ធារី", "relation": "mother"}
        case_parts.add(uow, "family_member", first.child, told)
    fill(page, family_name_km="សុខ", given_name_km="ដារា", sex="female", family_book="FB-9")
    page.form.set_values({f"carer_{name}": value for name, value in told.items()})
    desk.settle(lambda: page.alike.found and "mother" in page.alike.found[0].reasons)
    shown = words(page.alike)
    assert "same mother" in shown
    assert "same family book or equity card" in shown
    assert not {reason for reason in page.alike.found[0].reasons if page.words.reason(reason) == reason}


def test_a_carer_who_is_known_is_picked_by_keyboard_and_no_second_person_comes_of_it(
    page: RegisterCasePage, desk: Desk
) -> None:
    first = register(desk)
    with desk.session.write("x") as uow:
        told = {"family_name_km": "ចាន់", "given_name_km": "ធារី", "sex": "female", "relation": "mother"}
        mother = case_parts.add(uow, "family_member", first.child, {**told, "name_latin": "Chan Theary"})
    fill(page, family_name_km="កែវ", given_name_km="មករា", sex="female", risk_level="low")
    who = page.form.field("carer_who")
    assert isinstance(who, PersonField)
    who.edit.setFocus()
    QTest.keyClicks(who.edit, "theary")
    desk.settle(lambda: who.found)
    who._picked_text(who._told(who.found[0]))
    page.form.set_values({"carer_relation": "aunt"})
    page.save()
    desk.settle(lambda: desk.visits)
    with desk.session.read() as reader:
        rows = [row for row in reader.find("family_member", is_carer=True) if row.id != mother and row.ref("who")]
        assert [(row.text("given_name_km"), row.text("sex")) for row in rows] == [("ធារី", "female")]
        assert rows[0].text("who") == reader.get("family_member", mother).text("who")
        assert reader.count("person") == 1


def test_the_case_of_somebody_else_shows_no_name(page: RegisterCasePage, desk: Desk) -> None:
    with desk.session.write("x") as uow:
        other = uow.create("user", {"office": "0102", "name": "Keo Rithy", "phone": "011222333", "roles": ["caseworker"]})
    first = register(desk)
    with desk.session.write("x") as uow:
        hand_overs.give(uow, first.case, other)
    actor = desk.session.actor
    desk.session.actor = type(actor)(actor.user, actor.name, actor.office, frozenset({"caseworker"}), frozenset())
    fill(page, family_name_km="សុខ", given_name_km="ដារ៉ា")
    desk.settle(lambda: page.alike.found)
    told = words(page.alike)
    assert first.code in told
    assert "Keo Rithy" in told
    assert "Sok" not in told
    assert "ដារ៉ា" not in told


def test_a_known_child_gets_a_second_case(page: RegisterCasePage, desk: Desk) -> None:
    first = register(desk)
    with desk.session.write("x") as uow:
        close_case(uow, first.case, "success")
    fill(page, risk_level="low")
    page.alike.taken.emit(first.child, first.code)
    page.save()
    desk.settle(lambda: desk.visits)
    with desk.session.read() as reader:
        assert reader.count("child") == 1
        assert reader.count("case", child=first.child) == 2


def test_everything_has_an_accessible_name_and_fits_a_small_screen(page: RegisterCasePage, desk: Desk) -> None:
    page.form.field("contacts").set_value([{"person": "x"}])
    QApplication.processEvents()
    for name, cell in page.form.cells.items():
        assert all(part.accessibleName() for part in cell.field.parts), name
    for knob in page.findChildren(QPushButton):
        assert knob.text() or knob.accessibleName()
    assert page.minimumSizeHint().width() <= 1200
