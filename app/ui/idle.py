"""The lock after a pause. How long a pause may be is a setting of the office, the same on all its computers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.services.office.offices import Session
    from app.ui.context import Context

AWAKE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class IdleLock(QTimer):
    """Its end means that nobody was here for the whole pause.

    Keys and mouse are seen where the system hands them over, at the window in front, whichever it is: a filter of the whole
    application would be asked about every event of every widget, which took a fifth of the time in which pages are made.
    """

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._seen: QWindow | None = None
        self._on = False
        self.setSingleShot(True)
        context.bus.changed.connect(self._follow)
        _application().focusWindowChanged.connect(self._look)

    def begin(self, session: Session) -> None:
        """Somebody signed in."""
        from app.ui.entering import lock_minutes  # late: the database is no part of the way to the sign-in screen

        with session.read() as reader:
            self._take(lock_minutes(reader))

    def watch(self, on: bool) -> None:
        """Begins or ends to watch for keys and mouse."""
        self._on = on
        self.stop()
        self._look(_application().focusWindow())
        if on:
            self.start()

    def _look(self, front: QWindow | None) -> None:
        """Another window is in front: a dialog, or ours again."""
        if self._seen is not None and isValid(self._seen):
            self._seen.removeEventFilter(self)
        self._seen = front if self._on else None
        if self._seen is not None:
            self._seen.installEventFilter(self)

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


def _application() -> QGuiApplication:
    """The application, which a window needs."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication), "a window needs an application"
    return application
