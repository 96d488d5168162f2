"""Pictures and files on their way: what is to be sent or fetched, how far it has come, what nobody has handed in yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import sees_names
from app.text.words import words
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.sync_parts.part import SyncPart, more_words
from app.ui.widgets.basics import button, label, note, row
from app.ui.widgets.bytes import size_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.data.reader import Reader
    from app.services.exchange.sync_view import SyncView
    from app.services.exchange.transfers import Transfer, Transfers, UnnamedFiles
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
        self.counts = label(self, wrap=True)
        self.more = note(self)
        self.unnamed: UnnamedFiles | None = None
        self.left = note(self)
        self.clear = button(self, "close", self.clear_unnamed, flat=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, context.theme.gap, 0, 0)
        for part in (self.words, self.counts):
            outer.addWidget(part)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.more)
        outer.addWidget(self.left)
        outer.addLayout(row(self.clear, -1))
        self._show_counts()

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
        self.clear.setText(self.tr("Take these files away …"))
        self._show_counts()

    def take(self, view: SyncView) -> None:
        """The list is read by itself, since few look at it."""
        lang = self.context.lang

        def read(reader: Reader) -> Transfers:
            from app.services.exchange.transfers import transfers

            return transfers(reader, lang)

        self.context.tasks.run(read, self._have, self, key="transfers")
        if self.isVisible():
            self._look_for_unnamed()

    def showEvent(self, event: QShowEvent) -> None:
        """The files are gone through only for who looks."""
        super().showEvent(event)
        self._look_for_unnamed()

    def _look_for_unnamed(self) -> None:
        """Counts files that nothing here names."""
        if not self.context.signed_in:
            return
        session = self.context.session

        def look() -> UnnamedFiles:
            from app.services.exchange.transfers import unnamed_files

            return unnamed_files(session)

        self.context.tasks.call(look, self._have_unnamed, self, on="work", failed=lambda _: None, key="unnamed")

    def _have_unnamed(self, unnamed: UnnamedFiles) -> None:
        """They were counted."""
        self.unnamed = unnamed
        self._show_counts()

    def _show_counts(self) -> None:
        """The counts in words, each only where there is something to count."""
        digits = self.context.language.digits
        told: list[str] = []
        if self.transfers is not None:
            counts = self.transfers.counts
            if counts.up:
                told.append(self.tr("To be sent: {n}").format(n=digits(counts.up)))
            if counts.down:
                told.append(self.tr("To be fetched: {n}").format(n=digits(counts.down)))
            if counts.missing:
                told.append(self.tr("Not on the server yet: {n}").format(n=digits(counts.missing)))
        self.counts.setText(" · ".join(told))
        self.counts.setVisible(bool(told))
        more = more_words(self.context, len(self.transfers.rows), self.transfers.counts.number) if self.transfers else ""
        self.more.setText(more)
        self.more.setVisible(bool(more))
        files = self.unnamed
        self.left.setVisible(files is not None and files.count > 0)
        self.clear.setVisible(files is not None and files.clear > 0)
        if files is None:
            return
        left = self.tr("Files on this computer that no record here names: {n} ({size}).").format(
            n=digits(files.count), size=size_words(self.context, files.bytes)
        )
        if files.clear:
            rest = self.tr(
                "Of these, {n} may go: all that the server has is here, and they have lain here for a month."
            ).format(n=digits(files.clear))
        else:
            rest = self.tr("They stay for now, since a record that names them may still come.")
        self.left.setText(f"{left} {rest}")

    def clear_unnamed(self) -> None:
        """Takes away what nobody can miss, if that is wanted."""
        files, session = self.unnamed, self.context.session
        if files is None:
            return
        question = self.tr(
            "Files that no record names are taken away: {n}. Pictures and files of records stay, sent or not. This cannot be"
            " undone."
        ).format(n=self.context.language.digits(files.clear))
        if not self.context.dialogs.confirm(self, question, self.tr("Take the files away"), danger=True):
            return

        def work() -> int:
            from app.services.exchange.transfers import clear_unnamed

            return clear_unnamed(session)

        def done(count: int) -> None:
            self.context.notice(self.tr("Files taken away: {n}.").format(n=self.context.language.digits(count)))
            self._look_for_unnamed()

        self.context.tasks.call(work, done, self, on="work")

    def _have(self, transfers: Transfers) -> None:
        """It was read."""
        self.transfers = transfers
        self.table.set_rows(transfers.rows)
        self._show_counts()
        self.counted.emit()

    def export(self) -> bool:
        named, lang = sees_names(self.context.session.actor), self.context.lang

        def every(reader: Reader) -> Iterator[Transfer]:
            from app.services.exchange.transfers import transfer_rows

            return transfer_rows(reader, lang)

        return to_excel(self.context, self, self.table, "transfers", names=named, every=every)

    # ---- words of a row ----

    def _what(self, one: Transfer) -> str:
        return self.tr("Small picture") if one.small else self.tr("Picture or file")

    def _size(self, one: Transfer) -> str:
        return size_words(self.context, one.size) if one.size else ""

    def _state(self, one: Transfer) -> str:
        """What becomes of it."""
        digits = self.context.language.digits
        if one.course == "fault":
            return words(f"transfer.{one.fault}", self.context.lang)
        if one.course == "up":
            return self.tr("Waiting to be sent")
        if one.course == "missing":
            return self.tr("Not on the server yet: the computer that has it will send it")
        if one.course == "lost":
            return self.tr("Its file is gone from this computer and was never sent: please attach it again")
        if one.at and one.size:
            percent = min(99, one.at * 100 // one.size)
            return self.tr("Coming: {percent} %").format(percent=digits(percent))
        return self.tr("Comes next") if one.asked else self.tr("Waiting to be fetched")
