"""A visit filled in with nothing but keys: question after question, part after part."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from app.ui.forms.question import Question
from app.ui.forms.result_view import ResultView
from app.ui.pages.inspection import InspectionPage
from app.ui.window import Window
from tests.support.hands import Hands
from tests.support.pictures import settle


def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    if isinstance(key, str):
        QTest.keyClicks(widget, key, modifier)
    else:
        QTest.keyClick(widget, key, modifier)


def question_of(widget: QWidget | None) -> Question | None:
    """The question in which a widget stands."""
    while widget is not None and not isinstance(widget, Question):
        widget = widget.parentWidget()
    return widget


def answer_by_key(seen: set[str], choose: Mapping[str, str]) -> bool:
    """Answers the question with the focus and goes on; false when the focus is in none, or in one that was answered."""
    widget = QApplication.focusWidget()
    question = question_of(widget)
    if question is None or question.key in seen:
        return False
    seen.add(question.key)
    name = question.key.rpartition("/")[2]
    if isinstance(widget, QRadioButton):
        press(choose.get(name, "2" if name.startswith(("q5", "danger", "ties")) else "1"))
        press(Qt.Key.Key_Return)
    elif isinstance(widget, QCheckBox):
        press(Qt.Key.Key_Return)
    elif isinstance(widget, QPlainTextEdit):
        QTest.keyClicks(widget, "seen")
        press(Qt.Key.Key_Tab)
    elif isinstance(widget, QLineEdit):
        QTest.keyClicks(widget, choose.get(name, "1" if question.session.state(question.key).definition.type == "int" else ""))
        press(Qt.Key.Key_Return)
    return True


def page_of(hands: Hands) -> InspectionPage:
    """The visit on the screen."""
    page = hands.window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    assert hands.until(lambda: hands.window.current == "inspection" and page.desk is not None)
    return page


def to_first_part(hands: Hands) -> None:
    """The first part of the form."""
    view = page_of(hands).view
    for _ in range(view.list.count()):
        press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    settle(hands.window)


def fills(hands: Hands, parts: Collection[str], choose: Mapping[str, str]) -> set[str]:
    """The questions of some parts of a visit, one after the other; gives their keys."""
    page, seen = page_of(hands), set[str]()
    to_first_part(hands)
    for _ in range(page.view.list.count()):
        if page.view.list.code() in parts:
            page.view.focus_first()
            while answer_by_key(seen, choose):
                pass
        press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
    settle(hands.window)
    return seen


def stays_where_it_was(window: Window, result: ResultView) -> None:
    """Whoever fills in a result goes on where they were when the language is another one."""
    assert result.form is not None
    result.form.first_field()
    bar = result.verticalScrollBar()
    for lang, place in (("km", 0), ("en", bar.maximum() // 2)):
        bar.setValue(place)
        window.context.language.switch(lang)
        settle(window)
        here = QApplication.focusWidget()
        assert here is not None
        assert result.form.isAncestorOf(here)
        assert bar.value() == place, (lang, bar.maximum())
