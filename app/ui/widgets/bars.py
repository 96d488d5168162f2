"""Numbers that people compare, as bars side by side: each with its name before it and its number behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text.digits import digits_for

if TYPE_CHECKING:
    from app.ui.context import Context

MOST = 12
"""So many bars are drawn; the table beside has all."""


@dataclass(frozen=True)
class Bar:
    """A bar: its name, its parts (number, colour of the palette) from left to right; the words behind it say what they are."""

    name: str
    parts: Sequence[tuple[int, str]]

    @property
    def total(self) -> int:
        """The length of all parts."""
        return sum(value for value, _ in self.parts)


class Bars(QWidget):
    """The picture; a reader of the screen hears every name with its numbers. Nothing is told by colour alone."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, title: str, bars: Sequence[Bar]) -> None:
        """Shows bars in place of those before."""
        self.bars = tuple(bars)[:MOST]
        told = [f"{bar.name} {self._numbers(bar)}" for bar in self.bars]
        self.setAccessibleName(": ".join(filter(None, [title, ", ".join(told)])))
        self.updateGeometry()
        self.update()

    def _numbers(self, bar: Bar) -> str:
        """The numbers of a bar as they are written behind it."""
        return digits_for(" + ".join(str(value) for value, _ in bar.parts), self.context.lang)

    def _line(self) -> int:
        """The height of a bar with its room."""
        return QFontMetrics(self.context.theme.font()).height() + self.context.theme.gap

    def sizeHint(self) -> QSize:
        """As high as its bars."""
        return QSize(self.context.theme.em(40), self._line() * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        """The same; narrower bars are shorter."""
        return QSize(self.context.theme.em(20), self._line() * len(self.bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws name, bar and numbers of each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.context.theme.font())
        theme, metrics = self.context.theme, QFontMetrics(self.context.theme.font())
        names = min(max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0), self.width() // 3)
        numbers = max((metrics.horizontalAdvance(self._numbers(bar)) for bar in self.bars), default=0)
        left = names + theme.gap
        room = max(1, self.width() - left - numbers - theme.gap * 2)
        most = max((bar.total for bar in self.bars), default=0) or 1
        line, middle = self._line(), Qt.AlignmentFlag.AlignVCenter
        for place, bar in enumerate(self.bars):
            top = place * line
            painter.setPen(theme.colour("text"))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRectF(0, top, names, line), middle, name)
            start = float(left)
            for value, tone in bar.parts:
                width = room * value / most
                painter.fillRect(QRectF(start, top + theme.gap / 2, width, line - theme.gap), theme.colour(tone))
                start += width
            painter.drawText(QRectF(start + theme.gap, top, numbers + theme.gap, line), middle, self._numbers(bar))
        painter.end()
