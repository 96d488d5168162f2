"""Cards of the exchange page: two values side by side, and a change that the server holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.text.dates import short_moment
from app.ui.widgets.basics import Button, button, card, chip, label, set_tone

if TYPE_CHECKING:
    from app.services.exchange import Take
    from app.services.sync_view import Clash, Held, Side
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


class HeldCard(QWidget):
    """What is held, why, and the remedy."""

    def __init__(self, context: Context, held: Held, discard: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        frame, box = card(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        head = QHBoxLayout()
        head.addWidget(label(frame, "section", held.what))
        head.addWidget(label(frame, "dim", held.subject))
        head.addStretch(1)
        head.addWidget(label(frame, "dim", short_moment(held.at, context.lang)))
        box.addLayout(head)
        box.addWidget(label(frame, "", held.reason, wrap=True))
        line = QHBoxLayout()
        self.away = button(frame, "undo", lambda: discard(held.id), text=self.tr("Take the change back"))
        line.addWidget(self.away)
        line.addStretch(1)
        box.addLayout(line)
