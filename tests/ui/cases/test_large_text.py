"""Pages of cases at twice the size of text on a small screen: nothing is cut and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from app.services.cases import case_parts
from app.services.sharing import hand_overs
from app.ui.pages import BY_NAME
from app.ui.pages.approvals import ApprovalsPage
from app.ui.pages.cases import CasesPage
from app.ui.pages.referrals import ReferralsPage
from app.ui.pages.register_case import RegisterCasePage
from app.ui.theme import Theme
from app.ui.widgets.basics import Scrolled
from tests.support.window import clipped
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register

WIDTH, HEIGHT = 1366 - 340, 540
"""What a page has beside the rail, between search and foot."""


@pytest.fixture(scope="module")
def large_text(theme: Theme) -> Iterator[None]:
    theme.apply(theme.name, 200)  # no page is there yet: a page that is there takes a second to follow
    yield
    theme.apply(theme.name, 100)


@pytest.fixture
def large(large_text: None, desk: Desk) -> Desk:
    return desk


def test_the_head_of_a_case_fits(large: Desk, qtbot: QtBot) -> None:
    page = opened_page(large, qtbot, register(large).case)
    page.resize(WIDTH, HEIGHT)
    QApplication.processEvents()
    assert page.width() == WIDTH
    assert page.more_button.geometry().right() < WIDTH


def test_a_long_name_goes_on_in_the_next_line(large: Desk, qtbot: QtBot) -> None:
    opened = register(large)
    with large.session.write("child_edit") as uow:
        names = {"family_name_km": "ជា សុវណ្ណារិទ្ធិវឌ្ឍន៍", "given_name_km": "ពិសិដ្ឋសុភមង្គលរតនា ចន្ទតារារស្មី"}
        uow.update("child", uow.get("case", opened.case).text("child"), names)
    page = opened_page(large, qtbot, opened.case)
    page.resize(WIDTH, HEIGHT)
    large.settle()
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= WIDTH
    assert clipped(page.head) == []


def test_a_part_of_a_case_has_all_the_room_of_a_low_page(large: Desk, qtbot: QtBot) -> None:
    page = opened_page(large, qtbot, register(large).case)
    page.resize(WIDTH, HEIGHT)
    large.settle(page.bar.isVisible)
    QApplication.processEvents()
    assert page.height() == HEIGHT  # nothing makes the page higher, so that it would scroll in the window too
    room = page.body.viewport().height()
    assert room > HEIGHT * 0.8
    assert page.tabs.height() >= room
    assert page.answers.geometry().bottom() < page.tabs.y()
    page.resize(WIDTH, HEIGHT * 2)
    QApplication.processEvents()
    assert page.body.geometry().top() >= page.head.geometry().bottom()  # a high page keeps the name in sight


@pytest.mark.parametrize("kind", [ApprovalsPage, ReferralsPage])
def test_a_page_with_its_focus_in_a_list_begins_at_its_title(
    large: Desk, qtbot: QtBot, kind: type[ApprovalsPage | ReferralsPage]
) -> None:
    page = kind(large.context)
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT)
    page.show()
    large.settle()
    (area,) = (one for one in page.findChildren(Scrolled) if one.isAncestorOf(page.heading))
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())  # as what gets the focus is brought into sight
    assert area.verticalScrollBar().value() > 0
    page.shown()
    large.settle()
    assert area.verticalScrollBar().value() == 0


def test_the_list_of_cases_comes_first_on_a_low_page(large: Desk, qtbot: QtBot) -> None:
    page = CasesPage(large.context)
    qtbot.addWidget(page)
    page.show()
    page.resize(WIDTH, HEIGHT)
    page.shown()
    large.settle()
    QApplication.processEvents()
    assert page.size() == QSize(WIDTH, HEIGHT)
    assert page.minimumSizeHint().width() <= WIDTH
    assert page.table.y() + 4 * large.context.theme.sizes.line < page.body.viewport().height()
    assert page.table.height() >= 11 * large.context.theme.sizes.line
    assert page.faces.y() > page.table.y()


@pytest.mark.parametrize("width", [WIDTH, WIDTH - 300, WIDTH + 200])
def test_what_a_case_answers_is_not_squeezed(large: Desk, qtbot: QtBot, width: int) -> None:
    opened = register(large)
    with large.session.write("concern_add") as uow:
        for code in ("neglect", "physical_violence", "emotional_violence", "child_labour"):
            case_parts.add(uow, "concern", opened.case, {"code": code, "kind": "experienced"})
    page = opened_page(large, qtbot, opened.case)
    page.resize(width, HEIGHT)
    large.settle()
    QApplication.processEvents()
    assert len(page.answers.findChildren(QLabel)) > 12
    assert clipped(page.answers) == []


def test_no_page_beside_the_cases_is_wider_than_its_window(large: Desk, qtbot: QtBot) -> None:
    narrow = 1366 - 400
    for name in (
        "today",
        "letters",
        "register_case",
        "carers",
        "tonight",
        "ages",
        "findings",
        "visit_plan",
        "approvals",
        "supervision",
        "emergency",
        "rules",
        "join",
    ):
        page = BY_NAME[name].make(large.context)
        qtbot.addWidget(page)
        page.show()
        page.shown()
        large.settle()
        for lang in ("en", "km"):
            large.context.language.switch(lang)
            QApplication.processEvents()
            least = max([page.minimumSizeHint().width(), *(inner_width(area) for area in page.findChildren(Scrolled))])
            assert least <= narrow, f"{name} {lang}"
        large.context.language.switch("en")
        page.hide()


def inner_width(area: Scrolled) -> int:
    """How wide the content of a scrolled part is at least; 0 for one that is not seen."""
    return area.content.minimumSizeHint().width() if area.isVisible() else 0


def test_to_whom_a_case_is_offered_is_not_cut(large: Desk, qtbot: QtBot) -> None:
    opened = register(large)
    with large.session.write("hand_over_offer") as uow:
        other = uow.create("user", {"office": large.session.actor.office, "name": "Keo Rithy", "roles": ["caseworker"]})
        hand_overs.offer(uow, opened.case, other, {"danger": "none known"}, until=uow.today() + timedelta(days=9))
    page = opened_page(large, qtbot, opened.case)
    page.resize(WIDTH, HEIGHT)
    large.settle(page.standing.isVisible)
    QApplication.processEvents()
    assert page.width() == WIDTH
    assert clipped(page.standing) == []


def test_the_form_of_a_registration_has_one_column_and_all_of_it_is_in_sight(large: Desk, qtbot: QtBot) -> None:
    page = RegisterCasePage(large.context)
    qtbot.addWidget(page)
    page.show()
    page.resize(WIDTH, HEIGHT)
    page.shown()
    large.settle()
    QApplication.processEvents()
    assert page.width() == WIDTH
    assert page.beside.isHidden()
    assert page.form.width() <= max(area.viewport().width() for area in page.findChildren(QScrollArea) if area.isVisible())
