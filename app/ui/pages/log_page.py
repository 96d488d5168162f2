"""A list that belongs to the work on cases and has a page of its own: what is chosen stands whole below, its acts under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.case_parts.written_line import WrittenLine
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, card, heading, label, note, row
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context
    from app.ui.models.table import SimpleTable


class LogPage(Page):
    """Base of such pages: makes and lays out what they share; `wanted` is the row to be chosen when the list is read."""

    table: SimpleTable
    record_type: ClassVar[str] = ""
    """The type of its records, where who wrote one and what it held before are told."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.wanted = ""
        self.words = CaseWords(context)
        self.title, self.lead = heading(self), note(self)
        self.away = button(self, "back", self.back, flat=True)
        self.frame, self.below = card(self)
        self.detail = label(self.frame, wrap=True)
        self.written = WrittenLine(context, self.words, self.frame)
        self.below.addWidget(self.detail)
        self.history_button = button(self, "clock", self.written.show_history, flat=True)
        self.history_button.setVisible(bool(self.record_type))

    def _lay_out(
        self, table: SimpleTable, acts: Sequence[QWidget], *, head: Sequence[QWidget] = (), above: Sequence[QWidget] = ()
    ) -> None:
        """Head, what stands above the list, the list, what is chosen, its acts."""
        self.table = table
        wide, gap = self.context.theme.wide, self.context.theme.gap
        under = Flow(gap=gap)
        self.below.addWidget(self.written)
        for knob in (*acts, *((self.history_button,) if self.record_type else ())):
            under.addWidget(knob)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(wide, wide, wide, wide)
        outer.setSpacing(gap)
        outer.addLayout(row(self.away, self.title, 1, *head, gap=gap))
        for each in (self.lead, *above):
            outer.addWidget(each)
        outer.addWidget(table, 1)
        outer.addWidget(self.frame)
        outer.addLayout(under)
        table.picked.connect(self._chose)
        self.retranslate()
        self._chose("")

    def read(self) -> None:
        """Reads the list anew."""

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def _show_rows(self, found: Sequence[Any]) -> None:
        """The list, with the wanted row chosen, or the first."""
        self.table.set_rows(found)
        if self.wanted:
            self.table.select(self.wanted)
            self.wanted = ""
        elif found and not self.table.selected():
            self.table.select(found[0].id)
        self._chose(self.table.selected() or "")

    def _chose(self, key: str) -> None:
        """What is chosen, with who wrote it down; the database knows that a moment later."""
        self._picked(key)
        self.history_button.setText(self.tr("History"))
        self.history_button.setEnabled(bool(key))
        self.written.show_entry(self.record_type, key)

    def _picked(self, key: str) -> None:
        """What is chosen, whole."""

    def back(self) -> bool:
        self.context.navigate("cases")
        return True
