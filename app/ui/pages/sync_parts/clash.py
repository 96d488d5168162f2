"""One clash: both values side by side with who and when, the visible one first, and everything that can be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.text.dates import short_moment
from app.text.words import words
from app.ui.pages.sync_parts.clash_editor import ClashEditor, both_in_one
from app.ui.widgets.basics import Button, button, card, chip, label, set_tone
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.services.exchange.conflict_view import ClashView, Side
    from app.ui.context import Context

NARROW = 62
"""Letters: below this width the values stand one under the other."""


class ClashPanel(QWidget):
    """Shows one clash. Enter on its row in the list comes here; Escape goes back."""

    decided = Signal(str, str, object)
    """Emits: the clash, what is taken (current, proposed, both, value), the value."""
    later = Signal(str)
    writing = Signal()
    """The fields for a value of one's own came up."""
    opened = Signal(str, str)
    """Emits: page and id of the record."""

    def __init__(self, context: Context, clash: ClashView, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.clash = clash
        self.takes: list[Button] = []
        self.editor: ClashEditor | None = None
        frame, self.box = card(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        outer.addStretch(1)
        self._head(frame)
        self.pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.pair.setSpacing(context.theme.wide)
        self.box.addLayout(self.pair)
        self.foot = QWidget(frame)
        if not clash.row.hidden and clash.row.kind != "approval":
            for place, side in enumerate(clash.sides):
                self.pair.addWidget(self._side(side, frame, first=place == 0), 1)
        elif clash.row.kind == "approval":
            self._approval(frame)
        self.box.addWidget(self.foot)
        self._acts(frame)

    # ---- what is told ----

    def _head(self, frame: QFrame) -> None:
        """What it is about, and why it has to be decided."""
        row = self.clash.row
        line = QHBoxLayout()
        self.title = label(frame, "section", row.field or row.what, wrap=True)
        line.addWidget(self.title, 1)
        if row.field:
            line.addWidget(chip(row.what, "", frame), 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(line)
        if row.subject:
            self.box.addWidget(label(frame, "dim", row.subject, wrap=True))
        self.reason = label(frame, "", self._reason(), wrap=True)
        self.box.addWidget(self.reason)
        told = self._who_decides()
        if told:
            self.who: QLabel | None = label(frame, "problem", told, wrap=True)
            self.box.addWidget(self.who)

    def _reason(self) -> str:
        """Why this asks for a person."""
        row = self.clash.row
        if row.hidden:
            return self.tr(
                "Two people wrote different values in restricted information. Both are kept. Whoever may see it decides; for "
                "everybody else it waits here without its words."
            )
        if row.kind == "deletion":
            return self.tr("One person took this record away while another one changed it. It stays until somebody decides.")
        if row.kind == "merged":
            return self.tr("Two people joined this record to two different ones. Both records stay until somebody decides.")
        if row.kind == "approval":
            return self.tr(
                "This was decided or answered while another text stood on the server than the one that was shown. It is kept. "
                "Please read the record as it is now."
            )
        if len({side.value for side in self.clash.sides}) == 1:
            return self.tr("Two people wrote different values; by now both are the same. Take either, then it is settled.")
        told = self.tr("Two people wrote different values without knowing of each other. Both are kept until somebody decides.")
        safer = self.tr("Until then the safer value is shown.")
        return f"{told} {safer}" if self.clash.cautious else told

    def _who_decides(self) -> str:
        """Who may decide, for somebody who may not."""
        if self.clash.row.may or self.clash.row.hidden:
            return ""
        roles, people = self.clash.deciders
        if people:
            return self.tr("Only these people can decide this: {people}").format(people=", ".join(people))
        return self.tr("Only these roles can decide this: {roles}").format(roles=", ".join(roles))

    def _side(self, side: Side, parent: QWidget, *, first: bool) -> QFrame:
        """One value."""
        part, box = card(parent)
        set_tone(part, "accent" if first else "")
        shown = self.tr("The record shows this now") if side.take == "current" else self.tr("This was proposed")
        box.addWidget(label(part, "small", shown, wrap=True))
        told = side.value or words("value.none", self.context.lang)
        value = label(part, "section", told, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(value)
        box.addWidget(label(part, "dim", self._author(side), wrap=True))
        box.addStretch(1)
        if self.clash.row.may:
            verb = self._take_words(side)
            take = button(part, "check", lambda: self._take(side.take), text=verb, primary=first)
            take.setAccessibleName(f"{verb}: {told}, {self._author(side)}")
            self.takes.append(take)
            box.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _author(self, side: Side) -> str:
        """Who and when."""
        at = short_moment(side.at, self.context.lang) if side.at is not None else ""
        return f"{side.user} · {at}" if at else side.user

    def _take_words(self, side: Side) -> str:
        """What a value's button says."""
        kind = self.clash.row.kind
        if kind == "deletion":
            return self.tr("Keep the record") if side.take == "current" else self.tr("Take the record away")
        if kind == "merged":
            return self.tr("It is this one")
        return self.tr("Take this value")

    def _approval(self, frame: QFrame) -> None:
        """Who approved, and what was changed meanwhile."""
        side = self.clash.sides[1]
        part, box = card(frame)
        box.addWidget(label(part, "section", self.tr("Approved by {who}").format(who=self._author(side)), wrap=True))
        told = self.clash.changes or (
            self.tr("What was changed meanwhile is on the server; it has not come to this computer."),
        )
        for line in told:
            box.addWidget(label(part, "", line, wrap=True))
        self.pair.addWidget(part, 1)

    # ---- what can be done ----

    def _acts(self, frame: QFrame) -> None:
        """The buttons below."""
        line = QVBoxLayout(self.foot)
        line.setContentsMargins(0, 0, 0, 0)
        self.buttons = Flow(gap=self.context.theme.gap)
        line.addLayout(self.buttons)
        row = self.clash.row
        if row.may and row.kind == "approval":
            self._act("check", self.tr("I have read it: it stands"), lambda: self._take("current"), primary=True)
        if row.may and row.kind == "merged":
            self._act("", self.tr("Neither: a record of its own"), lambda: self.decided.emit(row.id, "value", None))
        if row.may and self.clash.both:
            self._act("", self.tr("Keep both"), lambda: self._take("both"))
        if row.may and self._can_write():
            verb = self.tr("Combine or write new") if self._combines() else self.tr("Write another value")
            self._act("edit", verb, self.write)
        if self.clash.page:
            self._act("case", self.tr("Open the record"), lambda: self.opened.emit(self.clash.page, self.clash.where))
        self.put_off = button(self.foot, "clock", lambda: self.later.emit(row.id), text=self.tr("Decide later"), flat=True)
        self.buttons.addWidget(self.put_off)

    def _act(self, icon: str, words: str, slot: object, *, primary: bool = False) -> None:
        """One of the buttons below."""
        made = button(self.foot, icon, slot if callable(slot) else None, text=words, primary=primary, flat=not primary)
        self.takes.append(made)
        self.buttons.addWidget(made)

    def _can_write(self) -> bool:
        """Whether there is more to write than one of the two."""
        choices = self.clash.choices
        return len(choices) > 1 or any(choice.kind != "choice" for choice in choices)

    def _combines(self) -> bool:
        """Whether both can be put together."""
        return len(self.clash.choices) > 1 or both_in_one(self.clash) is not None

    def _take(self, take: str) -> None:
        """Decides for a side, or for both."""
        self.decided.emit(self.clash.row.id, take, None)

    def write(self) -> None:
        """Shows the fields for a value of one's own, below the two values."""
        if self.editor is None:
            self.editor = ClashEditor(self.context, self.clash, self)
            self.editor.done.connect(lambda value: self.decided.emit(self.clash.row.id, "value", value))
            self.editor.left.connect(self._leave_editor)
            self.box.addWidget(self.editor)
        self.foot.hide()
        self.editor.show()
        self.editor.focus()
        self.writing.emit()

    def save(self) -> bool:
        """Ctrl+Enter: keeps what is being written; whether something is."""
        if self.editor is None or not self.editor.isVisible():
            return False
        self.editor.save.click()
        return True

    def _leave_editor(self) -> None:
        """Back to the two values."""
        if self.editor is not None:
            self.editor.hide()
        self.foot.show()
        self.focus()

    def focus(self) -> None:
        """Goes to the first thing that can be done."""
        (self.takes[0] if self.takes else self.put_off).setFocus(Qt.FocusReason.TabFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Of width it takes what there is: asking for what both values need side by side, it would be given it, turn, need
        less, be given less and turn again, for ever.
        """
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else below each other."""
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "foot"):
            self._turn()

    def _turn(self) -> None:
        """Sets the direction of the two values."""
        items = [self.pair.itemAt(place) for place in range(self.pair.count())]
        widest = max((item.minimumSize().width() for item in items if item is not None), default=0)
        needed = max(widest * 2 + self.context.theme.wide * 4, self.context.theme.em(NARROW))
        way = QBoxLayout.Direction.TopToBottom if self.width() < needed else QBoxLayout.Direction.LeftToRight
        if self.pair.direction() != way:
            self.pair.setDirection(way)
