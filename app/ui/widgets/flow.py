"""Widgets side by side that go on in the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.basics import take_all
from app.ui.widgets.line_layout import LineLayout


class Flow(LineLayout):
    """A layout like words in a paragraph. `lead`: where all fits in one line so many items stand left, the others right."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, *, lead: int = 0) -> None:
        super().__init__(gap, parent)
        self.lead = lead

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than its words."""
        return Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        shown = self.shown()
        hints = [item.sizeHint() for item in shown]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        size = QSize()
        for item in self.shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def place(self, rect: QRect, *, move: bool) -> int:
        """Walks through the lines; gives the height."""
        x, y, height = rect.x(), rect.y(), 0
        line: list[QLayoutItem] = []
        shown = self.shown()
        first = shown[min(self.lead, len(shown)) - 1] if self.lead and shown else None
        spare = max(0, rect.width() - self.sizeHint().width())
        for item in shown:
            hint = item.sizeHint()
            widget = item.widget()
            grows = widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
            width = min(rect.width() if grows else hint.width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                self._level(line, y, height)
                x, y, height, line = rect.x(), y + height + self.spacing() // 2, 0, []
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
                line.append(item)
            x += width + self.spacing() + (spare if item is first else 0)
            height = max(height, hint.height())
        self._level(line, y, height)
        return y + height - rect.y()

    @staticmethod
    def _level(line: list[QLayoutItem], y: int, height: int) -> None:
        """Words and chips stand at the middle of the buttons beside them."""
        for item in line:
            place = item.geometry()
            place.moveTop(y + (height - place.height()) // 2)
            item.setGeometry(place)


class Columns(QWidget):
    """Cards in two columns, or in one where it is narrow; Tab goes down the first column, then the second."""

    def __init__(self, least: int, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.least = least
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(gap)
        self._columns: tuple[list[QWidget], list[QWidget]] = ([], [])
        self._two: bool | None = None

    def put(self, widget: QWidget, column: int = 0) -> None:
        """Adds a card at the end of a column."""
        widget.setParent(self)
        self._columns[column].append(widget)
        self._two = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        self.lay_out(event.size().width())

    def lay_out(self, width: int) -> None:
        """Places the cards for a width."""
        two = width >= self.least * 2 + self.grid.spacing()
        if two == self._two:
            return
        self._two = two
        take_all(self.grid)
        for place, cards in enumerate(self._columns):
            box = QVBoxLayout()
            box.setSpacing(self.grid.spacing())
            for widget in cards:
                box.addWidget(widget)
            box.addStretch(1)
            self.grid.addLayout(box, 0 if two else place, place if two else 0)
            self.grid.setColumnStretch(place, 1 if two or not place else 0)
