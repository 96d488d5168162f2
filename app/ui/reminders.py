"""Reminders while somebody is signed in: a notice on the desktop, or where it has none in the window's own bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.services.reminders import Reminder
    from app.ui.context import Context

LOOK_MS = 60_000
_QUIET = frozenset({"inspection"})
"""Pages on which nothing of other cases shows: others look at the screen there (practice P26)."""


class Reminders(QObject):
    """Looks once a minute; what may be said and when is decided by `app.services.reminders`."""

    def __init__(self, context: Context, page: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.page = page
        self.tray: QSystemTrayIcon | None = None
        self.timer = QTimer(self, interval=LOOK_MS)
        self.timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Somebody signed in."""
        self.timer.start()

    def end(self) -> None:
        """Nobody is there any more: quiet."""
        self.timer.stop()
        if self.tray is not None:
            self.tray.hide()

    def look(self) -> None:
        """Whether there is something to say."""
        if not self.context.signed_in or self.page() in _QUIET:
            return

        def read(reader: Reader) -> Reminder | None:
            from app.services.reminders import reminder

            return reminder(reader)

        self.context.tasks.run(read, self._say, self, on="work", key="reminder")

    def _say(self, found: Reminder | None) -> None:
        """Says it, and keeps that it was said."""
        from app.services.reminders import KEY, reminder_text

        if found is None or not self.context.signed_in:
            return
        text = reminder_text(found, self.context.lang)
        if self._tray_there():
            assert self.tray is not None, "made when asked for"
            self.tray.showMessage(QCoreApplication.translate("Window", "Komar"), text)
        else:
            self.context.notice(text, "warn")
        self.context.keep_state(KEY, dict(found.told))

    def _tray_there(self) -> bool:
        """Whether the desktop has a place for notices; the icon is made at the first one."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        if self.tray is None:
            self.tray = QSystemTrayIcon(self.context.icon("komar", "accent"), self)
        self.tray.show()
        return True
