"""What people complain of about a facility: heard, looked into at a visit, answered; who complained only for who may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.desk import calls
from app.services.facilities import complaints
from app.services.facilities.complaints import Complaint
from app.text.breaks import with_breaks
from app.text.dates import short_date, short_moment
from app.ui.dialogs.act_form import ask_and_write
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.facility_parts.calls_about import CallsAbout
from app.ui.pages.facility_parts.complaint_form import complaint_form
from app.ui.pages.visiting_parts.acts import VisitActs, given
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context


class Complaints(QWidget):
    """The complaints about one facility, the newest first."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.found: tuple[Complaint, ...] = ()
        self.acts = VisitActs(context, self, self._kept)
        self.sentence = label(self, "dim", wrap=True)
        self.detail = label(self, wrap=True)
        self.add_button = button(self, "add", self.add, primary=True)
        self.visit_button = button(self, "calendar", self.plan_visit)
        self.answer_button = button(self, "edit", self.answer)
        self.table = SimpleTable(context, "facility_complaints", self._columns())
        self.calls = CallsAbout(context, self)
        self.calls.wanted.connect(self._of_call)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.setSpacing(gap)
        line = Flow(gap=gap)
        for part in (self.add_button, self.visit_button, self.answer_button):
            line.addWidget(part)
        box.addWidget(self.sentence)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        box.addWidget(self.calls)
        self.visit_button.setVisible(can(context.session.actor, "visit.plan"))
        self.answer_button.setVisible(can(context.session.actor, "complaint.answer"))
        self.table.picked.connect(lambda _: self._chose())
        self.retranslate()

    def _columns(self) -> list[Column]:
        def day(name: str) -> Callable[[Complaint], str]:
            return lambda one: short_date(one.record.day(name), self.context.lang)

        return [
            Column("received", lambda: self.tr("Received on"), day("received_on"), width=13, bold=True),
            Column("how", lambda: self.tr("How"), lambda one: self._code("call_how", one, "how"), width=14),
            Column("about", lambda: self.tr("About what"), lambda one: one.record.text("about"), width=34, stretch=True),
            Column("state", lambda: self.tr("State"), self._state, width=26, tone=self._tone),
            Column("answered", lambda: self.tr("Answered on"), day("answered_on"), width=13),
        ]

    def _code(self, list_name: str, one: Complaint, field: str) -> str:
        return code_label(list_name, one.record.code(field), self.context.lang)

    def _state(self, one: Complaint) -> str:
        if one.answered:
            return self._code("complaint_outcome", one, "outcome")
        if one.visit:
            return self.tr("looked into at a visit")
        return self.tr("waits, until {day}").format(day=short_date(one.due, self.context.lang))

    def _tone(self, one: Complaint) -> str | None:
        if not one.waits:
            return None if one.answered else "warn"
        return "danger" if one.state == "overdue" else "warn"

    def retranslate(self) -> None:
        self.sentence.setText(
            self.tr(
                "Who complained is never told to the facility. Harm to a child is no complaint: note it under “Abuse reports” "
                "at once, it is reported within 48 hours."
            )
        )
        self.add_button.setText(self.tr("A complaint came …"))
        self.visit_button.setText(self.tr("Plan a visit …"))
        self.answer_button.setText(self.tr("What came of it …"))
        self.table.set_name(self.tr("Complaints about this facility"))
        self.table.set_empty(self.tr("Nobody has complained about this facility."))
        self.table.retranslate()
        self.calls.retranslate()
        self._chose()

    def show_facility(self, facility: str) -> None:
        """Shows the complaints about a facility, for who may read them."""
        self.facility = facility
        self.read()

    def read(self) -> None:
        """Reads them anew."""
        facility = self.facility
        self.calls.show_facility(facility)
        if facility and can(self.context.session.actor, "complaint.edit"):
            self.context.tasks.run(lambda reader: complaints.listing(reader, facility), self._show, self, key="complaints")

    def _show(self, found: tuple[Complaint, ...]) -> None:
        self.found = found
        self.table.set_rows(found)
        self._chose()

    def _chosen(self) -> Complaint | None:
        key = self.table.selected()
        return next((one for one in self.found if one.id == key), None)

    def _chose(self) -> None:
        """The chosen one, whole; who complained only where the person may see it."""
        chosen = self._chosen()
        self.visit_button.setEnabled(chosen is not None and chosen.waits)
        self.answer_button.setEnabled(chosen is not None)
        lines = []
        if chosen is not None:
            lines = [chosen.record.text("about"), self._called(chosen), chosen.record.text("answer"), self._who(chosen)]
        self.detail.setText(with_breaks("\n".join(filter(None, lines))))
        self.detail.setVisible(bool(self.detail.text()))

    def _called(self, one: Complaint) -> str:
        if one.called is None:
            return ""
        return self.tr("Of the call of {moment}").format(moment=short_moment(one.called, self.context.lang))

    def _who(self, one: Complaint) -> str:
        if one.who is None:
            return ""
        who = one.who
        parts = [who.text("name"), code_label("relation", who.code("relation"), self.context.lang), who.text("phone")]
        parts += [who.text("note"), self.tr("wants an answer") if who.flag("wants_answer") else ""]
        return self.tr("From: {who}").format(who=" · ".join(filter(None, parts)))

    def add(self) -> None:
        """Writes a complaint down."""
        form, facility = complaint_form(self.context, {}), self.facility

        def write(uow: Any, values: Mapping[str, object]) -> None:
            complaints.add(uow, facility, given(values))

        words = (self.tr("A complaint about this facility"), self.tr("Save"))
        ask_and_write(self.context, self, form, words, write, "complaint_add", self._kept)

    def _of_call(self, call: str) -> None:
        """Makes a complaint of a call, which knows already what was said."""

        def ask(known: Mapping[str, object]) -> None:
            form = complaint_form(self.context, known)
            words = (self.tr("A complaint about this facility"), self.tr("Save"))
            ask_and_write(self.context, self, form, words, write, "complaint_add", self._kept)

        def write(uow: Any, values: Mapping[str, object]) -> None:
            calls.to_complaint(uow, call, given(values))

        self.context.tasks.run(lambda reader: calls.complaint_of(reader, call), ask, self, key="complaint_of")

    def plan_visit(self) -> None:
        """Plans the visit that looks into the chosen complaint."""
        chosen = self._chosen()
        if chosen is not None:
            self.acts.plan(self.facility, self.context.today().year, chosen.id)

    def answer(self) -> None:
        """Says what came of the chosen complaint."""
        chosen = self._chosen()
        if chosen is None:
            return
        form = Form(columns=1)
        form.add("outcome", CodeField(self.context, "complaint_outcome"), required=True)
        form.add("answer", LongTextField(lines=3), required=True)
        form.label("outcome", self.tr("What came of it"))
        form.label("answer", self.tr("In words (nobody's name)"))
        form.set_values({"outcome": chosen.record.code("outcome"), "answer": chosen.record.text("answer")})
        words = (self.tr("What came of it"), self.tr("Save"))

        def write(uow: Any, values: Mapping[str, object]) -> None:
            complaints.answer(uow, chosen.id, str(values["outcome"]), str(values["answer"]))

        ask_and_write(self.context, self, form, words, write, "complaint_answer", self._kept)

    def _kept(self) -> None:
        self.read()
        self.changed.emit()
