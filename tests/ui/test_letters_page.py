"""The register of papers in the window: letters in, papers out and back with a scan, numbers that stand twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.data.contents.attachments import AttachmentStore
from app.services.cases import case_json, cases
from app.services.papers import documents, paper_register
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.papers_tab import PapersTab
from app.ui.pages.letters import LettersPage
from app.ui.scan_watch import ScanWatch
from app.ui.window import Window
from tests.data.cases.support import form
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


class Register:
    """The page over an office with one case that has two papers of one number."""

    def __init__(self, window: Window) -> None:
        self.window = window
        session = window.context.session
        with session.write("case_register") as uow:
            self.opened = cases.register(uow, case_json.read(form(), uow.today()))
            self.first, self.second = (
                paper_register.register(uow, kind, variant="family", case=self.opened.case, number="12/26")
                for kind in ("consent", "case_file")
            )
        window.navigate("letters")
        settle(window)
        page = window.pages["letters"]
        assert isinstance(page, LettersPage)
        self.page = page

    def rows(self) -> list[list[str]]:
        """The cells of the list."""
        model = self.page.part.table.rows_model
        return [list(model.texts(place)) for place in range(model.rowCount())]

    def choose(self, paper: str) -> None:
        """Chooses a paper."""
        assert self.page.part.table.select(paper)

    def act(self, act: Callable[[], object]) -> None:
        """Does something and waits."""
        act()
        settle(self.window)

    def line(self, paper: str) -> paper_register.Line:
        """A paper as the register has it."""
        with self.window.context.session.read() as reader:
            return next(one for one in paper_register.listing(reader) if one.id == paper)


@pytest.fixture
def register(qapp: QApplication, window: Window) -> Register:
    return Register(window)


def test_a_paper_goes_out_and_comes_back_with_its_scan(register: Register, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    scan = tmp_path / "scan.txt"
    scan.write_text("signed", encoding="utf-8")
    part = register.page.part
    register.choose(register.first)
    assert not part.back_button.isEnabled()
    dialogs.answer({"to": "មេឃុំ", "on": date(2020, 1, 1)})
    register.act(part.out_button.click)
    assert register.line(register.first).state == "printed", "it cannot have gone before it was made"
    dialogs.answer({"to": "មេឃុំ"})
    register.act(part.out_button.click)
    assert (register.line(register.first).state, register.line(register.first).out_to) == ("out", "មេឃុំ")
    assert part.back_button.isEnabled(), "the row stays chosen"
    assert part.signed_button.isEnabled()
    thumb = {"role": "carer", "how": "thumbprint", "name": "សុខ ម៉ាលី"}
    dialogs.answer({"scan": True, **thumb}, [scan], {"witness": "កែវ រិទ្ធី"})  # asked again for the witness, not for the scan
    register.act(part.back_button.click)
    line = register.line(register.first)
    assert line.state == "back"
    place = next(place for place, column in enumerate(part.table.rows_model.columns) if column.name == "signed")
    cells = {row[place].replace("\u200b", "") for row in register.rows()}
    assert "អ្នកថែទាំ សុខ ម៉ាលី (ស្នាមមេដៃ សាក្សី៖ កែវ រិទ្ធី)" in cells
    dialogs.answer({"role": "authority", "how": "seal"})
    register.act(part.signed_button.click)
    assert [one.role for one in register.line(register.first).signed] == ["carer", "authority"]
    session = register.window.context.session
    with session.read() as reader:
        (shown,) = documents.of_case(reader, AttachmentStore.of(session.database), register.opened.case)
    assert (shown.document.id, shown.document.use, shown.document.kind) == (line.scan, "scan", "consent")


def test_a_number_that_stands_twice_is_shown_and_can_be_corrected(register: Register, dialogs: ScriptedDialogs) -> None:
    model = register.page.part.table.rows_model
    place = next(place for place, column in enumerate(model.columns) if column.name == "number")
    assert [row[place] for row in register.rows()] == ["12/26 (ស្ទួន)"] * 2
    register.choose(register.second)
    dialogs.answer({"number": "13/26", "copies": "មន្ទីរ, ឯកសារ"})
    register.act(register.page.part.number_button.click)
    assert sorted(row[place] for row in register.rows()) == ["12/26", "13/26"]
    assert register.line(register.second).copies_to == ("មន្ទីរ", "ឯកសារ")


def test_a_letter_comes_in_by_key_and_is_found(register: Register, dialogs: ScriptedDialogs) -> None:
    dialogs.answer({"kind": "court", "sender": "តុលាការខេត្ត", "number": "77"})
    register.act(lambda: QTest.keyClick(register.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier))
    assert len(register.rows()) == 3
    assert register.page.find_here()
    register.page.search.set_value("តុលា")
    settle(register.window)
    assert len(register.rows()) == 1
    register.page.search.set_value("")
    register.page.direction.set_value("out")
    settle(register.window)
    assert len(register.rows()) == 2


def test_void_asks_and_stays(register: Register, dialogs: ScriptedDialogs) -> None:
    register.choose(register.first)
    dialogs.answer(False, True)
    register.act(register.page.part.void_button.click)
    assert register.line(register.first).state == "printed"
    register.act(register.page.part.void_button.click)
    assert register.line(register.first).state == "void"


def test_a_case_shows_its_own_papers_and_a_row_opens_the_case(register: Register) -> None:
    register.choose(register.first)
    register.act(lambda: QTest.keyClick(register.page.part.table, Qt.Key.Key_Return))
    page = register.window.pages["case"]
    assert isinstance(page, CasePage)
    assert page.key == register.opened.case
    part = page.tab(PapersTab)
    register.act(lambda: page.tabs.setCurrentWidget(part))
    assert part.part.table.rows_model.rowCount() == 2


@pytest.mark.parametrize("size", [100, 200])
def test_the_page_speaks_khmer_fits_and_names_its_controls(register: Register, size: int) -> None:
    register.window.context.theme.apply("light", size)
    register.window.resize(1366, 768)
    settle(register.window)
    assert no_english(register.page, allowed=frozenset({"Ctrl"})) == []
    assert unnamed(register.page) == []
    assert clipped(register.page) == []
    assert register.window.frames["letters"].horizontalScrollBar().maximum() == 0, "wider than the window"


def test_a_scan_that_lies_in_the_scanners_folder_comes_back_with_the_paper(
    register: Register, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4")
    watch = ScanWatch.of(register.window.context)
    watch.name(tmp_path)
    watch.look()
    register.choose(register.first)
    dialogs.answer({"to": "មេឃុំ"}, {"scan": True, "source": "0", "turned": "3", "delete": True})
    register.act(register.page.part.out_button.click)
    register.act(register.page.part.back_button.click)
    settle(register.window)
    line = register.line(register.first)
    assert (line.state, bool(line.scan), scan.exists()) == ("back", True, False)
    with register.window.context.session.read() as reader:
        assert reader.get("attachment", line.scan).whole("turned") == 3  # it lay on its side
