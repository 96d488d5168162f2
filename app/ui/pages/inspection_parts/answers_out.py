"""All answers of the visits to Excel: of which form, in words or in codes; see `visit_answers`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.visits import visit_answers
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.visit_answers import Asked
from app.text.digits import digits_for
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context


class AnswersOut(QObject):
    """One for a page."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.shelf = FormShelf(context.session.folder)

    def begin(self) -> None:
        """Asks of which form and how, then where the file goes."""
        shelf, lang = self.shelf, self.context.lang
        self.context.tasks.run(
            lambda reader: visit_answers.forms_with(reader, shelf, lang), self._ask, self.page, on="work", key="answers"
        )

    def _ask(self, found: tuple[Asked, ...]) -> None:
        if not found:
            self.context.notice(self.tr("No inspection is closed yet; there are no answers to write."), "warn")
            return
        lang = self.context.lang
        form, which, how = Form(columns=1), ChoiceField(), ChoiceField()
        which.set_choices([(one.form_id, f"{one.title} ({digits_for(one.visits, lang)})") for one in found])
        how.set_choices([("words", self.tr("Answers in words")), ("codes", self.tr("Answers as codes, for computing"))])
        for name, field, text in (("which", which, self.tr("Answers to which form")), ("how", how, self.tr("How"))):
            form.add(name, field, required=True)
            form.label(name, text)
        form.hint(
            "which",
            self.tr("Closed inspections only. Talks with children, single children and what is restricted are never in it."),
        )
        form.set_values({"which": found[0].form_id, "how": "words"})
        wanted = self.context.dialogs.ask(self.page, self.tr("All answers to Excel"), self.tr("Next"), form)
        values = form.values()
        form.deleteLater()
        if wanted:
            self._write(str(values["which"]), labels=values["how"] == "words")

    def _write(self, form_id: str, *, labels: bool) -> None:
        name = f"list-{self.context.today():%Y%m%d}.xlsx"
        file = self.context.dialogs.save_file(self.page, self.tr("All answers to Excel"), name, "Excel (*.xlsx)")
        if file is None:
            return
        session, shelf, lang = self.context.session, self.shelf, self.context.lang

        def write() -> int:
            return visit_answers.export_visits(session, shelf, file, form_id, lang, labels=labels)

        self.context.tasks.call(write, lambda count: self._written(file, count), self.page, on="work")

    def _written(self, file: Path, count: int) -> None:
        told = self.tr("Written to {file}. Inspections: {n}.")
        self.context.notice(told.format(file=file.name, n=digits_for(count, self.context.lang)), "done")
