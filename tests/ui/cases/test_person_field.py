"""Somebody who is written down already is found while one types, linked by keys, and told with the other roles."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.cases import case_file, case_parts
from app.services.people import people
from app.ui.pages.case_parts.lists.roles_list import RolesList
from app.ui.widgets.person import PersonField
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import register


def test_somebody_is_linked_by_keys_and_the_other_role_is_opened(desk: Desk, qtbot: QtBot) -> None:
    one, two = register(desk), register(desk, child__given_name_km="មករា")
    with desk.session.write("part") as uow:
        names = {"family_name_km": "ហេង", "given_name_km": "សុភី", "relation": "mother"}
        mother = case_parts.add(uow, "family_member", one.child, names)
    field = PersonField(desk.context, "family_member")
    qtbot.addWidget(field)
    field.show()
    field.edit.setText("សុភី")
    field.edit.textEdited.emit("សុភី")
    assert field.fault() != "", "a name alone links nobody"
    desk.settle(lambda: field.found)
    assert one.code in field.model.item(0).text()
    field.completer.activated.emit(field.model.item(0).text())
    assert (field.value(), field.fault()) == (mother, "")
    with desk.session.write("part") as uow:
        case_parts.add(uow, "family_member", two.child, {"who": field.value(), "relation": "aunt"})
        file = case_file.case_file(uow, two.case)
        person = uow.get("family_member", mother).text("who")
        assert people.name_of(uow.get("person", person)) == "ហេង សុភី"
    again = PersonField(desk.context, "family_member")
    qtbot.addWidget(again)
    again.set_value(person)
    desk.settle(lambda: "ហេង សុភី" in again.edit.text())
    home = QWidget()
    qtbot.addWidget(home)
    roles = RolesList(desk.context, home)
    roles.load(file, "family_member", "contact")
    desk.settle(lambda: roles.found)
    (go,) = roles.findChildren(QPushButton)
    assert go.text() == f"ហេង សុភី: Mother · សុខ ដារ៉ា · {one.code}"
    QTest.keyClick(go, Qt.Key.Key_Space)
    assert desk.visits[-1] == ("case", {"case": one.case})
