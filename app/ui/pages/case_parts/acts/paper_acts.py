"""Printing a paper of a case: which one, which copy, what it leaves out; looked at, saved as PDF, noted in the register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.papers import paper_desk, paper_register
from app.services.papers.paper_desk import KINDS, Desk, Made
from app.services.visits import inspection_papers
from app.services.visits.inspection_papers import paper_language
from app.ui.dialogs.preview import open_file, preview
from app.ui.dialogs.questions import ask_all
from app.ui.pages.case_parts.acts.paper_form import Offered, PaperForm, Wanted

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.questions import Question
    from app.ui.context import Context
    from app.ui.pages.case_parts.acts.acts import CaseActs

Look = Callable[["Context", QWidget, str, Sequence[bytes]], bool]


class CasePapers(QObject):
    """One for a page. `look` shows the pages and says whether they are to be saved."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.look: Look = preview
        self.open: Callable[[Path], None] = open_file
        self.case = ""

    def begin(self, case: str, wanted: str = "") -> None:
        """Asks what is to be printed of a case; `wanted` is a kind that is proposed."""
        self.case = case
        desk = Desk.of(self.context.session)
        lang = self.context.lang

        def offered(reader: Reader) -> Offered:
            found = paper_desk.choices(reader, desk, case)
            variants = {each for one in found for each in one.variants}
            told: dict[str, str] = {each: paper_desk.left_out_of(reader, each, lang) for each in variants}
            return Offered(found, told, paper_register.last_number(reader), paper_desk.forms_of(reader, desk, case))

        self.context.tasks.run(offered, lambda got: self._ask(got, wanted), self.page, on="work", key="papers")

    def _ask(self, offered: Offered, wanted: str) -> None:
        """Which paper, which copy, in which language, and of the case file which parts."""
        found = offered.papers
        form = PaperForm(self.context, offered)
        first = next((one for one in found if one.kind == wanted), found[0] if found else None)
        form.set_values({"paper": first.key if first is not None else None, "lang": self.context.lang})
        if found and self.context.dialogs.ask(self.page, self.tr("Print a paper"), self.tr("Look at it"), form):
            self._question(form.wanted())
        form.deleteLater()

    def _question(self, wanted: Wanted) -> None:
        """Asks first whether the paper would reach somebody alleged to have harmed (practice P9)."""
        case = self.case

        def asked(questions: Sequence[Question]) -> None:
            if ask_all(self.context, self.page, questions, self.tr("Make the paper")):
                self._make(wanted)

        self.context.tasks.run(
            lambda reader: paper_desk.asks(reader, wanted.choice, case, wanted.variant), asked, self.page, key="paper-asks"
        )

    def _make(self, wanted: Wanted) -> None:
        """Makes it on the worker."""
        desk, choice = Desk.of(self.context.session), wanted.choice
        lang = paper_language(wanted.lang)
        self.context.tasks.run(
            lambda reader: paper_desk.make(
                reader,
                desk,
                choice.kind,
                choice.subject,
                wanted.variant,
                lang,
                number=wanted.number,
                copies=wanted.copies,
                pick=wanted.pick,
            ),
            lambda made: self._shown(wanted, made),
            self.page,
            on="work",
            key="paper",
        )

    def _shown(self, wanted: Wanted, made: Made) -> None:
        """The pages with what this copy leaves out; saved only when wanted."""
        title = wanted.choice.title(self.context.lang)
        told = f"{title}\n{made.left_out}" if made.left_out else title
        if not self.look(self.context, self.page, told, made.pages):
            return
        name = f"{KINDS[wanted.choice.kind].file_name}-{self.context.today():%Y%m%d}.pdf"
        file = self.context.dialogs.save_file(self.page, self.tr("Save as PDF"), name, "PDF (*.pdf)")
        if file is None:
            return
        case = self.case

        def save(uow: UnitOfWork) -> None:
            inspection_papers.write_paper(uow, made.paper, wanted.choice.subject, file)
            kind, subject = wanted.choice.kind, wanted.choice.subject
            paper_desk.register(uow, kind, subject, case, wanted.variant, number=wanted.number, copies=wanted.copies)

        self.context.tasks.run(save, lambda _: self._saved(file), self.page, write="paper_make")

    def _saved(self, file: Path) -> None:
        self.context.notice(self.tr("Saved: {file}").format(file=file.name), kind="done")
        self.open(file)


def print_case(acts: CaseActs) -> None:
    """The act in the menu of a case."""
    if acts.case is not None:
        papers_of(acts).begin(acts.case.id)


def papers_of(acts: CaseActs) -> CasePapers:
    """The one of a page."""
    found = acts.findChild(CasePapers)
    if found is None:
        found = CasePapers(acts.context, acts.page)
        found.setParent(acts)
    return found
