"""The page of the caseload, and reminders in the window: by keyboard, in Khmer, quiet where others look on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSystemTrayIcon

from app.services.desk import caseload, desk_sources, task_sources, tasks
from app.services.desk.reminders import KEY
from app.services.office.users import add_user
from app.ui.pages.caseload import CaseloadPage
from app.ui.pages.cases import CasesPage
from app.ui.pages.users import UsersPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.ui.support import go, make_case


@pytest.fixture(autouse=True)
def own_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the sources that are meant here: other parts of the programme add theirs."""
    monkeypatch.setattr(task_sources, "SOURCES", (task_sources.contacts, *desk_sources.SOURCES))


def page_of(window: Window) -> CaseloadPage:
    """The page, read."""
    go(window, "caseload")
    page = window.pages["caseload"]
    assert isinstance(page, CaseloadPage)
    return page


def test_bars_and_lines_lead_to_a_persons_cases(window: Window) -> None:
    session = window.context.session
    worker = add_user(session, "កែវ ចន្ថា", ["caseworker"], "her own words")
    make_case(session, hours_ago=40)
    theirs = [make_case(session, hours_ago=2, risk=risk, owner=worker) for risk in ("high", "low", "low")]
    page = page_of(window)
    assert no_english(page) == []
    assert unnamed(page) == []
    assert clipped(page) == []
    assert [page.table.rows_model.texts(row) for row in range(2)] == [
        ["ឈឹម សុភា", "១", "១", "១", "០", "០"],
        ["កែវ ចន្ថា", "៣", "១", "០", "៣", "០"],
    ], "what is late comes first"
    assert "កែវ ចន្ថា ១ + ២" in page.bars.accessibleName()
    assert [bar.total for bar in page.bars.bars] == [3, 1]
    page.table.select(worker)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(window)
    cases = window.pages["cases"]
    assert isinstance(cases, CasesPage)
    assert {row.row.id for row in cases.table.rows_model.rows} == set(theirs)


def test_nothing_is_cut_at_twice_the_size(window: Window) -> None:
    make_case(window.context.session, hours_ago=40)
    window.context.theme.apply("dark", 200)
    window.resize(1366, 768)
    page = page_of(window)
    assert clipped(page) == []
    assert window.frames["caseload"].horizontalScrollBar().maximum() == 0


def test_a_reminder_is_said_once_in_the_window_and_never_on_an_inspection(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.context.session
    with session.write("test") as uow:
        tasks.add(uow, {"title": "zqsecret", "due_on": uow.today()})
        for key, value in (("from_hour", 0), ("until_hour", 24)):
            setting = {"office": "02", "key": f"rule:reminders:{key}", "value": value}
            uow.create("setting", setting)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    settle(window)
    window.current = "inspection"
    window.reminders.look()
    settle(window)
    assert window.notice.isHidden()
    window.current = "today"
    window.reminders.look()
    settle(window)
    assert "១ ត្រូវធ្វើថ្ងៃនេះ" in window.notice.text
    assert "zq" not in window.notice.text
    assert window.context.state(KEY) is not None
    window.context.language.switch("en")
    settle(window)
    assert window.notice.text.startswith("1 "), "it stands there until it is put away, so it follows the language"
    window.navigate("cases")
    assert window.notice.text
    window.navigate("inspection")
    assert window.notice.isHidden(), "nobody of the facility reads it over a shoulder"
    window.navigate("cases")
    window.context.language.switch("km")
    window.reminders.look()
    settle(window)
    assert window.notice.isHidden(), "once"


def test_the_desktop_is_told_where_it_has_a_place_for_it(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    session = window.context.session
    with session.write("test") as uow:
        tasks.add(uow, {"title": "zqsecret", "due_on": uow.today()})
        for key, value in (("from_hour", 0), ("until_hour", 24)):
            uow.create("setting", {"office": "02", "key": f"rule:reminders:{key}", "value": value})
    said: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, _title, text: said.append(text))
    window.reminders.look()
    settle(window)
    assert said == ["១ ត្រូវធ្វើថ្ងៃនេះ៖ កិច្ចការ ១"]
    assert window.reminders.timer.isActive()
    window.sign_out()
    assert not window.reminders.timer.isActive(), "quiet when nobody is there"


def test_who_leaves_with_open_cases_is_asked_about_and_told_in_the_caseload(window: Window, dialogs: ScriptedDialogs) -> None:
    """Never a case without somebody who works on it (practice P20); who must be kept out at once is kept out all the same."""
    session = window.context.session
    worker = add_user(session, "កែវ ចន្ថា", ["caseworker"], "her own words")
    make_case(session, hours_ago=2, owner=worker)
    go(window, "users")
    page = window.pages["users"]
    assert isinstance(page, UsersPage)
    for agrees in (False, True):
        dialogs.answer({"roles": ["caseworker"], "active": False}, agrees)
        page.edit(worker)
        settle(window)
        with session.read() as reader:
            [load] = [one for one in caseload.load(reader) if one.user == worker]
            assert (reader.get("user", worker).flag("active"), load.away, load.open) == (not agrees, agrees, 1)
    assert [one for one in dialogs.script.asked if one.kind == "confirm" and "កែវ ចន្ថា" in one.words]
