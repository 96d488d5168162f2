"""The cases of brothers and sisters stand on the page of a case and are opened from there by a key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services.cases import case_file
from app.services.people import distinct
from app.ui.pages.case_parts.tabs.case_tab import TabHost
from app.ui.pages.case_parts.tabs.family_tab import FamilyTab
from app.ui.pages.case_parts.views.words import CaseWords
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import register


def test_a_twins_case_is_opened_from_the_family(desk: Desk, qtbot: QtBot) -> None:
    one, two = register(desk), register(desk, child__given_name_km="តារា")
    tab = FamilyTab(TabHost(desk.context, CaseWords(desk.context), dict))
    qtbot.addWidget(tab)
    tab.show()
    with desk.session.read() as reader:
        tab.load(case_file.case_file(reader, one.case), editable=True)
    desk.settle()
    assert tab.siblings.isHidden()
    with desk.session.write("distinct") as uow:
        distinct.mark(uow, one.child, two.child, "twin")
        file = case_file.case_file(uow, one.case)
    tab.load(file, editable=True)
    desk.settle(lambda: tab.found)
    (go,) = tab.siblings.findChildren(QPushButton)
    assert "តារា" in go.text()
    assert two.code in go.text()
    QTest.keyClick(go, Qt.Key.Key_Space)
    assert desk.visits[-1] == ("case", {"case": two.case})
