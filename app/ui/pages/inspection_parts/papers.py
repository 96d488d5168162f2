"""The papers of one inspection: the checklist to take along, the report in full and the copy for the facility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.data.contents.attachments import AttachmentStore
from app.print.papers import Variant
from app.services.visits import inspection_papers, inspection_sheets
from app.text.words import words
from app.ui.forms.paper_desk import PaperDesk

if TYPE_CHECKING:
    from app.services.visits.inspection_desk import Desk


class VisitPapers(PaperDesk):
    """Prints what lies on the desk; nothing while nothing does."""

    desk: Desk | None = None

    def print_either(self) -> None:
        """The report of a closed inspection, the checklist of another one."""
        if self.desk is not None and self.desk.result is not None:
            self.print_report("full")
        else:
            self.print_checklist()

    def print_checklist(self) -> None:
        """The blank checklist, with the answers of last time; a form without points as it is."""
        if self.desk is None:
            return
        desk, lang = self.desk, inspection_papers.paper_language(self.context.lang)
        self.show_paper(
            lambda reader: inspection_sheets.to_fill(reader, desk, lang),
            self.tr("Checklist"),
            f"checklist_{desk.visit.facility.text('code')}.pdf",
            desk.visit.inspection.id,
        )

    def print_report(self, variant: Variant) -> None:
        """The two-page report, in full or for the facility."""
        if self.desk is None:
            return
        desk, lang = self.desk, inspection_papers.paper_language(self.context.lang)
        store = AttachmentStore.of(self.context.session.database)
        self.show_paper(
            lambda reader: inspection_sheets.to_keep(reader, desk, lang, variant, store),
            words(f"print.variant.{variant}", lang),
            f"inspection_{desk.visit.facility.text('code')}_{desk.visit.inspection.text('visit_on')}.pdf",
            desk.visit.inspection.id,
        )
