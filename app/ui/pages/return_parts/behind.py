"""The records behind a number, at the side of the return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.services.numbers import return_files, returns
from app.services.numbers.lists import neutral_name
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label, row

if TYPE_CHECKING:
    from app.domain.indicators import Month
    from app.services.numbers.returns import Behind
    from app.ui.context import Context

SHOWN = 500
"""Records that are shown; the workbook has all."""
PAGES = {"case": "case", "facility": "facility", "inspection": "inspection"}


class BehindPane(QWidget):
    """Shown when a number was chosen, until it is closed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.month: Month | None = None
        self.cell = ""
        self.said: Callable[[], str] = str
        self.number = 0
        self.found: tuple[Behind, ...] = ()
        self.title = label(self, "section", wrap=True)
        self.sentence = label(self, "dim", wrap=True)
        self.close_button = button(self, "", self.hide, flat=True)
        self.excel_button = button(self, "download", self.export)
        self.table = SimpleTable(context, "return_behind", self._columns())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        box.addLayout(row(self.title, 1, self.close_button))
        box.addWidget(self.sentence)
        box.addWidget(self.table, 1)
        box.addLayout(row(self.excel_button, 1))
        self.table.opened.connect(self._open)
        self.hide()

    def _columns(self) -> list[Column]:
        return [
            Column("code", lambda: self.tr("Number"), lambda one: one.code, width=16, bold=True),
            Column(
                "name", lambda: self.tr("Name"), lambda one: returns.told_as(one, self.context.lang), width=18, stretch=True
            ),
            Column("day", lambda: self.tr("Day"), self._day, width=14),
        ]

    def _day(self, one: Behind) -> str:
        return short_date(date.fromisoformat(one.detail), self.context.lang) if one.detail else ""

    def retranslate(self) -> None:
        self.close_button.setText(self.tr("Close the records"))
        self.excel_button.setText(self.tr("These records to Excel"))
        self.table.set_name(self.tr("Records behind the number"))
        self.table.set_empty(self.tr("There is no record behind this number."))
        self.table.retranslate()
        self._say()

    def _say(self) -> None:
        lang = self.context.lang
        self.title.setText(self.said())
        text: str = self.tr("Records: {n}")
        if self.number > len(self.found):
            text = self.tr("Records: {n}, the first {m} are shown")
        self.sentence.setText(text.format(n=digits_for(self.number, lang), m=digits_for(len(self.found), lang)))

    def ask(self, month: Month, cell: str, said: Callable[[], str]) -> None:
        """Reads and shows the records behind a number."""
        self.month, self.cell, self.said = month, cell, said
        self.context.tasks.run(
            lambda reader: returns.behind(reader, month, cell, limit=SHOWN),
            self._show,
            self,
            key="behind",
            failed=self._refused,
        )

    def _show(self, result: tuple[int, tuple[Behind, ...]]) -> None:
        self.number, self.found = result
        self.excel_button.setEnabled(bool(self.found))
        self.table.set_rows(self.found)
        self.table.setColumnHidden(1, not any(one.name or one.secret for one in self.found))
        self._say()
        self.show()

    def _refused(self, error: AppError) -> None:
        self.hide()
        self.context.notice(self.context.words(error), kind="warn")

    def _open(self, key: str) -> None:
        one = next((one for one in self.found if one.id == key), None)
        if one is not None and one.type in PAGES and not one.secret:
            self.context.navigate(PAGES[one.type], **{PAGES[one.type]: one.id})

    def export(self) -> None:
        """The records to a workbook."""
        month, cell, lang, session = self.month, self.cell, self.context.lang, self.context.session
        name = neutral_name(session.folder, f"list-{self.context.today():%Y%m%d}").name
        target = self.context.dialogs.save_file(self, self.tr("Records behind the number"), name, "Excel (*.xlsx)")
        if target is None or month is None:
            return
        self.context.tasks.call(
            lambda: return_files.export_behind(session, month, cell, target, lang),
            lambda number: self.context.notice(
                self.tr("Written: {n} records, {file}").format(n=digits_for(number, lang), file=target.name)
            ),
            self,
        )
