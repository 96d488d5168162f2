"""The lock after a pause. How long a pause may be is a setting of the office, the same on all its computers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.services.offices import Session
    from app.ui.context import Context

AWAKE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class IdleLock(QTimer):
    """Its end means that nobody was here for the whole pause."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.setSingleShot(True)
        context.bus.changed.connect(self._follow)

    def begin(self, session: Session) -> None:
        """Somebody signed in."""
        from app.ui.entering import lock_minutes  # late: the database is no part of the way to the sign-in screen

        with session.read() as reader:
            self._take(lock_minutes(reader))

    def watch(self, on: bool) -> None:
        """Begins or ends to watch for keys and mouse."""
        application = QApplication.instance()
        assert application is not None, "a window needs an application"
        application.removeEventFilter(self)
        self.stop()
        if on:
            application.installEventFilter(self)
            self.start()

    def _follow(self, changes: Changes) -> None:
        """The office changed its settings, here or on another computer."""
        from app.ui.entering import lock_minutes

        if self.context.signed_in and any(change.type == "setting" for change in changes):
            self.context.tasks.run(lock_minutes, self._take, self, key="minutes")

    def _take(self, minutes: int) -> None:
        """How long a pause may be."""
        self.setInterval(minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or the mouse: somebody is here."""
        if event.type() in AWAKE:
            self.start()
        return False
