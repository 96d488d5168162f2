"""Printing from the page of a case: which paper, which copy and what it leaves out, the preview, the file, the register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services import cases, paper_register
from app.ui.context import Context
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.paper_acts import CasePapers, PaperForm, papers_of
from app.ui.widgets.form import Form
from tests.support.pdf_text import words_of
from tests.ui.cases.conftest import Desk
from tests.ui.cases.test_case_pages import opened_page, register


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
