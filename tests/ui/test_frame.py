"""The frame: workers, lists, drafts, shortcuts, colours, the search over everything."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.data.drafts import draft
from app.domain.errors import AppError, InputError
from app.services.exchange.sync_state import SyncState
from app.ui.actions import ACTS, FIXED, sheet
from app.ui.context import Context
from app.ui.dialogs.help import help_box
from app.ui.drafts import Drafts
from app.ui.focus import focusable
from app.ui.models.table import Batch, Column, RecordTable, Rows
from app.ui.pages import BY_NAME, RAIL
from app.ui.theme import contrast, palettes
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import no_english
from tests.ui.support import make_case


@dataclass(frozen=True)
class Line:
    """A row of a list."""

    id: str
    word: str


def test_a_newer_request_takes_the_place_of_an_older_one(bare: Context, qtbot: QtBot) -> None:
    gate, told = threading.Event(), list[int]()
    bare.tasks.call(gate.wait, None, bare, key="other")
    for number in (1, 2, 3):
        bare.tasks.call(partial(int, number), told.append, bare, key="list")
    gate.set()
    qtbot.waitUntil(lambda: bare.tasks.idle)
    assert told == [3]


def test_a_result_for_an_owner_that_is_gone_is_dropped(bare: Context, qtbot: QtBot) -> None:
    gate, told, owner = threading.Event(), list[object](), QObject()
    bare.tasks.call(gate.wait, told.append, owner)
    owner.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: bare.tasks.idle)
    assert told in ([], [True])
    assert len(told) <= 1


@pytest.mark.expects_warnings
def test_a_bug_is_told_once_by_its_place_and_without_its_text(
    bare: Context, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("name of a child")

    told, failed, refused = list[str](), list[AppError](), list[AppError]()
    bare.tasks.broken.connect(told.append)
    for _ in range(2):
        bare.tasks.call(broken, None, bare, failed=failed.append)
    qtbot.waitUntil(lambda: bare.tasks.idle)
    assert len(told) == 1
    assert "ValueError" in told[0]
    assert "name of a child" not in told[0] + caplog.text
    assert [error.code for error in failed] == ["bug", "bug"]
    bare.tasks.refused.connect(refused.append)
    bare.tasks.call(broken, None, bare)
    qtbot.waitUntil(lambda: bare.tasks.idle)
    assert [error.code for error in refused] == ["bug"], "whoever presses again is told again, in the bar"
    assert len(told) == 1


def test_an_expected_fault_that_nobody_takes_is_shown_in_the_bar(window: Window) -> None:
    def refused() -> None:
        raise InputError("nothing_to_undo")

    window.context.tasks.call(refused, None, window)
    settle(window)
    assert window.notice.text == window.context.words(InputError("nothing_to_undo"))
    QTest.keyClick(window.notice, Qt.Key.Key_Escape)
    assert window.notice.text == ""


def test_closing_with_work_waiting_finishes_what_is_being_written(window: Window) -> None:
    written = list[int]()
    for number in range(50):
        window.context.tasks.call(partial(written.append, number), None, window, on="db")
    window.shut()
    assert written == list(range(50))


def pages(stored: Sequence[Line]) -> Rows:
    """Rows by key, twenty at a time."""

    def page(_: Any, order: str, after: Any, limit: int) -> Batch:
        ordered = sorted(stored, key=lambda line: line.word, reverse=order.startswith("-"))
        start = int(after or 0)
        rows = ordered[start : start + 20]
        return Batch(rows, start + 20 if start + 20 < len(ordered) else None)

    return Rows(page, lambda _, ids: [line for line in stored if line.id in ids])


def test_a_list_pages_updates_in_place_and_keeps_selection_widths_and_sort(window: Window, qtbot: QtBot) -> None:
    stored = [Line(str(number), f"{number:03d}") for number in range(50)]
    column = Column("word", lambda: "ពាក្យ", lambda line: line.word, sort="word", digits=True, width=20)
    second = Column("id", lambda: "លេខ", lambda line: line.id)
    table = RecordTable(window.context, "test", (column, second), pages(stored))
    QAbstractItemModelTester(table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    table.reload()
    settle(window)
    while table.rows_model.canFetchMore(table.rootIndex()):
        table.rows_model.fetchMore(table.rootIndex())
        settle(window)
    assert table.rows_model.rowCount() == 50
    assert table.rows_model.texts(3) == ["០០៣", "3"]
    assert table.select("5")
    stored[5] = Line("5", "005 changed")
    del stored[7]
    table.update_ids({"5", "7"})
    settle(window)
    assert table.rows_model.rowCount() == 49
    assert table.rows_model.row_of("5").word == "005 changed"
    assert table.selected() == "5"
    table.horizontalHeader().resizeSection(0, 333)
    table.horizontalHeader().sectionClicked.emit(0)
    qtbot.waitUntil(lambda: window.context.state("list.test.letters") is not None)
    settle(window)
    assert table.rows_model.row_of("49") is not None, "the other way round now"
    again = RecordTable(window.context, "test", (column, second), pages(stored))
    assert again.rows_model.order == "-word"
    assert again.horizontalHeader().sectionSize(0) == 333
    opened = list[str]()
    again.opened.connect(opened.append)
    again.reload()
    settle(window)
    again.select("49")
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert opened == ["49"]
    for made in (table, again):
        made.deleteLater()


def test_what_is_copied_for_excel_is_never_a_formula(window: Window) -> None:
    column = Column("word", lambda: "word", lambda line: line.word)
    table = RecordTable(window.context, "test", (column,), pages([]))
    table.set_rows([Line("1", "=1+1"), Line("2", "two\nlines"), Line("3", "-5")])
    table.selectAll()
    table.copy()
    assert QGuiApplication.clipboard().text().split("\n") == ["word", "'=1+1", "two lines", "-5"]
    table.deleteLater()


def test_a_draft_is_on_the_disk_a_moment_after_the_last_key_and_comes_back(window: Window, qtbot: QtBot) -> None:
    context, words = window.context, {"name": "សុខ"}
    drafts = Drafts(window, context, "case", "", lambda: words)
    with qtbot.waitSignal(drafts.saved, timeout=5000):
        drafts.touch()
    words["name"] = "សុខ ដារា"
    drafts.touch()
    window.lock()
    settle(window)
    with context.session.read() as reader:
        kept = draft(reader, "case")
    assert kept is not None
    assert kept.body == words
    found = list[object]()
    drafts.load(found.append)
    settle(window)
    assert found == [words]
    with qtbot.waitSignal(drafts.saved, timeout=5000):
        drafts.drop()
    with context.session.read() as reader:
        assert draft(reader, "case") is None


def test_every_shortcut_has_one_meaning_and_words_on_the_sheet(window: Window) -> None:
    keys = [QKeySequence(key).toString() for act in ACTS for key in act.keys]
    assert len(set(keys)) == len(keys)
    assert len(sheet()) == len(ACTS) + len(FIXED)
    assert [words for _, words in sheet() if not words or words.isascii()] == []
    assert len(RAIL) == 7
    for place, entry in enumerate(RAIL, 1):
        assert entry.parent == ""
        assert f"page{place}" in window.actions_.all
    assert all(entry.parent in BY_NAME for entry in BY_NAME.values() if entry.parent)


def test_keys_lead_to_pages_and_back(window: Window) -> None:
    for key, name in ((Qt.Key.Key_7, "settings"), (Qt.Key.Key_6, "sync"), (Qt.Key.Key_1, "today")):
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        settle(window)
        assert window.current == name
        assert window.pages[name].isAncestorOf(window.focusWidget()), "the focus is in the page"
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert window.current == "sync"


def test_tab_goes_down_the_page_in_the_order_of_the_layout(window: Window) -> None:
    window.navigate("sync")
    settle(window)
    page = window.pages["sync"]
    parts = [part for part in focusable(page) if part.isVisible() and part.isEnabled()]
    assert len(parts) > 3
    places = [part.mapTo(page, part.rect().topLeft()) for part in parts[:3]]
    assert [(point.y(), point.x()) for point in places] == sorted((point.y(), point.x()) for point in places)


def test_help_is_there_in_both_languages(window: Window) -> None:
    for lang in ("km", "en"):
        window.context.language.switch(lang)
        settle(window)
        box = help_box(window.context, window, "komar")
        assert box.no.text()
        box.deleteLater()


def test_everything_is_found_in_khmer_and_latin_and_opens(window: Window, qtbot: QtBot) -> None:
    case = make_case(window.context.session, hours_ago=1)
    asked: list[object] = []
    window.context.navigate = lambda name, **where: asked.append((name, where))
    for typed in ("ដារា", "dara", "abc-00001"):
        QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        window.search.edit.setText(typed)
        window.search.edit.textEdited.emit(typed)
        qtbot.waitUntil(lambda: bool(window.search.found))
        assert [each.id for each in window.search.found] == [case]
        assert "ដារា" in window.search.found[0].title
        assert [word for word in ("សុខ", "ដារា", "Dara", "K-ABC-00001-X") if window.search.marks.matches(word)]
        window.search.found = []
    window.search._ask()
    qtbot.waitUntil(lambda: bool(window.search.found))
    window.search._return()
    assert asked == [("case", {"case": case})]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_every_text_can_be_read(theme: str, ground: str) -> None:
    colours = palettes()[theme]
    poor = {
        name: round(contrast(colours[name], colours[ground]), 2)
        for name in ("text", "dim", "accent", "danger", "warn", "good")
        if contrast(colours[name], colours[ground]) < 4.5
    }
    assert poor == {}
    for tone in ("danger", "warn", "good"):
        assert contrast(colours[tone], colours[f"{tone}_soft"]) >= 4.5
    assert contrast(colours["accent"], colours["accent_soft"]) >= 4.5
    assert contrast(colours["accent_text"], colours["accent"]) >= 4.5
    assert contrast(colours["strong_line"], colours["surface"]) >= 3


def test_the_window_shows_no_english_without_anybody_signed_in(window: Window) -> None:
    window.sign_out()
    settle(window)
    assert no_english(window) == []


def test_the_foot_says_nothing_of_a_connection_that_was_not_tried(window: Window) -> None:
    window.foot.reset()
    window.foot.show_state(SyncState(0, 0, 0, 0, 0, None, enrolled=True, connected=True))
    assert window.foot.connection.text() == "មិនទាន់បានសាកភ្ជាប់"
    window.foot.set_busy(True)
    window.foot.set_busy(False)
    assert window.foot.connection.text() == "មានសេវាអ៊ីនធឺណិត"


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_row_is_selected_whatever_keys_are_held(window: Window, held: Qt.KeyboardModifier) -> None:
    column = Column("word", lambda: "word", lambda line: line.word)
    table = RecordTable(window.context, "held", (column,), pages([]))
    table.set_rows([Line(str(number), f"{number:03d}") for number in range(9)])
    QTest.keyPress(window, Qt.Key.Key_F24, held)  # a form is saved by Ctrl+Enter, and its row is selected meanwhile
    try:
        for key in ("5", "5", "2"):
            assert table.select(key)
            assert table.all_selected() == [key]
            assert table.currentIndex().row() == int(key)
    finally:
        QTest.keyRelease(window, Qt.Key.Key_F24, held)
