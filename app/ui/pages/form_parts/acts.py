"""The acts on one response: finished, reopened, corrected, voided, compared, printed, exported, brought to a newer version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError, ConflictError
from app.domain.permissions import can, sees_names
from app.forms.markup import without_markup
from app.forms.session import FormSession
from app.print.form_papers import FormPaper
from app.services.facilities import support_visits
from app.services.forms import form_papers
from app.services.forms.form_library import FormShelf, form_for_new
from app.services.papers.attachments import AttachmentStore
from app.services.responses import response_changes, responses
from app.services.responses.response_desk import ResponseDesk, about, answers_of
from app.services.responses.response_saves import Clash
from app.services.visits.inspection_papers import paper_language
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.layout import is_asked
from app.ui.forms.paper_desk import PaperDesk
from app.ui.pages.page import Page
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader


class FormActs(QObject):
    """Asks and acts for the response that the page shows."""

    changed = Signal()
    """Something was saved: the page reads anew."""
    gone = Signal()
    """The response is out of the lists; the page closes."""
    compared = Signal(object, object)
    """Emits: answers of another response, and its day."""

    def __init__(self, page: Page, shelf: FormShelf) -> None:
        super().__init__(page)
        self.page = page
        self.context = page.context
        self.shelf = shelf
        self.papers = PaperDesk(page.context, page)
        self.desk: ResponseDesk | None = None
        self.answers: Callable[[], dict[str, str]] = dict
        """The answers of now; the page sets it."""

    def _run(self, act: Callable[[Any], object], name: str, done: Callable[[Any], None] | None = None) -> None:
        """Saves on the worker; the page reads anew afterwards."""
        self.context.tasks.run(act, done or (lambda _: self.changed.emit()), self, write=name, failed=self._refused)

    def _refused(self, error: AppError) -> None:
        """Nothing was saved; says why."""
        self.context.tell(error)
        self.changed.emit()

    # ---- finishing ----

    def finish(self) -> None:
        """Asks once, then finishes; typed values that changed meanwhile are asked about."""
        if self.desk is None:
            return
        question = self.tr("Finish the form? Its answers are final then; a correction needs a reason.")
        if self.context.dialogs.confirm(self.page, question, self.tr("Finish")):
            self._finish({})

    def _finish(self, take: Mapping[str, str]) -> None:
        if self.desk is None:
            return
        response, shelf = self.desk.response.record.id, self.shelf

        def failed(error: AppError) -> None:
            if isinstance(error, ConflictError) and error.code == "response_typed_changed" and not take:
                self._ask_clashes()
            else:
                self._refused(error)

        self.context.tasks.run(
            lambda uow: responses.finish(uow, shelf, response, take=take),
            lambda _: self.changed.emit(),
            self,
            write="response_finish",
            failed=failed,
        )

    def _ask_clashes(self) -> None:
        """Reads which typed values changed, and asks which holds."""
        if self.desk is None:
            return
        response, shelf = self.desk.response.record.id, self.shelf
        self.context.tasks.run(
            lambda reader: responses.open_clashes(reader, responses.get(reader, shelf, response)),
            self._clashes_read,
            self,
            key="clashes",
        )

    def _clashes_read(self, found: tuple[Clash, ...]) -> None:
        if self.desk is None or self.desk.response.form is None:
            return
        session, form = responses.session_of(self.desk.response, self.context.lang), Form(columns=1)
        for clash in found:
            field = ChoiceField()
            field.set_choices(
                [
                    ("typed", self.tr("On its own page: {value}").format(value=clash.typed or "–")),
                    ("form", self.tr("In this form: {value}").format(value=clash.answer or "–")),
                ]
            )
            form.add(clash.key, field, required=True)
            form.label(clash.key, without_markup(session.label(clash.key)) or clash.field)
        form.set_values({clash.key: "typed" for clash in found})
        if self.context.dialogs.ask(self.page, self.tr("Which value holds?"), self.tr("Finish"), form):
            self._finish({key: str(value) for key, value in form.values().items()})
        form.deleteLater()

    # ---- after finishing ----

    def reopen(self) -> None:
        """Makes it a draft again, with the reason."""
        if self.desk is None:
            return
        response = self.desk.response.record.id
        told = self.context.dialogs.reason(self.page, self.tr("Reopen the form"), self.tr("Reopen the form"), text_needed=True)
        if told is not None:
            self._run(lambda uow: response_changes.reopen(uow, response, told.text), "response_reopen")

    def correct(self) -> None:
        """Asks which answer, then the right one and why."""
        if self.desk is None or self.desk.response.form is None:
            return
        session = responses.session_of(self.desk.response, self.context.lang)
        hides = self.desk.response.is_hidden
        asked = [
            (state.key, " ".join(without_markup(state.label).split()))
            for state in session.states()
            if is_asked(state.definition) and state.relevant and not state.readonly and not hides(state.key)
        ]
        form, which = Form(columns=1), ChoiceField()
        which.set_choices([(key, f"{digits_for(n, self.context.lang)}. {text}") for n, (key, text) in enumerate(asked, 1)])
        form.add("which", which, required=True)
        form.label("which", self.tr("Question"))
        chosen = self.context.dialogs.ask(self.page, self.tr("Correct an answer"), self.tr("Next"), form)
        key = str(form.values()["which"] or "") if chosen else ""
        form.deleteLater()
        if key:
            self._correct(session, key)

    def _correct(self, session: FormSession, key: str) -> None:
        state, form = session.state(key), Form(columns=1)
        choices = session.choices(key)
        if choices and state.definition.control == "select1":
            field: ChoiceField | TextField = ChoiceField()
            assert isinstance(field, ChoiceField), "made in the line before"
            field.set_choices([(one.value, without_markup(one.label)) for one in choices])
        else:
            field = TextField(limit=2000)
        form.add("answer", field)
        form.label("answer", " ".join(without_markup(state.label).split()))
        form.add("reason", LongTextField(lines=2), required=True)
        form.label("reason", self.tr("Why it is corrected"))
        form.set_values({"answer": state.value or None})
        if self.desk is not None and self.context.dialogs.ask(
            self.page, self.tr("Correct an answer"), self.tr("Correct"), form
        ):
            response, shelf, values = self.desk.response.record.id, self.shelf, form.values()
            answer, reason, lang = str(values["answer"] or ""), str(values["reason"] or ""), self.context.lang
            self._run(lambda uow: response_changes.correct(uow, shelf, response, key, answer, reason, lang), "response_correct")
        form.deleteLater()

    def void(self) -> None:
        """Takes it out of the lists, with the reason."""
        if self.desk is None:
            return
        response, draft = self.desk.response.record.id, self.desk.response.open
        title = self.tr("Delete the draft") if draft else self.tr("This form was entered by mistake")
        told = self.context.dialogs.reason(self.page, title, title, text_needed=True)
        if told is not None:
            self._run(lambda uow: response_changes.void(uow, response, told.text), "response_void", lambda _: self.gone.emit())

    # ---- head, version, comparing ----

    def edit_head(self) -> None:
        """When and by whom it was filled in on paper."""
        if self.desk is None:
            return
        record, form = self.desk.response.record, Form(columns=1)
        form.add("filled_on", DateField(self.context), required=True)
        form.label("filled_on", self.tr("Filled in on"))
        form.add("filled_by", TextField(limit=120), required=True)
        form.label("filled_by", self.tr("Filled in by"))
        form.set_values({"filled_on": record.day("filled_on"), "filled_by": record.text("filled_by")})
        if self.context.dialogs.ask(self.page, self.tr("When and by whom on paper"), self.tr("Save"), form):
            day, who = form.values()["filled_on"], str(form.values()["filled_by"] or "")
            on = day if isinstance(day, date) else None
            self._run(lambda uow: responses.edit_head(uow, record.id, filled_on=on, filled_by=who), "response_head")
        form.deleteLater()

    def take_over(self) -> None:
        """Brings a draft to the newest version of its form."""
        if self.desk is None or self.desk.newer is None:
            return
        response, shelf, newer = self.desk.response.record.id, self.shelf, self.desk.newer
        question = self.tr("Go on in version {version} of the form? Answers without a place there are kept and shown beside.")
        verb = self.tr("Go on in the new version")
        if self.context.dialogs.confirm(self.page, question.format(version=newer.version), verb):
            self._run(
                lambda uow: response_changes.take_over(uow, shelf, response, form_for_new(uow, shelf, newer.form_id)),
                "response_take_over",
            )

    def compare(self) -> None:
        """Asks with which response; its answers are shown beside."""
        if self.desk is None:
            return
        form, which, lang = Form(columns=1), ChoiceField(), self.context.lang
        told = [(one.id, f"{short_date(one.filled_on, lang)} · {one.filled_by}") for one in self.desk.others]
        which.set_choices([*told, ("", self.tr("With none"))] if told else [("", self.tr("With none"))])
        form.add("which", which)
        form.label("which", self.tr("Compare with"))
        form.set_values({"which": told[0][0] if told else ""})
        if self.context.dialogs.ask(self.page, self.tr("Compare with another response"), self.tr("Compare"), form):
            chosen, shelf = str(form.values()["which"] or ""), self.shelf
            if chosen:
                self.context.tasks.run(
                    lambda reader: answers_of(reader, shelf, chosen),
                    lambda found: self.compared.emit(*found),
                    self,
                    key="compare",
                )
            else:
                self.compared.emit({}, None)
        form.deleteLater()

    # ---- paper and workbook ----

    def print_form(self) -> None:
        """Blank or filled, as a PDF file."""
        compiled = self.desk.response.form if self.desk is not None else None
        if self.desk is None or compiled is None:
            return
        form, which = Form(columns=1), ChoiceField()
        filled, without = self.tr("With the answers"), self.tr("For others: without the answers that are kept apart")
        which.set_choices([("filled", filled), ("open", without), ("blank", self.tr("Blank, to fill in by hand"))])
        form.add("which", which, required=True)
        form.label("which", self.tr("Print the form"))
        form.set_values({"which": "filled"})
        chosen = self.context.dialogs.ask(self.page, self.tr("Print the form"), self.tr("Next"), form)
        chosen_copy = form.values()["which"]
        form.deleteLater()
        if not chosen:
            return
        desk, lang, answers = self.desk, paper_language(self.context.lang), self.answers()
        record, head = desk.response.record, self._about(desk)
        store = AttachmentStore.of(self.context.session.database)

        def make(reader: Reader) -> FormPaper:
            if chosen_copy == "blank":
                return form_papers.blank_form(reader, compiled, lang, head)
            full, draft = chosen_copy == "filled", desk.response.open
            session, apart = FormSession(compiled, answers, lang=lang), support_visits.kept_from_others(record)
            pictures = form_papers.pictures_of(reader, store, record.id)
            return form_papers.filled_form(
                reader, session, lang, head, draft=draft, full=full, pictures=pictures, leave_out=apart
            )

        self.papers.show_paper(make, self.tr("Form"), f"form_{record.text('filled_on')}.pdf", record.id)

    def _about(self, desk: ResponseDesk) -> list[tuple[str, str]]:
        """What stands in the head of the paper."""
        lang, record = self.context.lang, desk.response.record
        return [
            (self.tr("About"), about(desk.subject, lang)),
            (self.tr("Filled in on"), short_date(record.day("filled_on"), lang)),
            (self.tr("Filled in by"), record.text("filled_by")),
        ]

    def export(self) -> bool:
        """To Excel: this response or all of this form about the same; in words or in codes."""
        if self.desk is None or self.desk.response.form is None:
            return False
        actor = self.context.session.actor
        if not (can(actor, "list.export") or can(actor, "case.export")) or not sees_names(actor):
            self.context.notice(self.tr("You do not have the right to take these answers out of Komar."), "warn")
            return True
        form, which, how = Form(columns=1), ChoiceField(), ChoiceField()
        which.set_choices([("one", self.tr("Only this one")), ("all", self.tr("All of this form about the same"))])
        how.set_choices([("words", self.tr("Answers in words")), ("codes", self.tr("Answers as codes, for computing"))])
        for name, field, text in (("which", which, self.tr("Which responses")), ("how", how, self.tr("How"))):
            form.add(name, field, required=True)
            form.label(name, text)
        form.set_values({"which": "one", "how": "words"})
        if self.context.dialogs.ask(self.page, self.tr("To Excel"), self.tr("Next"), form):
            values = form.values()
            self._export(together=values["which"] == "all", labels=values["how"] == "words")
        form.deleteLater()
        return True

    def _export(self, *, together: bool, labels: bool) -> None:
        if self.desk is None:
            return
        name = f"list-{self.context.today():%Y%m%d}.xlsx"
        file = self.context.dialogs.save_file(self.page, self.tr("To Excel"), name, "Excel (*.xlsx)")
        if file is None:
            return
        ids = [self.desk.response.record.id, *(one.id for one in self.desk.others if together)]
        session, shelf, lang = self.context.session, self.shelf, self.context.lang

        def write() -> int:
            from app.services.responses.response_files import export_responses  # late: openpyxl takes a moment

            return export_responses(session, shelf, file, ids, lang, labels=labels)

        self.context.tasks.call(write, lambda count: self._written(file, count), self, on="work", failed=self._refused)

    def _written(self, file: Path, count: int) -> None:
        told = self.tr("Written to {file}. Responses: {n}.")
        self.context.notice(told.format(file=file.name, n=digits_for(count, self.context.lang)), "done")
