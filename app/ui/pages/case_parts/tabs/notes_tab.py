"""The tab of notes, visits and case conferences: what is due stands above, then what was written down."""

from __future__ import annotations

from app.domain.codelists import codelist
from app.services.cases.case_file import CaseFile
from app.ui.pages.case_parts.head.visit_panel import VisitPanel
from app.ui.pages.case_parts.lists.nested import NestedTab
from app.ui.pages.case_parts.tabs.case_tab import TabHost


class NotesTab(NestedTab):
    """Panel of the next visit, notes, the restricted words of the chosen one, conferences."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host, "note", "note_detail", ("conference",))
        self.panel = VisitPanel(host.context, host.words)
        self.inner.insertWidget(0, self.panel)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads what is due, and fills the lists; who holds no right hears of no restricted words (practice P1)."""
        super().load(file, editable=editable)
        self.below.setVisible(bool(self.context.session.actor.rights & set(codelist("restricted_group").codes())))
        self.panel.setVisible(file.case.code("status") == "open")
        self.panel.load(file)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        self.panel.retranslate()
