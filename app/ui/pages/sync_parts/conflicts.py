"""The conflict inbox: two values side by side, who wrote them and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.permissions import sees_names
from app.text.dates import short_moment
from app.ui.models.excel import write_rows
from app.ui.pages.sync_parts.part import CardsPart
from app.ui.widgets.basics import Button, button, card, chip, label, set_tone

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.services.exchange import Take
    from app.services.sync_view import Clash, Side, SyncView
    from app.ui.context import Context


class ClashCard(QWidget):
    """Both values with who and when; the safe choice first; "decide later" leaves everything as it is."""

    def __init__(self, context: Context, clash: Clash, decide: Callable[[str, Take], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.clash = clash
        frame, box = card(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        head = QHBoxLayout()
        head.addWidget(label(frame, "section", clash.field))
        head.addWidget(chip(clash.what, "", frame))
        head.addWidget(label(frame, "dim", clash.subject))
        head.addStretch(1)
        box.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(context.theme.wide)
        self.takes: list[Button] = []
        for place, side in enumerate(clash.sides):
            part, take = self._side(side, frame, first=place == 0)
            take.clicked.connect(lambda _=False, chosen=side.take: decide(clash.id, chosen))
            self.takes.append(take)
            row.addWidget(part, 1)
        box.addLayout(row)
        if clash.both:
            both = button(frame, "", lambda: decide(clash.id, "both"), flat=True, text=self.tr("Keep both"))
            self.takes.append(both)
        self.later = button(frame, "clock", lambda: self.setVisible(False), flat=True, text=self.tr("Decide later"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        for made in self.takes[2:]:
            foot.addWidget(made)
        foot.addWidget(self.later)
        box.addLayout(foot)

    def _side(self, side: Side, parent: QWidget, *, first: bool) -> tuple[QFrame, Button]:
        """One value."""
        part, box = card(parent)
        set_tone(part, "accent" if first else "")
        value = label(part, "section", side.value, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(value)
        who = side.user or self.tr("Somebody of another office")
        at = short_moment(side.at, self.context.lang)
        box.addWidget(label(part, "dim", f"{who}   {at}".strip(), wrap=True))
        shown = (
            self.tr("This is what the record shows now.") if side.take == "current" else self.tr("This is what was proposed.")
        )
        box.addWidget(label(part, "small", shown, wrap=True))
        words = self.tr("Take this value")
        take = button(part, "check", None, text=words, primary=first)
        take.setAccessibleName(f"{words}: {side.value}")
        line = QHBoxLayout()
        line.addWidget(take)
        line.addStretch(1)
        box.addStretch(1)
        box.addLayout(line)
        return part, take


class ConflictsPart(CardsPart):
    """The inbox of two different values, oldest first."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.clashes: tuple[Clash, ...] | None = None

    def title(self) -> str:
        return self.tr("Two values: decide")

    def number(self) -> int:
        return len(self.clashes or ())

    def take(self, view: SyncView) -> None:
        """Cards are built again only when they differ."""
        if self.clashes == view.clashes:
            return
        self.clashes = view.clashes
        self.fill(
            [ClashCard(self.context, clash, self.resolve, self.content) for clash in view.clashes],
            self.tr("No two people wrote different values. When they do, both stand here, side by side."),
        )

    def retranslate(self) -> None:
        self.clashes = None

    def export(self) -> bool:
        """The two values of a conflict stay in Komar: they may be of any kind."""
        heads = [
            (self.tr("What"), 24.0),
            (self.tr("About"), 36.0),
            (self.tr("Field"), 30.0),
            (self.tr("Shown now, by"), 30.0),
            (self.tr("Proposed by"), 30.0),
        ]
        rows = [
            [
                clash.what,
                clash.subject,
                clash.field,
                *(f"{side.user} {short_moment(side.at, self.context.lang)}".strip() for side in clash.sides),
            ]
            for clash in self.clashes or ()
        ]
        named = sees_names(self.context.session.actor)
        return write_rows(self.context, self, "conflicts", self.title(), heads, rows, names=named)

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
