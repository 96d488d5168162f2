"""Questions below each other; short ones, and an answer with the remark on it, share a line where there is room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from app.ui.widgets.line_layout import LineLayout

MOST_SHORT = 3
"""So many short questions stand in one line at most."""
SHORT_WIDTH, PAIR_WIDTH = 14, 44
"""The room that a short question needs, and an answer with its remark, in widths of a wide letter."""
ANSWER_PART = 0.7
"""The part of a line that an answer gets beside its remark."""


class Pairs(LineLayout):
    """`short` tells whether a widget may share its line with others of that kind; `remark` whether one belongs to the other."""

    def __init__(self, gap: int, short: Callable[[QWidget], bool], remark: Callable[[QWidget, QWidget], bool]) -> None:
        super().__init__(gap)
        self._short, self._remark = short, remark
        self._heights: dict[int, int] = {}

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """Takes a widget at a place."""
        self.addWidget(widget)
        self.items.insert(place, self.items.pop())
        self.invalidate()

    # ---- its size ----

    def invalidate(self) -> None:
        """Something in it became larger or smaller."""
        self._heights = {}
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width that there is."""
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """As wide as the widest item alone."""
        width = max((item.sizeHint().width() for item in self.shown()), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """The widest item alone, and all of them in their lines."""
        width = max((item.minimumSize().width() for item in self.shown()), default=0)
        return QSize(width, 0)

    # ---- placing ----

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """The lines with the width of each item."""
        gap, lines = self.spacing(), list[list[tuple[QLayoutItem, int]]]()
        items = self.shown()
        place = 0
        while place < len(items):
            first = items[place].widget()
            letter = first.fontMetrics().horizontalAdvance("M") if first is not None else 1
            most = min(MOST_SHORT, max(1, (width + gap) // (letter * SHORT_WIDTH + gap)))
            if first is not None and most > 1 and self._short(first):
                alike = self._alike(items[place : place + most])
                each = (width - gap * (most - 1)) // most
                lines.append([(item, each) for item in items[place : place + alike]])
                place += alike
            elif first is not None and width >= letter * PAIR_WIDTH and self._has_remark(items, place):
                answer = int((width - gap) * ANSWER_PART)
                lines.append([(items[place], answer), (items[place + 1], width - gap - answer)])
                place += 2
            else:
                lines.append([(items[place], width)])
                place += 1
        return lines

    def _alike(self, items: list[QLayoutItem]) -> int:
        """How many of these are short, from the first."""
        widgets = [item.widget() for item in items]
        return next((n for n, one in enumerate(widgets) if one is None or not self._short(one)), len(items))

    def _has_remark(self, items: list[QLayoutItem], place: int) -> bool:
        """Whether the next one is a remark on this."""
        one, other = items[place].widget(), items[place + 1].widget() if place + 1 < len(items) else None
        return one is not None and other is not None and self._remark(other, one)

    def place(self, rect: QRect, *, move: bool) -> int:
        """Walks through the lines; gives the height."""
        y, gap = rect.y(), self.spacing()
        for line in self._lines(rect.width()):
            x = rect.x()
            heights = [_height(item, width) for item, width in line]
            for (item, width), height in zip(line, heights, strict=True):
                if move:
                    item.setGeometry(QRect(x, y, width, height))
                x += width + gap
            y += max(heights) + gap
        return max(0, y - gap - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    """How high an item is at a width."""
    return max(
        item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height(), item.minimumSize().height()
    )
