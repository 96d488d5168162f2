"""The colour that a form gives a choice (column `colour` of its choices), as a bar above the words; the words say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

TINTS = {"red": "#d64535", "orange": "#e8891c", "yellow": "#e3c01f", "green": "#3f9a4a"}
"""Seen on light and dark ground alike; the edge keeps yellow apart from white."""
EDGE = QColor("#84918f")
LONG = 3.0
HIGH = 0.5


def bar(colour: str, line: int, ratio: float = 1.0) -> QPixmap:
    """A bar of a colour for text whose lines are `line` pixels high; empty for a colour that is not known."""
    if colour not in TINTS:
        return QPixmap()
    wide, high = round(line * LONG), max(4, round(line * HIGH))
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(EDGE, 1))
    painter.setBrush(QColor(TINTS[colour]))
    painter.drawRoundedRect(QRectF(0.5, 0.5, wide - 1, high - 1), high / 2, high / 2)
    painter.end()
    return picture
