"""The head of the exchange page: the truth in one sentence, the one button, what runs and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError, EnvironmentFault
from app.text.dates import short_moment
from app.ui.models.excel import ExcelButton
from app.ui.widgets.basics import button, heading, label, note
from app.ui.widgets.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.services.exchange.sync_view import SyncView
    from app.ui.context import Context

COUNT_MS = 400
"""How often what is left is counted while an exchange runs."""
OF_SERVER = frozenset({"server_error", "server_refused", "update_needed"})
"""Faults of pictures and files that no better link mends."""


class StateHead(QWidget):
    """Begins and stops the exchange, and tells what it is at. `export` takes the tab's list to Excel."""

    def __init__(self, context: Context, parent: QWidget, export: Callable[[], object]) -> None:
        super().__init__(parent)
        self.context = context
        self.title = heading(self)
        self.truth = note(self)
        self.outcome = label(self, "dim", wrap=True)
        self.outcome.hide()
        self.go = button(self, "sync", self.press, primary=True)
        self.go.hide()
        self.excel = ExcelButton(self, export)
        self.progress = Progress(context, self)
        self.received = self.to_send = 0
        self.came: object = None
        """What came of the last exchange: its report, what stopped it, or nothing to be told."""
        self._count = QTimer(self, interval=COUNT_MS)
        self._count.timeout.connect(self._count_waiting)
        self._lay_out()
        exchanger = context.exchanger
        exchanger.started.connect(self.show_running)
        exchanger.ended.connect(self._ended)
        exchanger.came.connect(self._progress)

    def _lay_out(self) -> None:
        """Places all parts."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(self.context.theme.gap)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.excel, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        for part in (self.truth, self.outcome, self.progress):  # below the buttons, so that all have the whole width
            outer.addWidget(part)

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.title.setText(self.tr("Send and receive"))
        self.show_running()
        if not self.context.exchanger.running:
            self._tell()

    def take(self, view: SyncView) -> None:
        """Shows the state that was read."""
        self.truth.setText(self._truth(view))
        self.go.setVisible(view.state.enrolled)

    def _truth(self, view: SyncView) -> str:
        """The state in one sentence."""
        state, digits = view.state, self.context.language.digits
        waiting = self.tr("Waiting to be sent: {n}").format(n=digits(state.waiting_records))
        if not state.enrolled:
            saved = self.tr("Everything is saved on this computer.")
            return f"{saved} {waiting}"
        last = self.tr("never") if state.last_success is None else short_moment(state.last_success, self.context.lang)
        return self.tr("Everything is saved on this computer. {waiting}. Last exchanged: {last}.").format(
            waiting=waiting, last=last
        )

    # ---- what runs ----

    def press(self) -> None:
        """Begins an exchange, or stops it."""
        if self.context.exchanger.running:
            self.context.exchanger.cancel()
        else:
            self.received = 0
            self._say(self.tr("Reaching the server"))
            self.context.exchanger.run(asked=True)

    def show_running(self) -> None:
        """The button has two states: begin, and stop."""
        running = self.context.exchanger.running
        self.go.setText(self.tr("Stop") if running else self.tr("Send and receive now"))
        if running and not self._count.isActive():
            self.to_send = 0
            self.progress.begin()
            self._count.start()
        elif not running:
            self._count.stop()
            self.progress.end()

    def _count_waiting(self) -> None:
        """How much is still to be sent, while an exchange runs."""

        def waiting(reader: Reader) -> int:
            from app.services.exchange.sync_state import sync_state

            return sync_state(reader).waiting

        def show(left: int) -> None:
            self.to_send = max(self.to_send, left)
            if self._count.isActive():
                self.progress.tell(self.to_send - left, self.to_send if left else 0)

        if self.context.signed_in:
            self.context.tasks.run(waiting, show, self, on="work", key="waiting")
        else:
            self._count.stop()

    def _progress(self, changes: Changes) -> None:
        """A page came in: how much that is so far. What comes out of a file is told with the file."""
        if not self.context.exchanger.running:
            return
        self.received += len(changes)
        self._say(self.tr("Receiving: {n}").format(n=self.context.language.digits(self.received)))

    def _say(self, text: str) -> None:
        """What the exchange is at, or what came of it."""
        self.outcome.setText(text)
        self.outcome.setVisible(bool(text))

    def _ended(self, outcome: object) -> None:
        """It ended."""
        self.came = outcome
        self.show_running()
        self._tell()

    def _tell(self) -> None:
        """What came of the last exchange, in words of the language now."""
        outcome, digits = self.came, self.context.language.digits
        if isinstance(outcome, AppError):
            self._say("" if outcome.code == "cancelled" else self.context.words(outcome))
            return
        if outcome is None:  # none yet, or the link costs, and nothing is to go over it by itself
            self._say("")
            return
        sent, received = getattr(outcome, "sent", 0), getattr(outcome, "received", 0)
        told = self.tr("Sent: {sent}. Received: {received}.").format(sent=digits(sent), received=digits(received))
        contents, fault = getattr(outcome, "contents", 0), getattr(outcome, "contents_fault", "")
        if contents:
            told += " " + self.tr("Pictures and files: {n}.").format(n=digits(contents))
        if fault in OF_SERVER:
            told += " " + self.context.words(EnvironmentFault("server_error"))
        elif fault:
            told += " " + self.tr("Some pictures and files wait for a better link.")
        self._say(told)
