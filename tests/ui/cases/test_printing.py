"""Printing from the page of a case: which paper, which copy and what it leaves out, the preview, the file, the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.cases import cases
from app.services.papers import paper_register
from app.services.papers.case_paper_parts import Pick
from app.services.papers.paper_desk import Choice
from app.services.responses.responses import ResponseRow
from app.ui.context import Context
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.acts.paper_acts import CasePapers, papers_of
from app.ui.pages.case_parts.acts.paper_form import Offered, PaperForm
from app.ui.widgets.form import Form
from tests.support.pdf_text import words_of
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register


class Printing:
    """A page with its papers; what was looked at, and where it is saved."""

    def __init__(self, desk: Desk, page: CasePage, target: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.page = page
        self.titles: list[str] = []
        self.pages = 0
        self.opened: list[Path] = []
        self.papers: CasePapers = papers_of(page.acts)
        self.papers.look = self._look
        self.papers.open = self.opened.append
        monkeypatch.setattr(desk.answers, "save_file", lambda *_: target, raising=False)

    def _look(self, context: Context, page: QWidget, title: str, pages: Sequence[bytes]) -> bool:
        self.titles.append(title)
        self.pages = len(pages)
        return True


@pytest.fixture
def case(desk: Desk) -> cases.Opened:
    return register(desk)


def test_a_copy_is_chosen_looked_at_saved_and_registered(
    desk: Desk, qtbot: QtBot, case: cases.Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file.pdf"
    printing = Printing(desk, opened_page(desk, qtbot, case.case), target, monkeypatch)
    desk.answers.form = {"paper": f"case_file:{case.case}", "variant": "family", "lang": "en"}
    assert printing.page.print_paper()
    desk.settle(lambda: printing.opened)
    assert "every address" in printing.titles[0]
    assert printing.pages >= 1
    told = words_of(target.read_bytes())
    assert case.code in told
    assert "Neglect" not in told
    with desk.session.read() as reader:
        (line,) = paper_register.listing(reader, case=case.case)
    assert (line.kind, line.variant, line.state) == ("case_file", "family", "printed")


def test_leaving_the_dialog_or_the_preview_makes_nothing(
    desk: Desk, qtbot: QtBot, case: cases.Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing = Printing(desk, opened_page(desk, qtbot, case.case), None, monkeypatch)
    forms: tuple[dict[str, object] | None, ...] = (None, {"variant": "full"})
    for form in forms:
        desk.answers.form = form
        printing.page.print_paper()
        desk.settle(lambda: desk.answers.seen)
        desk.settle()
    assert len(printing.titles) == 1
    with desk.session.read() as reader:
        assert paper_register.listing(reader, case=case.case) == ()


def test_the_form_says_what_each_copy_leaves_out(
    desk: Desk, qtbot: QtBot, case: cases.Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing = Printing(desk, opened_page(desk, qtbot, case.case), None, monkeypatch)
    hints: dict[str, str] = {}

    def asked(parent: QWidget, title: str, verb: str, form: Form) -> bool:
        assert isinstance(form, PaperForm)
        for variant in ("full", "authority", "family"):
            form.set_values({"variant": variant})
            hints[variant] = form.cells["variant"].hint.text()
        return False

    monkeypatch.setattr(desk.answers, "ask", asked)
    printing.page.step("print")
    desk.settle(lambda: len(hints) == 3)
    assert len(set(hints.values())) == 3
    assert all(hints.values())


def test_parts_are_ticked_off_by_keyboard_and_are_not_on_the_paper(
    desk: Desk, qtbot: QtBot, case: cases.Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "file.pdf"
    printing = Printing(desk, opened_page(desk, qtbot, case.case), target, monkeypatch)

    def asked(parent: QWidget, title: str, verb: str, form: Form) -> bool:
        assert isinstance(form, PaperForm)
        qtbot.addWidget(form)
        form.set_values({"paper": f"case_file:{case.case}", "variant": "full", "lang": "en"})
        form.show()
        assert form.cells["parts"].holder.isHidden()
        QTest.keyClick(form.some.tick, Qt.Key.Key_Space)
        QTest.keyClick(form.parts.ticks["assessment"], Qt.Key.Key_Space)
        form.setParent(parent)
        return form.check()

    monkeypatch.setattr(desk.answers, "ask", asked)
    assert printing.page.print_paper()
    desk.settle(lambda: printing.opened)
    assert printing.titles[0].endswith("Parts left out: Assessment")
    told = words_of(target.read_bytes())
    assert "Parts left out: Assessment" in told
    assert "Neglect" not in told


def test_parts_follow_the_copy_and_one_at_least_stays(desk: Desk, qtbot: QtBot, case: cases.Opened) -> None:
    day = date(2026, 2, 3)
    row = ResponseRow("r1", "f", "1", "ទម្រង់ · Needs", "case", "finished", day, "Dara", day, "Dara", True, 3)
    papers = (Choice("case_file", "c", ("full", "family")), Choice("consent", "c", ("family",)))
    form = PaperForm(desk.context, Offered(papers, {"full": "all", "family": "less"}, "", (row,)))
    qtbot.addWidget(form)
    form.set_values({"paper": "case_file:c", "lang": "en", "some": True})
    assert form.forms.ticks["r1"].text().startswith("Needs · ")
    assert form.wanted().pick == Pick(tuple(sorted(form.parts.ticks)), ("r1",))
    form.parts.ticks["danger"].setChecked(False)
    form.parts.ticks["plan"].setChecked(False)
    form.set_values({"variant": "family"})
    assert "danger" not in form.parts.ticks, "no copy for the family holds it"
    assert not form.parts.ticks["plan"].isChecked()
    assert form.cells["forms"].holder.isHidden()
    assert form.wanted().pick == Pick(tuple(sorted(form.parts.ticks.keys() - {"plan"})), None)
    form.set_values({"variant": "full"})
    assert not form.parts.ticks["danger"].isChecked(), "what was ticked off stays off"
    form.set_values({"parts": []})
    assert form.problems() == [], "a form is left"
    form.set_values({"forms": []})
    assert [name for name, _ in form.problems()] == ["parts"]
    form.set_values({"paper": "consent:c"})
    assert form.cells["some"].holder.isHidden()
    assert form.problems() == []
    assert form.wanted().pick is None
