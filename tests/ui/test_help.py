"""F1 on each page opens the help of that page, in both languages; before signing in too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser

from app.paths import HELP
from app.ui.pages import BY_NAME
from app.ui.window import Window
from tests.support.pictures import open_window, settle
from tests.ui.conftest import end


def first_line(topic: str, lang: str) -> str:
    """The title of a page of the help."""
    return (HELP / lang / f"{topic}.md").read_text(encoding="utf-8").splitlines()[0].lstrip("# ")


def opened(window: Window) -> str:
    """What F1 shows."""
    window._help.stop()
    window.activateWindow()
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    settle(window)
    views = [view for view in window.findChildren(QTextBrowser) if view.isVisible()]
    text = views[-1].toPlainText()
    views[-1].window().close()
    settle(window)
    return text


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_page_has_its_own_help_in_both_languages(window: Window, name: str) -> None:
    topic = window.page(name).help_topic()
    for lang in ("km", "en"):
        assert (HELP / lang / f"{topic}.md").is_file(), f"{name} opens only the general help"


def test_f1_opens_the_help_of_the_page(window: Window) -> None:
    for name in ("returns", "register_case", "settings"):
        window.navigate(name)
        settle(window)
        assert opened(window).startswith(first_line(name, "km"))
    window.lock()
    assert opened(window).startswith(first_line("sign_in", "km"))


def test_f1_before_there_is_an_office(qapp: QApplication, tmp_path: Path) -> None:
    window = open_window(tmp_path / "office")
    assert opened(window).startswith(first_line("first_start", "km"))
    window.show_gate(window.restoring)
    assert opened(window).startswith(first_line("restore", "km"))
    end(window)
