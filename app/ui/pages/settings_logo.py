"""The office's logo in the settings: how it will look on papers, a button to choose another one and one to take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.permissions import can
from app.ui.forms.pictures import read_picture
from app.ui.pages.settings_parts import left
from app.ui.widgets.basics import button, label, note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

KINDS = "PNG, JPEG (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff)"
HIGH, WIDE = 5, 16
"""How large it is shown at most, in heights of a line."""


class LogoPart(QWidget):
    """A part of the card of the office."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.picture = b""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        self.head = label(self, "label")
        self.shown_picture = QLabel(self)
        self.words = note(self)
        self.choose_button = button(self, "upload", self.choose, flat=True)
        self.remove_button = button(self, "close", self.remove, flat=True)
        for part in (self.head, self.shown_picture, self.words):
            box.addWidget(part)
        box.addLayout(left(self.choose_button, self.remove_button))
        context.theme.changed.connect(self._draw)

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.head.setText(self.tr("Logo on papers"))
        self.shown_picture.setAccessibleName(self.tr("Logo on papers"))
        self.choose_button.setText(self.tr("Choose a logo…"))
        self.remove_button.setText(self.tr("No logo"))
        self._draw()

    def refresh(self) -> None:
        """Reads it again."""

        def read(reader: Reader) -> bytes:
            from app.services.papers.office_logo import office_logo

            return office_logo(reader)

        self.context.tasks.run(read, self._take, self, key="logo")

    def _take(self, picture: bytes) -> None:
        """Shows what was read; who is signed in decides what is offered."""
        self.picture = picture
        may = can(self.context.session.actor, "office.edit")
        self.choose_button.setEnabled(may)
        self.remove_button.setEnabled(may and bool(picture))
        self._draw()

    def _draw(self) -> None:
        """The picture on white, as paper is, or that there is none."""
        self.shown_picture.setVisible(bool(self.picture))
        if not self.picture:
            self.words.setText(self.tr("Papers have no logo. A chosen one stands at the right of their head."))
            return
        line = self.fontMetrics().height()
        image = read_picture(self.picture, QSize(WIDE * line, HIGH * line))
        paper = QPixmap(image.size())
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, image)
        painter.end()
        self.shown_picture.setPixmap(paper)
        self.words.setText(self.tr("It stands at the right of the head of every paper, on all computers of the office."))

    def choose(self) -> None:
        """Asks for a picture and sets it."""
        path = self.context.dialogs.open_file(self, self.tr("Choose a logo"), KINDS)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Sets a picture from a file."""

        def work(uow: UnitOfWork) -> None:
            from app.services.papers.office_logo import read_logo, set_logo

            set_logo(uow, read_logo(path), path.name)

        self._write(work, "logo_set")

    def remove(self) -> None:
        """Takes it off the papers; Ctrl+Z brings it back."""

        def work(uow: UnitOfWork) -> None:
            from app.services.papers.office_logo import remove_logo

            remove_logo(uow)

        self._write(work, "logo_remove")

    def _write(self, work: Callable[[UnitOfWork], None], act: str) -> None:
        """Runs an act and says how it went."""
        self.context.tasks.run(work, lambda _: self.context.notice(self.tr("Saved on this computer.")), self, write=act)
