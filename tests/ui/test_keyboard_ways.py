"""Where the keys lead: a list that Tab came to, a part out of sight, the entries of a form."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.focus import Follower
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.lists.rows_field import RowsField
from app.ui.widgets.basics import Scrolled
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form
from tests.ui.cases.conftest import Desk, desk, lang, made, theme

__all__ = ["desk", "lang", "made", "theme"]


@dataclass(frozen=True)
class Line:
    """A row."""

    id: str


def in_front(page: QWidget, qtbot: QtBot) -> None:
    """Shows a window, and gives it the keys."""
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def listed(desk: Desk, qtbot: QtBot, *keys: str) -> tuple[QWidget, SimpleTable]:
    """A page, and in it a list that Tab came to."""
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    above = QPushButton("above", page)
    shown = SimpleTable(desk.context, "sample", [Column("id", lambda: "Id", lambda row: str(row.id))], page)
    for part in (above, shown):
        box.addWidget(part)
    shown.set_rows([Line(key) for key in keys])
    in_front(page, qtbot)
    above.setFocus()
    QTest.keyClick(above, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is shown
    assert shown.selected() is None, "Tab alone chooses nothing"
    return page, shown


@pytest.mark.parametrize("keys", [["a"], ["a", "b"]])
@pytest.mark.parametrize("arrow", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_the_first_arrow_chooses_the_row_that_tab_came_to(desk: Desk, qtbot: QtBot, keys: list[str], arrow: Qt.Key) -> None:
    _page, shown = listed(desk, qtbot, *keys)
    QTest.keyClick(shown, arrow)
    assert shown.all_selected() == ["a"]
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.all_selected() == keys[-1:]


def test_return_opens_the_row_that_tab_came_to(desk: Desk, qtbot: QtBot) -> None:
    _page, shown = listed(desk, qtbot, "a", "b")
    opened: list[str] = []
    shown.opened.connect(opened.append)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert (opened, shown.all_selected()) == (["a"], ["a"])


def test_keys_do_nothing_in_an_empty_list(desk: Desk, qtbot: QtBot) -> None:
    _page, shown = listed(desk, qtbot)
    shown.opened.connect(lambda _: pytest.fail("there is nothing to open"))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(shown, key)
    assert shown.selected() is None


@dataclass
class Scrolling:
    """A button, and below it an area with a field at its top and one far below."""

    page: QWidget
    before: QPushButton
    area: Scrolled
    top: QLineEdit
    far: QLineEdit


@pytest.fixture
def scrolling(qapp: QApplication, qtbot: QtBot) -> Scrolling:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    before, area = QPushButton("before", page), Scrolled(page)
    column = QVBoxLayout(area.content)
    top, far = QLineEdit(), QLineEdit()
    column.addWidget(top)
    column.addSpacing(2000)
    column.addWidget(far)
    for part in (before, area):
        box.addWidget(part)
    page.resize(300, 300)
    in_front(page, qtbot)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 1000)
    QWidget.setTabOrder(before, far)
    before.setFocus()
    return Scrolling(page, before, area, top, far)


def test_what_tab_comes_to_from_outside_is_in_sight(scrolling: Scrolling) -> None:
    follower = Follower(scrolling.page)
    assert scrolling.far.visibleRegion().isEmpty()
    QTest.keyClick(scrolling.before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is scrolling.far
    assert not scrolling.far.visibleRegion().isEmpty()
    assert follower.parent() is scrolling.page


def test_what_is_clicked_does_not_jump(scrolling: Scrolling, qtbot: QtBot) -> None:
    follower = Follower(scrolling.page)
    bar = scrolling.area.verticalScrollBar()
    bar.setValue(scrolling.top.height() // 2 + scrolling.top.y())
    stood = bar.value()
    assert stood > 0, "half of the field is above the edge"
    native = scrolling.page.windowHandle()
    low = scrolling.top.mapTo(scrolling.page, QPoint(20, scrolling.top.height() - 3))
    QTest.mouseClick(native, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, low)
    qtbot.waitUntil(scrolling.top.hasFocus)
    assert bar.value() == stood
    assert follower.parent() is scrolling.page


def test_another_window_is_left_alone(scrolling: Scrolling, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    follower = Follower(other)
    QTest.keyClick(scrolling.before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is scrolling.far
    assert scrolling.far.visibleRegion().isEmpty()
    assert follower.parent() is other


def test_tab_goes_through_a_new_entry_before_what_comes_after_the_entries(desk: Desk, qtbot: QtBot) -> None:
    def entry() -> Form:
        made = Form()
        for name in ("first", "second"):
            made.add(name, TextField())
        return made

    def named(one: Form) -> None:
        for name in one.cells:
            one.label(name, name)

    form = Form(1)
    qtbot.addWidget(form)
    form.add("above", TextField())
    rows = RowsField(entry, named)
    form.add("entries", rows)
    form.add("below", TextField())
    named(form)
    in_front(form, qtbot)
    for _ in range(2):
        rows.add_button.setFocus()
        QTest.keyClick(rows.add_button, Qt.Key.Key_Space)
        qtbot.waitUntil(rows.forms[-1].isVisible)
    assert len(rows.forms) == 2
    form.field("above").setFocus()
    passed = []
    for _ in range(8):
        now = QApplication.focusWidget()
        assert now is not None
        passed.append(now.accessibleName())
        QTest.keyClick(now, Qt.Key.Key_Tab)
    entries = ["first", "second", "Take out: entries"]
    assert passed == ["above", *entries, *entries, "Add: entries"]
    last = QApplication.focusWidget()
    assert last is not None
    assert form.field("below").isAncestorOf(last)
