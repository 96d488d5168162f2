"""The arrows beside tabs, which appear where not all of them find room, are named in the language of the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTabWidget, QToolButton

from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import LATIN


@pytest.mark.parametrize("name", ["returns", "insight", "inspections", "referrals", "sync"])
def test_arrows_have_words_in_both_languages(window: Window, name: str) -> None:
    window.navigate(name)
    settle(window)
    told = {lang: said(window, name, lang) for lang in ("km", "en", "km")}
    assert all(told["en"])
    assert all(told["km"])
    assert not any(LATIN.search(words) for words in told["km"]), told["km"]
    assert told["km"] != told["en"]


def said(window: Window, name: str, lang: str) -> list[str]:
    """What is told of each arrow of a page, to the pointer and to who does not see it."""
    window.context.language.switch(lang)
    settle(window)
    bars = [tabs.tabBar() for tabs in window.pages[name].findChildren(QTabWidget)]
    arrows = [arrow for bar in bars for arrow in bar.findChildren(QToolButton)]
    assert len(arrows) == 2 * len(bars) > 0
    return [words for arrow in arrows for words in (arrow.toolTip(), arrow.accessibleName())]
