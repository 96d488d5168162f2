"""Icons of one family: 24 by 24, lines of 1.75, drawn in the colour of the text around them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import ICONS

_SIDES = (16, 20, 24, 32, 48, 64)


def pixmap(name: str, colour: str, side: int) -> QPixmap:
    """A picture of an icon."""
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def icon(name: str, colour: str, checked: str = "") -> QIcon:
    """An icon in a colour, and in another where the button is pressed in."""
    made = QIcon()
    for side in _SIDES:
        made.addPixmap(pixmap(name, colour, side), QIcon.Mode.Normal, QIcon.State.Off)
        if checked:
            made.addPixmap(pixmap(name, checked, side), QIcon.Mode.Normal, QIcon.State.On)
    return made
