"""Asking for decisions on a case and giving them: closing, not accepting, reopening, the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.approvals import approval_ways, approvals, paper_looks
from app.services.approvals.approval_ways import Ways
from app.services.approvals.approvals import Answer, Standing
from app.services.care import placement_approval
from app.services.cases import case_questions, closing, closing_unseen, flow
from app.services.office.rules import rules
from app.services.planning import plans
from app.services.sharing import transfer_approval
from app.text.dates import short_date
from app.ui.dialogs.questions import ask_all
from app.ui.pages.case_parts.acts.approval_forms import (
    add_paper,
    closing_form,
    decision_form,
    look_form,
    paper_of,
    refusal_form,
    reopening_form,
)
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.questions import Question
    from app.domain.records import Record
    from app.ui.context import Context

Act = Callable[[Any], object]


class ApprovalActs(QObject):
    """Asks, withdraws and decides; `saved` when something was."""

    saved = Signal()
    elsewhere = Signal(str)
    """Emits: a step of the page, where something is asked for in a tab of its own."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.case: Record | None = None

    # ---- asking ----

    def close(self) -> None:
        """Asks to close the case; what is still open in it is asked about once."""
        self._with_ways(self._close)

    def _close(self, case: Record, ways: Ways) -> None:
        form, title = closing_form(self.context, ways), self.tr("Close the case")

        def go_on(questions: tuple[Question, ...]) -> None:
            values, key = form.values(), case.id
            form.deleteLater()
            if ask_all(self.context, self.page, questions, title):
                on, reason, note = values["on"], str(values["reason"]), str(values["note"] or "")
                paper, above, day = paper_of(values), values["way"] == "above", on if isinstance(on, date) else None
                self._run(
                    lambda uow: flow.close(uow, key, reason, on=day, note=note, paper=paper, above=above),
                    "case_close",
                    "" if paper is not None else self.asked(),
                )

        if self.context.dialogs.ask(self.page, title, self.tr("Save the request"), form):
            reason = str(form.values()["reason"])
            self.context.tasks.run(
                lambda reader: case_questions.before_close(reader, case.id, reason), go_on, self, key="questions"
            )
        else:
            form.deleteLater()

    def refuse(self) -> None:
        """Asks that the case is not accepted."""
        self._with_ways(self._refuse)

    def _refuse(self, case: Record, ways: Ways) -> None:
        form, title = refusal_form(self.context, ways), self.tr("The case is not accepted")

        def go_on(questions: tuple[Question, ...]) -> None:
            values, key = form.values(), case.id
            form.deleteLater()
            if not ask_all(self.context, self.page, questions, title):
                return
            where, note, paper = str(values["sent_where"] or ""), str(values["note"] or ""), paper_of(values)
            above = values["way"] == "above"
            self._run(
                lambda uow: flow.refuse(uow, key, where, note, paper=paper, above=above),
                "case_refuse",
                "" if paper is not None else self.asked(),
            )

        if self.context.dialogs.ask(self.page, title, self.tr("Save the request"), form):
            self.context.tasks.run(lambda reader: case_questions.before_refuse(reader, case.id), go_on, self, key="questions")
        else:
            form.deleteLater()

    def reopen(self) -> None:
        """Reopens the case, or asks for it where the office wants an approval."""
        case = self.case
        if case is None:
            return

        def read(reader: Reader) -> Ways | None:
            needed = rules(reader, "workflow").flag("approval_reopen.needed")
            return approval_ways.ways(reader, case) if needed else None

        self.context.tasks.run(read, partial(self._reopen, case), self, key="ways")

    def _reopen(self, case: Record, ways: Ways | None) -> None:
        form, title = reopening_form(self.context, ways), self.tr("Reopen the case")
        verb = self.tr("Reopen the case") if ways is None else self.tr("Save the request")
        if self.context.dialogs.ask(self.page, title, verb, form):
            values, key = form.values(), case.id
            reason, note, on = str(values["reason"]), str(values["note"] or ""), values["on"]
            day, paper = on if isinstance(on, date) else None, paper_of(values) if ways is not None else None
            above = values.get("way") == "above"
            self._run(
                lambda uow: flow.reopen(uow, key, reason, on=day, note=note, paper=paper, above=above),
                "case_reopen",
                self.asked() if ways is not None and paper is None else "",
            )
        form.deleteLater()

    def _with_ways(self, then: Callable[[Record, Ways], None]) -> None:
        """Asks the database first who may decide."""
        case = self.case
        if case is not None:
            self.context.tasks.run(lambda reader: approval_ways.ways(reader, case), partial(then, case), self, key="ways")

    def asked(self) -> str:
        """What is told when something was asked for."""
        return self.tr("Asked for. Nothing changes until another person approves it.")

    # ---- what was asked for ----

    def go_on(self, what: str) -> None:
        """Goes on with a kind of decision from the bar: asks, decides, or shows what became of it."""
        case = self.case
        if case is None:
            return
        if what == placement_approval.WHAT:  # which placement is known in the tab of care alone
            self.elsewhere.emit(f"approval:{what}")
            return

        def read(reader: Reader) -> tuple[Standing | None, bool]:
            plan = plans.current(reader, case.id) if what == "plan" else None
            subject = ("plan", plan.plan.id) if plan is not None else closing.subject_of(reader, case.id)
            subject = ("case", case.id) if what == transfer_approval.WHAT else subject
            found = approvals.standing(reader, cast("approvals.What", what), subject)
            return found, found is not None and approvals.may_decide(reader, reader.get("approval", found.approval))

        self.context.tasks.run(read, lambda found: self._go_on(what, *found), self, key="standing")

    def _go_on(self, what: str, found: Standing | None, mine: bool) -> None:
        if found is None or found.state != "asked":
            own = {"closure": self.close, "not_accepted": self.refuse, "reopen": self.reopen}
            own.get(what, partial(self.elsewhere.emit, f"approval:{what}"))()
        elif mine:
            self.decide(found)
        elif self.case is not None and can(
            self.context.session.actor, "case.ask", owner=self.case.ref("owner"), office=self.case.text("office")
        ):
            self._with_ways(lambda _, ways: self.on_paper(found, ways))

    def told(self, one: Standing) -> str:
        """What was asked for, in a few lines."""
        lang = self.context.lang
        lines = [code_label("approval_what", one.what, lang)]
        if one.reason:
            lines.append(code_label("reopen_reason" if one.what == "reopen" else "close_reason", one.reason, lang))
        if one.sent_where:
            told = self.tr("Placed where: {place}") if one.what == "placement" else self.tr("Sent where: {place}")
            lines.append(told.format(place=one.sent_where))
        if one.effective_on is not None:
            lines.append(self.tr("on {day}").format(day=short_date(one.effective_on, lang)))
        if one.note:
            lines.append(one.note)
        return "\n".join(lines)

    def decide(self, one: Standing) -> None:
        """Approves or sends back."""
        form = decision_form(self.context)
        if self.context.dialogs.ask(self.page, self.told(one), self.tr("Save the decision"), form):
            values = form.values()
            answer, remarks = cast("Answer", values["answer"]), str(values["remarks"] or "")
            self._decide(one, answer, remarks)
        form.deleteLater()

    def _decide(self, one: Standing, answer: Answer, remarks: str) -> None:
        """Saves the decision; what who asked could not see is asked about before an approval."""

        def go_on(questions: tuple[Question, ...]) -> None:
            if ask_all(self.context, self.page, questions, self.tr("Save the decision")):
                self._run(lambda uow: approvals.decide(uow, one.approval, answer, remarks=remarks), "approval_decide")

        if answer == "approved":
            self.context.tasks.run(lambda reader: closing_unseen.before_approving(reader, one.approval), go_on, self)
        else:
            go_on(())

    def look(self, one: Standing, entered_by: str) -> None:
        """Says of a decision on paper that it is in order, or that nobody decided it."""
        form, lang = look_form(), self.context.lang
        signed = self.tr("Signed on paper by {name} on {day}, number {number}; entered by {user}.")
        number = one.paper_number or "–"
        told = signed.format(name=one.paper_by, day=short_date(one.on, lang), number=number, user=entered_by)
        if self.context.dialogs.ask(self.page, f"{self.told(one)}\n{told}", self.tr("Save"), form):
            values = form.values()
            remarks, key = str(values["remarks"] or ""), one.approval
            if values["look"] == "seen":
                self._run(lambda uow: paper_looks.seen(uow, key), "approval_look")
            else:
                self._run(lambda uow: paper_looks.dispute(uow, key, remarks), "approval_look")
        form.deleteLater()

    def on_paper(self, one: Standing, ways: Ways) -> None:
        """Enters the approval that a head signed on paper for what was asked for here."""
        form = Form(columns=1)
        add_paper(self.context, form, ways.scans)
        title = self.told(one) + "\n" + self.tr("It waits for approval. Was it approved on paper?")
        if self.context.dialogs.ask(self.page, title, self.tr("Enter the approval on paper"), form):
            paper = paper_of(form.values())
            self._run(lambda uow: approvals.decide(uow, one.approval, "approved", paper=paper), "approval_decide")
        form.deleteLater()

    def withdraw(self, one: Standing) -> None:
        """Takes a request back, or a decision: what followed from it is taken back with it."""
        asked: str = self.tr("Take this request back?")
        if one.state == "approved":
            asked = self.tr(
                "Take this decision back? What followed from it (such as the closing of the case) is taken back too."
            )
        question = self.told(one) + "\n" + asked
        if self.context.dialogs.confirm(self.page, question, self.tr("Take it back")):
            self._run(lambda uow: approvals.withdraw(uow, one.approval), "approval_withdraw")

    def _run(self, act: Act, name: str, told: str = "") -> None:
        """Saves on the worker, and tells what it means."""

        def done(_: object) -> None:
            if told:
                self.context.notice(told)
            self.saved.emit()

        self.context.tasks.run(act, done, self, write=name)
