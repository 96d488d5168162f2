"""Letters of one facility as they stand in the register of papers, and its documents: scans, agreements, photographs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.services import documents, paper_register
from app.services.paper_register import Line
from app.ui.pages.case_parts.case_tab import TabHost
from app.ui.pages.case_parts.documents_tab import DocumentsTab
from app.ui.pages.case_parts.register_part import RegisterPart
from app.ui.pages.case_parts.words import CaseWords

if TYPE_CHECKING:
    from app.ui.context import Context


class FacilityLetters(QWidget):
    """The letters, the newest first, with whom each is now."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.part = RegisterPart(context, "facility.papers", cases=False)
        self.part.signed_button.hide()  # who signed is noted of papers of cases
        box = QVBoxLayout(self)
        box.setContentsMargins(0, context.theme.gap, 0, 0)
        box.addWidget(self.part)
        self.part.changed.connect(self._written)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.part.retranslate()
        self.part.table.set_empty(
            self.tr("Letters to this facility stand here once they are made, with whom they are and when they came back.")
        )

    def show_facility(self, facility: str) -> None:
        """Shows the letters of a facility."""
        self.facility = facility
        self.read()

    def read(self) -> None:
        """Reads them anew."""
        facility = self.facility
        if facility:
            self.context.tasks.run(
                lambda reader: paper_register.listing(reader, facility=facility), self._show, self, on="work", key="letters"
            )

    def _show(self, lines: Sequence[Line]) -> None:
        self.part.show_lines(lines)

    def _written(self) -> None:
        self.read()
        self.changed.emit()


class FacilityDocuments(DocumentsTab):
    """The documents of a facility. No picture of a child: that belongs to a case, where its consent stands (practice P5)."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(TabHost(context, CaseWords(context), dict))
        self.setParent(parent)
        self.saved.connect(self._read)

    def show_facility(self, facility: str) -> None:
        """Shows the documents of a facility."""
        if facility != self.acts.facility:
            self.rows = {}
            self._fill()
        self.acts.facility = facility
        self._editable = can(self.context.session.actor, "facility.edit")
        self.scans.load("", "", editable=self._editable)
        self._read()

    def _read(self) -> None:
        facility, store = self.acts.facility, self.acts.store()
        if facility:
            self.context.tasks.run(
                lambda reader: documents.of_facility(reader, store, facility), self._show, self, on="work", key="documents"
            )
