"""Pages that scroll as a whole where large text leaves no room for their lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.basics import Scrolled
from app.ui.widgets.tabs import NamedTabs

if TYPE_CHECKING:
    from app.ui.context import Context

LINES = 15
"""Lines of text that a list with its buttons needs."""


def scrolled_page(page: QWidget, gap: int) -> QVBoxLayout:
    """The layout for the content of a page, inside an area that scrolls upright."""
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    area = Scrolled(page)
    outer.addWidget(area)
    box = QVBoxLayout(area.content)
    box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
    box.setSpacing(gap)
    return box


def begin_in(part: QWidget) -> None:
    """The focus goes into a part of a page that comes up; the page shows its title all the same, where the part is high."""
    part.setFocus()
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, Scrolled):
            above.verticalScrollBar().setValue(0)
        above = above.parentWidget()


class Tabs(NamedTabs):
    """Tabs that take the height there is: their parts scroll, so none of them makes the page higher."""

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        """A page that scrolls gives every part the height that it asks for: this one asks for no more than it needs."""
        return QSize(super().sizeHint().width(), max(self.minimumHeight(), self.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())


def keep_height(context: Context, widget: QWidget, lines: int = LINES) -> None:
    """A widget is never lower than so many lines, whatever the size of the text."""
    KeptHeight(context, widget, lines)


class KeptHeight(QObject):
    """Follows the size of the text for one widget."""

    def __init__(self, context: Context, widget: QWidget, lines: int) -> None:
        super().__init__(widget)
        self.context = context
        self.widget = widget
        self.lines = lines
        context.theme.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Sets the height anew."""
        self.widget.setMinimumHeight(self.context.theme.sizes.line * self.lines)
