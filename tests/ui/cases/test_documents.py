"""The documents of a case in the window: chosen, dropped and pasted; pages, turning, a child's picture, taking out and undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.data import undo
from app.services.cases import case_parts, cases
from app.services.papers import documents
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.documents_tab import DocumentsTab
from tests.support.window import no_english, unnamed
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register


def scanned(folder: Path, name: str, size: tuple[int, int] = (80, 40)) -> Path:
    """A file as a scanner makes it: its left half is red."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    drawn.save(folder / name)
    return folder / name


class Tab:
    """The tab of one case, with the files that its dialogs choose."""

    def __init__(self, desk: Desk, qtbot: QtBot, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.page: CasePage = opened_page(desk, qtbot, case)
        self.part = self.page.tab(DocumentsTab)
        self.page.tabs.setCurrentWidget(self.part)
        self.chosen: list[Path] = []
        monkeypatch.setattr(desk.answers, "open_files", self._chosen, raising=False)
        desk.settle()

    def _chosen(self, parent: QWidget, title: str, filters: str = "") -> list[Path]:
        return self.chosen

    def names(self) -> list[str]:
        """What stands below the small pictures."""
        gallery = self.part.gallery
        return [gallery.item(place).text() for place in range(gallery.count())]


@pytest.fixture
def case(desk: Desk) -> cases.Opened:
    return register(desk)


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot, case: cases.Opened, monkeypatch: pytest.MonkeyPatch) -> Tab:
    return Tab(desk, qtbot, case.case, monkeypatch)


def test_pages_are_chosen_looked_at_turned_and_taken_out(tab: Tab, desk: Desk, tmp_path: Path) -> None:
    assert tab.part.empty.isVisible()
    tab.chosen = [scanned(tmp_path, "a.png"), scanned(tmp_path, "b.png")]
    desk.answers.form = {"kind": "birth_certificate", "title": "Book 7", "dated_on": date(2024, 3, 1)}
    tab.part.add_button.click()
    desk.settle(lambda: tab.part.gallery.count() == 2)
    assert desk.answers.seen[-1]["together"], "two pictures are two pages unless said otherwise"
    assert tab.names() == ["Book 7 (2 pages)", "Page 2"]
    desk.settle(lambda: not tab.part.sheet.empty)
    wide = tab.part.sheet.pixmap()
    assert wide.width() > wide.height()
    tab.part.right_button.click()
    desk.settle(lambda: not tab.part.sheet.empty and tab.part.sheet.pixmap().width() < tab.part.sheet.pixmap().height())
    assert "2024" in tab.part.told.text()
    tab.chosen = [scanned(tmp_path, "c.png")]
    tab.part.page_button.click()
    desk.settle(lambda: tab.part.gallery.count() == 3)
    tab.part.gallery.setCurrentRow(0)
    QTest.keyClick(tab.part.gallery, Qt.Key.Key_Delete)
    desk.settle(lambda: tab.part.gallery.count() == 0)
    assert len(desk.answers.questions) == 1
    with desk.session.write("undo") as uow:
        undo.undo(uow)
    desk.context.bus.announce(())
    tab.page.load()
    desk.settle(lambda: tab.part.gallery.count() == 3)


