"""Who looked at the case, for the head and the administrator."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.domain.clock import parse_instant
from app.services.cases.case_file import CaseFile
from app.services.exchange.histories import person_words
from app.services.office import access
from app.services.office.access import Seen
from app.text.dates import short_moment
from app.text.words import has_words, words
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.tabs.case_tab import CaseTab, TabHost
from app.ui.widgets.basics import note


class SeenTab(CaseTab):
    """The looks that this computer knows; the server has the others."""

    def __init__(self, host: TabHost) -> None:
        super().__init__()
        self.context = host.context
        columns = [
            Column("at", lambda: self.tr("When"), self._at, width=18),
            Column("user", lambda: self.tr("Who"), self._who, width=26, bold=True),
            Column("act", lambda: self.tr("What was done"), self._act, width=40, stretch=True),
        ]
        self.table = SimpleTable(host.context, "case.seen", columns)
        self.about = note(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, host.context.theme.gap, 0, 0)
        box.addWidget(self.about)
        box.addWidget(self.table, 1)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads the log."""
        case = file.case.id
        self.context.tasks.run(lambda reader: access.seen_by(reader, case), self.table.set_rows, self, key="seen")

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.about.setText(
            self.tr("Only what was looked at on this computer stands here. The server has the lines of other computers.")
        )
        self.table.set_name(self.tr("Who saw the case"))
        self.table.set_empty(self.tr("Nobody looked at this case on this computer yet."))
        self.table.retranslate()

    def _at(self, row: Seen) -> str:
        return short_moment(parse_instant(row.at), self.context.lang)

    def _who(self, row: Seen) -> str:
        return person_words(row.user, self.context.lang)

    def _act(self, row: Seen) -> str:
        key = {"read": "act.case_read"}.get(row.act, f"act.{row.act}")
        return words(key, self.context.lang) if has_words(key) else row.act
