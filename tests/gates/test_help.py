"""The help: the same pages in both languages, each with something to say, Khmer in Khmer."""

from __future__ import annotations

import re
from pathlib import Path

from tests.gates.test_translations import LATIN_WORD
from tests.support.sources import LATIN_NAMES, ROOT

HELP = ROOT / "resources" / "help"
CODE = re.compile(r"`[^`\n]+`")
"""What stands in a workbook letter by letter, as the page for authors of forms names it."""
KEY = re.compile(r"\b(?:Ctrl|Alt|Shift)\+\S+|\bF\d+\b|\bEnter\b|\bEsc\b|\bTab\b")


def test_both_languages_have_the_same_pages() -> None:
    assert [file.name for file in sorted((HELP / "km").iterdir())] == [file.name for file in sorted((HELP / "en").iterdir())]


def test_every_page_says_something() -> None:
    assert [str(file) for file in HELP.rglob("*.md") if len(file.read_text(encoding="utf-8")) < 150] == []


def test_no_english_is_left_in_khmer() -> None:
    found = {
        file.name: sorted(set(LATIN_WORD.findall(KEY.sub("", _told(file)))) - LATIN_NAMES)
        for file in (HELP / "km").glob("*.md")
    }
    assert {name: left for name, left in found.items() if left} == {}


def _told(file: Path) -> str:
    """The words of a page; names out of workbooks, which are Latin everywhere, stand in that of forms only."""
    text = file.read_text(encoding="utf-8")
    return CODE.sub("", text) if file.stem == "forms" else text
