"""A form that is open while something else is saved: untouched fields follow, what is typed stays and is told about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.people import children
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.tabs import ChildTab
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register


def typed_over(page: CasePage, name: str, text: str) -> None:
    """Types into a text field of the child, by keys."""
    part = page.tab(ChildTab).form.field(name).parts[0]
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(part, text)


def edit_child(desk: Desk, page: CasePage, child: str, **values: object) -> None:
    """The same laptop saves something of the child elsewhere."""
    desk.context.tasks.run(lambda uow: children.edit(uow, child, values), None, page, write="child_edit")


def bring_news(page: CasePage) -> None:
    """What the window does with a change that was saved: the page in sight reads again."""
    page.context.bus.changed.connect(page.refresh)


def test_fields_that_nobody_touched_follow_what_was_saved_meanwhile(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    bring_news(page)
    typed_over(page, "school", "Sala Primary")
    edit_child(desk, page, opened.child, how_to_find="ក្រោយផ្សារ")
    desk.settle(lambda: page.tab(ChildTab).form.field("how_to_find").value() == "ក្រោយផ្សារ")
    assert page.tab(ChildTab).form.field("school").value() == "Sala Primary"
    assert "How to find it" in page.tab(ChildTab).news.text()
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert page.save()
    desk.settle(lambda: not page.tab(ChildTab).dirty())
    with desk.session.read() as reader:
        child = reader.get("child", opened.child)
        assert (child.text("how_to_find"), child.text("school")) == ("ក្រោយផ្សារ", "Sala Primary")


def test_what_is_being_typed_stays_and_the_other_value_is_told(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    bring_news(page)
    typed_over(page, "school", "Mine")
    edit_child(desk, page, opened.child, school="Theirs")
    desk.settle(lambda: page.tab(ChildTab).news.text())
    assert "School: Theirs" in page.tab(ChildTab).news.text()
    assert page.tab(ChildTab).form.field("school").value() == "Mine"
    page.leave()
    desk.settle()
    again = opened_page(desk, qtbot, opened.case)
    desk.settle(lambda: again.tab(ChildTab).news.text())
    assert again.tab(ChildTab).form.field("school").value() == "Mine"
    again.tab(ChildTab).drop_button.setFocus()
    QTest.keyClick(again.tab(ChildTab).drop_button, Qt.Key.Key_Space)
    assert again.tab(ChildTab).form.field("school").value() == "Theirs"
    assert not again.tab(ChildTab).news.text()


def test_a_draft_brings_back_only_what_was_typed(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    typed_over(page, "school", "Mine")
    page.leave()
    desk.settle()
    edit_child(desk, page, opened.child, how_to_find="ក្រោយផ្សារ")
    desk.settle()
    again = opened_page(desk, qtbot, opened.case)
    desk.settle(lambda: again.tab(ChildTab).form.field("school").value() == "Mine")
    assert again.tab(ChildTab).form.field("how_to_find").value() == "ក្រោយផ្សារ"
    assert set(again.tab(ChildTab).changes()) == {"school"}
