"""The tab of notes, visits and case conferences: what is due stands above, then what was written down."""

from __future__ import annotations

from app.services.case_file import CaseFile
from app.ui.pages.case_parts.case_tab import PartsTab, TabHost
from app.ui.pages.case_parts.visit_panel import VisitPanel


class NotesTab(PartsTab):
    """Panel of the next visit, notes, conferences."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host, ("note", "conference"))
        self.panel = VisitPanel(host.context, host.words)
        self.inner.insertWidget(0, self.panel)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads what is due, and fills the lists."""
        super().load(file, editable=editable)
        self.panel.setVisible(file.case.code("status") == "open")
        self.panel.load(file)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        self.panel.retranslate()
