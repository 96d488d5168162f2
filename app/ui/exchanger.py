"""The exchange in the background: by the clock, after saving, and by the button; never on the window's thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import AppError, Cancelled

if TYPE_CHECKING:
    from app.services.exchange import ExchangeReport
    from app.ui.context import Context

SOON_MS = 4_000
"""After a save: a little later, so that several saves go together."""
REGULAR_MS = 5 * 60_000


class Exchanger(QObject):
    """One exchange at a time. A failure is told by the foot of the window; only the button's is told in words."""

    started = Signal()
    ended = Signal(object)
    """Emits: an ExchangeReport, or the AppError that ended it."""
    progress = Signal(str, int, int)
    """Emits: the stage, how much of it is done, of how much (0: not known)."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.running = False
        self.on = False
        self.asked = False
        self._quiet = False
        self._failures = 0
        self._stop = threading.Event()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self.run())
        context.bus.changed.connect(lambda _: self._soon())

    def begin(self, *, on: bool) -> None:
        """Somebody signed in; `on` when the office has joined a server."""
        self.on = on
        self._failures = 0
        if on:
            self._timer.start(SOON_MS)

    def end(self) -> None:
        """Somebody signs out: what runs is stopped after the request it is at."""
        self.on = False
        self._timer.stop()
        self._stop.set()

    def cancel(self) -> None:
        """Stops the exchange; what was sent and received until then counts."""
        self._stop.set()

    def _soon(self) -> None:
        """Something was saved."""
        if self.on and not self.running and not self._quiet and not self._failures:
            self._timer.start(SOON_MS)

    def run(self, *, asked: bool = False) -> None:
        """Begins an exchange now; `asked` when a person pressed the button."""
        self.asked = self.asked or asked
        if self.running or not self.context.signed_in:
            return
        self.running = True
        self._stop = threading.Event()
        stop, session = self._stop, self.context.session
        self.started.emit()

        def work() -> ExchangeReport:
            from app.services.exchange import exchange

            return exchange(session, stop=stop.is_set, progress=self.progress.emit)

        self.context.tasks.call(work, self._done, self, on="net", failed=self._failed)

    def _done(self, report: ExchangeReport) -> None:
        """It went through."""
        self._failures = 0
        self._quiet = True  # what came from the server is no reason to go there again
        self.context.bus.announce(getattr(report, "changes", ()))
        self._quiet = False
        self._finish(report, REGULAR_MS)

    def _failed(self, error: AppError) -> None:
        """It did not: tried again later and later."""
        self._failures += 1
        if self.asked and not isinstance(error, Cancelled):
            self.context.notice(self.context.words(error), "warn")
        self._finish(error, min(REGULAR_MS * 6, 15_000 * 2 ** min(self._failures, 7)))

    def _finish(self, outcome: object, again_ms: int) -> None:
        """Tells everybody, and sets the clock."""
        self.running = self.asked = False
        if self.on:
            self._timer.start(again_ms)
        self.context.bus.announce_exchange()
        self.ended.emit(outcome)
