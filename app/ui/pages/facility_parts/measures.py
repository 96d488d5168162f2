"""The ladder of measures about a facility: what was decided, whether it holds, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.closing import EMERGENCY
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.questions import Question
from app.domain.records import Record
from app.print.letters import LetterPaper
from app.services.facilities import facility_letters, measures
from app.services.visits import inspection_papers
from app.services.visits.inspection_forms import FormShelf
from app.text.dates import short_date
from app.ui.dialogs.questions import ask_all
from app.ui.forms.paper_desk import PaperDesk
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.facility_parts.transition import TransitionPlan
from app.ui.widgets.basics import button
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context


class Measures(QWidget):
    """The measures of one facility, the newest first."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.found: tuple[Record, ...] = ()
        self.take_button = button(self, "add", self.take, primary=True)
        self.confirm_button = button(self, "check", self.confirm)
        self.end_button = button(self, "close", self.end)
        self.letter_button = button(self, "print", self.letter)
        self.papers = PaperDesk(context, self)
        self.shelf = FormShelf(context.session.folder)
        self.table = SimpleTable(context, "facility_measures", self._columns())
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.setSpacing(gap)
        line = Flow(gap=gap)
        for part in (self.take_button, self.confirm_button, self.letter_button, self.end_button):
            line.addWidget(part)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        self.plan = TransitionPlan(context, self, self.shelf)
        box.addWidget(self.plan)
        actor = context.session.actor
        self.take_button.setVisible(can(actor, "measure.take"))
        self.letter_button.setVisible(can(actor, "measure.take"))
        self.confirm_button.setVisible(can(actor, "measure.confirm"))
        self.end_button.setVisible(can(actor, "measure.confirm"))
        self.table.picked.connect(lambda _: self._enable())
        self.retranslate()

    def _columns(self) -> list[Column]:
        def day(name: str) -> Callable[[Record], str]:
            return lambda one: short_date(one.day(name), self.context.lang)

        def text(name: str) -> Callable[[Record], str]:
            return lambda one: one.text(name)

        return [
            Column("on_date", lambda: self.tr("Day"), day("on_date"), width=12),
            Column("kind", lambda: self.tr("Measure"), self._kind, width=27, bold=True),
            Column("holds", lambda: self.tr("State"), self._state, width=20, tone=self._tone),
            Column("until_on", lambda: self.tr("Until"), day("until_on"), width=12),
            Column("authority", lambda: self.tr("Decided by"), text("authority"), width=15),
            Column("number", lambda: self.tr("Number"), text("number"), width=8),
            Column("reason", lambda: self.tr("Reason"), text("reason"), width=15, stretch=True),
        ]

    def _kind(self, one: Record) -> str:
        return code_label("measure_kind", one.code("kind"), self.context.lang)

    def _state(self, one: Record) -> str:
        lang = self.context.lang
        ended = one.day("ended_on")
        if ended is not None:
            why = code_label("measure_end", one.code("ended_reason"), lang)
            return self.tr("Ended on {day}: {why}").format(day=short_date(ended, lang), why=why)
        if not one.ref("confirmed_by"):
            waits = self.tr("Holds; the head has still to look at it")
            return waits if measures.holds(one) else self.tr("Waits for the head")
        return self.tr("Holds")

    def _tone(self, one: Record) -> str | None:
        if one.day("ended_on") is not None:
            return "dim"
        return "danger" if measures.holds(one) and one.code("kind") == EMERGENCY else "warn"

    def retranslate(self) -> None:
        self.take_button.setText(self.tr("Take a measure …"))
        self.confirm_button.setText(self.tr("I have looked at it"))
        self.end_button.setText(self.tr("End the measure …"))
        self.letter_button.setText(self.tr("Letter"))
        self.table.set_name(self.tr("Measures about this facility"))
        self.table.set_empty(self.tr("There is no measure. A written warning, a suspension or a closure stands here."))
        self.table.retranslate()
        self.plan.retranslate()

    def show_facility(self, facility: str) -> None:
        """Shows the measures of a facility."""
        self.facility = facility
        self.read()

    def read(self) -> None:
        """Reads them anew."""
        facility = self.facility
        self.plan.show_facility(facility)
        if facility:
            self.context.tasks.run(lambda reader: measures.of_facility(reader, facility), self._show, self, key="measures")

    def _show(self, found: tuple[Record, ...]) -> None:
        self.found = found
        self.table.set_rows(found)
        self._enable()

    def _chosen(self) -> Record | None:
        key = self.table.selected()
        return next((one for one in self.found if one.id == key), None)

    def _enable(self) -> None:
        chosen = self._chosen()
        is_open = chosen is not None and chosen.day("ended_on") is None
        mine = chosen is not None and chosen.text("made_by") == self.context.session.actor.user
        waits = chosen is not None and not chosen.ref("confirmed_by")
        self.confirm_button.setEnabled(is_open and waits and not mine)
        self.end_button.setEnabled(is_open)
        self.letter_button.setEnabled(chosen is not None)

    # ---- acts ----

    def take(self) -> None:
        """Asks for a measure, then for what is unlikely, then notes it."""
        facility = self.facility
        if not facility:
            return
        form = self._form()
        try:
            if not self.context.dialogs.ask(self, self.tr("Take a measure"), self.tr("Note the measure"), form):
                return
            values = {name: str(value) for name, value in form.values().items() if value not in (None, "")}
        finally:
            form.deleteLater()
        self.context.tasks.run(
            lambda reader: measures.questions(reader, facility, values), lambda asked: self._ask(values, asked), self
        )

    def _form(self) -> Form:
        form = Form(columns=2)
        form.add("kind", CodeField(self.context, "measure_kind"), required=True)
        form.add("on_date", DateField(self.context, past_only=True), required=True)
        form.add("authority", TextField())
        form.add("number", TextField(limit=60))
        form.add("until_on", DateField(self.context))
        form.add("reason", LongTextField(lines=2), required=True, wide=True)
        for name, text in {
            "kind": self.tr("Measure"),
            "on_date": self.tr("Day of the decision"),
            "authority": self.tr("Authority that decided"),
            "number": self.tr("Number of the paper"),
            "until_on": self.tr("Time to correct, or last day"),
            "reason": self.tr("Reason (stands in the letter; no child's name, no allegation)"),
        }.items():
            form.label(name, text)
        form.set_values({"on_date": self.context.today()})

        def propose(reader: Reader) -> date | None:
            on = form.values()["on_date"]
            kind = str(form.values()["kind"] or "")
            return measures.proposed_until(reader, kind, on) if isinstance(on, date) else None

        def asked(name: str) -> None:
            if name in {"kind", "on_date"}:
                self.context.tasks.run(propose, lambda day: form.set_values({"until_on": day}), form, key="until")

        form.changed.connect(asked)
        return form

    def _ask(self, values: dict[str, str], questions: tuple[Question, ...]) -> None:
        facility = self.facility
        if ask_all(self.context, self, questions, self.tr("Note the measure")):
            self._act(lambda uow: measures.take(uow, facility, values), "measure_take")

    def confirm(self) -> None:
        """The head has looked at what somebody else entered."""
        chosen = self._chosen()
        if chosen is not None:
            self._act(lambda uow: measures.confirm(uow, chosen.id), "measure_confirm")

    def letter(self) -> None:
        """The letter to the facility, looked at and saved."""
        chosen, shelf = self._chosen(), self.shelf
        if chosen is None:
            return
        lang = inspection_papers.paper_language(self.context.lang)

        def make(reader: Reader) -> LetterPaper:
            shelf.read(reader)
            return facility_letters.measure_letter(reader, shelf, chosen.id, lang)

        def noted(uow: UnitOfWork, paper: LetterPaper) -> None:
            facility_letters.note_letter(uow, paper, chosen.id)

        self.papers.show_paper(make, self.tr("Letter"), f"letter_{chosen.text('on_date')}.pdf", chosen.id, noted)

    def end(self) -> None:
        """Asks why and when the measure ends."""
        chosen = self._chosen()
        if chosen is None:
            return
        form = Form(columns=2)
        form.add("ended_reason", CodeField(self.context, "measure_end"), required=True)
        form.add("ended_on", DateField(self.context, past_only=True), required=True)
        form.label("ended_reason", self.tr("Why it ends"))
        form.label("ended_on", self.tr("Ends on"))
        form.set_values({"ended_on": self.context.today()})
        try:
            if not self.context.dialogs.ask(self, self.tr("End the measure"), self.tr("End it"), form):
                return
            values = {name: str(value) for name, value in form.values().items()}
        finally:
            form.deleteLater()
        self._act(lambda uow: measures.end(uow, chosen.id, values["ended_reason"], values["ended_on"]), "measure_end")

    def _act(self, act: Callable[..., object], name: str) -> None:
        def done(_: object) -> None:
            self.read()
            self.changed.emit()

        self.context.tasks.run(act, done, self, write=name)
