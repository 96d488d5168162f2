"""Pictures, sound, video and other files as answers: chosen, pasted, dropped or drawn; kept by the keeper, never opened outside
without being asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.forms.model import Definition
from app.ui.forms.answers.base import AnswerWidget, Keeper, gone
from app.ui.forms.answers.ink import HIGH, InkPad, png
from app.ui.forms.pictures import read_picture, show_picture
from app.ui.widgets.basics import Button, button, label, unit
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.context import Context

LARGEST = 25 * 1024 * 1024
"""Bytes of a file (inferred: what a slow line can still carry)."""
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic")
SOUNDS = (".mp3", ".m4a", ".wav", ".ogg", ".aac", ".amr", ".3gp", ".opus", ".flac")
VIDEOS = (".mp4", ".3gp", ".mov", ".webm", ".mkv", ".avi")
ENDINGS: Mapping[str, tuple[str, ...]] = {"image": PICTURES, "audio": SOUNDS, "video": VIDEOS}


def wanted_endings(mediatype: str) -> tuple[str, ...]:
    """The endings of file names that a question takes; empty for any."""
    listed = tuple(part.strip().lower() for part in mediatype.split(",") if part.strip().startswith("."))
    return listed or ENDINGS.get(mediatype.partition("/")[0], ())


class Attachment(AnswerWidget):
    """The file of a question with what can be done with it. Without a keeper it only says so."""

    def __init__(
        self, context: Context, key: str, definition: Definition, keeper: Keeper | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context, self.key, self.definition, self.keeper = context, key, definition, keeper
        self.lang = context.lang
        self.kind = definition.mediatype.partition("/")[0]
        self.file_name, self.locked, self.trouble = "", False, ""
        self.content: bytes | None = None
        self.drawing = bool(definition.appearance & {"draw", "signature", "annotate"})
        self.thumb = QLabel(self)
        self.told = label(self, "small", wrap=True)
        self.choose: Button = button(self, "folder", self.choose_file)
        self.paste = button(self, "note", self.paste_picture)
        self.draw = button(self, "edit", self.turn_pad)
        self.open = button(self, "find", self.show_file)
        self.copy = button(self, "save", self.save_copy)
        self.remove = button(self, "close", self.take_away, flat=True)
        self.pad = InkPad(self, high=HIGH // 2 if "signature" in definition.appearance else HIGH)
        self.keep = button(self, "check", self.keep_drawing, primary=True)
        self.back = button(self, "undo", self.pad.take_back)
        self.pad.drawn.connect(self._buttons)
        self._arrange()
        self.pad.hide()
        self.thumb.hide()
        self.setAcceptDrops(True)
        self.retranslate()

    def _arrange(self) -> None:
        acts = QWidget(self)
        flow = Flow(acts, unit(self))
        for part in (self.choose, self.paste, self.draw, self.open, self.copy, self.remove, self.keep, self.back):
            flow.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(unit(self) // 2)
        for widget in (self.thumb, self.told, self.pad, acts):
            box.addWidget(widget)
        self.setFocusProxy(self.draw if self.drawing and "annotate" not in self.definition.appearance else self.choose)

    def retranslate(self) -> None:
        self.lang = self.context.lang
        words = {"image": self.tr("Choose a picture …"), "audio": self.tr("Choose a sound …")}
        self.choose.setText(words.get(self.kind) or (self.tr("Choose a video …") if self.kind == "video" else ""))
        if not self.choose.text():
            self.choose.setText(self.tr("Choose a file …"))
        self.paste.setText(self.tr("Paste a picture"))
        self.draw.setText(self.tr("Sign here …") if "signature" in self.definition.appearance else self.tr("Draw …"))
        self.open.setText(self.tr("Look at it"))
        self.copy.setText(self.tr("Save a copy …"))
        self.remove.setText(self.tr("Take it away"))
        self.keep.setText(self.tr("Keep the drawing"))
        self.back.setText(self.tr("Last line away"))
        self.pad.setAccessibleName(self.tr("Drawing"))
        self._tell()

    # ---- showing ----

    def show_value(self, value: str) -> None:
        if value == self.file_name:
            return
        self.file_name = value
        self.content = self.keeper.fetch(self.key, value) if value and self.keeper is not None else None
        self._tell()

    def _tell(self) -> None:
        image = read_picture(self.content, self._room()) if self.content is not None and self.kind == "image" else QImage()
        self.thumb.setPixmap(QPixmap.fromImage(image))
        self.thumb.setVisible(not image.isNull())
        self.thumb.setAccessibleName(self.file_name)
        if not self.file_name:
            text = "" if self.keeper is not None else self.tr("Files can be added once the form belongs to a record.")
        elif self.content is None:
            text = self.tr("{name} · not on this computer").format(name=self.file_name)
        else:
            text = f"{self.file_name} · {self.size_words(len(self.content))}"
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self._buttons()

    def size_words(self, count: int) -> str:
        """The size of a file: 812 kilobytes, 3.4 megabytes."""
        if count >= 1_048_576:
            return self.tr("{n} megabytes").format(n=self.digits(f"{count / 1_048_576:.1f}"))
        return self.tr("{n} kilobytes").format(n=self.digits(max(1, round(count / 1024))))

    def _room(self) -> QSize:
        return QSize(unit(self) * 40, unit(self) * 20)

    def _buttons(self) -> None:
        """What can be done now."""
        free, drawing = self.keeper is not None and not self.locked, not self.pad.isHidden()
        there, picture = self.content is not None, self.kind == "image"
        drawn_only = self.drawing and "annotate" not in self.definition.appearance
        shown = {
            self.choose: free and not drawing and not drawn_only,
            self.paste: free and not drawing and picture and not drawn_only,
            self.draw: free and not drawing and self.drawing,
            self.open: there and picture and not drawing,
            self.copy: there and not drawing,
            self.remove: free and bool(self.file_name) and not drawing,
            self.keep: drawing,
            self.back: drawing,
        }
        for part, on in shown.items():
            part.setVisible(on)
        self.keep.setEnabled(not self.pad.empty)
        self.back.setEnabled(not self.pad.empty)

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        for part in self.stops():
            if isinstance(part, Button):
                part.setAccessibleName(f"{name}: {part.text()}" if name else part.text())

    def read_only(self, on: bool) -> None:
        self.locked = on
        if on:
            self.pad.hide()
        self._buttons()

    def stops(self) -> list[QWidget]:
        return [self.choose, self.paste, self.draw, self.open, self.copy, self.remove, self.keep, self.back]

    def fault(self) -> str:
        return self.trouble

    def _refuse(self, trouble: str) -> None:
        self.trouble = trouble
        self.worked.emit()

    # ---- taking ----

    def choose_file(self) -> None:
        """Asks for a file."""
        endings = wanted_endings(self.definition.mediatype)
        filters = f"{self.choose.text()} ({' '.join(f'*{ending}' for ending in endings)})" if endings else ""
        found = self.context.dialogs.open_file(self, self.accessibleName() or self.choose.text(), filters)
        if found is not None:
            self.take_file(found)

    def take_file(self, path: Path) -> None:
        """Takes a file as the answer, or says why not."""
        endings = wanted_endings(self.definition.mediatype)
        if endings and path.suffix.lower() not in endings:
            self._refuse(
                self.tr("A file of this kind cannot be the answer here. It can be: {kinds}").format(kinds=" ".join(endings))
            )
            return
        try:
            size = path.stat().st_size
            if size > LARGEST:
                text = self.tr("This file is too large ({size}); at most {limit} can be kept.")
                self._refuse(text.format(size=self.size_words(size), limit=self.size_words(LARGEST)))
                return
            content = path.read_bytes()
        except OSError:
            self._refuse(self.tr("The file cannot be read. Nothing was changed."))
            return
        if not content:
            self._refuse(self.tr("The file is empty. Nothing was changed."))
            return
        self._take(path.name, content)

    def _take(self, name: str, content: bytes) -> None:
        """Hands bytes to the keeper; their name is the answer."""
        if self.keeper is None or self.locked:
            return
        if self.kind == "image":
            image = read_picture(content)
            if image.isNull():
                self._refuse(self.tr("This file is no picture that can be shown. Nothing was changed."))
                return
            name, content = self._smaller(name, content, image)
        try:
            kept = self.keeper.keep(self.key, name, content)
        except AppError as error:
            self._refuse(self.context.words(error))
            return
        if gone(self, self.thumb):  # keeping may take a while, and the page may have gone
            return
        self._refuse("")
        stored = self.keeper.fetch(self.key, kept)
        self.file_name, self.content = kept, content if stored is None else stored
        self._tell()
        self.given.emit(kept)

    def _smaller(self, name: str, content: bytes, image: QImage) -> tuple[str, bytes]:
        """A picture no larger than the form wants (`max-pixels`, its longer side)."""
        most = self.definition.parameters.get("max-pixels", "")
        if not most.isdigit() or not int(most) or max(image.width(), image.height()) <= int(most):
            return name, content
        ratio, way = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return f"{Path(name).stem}.png", png(image.scaled(int(most), int(most), ratio, way))

    def paste_picture(self) -> None:
        """Takes what was copied: a picture, or a file."""
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()  # none when nothing was ever copied
        files = [Path(url.toLocalFile()) for url in copied.urls() if url.isLocalFile()] if copied else []
        if files:
            self.take_file(files[0])
            return
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._refuse(self.tr("No picture was copied. Copy one in another programme, then paste it here."))
            return
        self._take("picture.png", png(image))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.locked and self.keeper is not None:
            self.paste_picture()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.keeper is not None and not self.locked and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_file(files[0])

    # ---- drawing ----

    def turn_pad(self) -> None:
        """Opens the pad, on the picture that is there when it is to be drawn on."""
        paper = None
        if "annotate" in self.definition.appearance and self.content is not None:
            paper = read_picture(self.content)
        self.pad.begin(paper)
        self.pad.show()
        self._buttons()
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drawing(self) -> None:
        """The drawing is the answer."""
        if self.pad.isHidden():
            return
        image, empty = self.pad.image(), self.pad.empty
        self.pad.hide()
        if not empty:
            self._take("drawing.png", png(image))
        self._buttons()

    def flush(self) -> None:
        """A drawing that was begun is kept."""
        self.keep_drawing()

    # ---- what is there ----

    def show_file(self) -> None:
        """Shows the picture in a window of its own."""
        if self.content is not None:
            show_picture(self.context, self, self.accessibleName(), self.content)

    def save_copy(self) -> None:
        """Writes a copy outside, after a warning: it is not protected there."""
        if self.content is None:
            return
        try:
            if self.keeper is not None:
                self.keeper.check_leaves(self.file_name)
        except AppError as error:
            self._refuse(self.context.words(error))
            return
        question = self.tr("The copy lies outside Komar, and anybody who uses the computer can open it. Save a copy?")
        if not self.context.dialogs.confirm(self, question, self.tr("Save a copy")):
            return
        path = self.context.dialogs.save_file(self, self.tr("Save a copy"), self.file_name)
        if path is None:
            return
        try:
            path.write_bytes(self.content)
        except OSError:
            self._refuse(self.tr("The copy could not be written there. Choose another folder."))

    def take_away(self) -> None:
        """No answer."""
        self.file_name, self.content = "", None
        self._refuse("")
        self._tell()
        self.given.emit("")
