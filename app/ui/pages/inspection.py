"""One inspection: filled by place or from A to H, closed by the team, then its result, grade, findings and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.errors import AppError
from app.domain.permissions import can
from app.forms.binds import items
from app.services.facilities.facilities import name_of
from app.services.responses.response_store import bare
from app.services.visits import inspection_results, visit_hours, visit_quiet
from app.services.visits.inspection_desk import Desk, desk_of
from app.services.visits.inspection_kinds import scored
from app.services.visits.inspections import session_of
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.dialogs.questions import ask_all
from app.ui.forms.form_view import FormView
from app.ui.forms.open_findings import OpenFindings
from app.ui.forms.result_view import ResultView
from app.ui.pages.facility_parts.visits import Visits, void_words
from app.ui.pages.inspection_parts.alarm import AlarmBand
from app.ui.pages.inspection_parts.census import Census
from app.ui.pages.inspection_parts.closing import ask_closing
from app.ui.pages.inspection_parts.correcting import ask_correction
from app.ui.pages.inspection_parts.discarding import Mistake
from app.ui.pages.inspection_parts.evidence import VisitEvidence
from app.ui.pages.inspection_parts.joining import JoinBand
from app.ui.pages.inspection_parts.papers import VisitPapers
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, chip, heading, label
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Changes, Record
    from app.ui.context import Context

Mode = Literal["fill", "result"]
LAST_FINDINGS, CENSUS, EVIDENCE = "last_findings", "census", "evidence"


class InspectionPage(Page):
    """Shows one inspection; answers are kept the moment they are given."""

    watches = frozenset({"inspection", "form_response", "finding"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.inspection = ""
        self.desk: Desk | None = None
        self.visits = Visits(context, self)
        self.shelf = self.visits.shelf
        self.saving = 0
        self.closing = self.read_wanted = False
        self.return_to = ""
        """The question that had the focus before an answer from elsewhere came in."""
        self.papers = VisitPapers(context, self)
        self.heading = heading(self)
        self.heading.setWordWrap(True)
        self.state = chip("", "", self)
        self.saved, self.hours = label(self, "small"), label(self, "small", wrap=True)
        self.voided, self.problems = label(self, "danger"), label(self, "problem")
        self.close_button = button(self, "check", self.close_inspection, primary=True)
        self.checklist_button = button(self, "print", self.papers.print_checklist)
        self.report_button = button(self, "print", lambda: self.papers.print_report("full"))
        self.copy_button = button(self, "print", lambda: self.papers.print_report("facility"))
        self.answers_button = button(self, "list", self.show_answers)
        self.head_button = button(self, "edit", self.change_head)
        self.mistake = Mistake(context, self)
        self.void_button = self.mistake.void_button
        self.view = FormView(context, self)
        self.earlier = OpenFindings(context, self)
        self.census, self.evidence = Census(context, self), VisitEvidence(context, self)
        for part in (self.earlier, self.census, self.evidence):
            self.view.above.addWidget(part, 1)
            part.hide()
        self.view.extra = self._extra
        self.result = ResultView(context, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.result)
        self.alarm = AlarmBand(context, self)
        self.joining = JoinBand(context, self, self.shelf)
        for band in (self.alarm, self.joining):
            band.changed.connect(self.read)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        """What follows what."""
        self.evidence.back.connect(self.view.go_to)
        QShortcut(QKeySequence("F7"), self, self.to_evidence)
        self.view.answered.connect(self._save)
        self.view.problems_counted.connect(self._tell_problems)
        self.earlier.cards.corrected.connect(self.read)
        self.result.changed.connect(self.read)
        self.result.decided.connect(self._decide)
        self.result.confirmed.connect(self._confirm)
        self.result.correct.connect(self._correct)
        self.result.go_on.connect(lambda: self._show("fill"))

    # ---- words ----

    def _lay_out(self) -> None:
        """Heading, one line of state and acts, and below what is filled in or came out."""
        gap = self.context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        box.setSpacing(gap)
        box.addWidget(self.heading)
        line = Flow(gap=gap)
        papers = (self.checklist_button, self.report_button, self.copy_button)
        mistake = (self.mistake.discard_button, self.void_button)
        buttons = (self.answers_button, *papers, self.head_button, self.close_button, *mistake)
        for part in (self.state, *buttons, self.voided, self.saved, self.problems):
            line.addWidget(part)
        box.addLayout(line)
        box.addWidget(self.hours)
        box.addWidget(self.alarm)
        box.addWidget(self.joining)
        box.addWidget(self.stack, 1)

    def retranslate(self) -> None:
        self.close_button.setText(self.tr("Close the inspection"))
        self.checklist_button.setText(self.tr("Checklist"))
        self.report_button.setText(self.tr("Report"))
        self.copy_button.setText(self.tr("Copy for the facility"))
        self.head_button.setText(self.tr("Change the visit …"))
        self.mistake.retranslate()
        self.answers_button.setText(self.tr("Answers") if self.stack.currentWidget() is self.result else self.tr("Result"))
        self.saved.setText(self.tr("Every answer is saved on this computer at once."))
        self.problems.setText("")
        self._head()
        if self.desk is not None:
            self._show_earlier(self.desk)
        self.view.retranslate()
        self.result.retranslate()
        self.alarm.retranslate()
        self.joining.retranslate()
        self.census.retranslate()
        self.evidence.retranslate()

    def _head(self) -> None:
        if self.desk is None:
            self.heading.setText(self.tr("Inspection"))
            self.state.hide()
            self.voided.hide()
            self.hours.hide()
            return
        lang, record = self.context.lang, self.desk.visit.inspection
        facility = self.desk.visit.facility
        day = short_date(record.day("visit_on"), lang)
        when = " ".join(filter(None, (day, visit_hours.told(record, lang))))
        self.heading.setText(f"{facility.text('code')} · {name_of(facility, lang)} · {when}")
        each = [visit_hours.entry_told(record, name, entry, lang) for name, entry in self.desk.hours]
        self.hours.setText(self.tr("There at different times: {who}").format(who="; ".join(each)))
        self.hours.setVisible(bool(each))
        self.state.setText(code_label("inspection_state", record.code("state"), lang))
        self.state.show()
        void = record.code("state") == "void"
        self.voided.setText(self.tr("Entered by mistake: {why}").format(why=void_words(record, lang)) if void else "")
        self.voided.setVisible(void)

    # ---- reading ----

    def shown(self, **where: object) -> None:
        wanted = str(where.get("inspection") or self.inspection)
        if wanted != self.inspection:
            self.inspection, self.desk = wanted, None
        self.read()

    def read(self) -> None:
        """Reads the inspection anew."""
        inspection, shelf = self.inspection, self.shelf
        if inspection:
            self.context.tasks.run(lambda reader: desk_of(reader, shelf, inspection), self._read, self, on="work", key="desk")

    def _read(self, desk: Desk) -> None:
        first = self.desk is None or self.desk.visit.inspection.id != desk.visit.inspection.id
        was_open = self.desk is not None and self.desk.visit.open
        self.desk = self.papers.desk = desk
        self.alarm.show_visit(desk.visit.inspection)
        self.joining.show_visit(desk.visit, desk.form)
        self.mistake.show_desk(desk)
        self._head()
        self._show_earlier(desk)
        lang = self.context.lang
        if desk.result is not None:
            self.result.show_desk(desk)
        if first or was_open != desk.visit.open or not desk.visit.open:
            last = dict(desk.last.answers) if desk.last else {}
            day = desk.last.visit_on if desk.last else None
            self.view.drawn = [one.name or "-" for one in desk.drawn]
            locked = not desk.visit.open or not can(self.context.session.actor, "inspection.fill")
            self.census.show_visit(desk.visit.inspection, locked=locked)
            self.evidence.show_visit(desk.visit, desk.form, locked=locked)
            session = session_of(desk.visit, desk.form, lang)
            self.view.show_session(session, last, day, locked=locked, hides=desk.visit.is_hidden)
        filling = desk.visit.open and not first and not self.closing and self.stack.currentWidget() is self.view
        self.closing = False
        self._show("result" if desk.result is not None and not filling else "fill")
        if first and desk.result is None and not (self.return_to and self.view.go_to(self.return_to)):
            self.view.focus_first()
        self.return_to = ""

    def _show_earlier(self, desk: Desk) -> None:
        labels = dict(desk.findings_labels.get(self.context.lang, {}))
        self.earlier.cards.visit = desk.visit.inspection.id
        self.earlier.cards.show_findings(desk.open_findings, labels, evidence=desk.handed_in)

    def _extra(self) -> list[tuple[str, str, QWidget]]:
        """The findings of earlier visits to look at are the first line of the list, when there are any."""
        seen = self.desk is not None and can(self.context.session.actor, "residency.read")
        census: list[tuple[str, str, QWidget]] = []
        if seen:
            census = [(CENSUS, self.tr("Child by child against the list"), self.census)]
        else:
            self.census.hide()
        if self.desk is not None and items(self.desk.form):
            census.append((EVIDENCE, self.tr("Photos and who was asked"), self.evidence))
        if self.desk is None or not self.desk.open_findings or not self.desk.visit.open:
            self.earlier.hide()
            return census
        number = digits_for(len(self.desk.open_findings), self.context.lang)
        return [(LAST_FINDINGS, self.tr("Findings of earlier visits to look at: {n}").format(n=number), self.earlier), *census]

    def to_evidence(self) -> None:
        """F7: from an item to its photographs and who was asked, and back."""
        if self.view.list.code() == EVIDENCE:
            self.evidence.go_back()
            return
        path = bare(self.view.focused_key())
        wanted = [item.path for item in items(self.desk.form) if path.startswith(item.path)] if self.desk is not None else []
        if self.view.list.choose(EVIDENCE) and wanted:
            self.evidence.choose(max(wanted, key=len))

    def _show(self, mode: Mode) -> None:
        self.stack.setCurrentWidget(self.result if mode == "result" else self.view)
        result = self.desk is not None and self.desk.result is not None
        is_open = self.desk is not None and self.desk.visit.open
        self.close_button.setVisible(is_open and mode == "fill")
        self.saved.setVisible(is_open and mode == "fill")
        actor = self.context.session.actor
        self.head_button.setVisible(is_open and mode == "fill" and can(actor, "inspection.fill"))
        self.problems.setVisible(mode == "fill")
        self.answers_button.setVisible(result)
        self.answers_button.setText(self.tr("Answers") if mode == "result" else self.tr("Result"))
        self.report_button.setVisible(result)
        self.copy_button.setVisible(result)
        self.checklist_button.setVisible(not result)

    def show_answers(self) -> None:
        """Answers or result."""
        self._show("fill" if self.stack.currentWidget() is self.result else "result")

    def change_head(self) -> None:
        """Day, kind, team and letter of the visit; what is being typed is kept first."""
        if self.desk is not None:
            self.view.flush()
            self.visits.change(self.desk.visit.inspection)

    def void(self) -> None:
        """Marks the inspection as a mistake."""
        if self.desk is not None:
            self.view.flush()
            self.visits.void(self.desk.visit.inspection)

    def refresh(self, changes: Changes) -> None:
        """Something of this inspection changed elsewhere; one's own answers are on the screen already."""
        if self.desk is None or self.saving:
            return
        mine = {self.desk.visit.inspection.id, self.desk.visit.response.id, *(found.id for found in self.desk.findings)}
        if any(change.id in mine or change.type in ("finding", "inspection") for change in changes):
            if any(change.id == self.desk.visit.response.id for change in changes):
                self.return_to = self.view.focused_key()
                self.view.flush()  # what was being typed is an answer too
                self.desk = None
            self.read_wanted = bool(self.saving)
            if not self.read_wanted:
                self.read()

    # ---- answering ----

    def _save(self, answers: dict[str, str | None]) -> None:
        inspection, form = self.inspection, self.desk.form if self.desk is not None else None

        def keep(uow: UnitOfWork) -> tuple[Record, bool]:
            return visit_quiet.save(uow, inspection, answers, form)

        self.saving += 1
        self.mistake.written()
        self.context.tasks.run(
            keep,
            self._answer_saved,
            self,
            write="inspection_answer",
            failed=self._not_saved,
        )

    def _answer_saved(self, saved: tuple[Record, bool]) -> None:
        visit, danger = saved
        self.saving -= 1
        if danger:
            self.context.visit_hold.ask_danger(self)
        if visit.id == self.inspection:
            self.alarm.show_visit(visit)
        if self.read_wanted and not self.saving:
            self.read_wanted = False
            self.read()

    def _not_saved(self, error: AppError) -> None:
        self.saving -= 1
        self.context.tell(error)

    def leave(self) -> None:
        self.view.flush()

    def next_problem(self) -> bool:
        if self.stack.currentWidget() is self.view:
            return self.view.next_problem()
        return self.result.form is not None and self.result.form.next_problem()

    def _tell_problems(self, number: int) -> None:
        text = self.tr("Questions still to be answered: {n} (F8)").format(n=digits_for(number, self.context.lang))
        self.problems.setText(text if number else "")

    def save(self) -> bool:
        """Ctrl+Enter closes; nothing else waits to be saved."""
        return self.close_inspection()

    def close_inspection(self) -> bool:
        """The team closes: problems are shown first; then it is asked once, since the score is shown from then on."""
        if self.desk is None or not self.desk.visit.open or self.stack.currentWidget() is not self.view:
            return False
        self.view.flush()
        session = self.view.session
        refused = session is not None and inspection_results.entry_refused(session)
        if not refused and self.view.faults():
            return True
        unseen = 0 if refused or not scored(self.desk.form) else len(self.view.open_items())
        hours = ask_closing(self.context, self, self.desk, unseen)
        if hours is None:
            return True
        form, inspection = self.desk.form, self.inspection
        self.closing = True
        self._act(lambda uow: inspection_results.close(uow, form, inspection, hours), "inspection_close")
        return True

    def _act(self, act: object, name: str) -> None:
        """Runs a write and reads the page anew."""
        assert callable(act)
        self.saving += 1

        def done(_: object) -> None:
            self.saving -= 1
            self.read()

        self.context.tasks.run(act, done, self, write=name, failed=self._not_saved)

    def _decide(self, grade: str, reason: str) -> None:
        inspection = self.inspection
        asked = inspection_results.grade_questions(self.desk.visit.inspection, grade) if self.desk is not None else ()
        if not ask_all(self.context, self, asked, self.tr("Decide it all the same")):
            return
        self._act(lambda uow: inspection_results.decide(uow, inspection, grade, reason), "inspection_grade")

    def _confirm(self) -> None:
        inspection = self.inspection
        self._act(lambda uow: inspection_results.confirm(uow, inspection), "inspection_confirm")

    def _correct(self) -> None:
        """Asks which answer, what it should be and why."""
        if self.desk is None:
            return
        form, inspection, lang = self.desk.form, self.inspection, self.context.lang
        given = ask_correction(self.context, self, session_of(self.desk.visit, form, self.context.lang))
        if given is None:
            return
        item, answer, reason = (given[name] for name in ("item", "answer", "reason"))
        self._act(
            lambda uow: inspection_results.correct(uow, form, inspection, item, answer, reason, lang),
            "inspection_correct",
        )

    def print_paper(self) -> bool:
        self.papers.print_either()
        return True
