"""Going about with forms in the real window: begun from a case, typed into, read from the database."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.office.offices import Session
from app.services.responses import responses
from app.ui.forms.layout import rows_of
from app.ui.forms.question import Question
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.tabs import FormsTab
from app.ui.pages.form import FormPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import LATIN, ScriptedDialogs

PERSON = "/data/person"
PASSWORD = "a long password"


def the_case(office: Session) -> str:
    """The case of the office."""
    with office.read() as reader:
        return reader.find("case", limit=1)[0].id


def begin(window: Window, dialogs: ScriptedDialogs, case: str, form: str = "household") -> FormPage:
    """Begins the form from the page of the case."""
    window.navigate("case", case=case)
    settle(window)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    dialogs.answer({"form": form, "filled_on": date(2026, 1, 5), "filled_by": "Test Worker"})
    page.tabs.setCurrentWidget(page.tab(FormsTab))
    settle(window)
    page.tab(FormsTab).part.fill_button.click()
    settle(window)
    return shown(window)


def shown(window: Window) -> FormPage:
    """The page of the form."""
    page = window.pages["form"]
    assert isinstance(page, FormPage)
    assert page.desk is not None
    return page


def type_in(text: str) -> None:
    """Types where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def keys(text: str) -> None:
    """Types where the focus is, and goes on."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def is_locked(page: FormPage) -> bool:
    """Whether the form is only read."""
    return page.view.locked


def rows(page: FormPage) -> list[str]:
    """The people in the house."""
    assert page.view.session is not None
    return rows_of(page.view.session, PERSON)


def stored(office: Session, page: FormPage) -> dict[str, str]:
    """The answers in the database."""
    with office.read() as reader:
        return dict(responses.get(reader, page.shelf, page.response).answers)


def a_draft(window: Window, office: Session, dialogs: ScriptedDialogs) -> FormPage:
    """A form that is being filled in, in English."""
    return begin(window, dialogs, the_case(office))


def question_of(page: FormPage, key: str) -> Question:
    """The widget of a question."""
    assert page.view.go_to(key)
    found = next((one for block in page.view.blocks if (one := block.question(key)) is not None), None)
    assert found is not None
    return found


def code_words(page: FormPage) -> frozenset[str]:
    """The letters of the number of the case."""
    return frozenset(LATIN.findall(page.heading.text()))
