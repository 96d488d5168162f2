"""The foot of the window: where work is saved, what waits, the last exchange, the connection, who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.text.dates import short_date
from app.text.zone import local
from app.ui.bus import AGAIN, DISK, ERASED, GONE
from app.ui.widgets.basics import label, set_tone
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.exchange.sync_state import SyncState
    from app.ui.context import Context


class Foot(QWidget):
    """Every word of it is read from the database or from the last attempt to reach the server; it never guesses."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.state: SyncState | None = None
        self.unsaved: dict[str, str] = {}
        """Which drafts are not kept, and what stands against it."""
        self.busy = False
        self.tried = False
        """Whether the server was tried since this person came; before, nobody knows how the connection is."""
        self.saved = label(self)
        self.waiting = self._link("upload")
        self.attention = self._link("warning")
        self.last = self._link("sync")
        self.visit = self._link("calendar")
        self.connection = self._link("offline")
        self.who = label(self)
        box = QHBoxLayout(self)
        gap = context.theme.gap
        box.setContentsMargins(gap, 0, gap, 0)
        flow = Flow(gap=gap)
        for part in (self.saved, self.waiting, self.attention, self.last, self.visit, self.connection):
            flow.addWidget(part)
        box.addLayout(flow, 1)
        box.addWidget(self.who, 0, Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        context.bus.changed.connect(lambda _: self.read())
        context.bus.exchange.connect(self.read)
        context.bus.state.connect(self.show_state)
        context.bus.draft_kept.connect(self._draft)
        context.visit_hold.changed.connect(self.retranslate)
        self.retranslate()

    def _link(self, icon: str) -> QToolButton:
        """A part of the foot that leads to the exchange page."""
        made = QToolButton(self)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIcon(self.context.icon(icon, "dim"))
        made.setIconSize(QSize(self.context.theme.sizes.icon, self.context.theme.sizes.icon))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self.context.navigate("sync"))
        return made

    def resize_parts(self) -> None:
        """Icons follow colours and size of the text."""
        side = self.context.theme.sizes.icon
        icons = ((self.waiting, "upload"), (self.attention, "warning"), (self.last, "sync"), (self.visit, "calendar"))
        for part, name in icons:
            part.setIcon(self.context.icon(name, "dim"))
        for part in (self.waiting, self.attention, self.last, self.visit, self.connection):
            part.setIconSize(QSize(side, side))
        self.retranslate()

    def read(self) -> None:
        """Reads the state again."""

        def state(reader: object) -> SyncState:
            from app.data.reader import Reader
            from app.services.exchange.sync_state import sync_state

            assert isinstance(reader, Reader)
            return sync_state(reader)

        if self.context.signed_in:
            self.context.tasks.run(state, self.show_state, self, key="state")

    def show_state(self, state: SyncState) -> None:
        """Shows a state that was read."""
        self.state = state
        self.retranslate()

    def set_busy(self, busy: bool) -> None:
        """An exchange is running, or has ended."""
        self.busy = busy
        self.tried = self.tried or not busy
        self.retranslate()

    def reset(self) -> None:
        """Somebody else is at work: nothing is known yet."""
        self.state = None
        self.tried = False
        self.unsaved = {}
        self.read()

    def _draft(self, which: str, against: str) -> None:
        """A draft is on the disk, or is not. What was erased is of no concern once nobody types there; a loss stays told."""
        before = self._saved_text()
        if not against or (against == GONE and self.unsaved.get(which) == ERASED):
            self.unsaved.pop(which, None)
        elif against != GONE:
            self.unsaved[which] = against
        if before != self._saved_text():
            self.retranslate()

    def _saved_text(self) -> str:
        """Whether all that was typed is kept, else why not; the disk first, since it may take more than one draft."""
        against = set(self.unsaved.values())
        if DISK in against:
            return self.tr("The draft is not saved: the disk refuses")
        if AGAIN in against:
            return self.tr("The draft is not saved yet: Komar tries again")
        if ERASED in against:
            return self.tr("The draft is not kept: its record was erased by law")
        return self.tr("Saved on this computer")

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        lang, digits = self.context.lang, self.context.language.digits
        self.saved.setText(self._saved_text())
        set_tone(self.saved, "danger" if self.unsaved else "")
        state = self.state
        self.who.setText(self.context.session.actor.name if self.context.signed_in else "")
        for part in (self.waiting, self.attention, self.last, self.connection):
            part.setVisible(state is not None)
        self.visit.setVisible(state is not None and bool(self.context.visit_hold.visit))
        self.visit.setText(self.tr("Waits with sending: a visit is going on"))
        set_tone(self.visit, "warn")
        if state is None:
            return
        self.waiting.setText(self.tr("{n} waiting to be sent").format(n=digits(state.waiting_records)))
        problems = state.held + state.conflicts + state.unconfirmed
        self.attention.setText(self.tr("To be decided: {n}").format(n=digits(problems)))
        self.attention.setVisible(bool(problems))
        set_tone(self.attention, "warn" if problems else "")
        self.last.setText(self._last_text(state.last_success, lang))
        self._show_connection(state)
        for part in (self.waiting, self.attention, self.last, self.connection):
            part.setAccessibleName(part.text())
        self.visit.setAccessibleName(self.visit.text())

    def _last_text(self, last: datetime | None, lang: str) -> str:
        """When the last exchange was: today by the clock, else the day."""
        if self.busy:
            return self.tr("Sending and receiving now")
        if last is None:
            return self.tr("Never exchanged yet")
        here = local(last)
        if here.date() == self.context.today():
            return self.tr("Last exchanged at {time}").format(
                time=self.context.language.digits(f"{here.hour:02d}:{here.minute:02d}")
            )
        return self.tr("Last exchanged on {day}").format(day=short_date(here.date(), lang))

    def _show_connection(self, state: SyncState) -> None:
        """Whether the server could be reached the last time it was tried."""
        connected = state.connected if self.tried else None
        words = {
            None: self.tr("Not tried yet"),
            True: self.tr("Connected"),
            False: self.tr("No connection"),
        }[connected]
        if not state.enrolled:
            words, connected = self.tr("Not joined to the server"), None
        self.connection.setText(words)
        self.connection.setIcon(self.context.icon("online" if connected else "offline", "good" if connected else "dim"))
        set_tone(self.connection, "good" if connected else "")

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
