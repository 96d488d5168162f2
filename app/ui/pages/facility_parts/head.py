"""The head of the page of a facility: name, state, what is to be known at once, papers that run out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.data.queries.facilities import FacilityRow
from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services.facilities.facilities import name_of
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.widgets.basics import chip, heading, label, set_tone
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.context import Context


class FacilityHead(QWidget):
    """Stands above the parts of a facility, with the acts of the whole page."""

    def __init__(self, context: Context, acts: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.row: FacilityRow | None = None
        self.address: Mapping[str, str] = {}
        """Language → where it is."""
        self.new = False
        self.heading = heading(self)
        self.heading.setWordWrap(True)
        self.state = chip("", "", self)
        self.facts, self.paper_facts = label(self, "dim", wrap=True), label(self, "", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        box.addWidget(self.heading)
        line = Flow(gap=context.theme.gap)
        for piece in (self.state, *acts):
            line.addWidget(piece)
        box.addLayout(line)
        box.addWidget(self.facts)
        box.addWidget(self.paper_facts)

    def show_facility(self, row: FacilityRow | None, address: Mapping[str, str], *, new: bool) -> None:
        """Shows a facility with its numbers; none yet, or a new one."""
        self.row, self.address, self.new = row, address, new
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        if self.row is None:
            self.heading.setText(self.tr("New facility") if self.new else "")
            for part in (self.state, self.facts, self.paper_facts):
                part.hide()
            return
        lang, row = self.context.lang, self.row
        record = row.facility
        self.heading.setText(with_breaks(f"{record.text('code')} · {name_of(record, lang)}"))
        state = record.code("state")
        self.state.setText(code_label("facility_state", state, lang))
        set_tone(self.state, {"operating": "good", "warned": "warn", "closing": "warn"}.get(state or "", "danger"))
        last = short_date(row.last_visit, lang) if row.last_visit else self.tr("never")
        facts = [
            code_label("facility_type", record.code("type"), lang),
            code_label("facility_owner", record.code("owner"), lang),
            self.address.get(lang, ""),
            self.tr("Children: {n}").format(n=digits_for(row.residents, lang)),
            self.tr("Last visit: {day}").format(day=last),
            code_label("grade", row.grade, lang),
        ]
        self.facts.setText(with_breaks(" · ".join(fact for fact in facts if fact)))
        self.paper_facts.setText(with_breaks(" · ".join(self._papers(record))))
        for part in (self.state, self.facts, self.paper_facts):
            part.show()

    def _papers(self, record: Record) -> list[str]:
        """Agreement and recognition, and whether they hold."""
        found = []
        for name, title in (("mou", self.tr("Agreement")), ("recognition", self.tr("Recognition letter"))):
            number, until = record.text(f"{name}_number"), record.day(f"{name}_until")
            day = short_date(until, self.context.lang)
            if name == "mou" and record.code("owner") == "state":
                continue
            if not number and until is None:
                found.append(self.tr("{paper}: none").format(paper=title))
            elif until is not None and until < self.context.today():
                found.append(self.tr("{paper} {number}: ran out on {day}").format(paper=title, number=number, day=day))
            elif until is not None:
                found.append(self.tr("{paper} {number}: until {day}").format(paper=title, number=number, day=day))
            else:
                found.append(self.tr("{paper} {number}").format(paper=title, number=number))
        return [*found, *self._authorisation(record)]

    def _authorisation(self, record: Record) -> list[str]:
        """Where the second step of the papers stands, once somebody applied or decided."""
        decision, lang = record.code("authorisation"), self.context.lang
        applied, decided = record.day("applied_on"), record.day("authorised_on")
        if decision is not None:
            told = self.tr("Authorisation: {decision}").format(decision=code_label("authorisation", decision, lang))
            return [f"{told} ({short_date(decided, lang)})" if decided else told]
        return [self.tr("Applied for authorisation on {day}").format(day=short_date(applied, lang))] if applied else []
