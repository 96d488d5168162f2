"""A tick box whose words go on in the next line where they do not fit beside it."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.text.breaks import with_breaks, without_breaks
from app.text.normal import ZWSP

LEAST = 12
"""Letters that it has room for at least."""
_ENDS = re.compile(f"(?<=[ {ZWSP}])")


class Tick(QCheckBox):
    """Qt's own never breaks its words: a long one made its form wider than the window. `text` gives them as they were set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Shows words."""
        self._plain = text
        super().setText(self._lines(self.width() - self._beside()))
        self.updateGeometry()

    def text(self) -> str:
        """The words, without the ends of lines."""
        return self._plain

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        return self._high(self._lines(width - self._beside()))

    def sizeHint(self) -> QSize:
        """All words in one line."""
        return QSize(self._beside() + self.fontMetrics().horizontalAdvance(self._plain), self._high(self._plain))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        least = self._beside() + self.fontMetrics().horizontalAdvance("n" * LEAST)
        return QSize(min(least, self.sizeHint().width()), self._high(self._plain))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ends the lines for the room there is."""
        super().resizeEvent(event)
        shown = self._lines(self.width() - self._beside())
        if shown != super().text():
            super().setText(shown)

    def _beside(self) -> int:
        """What box and margins take of the width."""
        shown = super().text()
        words = max((self.fontMetrics().horizontalAdvance(line) for line in shown.split("\n")), default=0)
        return super().sizeHint().width() - words

    def _high(self, words: str) -> int:
        """The height for words, with what is around them."""
        now, then = (self.fontMetrics().size(0, each or " ").height() for each in (super().text(), words))
        return super().sizeHint().height() - now + then

    def _lines(self, room: int) -> str:
        """The words with ends of lines for a width."""
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self._plain) <= room or not self._plain:
            return self._plain
        lines = [""]
        for part in _ENDS.split(with_breaks(self._plain)):
            if lines[-1] and metrics.horizontalAdvance((lines[-1] + part).rstrip()) > room:
                lines.append("")
            lines[-1] += part
        return "\n".join(without_breaks(line.rstrip()) for line in lines)
