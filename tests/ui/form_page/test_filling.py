"""A form about a case in the real window: begun, filled by keyboard, put aside, taken up again, in both languages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.data.ui_state import state
from app.services.office.offices import Session
from app.services.responses import responses
from app.ui.pages.form import PLACES
from app.ui.window import Window
from tests.support.form_desk import (
    a_draft,
    code_words,
    is_locked,
    keys,
    rows,
    stored,
    type_in,
)
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, no_english, unnamed


def test_a_form_about_a_case_from_the_first_key_to_the_finish(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    page = a_draft(window, office, dialogs)
    view = page.view
    assert page.desk is not None
    code = page.desk.subject.records["case"].text("code")
    assert page.heading.text() == f"Household visit · {code}"
    assert page.state.text() == "Draft"
    assert "05/01/2026 by Test Worker" in page.about.text()
    assert view.focused_key() == "/data/seen_on"
    keys("5/1/26")
    assert view.focused_key() == "/data/home"
    type_in("1")
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (view.code(), view.focused_key()) == ("house", "/data/house/roof")
    keys("tiles")
    keys("44")
    assert view.problems.by_part() == {"house": 1}
    window.perform("save")
    assert view.focused_key() == "/data/house/rooms", "a refused answer keeps the form from being finished"
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    keys("4")
    assert view.problems.by_part() == {}
    view.list.choose("person")
    view.focus_first()
    window.perform("new")
    assert view.focused_key() == f"{rows(page)[0]}/name"
    keys("Sok")
    window.perform("new")
    assert len(rows(page)) == 2
    assert view.focused_key() == f"{rows(page)[1]}/name"
    window.perform("save")
    assert view.focused_key() == f"{rows(page)[1]}/name", "the name of the second person is missing"
    keys("Dara")
    keys("9")
    settle(window)
    dialogs.answer(True)
    window.perform("save")
    settle(window)
    assert page.state.text() == "Finished"
    assert "Finished on" in page.about.text()
    assert page.finish_button.isHidden()
    assert is_locked(page)
    answers = stored(office, page)
    assert answers["/data/house/rooms"] == "4"
    assert answers[f"{rows(page)[1]}/name"] == "Dara"
    assert answers["/data/seen_on"] == "2026-01-05"


def test_a_draft_is_taken_up_where_it_was_left(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    keys("zinc")
    page.view.list.choose("person")
    window.perform("new")
    keys("Sok")
    type_in("31")
    key = page.view.focused_key()
    assert key == f"{rows(page)[0]}/age"
    window.navigate("today")
    settle(window)
    assert stored(office, page)[key] == "31", "what was being typed is kept when the page goes away"
    window.navigate("form", response=page.response)
    settle(window)
    assert (page.view.code(), page.view.focused_key()) == ("person", key)
    response, page.response, page.desk = page.response, "", None
    window.navigate("form", response=response)
    settle(window)
    assert (page.view.code(), page.view.focused_key()) == ("person", key), "also when it was read anew"
    assert page.view.session is not None
    assert page.view.session.value("/data/house/roof") == "zinc"


def test_the_place_is_known_after_the_power_went(
    window: Window, office: Session, dialogs: ScriptedDialogs, qtbot: QtBot
) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    keys("zinc")
    place = ["house", page.view.focused_key()]

    def kept() -> None:
        with office.read() as reader:
            assert state(reader, PLACES) == {page.response: place}

    qtbot.waitUntil(kept, timeout=6000)


def test_an_answer_from_elsewhere_comes_in_and_takes_nothing_away(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    type_in("half a wo")
    with office.write("response_save") as uow:
        responses.save_answers(uow, page.response, {"/data/home": "yes"})
    window.context.bus.announce(uow.changes)
    settle(window)
    assert page.view.session is not None
    assert page.view.session.value("/data/home") == "yes"
    assert page.view.session.value("/data/house/roof") == "half a wo"
    assert page.view.focused_key() == "/data/house/roof"


def test_the_page_speaks_khmer_and_names_its_controls(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    page.view.list.choose("person")
    window.perform("new")
    key = page.view.focused_key()
    assert unnamed(page) == []
    window.context.language.switch("km")
    settle(window)
    assert (page.view.code(), page.view.focused_key()) == ("person", key), "the place stays"
    assert no_english(page, allowed=frozenset({"Test", "Worker", "K"}) | code_words(page)) == []
    assert unnamed(page) == []
    window.context.language.switch("en")
