"""Cells of a list: marked with Shift and the arrows, copied as they are; columns chosen for screen, clipboard and Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.models.table import Column, SimpleTable
from tests.ui.cases.conftest import Desk, desk, lang, made, theme

__all__ = ["desk", "lang", "made", "theme"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Line:
    """A row."""

    id: str
    one: str
    two: str
    three: str


ROWS = [Line("a", "A1", "=A2", "A3"), Line("b", "B1", "B\t2", "B3"), Line("c", "C1", "-5", "C3")]


@pytest.fixture
def table(desk: Desk, qtbot: QtBot) -> Iterator[SimpleTable]:
    columns = [
        Column("one", lambda: "One", lambda row: str(row.one)),
        Column("two", lambda: "Two", lambda row: str(row.two)),
        Column("three", lambda: "Three", lambda row: str(row.three)),
        Column("spare", lambda: "Spare", lambda row: str(row.id), spare=True),
    ]
    shown = SimpleTable(desk.context, "sample", columns)
    qtbot.addWidget(shown)
    shown.resize(900, 400)
    shown.set_rows(ROWS)
    shown.show()
    shown.setFocus()
    yield shown
    QGuiApplication.clipboard().clear()


def press(table: SimpleTable, *keys: Qt.Key) -> None:
    """Presses keys with Shift."""
    for key in keys:
        QTest.keyClick(table, key, SHIFT)


def copied(table: SimpleTable) -> str:
    """What Ctrl+C puts on the clipboard."""
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def test_a_range_is_marked_and_copied_without_heads(table: SimpleTable) -> None:
    table.select("a")
    press(table, Qt.Key.Key_Right)
    assert copied(table) == "A1", "the first press marks the cell where one stands"
    press(table, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert copied(table) == "A1\t'=A2\nB1\tB 2", "never a formula, never a cell more"
    press(table, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert copied(table).splitlines()[-1] == "C1\t-5\tC3", "it ends where the list ends"
    press(table, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert copied(table) == "A1"


def test_escape_an_arrow_or_the_mouse_lets_the_range_go_and_rows_are_copied_again(table: SimpleTable) -> None:
    table.select("b")
    press(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not table.range.active
    assert copied(table) == "One\tTwo\tThree\nB1\tB 2\tB3"
    press(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert (table.range.active, table.selected()) == (False, "a")
    press(table, Qt.Key.Key_Right)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(2, 0)).center())
    assert (table.range.active, table.selected()) == (False, "c")
    press(table, Qt.Key.Key_Right)
    table.set_rows(ROWS[:1])
    assert not table.range.active, "cells that are no longer there are not marked"


def test_shift_and_up_or_down_still_choose_rows(table: SimpleTable) -> None:
    table.select("a")
    press(table, Qt.Key.Key_Down)
    assert table.all_selected() == ["a", "b"]
    assert not table.range.active


def test_what_there_is_no_room_for_is_told_by_the_pointer_and_still_copied(table: SimpleTable, desk: Desk) -> None:
    table.resize(1_200, 300)
    assert not table.isColumnHidden(2)
    table.resize(170, 300)
    desk.settle(lambda: table.horizontalScrollBar().maximum() == 0)
    assert (table.isColumnHidden(0), table.isColumnHidden(2)) == (False, True)
    first = table.model().index(0, 0)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        assert str(first.data(role)).endswith("Three: A3")
    table.select("a")
    assert copied(table) == "One\tTwo\tThree\nA1\t'=A2\tA3"
    table.resize(1_200, 300)
    assert (table.isColumnHidden(2), first.data(Qt.ItemDataRole.ToolTipRole)) == (False, "A1")


def test_columns_are_chosen_kept_and_the_same_for_the_clipboard(table: SimpleTable, desk: Desk) -> None:
    assert [table.isColumnHidden(place) for place in range(4)] == [False, False, False, True]
    desk.answers.form = {"two": False, "spare": True}
    assert table.choose_columns()
    assert desk.answers.seen == [{"two": True, "three": True, "spare": False}], "the first column always stays"
    assert [table.isColumnHidden(place) for place in range(4)] == [False, True, False, False]
    table.select("a")
    assert copied(table) == "One\tThree\tSpare\nA1\tA3\ta"
    press(table, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert copied(table) == "A1\tA3"
    again = SimpleTable(desk.context, "sample", table.rows_model.columns)
    assert again.hidden == {"two"}
    again.deleteLater()


def test_what_is_drawn_is_what_is_copied_also_when_a_column_went_out_of_sight(table: SimpleTable) -> None:
    table.setCurrentIndex(table.rows_model.index(0, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(table, key, SHIFT)
    table.setColumnHidden(1, True)
    marked = table.range.texts()
    area = table.range.area()
    assert marked == [["A1"], ["B1"]]
    assert area.contains(table.visualRect(table.rows_model.index(1, 0)))
    assert area.height() > table.visualRect(table.rows_model.index(0, 0)).height()
