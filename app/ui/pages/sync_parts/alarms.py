"""What the exchange has to tell at once: operations that are gone, a full quarantine, a wrong clock, a restored server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text.words import has_words, words
from app.ui.widgets.basics import button, card, clear, label, row

if TYPE_CHECKING:
    from app.services.exchange.sync_alarms import Alarms
    from app.ui.context import Context


HARM = frozenset({"ops_gone"})
"""Alarms that tell of a loss."""


class AlarmBand(QWidget):
    """Cards above the tabs; nothing at all on a good day."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.alarms: Alarms | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(context.theme.gap)
        self.hide()

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        if self.alarms is not None:
            self._show(self.alarms)

    def take(self, alarms: Alarms) -> None:
        """Shows what there is to tell."""
        if alarms != self.alarms:
            self.alarms = alarms
            self._show(alarms)

    def _show(self, alarms: Alarms) -> None:
        """A card for each."""
        clear(self.box)
        for name in alarms.standing:
            self._card(name, seen=name in alarms.to_be_seen)
        self.setVisible(bool(alarms.standing))

    def _card(self, name: str, *, seen: bool) -> None:
        """One alarm with its remedy."""
        frame, box = card(self)
        key = f"sync_alarm.{name}"
        role = "harm" if name in HARM else "warn"  # red is for loss alone
        box.addWidget(label(frame, role, words(key if has_words(key) else "sync_alarm.other", self.context.lang), wrap=True))
        if seen:
            box.addLayout(row(button(frame, "check", lambda: self._seen(name), text=self.tr("I have read it")), -1))
        self.box.addWidget(frame)

    def _seen(self, name: str) -> None:
        """Somebody has read it."""
        session = self.context.session

        def work() -> None:
            from app.services.exchange.exchange import seen

            seen(session, name)

        self.context.tasks.call(work, lambda _: self.context.bus.announce_exchange(), self, on="work")
