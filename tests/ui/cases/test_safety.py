"""The tab "Safety": there for who holds the right, the plan in one look, its review by one key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.cases import case_parts
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.safety_tab import SafetyTab
from app.ui.pages.case_parts.tabs.tabs import TABS
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import count, opened, opened_page, press_add


def with_plan(desk: Desk, qtbot: QtBot) -> CasePage:
    """A case with a safety plan, its tab in sight."""
    page = opened(desk, qtbot)
    assert page.file is not None
    case = page.file.case.id
    with desk.session.write("case_part_add") as uow:
        values = {"danger": "The uncle comes at night", "code_word": "mango", "made_on": "2026-02-20"}
        case_parts.add(uow, "safety_plan", case, values)
    page = opened_page(desk, qtbot, case)
    page._open("list:safety_plan")
    return page


def texts(tab: SafetyTab) -> str:
    """What stands in the card."""
    return " ".join(each.text() for each in tab.frame.findChildren(QLabel) if not each.isHidden()).replace("\u200b", "")


@pytest.mark.parametrize("lang", ["en", "km"])
def test_the_plan_is_read_in_one_look_and_its_review_is_one_key(desk: Desk, qtbot: QtBot, lang: str) -> None:
    page = with_plan(desk, qtbot)
    tab = page.tab(SafetyTab)
    desk.settle(lambda: "The uncle comes at night" in texts(tab))
    assert "mango" in texts(tab)
    tab.review_button.setFocus()
    QTest.keyClick(tab.review_button, Qt.Key.Key_Space)
    desk.settle(lambda: tab.plan is not None and tab.plan.day("reviewed_on"))
    with desk.session.read() as reader:
        assert reader.find("safety_plan")[0].text("reviewed_by") == desk.session.actor.user


def test_a_plan_is_made_by_keyboard_and_a_second_one_is_asked_about(desk: Desk, qtbot: QtBot) -> None:
    page = with_plan(desk, qtbot)
    desk.answers.form = {"danger": "Nobody is home"}
    press_add(page, "safety_plan")
    desk.settle(lambda: count(desk, "safety_plan") == 2)
    assert "takes its place" in desk.answers.questions[0]
    desk.settle(lambda: page.tab(SafetyTab).plan is not None and "Nobody is home" in texts(page.tab(SafetyTab)))


@pytest.mark.parametrize(("rights", "there"), [((), False), (("perpetrator",), False), (("interview",), True)])
def test_the_tab_is_there_only_for_who_holds_a_right(desk: Desk, qtbot: QtBot, rights: tuple[str, ...], there: bool) -> None:
    page = with_plan(desk, qtbot)
    assert page.file is not None
    desk.session.actor = replace(desk.session.actor, rights=frozenset(rights))
    page = opened_page(desk, qtbot, page.file.case.id)
    place = next(place for place, entry in enumerate(TABS) if entry.name == "safety")
    assert page.tabs.isTabVisible(place) is there
    if there:
        page.tabs.setCurrentIndex(place)
        assert page.tab(SafetyTab).frame.isHidden()
        assert page.tables["safety_plan"].isHidden()
        assert not page.tables["interview"].isHidden()
