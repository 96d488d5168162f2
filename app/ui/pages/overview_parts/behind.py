"""The facilities behind a number, below the map or the table; Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.data.queries.facilities import FacilityRow
from app.domain.codelists import label as code_label
from app.services.facilities.facilities import name_of
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import label
from app.ui.widgets.layout import keep_height

if TYPE_CHECKING:
    from app.ui.context import Context


class FacilitiesBehind(QWidget):
    """A title and the facilities."""

    def __init__(self, context: Context, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.title = label(self, "section", wrap=True)
        self.table = SimpleTable(context, name, self._columns(), self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.title)
        box.addWidget(self.table, 1)
        keep_height(context, self.table, 6)
        self.table.opened.connect(lambda key: context.navigate("facility", facility=key))
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("code", lambda: self.tr("Code"), lambda one: one.facility.text("code"), width=10, bold=True),
            Column("name", lambda: self.tr("Facility"), lambda one: name_of(one.facility, lang.lang), width=26, stretch=True),
            Column(
                "living", lambda: self.tr("Residents"), lambda one: str(one.residents), width=10, align="right", digits=True
            ),
            Column("visit", lambda: self.tr("Last visit"), self._visit, width=13, tone=self._visit_tone),
            Column(
                "grade",
                lambda: self.tr("Result"),
                lambda one: code_label("grade", one.grade, lang.lang) or "-",
                width=24,
                tone=lambda one: "danger" if one.grade == "critical" else None,
            ),
            Column(
                "late",
                lambda: self.tr("Overdue findings"),
                lambda one: str(one.overdue),
                width=16,
                align="right",
                digits=True,
                tone=lambda one: "danger" if one.overdue else None,
            ),
        ]

    def _visit(self, one: FacilityRow) -> str:
        return short_date(one.last_visit, self.context.lang) if one.last_visit else self.tr("never")

    def _visit_tone(self, one: FacilityRow) -> str | None:
        return "warn" if one.late else None

    def show_rows(self, title: str, rows: Sequence[FacilityRow]) -> None:
        """The facilities, and of what they are."""
        self.title.setText(f"{title}: {digits_for(len(rows), self.context.lang)}" if title else "")
        self.table.set_rows(rows)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.table.set_name(self.tr("Facilities behind the number"))
        self.table.set_empty(self.tr("Choose a district or a number: its facilities stand here."))
        self.table.retranslate()
