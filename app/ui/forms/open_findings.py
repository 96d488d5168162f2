"""The open findings of earlier inspections, to be ticked one by one with what shows that they were corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.permissions import can
from app.domain.records import Record
from app.services import findings
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import error_text
from app.ui.models.excel import write_rows
from app.ui.widgets.basics import Scrolled, button, card, chip, clear, label, row
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context


class FindingCards(QWidget):
    """Findings as cards; an open one has a button to correct it, a corrected one a button to take that back."""

    corrected = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.records: tuple[Record, ...] = ()
        self.labels: dict[str, str] = {}
        self.locked = False
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(context.theme.gap)

    def show_findings(self, records: Sequence[Record], labels: dict[str, str], *, locked: bool = False) -> None:
        """Shows findings; `labels` are the texts of items by number. `locked`: to be read only."""
        self.records, self.labels = tuple(records), labels
        self.locked = locked or not can(self.context.session.actor, "finding.correct")
        clear(self.box)
        for record in self.records:
            self.box.addWidget(self._card(record))
        if not self.records:
            self.box.addWidget(label(self, "dim", self.tr("There are no findings."), wrap=True))

    def _card(self, record: Record) -> QWidget:
        lang, number = self.context.lang, digits_for(record.text("item"), self.context.lang)
        frame, box = card(self)
        words = label(frame, "", with_breaks(f"{number}. {self.labels.get(record.text('item'), '')}"), wrap=True)
        box.addWidget(words)
        said = " · ".join(filter(None, (record.text("text"), record.text("recommendation"))))
        if said:
            box.addWidget(label(frame, "dim", with_breaks(said), wrap=True))
        marks: list[QWidget | int] = []
        if record.flag("critical"):
            marks.append(chip(self.tr("critical"), "danger", frame))
        if record.code("state") == "corrected":
            day = short_date(record.day("corrected_on"), lang)
            marks.append(chip(self.tr("Corrected on {day}").format(day=day), "good", frame))
        else:
            late = findings.is_overdue(record, self.context.today())
            due = record.day("due_on")
            text = self.tr("Due by {day}").format(day=short_date(due, lang)) if due else self.tr("Due at once")
            marks.append(chip(text, "danger" if late else "warn", frame))
        marks.append(1)
        if not self.locked:
            marks.append(self._button(frame, record, number))
        box.addLayout(row(*marks, gap=self.context.theme.gap))
        if record.text("evidence"):
            box.addWidget(label(frame, "small", with_breaks(record.text("evidence")), wrap=True))
        return frame

    def _button(self, frame: QWidget, record: Record, number: str) -> QWidget:
        """The one act of a finding: it was corrected, or it was not after all."""
        if record.code("state") == "open":
            made = button(frame, "check", lambda: self.correct(record), text=self.tr("Corrected …"))
            made.setAccessibleName(self.tr("Finding {number}: corrected").format(number=number))
        else:
            made = button(frame, "undo", lambda: self.reopen(record), text=self.tr("Not corrected after all …"), flat=True)
            made.setAccessibleName(self.tr("Finding {number}: not corrected after all").format(number=number))
        return made

    def reopen(self, record: Record) -> None:
        """Takes back a correction that was noted by mistake or did not hold."""
        number = digits_for(record.text("item"), self.context.lang)
        question = self.tr(
            "Take back the correction of finding {number}? It is open again with its old day; "
            "day and evidence of the correction stay in the history only."
        ).format(number=number)
        if self.context.dialogs.confirm(self, question, self.tr("Take the correction back")):
            self.context.tasks.run(
                lambda uow: findings.reopen(uow, record.id),
                lambda _: self.corrected.emit(),
                self,
                write="finding_reopen",
                failed=self._refused,
            )

    def correct(self, record: Record) -> None:
        """Asks for the day and what shows it, then notes the correction."""
        form = Form(columns=1)
        form.add("corrected_on", DateField(self.context), required=True)
        form.add("evidence", LongTextField(lines=3), required=True)
        form.label("corrected_on", self.tr("Corrected on"))
        form.label("evidence", self.tr("What shows it (seen, a paper, a number)"))
        form.set_values({"corrected_on": self.context.today()})
        try:
            title = self.tr("Finding {number}: corrected").format(number=digits_for(record.text("item"), self.context.lang))
            if not self.context.dialogs.ask(self, title, self.tr("Mark as corrected"), form):
                return
            values = form.values()
        finally:
            form.deleteLater()
        day, evidence = values["corrected_on"], str(values["evidence"] or "")
        self.context.tasks.run(
            lambda uow: findings.correct(uow, record.id, str(day), evidence),
            lambda _: self.corrected.emit(),
            self,
            write="finding_correct",
            failed=self._refused,
        )

    def export(self) -> bool:
        """These findings to Excel."""
        lang, yes = self.context.lang, self.tr("yes")
        heads = [
            (self.tr("Item"), 10.0),
            (self.tr("What the standard asks"), 60.0),
            (self.tr("Finding"), 50.0),
            (self.tr("Recommendation"), 50.0),
            (self.tr("critical"), 12.0),
            (self.tr("Due by"), 14.0),
            (self.tr("Corrected on"), 14.0),
            (self.tr("What shows it (seen, a paper, a number)"), 50.0),
        ]
        rows = [
            (
                digits_for(record.text("item"), lang),
                self.labels.get(record.text("item"), ""),
                record.text("text"),
                record.text("recommendation"),
                yes if record.flag("critical") else "",
                short_date(record.day("due_on"), lang),
                short_date(record.day("corrected_on"), lang),
                record.text("evidence"),
            )
            for record in self.records
        ]
        return write_rows(self.context, self, "findings", self.tr("Findings"), heads, rows)

    def _refused(self, error: AppError) -> None:
        self.context.notice(error_text(error, self.context.lang), "error")


class OpenFindings(Scrolled):
    """The cards where there may be many."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = FindingCards(context, self.content)
        box = QVBoxLayout(self.content)
        box.setContentsMargins(0, 0, context.theme.gap, 0)
        box.addWidget(self.cards)
        box.addStretch(1)
