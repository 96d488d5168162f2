"""What is saved here and not yet on the server, record by record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import sees_names
from app.text.dates import short_moment
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.sync_parts.part import SyncPart, more_words
from app.ui.widgets.basics import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.data.reader import Reader
    from app.services.exchange.sync_view import SyncView, Waiting
    from app.ui.context import Context


class WaitingPart(SyncPart):
    """A list; the number is that of all records that wait, also where not all are listed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.records = 0
        self.table = SimpleTable(
            context,
            "waiting",
            (
                Column("what", lambda: self.tr("What"), lambda row: row.what, width=24, bold=True),
                Column("subject", lambda: self.tr("About"), lambda row: row.subject, width=36, stretch=True),
                Column("ops", lambda: self.tr("Changes"), lambda row: str(row.ops), width=12, align="right", digits=True),
                Column("at", lambda: self.tr("Saved at"), self._saved_at, width=22),
                Column("meets", lambda: self.tr("Others wrote meanwhile"), lambda row: row.meets, width=30, tone=self._tone),
            ),
        )
        self.table.excel = self.export
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, context.theme.gap, 0, 0)
        outer.addWidget(self.table, 1)
        self.more = note(self)
        outer.addWidget(self.more)

    @staticmethod
    def _tone(row: object) -> str | None:
        """What will need a decision stands out."""
        return "warn" if getattr(row, "meets", "") else None

    def _saved_at(self, row: object) -> str:
        """When something was saved."""
        at = getattr(row, "at", None)
        return short_moment(at, self.context.lang) if isinstance(at, datetime) else ""

    def title(self) -> str:
        return self.tr("Waiting to be sent")

    def number(self) -> int:
        return self.records

    def take(self, view: SyncView) -> None:
        self.records = view.state.waiting_records
        self.table.set_rows(view.waiting)
        told = more_words(self.context, len(view.waiting), self.records)
        self.more.setText(told)
        self.more.setVisible(bool(told))

    def retranslate(self) -> None:
        self.table.set_name(self.title())
        self.table.set_empty(self.tr("Nothing waits. What you save is listed here until the server has it."))

    def export(self) -> bool:
        named, lang = sees_names(self.context.session.actor), self.context.lang

        def every(reader: Reader) -> Iterator[Waiting]:
            from app.services.exchange.sync_view import waiting_rows

            return waiting_rows(reader, lang)

        return to_excel(self.context, self, self.table, "waiting", names=named, every=every)
