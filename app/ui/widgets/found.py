"""Lines of what was found, with the words that match marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.text.keys import search_terms, search_text

if TYPE_CHECKING:
    from app.ui.context import Context

PARTED = "   "
"""Stands between a title and what tells it from others."""


class FoundLines(QStyledItemDelegate):
    """Title in bold, the rest dim; a word that holds a term of the search has a coloured ground."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A line with room around it."""
        metrics = QFontMetrics(self.context.theme.font(bold=True))
        return QSize(metrics.horizontalAdvance(str(index.data() or "")) + 4 * self._gap(), metrics.height() + self._gap())

    def _gap(self) -> int:
        """The unit of the grid."""
        return self.context.theme.gap

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draws a line word by word."""
        theme, rect = self.context.theme, QRect(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.colour("accent_soft" if chosen else "surface"))
        left = rect.left() + self._gap()
        for word, title in self._words(str(index.data() or "")):
            font: QFont = theme.font(bold=title)
            metrics = QFontMetrics(font)
            width = metrics.horizontalAdvance(word)
            place = QRect(left, rect.top(), width, rect.height())
            if self.matches(word):
                painter.fillRect(place.adjusted(-1, self._gap() // 2, 1, -self._gap() // 2), theme.colour("mark"))
            painter.setFont(font)
            painter.setPen(theme.colour("text" if title else "dim"))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
            left += width + metrics.horizontalAdvance(" ")
        painter.restore()

    def _words(self, line: str) -> Iterator[tuple[str, bool]]:
        """The words of a line, and whether they belong to the title."""
        title, _, rest = line.partition(PARTED)
        yield from ((word, True) for word in title.split())
        yield from ((word, False) for word in rest.split())

    def matches(self, word: str) -> bool:
        """Whether a word holds a term that was typed."""
        key = search_text(word)
        return bool(key) and any(term in key for term in search_terms(self.typed))
