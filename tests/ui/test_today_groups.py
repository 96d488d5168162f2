"""Today in groups: what each line says, tasks written down and done by keyboard, only one's own, flags cleared on the case."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.cases import flags, late_entries
from app.services.desk import desk_sources, task_sources, tasks
from app.services.office.offices import sign_in
from app.services.office.users import add_user
from app.ui.pages.case import CasePage
from app.ui.pages.today import TodayPage
from app.ui.pages.today_lines import Row
from app.ui.widgets.basics import Button
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.ui.conftest import PASSWORD
from tests.ui.support import go, make_case


@pytest.fixture(autouse=True)
def own_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the sources that are meant here: other parts of the programme add theirs."""
    monkeypatch.setattr(task_sources, "SOURCES", (task_sources.contacts, *desk_sources.SOURCES))


def page_of(window: Window) -> TodayPage:
    """Today, read."""
    go(window, "today")
    page = window.pages["today"]
    assert isinstance(page, TodayPage)
    return page


def told(page: TodayPage) -> dict[str, list[str]]:
    """Group → what its lines say."""
    assert page.groups is not None
    rows = iter(page.findChildren(Row))
    return {group.kind: [next(rows).accessibleName() for _ in group.lines] for group in page.groups}


def test_what_was_still_being_read_when_somebody_left_is_not_shown(window: Window) -> None:
    make_case(window.context.session, hours_ago=30)
    page = page_of(window)
    groups = page.groups
    assert groups
    page.groups = None
    session = window.context.end()
    assert session is not None
    page._take(groups)
    assert page.groups is None
    window.context.begin(session, {})


def test_each_line_says_what_is_to_be_done_and_why(window: Window) -> None:
    session = window.context.session
    make_case(session, hours_ago=30)
    second = make_case(session, hours_ago=200, risk="medium")
    with session.write("test") as uow:
        today = uow.today()
        uow.update("case", second, {"first_contact_on": today - timedelta(days=40), "opened_on": today - timedelta(days=50)})
        tasks.add(uow, {"title": "ទូរស័ព្ទ", "due_on": today - timedelta(days=2)}, case=second)
        tasks.add(uow, {"title": "ប្រជុំ", "due_on": today})
        tasks.add(uow, {"title": "ឆ្ងាយ", "due_on": today + timedelta(days=60)})
        flags.add(uow, second, "កុំទូរស័ព្ទទៅផ្ទះ")
    page = page_of(window)
    assert no_english(window.work, allowed=frozenset({"ABC"})) == []
    assert unnamed(page) == []
    assert clipped(page) == []
    window.context.language.switch("en")
    settle(window)
    found = told(page)
    assert list(found) == ["overdue", "due", "no_contact", "flag"]
    first, late = found["overdue"]
    assert "First contact · Risk level: High" in first, "danger to a child first"
    assert "hours late" in first
    assert "Task · ទូរស័ព្ទ" in late
    assert "2 days late" in late
    assert found["due"] == ["ប្រជុំ, Task, due today"], "what lies far ahead is not there yet"
    assert "nothing noted since" in found["no_contact"][0]
    assert "កុំទូរស័ព្ទទៅផ្ទះ" in found["flag"][0]


def test_what_was_written_about_a_restricted_case_stays_in_it(window: Window) -> None:
    session = window.context.session
    case = make_case(session, hours_ago=30, concern="sexual_exploitation")
    with session.write("test") as uow:
        tasks.add(uow, {"title": "ដារា នៅមន្ទីរពេទ្យ"}, case=case)
        flags.add(uow, case, "ដារា")
    page = page_of(window)
    assert "ដារា" not in " ".join(text for lines in told(page).values() for text in lines)


def test_a_task_is_written_down_done_and_brought_back_by_keyboard(window: Window, dialogs: ScriptedDialogs) -> None:
    page = page_of(window)
    dialogs.answer({"title": "ទិញក្រដាស"})
    page.new_task.setFocus()
    QTest.keyClick(page.new_task, Qt.Key.Key_Return)
    settle(window)
    assert [line.extra for group in page.groups or () for line in group.lines] == ["ទិញក្រដាស"]
    row = page.findChildren(Row)[0]
    knob = row.findChildren(Button)[0]
    knob.setFocus()
    QTest.keyClick(knob, Qt.Key.Key_Return)
    settle(window)
    assert told(page) == {}
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert len(page.groups or ()) == 1
    dialogs.answer({"title": "ទិញប៊ិក", "state": "open"})
    QTest.keyClick(page.findChildren(Row)[0], Qt.Key.Key_Return)
    settle(window)
    assert [line.extra for group in page.groups or () for line in group.lines] == ["ទិញប៊ិក"]


