"""Choices with a colour of the form: a bar above the words, and the words as before."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.forms.evaluation import Choice
from app.ui.forms.answers.options import Options
from app.ui.forms.answers.tints import TINTS, bar


@pytest.mark.usefixtures("qapp")
def test_a_coloured_choice_has_its_bar() -> None:
    options = Options()
    options.show_choices(
        (Choice("1", "1 - weak", {}, "red"), Choice("2", "2 - fair", {}, "purple"), Choice("x", "Not assessed"))
    )
    pictures = {value: knob.picture for value, knob in options.knobs.items()}
    assert [value for value, picture in pictures.items() if not picture.isNull()] == ["1"]
    seen = pictures["1"].toImage()
    assert seen.pixelColor(seen.width() // 2, seen.height() // 2).name() == TINTS["red"]
    options.show_choices((Choice("1", "1 - weak"), Choice("2", "2 - fair"), Choice("x", "Not assessed")))
    assert options.knobs["1"].picture.isNull()
    options.deleteLater()


@pytest.mark.usefixtures("qapp")
def test_a_colour_that_is_not_known_is_left_out() -> None:
    assert QApplication.instance() is not None
    assert bar("mauve", 20).isNull()
    assert not bar("green", 20, 2.0).isNull()
