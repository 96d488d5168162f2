"""The list and the page of a case: search, filters, acts, undo, restricted parts, both languages, empty and long lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.data import undo
from app.data.bulk import Save, bulk
from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.cases import cases, notes
from app.ui.dialogs import Reason
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.lists.mark import marked
from app.ui.pages.case_parts.tabs.tabs import CaseFieldsTab, ChildTab, TimeLineTab
from app.ui.pages.cases import CasesPage
from app.ui.pages.register_case import RegisterCasePage
from tests.support.closing import approve_all
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register, words


@pytest.fixture
def listed(desk: Desk, qtbot: QtBot) -> CasesPage:
    page = CasesPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    return page


def looked_at(desk: Desk, page: CasePage) -> CasePage:
    """The page with each of its tabs looked at once: a tab reads when it comes up."""
    for place in range(page.tabs.count()):
        if page.tabs.isTabVisible(place):
            page.tabs.setCurrentIndex(place)
            desk.settle()
    return page


def test_an_empty_list_says_what_belongs_there(listed: CasesPage, desk: Desk) -> None:
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.loaded)
    assert listed.table.empty.isVisible()
    listed.table.empty.step.click()
    assert desk.visits == [("register_case", {})]


def test_search_while_typing_then_return_and_return_open_the_case(listed: CasesPage, desk: Desk, qtbot: QtBot) -> None:
    first = register(desk)
    register(desk, child__family_name_km="កែវ", child__given_name_km="មករា", child__family_name_latin="Keo")
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.rowCount() == 2)
    assert listed.find_here()
    QTest.keyClicks(listed.filters.search, "sok")
    desk.settle(lambda: listed.table.rows_model.rowCount() == 1)
    assert "1" in listed.filters.sentence.text()
    QTest.keyClick(listed.filters.search, Qt.Key.Key_Return)
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    assert desk.visits == [("case", {"case": first.case})]


def test_a_name_is_hidden_in_lists_by_the_menu_and_told_in_the_case_alone(listed: CasesPage, desk: Desk, qtbot: QtBot) -> None:
    case = register(desk)
    page = opened_page(desk, qtbot, case.case)
    assert (page.menu_acts["hide_name"].isVisible(), page.menu_acts["tell_name"].isVisible()) == (True, False)
    page.menu_acts["hide_name"].trigger()
    desk.settle(page.menu_acts["tell_name"].isVisible)
    assert page.head.heading.text() == "សុខ ដារ៉ា"
    assert "name told here alone" in page.head.about.text()
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.rowCount() == 1)
    index = listed.table.rows_model.index(0, 0)
    assert (index.data(), index.data(Qt.ItemDataRole.ToolTipRole)) == (case.code, "The name is told in the case alone")
    page.menu_acts["tell_name"].trigger()
    desk.settle(page.menu_acts["hide_name"].isVisible)
    listed.reload()
    desk.settle()
    assert listed.table.rows_model.index(0, 0).data() == "សុខ ដារ៉ា · Sok Dara"


def test_filters_read_as_a_sentence_and_are_kept(listed: CasesPage, desk: Desk, qtbot: QtBot) -> None:
    register(desk)
    listed.shown()
    listed.filters.form.set_values({"risk": "high", "overdue": True})
    desk.settle(lambda: "High" in listed.filters.sentence.text())
    assert "overdue" in listed.filters.sentence.text()
    desk.answers.form = {"name": "Urgent"}
    listed.filters._keep_named()
    listed.filters.reset()
    desk.settle()
    again = CasesPage(desk.context)
    qtbot.addWidget(again)
    again.filters.named.set_value("own:Urgent")
    assert again.filters.form.values()["risk"] == "high"


def many(desk: Desk, count: int) -> list[str]:
    """So many open cases; gives their ids."""
    ids = [new_id() for _ in range(count)]
    actor = desk.session.actor
    with bulk(desk.session.database) as writer:
        for number, case in enumerate(ids):
            child = new_id()
            named = {"office": "0102", "given_name_km": "ដារ៉ា", "given_name_latin": f"Dara {number:04}"}
            values = {"office": "0102", "child": child, "status": "open", "owner": actor.user, "code": f"K-{number:04}"}
            writer.act(actor, datetime.now(UTC), "many", [Save("child", child, named), Save("case", case, values)])
    return ids


def test_thousands_of_cases_come_page_by_page_and_rows_change_in_place(listed: CasesPage, desk: Desk) -> None:
    ids = many(desk, 5000)
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.rowCount() >= 100)
    assert listed.table.rows_model.rowCount() < 1000
    while listed.table.rows_model.canFetchMore(listed.table.rootIndex()):
        listed.table.rows_model.fetchMore(listed.table.rootIndex())
        desk.settle()
    assert listed.table.rows_model.rowCount() == 5000
    listed.table.select(ids[300])
    desk.context.tasks.run(lambda uow: cases.set_risk(uow, ids[300], "high"), None, listed, write="case_risk")
    desk.settle(lambda: listed.table.row_of(ids[300]).row.risk == "high")
    assert listed.table.selected() == ids[300]


def sort_by(desk: Desk, page: CasesPage, column: str) -> list[str]:
    """Chooses an order from the context menu of the list, by keys; gives the case numbers in their order."""
    QTest.keyClick(page.table, Qt.Key.Key_Menu)
    page.table.customContextMenuRequested.emit(page.table.rect().center())
    menu = next(one for one in page.table.findChildren(QMenu) if one.isVisible())
    act = next(one for one in menu.actions() if column in one.text())
    menu.setActiveAction(act)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.settle()
    model = page.table.rows_model
    return [str(model.index(place, 1).data()) for place in range(model.rowCount())]


def test_every_order_goes_both_ways_by_keys_and_hides_nobody(listed: CasesPage, desk: Desk) -> None:
    first = register(desk)
    second = register(desk, child__given_name_km="បូផា", child__given_name_latin="Bopha", case__received_at="2026-02-01")
    third = register(desk, child__given_name_km="សុផល", child__given_name_latin="Sophal")
    with desk.session.write("case_contact") as uow:
        cases.first_contact(uow, third.case, on=uow.today())
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.rowCount() == 3)
    down = sort_by(desk, listed, "Name")
    assert sort_by(desk, listed, "Name") == list(reversed(down))
    limits = sort_by(desk, listed, "First contact")
    assert limits[2] == third.code
    turned = sort_by(desk, listed, "First contact")
    assert turned == [limits[1], limits[0], third.code]
    assert {first.code, second.code} == set(turned[:2])


@pytest.mark.parametrize("width", [1366 - 200, 980])
def test_no_line_of_the_list_has_to_be_scrolled_sideways(listed: CasesPage, desk: Desk, width: int) -> None:
    register(desk, child__sex="not_known", child__birth={"age": 10, "on": "2026-01-01"})
    listed.resize(width, 640)
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.rowCount() == 1)
    assert listed.table.horizontalScrollBar().maximum() == 0
    assert not listed.table.isColumnHidden(4)
    listed.resize(1366, 640)
    assert [place for place in range(8) if listed.table.isColumnHidden(place)] == [5, 6], "all are open, nothing is new"
    listed.filters.form.set_values({"status": None})
    desk.settle(lambda: not listed.table.isColumnHidden(5))
    model = listed.table.rows_model
    told = str(model.index(0, 2).data())
    assert told.startswith("Not known")
    assert listed.table.fontMetrics().horizontalAdvance(told) < listed.table.columnWidth(2) - 8


def test_a_limit_tells_until_when_and_why(listed: CasesPage, desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk, case__risk_level="high", case__received_at="2026-01-05")
    listed.shown()
    desk.settle(lambda: listed.table.rows_model.rowCount() == 1)
    assert "Overdue since 06/01/2026" in words(listed)
    told = words(opened_page(desk, qtbot, opened.case).answers)
    assert "First contact: overdue since 06/01/2026" in told
    assert "within 24 hours of receiving the information (05/01/2026), as the risk is: High" in told
    desk.context.tasks.run(
        lambda uow: cases.first_contact(uow, opened.case, on=uow.today()), None, listed, write="case_contact"
    )
    desk.settle(lambda: "Done on" in words(listed))


def test_the_count_stays_when_the_language_changes(listed: CasesPage, desk: Desk) -> None:
    register(desk)
    listed.shown()
    desk.settle(lambda: "1" in listed.filters.sentence.text())
    desk.context.language.switch("km")
    listed.retranslate()
    assert "១" in listed.filters.sentence.text()


def test_a_case_answers_at_one_glance(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.code)
    told = words(page.answers)
    for word in ("Sok Dara", "High", "At risk of neglect", "Grandmother", "First contact", "Note the first contact"):
        assert word in told, word
    page.resize(1180, 600)
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= 1200
    assert page.minimumSizeHint().height() <= 640


def test_acts_on_a_case_and_undo(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    desk.answers.form = {}
    page.step("first_contact")
    desk.settle(lambda: page.file and page.file.case.text("first_contact_on"))
    desk.answers.form = {"reason": "success", "note": "ល្អ", "way": "ask"}
    page.step("close")
    desk.settle(lambda: page.file and page.file.rows("approval"))
    assert page.file is not None
    assert page.file.case.code("status") == "open", "asked for, not closed"
    approve_all(desk.session.database, desk.session.actor.office)
    page.reload()
    desk.settle(lambda: page.file and page.file.case.code("status") == "closed")
    assert page.note_button.isHidden()
    assert not page.add_note()
    desk.answers.form = {"reason": "new_concern"}
    page.step("reopen")
    desk.settle(lambda: page.file and page.file.case.code("status") == "open")
    with desk.session.read() as reader:
        last = undo.last_act(reader)
        assert last is not None
        assert last.act == "case_reopen"
    desk.context.tasks.run(undo.undo, None, page, write="undo")
    desk.settle(lambda: page.file and page.file.case.code("status") == "closed")
    desk.answers.told = Reason("trial")
    page.acts.void()
    desk.settle(lambda: page.file and page.file.case.code("status") == "void")
    assert not page.more_button.isVisible()


def test_a_refused_act_is_told_and_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    desk.answers.told = Reason("other", "")
    page.acts.void()
    desk.settle(lambda: desk.notices)
    assert page.file is not None
    assert page.file.case.code("status") == "open"


def test_a_visit_is_written_changed_and_taken_out(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    table = page.tables["note"]
    desk.answers.form = {**dict.fromkeys(notes.LIGHTS, "A"), "kind": "call", "text": "ហៅទូរសព្ទ", "food": "B"}
    assert page.new()
    desk.settle(lambda: table.table.rows_model.rowCount() == 1)
    assert "Yellow" in words(page.answers)
    table.table.selectRow(0)
    desk.answers.form = {"food": "C"}
    table.change()
    desk.settle(lambda: "Red" in words(page.answers))
    table.written.show_history()
    desk.settle(lambda: desk.answers.texts)
    assert "B" in desk.answers.texts[0]
    table.remove()
    desk.settle(lambda: table.table.rows_model.rowCount() == 0)


def test_a_child_is_edited_in_place_with_its_history(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    page.tabs.setCurrentIndex(0)
    page.tab(ChildTab).form.field("how_to_find").set_value("ក្រោយផ្សារ")
    assert page.tab(ChildTab).dirty()
    assert page.save()
    desk.settle(lambda: not page.tab(ChildTab).dirty())
    page.tab(ChildTab).show_history("how_to_find")
    desk.settle(lambda: desk.answers.texts)
    assert "ជិតវត្ត → ក្រោយផ្សារ" in desk.answers.texts[0]
    register(desk, child__given_name_km="លីន", child__primero_id="P-1")
    page.tab(ChildTab).form.field("primero_id").set_value("P-1")
    page.save()
    desk.settle(lambda: page.tab(ChildTab).form.problems())
    assert [name for name, _ in page.tab(ChildTab).form.problems()] == ["primero_id"]
    with desk.session.read() as reader:
        assert reader.get("child", opened.child).code("primero_id") is None
    page.tab(ChildTab).drop()
    assert not page.tab(ChildTab).form.field("primero_id").value()


def test_what_was_typed_in_a_case_is_offered_again_after_a_crash(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    page = opened_page(desk, qtbot, opened.case)
    looked_at(desk, page).tab(CaseFieldsTab).form.field("reason").set_value("ផ្ទះឆេះ")
    page.leave()
    desk.settle()
    again = looked_at(desk, opened_page(desk, qtbot, opened.case))
    desk.settle(lambda: again.tab(CaseFieldsTab).form.field("reason").value() == "ផ្ទះឆេះ")
    assert again.tab(CaseFieldsTab).dirty()


def test_restricted_parts_are_not_there_without_the_right(desk: Desk, qtbot: QtBot) -> None:
    opened = register(
        desk,
        case__reporters=[{"name": "Reporter Neighbour"}],
        case__concerns=[{"code": "sexual_violence", "kind": "experienced"}, {"code": "neglect", "kind": "at_risk"}],
    )
    assert "Reporter Neighbour" in words(looked_at(desk, opened_page(desk, qtbot, opened.case)))
    actor = desk.session.actor
    desk.session.actor = Actor(actor.user, actor.name, actor.office, frozenset({"caseworker"}), frozenset())
    page = looked_at(desk, opened_page(desk, qtbot, opened.case))
    desk.settle(lambda: page.tab(TimeLineTab).part.table.rows_model.rowCount())
    told = words(page)
    assert "Reporter Neighbour" not in told
    assert "exual" not in told
    assert "neglect" in told
    assert not page.tabs.isTabVisible(list(page.parts).index("restricted"))


def test_a_case_of_somebody_else_is_not_shown(desk: Desk, qtbot: QtBot) -> None:
    opened = register(desk)
    desk.session.actor = Actor("somebody", "Keo Rithy", "0102", frozenset({"caseworker"}), frozenset())
    page = CasePage(desk.context)
    qtbot.addWidget(page)
    page.show()
    page.shown(case=opened.case)
    desk.settle(lambda: desk.notices)
    assert page.file is None
    assert desk.visits == [("cases", {})]


@pytest.mark.parametrize("typed", ["dar", "ដារ", "sok dara"])
def test_the_match_is_marked(typed: str) -> None:
    text = "សុខ ដារ៉ា · Sok Dara"
    found = marked(text, typed)
    assert found
    assert all(text[start:end] for start, end in found)


class TestKhmer:
    """The same pages in Khmer."""

    @pytest.fixture
    def lang(self) -> str:
        return "km"

    def test_no_english_is_left(self, desk: Desk, qtbot: QtBot, listed: CasesPage) -> None:
        opened = register(desk, child__family_name_latin=None, child__given_name_latin=None)
        listed.shown()
        desk.settle(lambda: listed.table.rows_model.rowCount() == 1)
        register_page = RegisterCasePage(desk.context)
        qtbot.addWidget(register_page)
        register_page.shown()
        page = looked_at(desk, opened_page(desk, qtbot, opened.case))
        desk.settle(lambda: page.tab(TimeLineTab).part.table.rows_model.rowCount())
        for widget in (listed, page, register_page):
            assert english(words(widget), opened.code) == []


def english(told: str, *known: str) -> list[str]:
    """Latin words that have no business in a Khmer page."""
    for word in (*known, "Chan Sophea", "Ctrl", "Enter", "Excel", "Primero", "OSCaR"):
        told = told.replace(word, "")
    return re.findall("[A-Za-z]{3,}", told)