def test_what_came_to_a_closed_case_is_looked_at_by_keyboard(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_sources, "SOURCES", (late_entries.due,))
    session = window.context.session
    worker = add_user(session, "កែវ ចន្ថា", ["caseworker"], "her own words")
    case = make_case(session, hours_ago=30, owner=worker)
    with session.write("test") as uow:
        day = uow.today().isoformat()
        episode = uow.create("episode", {"case": case, "number": 1, "opened_on": day, "closed_on": day})
        uow.update("case", case, {"status": "closed", "closed_on": day})
    with session.database.write(replace(session.actor, user=worker), "test") as uow:
        incident = uow.create("incident", {"case": case, "kind": "neglect", "on_date": day})
    with session.database.transaction() as connection:  # as the server has it: the closing came first
        base = (json.dumps({"closed_on": day}), episode)
        connection.exec_driver_sql("UPDATE record SET base_epoch = 1, base_seq = 9, base_body = ? WHERE id = ?", base)
        connection.exec_driver_sql("INSERT INTO late_case VALUES (?)", (case,))  # as the exchange notes what it brings
    page = page_of(window)
    assert no_english(window.work, allowed=frozenset({"ABC"})) == []
    assert unnamed(page) == []
    assert clipped(page) == []
    window.context.language.switch("en")
    settle(window)
    [line] = told(page)["approval"]
    assert "Came to the closed case after its closing" in line
    assert "Incident, written on" in line
    knob = page.findChildren(Row)[0].findChildren(Button)[0]
    assert (knob.text(), knob.accessibleName()) == ("Seen", "Seen: Restricted case")
    knob.setFocus()
    QTest.keyClick(knob, Qt.Key.Key_Return)
    settle(window)
    assert told(page) == {}
    with session.read() as reader:
        [look] = reader.find("approval", case=case)
        assert (look.text("subject"), look.ref("decided_by")) == (incident, session.actor.user)


def test_a_refused_task_comes_back_with_what_was_typed(window: Window, dialogs: ScriptedDialogs) -> None:
    page = page_of(window)
    dialogs.answer({"title": "x", "assigned_to": "nobody"}, None)
    page.add_task()
    settle(window)
    assert [asked.kind for asked in dialogs.script.asked] == ["ask", "ask"]
    assert page.groups == ()


def test_the_head_sees_all_or_only_the_own_and_a_caseworker_only_the_own(window: Window) -> None:
    session = window.context.session
    worker = add_user(session, "កែវ ចន្ថា", ["caseworker"], "her own words")
    make_case(session, hours_ago=30)
    make_case(session, hours_ago=30, owner=worker)
    page = page_of(window)
    assert [len(group.lines) for group in page.groups or ()] == [2]
    assert "កែវ ចន្ថា" in " ".join(told(page)["overdue"]), "whose it is, where it is a colleague's"
    page.mine.click()
    settle(window)
    assert [len(group.lines) for group in page.groups or ()] == [1]
    window.sign_out()
    window.enter(sign_in(window.context.folder, "កែវ ចន្ថា", "her own words"))
    page = page_of(window)
    assert page.mine.isHidden()
    assert [group.count for group in page.groups or () if group.kind == "overdue"] == [1]
    window.sign_out()
    window.enter(sign_in(window.context.folder, "ឈឹម សុភា", PASSWORD))
    assert page_of(window).mine.isChecked(), "kept for the person"


def test_a_line_of_a_flag_opens_it_on_the_case(window: Window) -> None:
    session = window.context.session
    case = make_case(session, hours_ago=1, risk="low")
    with session.write("test") as uow:
        made = flags.add(uow, case, "សម្ងាត់")
    page = page_of(window)
    row = next(row for row in page.findChildren(Row) if "សម្ងាត់" in row.accessibleName())
    QTest.keyClick(row, Qt.Key.Key_Return)
    settle(window)
    opened = window.pages["case"]
    assert isinstance(opened, CasePage)
    assert opened.tabs.currentWidget() is opened.parts["desk"]
    assert opened.head.flags.isVisible()
    assert "សម្ងាត់" in opened.head.flags.text()
    with session.write("test") as uow:
        flags.clear(uow, made, "ចប់")
    opened.load()
    settle(window)
    assert not opened.head.flags.isVisible()


def test_the_longest_silence_comes_first_and_one_of_unknown_length_is_told_without_a_day(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_sources, "_TOLD", 2)
    session = window.context.session
    with session.read() as reader:
        today = reader.today()
    for days in (50, 90, 70):
        case = make_case(session, hours_ago=1, risk="low")
        with session.write("test") as uow:
            day = today - timedelta(days=days)
            uow.update("case", case, {"first_contact_on": day, "opened_on": day})
    page = page_of(window)
    (group,) = page.groups or ()
    assert (group.kind, [line.extra for line in group.lines]) == (
        "no_contact",
        [(today - timedelta(days=90)).isoformat(), (today - timedelta(days=70)).isoformat(), ""],
    )
    assert "គ្មានកំណត់ត្រាតាំងពីថ្ងៃ" not in told(page)["no_contact"][2]


def test_a_line_is_as_high_as_its_words_at_any_width(window: Window) -> None:
    made = Row(window, lambda: None, lambda: None)
    made.fill("ខៀវ សុខុម", "K-V7400057A", "កិច្ចការ · ណាត់ជួបអ្នកផ្តល់ប្រឹក្សា · យឹម ភក្តី", "កំណត់ថ្ងៃទី ០២/១២/២០២៦", "warn")
    made.show()
    for width in range(420, 620):
        made.resize(width, 10)  # its least height is what a list gives it
        QApplication.processEvents()
        made.resize(width, made.minimumHeight())
        assert clipped(made) == [], width
    made.deleteLater()
