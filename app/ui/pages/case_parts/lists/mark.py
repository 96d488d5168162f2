"""Marks in a list what was searched for: the letters of a cell that the search found stand on a coloured ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.text.keys import search_key, search_terms

if TYPE_CHECKING:
    from app.ui.context import Context


def marked(text: str, typed: str) -> list[tuple[int, int]]:
    """The pieces (start, end) of a text that a search found; whole words where marks were left out in typing.

    >>> marked("Sok Dara", "dar")
    [(4, 7)]
    """
    found: list[tuple[int, int]] = []
    for term in search_terms(typed):
        start = text.casefold().find(term)
        if start >= 0:
            found.append((start, start + len(term)))
            continue
        place = 0
        for word in text.split():
            begin = text.index(word, place)
            place = begin + len(word)
            if term in search_key(word):
                found.append((begin, place))
                break
    return sorted(found)


class MarkDelegate(QStyledItemDelegate):
    """Paints the ground of what was found, then the cell."""

    def __init__(self, context: Context, typed: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._view = parent
        self._style = parent.style()
        self.typed = typed

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draws one cell."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        super().paint(painter, option, index)
        if not self.typed().strip():
            return
        told = QStyleOptionViewItem(option)
        self.initStyleOption(told, index)
        place = self._style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, told, self._view)
        metrics = QFontMetricsF(told.font)
        left = place.left() + self._style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, told, self._view) + 1.0
        for start, end in marked(text, self.typed()):
            x = left + metrics.horizontalAdvance(text[:start])
            width = metrics.horizontalAdvance(text[start:end])
            base = place.center().y() + metrics.height() / 2
            painter.fillRect(QRectF(x, base, width, 2), self.context.theme.colour("accent"))
