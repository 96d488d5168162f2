"""The sheet of a file audit (practice P19): begun about a case by the head, and blank on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.print.papers import Paper
from app.services.cases import cases
from app.services.forms import form_papers
from app.services.forms.form_library import FormShelf, form_for_new
from app.services.responses import responses
from app.services.visits.inspection_papers import paper_language
from app.ui.forms.paper_desk import PaperDesk
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

SHEET = "case_file_audit"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was begun: the id of its response."""

    response: str


class AuditActs(QObject):
    """One for the page of supervision."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context, self.page = context, page
        self.papers = PaperDesk(context, page)
        self.shelf = FormShelf(context.session.folder)

    def ask(self, code: str = "") -> None:
        """Of which case, and on which day; `code` is proposed."""
        form = Form(columns=1)
        form.add("case", TextField(limit=40), required=True)
        form.label("case", self.tr("Case number"))
        form.add("on_date", DateField(self.context), required=True)
        form.label("on_date", self.tr("Day of the audit"))
        form.set_values({"case": code, "on_date": self.context.today()})
        if self.context.dialogs.ask(self.page, self.tr("Audit of a case file"), self.tr("Begin"), form):
            values = form.values()
            day = values["on_date"]
            self.begin(str(values["case"] or ""), day if isinstance(day, date) else None)
        form.deleteLater()

    def begin(self, case: str, day: date | None = None) -> None:
        """Begins the sheet about a case (its id or number) and opens it."""
        self.context.tasks.run(lambda uow: self.start(uow, case, day), self.open, self.page, write="response_start")

    def start(self, uow: UnitOfWork, case: str, day: date | None) -> str:
        """Begins the sheet; gives the id of the response. InputError as `responses.start`."""
        found = cases.find_case(uow, case)
        form = form_for_new(uow, self.shelf, SHEET)
        return responses.start(uow, form, "case", found.id, filled_on=day, lang=self.context.lang)

    def open(self, response: str) -> None:
        """The sheet, to be filled in; from it back to the talks."""
        self.context.navigate("form", response=response, back="supervision")

    def blank(self) -> None:
        """The sheet on paper, to be filled in by hand beside the file."""
        shelf, lang = self.shelf, paper_language(self.context.lang)

        def make(reader: Reader) -> Paper:
            return form_papers.blank_form(reader, form_for_new(reader, shelf, SHEET), lang)

        self.papers.show_paper(make, self.tr("Audit of a case file"), f"{SHEET}.pdf", "")
