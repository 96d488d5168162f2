"""The tab "Incidents": what happened, and while it runs the time for medical care after sexual violence (practice P11)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.domain.deadlines import hours_left
from app.domain.records import Record
from app.services.cases.case_file import CaseFile, promises
from app.ui.pages.case_parts.lists.nested import NestedTab
from app.ui.pages.case_parts.lists.part_table import PartTable
from app.ui.pages.case_parts.tabs.case_tab import TabHost
from app.ui.widgets.basics import card, label

translate = QCoreApplication.translate


class IncidentsTab(NestedTab):
    """Incidents, their further kinds, who is alleged in the chosen one, and a clock above them."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host, "incident", "incident_kind")
        self.words = host.words
        self.frame, box = card(self)
        self.clock = label(self.frame, "danger", wrap=True)
        self.why = label(self.frame, "dim", wrap=True)
        box.addWidget(self.clock)
        box.addWidget(self.why)
        self.inner.insertWidget(0, self.frame)
        self.frame.hide()
        self.persons = PartTable(host.context, host.words, "perpetrator", host.names)
        self.inner.insertWidget(3, self.persons)
        self.persons.saved.connect(self.saved)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Fills the lists and sets the clock."""
        super().load(file, editable=editable)
        self._tell()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        self.persons.retranslate()
        self.persons.title.setText(translate("Incidents", "Who is alleged in this incident (restricted)"))
        self._tell()

    def _show(self, key: str, rows: list[Record]) -> None:
        """What belongs to an incident: its further kinds, and for who holds the right the persons alleged in it."""
        super()._show(key, rows)
        if self.file is not None:
            found = [one for one in self.file.rows("perpetrator") if key and one.text("incident") == key]
            self.persons.setVisible("perpetrator" in self.context.session.actor.rights)
            self.persons.fixed = {"incident": key}
            case = self.file.case.id
            self.persons.show_rows(case, case, found, editable=self.editable and bool(key))

    def _tell(self) -> None:
        """How many hours are left."""
        if self.file is None:
            return
        now = self.context.session.database.clock.now()
        ends = [one.due for one in promises(self.file, now, self.context.today()) if one.what == "medical"]
        self.frame.setVisible(bool(ends))
        if not ends or not isinstance(ends[0], datetime):
            return
        left, digits = hours_left(ends[0], now), self.context.language.digits
        if left >= 0:
            told = translate("Incidents", "Medical care: {n} hours left, {until}. Go with the child now.")
        else:
            told = translate("Incidents", "Medical care: the time is over ({until}). The child needs it all the same: go now.")
        state = "overdue" if left < 0 else "soon"
        self.clock.setText(told.format(n=digits(left), until=self.words.until(ends[0], state)))
        self.why.setText(
            translate(
                "Incidents",
                "After sexual violence medical care within {n} hours (inferred; the health ministry's rule wins).",
            ).format(n=digits(self.file.limits["medical"]["after_sexual_violence"].hours))
        )
