"""What tests of a case in the window have in common: a case and its page, and what can be read there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.services.cases import case_json, cases
from app.ui.pages.case import CasePage
from tests.data.cases.support import form
from tests.ui.cases.conftest import Desk


def register(desk: Desk, **changes: Any) -> cases.Opened:
    """A new case, as the command line takes one, with some changes."""
    with desk.session.write("case_register") as uow:
        return cases.register(uow, case_json.read(form(**changes), uow.today()))


def opened_page(desk: Desk, qtbot: QtBot, case: str) -> CasePage:
    """The page of a case, settled."""
    page = CasePage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.shown(case=case)
    desk.settle(lambda: page.file)
    return page


def opened(desk: Desk, qtbot: QtBot, **changes: Any) -> CasePage:
    """The page of a new case."""
    return opened_page(desk, qtbot, register(desk, **changes).case)


def press_add(page: CasePage, type_name: str) -> None:
    """Adds an entry by keys."""
    page._open(f"list:{type_name}")
    knob = page.tables[type_name].add_button
    knob.setFocus()
    QTest.keyClick(knob, Qt.Key.Key_Space)


def count(desk: Desk, type_name: str) -> int:
    """How many entries are saved."""
    with desk.session.read() as reader:
        return reader.count(type_name)


def words(widget: QWidget) -> str:
    """Everything that can be read in a widget."""
    told = [part.text() for part in widget.findChildren(QLabel)] + [part.text() for part in widget.findChildren(QPushButton)]
    for table in widget.findChildren(QTableView):
        model = table.model()
        told += [str(model.index(y, x).data()) for y in range(model.rowCount()) for x in range(model.columnCount())]
    return " ".join(told)
