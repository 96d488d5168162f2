"""Icons of one family: 24 by 24, lines of 1.75, drawn in the colour of the text around them, when and as large as needed."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import ICONS


@cache
def _drawing(name: str) -> str:
    """The drawing of an icon."""
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """What draws an icon in a colour."""
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


class Engine(QIconEngine):
    """Draws an icon at any size; a pressed button has a colour of its own, a disabled one is paler."""

    def __init__(self, name: str, colour: str, checked: str) -> None:
        super().__init__()
        self._key = (name, colour, checked)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draws it."""
        name, colour, checked = self._key
        before = painter.opacity()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(before * 0.45)
        _renderer(name, checked if checked and state == QIcon.State.On else colour).render(painter, QRectF(rect))
        painter.setOpacity(before)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of it."""
        picture = QPixmap(size)
        if picture.isNull():  # a button without room, on a row that is just being laid out, asks for nothing
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Another one like it."""
        return Engine(*self._key)


@lru_cache(maxsize=256)
def icon(name: str, colour: str, checked: str = "") -> QIcon:
    """An icon in a colour, and in another where the button is pressed in."""
    return QIcon(Engine(name, colour, checked))
