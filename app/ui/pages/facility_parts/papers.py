"""Letters of one facility as they stand in the register of papers, and its documents: scans, agreements, photographs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.domain.questions import Question
from app.print.letters import LetterPaper
from app.services.facilities import recognition_letters
from app.services.facilities.recognition_letters import ADVICE, KIND, Advice
from app.services.papers import documents, paper_register
from app.services.papers.paper_register import Line
from app.services.visits.inspection_papers import paper_language
from app.ui.dialogs.questions import ask_all
from app.ui.forms.paper_desk import PaperDesk
from app.ui.pages.case_parts.lists.register_part import RegisterPart
from app.ui.pages.case_parts.tabs.case_tab import TabHost
from app.ui.pages.case_parts.tabs.documents_tab import DocumentsTab
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
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
        self.advice_button = button(self, "print", self.recommend)
        self.again_button = button(self, "find", self.again, flat=True)
        for knob in (self.advice_button, self.again_button):
            self.part.acts.addWidget(knob)
        self.papers = PaperDesk(context, self)
        self.part.table.picked.connect(lambda _: self._picked())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, context.theme.gap, 0, 0)
        box.addWidget(self.part)
        self.part.changed.connect(self._written)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.advice_button.setText(self.tr("Recommendation to the ministry …"))
        self.again_button.setText(self.tr("Look at the letter"))
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
        self._picked()

    def _picked(self) -> None:
        one = self.part.chosen()
        self.again_button.setEnabled(one is not None and one.kind == KIND)

    # ---- the recommendation ----

    def recommend(self) -> None:
        """Asks what is recommended and why, then for what speaks against it, then shows the letter."""
        facility = self.facility
        form = Form(columns=2)
        form.add("advice", CodeField(self.context, ADVICE), required=True)
        form.add("on", DateField(self.context, past_only=True), required=True)
        form.add("number", TextField(limit=60))
        form.add("reason", LongTextField(lines=4), required=True, wide=True)
        for name, text in {
            "advice": self.tr("Recommendation"),
            "on": self.tr("Day of the letter"),
            "number": self.tr("Number of the letter"),
            "reason": self.tr("Reason, or conditions (no child's name, no allegation)"),
        }.items():
            form.label(name, text)
        form.set_values({"on": self.context.today()})
        try:
            title = self.tr("Recommendation on the certificate of recognition")
            if not self.context.dialogs.ask(self, title, self.tr("Look at the letter"), form):
                return
            values = form.values()
        finally:
            form.deleteLater()

        def asked(reader: Reader) -> tuple[Advice, tuple[Question, ...]]:
            advice = recognition_letters.advice_of(reader, values)
            return advice, recognition_letters.questions(reader, facility, advice)

        self.context.tasks.run(asked, lambda found: self._advise(*found), self)

    def _advise(self, advice: Advice, questions: tuple[Question, ...]) -> None:
        if ask_all(self.context, self, questions, self.tr("Recommend it all the same")):
            self._preview(self.facility, advice)

    def again(self) -> None:
        """The chosen letter once more, with what is known today."""
        one = self.part.chosen()
        if one is not None and one.kind == KIND:
            self.context.tasks.run(
                lambda reader: recognition_letters.again(reader, one.id), lambda found: self._preview(*found), self
            )

    def _preview(self, facility: str, advice: Advice) -> None:
        lang = paper_language(self.context.lang)

        def noted(uow: UnitOfWork, paper: LetterPaper) -> None:
            recognition_letters.note(uow, paper, facility, advice)

        self.papers.show_paper(
            lambda reader: recognition_letters.letter(reader, facility, advice, lang),
            self.tr("Recommendation on the certificate of recognition"),
            f"recognition_{advice.on.isoformat()}.pdf",
            facility,
            noted,
        )

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
