"""A village in a form: found by part of its name, kept as its code, shown by its name again, on paper too."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.data.places import place_path
from app.services.forms.form_papers import filled_form
from app.services.office.offices import Session
from app.ui.forms.answers.village import Village
from app.ui.window import Window
from tests.support.answer_sheet import Sheet, keys
from tests.support.pictures import settle
from tests.support.workbooks import question


def test_a_village_is_found_by_its_name_and_kept_as_its_code(window: Window, office: Session, qtbot: QtBot) -> None:
    sheet = Sheet(window.context, [question("text", "home", appearance="village", constraint="regex(., '^[0-9]{8}$')")])
    answer = sheet["home"].answer
    assert isinstance(answer, Village)
    answer.place.edit.setFocus()
    QTest.keyClicks(answer.place.edit, "battambang")
    qtbot.waitUntil(lambda: len(answer.place._found) > 5)
    assert answer.fault(), "nothing is chosen yet"
    answer.place._take(answer.place._found[0])
    answer.flush()
    code = sheet.session.value("/data/home")
    assert (len(code), answer.fault()) == (8, "")
    with office.read() as reader:
        place = place_path(reader, code)
        paper = filled_form(reader, sheet.session, "en")
    assert place is not None
    assert place.path("en") in str(paper.parts)
    sheet.close()
    again = Sheet(window.context, [question("text", "home", appearance="village")], answers={"/data/home": code})
    settle(window)
    shown = again["home"].answer
    assert isinstance(shown, Village)
    assert shown.place.edit.text() == place.path("en")
    assert shown.text() == code
    again.close()


def test_a_code_that_is_known_by_heart_may_be_typed(window: Window) -> None:
    sheet = Sheet(window.context, [question("text", "home", appearance="village")])
    answer = sheet["home"].answer
    assert isinstance(answer, Village)
    keys(answer.place.edit, "០២០១០១០១")
    answer.flush()
    assert sheet.session.value("/data/home") == "02010101"
    sheet.close()
