"""Long work as a person sees it: a bar, how much of how much, about how long still, and a button that stops it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from app.ui.context import Context

SHOWN_AFTER_MS = 1000
"""Shorter work needs no bar."""
GUESS_AFTER_S = 3.0
"""So long is measured before a remaining time is told."""


class Progress(QWidget):
    """Hidden while nothing runs. `stop` is called by its button; without it, others stop the work."""

    def __init__(self, context: Context, parent: QWidget, stop: Callable[[], object] | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.words = label(self, "dim", wrap=True)
        self.stop = button(self, "", stop, flat=True)
        self.stop.setVisible(stop is not None)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.stop)
        outer.addWidget(self.bar)
        outer.addLayout(line)
        self._told = (0, 0)
        self._since = 0.0
        self._show = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._show.timeout.connect(self.show)
        self.hide()
        self.retranslate()

    def begin(self) -> None:
        """The work begins; how much it is is not known yet."""
        self._since = time.monotonic()
        self.tell(0, 0)
        self._show.start()

    def tell(self, done: int, whole: int) -> None:
        """So much of so much is done; a whole of 0 is not known."""
        self._told = (done, whole)
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
        self.retranslate()

    def end(self) -> None:
        """It ended, one way or another."""
        self._show.stop()
        self.hide()

    def seconds_left(self) -> int | None:
        """About how long it still takes; None while that is a guess."""
        (done, whole), spent = self._told, time.monotonic() - self._since
        return round(spent / done * (whole - done)) if 0 < done < whole and spent > GUESS_AFTER_S else None

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.stop.setText(self.tr("Stop"))
        digits, (done, whole), left = self.context.language.digits, self._told, self.seconds_left()
        text = self.tr("{done} of {all}").format(done=digits(done), all=digits(whole)) if whole else ""
        if left is not None and left < 90:
            text += "   " + self.tr("about {n} seconds left").format(n=digits(left))
        elif left is not None:
            text += "   " + self.tr("about {n} minutes left").format(n=digits(round(left / 60)))
        self.words.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
