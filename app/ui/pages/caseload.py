"""Caseload: how much everybody in the office has to do, as bars and as a table; a line leads to the person's cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from app.services.desk import caseload
from app.services.desk.caseload import Load
from app.ui.models.excel import ExcelButton, to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.page import Page
from app.ui.widgets.bars import Bar, Bars
from app.ui.widgets.basics import Scrolled, button, card, heading, note, row, section

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context


class CaseloadPage(Page):
    """A line for each person; the head sees all, a caseworker the own one."""

    watches: ClassVar[frozenset[str]] = frozenset({"*"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.loads: list[Load] = []
        self.back_button = button(self, "back", self.back, flat=True)
        self.heading = heading(self)
        body = Scrolled(self)
        frame, box = card(body.content)
        self.title, self.explain = section(frame), note(frame)
        self.bars = Bars(context, frame)
        for part in (self.title, self.explain, self.bars):
            box.addWidget(part)
        self.table = SimpleTable(context, "caseload", self._columns(), body.content)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.opened.connect(lambda key: self._open(key))
        self.table.excel = self.export
        self.table.setMinimumHeight(context.theme.sizes.line * 9)
        gap = context.theme.gap
        inner = QVBoxLayout(body.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(gap * 2)
        inner.addWidget(frame)
        inner.addWidget(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        outer.setSpacing(gap)
        outer.addLayout(row(self.back_button, self.heading, 1, ExcelButton(self, self.export), gap=gap))
        outer.addWidget(body, 1)
        self.retranslate()

    def _columns(self) -> list[Column]:
        """A number each; what is late is red."""

        def number(name: str) -> Column:
            late = (lambda one: "danger" if one.overdue else None) if name == "overdue" else None
            return Column(
                *(name, lambda: self._titles()[name], lambda one: str(getattr(one, name))),
                width=15,
                align="right",
                digits=True,
                tone=late,
            )

        who = Column("name", lambda: self.tr("Caseworker"), self._who, width=24, bold=True, stretch=True)
        return [who, *(number(name) for name in ("open", "high", "overdue", "due_7", "waiting"))]

    def _titles(self) -> dict[str, str]:
        """What the numbers are."""
        return {
            "open": self.tr("Open cases"),
            "high": self.tr("High risk"),
            "overdue": self.tr("Overdue"),
            "due_7": self.tr("Due in 7 days"),
            "waiting": self.tr("Waits for an answer"),
        }

    def retranslate(self) -> None:
        self.back_button.setText(self.tr("Cases"))
        self.heading.setText(self.tr("Caseload"))
        self.title.setText(self.tr("Open cases of each caseworker"))
        self.explain.setText(self.tr("First the cases of high risk, then the others: “2 + 5” are seven cases."))
        self.table.set_name(self.tr("Caseload"))
        self.table.set_empty(self.tr("Nobody has cases yet."))
        self.table.retranslate()
        self._draw()

    def shown(self, **where: object) -> None:
        self._read()
        self.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def reload(self) -> bool:
        self._read()
        return True

    def back(self) -> bool:
        self.context.navigate("cases")
        return True

    def export(self) -> bool:
        """Ctrl+E: numbers, no child is named."""
        return to_excel(self.context, self, self.table, "caseload", act="case.export")

    def _who(self, one: Load) -> str:
        """A person; of whom cases are left behind that nobody works on, that too (practice P20)."""
        return self.tr("{name} · works on no cases now").format(name=one.name) if one.away else one.name

    def _read(self) -> None:
        """Counts on the worker, since a large office takes a moment."""
        self.context.tasks.run(caseload.load, self._show, self, on="work", key="load")

    def _show(self, found: list[Load]) -> None:
        """Shows what was counted."""
        self.loads = found
        self.table.set_rows(found)
        self._draw()

    def _draw(self) -> None:
        """The bars, of those who have cases."""
        having = sorted((one for one in self.loads if one.open), key=lambda one: (-one.open, one.name))
        bars = [Bar(one.name, ((one.high, "danger"), (one.open - one.high, "accent"))) for one in having]
        self.bars.set_bars(self.title.text(), bars)

    def _open(self, key: str) -> None:
        """The open cases of a person."""
        self.context.navigate("cases", owner=key)
