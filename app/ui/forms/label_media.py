"""Picture, sound and video that belong to the words of a question."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QSize, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.forms.answers.base import Ports
from app.ui.forms.pictures import read_picture, show_picture
from app.ui.widgets.basics import Button, button, label, unit
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.context import Context

SOUND_OR_VIDEO = ("audio", "video")
_PLAYED = frozenset({
    "mp3", "wav", "ogg", "oga", "opus", "m4a", "aac", "amr", "flac", "wma", "mp4", "m4v", "mov", "avi", "mkv", "webm", "3gp",
    "3g2", "mpg", "mpeg", "wmv", "ogv",
})  # fmt: skip
"""Endings of sounds and videos, none of which a system would run."""


class LabelMedia(QWidget):
    """The picture itself, and a button for each of the others. Files of a form hold nothing of a child, so what plays them may
    have them."""

    def __init__(self, context: Context, ports: Ports, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.ports = ports
        self.names: Mapping[str, str] = {}
        self.title = ""
        self._folder: QTemporaryDir | None = None
        self.picture = QLabel(self)
        self.larger = button(self, "find", self.enlarge, flat=True)
        self.players: dict[str, Button] = {}
        for kind in SOUND_OR_VIDEO:
            self.players[kind] = button(self, "next", partial(self.play, kind))
        self.missing = label(self, "small", wrap=True)
        acts = QWidget(self)
        flow = Flow(acts, unit(self))
        for part in (self.larger, *self.players.values()):
            flow.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(unit(self) // 2)
        for widget in (self.picture, acts, self.missing):
            box.addWidget(widget)
        self.hide()

    def show_media(self, names: Mapping[str, str], title: str) -> None:
        """Shows the files of a question, in the language now; `title` is what a screen reader says of the picture."""
        self.title = title
        self.larger.setText(self.tr("Larger"))
        self.players["audio"].setText(self.tr("Listen …"))
        self.players["video"].setText(self.tr("Watch …"))
        for part in (self.larger, *self.players.values()):
            part.setAccessibleName(f"{title}: {part.text()}")
        self.picture.setAccessibleName(title)
        if names == self.names:
            return
        self.names = dict(names)
        self.setVisible(bool(names))
        image, lost = QImage(), []
        name = names.get("image", "")
        if name:
            content = self.ports.media(name)
            image = QImage() if content is None else read_picture(content, QSize(unit(self) * 60, unit(self) * 30))
            if image.isNull():
                lost.append(name)
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.setVisible(not image.isNull())
        self.larger.setVisible(not image.isNull())
        for kind, player in self.players.items():
            there = bool(names.get(kind)) and self.ports.media(names[kind]) is not None
            player.setVisible(there)
            if names.get(kind) and not there:
                lost.append(names[kind])
        self.missing.setText(self.tr("This file came without the form: {name}").format(name=", ".join(lost)) if lost else "")
        self.missing.setVisible(bool(lost))

    def enlarge(self) -> None:
        """Shows the picture in a window of its own, the larger one if the form has it."""
        content = self.ports.media(self.names.get("big-image", "") or self.names.get("image", ""))
        content = content if content is not None else self.ports.media(self.names.get("image", ""))
        if content is not None:
            show_picture(self.context, self, self.title, content)

    def play(self, kind: str) -> bool:
        """Hands sound or video to the programme that plays it; whether there was one."""
        name = self.names.get(kind, "")
        if QFileInfo(name).suffix().lower() not in _PLAYED:
            return False  # the system would run what only calls itself a sound
        content = self.ports.media(name)
        self._folder = self._folder or QTemporaryDir()
        if content is None or not self._folder.isValid():
            return False
        path = self._folder.filePath(QFileInfo(name).fileName())
        with open(path, "wb") as file:
            file.write(content)
        return QDesktopServices.openUrl(QUrl.fromLocalFile(path))
