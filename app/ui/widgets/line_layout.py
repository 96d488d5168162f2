"""What layouts have in common that place their items in lines, so many in each as there is room: `Flow`, `Pairs`."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class LineLayout(QLayout):
    """Holds the items; whoever derives from it says in `place` where each one stands, and what sizes it wishes."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        self.items: list[QLayoutItem] = []

    @abstractmethod
    def place(self, rect: QRect, *, move: bool) -> int:
        """Walks through the lines, and moves the items there when asked to; gives the height."""

    def addItem(self, item: QLayoutItem) -> None:
        """Takes an item."""
        self.items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """An item by its place."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Gives an item away."""
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        return self.place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Places all items."""
        super().setGeometry(rect)
        self.place(rect, move=True)

    def shown(self) -> list[QLayoutItem]:
        """Items whose widgets are not hidden."""
        return [item for item in self.items if not item.isEmpty()]
