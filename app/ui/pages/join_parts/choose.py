"""Which other case is to be looked at: those that may be the same child, or one by its number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.services.people.duplicates import Likely
from app.text.breaks import with_breaks
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, card, chip, clear, label, note, section
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.context import Context


class Choose(QWidget):
    """The likely ones as cards, and a number to type."""

    chosen = Signal(str)
    """Emits: id or number of the other case."""

    def __init__(self, context: Context, words: CaseWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.words = words
        self.found: Sequence[Likely] | None = None
        self.heading, self.told = section(self), note(self)
        self.list = QVBoxLayout()
        self.list.setSpacing(context.theme.gap)
        self.by_number = section(self)
        self.number = TextField(self, limit=40)
        self.number.setMaximumWidth(context.theme.em(40))
        self.go_button = button(self, "find", self.go)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.heading)
        box.addWidget(self.told)
        box.addLayout(self.list)
        box.addWidget(self.by_number)
        box.addWidget(self.number)
        box.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)

    def go(self) -> None:
        """Looks at the case whose number was typed."""
        typed = str(self.number.value() or "").strip()
        if typed:
            self.chosen.emit(typed)

    def show_found(self, found: Sequence[Likely]) -> None:
        """Shows the likely ones in place of those before."""
        self.found = found
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.heading.setText(self.tr("May be the same child"))
        nobody = self.tr("No other child here is alike. A case can still be looked for by its number.")
        some = self.tr("Compare them with this case before you say that they are the same.")
        self.told.setText("" if self.found is None else some if self.found else nobody)
        self.by_number.setText(self.tr("Another case, by its number"))
        self.number.set_name(self.by_number.text())
        self.go_button.setText(self.tr("Compare with this number"))
        clear(self.list)
        for one in self.found or ():
            self.list.addWidget(self._card(one))

    def _card(self, one: Likely) -> QWidget:
        """One that may be the same; of a case of somebody else no name (practice P3)."""
        frame, box = card(self)
        likely = one.level == "likely"
        tone, told = ("danger", self.tr("Very likely")) if likely else ("warn", self.tr("Possible"))
        line = Flow(gap=self.context.theme.gap)
        status = code_label("case_status", one.status, self.context.lang)
        name = one.name or one.latin or (self.words.nameless() if one.own else self.tr("Case of another caseworker"))
        line.addWidget(chip(told, tone, frame))
        line.addWidget(label(frame, "section", name))
        line.addWidget(label(frame, "dim", f"{one.code} · {status}"))
        box.addLayout(line)
        reasons = ", ".join(self.words.reason(reason) for reason in one.reasons)
        box.addWidget(label(frame, "", with_breaks(self.tr("Alike: {reasons}").format(reasons=reasons)), wrap=True))
        go = button(frame, "cases", partial(self.chosen.emit, one.case), text=self.tr("Compare"))
        go.setAccessibleName(f"{go.text()}: {one.code}")
        box.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return frame
