"""A paper on the screen before it becomes a file: its pages as pictures, which copy it is, what to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.dialogs.box import Box
from app.ui.widgets.basics import Scrolled

if TYPE_CHECKING:
    from app.ui.context import Context


class PreviewBox(Box):
    """Pages below each other; the verb saves them as one PDF file."""

    def __init__(self, context: Context, parent: QWidget, title: str, pages: Sequence[bytes], verb: str) -> None:
        super().__init__(parent.window(), title, verb, gap=context.theme.gap)
        area = Scrolled(self)
        inside = QVBoxLayout(area.content)
        for number, page in enumerate(pages, 1):
            picture = QPixmap()
            picture.loadFromData(page)
            sheet = QLabel(area.content)
            sheet.setPixmap(picture)
            sheet.setAccessibleName(QCoreApplication.translate("PreviewBox", "Page {number}").format(number=number))
            inside.addWidget(sheet)
        screen = parent.window().size()
        area.setMinimumSize(min(980, round(screen.width() * 0.75)), round(screen.height() * 0.6))
        self.put(area, 1)
        self.setMinimumWidth(self.body.minimumSize().width())  # else a page is cut at its right on a small screen
        self.resize(self.minimumWidth(), self.minimumSizeHint().height())


def preview(context: Context, parent: QWidget, title: str, pages: Sequence[bytes], verb: str = "") -> bool:
    """Shows a paper, or a picture with another `verb`; true when it is to be saved as a file."""
    save = verb or QCoreApplication.translate("PreviewBox", "Save as PDF")
    box = PreviewBox(context, parent, title, pages, save)
    try:
        return bool(box.exec())
    finally:
        box.deleteLater()


def open_file(file: Path) -> None:
    """Opens a file with the programme that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
