"""The open findings of earlier inspections, to be ticked one by one with what shows that they were corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.records import Record
from app.services.visits import findings, remedies
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.finding_words import check_words, due_words, evidence_words, plan_words
from app.ui.forms.remedy_acts import RemedyActs
from app.ui.models.excel import write_rows
from app.ui.widgets.basics import Scrolled, button, card, chip, clear, label, row
from app.ui.widgets.flow import Flow

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
        self.visit = ""
        """The re-visit at which these findings are looked at; "" elsewhere."""
        self.evidence: Mapping[str, Sequence[Record]] = {}
        self.acts = RemedyActs(context, self)
        self.acts.changed.connect(self.corrected.emit)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(context.theme.gap)

    def show_findings(
        self,
        records: Sequence[Record],
        labels: dict[str, str],
        *,
        locked: bool = False,
        evidence: Mapping[str, Sequence[Record]] | None = None,
    ) -> None:
        """Shows findings; `labels`: what their questions asked, by finding or by number of the item. `locked`: to be read only.

        `evidence`: finding → what was handed in.
        """
        self.records, self.labels, self.evidence = tuple(records), labels, evidence or {}
        self.locked = locked or not can(self.context.session.actor, "finding.correct")
        clear(self.box)
        for record in self.records:
            self.box.addWidget(self._card(record))
        if not self.records:
            self.box.addWidget(label(self, "dim", self.tr("There are no findings."), wrap=True))

    def _asked(self, record: Record) -> str:
        """What the question of a finding asked."""
        return self.labels.get(record.id) or self.labels.get(record.text("item"), "")

    def _card(self, record: Record) -> QWidget:
        lang, number = self.context.lang, digits_for(record.text("item"), self.context.lang)
        frame, box = card(self)
        words = label(frame, "", with_breaks(f"{number}. {self._asked(record)}"), wrap=True)
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
            marks.append(chip(due_words(record, lang), "danger" if late else "warn", frame))
        if record.code("check_result"):
            confirmed = record.code("check_result") == remedies.CONFIRMED
            marks.append(
                chip(code_label("finding_check", record.code("check_result"), lang), "good" if confirmed else "danger", frame)
            )
        marks.append(1)
        box.addLayout(row(*marks, gap=self.context.theme.gap))
        given = tuple(self.evidence.get(record.id, ()))
        told = [record.text("evidence"), plan_words(record, lang), *evidence_words(given, lang), check_words(record, lang)]
        for line in filter(None, told):
            box.addWidget(label(frame, "small", with_breaks(line), wrap=True))
        acts = self._buttons(frame, record, number, given)
        if acts:
            under = Flow(gap=self.context.theme.gap)
            for act in acts:
                under.addWidget(act)
            box.addLayout(under)
        return frame

    def _buttons(self, frame: QWidget, record: Record, number: str, given: Sequence[Record]) -> list[QWidget]:
        """The acts of a finding: what is done where it stands, a look at a re-visit, the file that was handed in last."""
        is_open, acts = record.code("state") == "open", self.acts
        made: list[tuple[str, str, Callable[[], object], bool]] = []
        if not self.locked:
            if self.visit:
                made.append(("check", self.tr("Looked at …"), lambda: acts.check([record], self.visit), False))
            elif is_open:
                made.append(("check", self.tr("Corrected …"), lambda: self.correct(record), False))
            if is_open:
                made.append(("edit", self.tr("Plan …"), lambda: acts.plan([record]), True))
                made.append(("note", self.tr("Evidence …"), lambda: acts.receive([record], with_file=False), True))
                made.append(("upload", self.tr("Evidence with a file …"), lambda: acts.receive([record], with_file=True), True))
            else:
                made.append(("undo", self.tr("Not corrected after all …"), lambda: self.reopen(record), True))
        file = next((one for one in reversed(given) if one.ref("file")), None)
        if file is not None:
            made.append(("find", self.tr("See the file"), lambda: acts.show_file(file), True))
        buttons: list[QWidget] = []
        for icon, text, slot, flat in made:
            one = button(frame, icon, slot, text=text, flat=flat)
            one.setAccessibleName(self.tr("Finding {number}: {act}").format(number=number, act=text))
            buttons.append(one)
        return buttons

    def reopen(self, record: Record) -> None:
        """Takes back a correction that was noted by mistake or did not hold."""
        self.acts.reopen(record)

    def correct(self, record: Record) -> None:
        """Asks for the day and what shows it, then notes the correction."""
        self.acts.correct([record])

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
            (self.tr("Corrective plan"), 50.0),
            (self.tr("At the re-visit"), 30.0),
        ]
        rows = [
            (
                digits_for(record.text("item"), lang),
                self._asked(record),
                record.text("text"),
                record.text("recommendation"),
                yes if record.flag("critical") else "",
                short_date(record.day("due_on"), lang),
                short_date(record.day("corrected_on"), lang),
                record.text("evidence"),
                plan_words(record, lang),
                check_words(record, lang),
            )
            for record in self.records
        ]
        return write_rows(self.context, self, "findings", self.tr("Findings"), heads, rows)


class OpenFindings(Scrolled):
    """The cards where there may be many."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = FindingCards(context, self.content)
        box = QVBoxLayout(self.content)
        box.setContentsMargins(0, 0, context.theme.gap, 0)
        box.addWidget(self.cards)
        box.addStretch(1)
