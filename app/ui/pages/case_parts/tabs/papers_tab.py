"""The papers of a case: what was made, out for signature, back; printing another one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from app.domain.permissions import can
from app.services.cases.case_file import CaseFile
from app.services.papers import paper_register
from app.services.papers.paper_register import Line
from app.ui.pages.case_parts.acts.paper_acts import CasePapers
from app.ui.pages.case_parts.lists.register_part import RegisterPart
from app.ui.pages.case_parts.tabs.case_tab import CaseTab, TabHost
from app.ui.widgets.basics import button


class PapersTab(CaseTab):
    """The register of one case."""

    def __init__(self, host: TabHost) -> None:
        super().__init__()
        self.context = host.context
        self.case = ""
        self.part = RegisterPart(host.context, "case.papers", cases=False)
        self.papers = CasePapers(host.context, self)
        self.print_button = button(self, "print", self.begin, primary=True)
        self.part.acts.addWidget(self.print_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, host.context.theme.gap, 0, 0)
        box.addWidget(self.part)
        self.part.changed.connect(self.saved)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.print_button.setText(self.tr("Print a paper… (Ctrl+P)"))
        self.part.retranslate()
        self.part.table.set_empty(
            self.tr("Papers that were printed of this case stand here, with whom they are and when they came back.")
        )

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads the papers of a case."""
        case, actor = file.case, self.context.session.actor
        self.case = case.id
        owner, office = case.ref("owner"), case.text("office")
        self.print_button.setVisible(can(actor, "paper.make", owner=owner, office=office))
        self.context.tasks.run(
            lambda reader: paper_register.listing(reader, case=case.id), self._show, self, on="work", key="papers"
        )

    def _show(self, lines: Sequence[Line]) -> None:
        self.part.show_lines(lines)

    def begin(self) -> None:
        """Prints another one."""
        self.papers.begin(self.case)

    def takes(self, name: str) -> bool:
        """`list:paper`."""
        return name == "list:paper"

    def step(self, name: str) -> bool:
        """Only shows the list."""
        return True
