"""The screen's fonts: true Regular and Bold, and a glyph for every letter that Komar itself writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import dev
from tests.support.sources import ROOT

WRITTEN = [*(ROOT / "resources" / "words").rglob("*.json"), *(ROOT / "translations").glob("*.ts")]
UNDRAWN = {"\n", "\t", "\u200b"}
"""Line ends, and the break between Khmer words."""


@pytest.mark.parametrize("name", dev.SCREEN_FONTS)
def test_the_fonts_of_the_screen_are_static(name: str) -> None:
    with TTFont(dev.FONTS / name) as font:
        assert "glyf" in font
        assert "fvar" not in font, "a variable font has no true bold in Qt"


@pytest.mark.parametrize("name", dev.SCREEN_FONTS)
@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_letter_has_a_glyph(name: str, file: Path) -> None:
    with TTFont(dev.FONTS / name) as font:
        drawn = {chr(point) for point in font.getBestCmap()}
    assert sorted(set(file.read_text(encoding="utf-8")) - drawn - UNDRAWN) == []
