"""One line of the comparison: what the two cases hold in a field, and which of it is to be shown from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services.people.comparing import Line, Side
from app.services.people.merging import Pick
from app.text.breaks import with_breaks
from app.text.dates import short_moment
from app.ui.widgets.basics import chip, label, set_tone

if TYPE_CHECKING:
    from app.ui.context import Context

NARROW = 62
"""Letters: below this width the values stand one under the other."""
translate = QCoreApplication.translate


class SideCard(QFrame):
    """One value with who wrote it; a click takes it."""

    pressed = Signal()

    def __init__(self, context: Context, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap * 2, gap, gap * 2, gap)
        box.setSpacing(0)
        self.value = label(self, "", with_breaks(side.value) or "–", wrap=True)
        self.kept = chip(translate("JoinPage", "Is shown"), "accent", self)
        first = QHBoxLayout()
        first.addWidget(self.value, 1)
        first.addWidget(self.kept, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(first)
        at = short_moment(side.at, context.lang) if side.at is not None else ""
        self.author = " · ".join(part for part in (side.who, at) if part) if side.value else ""
        if self.author:
            box.addWidget(label(self, "small", with_breaks(self.author), wrap=True))
        box.addStretch(1)

    def show_kept(self, kept: bool) -> None:
        """Whether this value is to be shown."""
        set_tone(self, "accent" if kept else "")
        self.kept.setVisible(kept)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click takes the value."""
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
        super().mouseReleaseEvent(event)


class PickRow(QFrame):
    """A field. Left and right take a side, B both where a field holds several things, up and down go to other fields."""

    picked = Signal(object, str)
    """Emits: the key of the line, whose value."""
    stepped = Signal(int)
    """Emits: +1 for the row below, -1 for the row above."""

    def __init__(self, context: Context, line: Line, pick: Pick | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.line = line
        self.pick = pick
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pick is not None else Qt.FocusPolicy.NoFocus)
        gap = context.theme.gap
        self.title: QLabel = label(self, "label", with_breaks(line.title), wrap=True)
        self.sides = SideCard(context, line.stays, self), SideCard(context, line.goes, self)
        self.pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.pair.setSpacing(gap)
        for side, name in zip(self.sides, ("stays", "goes"), strict=True):
            side.pressed.connect(lambda taken=name: self.take(taken))
            self.pair.addWidget(side, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(gap // 2, gap // 2, gap // 2, gap // 2)
        box.setSpacing(0)
        box.addWidget(self.title)
        box.addLayout(self.pair)
        self._show()

    def take(self, pick: Pick) -> None:
        """Takes a side; both only where that can be."""
        if self.pick is None or (pick == "both" and not self.line.both):
            return
        self.pick = pick
        self._show()
        self.picked.emit(self.line.key, pick)

    def _show(self) -> None:
        """Marks what is taken, and says so to who hears the page."""
        shown = self.pick or "stays"
        for side, name in zip(self.sides, ("stays", "goes"), strict=True):
            side.show_kept(self.pick is not None and shown in (name, "both"))
        told = {
            "stays": translate("JoinPage", "{field}: shown from now on: {stays}; instead of {goes}"),
            "goes": translate("JoinPage", "{field}: shown from now on: {goes}; instead of {stays}"),
            "both": translate("JoinPage", "{field}: both are shown from now on: {stays}; {goes}"),
        }[shown]
        line = self.line
        self.setAccessibleName(told.format(field=line.title, stays=line.stays.value or "–", goes=line.goes.value or "–"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows and B."""
        keys: dict[int, Pick] = {Qt.Key.Key_Left: "stays", Qt.Key.Key_Right: "goes", Qt.Key.Key_B: "both"}
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
        if event.key() in keys and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self.take(keys[event.key()])
        elif event.key() in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else below each other."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "pair"):
            self._turn()

    def _turn(self) -> None:
        """Sets the direction."""
        narrow = self.width() < self.context.theme.em(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self.pair.direction() != way:
            self.pair.setDirection(way)
