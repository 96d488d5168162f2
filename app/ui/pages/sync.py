"""Send and receive: what waits, what the server holds and why, what two people wrote differently; and joining the server."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout

from app.domain.errors import AppError
from app.domain.permissions import can, sees_names
from app.text.dates import short_moment
from app.ui.models.excel import ExcelButton, to_excel, write_rows
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.page import Page
from app.ui.pages.sync_parts import ClashCard, HeldCard
from app.ui.widgets.basics import Scrolled, button, card, clear, heading, label, note
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form
from app.ui.widgets.progress import Progress

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Changes
    from app.services.exchange import Take
    from app.services.sync_view import SyncView
    from app.ui.context import Context

COUNT_MS = 400
"""How often what is left is counted while an exchange runs."""


class SyncPage(Page):
    """A sentence with the truth, one button, and three lists."""

    watches: ClassVar[frozenset[str]] = frozenset({"*"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.view: SyncView | None = None
        self.title = heading(self)
        self.truth = note(self)
        self.outcome = label(self, "dim", wrap=True)
        self.outcome.hide()
        self.go = button(self, "sync", self.press, primary=True)
        self.progress = Progress(context, self)
        self.received = self.to_send = 0
        self._count = QTimer(self, interval=COUNT_MS)
        self._count.timeout.connect(self._count_waiting)
        self.join_frame = self._join_card()
        self.go.hide()
        self.join_frame.hide()
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.clashes = self._scrolled()
        self.held = self._scrolled()
        self.waiting = SimpleTable(
            context,
            "waiting",
            (
                Column("what", lambda: self.tr("What"), lambda row: row.what, width=24, bold=True),
                Column("subject", lambda: self.tr("About"), lambda row: row.subject, width=36, stretch=True),
                Column("ops", lambda: self.tr("Changes"), lambda row: str(row.ops), width=12, align="right", digits=True),
                Column("at", lambda: self.tr("Saved at"), self._saved_at, width=22),
            ),
        )
        for part in (self.clashes, self.held, self.waiting):
            self.tabs.addTab(part, "")
        self.excel = ExcelButton(self, self.export)
        self.waiting.excel = self.export
        self._lay_out()
        context.bus.exchange.connect(self._read)
        exchanger = context.exchanger
        exchanger.started.connect(self._show_running)
        exchanger.ended.connect(self._ended)
        exchanger.came.connect(self._progress)
        self.retranslate()

    def _lay_out(self) -> None:
        """Places all parts."""
        wide = self.context.theme.wide
        outer = QVBoxLayout(self)
        outer.setContentsMargins(wide, wide, wide, wide)
        outer.setSpacing(self.context.theme.gap)
        head = QHBoxLayout()
        words = QVBoxLayout()
        for part in (self.title, self.truth, self.outcome):
            words.addWidget(part)
        head.addLayout(words, 1)
        head.addWidget(self.excel, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        outer.addWidget(self.progress)
        outer.addWidget(self.join_frame)
        outer.addWidget(self.tabs, 1)
        self.tabs.setMinimumHeight(self.context.theme.sizes.line * 9)

    def _scrolled(self) -> Scrolled:
        """A place for cards below each other."""
        made = Scrolled(self)
        box = QVBoxLayout(made.content)
        box.setContentsMargins(0, self.context.theme.gap, self.context.theme.gap, 0)
        box.setSpacing(self.context.theme.wide)
        return made

    def _join_card(self) -> QFrame:
        """Address and code, while the office has not joined a server."""
        frame, box = card(self)
        self.join_title = label(frame, "section")
        self.join_words = note(frame)
        self.join = Form(columns=2)
        self.join.add("url", TextField(limit=300), required=True)
        self.join.add("code", TextField(limit=30), required=True)
        self.join_button = button(frame, "key", self.enrol)
        row = QHBoxLayout()
        row.addWidget(self.join_button)
        row.addStretch(1)
        for part in (self.join_title, self.join_words, self.join):
            box.addWidget(part)
        box.addLayout(row)
        return frame

    def _saved_at(self, row: object) -> str:
        """When something was saved."""
        at = getattr(row, "at", None)
        return short_moment(at, self.context.lang) if isinstance(at, datetime) else ""

    # ---- words ----

    def retranslate(self) -> None:
        self.title.setText(self.tr("Send and receive"))
        self.join_title.setText(self.tr("Join the ministry's server"))
        self.join_words.setText(
            self.tr(
                "Work goes on without a server. To join one, type the address and the code that the ministry gave your office."
            )
        )
        self.join.label("url", self.tr("Address of the server"))
        self.join.label("code", self.tr("Enrolment code"))
        self.join.hint("code", self.tr("Ten letters and digits; it is good for 14 days and one computer."))
        self.join_button.setText(self.tr("Join"))
        self.waiting.set_name(self.tr("Waiting to be sent"))
        self.waiting.set_empty(self.tr("Nothing waits. What you save is listed here until the server has it."))
        self.tabs.setAccessibleName(self.tr("Decide, held, waiting"))
        self._show_running()
        if self.view is not None:
            self._read()

    def _show_running(self) -> None:
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
            from app.services.sync_state import sync_state

            return sync_state(reader).waiting

        def show(left: int) -> None:
            self.to_send = max(self.to_send, left)
            if self._count.isActive():
                self.progress.tell(self.to_send - left, self.to_send if left else 0)

        if self.context.signed_in:
            self.context.tasks.run(waiting, show, self, on="work", key="waiting")
        else:
            self._count.stop()

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

    def _progress(self, changes: Changes) -> None:
        """A page came in: how much that is so far."""
        self.received += len(changes)
        self._say(self.tr("Receiving: {n}").format(n=self.context.language.digits(self.received)))

    def _say(self, text: str) -> None:
        """What the exchange is at, or what came of it."""
        self.outcome.setText(text)
        self.outcome.setVisible(bool(text))

    # ---- what is shown ----

    def shown(self, **where: object) -> None:
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def reload(self) -> bool:
        self._read()
        return True

    def _read(self) -> None:
        """Reads everything again."""
        lang = self.context.lang

        def read(reader: Reader) -> SyncView:
            from app.services.sync_view import sync_view

            return sync_view(reader, lang)

        if self.context.signed_in:
            self.context.tasks.run(read, self._take, self, key="view")

    def _take(self, view: SyncView) -> None:
        """Shows what was read; cards are built again only when they differ."""
        before, self.view = self.view, view
        digits = self.context.language.digits
        self.truth.setText(self._truth(view))
        enrolled = view.state.enrolled
        self.join_frame.setVisible(not enrolled)
        self.join_button.setEnabled(can(self.context.session.actor, "enrol"))
        self.go.setVisible(enrolled)
        names = (self.tr("Two values: decide"), self.tr("Held by the server"), self.tr("Waiting to be sent"))
        for place, (name, number) in enumerate(
            zip(names, (len(view.clashes), len(view.held), view.state.waiting_records), strict=True)
        ):
            self.tabs.setTabText(place, f"{name} ({digits(number)})")
        self.waiting.set_rows(view.waiting)
        if before is None or before.clashes != view.clashes:
            self._fill_clashes(view)
        if before is None or before.held != view.held:
            self._fill_held(view)
        if before is None:
            self.tabs.setCurrentIndex(0 if view.clashes else 1 if view.held else 2)
            first = self.go if enrolled else self.join.field("url")
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_clashes(self, view: SyncView) -> None:
        """The conflict inbox."""
        box = self.clashes.content.layout()
        assert isinstance(box, QVBoxLayout), "made with a column"
        clear(box)
        if not view.clashes:
            box.addWidget(
                note(self, self.tr("No two people wrote different values. When they do, both stand here, side by side."))
            )
        for clash in view.clashes:
            box.addWidget(ClashCard(self.context, clash, self.resolve, self.clashes.content))
        box.addStretch(1)

    def _fill_held(self, view: SyncView) -> None:
        """What the server holds."""
        box = self.held.content.layout()
        assert isinstance(box, QVBoxLayout), "made with a column"
        clear(box)
        if not view.held:
            box.addWidget(
                note(self, self.tr("The server holds nothing back. What it cannot take yet stands here with the reason."))
            )
        for held in view.held:
            box.addWidget(HeldCard(self.context, held, self.discard, self.held.content))
        box.addStretch(1)

    # ---- what is done ----

    def press(self) -> None:
        """Begins an exchange, or stops it."""
        if self.context.exchanger.running:
            self.context.exchanger.cancel()
        else:
            self.received = 0
            self._say(self.tr("Reaching the server"))
            self.context.exchanger.run(asked=True)

    def save(self) -> bool:
        """Ctrl+Enter: send and receive."""
        if self.go.isVisible():
            self.press()
        return True

    def _ended(self, outcome: object) -> None:
        """It ended: what came of it, in words."""
        self._show_running()
        if isinstance(outcome, AppError):
            self._say("" if outcome.code == "cancelled" else self.context.words(outcome))
            return
        digits = self.context.language.digits
        sent, received = getattr(outcome, "sent", 0), getattr(outcome, "received", 0)
        self.outcome.setText(
            self.tr("Sent: {sent}. Received: {received}.").format(sent=digits(sent), received=digits(received))
        )

    def export(self) -> bool:
        """Ctrl+E: the list of the tab. The two values of a conflict stay in Komar: they may be of any kind."""
        view, named = self.view, sees_names(self.context.session.actor)
        place = self.tabs.currentIndex()
        if view is None:
            return True
        if place == 2:
            return to_excel(self.context, self, self.waiting, "waiting", names=named)
        about = [(self.tr("What"), 24.0), (self.tr("About"), 36.0)]
        if place == 1:
            heads = [*about, (self.tr("Why"), 60.0), (self.tr("Saved at"), 22.0)]
            rows = [[held.what, held.subject, held.reason, self._saved_at(held)] for held in view.held]
        else:
            heads = [*about, (self.tr("Field"), 30.0), (self.tr("Shown now, by"), 30.0), (self.tr("Proposed by"), 30.0)]
            rows = [
                [
                    clash.what,
                    clash.subject,
                    clash.field,
                    *(f"{side.user} {self._saved_at(side)}".strip() for side in clash.sides),
                ]
                for clash in view.clashes
            ]
        title = self.tabs.tabText(place).partition(" (")[0]
        return write_rows(self.context, self, ("conflicts", "held")[place], title, heads, rows, names=named)

    def enrol(self) -> None:
        """Joins the server."""
        if not self.join.check():
            return
        values, session = self.join.values(), self.context.session
        self.join_button.setEnabled(False)

        def work() -> None:
            from app.services.exchange import enrol

            enrol(session, str(values["url"]), str(values["code"]))

        self.context.tasks.call(work, lambda _: self._joined(), self, on="net", failed=self._not_joined)

    def _joined(self) -> None:
        """The office has joined: the first exchange begins at once."""
        self.context.notice(self.tr("This computer has joined the server."))
        self.context.exchanger.begin(on=True)
        self.context.bus.announce_exchange()
        self._read()

    def _not_joined(self, error: AppError) -> None:
        """The server did not take it."""
        self.join_button.setEnabled(True)
        if not self.join.show_error(error, self.context.words(error)):
            self.context.notice(self.context.words(error), "error")

    def resolve(self, clash: str, take: Take) -> None:
        """Decides a conflict."""

        def work(uow: UnitOfWork) -> None:
            from app.services.exchange import resolve

            resolve(uow, clash, take)

        self.context.tasks.run(work, lambda _: self._decided(), self, write="conflict_resolve")

    def _decided(self) -> None:
        """A conflict was decided."""
        self.context.notice(self.tr("Decided. The other value stays in the history."))
        self.context.bus.announce_exchange()

    def discard(self, held: str) -> None:
        """Takes back what the server holds."""
        question = self.tr("The change is taken back. What the record was before stays. This cannot be undone.")
        if not self.context.dialogs.confirm(self, question, self.tr("Take the change back"), danger=True):
            return

        def work(uow: UnitOfWork) -> None:
            from app.services.exchange import discard

            discard(uow, held)

        self.context.tasks.run(work, lambda _: self.context.bus.announce_exchange(), self, write="held_discard")
