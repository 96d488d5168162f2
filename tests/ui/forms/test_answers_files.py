"""Files as answers: chosen, pasted, drawn, looked at, taken away; nothing leaves the programme unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import EnvironmentFault
from app.ui.context import Context
from app.ui.dialogs import Dialogs
from app.ui.dialogs.box import Box
from app.ui.forms.answers.files import LARGEST, Attachment, wanted_endings
from app.ui.forms.answers.ink import png
from app.ui.forms.pictures import read_picture, show_picture
from tests.support.answer_sheet import Sheet
from tests.support.workbooks import question
from tests.ui.forms.conftest import Make


def picture(width: int = 64, height: int = 32) -> QImage:
    """A picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    return image


class Chooser(Dialogs):
    """Chooses files in a user's place."""

    def __init__(self, context: Context, path: Path | None, *, yes: bool = True) -> None:
        super().__init__(context)
        self.path = path
        self.yes = yes
        self.asked: list[str] = []

    def open_file(self, parent: QWidget, title: str, filters: str = "") -> Path | None:
        self.asked.append(filters)
        return self.path

    def save_file(self, parent: QWidget, title: str, name: str, filters: str = "") -> Path | None:
        self.asked.append(name)
        return self.path

    def confirm(self, parent: QWidget, question: str, verb: str, *, danger: bool = False) -> bool:
        self.asked.append(question)
        return self.yes


def attachment(sheet: Sheet, name: str) -> Attachment:
    """The widget of an upload."""
    answer = sheet[name].answer
    assert isinstance(answer, Attachment)
    return answer


