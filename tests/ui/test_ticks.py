"""Words beside a tick or a round button go on in the next line: a form is never wider than its window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.context import Context
from app.ui.widgets.choices import CodeField, CodeSetField
from app.ui.widgets.fields import BoolField
from app.ui.widgets.form import Form

LONG = "ឈ្មោះជាអក្សរឡាតាំង: Chea Sovannarithvoddh Piseth Sopheakmongkolratana ដែលត្រូវប្រាប់អ្នកទទួល"


@pytest.fixture
def form(bare: Context, qtbot: QtBot) -> Form:
    made = Form(columns=1)
    qtbot.addWidget(made)
    made.add("tick", BoolField())
    made.label("tick", LONG)
    made.add("round", CodeField(bare, "risk_level", buttons=True))
    made.add("several", CodeSetField(bare, "role"))
    made.show()
    return made


@pytest.mark.parametrize("letters", [32, 48, 200])
def test_a_form_is_as_narrow_as_its_window(form: Form, letters: int) -> None:
    width = form.fontMetrics().horizontalAdvance("n" * letters)
    form.resize(width, form.heightForWidth(width))
    QApplication.processEvents()
    assert form.width() == width
    tick = form.cells["tick"].field
    assert isinstance(tick, BoolField)
    assert tick.tick.text() == LONG
    assert tick.tick.geometry().right() <= tick.width()
    assert tick.tick.height() >= tick.tick.heightForWidth(tick.tick.width())
    knobs = form.cells["round"].field.parts
    assert all(knob.geometry().right() < width for knob in knobs)
    lowest = max(knob.geometry().bottom() for knob in knobs)
    assert lowest <= form.cells["round"].field.height()


def test_the_words_have_as_many_lines_as_they_need(form: Form) -> None:
    tick = form.cells["tick"].field
    assert isinstance(tick, BoolField)
    wide, narrow = tick.tick.sizeHint().width(), tick.tick.sizeHint().width() // 3
    assert tick.tick.heightForWidth(wide) < tick.tick.heightForWidth(narrow)
    form.label("tick", "ខ្លី")
    assert tick.tick.text() == "ខ្លី"
    assert tick.tick.heightForWidth(narrow) == tick.tick.heightForWidth(wide)
