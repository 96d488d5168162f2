"""The plan of a case in one strip: which version, when and by whom it was made, when it is looked at again, who signed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.questions import Question
from app.domain.records import Record
from app.services.approvals import approvals
from app.services.cases import case_parts
from app.services.papers import signatures
from app.services.planning import plan_approval, plans
from app.services.planning.plans import PlanBoard, PlanView
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.dialogs.act_form import Write, ask_and_write
from app.ui.dialogs.questions import ask_all
from app.ui.pages.case_parts.fields.forms import part_form
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, card, chip, clear, label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.data.unit_of_work import UnitOfWork
    from app.domain.errors import AppError
    from app.ui.context import Context

_APPROVAL_TONES = {"asked": "accent", "approved": "good", "sent_back": "danger"}
ROLES = ("caseworker", "carer", "authority", "child", "supervisor", "head", "witness", "other")


class PlanStrip(QWidget):
    """The strip with its acts."""

    saved = Signal()

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.case = ""
        self.board: PlanBoard | None = None
        frame, layout = card(self)
        gap = context.theme.gap
        layout.setContentsMargins(*[gap + gap // 2] * 4)
        self.title = label(frame, "section")
        self.about = label(frame, "dim", wrap=True)
        self.signed = QWidget(frame)
        self.chips = Flow(self.signed, gap)
        self.renew_button = button(frame, "add", self.renew, flat=True)
        self.change_button = button(frame, "edit", self.change, flat=True)
        self.sign_button = button(frame, "check", self.sign, flat=True)
        self.ask_button = button(frame, "next", self.ask, flat=True)
        self.problem = label(frame, "problem", wrap=True)
        self.problem.hide()
        head = Flow(gap=gap, lead=1)
        for part in (self.title, self.change_button, self.renew_button, self.sign_button, self.ask_button):
            head.addWidget(part)
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addWidget(self.signed)
        layout.addWidget(self.problem)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, gap)
        box.addWidget(frame)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        for part, text in (
            (self.renew_button, self.tr("New plan…")),
            (self.change_button, self.tr("Change the plan…")),
            (self.sign_button, self.tr("Note a signature…")),
            (self.ask_button, self.tr("Ask for approval…")),
        ):
            part.setText(text)
            part.setAccessibleName(text)
        if self.board is not None:
            self._show(self.board)

    def show_board(self, case: str, board: PlanBoard, *, editable: bool) -> None:
        """Shows the plan of a case."""
        self.case, self.board = case, board
        self.problem.hide()
        waits = board.standing is not None and board.standing.state in ("asked", "approved")
        for part in (self.renew_button, self.change_button, self.sign_button):
            part.setVisible(editable)
        self.ask_button.setVisible(editable and board.plan is not None and not waits)
        for part in (self.change_button, self.sign_button):
            part.setEnabled(board.plan is not None)
        self._show(board)

    def _show(self, board: PlanBoard) -> None:
        """All words of the strip."""
        clear(self.chips)
        view, lang = board.plan, self.context.lang
        self.signed.setVisible(view is not None)
        if view is None:
            self.title.setText(self.tr("Plan of the case"))
            self.about.setText(self.tr("There is no plan yet. The first action begins it."))
            return
        number = digits_for(str(view.plan.whole("number") or 1), lang)
        self.title.setText(self.tr("Plan of the case, version {number}").format(number=number))
        self.about.setText(self._about(view))
        if board.standing is not None and board.standing.state in _APPROVAL_TONES:
            told = code_label("approval_state", board.standing.state, lang)
            tone = _APPROVAL_TONES[board.standing.state]
            self.chips.addWidget(chip(self.tr("Approval: {state}").format(state=told), tone, self.signed))
            if board.standing.remarks:
                self.chips.addWidget(label(self.signed, "dim", board.standing.remarks, wrap=True))
        for signature in view.signatures:
            self.chips.addWidget(chip(self._signed(signature), "good", self.signed))
        for role in view.unsigned:
            who = code_label("signature_role", role, lang)
            self.chips.addWidget(chip(self.tr("{who}: not signed yet").format(who=who), "warn", self.signed))

    def _about(self, view: PlanView) -> str:
        """When and by whom it was made, how often and when it is looked at."""
        lang, plan = self.context.lang, view.plan
        parts = [self.tr("Made on {day}").format(day=short_date(plan.day("made_on"), lang))]
        if plan.text("made_by"):
            parts.append(self.words.pair(self.words.field("made_by", "plan"), plan.text("made_by")))
        if plan.code("monitoring"):
            told = code_label("plan_monitoring", plan.code("monitoring"), lang)
            parts.append(self.words.pair(self.words.field("monitoring", "plan"), told))
        review = plan.day("review_on")
        if review is not None:
            told = short_date(review, lang)
            late = review < self.context.today()
            parts.append(
                self.tr("review overdue since {day}").format(day=told) if late else self.tr("review on {day}").format(day=told)
            )
        return " · ".join(parts)

    def _signed(self, signature: Record) -> str:
        """Who signed, how and when."""
        lang = self.context.lang
        who = code_label("signature_role", signature.code("role"), lang)
        how = code_label("signature_how", signature.code("how"), lang)
        parts = [how, short_date(signature.day("on_date"), lang), signature.text("name")]
        told = self.words.pair(who, " · ".join(filter(None, parts)))
        if signature.text("witness"):
            told += " · " + self.tr("witness: {name}").format(name=signature.text("witness"))
        return told

    def renew(self) -> bool:
        """A new version, which takes over what is not done."""
        form = part_form(self.context, self.words, "plan")
        form.set_values({"made_on": self.context.today(), "made_by": self.context.session.actor.name})
        case = self.case
        return self._asked(
            form,
            self.tr("A new plan takes over what is not done yet; the one before stays readable."),
            self.tr("Begin the new plan"),
            lambda uow, values: plans.renew(uow, case, {name: each for name, each in values.items() if each is not None}),
            "plan_renew",
        )

    def change(self) -> bool:
        """Day, maker, review of the version that holds."""
        view = self.board.plan if self.board is not None else None
        if view is None:
            return False
        form = part_form(self.context, self.words, "plan")
        form.set_values(view.plan.values)
        before = {name: form.values()[name] for name in form.cells}
        plan = view.plan.id
        return self._asked(
            form,
            self.tr("Change the plan"),
            self.tr("Save"),
            lambda uow, values: case_parts.change(
                uow, "plan", plan, {name: each for name, each in values.items() if each != before[name]}
            ),
            "case_part_change",
        )

    def ask(self) -> bool:
        """Asks the head to approve the version that holds; what blocks it is said here."""
        view = self.board.plan if self.board is not None else None
        if view is None or self.ask_button.isHidden():
            return False
        plan, form = view.plan.id, Form(columns=1)
        form.add("note", LongTextField(lines=3))
        form.label("note", self.tr("What the head should know"))
        if not self.context.dialogs.ask(self, self.tr("Ask for approval of the plan"), self.tr("Ask for approval"), form):
            form.deleteLater()
            return False
        note = str(form.values()["note"] or "")
        form.deleteLater()
        self.context.tasks.run(
            lambda reader: plan_approval.before_asking(reader, plan), lambda found: self._ask(plan, note, found), self
        )
        return True

    def _ask(self, plan: str, note: str, questions: tuple[Question, ...]) -> None:
        """The request, once what is unlikely was confirmed."""
        if ask_all(self.context, self, questions, self.tr("Ask for approval")):
            self.context.tasks.run(
                lambda uow: approvals.ask(uow, "plan", ("plan", plan), note=note),
                lambda _: self.saved.emit(),
                self,
                write="approval_ask",
                failed=self._blocked,
            )

    def _blocked(self, error: AppError) -> None:
        """What blocks the request stands in the strip."""
        self.problem.setText(self.context.words(error))
        self.problem.show()

    def sign(self) -> bool:
        """Who signed the version that holds, on paper."""
        view = self.board.plan if self.board is not None else None
        if view is None:
            return False
        form = Form(columns=2)
        form.add("role", CodeField(self.context, "signature_role", only=ROLES), required=True)
        form.add("how", CodeField(self.context, "signature_how", buttons=True), required=True)
        form.add("on_date", DateField(self.context), required=True)
        form.add("name", TextField())
        form.add("witness", TextField())
        for name, text in (
            ("role", self.tr("Who signed")),
            ("how", self.tr("How it was signed")),
            ("on_date", self.tr("Signed on")),
            ("name", self.tr("Name")),
            ("witness", self.tr("Witness")),
        ):
            form.label(name, text)
        form.hint("witness", self.tr("A thumbprint needs a witness. No picture of it is kept."))
        first = next(iter(view.unsigned), None)
        form.set_values({"role": first, "on_date": self.context.today()})
        plan = view.plan.id
        return self._asked(
            form,
            self.tr("Who signed the plan on paper"),
            self.tr("Note the signature"),
            lambda uow, values: _note_signature(uow, plan, values),
            "plan_sign",
        )

    def _asked(self, form: Form, title: str, verb: str, write: Write, act: str) -> bool:
        """Asks with a form and saves."""
        return ask_and_write(self.context, self, form, (title, verb), write, act, self.saved.emit)


def _note_signature(uow: UnitOfWork, plan: str, values: Mapping[str, object]) -> str:
    """Notes a signature on a plan."""
    day = values["on_date"]
    on = day if isinstance(day, date) else uow.today()
    name, witness = (str(values[part] or "") for part in ("name", "witness"))
    return signatures.note(uow, ("plan", plan), str(values["role"]), str(values["how"]), on, name=name, witness=witness)
