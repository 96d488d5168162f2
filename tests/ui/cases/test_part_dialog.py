"""Entries of a case: what is unlikely is asked, what is refused comes back to the form, what is typed survives a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.data import drafts
from app.domain.records import Actor
from app.ui.dialogs import Dialogs
from app.ui.widgets.form import Form
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import count, opened, opened_page, press_add


def test_a_follow_up_without_a_placement_is_asked_about_and_nothing_typed_is_lost(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(desk, qtbot)
    desk.answers.form = {"kind": "follow_up_home", "text": "Went to the house"}
    asked = desk.answers.confirm

    def no_once(*told: Any, **more: Any) -> bool:
        desk.answers.agrees = len(desk.answers.questions) > 0
        return asked(*told, **more)

    monkeypatch.setattr(desk.answers, "confirm", no_once)
    press_add(page, "note")
    desk.settle(lambda: count(desk, "note") == 1)
    assert len(desk.answers.questions) == 2
    assert "no placement" in desk.answers.questions[0]
    assert desk.answers.seen[1]["text"] == "Went to the house"


def test_what_the_services_refuse_comes_back_to_the_form(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(desk, qtbot)
    before = count(desk, "consent")
    desk.answers.form = {"purpose": "services", "answer": "given", "given_by": "child", "how": "spoken"}
    real = desk.answers.ask

    def ask(*told: Any) -> bool:
        if desk.answers.seen:
            assert desk.answers.form is not None
            desk.answers.form = {**desk.answers.form, "witness": "Village chief"}
        return real(*told)

    monkeypatch.setattr(desk.answers, "ask", ask)
    press_add(page, "consent")
    desk.settle(lambda: count(desk, "consent") == before + 1)
    assert desk.answers.seen[1]["how"] == "spoken"


HARMED = [
    ({"name": "Sok Chea"}, {"given_by": "other", "witness": "Chea Sok"}, True),
    ({"relation": "Father"}, {"given_by": "carer"}, True),
    ({"relation": "ជីដូន"}, {"given_by": "carer"}, True),
    ({"relation": "Neighbour", "name": "Keo Rithy"}, {"given_by": "carer"}, False),
    ({"relation": "Father"}, {"given_by": "authority"}, False),
]


@pytest.mark.parametrize(("harmed", "consent", "asks"), HARMED)
def test_who_is_alleged_to_have_harmed_gives_no_consent_unasked(
    desk: Desk, qtbot: QtBot, harmed: dict[str, object], consent: dict[str, object], asks: bool
) -> None:
    page = opened(desk, qtbot, case__perpetrators=[harmed])
    before = count(desk, "consent")
    desk.answers.form = {"purpose": "services", "answer": "given", **consent}
    press_add(page, "consent")
    desk.settle(lambda: count(desk, "consent") == before + 1)
    assert any("alleged to have harmed" in told for told in desk.answers.questions) is asks


def test_who_may_not_know_of_them_is_not_asked(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, case__perpetrators=[{"relation": "Father"}])
    before = count(desk, "consent")
    actor = desk.session.actor
    desk.session.actor = Actor(actor.user, actor.name, actor.office, frozenset({"caseworker"}), frozenset())
    desk.answers.form = {"purpose": "services", "answer": "given", "given_by": "carer"}
    press_add(page, "consent")
    desk.settle(lambda: count(desk, "consent") == before + 1)
    assert desk.answers.questions == []


def when_asked(desk: Desk, act: Callable[[QDialog], object]) -> QTimer:
    """Does something in the next real dialog."""
    timer = QTimer(desk.context, interval=20)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog):
            timer.stop()
            act(box)

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_a_note_that_was_being_typed_comes_back_after_a_crash(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(desk, qtbot)
    assert page.file is not None
    case = page.file.case.id
    desk.context.dialogs = Dialogs(desk.context)

    def type_and_lose_power(box: QDialog) -> None:
        try:
            text = box.findChildren(Form)[0].field("text")
            assert isinstance(text, QWidget)
            [edit] = [text] if isinstance(text, QPlainTextEdit) else text.findChildren(QPlainTextEdit)
            QTest.keyClicks(edit, "Half a visit")
            desk.context.bus.save_drafts()
            desk.settle()
        finally:
            box.reject()

    table = page.tables["note"]
    when_asked(desk, type_and_lose_power)
    monkeypatch.setattr(desk.context.dialogs, "confirm", lambda *_, **__: False)
    press_add(page, "note")
    desk.settle(lambda: table.drafted)
    with desk.session.read() as reader:
        assert [one.subject for one in drafts.drafts(reader)] == [case]
    again = opened_page(desk, qtbot, case)
    desk.settle(lambda: again.tables["note"].drafted)
    assert desk.notices
    desk.context.dialogs = desk.answers
    desk.answers.form = {}
    press_add(again, "note")
    desk.settle(lambda: count(desk, "note") == 1)
    desk.settle()
    with desk.session.read() as reader:
        assert reader.find("note")[0].text("text") == "Half a visit"
        assert drafts.drafts(reader) == []
