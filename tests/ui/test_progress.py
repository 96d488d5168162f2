"""Long work shows how far it is, tells about how long it still takes, and can be stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.data.keeping import backup as data
from app.ui.pages.settings import SettingsPage
from app.ui.pages.sync import SyncPage
from app.ui.widgets import progress
from app.ui.widgets.progress import Progress
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, no_english
from tests.ui.support import go, make_case


def test_short_work_needs_no_bar_and_long_work_tells_how_far_it_is(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = Progress(window.context, window.work, lambda: None)
    bar.begin()
    assert bar.isHidden()
    bar.end()
    monkeypatch.setattr(progress, "GUESS_AFTER_S", 0.0)
    bar.begin()
    bar.tell(3, 9)
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=5000)
    assert "៣ ក្នុងចំណោម ៩" in bar.words.text()
    assert bar.seconds_left() is not None
    assert no_english(bar) == []
    bar.tell(9, 9)
    assert bar.seconds_left() is None
    bar.end()
    assert bar.isHidden()


def test_a_backup_tells_its_pages_and_leaves_nothing_when_it_is_stopped(
    window: Window, dialogs: ScriptedDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "_PAGES_A_STEP", 4)
    make_case(window.context.session, hours_ago=1)
    stick = tmp_path / "stick"
    stick.mkdir()
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    told: list[tuple[int, int]] = []
    page.backups.copied.connect(lambda done, whole: told.append((done, whole)))
    dialogs.answer(stick)
    page.backups.backup()
    settle(window)
    assert len(told) > 3
    assert told[-1][0] == told[-1][1], "all of it"
    assert len(list(stick.iterdir())) == 1
    dialogs.answer(stick)
    page.backups.backup()
    page.backups.progress.stop.click()
    settle(window)
    assert len(list(stick.iterdir())) == 1, "no half backup"
    assert page.backups.backup_button.isEnabled()
    assert page.backups.progress.isHidden()


def test_an_exchange_tells_how_much_is_still_to_be_sent(window: Window) -> None:
    make_case(window.context.session, hours_ago=1)
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    assert page.view is not None
    page.state.progress.begin()
    page.state._count.start()
    page.state._count_waiting()
    settle(window)
    assert page.state.to_send == page.state.progress.bar.maximum() == page.view.state.waiting > 0
    page.state.show_running()
    assert not page.state._count.isActive(), "no exchange runs"
    assert page.state.progress.isHidden()
