"""The exchange in the background: by the clock, after saving, and by the button; never on the window's thread."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import AppError, Cancelled

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.services.exchange.exchange import Compared
    from app.syncing.exchange import ExchangeReport
    from app.syncing.schedule import Schedule
    from app.ui.context import Context
    from app.ui.link_watch import LinkWatch


HELD_MS = 60_000
"""How soon it is looked again whether a visit is over."""


class Exchanger(QObject):
    """One exchange at a time. A failure is told by the foot of the window; only the button's is told in words."""

    started = Signal()
    ended = Signal(object)
    """Emits: an ExchangeReport, or the AppError that ended it."""
    compared = Signal(object)
    """Emits: what a comparison with the server came to (`Compared`), before `ended`."""
    came = Signal(object)
    """Emits: what a page from the server changed, while the exchange goes on."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.running = False
        self.on = False
        self.asked = False
        self.comparing = False
        """Whether the exchange that runs compares everything with the server."""
        self._quiet = self._saved = False
        self._schedule: Schedule | None = None
        self._with_contents = True
        self._stop = threading.Event()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self.run())
        self._watch: LinkWatch | None = None
        context.bus.changed.connect(lambda _: self._soon())
        self.came.connect(self._came)

    def begin(self, *, on: bool) -> None:
        """Somebody signed in; `on` when the office has joined a server."""
        self.on = on
        self._schedule = None
        if on:
            self.watch().begin()
            self._wait()

    def end(self) -> None:
        """Somebody signs out: what runs is stopped after the request it is at."""
        self.on = False
        self._timer.stop()
        if self._watch is not None:
            self._watch.end()
        self.cancel()

    def cancel(self) -> None:
        """Stops the exchange, also in the middle of a request; what was sent and received until then counts."""
        self._stop.set()
        if self.running and self.context.signed_in:
            from app.services.exchange.exchange import interrupt

            interrupt(self.context.session)

    def watch(self) -> LinkWatch:
        """Looks at the link and at sleep; made at the first need."""
        if self._watch is None:
            from app.ui.link_watch import LinkWatch

            self._watch = LinkWatch(self)
            self._watch.woke.connect(self._woke)
        return self._watch

    def _woke(self) -> None:
        """The link came up, or the machine woke: not asked for in vain."""
        if self.on:
            self.schedule().woke(time.monotonic())
            if not self.running:
                self._wait()

    def schedule(self) -> Schedule:
        """When the next one is due; made at the first need, as it is no part of the way to the sign-in screen."""
        if self._schedule is None:
            from app.syncing.schedule import Schedule

            self._schedule = Schedule(time.monotonic())
        return self._schedule

    def _wait(self) -> None:
        """Sets the clock to when the next one is due."""
        self._timer.start(round(self.schedule().next_delay(time.monotonic()) * 1000))

    def _soon(self) -> None:
        """Something was saved: what came from the server is no reason to go there again."""
        if self.on and not self._quiet:
            self._saved = self.running
            self.schedule().saved(time.monotonic())
            if not self.running:
                self._wait()

    def look_again(self) -> None:
        """Another page is shown: a visit for which it waited may be over."""
        if self.on and not self.running and self.context.visit_hold.visit:
            self.run()

    def _came(self, changes: Changes) -> None:
        """Pages came in: every page of the window hears of it."""
        self._quiet = True
        self.context.bus.announce(changes)
        self._quiet = False

    def compare(self) -> None:
        """Begins an exchange that compares everything with the server from the beginning."""
        if not self.running:
            self.run(asked=True, compare=True)

    def run(self, *, asked: bool = False, compare: bool = False) -> None:
        """Begins an exchange now; `asked` when a person pressed the button. By itself it waits while a visit goes on."""
        self.asked = self.asked or asked
        if self.running or not self.context.signed_in:
            return
        if self.asked:
            self._run(compare)
        else:
            self.context.visit_hold.look(self._looked)

    def _looked(self, held: bool) -> None:
        """A visit goes on, or none does; somebody may have pressed the button meanwhile."""
        if self.running or not self.context.signed_in:
            return
        if not held:
            self._run(compare=False)
        elif self.on:
            self._timer.start(HELD_MS)

    def _run(self, compare: bool) -> None:
        """Begins an exchange."""
        self.running, self.comparing = True, compare
        self._stop = threading.Event()
        stop, session = self._stop, self.context.session
        self.started.emit()

        metered, pressed = self.on and self.watch().metered(), self.asked
        contents, self._saved = pressed or self.schedule().with_contents(time.monotonic()), False

        def work() -> ExchangeReport | Compared | None:
            from app.services.exchange import exchange
            from app.services.exchange.link import on_metered

            with session.read() as reader:
                choice = on_metered(reader)
            if metered and choice == "nothing" and not pressed:
                return None
            act = exchange.compare if compare else exchange.exchange
            costs = metered and choice != "all"
            return act(session, stop=stop.is_set, told=self.came.emit, metered=costs, contents=contents)

        self._with_contents = contents

        self.context.tasks.call(work, self._done, self, on="net", failed=self._failed)

    def _done(self, outcome: ExchangeReport | Compared | None) -> None:
        """It went through; None where the link costs and nothing is to go over it by itself."""
        from app.services.exchange.exchange import Compared

        report = outcome.report if isinstance(outcome, Compared) else outcome
        if isinstance(outcome, Compared):
            self.compared.emit(outcome)
        now, schedule = time.monotonic(), self.schedule()
        schedule.succeeded(now, more=report is not None and report.contents_left)
        if report is not None and self._with_contents:
            schedule.contents_ended(now, stopped=bool(report.contents_fault))
        if self._saved:  # after the last page went: it is not to wait until the next exchange without news
            schedule.saved(now)
        self._finish(report)

    def _failed(self, error: AppError) -> None:
        """It did not: tried again later and later."""
        if self.asked and not isinstance(error, Cancelled):
            self.context.notice(self.context.words(error), "warn")
        asked = error.params.get("wait")
        self.schedule().failed(time.monotonic(), asked if isinstance(asked, float) else None)
        self._finish(error)
        if error.code in ("device_retired", "device_retired_files"):
            self.context.leave_all()
            self.context.tell(error)

    def _finish(self, outcome: object) -> None:
        """Tells everybody, and sets the clock."""
        self.running = self.asked = self.comparing = False
        if self.on:
            self._wait()
        self.context.bus.announce_exchange()
        self.ended.emit(outcome)
