"""What every tab of the exchange page is: it has words and a number, and takes what the page has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.basics import Scrolled

if TYPE_CHECKING:
    from app.services.exchange.sync_view import SyncView
    from app.ui.context import Context


class SyncPart(QWidget):
    """Base of the tabs. A part whose number changes between two readings of the page emits `counted`."""

    counted = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context

    def title(self) -> str:
        """The words of the tab; each part has its own."""
        return ""

    def number(self) -> int | None:
        """The number behind the words; None for none."""
        return None

    def take(self, view: SyncView) -> None:
        """Shows what the page read; what else the part shows is read by itself, now."""

    def retranslate(self) -> None:
        """Sets the words in the language now; `take` follows."""

    def export(self) -> bool:
        """Ctrl+E; whether the key was heard."""
        return False


class CardsPart(SyncPart):
    """A tab of cards below each other, which scroll."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.scrolled = Scrolled(self)
        self.content = self.scrolled.content
        self.box = QVBoxLayout(self.content)
        self.box.setContentsMargins(0, context.theme.gap, context.theme.gap, 0)
        self.box.setSpacing(context.theme.wide)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.scrolled)


def more_words(context: Context, shown: int, count: int) -> str:
    """A sentence for a list that holds more than is shown; nothing for one that is shown whole."""
    if count <= shown:
        return ""
    digits = context.language.digits
    words = QCoreApplication.translate("SyncPart", "Shown: {shown} of {count}. The list for Excel holds all of them.")
    return words.format(shown=digits(shown), count=digits(count))
