"""Pictures read from bytes, small and large; nothing of them is written to the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.dialogs.box import Box
from app.ui.widgets.basics import Scrolled

if TYPE_CHECKING:
    from app.ui.context import Context

MOST_PIXELS = 60_000_000
"""A picture with more pixels is not unpacked (240 MB); such a file is a trap or a mistake."""


def read_picture(content: bytes, most: QSize | None = None) -> QImage:
    """A picture, upright as it was taken, at most as large as `most`; a null picture when the bytes are none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    if most is not None and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def show_picture(context: Context, parent: QWidget, title: str, content: bytes) -> Box | None:
    """Shows a picture in a window of its own, as large as the screen allows; None when the bytes are no picture."""
    room = parent.screen().availableSize() - QSize(context.theme.gap * 16, context.theme.gap * 24)
    image = read_picture(content, room)
    if image.isNull():
        return None
    box = Box(parent.window(), "", "", gap=context.theme.gap)
    holder = Scrolled(box)
    holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    shown = QLabel(holder)
    shown.setPixmap(QPixmap.fromImage(image))
    shown.setAccessibleName(title)
    holder.setWidget(shown)
    box.put(holder, 1)
    box.yes.hide()
    box.no.setText(QCoreApplication.translate("Pictures", "Close the picture"))
    box.resize(image.size() + QSize(context.theme.gap * 10, context.theme.gap * 14))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.finished.connect(lambda _: box.close())
    box.open()
    return box
