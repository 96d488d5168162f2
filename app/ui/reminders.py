"""Reminders while somebody is signed in: a notice on the desktop, or where it has none in the window's own bar."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.services.desk.reminders import Reminder
    from app.ui.context import Context
    from app.ui.notice import Notice

LOOK_MS = 60_000
_QUIET = frozenset({"inspection"})
"""Pages on which nothing of other cases shows: others look at the screen there (practice P26)."""


class Reminders(QObject):
    """Looks once a minute; what may be said and when is decided by `app.services.desk.reminders`."""

    def __init__(self, context: Context, page: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.page = page
        self.tray: QSystemTrayIcon | None = None
        self.last: Reminder | None = None
        self.shown = ""
        self.timer = QTimer(self, interval=LOOK_MS)
        self.timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Somebody signed in."""
        self.timer.start()

    def end(self) -> None:
        """Nobody is there any more: quiet."""
        self.timer.stop()
        self.shown = ""
        if self.tray is not None:
            self.tray.hide()

    def look(self) -> None:
        """Whether there is something to say."""
        if not self.context.signed_in or self.page() in _QUIET:
            return

        def read(reader: Reader) -> Reminder | None:
            from app.services.desk.reminders import reminder

            return reminder(reader)

        self.context.tasks.run(read, self._say, self, on="work", key="reminder")

    def _say(self, found: Reminder | None) -> None:
        """Says it, and keeps that it was said."""
        from app.services.desk.reminders import KEY, reminder_text

        if found is None or not self.context.signed_in or self.page() in _QUIET:
            return
        text = reminder_text(found, self.context.lang)
        if self._tray_there():
            assert self.tray is not None, "made when asked for"
            self.tray.showMessage(QCoreApplication.translate("Window", "Komar"), text)
        else:
            self.last, self.shown = found, text
            self.context.notice(text, "warn")
        self.context.keep_state(KEY, dict(found.told))

    def follow(self, notice: Notice) -> None:
        """Page or language changed: what the bar still says goes away where others look on, or is said in the language now."""
        if self.last is None or not self.shown or notice.text != self.shown:
            return
        if self.page() in _QUIET:
            notice.hide()
            return
        from app.services.desk.reminders import reminder_text

        self.shown = reminder_text(self.last, self.context.lang)
        notice.say(self.shown, "warn")

    def _tray_there(self) -> bool:
        """Whether the desktop has a place for notices; the icon is made at the first one."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        if self.tray is None:
            self.tray = QSystemTrayIcon(self.context.icon("komar", "accent"), self)
        self.tray.show()
        return True
