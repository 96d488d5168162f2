"""A checklist mapped to standards in the real window, by keyboard, from the check of its workbook to the mapped form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.forms.session import FormSession
from app.services.office.offices import Session
from app.ui.forms.parts import parts_of
from app.ui.pages.forms import FormsPage
from app.ui.widgets.form import Form
from app.ui.window import Window
from tests.support.checklists import MAPPING, checklist_file
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed

NAMED = frozenset({"ministry", "danger", "law", "safe", "staff", "y", "n"})
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_checklist_becomes_an_instrument(window: Window, office: Session, tmp_path: Path) -> None:
    dialogs = ScriptedDialogs(window.context)
    window.context.dialogs = dialogs
    window.navigate("forms")
    settle(window)
    page = window.pages["forms"]
    assert isinstance(page, FormsPage)
    dialogs.answer(checklist_file(tmp_path))
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle(window)
    QTest.keyClick(page.report.map_button, Qt.Key.Key_Space)
    settle(window)
    face = page.mapping
    assert face.isVisible()
    assert (unnamed(face), no_english(face, allowed=NAMED), clipped(face)) == ([], [], [])

    QTest.keyClick(window, Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert face.problem.isVisible(), "no answer means anything yet"
    assert face.table.selected() == "law"
    assert face.next_problem()
    assert face.table.selected() == "staff"

    cards = [form for form in face.meanings.findChildren(Form) if "2" in form.cells or "y" in form.cells]
    for form, name in zip(cards, ("law", "danger"), strict=True):
        for code, meaning in MAPPING[name].answers:
            form.field(code).set_value(meaning)
            form.changed.emit(code)
    face.table.select("danger")
    for name, value in {"standard": "51", "weight": 0, "finding": "no"}.items():
        face.one.field(name).set_value(value)
        face.one.changed.emit(name)
    assert (face.wanted["danger"].standard, face.wanted["danger"].weight, face.wanted["law"].standard) == ("51", 0, "1")
    assert not face.next_problem(), "every answer means something"
    QTest.keyClick(window, Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert page.report.isVisible(), face.problem.text()
    report = page.report.report
    assert report is not None
    assert report.form is not None
    assert report.usable
    assert dict(report.usage.binds)["standard"] == 4
    session = FormSession(report.form)
    order = [[part.code for part in parts_of(session, "km", by_place=by_place)] for by_place in (True, False)]
    assert order[0] == order[1], "a form without places is asked in its own order"
