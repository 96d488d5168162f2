"""A bar above the page: what was done, or what went wrong. It is never in the way; a success goes away by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui.widgets.basics import button, label, set_tone

if TYPE_CHECKING:
    from app.ui.context import Context, NoticeKind

SHOWN_MS = 6000
_ICONS = {"done": ("check", "good"), "warn": ("warning", "warn"), "error": ("problem", "danger")}


class Notice(QFrame):
    """One line of words; the newest takes the place of the one before."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("notice")
        self.picture = label(self)
        self.words = label(self, wrap=True)
        self.shut = button(self, "close", self.hide, flat=True)
        box = QHBoxLayout(self)
        gap = context.theme.gap
        box.setContentsMargins(gap * 2, gap // 2, gap, gap // 2)
        box.addWidget(self.picture)
        box.addWidget(self.words, 1)
        box.addWidget(self.shut)
        self._away = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._away.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, kind: NoticeKind = "done") -> None:
        """Shows words; they are read out by a screen reader too."""
        name, colour = _ICONS[kind]
        set_tone(self, kind, "kind")
        side = self.context.theme.sizes.icon
        self.picture.setPixmap(self.context.icon(name, colour).pixmap(side, side))
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.shut.setAccessibleName(self.tr("Put this message away"))
        self.shut.setToolTip(self.shut.accessibleName())
        self.show()
        self._away.stop()
        if kind == "done":
            self._away.start()

    @property
    def text(self) -> str:
        """What is shown, nothing when the bar is away."""
        return self.words.text() if not self.isHidden() else ""

    def keyPressEvent(self, event: object) -> None:
        """Esc puts it away."""
        from PySide6.QtGui import QKeyEvent

        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.hide()
