"""The office's logo in the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.pages.settings import SettingsPage
from app.ui.window import Window
from tests.support.logos import picture
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, no_english
from tests.ui.support import PLACES, go


def test_the_logo_is_chosen_shown_and_taken_away_by_keyboard(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert not page.logo.remove_button.isEnabled()
    for name, data in (("logo.txt", b"words"), ("logo.png", picture(300, 100))):
        (tmp_path / name).write_bytes(data)
        dialogs.answer(tmp_path / name)
        QTest.keyClick(page.logo.choose_button, Qt.Key.Key_Space)
        settle(window)
        assert bool(page.logo.picture) == (name == "logo.png")
    assert page.logo.shown_picture.isVisible()
    assert no_english(page, allowed=PLACES) == []
    QTest.keyClick(page.logo.remove_button, Qt.Key.Key_Space)
    settle(window)
    assert page.logo.picture == b""
