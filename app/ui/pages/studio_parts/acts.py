"""What is done with a form of the library: install, publish, retire, print blank, give its workbook out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from app.services.forms import form_desk, form_library, form_papers
from app.services.forms.form_library import FormEntry, FormShelf
from app.text.words import words
from app.ui.forms.paper_desk import PaperDesk
from app.ui.i18n import OWN_NAMES
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from pathlib import Path

    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.questions import Question
    from app.domain.records import Record
    from app.print.papers import Paper
    from app.services.forms.form_studio import Report
    from app.ui.context import Context
    from app.ui.pages.page import Page


class ShelfActs(QObject):
    """One for the page; everything that is saved is heard of by the page through the bus."""

    installed = Signal(str)
    """Emits: the row of the form in the list."""

    def __init__(self, context: Context, page: Page, shelf: FormShelf) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.shelf = shelf
        self.papers = PaperDesk(context, page)

    def install(self, report: Report, *, may_publish: bool) -> None:
        """Takes a form that was checked into the library, and asks whether it is offered from now on."""
        shelf = self.shelf

        def work(uow: UnitOfWork) -> Record:
            return uow.get("form", form_library.install(uow, shelf, report.data, report.media))

        self.context.tasks.run(
            work, lambda record: self._installed(record, may_publish=may_publish), self.page, write="form_install"
        )

    def _installed(self, record: Record, *, may_publish: bool) -> None:
        form_id, version = record.text("form_id"), record.text("form_version")
        self.installed.emit(form_desk.row_id(form_id, version, record.text("sha256")))
        if record.code("state") == "published":
            self.context.notice(self.tr("This form is installed and in use already."), "done")
            return
        question = self.tr("Installed. Offer version {version} for new responses from now on?").format(version=version)
        later = self.tr("Installed. Nobody is offered the form before it is put into use.")
        if may_publish:
            self._ask(form_id, version, question, later)
        else:
            self.context.notice(later, "done")

    def publish(self, entry: FormEntry) -> None:
        """Offers a version for new responses."""
        question = self.tr("Offer version {version} of “{title}” for new responses from now on?").format(
            version=entry.version, title=entry.title_in(self.context.lang)
        )
        self._ask(entry.form_id, entry.version, question)

    def _ask(self, form_id: str, version: str, question: str, otherwise: str = "") -> None:
        """Asks whether a version is put into use, after all that is wanting before a visit can be made by it."""
        shelf, lang = self.shelf, self.context.lang

        def asked(found: tuple[Question, ...]) -> None:
            text = "\n\n".join([*(words(one.code, lang, **one.params) for one in found), question])
            if self.context.dialogs.confirm(self.page, text, self.tr("Put into use")):
                self._set(form_id, version, "published")
            elif otherwise:
                self.context.notice(otherwise, "done")

        self.context.tasks.run(lambda reader: form_desk.before_publishing(reader, shelf, form_id, version), asked, self.page)

    def retire(self, entry: FormEntry) -> None:
        """Offers a version no longer."""
        question = self.tr(
            "Offer version {version} of “{title}” no longer? What was filled in with it is kept, and drafts can be finished."
        ).format(version=entry.version, title=entry.title_in(self.context.lang))
        if self.context.dialogs.confirm(self.page, question, self.tr("Take out of use")):
            self._set(entry.form_id, entry.version, "retired")

    def _set(self, form_id: str, version: str, state: str) -> None:
        """Sets the state of a version."""
        shelf = self.shelf
        change = form_library.publish if state == "published" else form_library.retire
        told = (
            self.tr("In use: it is offered for new responses.") if state == "published"
            else self.tr("Out of use: it is offered no longer, its responses are kept.")
        )  # fmt: skip
        self.context.tasks.run(
            lambda uow: change(uow, shelf, form_id, version),
            lambda _: self.context.notice(told, "done"),
            self.page,
            write="form_publish" if state == "published" else "form_retire",
        )

    def print_blank(self, entry: FormEntry) -> None:
        """The form on paper, to be filled in by hand, in the language that is chosen."""
        form, which, shelf = Form(columns=1), ChoiceField(), self.shelf
        which.set_choices(list(OWN_NAMES.items()))
        form.add("lang", which, required=True)
        form.label("lang", self.tr("Language of the paper"))
        form.set_values({"lang": self.context.lang})
        chosen = self.context.dialogs.ask(self.page, self.tr("Print the blank form"), self.tr("Next"), form)
        lang: Literal["km", "en"] = "en" if form.values()["lang"] == "en" else "km"
        form.deleteLater()
        if not chosen:
            return

        def make(reader: Reader) -> Paper:
            return form_papers.blank_form(reader, form_desk.compiled(reader, shelf, entry)[0], lang)

        self.papers.show_paper(make, entry.title_in(self.context.lang), f"{entry.form_id}-{entry.version}.pdf", entry.id)

    def give_out(self, entry: FormEntry) -> None:
        """Saves the workbook for editing."""
        shelf = self.shelf
        target = self.context.dialogs.save_file(
            self.page, self.tr("Save the workbook as"), f"{entry.form_id}.xlsx", "XLSForm (*.xlsx)"
        )
        if target is None:
            return
        file: Path = target
        self.context.tasks.run(lambda reader: form_desk.give_out(reader, shelf, entry, file), self._given, self.page, on="work")

    def _given(self, file: Path) -> None:
        told = self.tr("Saved: {file}. After a change raise “version” in sheet “settings”: a released version is never edited.")
        self.context.notice(told.format(file=file.name), "done")
