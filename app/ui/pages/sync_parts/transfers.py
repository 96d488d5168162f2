"""Pictures and files on their way: what is to be sent or fetched, how far it has come, what nobody has handed in yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import sees_names
from app.text.words import words
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.sync_parts.part import SyncPart
from app.ui.widgets.basics import note
from app.ui.widgets.bytes import size_words

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.services.sync_view import SyncView
    from app.services.transfers import Transfer, Transfers
    from app.ui.context import Context


class TransfersPart(SyncPart):
    """A list; the number is that of all contents that are not where they belong yet."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.transfers: Transfers | None = None
        self.words = note(self)
        self.table = SimpleTable(
            context,
            "transfers",
            (
                Column("what", lambda: self.tr("What"), self._what, width=24, bold=True),
                Column("subject", lambda: self.tr("About"), lambda row: row.subject, width=30),
                Column("size", lambda: self.tr("Size"), self._size, width=16, align="right"),
                Column("state", lambda: self.tr("State"), self._state, width=40, stretch=True),
            ),
        )
        self.table.excel = self.export
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, context.theme.gap, 0, 0)
        outer.addWidget(self.words)
        outer.addWidget(self.table, 1)

    def title(self) -> str:
        return self.tr("Pictures and files")

    def number(self) -> int:
        return self.transfers.counts.number if self.transfers else 0

    def retranslate(self) -> None:
        self.words.setText(
            self.tr(
                "Records always go first. Small pictures follow, then pictures and files in full, some with each exchange."
                " What a cut link left half done goes on from there."
            )
        )
        self.table.set_name(self.title())
        self.table.set_empty(self.tr("All pictures and files are where they belong."))

    def take(self, view: SyncView) -> None:
        """The list is read by itself, since few look at it."""
        lang = self.context.lang

        def read(reader: Reader) -> Transfers:
            from app.services.transfers import transfers

            return transfers(reader, lang)

        self.context.tasks.run(read, self._have, self, key="transfers")

    def _have(self, transfers: Transfers) -> None:
        """It was read."""
        self.transfers = transfers
        self.table.set_rows(transfers.rows)
        self.counted.emit()

    def export(self) -> bool:
        return to_excel(self.context, self, self.table, "transfers", names=sees_names(self.context.session.actor))

    # ---- words of a row ----

    def _what(self, row: Transfer) -> str:
        return self.tr("Small picture") if row.small else self.tr("Picture or file")

    def _size(self, row: Transfer) -> str:
        return size_words(self.context, row.size) if row.size else ""

    def _state(self, row: Transfer) -> str:
        """What becomes of it."""
        digits = self.context.language.digits
        if row.course == "fault":
            return words(f"transfer.{row.fault}", self.context.lang)
        if row.course == "up":
            return self.tr("Waiting to be sent")
        if row.course == "missing":
            return self.tr("Not on the server yet: the computer that has it will send it")
        if row.at and row.size:
            percent = min(99, row.at * 100 // row.size)
            return self.tr("Coming: {percent} %").format(percent=digits(percent))
        return self.tr("Comes next") if row.asked else self.tr("Waiting to be fetched")
