"""Parts with their names beside them: walked by key past those that are not offered, a choice above where it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.widgets.sections import NARROW, Sections

LINE = 20


@pytest.fixture
def parts(qtbot: QtBot) -> Sections:
    made = Sections(None, LINE, 8)
    qtbot.addWidget(made)
    for name in ("Child", "Case", "Safety", "History"):
        made.addTab(QLineEdit(), name)
    made.setAccessibleName("Parts")
    made.setCurrentIndex(0)
    made.resize(LINE * NARROW + 100, 300)
    made.show()
    return made


def test_keys_walk_on_from_within_a_part_past_what_is_not_offered(parts: Sections) -> None:
    parts.setTabVisible(2, False)
    told: list[int] = []
    chosen: list[int] = []
    parts.currentChanged.connect(told.append)
    parts.chosen.connect(chosen.append)
    for place in (1, 3, 3):
        within = parts.currentWidget()
        assert within is not None
        within.setFocus()
        QTest.keyClick(within, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert parts.currentIndex() == place
    assert (told, chosen) == ([1, 3], [1, 3])
    QTest.keyClick(parts.names, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert parts.currentIndex() == 1


def test_a_part_that_is_offered_no_more_gives_way_to_the_first(parts: Sections) -> None:
    parts.setCurrentIndex(2)
    parts.setTabVisible(2, False)
    assert (parts.currentIndex(), parts.isTabVisible(2)) == (0, False)
    assert parts.names.item(2).isHidden()


def test_larger_text_makes_the_same_window_narrow(parts: Sections) -> None:
    font = parts.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    parts.setFont(font)
    assert (parts.names.isVisible(), parts.choice.isVisible()) == (False, True)


def test_in_a_narrow_window_the_names_are_a_choice_above(parts: Sections) -> None:
    assert (parts.names.isVisible(), parts.choice.isVisible()) == (True, False)
    parts.setTabVisible(1, False)
    parts.resize(LINE * NARROW - 100, 300)
    assert (parts.names.isVisible(), parts.choice.isVisible()) == (False, True)
    assert [parts.choice.itemText(place) for place in range(parts.choice.count())] == ["Child", "Safety", "History"]
    chosen: list[int] = []
    parts.chosen.connect(chosen.append)
    parts.choice.setFocus()
    QTest.keyClick(parts.choice, Qt.Key.Key_Down)
    assert (parts.currentIndex(), chosen) == (2, [2])
    assert parts.choice.accessibleName() == parts.names.accessibleName() == "Parts"
