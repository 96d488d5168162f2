"""What the server holds, and what a stick showed and it does not get: each change with the reason and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.permissions import sees_names
from app.text.dates import short_moment
from app.ui.models.excel import write_rows
from app.ui.pages.sync_parts.part import CardsPart, more_words
from app.ui.widgets.basics import button, card, clear, label, note
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Changes
    from app.services.exchange.sync_view import Held, SyncView
    from app.ui.context import Context


AT_ONCE = 20
"""Cards that are made in one go."""


class HeldCard(QWidget):
    """What is held, why, and the remedy; `act` is told the change."""

    def __init__(self, context: Context, held: Held, act: Callable[[Held], object], parent: QWidget) -> None:
        super().__init__(parent)
        frame, box = card(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        head = QHBoxLayout()
        head.addWidget(label(frame, "section", held.what))
        head.addWidget(label(frame, "dim", held.subject, wrap=True), 1)
        head.addWidget(label(frame, "dim", short_moment(held.at, context.lang)))
        box.addLayout(head)
        told = " · ".join(part for part in (held.changed, held.who) if part)
        if told:
            box.addWidget(label(frame, "dim", told, wrap=True))
        box.addWidget(label(frame, "", held.reason, wrap=True))
        line = Flow(gap=context.theme.gap)
        words = self.tr("Take the change back") if held.act == "discard" else self.tr("No longer show")
        self.away = button(frame, "undo", lambda: act(held), text=words)
        self.away.setAccessibleName(f"{words}: {held.what} {held.subject}")
        self.away.setVisible(bool(held.act))
        line.addWidget(self.away)
        if held.page:
            go = button(frame, "case", lambda: context.navigate(held.page, **{held.page: held.where}), flat=True)
            go.setText(self.tr("Open the record"))
            line.addWidget(go)
        box.addLayout(line)


class HeldPart(CardsPart):
    """What is held, in order: a card for each of the first ones, and how many there are besides."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.held: tuple[Held, ...] | None = None
        self.count = self.made = 0
        self.foot = note(self.content)
        self.scrolled.verticalScrollBar().valueChanged.connect(lambda _: self._more())

    def title(self) -> str:
        return self.tr("Held by the server")

    def number(self) -> int:
        return self.count

    def take(self, view: SyncView) -> None:
        count = view.state.held + view.state.unconfirmed
        if (self.held, self.count) == (view.held, count):
            return
        self.held, self.count = view.held, count
        self._begin()

    def retranslate(self) -> None:
        self.held = None

    def showEvent(self, event: QShowEvent) -> None:
        """Cards are made for who looks."""
        super().showEvent(event)
        self._more()

    def _begin(self) -> None:
        """Shows the first cards in place of those before."""
        clear(self.box)
        self.made = 0
        self.foot = note(self.content)
        self.box.addWidget(self.foot)
        self.box.addStretch(1)
        self._tell()
        if self.isVisible():
            self._more()

    def _more(self) -> None:
        """The next cards: some when the tab is shown, others as one comes near the end of them."""
        bar, held = self.scrolled.verticalScrollBar(), self.held or ()
        near = bar.value() >= bar.maximum() - self.scrolled.viewport().height()
        if not self.isVisible() or self.made >= len(held) or (self.made and not near):
            return
        for each in held[self.made : self.made + AT_ONCE]:
            self.box.insertWidget(self.made, HeldCard(self.context, each, self.act, self.content))
            self.made += 1
        self._tell()

    def _tell(self) -> None:
        """Below the cards: that there are none, or how many more there are."""
        told = more_words(self.context, self.made, self.count)
        if not self.count:
            told = self.tr("The server holds nothing back. What it cannot take yet stands here with the reason.")
        self.foot.setText(told)
        self.foot.setVisible(bool(told))

    def export(self) -> bool:
        heads = [
            (self.tr("What"), 24.0),
            (self.tr("About"), 36.0),
            (self.tr("What was changed"), 36.0),
            (self.tr("Who wrote"), 28.0),
            (self.tr("Why"), 60.0),
            (self.tr("Saved at"), 22.0),
        ]
        lang = self.context.lang

        def rows(reader: Reader) -> Iterator[list[str]]:
            from app.services.exchange.sync_view import held_rows

            for held in held_rows(reader, lang):
                at = short_moment(held.at, lang)
                yield [held.what, held.subject, held.changed, held.who, held.reason, at]

        named = sees_names(self.context.session.actor)
        return write_rows(self.context, self, "held", self.title(), heads, rows, names=named)

    def act(self, held: Held) -> None:
        """The remedy of a change."""
        if held.act == "hide":
            self.hide_shown(held.id)
        else:
            self.discard(held.id)

    def discard(self, held: str) -> None:
        """Takes back what the server holds."""
        question = self.tr("The change is taken back. What the record was before stays. This cannot be undone.")
        if not self.context.dialogs.confirm(self, question, self.tr("Take the change back"), danger=True):
            return

        def work(uow: UnitOfWork) -> None:
            from app.services.exchange.exchange import discard

            discard(uow, held)

        self.context.tasks.run(work, lambda _: self.context.bus.announce_exchange(), self, write="held_discard")

    def hide_shown(self, identity: str) -> None:
        """What a stick showed of a record is shown no longer."""
        question = self.tr(
            "What the stick brought goes from what this computer shows; it shows what the server has. "
            "Nothing changes for others. This cannot be undone."
        )
        if not self.context.dialogs.confirm(self, question, self.tr("No longer show"), danger=True):
            return

        def work(uow: UnitOfWork) -> Changes:
            from app.services.exchange.unconfirmed import hide

            return hide(uow, identity)

        def done(changes: Changes) -> None:
            self.context.bus.announce(changes)
            self.context.bus.announce_exchange()

        self.context.tasks.run(work, done, self, write="unconfirmed_hide")