def test_files_can_be_dropped_and_a_picture_pasted(tab: Tab, desk: Desk, tmp_path: Path) -> None:
    desk.answers.form = {"kind": "letter", "title": "From the commune"}
    mime = QMimeData()
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7 x")
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, no_button, no_key)
    tab.part.dragEnterEvent(entering)
    assert entering.isAccepted()
    tab.part.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, no_button, no_key))
    desk.settle(lambda: tab.names() == ["From the commune"])
    assert not tab.part.look_button.isEnabled(), "a PDF is saved, not looked at here"
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    desk.answers.form = {"kind": "other", "title": "Pasted"}
    QTest.keyClick(tab.part.gallery, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle(lambda: sorted(tab.names()) == ["From the commune", "Pasted"])


def test_a_portrait_needs_its_consent_and_never_shows_by_itself(
    tab: Tab, desk: Desk, case: cases.Opened, tmp_path: Path
) -> None:
    tab.chosen = [scanned(tmp_path, "face.png")]
    desk.answers.form = {"use": "portrait", "kind": "other"}
    tab.part.add_button.click()
    desk.settle(lambda: desk.notices)
    assert tab.part.gallery.count() == 0
    with desk.session.write("case_part_add") as uow:
        values = {"purpose": "photo", "answer": "given", "given_by": "carer", "on_date": uow.today().isoformat()}
        case_parts.add(uow, "consent", case.case, values)
    tab.part.add_button.click()
    desk.settle(lambda: tab.part.gallery.count() == 1)
    assert tab.part.sheet.empty
    one = tab.part.chosen()
    assert one is not None
    assert (one.parent, one.purpose) == (("child", case.child), "child")
    assert tab.part.rows[one.id].small == b""
    assert tab.part.look_button.isEnabled(), "looked at on purpose"


def test_a_kind_that_is_restricted_restricts_the_document(tab: Tab, desk: Desk, tmp_path: Path) -> None:
    tab.chosen = [scanned(tmp_path, "a.png")]
    desk.answers.form = {"kind": "police_interview"}
    tab.part.add_button.click()
    desk.settle(lambda: tab.part.gallery.count() == 1)
    one = tab.part.chosen()
    assert one is not None
    assert one.restricted == "interview"
    desk.answers.form = {"kind": "letter"}
    tab.part.change_button.click()
    desk.settle(lambda: (found := tab.part.chosen()) is not None and found.kind == "letter")
    found = tab.part.chosen()
    assert found is not None
    assert found.restricted == "interview", "saying it is a letter sets nothing free"


def test_a_file_that_cannot_be_read_is_told(tab: Tab, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty.png").write_bytes(b"")
    for file in (tmp_path / "gone.png", tmp_path / "empty.png"):
        tab.chosen = [file]
        tab.part.add_button.click()
        desk.settle(lambda: desk.notices)
        assert file.name in desk.notices.pop()
    assert desk.answers.seen == []


def test_a_closed_case_takes_papers_and_only_looks_otherwise(
    desk: Desk, qtbot: QtBot, case: cases.Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.session.write("case_void") as uow:
        cases.void(uow, case.case, "wrong_person")
    tab = Tab(desk, qtbot, case.case, monkeypatch)
    assert not tab.part.add_button.isVisible()


@pytest.mark.parametrize("lang", ["km"])
def test_the_tab_speaks_khmer_and_names_all_controls(tab: Tab, desk: Desk, tmp_path: Path) -> None:
    tab.chosen = [scanned(tmp_path, "1.png")]
    desk.answers.form = {"kind": "family_book"}
    tab.part.add_button.click()
    desk.settle(lambda: tab.part.gallery.count() == 1)
    assert no_english(tab.part, allowed=frozenset({"jpg"})) == []
    assert unnamed(tab.part) == []


def test_verbs_read_documents_of_a_case(desk: Desk, case: cases.Opened) -> None:
    store = documents.AttachmentStore.of(desk.session.database)
    with desk.session.write("document_add") as uow:
        files = [("a.txt", b"x"), ("b.txt", b"y")]
        made = documents.add_files(uow, store, ("case", case.case), files, documents.Told("form"))
    with desk.session.read() as reader:
        assert [one.document.id for one in documents.of_case(reader, store, case.case)] == made[::-1]


def test_new_scans_in_the_folder_are_offered_and_the_plain_file_goes_once_it_is_kept(
    tab: Tab, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "scanner"
    folder.mkdir()
    first, second = scanned(folder, "Sok Dara 1.png"), scanned(folder, "Sok Dara 2.png")
    broken = folder / "broken.pdf"
    broken.write_bytes(b"MZ")
    offer = tab.part.scans
    assert not offer.take_button.isVisible()
    monkeypatch.setattr(desk.answers, "folder", lambda *_: folder, raising=False)
    offer.folder_button.click()
    assert not offer.take_button.isVisible(), "they may still be written"
    offer.watch.look()
    assert offer.told.text().startswith("3 new scan")
    told = {"kind": "letter", "title": "Letters", "delete": True}
    desk.answers.form = {**told, "scan_0": True, "scan_1": True, "scan_2": True}
    offer.take_button.click()
    desk.settle(lambda: desk.notices and "no PDF" in desk.notices[-1])
    assert all(path.exists() for path in (first, second, broken)), "nothing was saved, nothing is deleted"
    places = {path: f"scan_{place}" for place, path in enumerate(offer.watch.seen.ready)}
    desk.answers.form = {**told, "turned": "1", **{name: path == first for path, name in places.items()}}
    offer.take_button.click()
    desk.settle(lambda: tab.part.gallery.count() == 1 and not first.exists())
    (one,) = tab.part.rows.values()
    assert (one.document.turned, one.document.name, one.document.title) == (1, "scan-1.jpg", "Letters")
    assert second.exists()
    assert offer.told.text().startswith("2 new scan")
    offer.pass_button.click()
    assert not offer.take_button.isVisible()
    assert second.exists()