def test_a_picture_is_chosen_shown_and_taken_away(make: Make, bare: Context, tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(png(picture()))
    sheet = make(question("image", "im"))
    bare.dialogs = Chooser(bare, file)
    answer = attachment(sheet, "im")
    answer.choose.click()
    assert "*.png" in bare.dialogs.asked[0]
    assert sheet.value("im") == "1732530000.png"
    assert sheet.drawer.files["/data/im", "1732530000.png"] == file.read_bytes()
    assert answer.thumb.isVisibleTo(sheet.page)
    assert "១" in answer.told.text()
    answer.remove.click()
    assert sheet.value("im") == ""
    assert not answer.thumb.isVisibleTo(sheet.page)


def test_a_kept_picture_is_fetched_when_the_form_is_opened_again(make: Make) -> None:
    sheet = make(question("image", "im"))
    name = sheet.drawer.keep("/data/im", "a.png", png(picture()))
    sheet.put("im", name)
    answer = attachment(sheet, "im")
    assert answer.thumb.isVisibleTo(sheet.page)
    sheet.put("im", "gone.png")
    assert not answer.thumb.isVisibleTo(sheet.page)
    assert "gone.png" in answer.told.text(), "an answer whose file is elsewhere is named"


def test_a_picture_is_pasted_and_made_as_small_as_the_form_wants(make: Make) -> None:
    sheet = make(question("image", "im", parameters="max-pixels=100"))
    QGuiApplication.clipboard().setImage(picture(400, 200))
    answer = attachment(sheet, "im")
    answer.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    kept = read_picture(sheet.drawer.files["/data/im", sheet.value("im")])
    assert (kept.width(), kept.height()) == (100, 50)
    QGuiApplication.clipboard().clear()
    answer.paste_picture()
    assert sheet["im"].problem_text, "that nothing was copied is told"
    assert sheet.value("im"), "and the answer stays"


def test_a_file_is_dropped_on_the_question(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7 a letter")
    sheet = make(question("file", "f"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, button, keys)
    attachment(sheet, "f").dropEvent(event)
    assert sheet.value("f") == "1732530000.pdf"


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("image", "a.png", b"no picture at all"),
        ("image", "a.exe", b"MZ"),
        ("audio", "a.png", b"x"),
        ("image", "empty.png", b""),
        ("file", "large.bin", b"\0" * (LARGEST + 1)),
        ("file", "there_is_none.txt", None),
    ],
)
def test_what_cannot_be_the_answer_is_refused_in_words(
    make: Make, tmp_path: Path, kind: str, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    sheet = make(question(kind, "f"))
    attachment(sheet, "f").take_file(file)
    assert sheet.value("f") == ""
    assert sheet["f"].problem_text
    assert not sheet.drawer.files
    assert str(tmp_path) not in sheet["f"].problem_text


def test_a_keeper_that_fails_leaves_the_answer_as_it_was(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")
    sheet = make(question("file", "f"))
    attachment(sheet, "f").take_file(file)
    before = sheet.value("f")

    def full(key: str, name: str, content: bytes) -> str:
        raise EnvironmentFault("disk_full")

    monkeypatch.setattr(sheet.drawer, "keep", full)
    attachment(sheet, "f").take_file(file)
    assert sheet.value("f") == before
    assert sheet["f"].problem_text


@pytest.mark.parametrize("appearance", ["draw", "signature"])
def test_a_drawing_is_made_with_the_mouse_and_kept(make: Make, appearance: str) -> None:
    sheet = make(question("image", "im", appearance=appearance))
    answer = attachment(sheet, "im")
    assert not answer.choose.isVisibleTo(sheet.page)
    answer.draw.click()
    pad = answer.pad
    QApplication.processEvents()
    for place in (QPoint(20, 20), QPoint(120, 60)):
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseMove(pad, place + QPoint(40, 10))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=place + QPoint(40, 10))
    assert len(pad.lines) == 2
    answer.back.click()
    assert len(pad.lines) == 1
    assert sheet.value("im") == ""
    answer.keep.click()
    image = read_picture(sheet.drawer.files["/data/im", sheet.value("im")])
    dark = [image.pixelColor(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    assert any(colour.lightness() < 100 for colour in dark)
    assert sum(colour.lightness() > 250 for colour in dark) > len(dark) * 0.9
    assert not pad.isVisibleTo(sheet.page)


def test_a_drawing_that_was_begun_is_kept_when_the_part_is_left(make: Make) -> None:
    sheet = make(question("image", "im", appearance="signature"))
    answer = attachment(sheet, "im")
    answer.draw.click()
    QTest.mouseClick(answer.pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    sheet["im"].flush()
    assert sheet.value("im")
    answer.draw.click()
    sheet["im"].flush()
    assert len(sheet.drawer.files) == 1, "an empty pad is no new drawing"


def test_a_picture_is_drawn_on(make: Make) -> None:
    sheet = make(question("image", "im", appearance="annotate"))
    sheet.put("im", sheet.drawer.keep("/data/im", "a.png", png(picture(200, 100))))
    answer = attachment(sheet, "im")
    answer.draw.click()
    assert answer.pad.size_of_paper().width() == 200
    QTest.mouseClick(answer.pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    answer.keep.click()
    image = read_picture(sheet.drawer.files["/data/im", sheet.value("im")])
    assert image.pixelColor(199, 99) == QColor("#336699")


def test_a_copy_goes_outside_only_after_a_warning(make: Make, bare: Context, tmp_path: Path) -> None:
    sheet = make(question("file", "f"))
    sheet.put("f", sheet.drawer.keep("/data/f", "a.pdf", b"%PDF"))
    target = tmp_path / "copy.pdf"
    bare.dialogs = Chooser(bare, target, yes=False)
    attachment(sheet, "f").copy.click()
    assert not target.exists()
    bare.dialogs = Chooser(bare, target)
    attachment(sheet, "f").copy.click()
    assert target.read_bytes() == b"%PDF"
    target.unlink()
    sheet.drawer.kept_in.add(sheet.value("f"))
    attachment(sheet, "f").copy.click()
    assert not target.exists(), "a child is on it, and nobody agrees any more"


def test_a_picture_opens_inside_the_programme(make: Make, bare: Context) -> None:
    sheet = make(question("image", "im"))
    sheet.put("im", sheet.drawer.keep("/data/im", "a.png", png(picture())))
    attachment(sheet, "im").open.click()
    boxes = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Box) and widget.isVisible()]
    assert len(boxes) == 1
    boxes[0].reject()
    assert show_picture(bare, sheet.page, "", b"none") is None


def test_without_a_keeper_and_read_only_nothing_can_be_changed(make: Make) -> None:
    sheet = make(question("file", "f", read_only="yes", default="old.pdf"), question("file", "g"))
    locked = attachment(sheet, "f")
    assert not any(part.isVisibleTo(sheet.page) for part in (locked.choose, locked.remove, locked.draw))
    assert "old.pdf" in locked.told.text()
    free = attachment(sheet, "g")
    free.keeper = None
    free.retranslate()
    assert free.told.text()
    assert not free.choose.isVisibleTo(sheet.page)


def test_the_endings_that_a_question_takes() -> None:
    assert wanted_endings("application/*") == ()
    assert ".jpg" in wanted_endings("image/*")
    assert wanted_endings(".pdf,.docx") == (".pdf", ".docx")


def test_a_trap_of_a_picture_is_not_unpacked() -> None:
    head = b"BM" + b"\0" * 12 + (40).to_bytes(4, "little") + (100_000).to_bytes(4, "little") * 2 + b"\1\0\x18\0" + b"\0" * 24
    assert read_picture(head).isNull()
