"""All inspections, and which facility was not visited for longest: that is where to go next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.data.queries.facilities import FacilityRow
from app.data.queries.inspections import InspectionRow
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.facilities import facilities, support_visits
from app.services.facilities.facilities import name_of
from app.services.visits import inspections
from app.services.visits.visit_secrecy import may_go_out
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.facility_parts.visits import Visits
from app.ui.pages.inspection_parts.answers_out import AnswersOut
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import Tabs, keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.ui.context import Context


class InspectionsPage(Page):
    """Done and open inspections; facilities by the time since their last visit."""

    watches = frozenset({"inspection", "finding", "facility"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.visits = Visits(context, self)
        self.rows: list[InspectionRow] = []
        self.waiting: list[FacilityRow] = []
        self.heading = heading(self)
        self.sentence = label(self, "dim", wrap=True)
        self.form = Form(columns=4)
        self.state = CodeField(context, "inspection_state")
        self.form.add("state", self.state)
        self.table = SimpleTable(context, "inspections", self.visits.columns(with_facility=True))
        self.plan = SimpleTable(context, "inspection_plan", self._plan_columns())
        self.begin_button = button(self, "inspection", self.begin, primary=True)
        self.visits_button = button(self, "calendar", lambda: context.navigate("visit_plan"))
        self.answers = AnswersOut(context, self)
        self.answers_button = button(self, "download", self.answers.begin, flat=True)
        self.tabs = Tabs(self)
        self.tabs.addTab(self.table, "")
        self.tabs.addTab(self.plan, "")
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        line = Flow(gap=gap)
        for knob in (self.begin_button, self.visits_button, self.answers_button):
            line.addWidget(knob)
        box.addWidget(self.heading)
        box.addLayout(line)
        box.addWidget(self.form)
        box.addWidget(self.sentence)
        box.addWidget(self.tabs, 1)
        self.begin_button.setVisible(can(context.session.actor, "inspection.fill"))
        self.answers_button.setVisible(can(context.session.actor, "list.export"))
        self.form.changed.connect(lambda _: self.read())
        self.tabs.currentChanged.connect(lambda _: self._say())
        keep_height(context, self.tabs, 10)
        self.table.opened.connect(lambda key: self.visits.open(self.table.row_of(key)))
        self.plan.opened.connect(lambda key: context.navigate("facility", facility=key))
        self.retranslate()

    def _plan_columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("code", lambda: self.tr("Code"), lambda one: one.facility.text("code"), width=11, bold=True),
            Column("name", lambda: self.tr("Facility"), lambda one: name_of(one.facility, lang.lang), width=28, stretch=True),
            Column("visit", lambda: self.tr("Last visit"), self._visit, width=16, tone=self._tone),
            Column("grade", lambda: self.tr("Result"), lambda one: code_label("grade", one.grade, lang.lang), width=22),
            Column("living", lambda: self.tr("Children"), lambda one: str(one.residents), width=10, align="right", digits=True),
            Column(
                "late", lambda: self.tr("Overdue findings"), lambda one: str(one.overdue), width=16, align="right", digits=True
            ),
        ]

    def _visit(self, one: FacilityRow) -> str:
        return short_date(one.last_visit, self.context.lang) if one.last_visit else self.tr("never")

    def _tone(self, one: FacilityRow) -> str | None:
        return "warn" if one.late else None

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Inspections"))
        self.begin_button.setText(self.tr("New inspection (Ctrl+N)"))
        self.visits_button.setText(self.tr("Plan of visits"))
        self.answers_button.setText(self.tr("All answers to Excel"))
        self.form.label("state", self.tr("State"))
        self.tabs.setTabText(0, self.tr("Inspections"))
        self.tabs.setTabText(1, self.tr("Longest without a visit"))
        self.table.set_name(self.tr("List of inspections"))
        self.table.set_empty(
            self.tr("No inspection stands here yet. Begin one at the facility that was not visited for longest.")
        )
        self.plan.set_name(self.tr("Facilities by last visit"))
        self.plan.set_empty(self.tr("There is no facility yet. Register one first."))
        self.table.retranslate()
        self.plan.retranslate()
        self._say()

    def _say(self) -> None:
        lang = self.context.lang
        if self.tabs.currentWidget() is self.plan:
            late = sum(self._tone(one) is not None for one in self.waiting)
            self.sentence.setText(self.tr("Without a visit for too long: {n}").format(n=digits_for(late, lang)))
            return
        state = self.state.value()
        said = code_label("inspection_state", state, lang) if state else self.tr("All inspections")
        self.sentence.setText(self.tr("{what}: {n}").format(what=said, n=digits_for(len(self.rows), lang)))

    def shown(self, **where: object) -> None:
        if where.get("state"):
            self.state.set_value(str(where["state"]))
        self.read()

    def read(self) -> None:
        """Reads both lists."""
        state = self.state.value()

        def lists(reader: Reader) -> tuple[list[InspectionRow], list[FacilityRow]]:
            waiting = facilities.listing(reader)
            waiting.sort(key=lambda one: (one.last_visit is not None, str(one.last_visit), one.facility.text("code")))
            return support_visits.with_support(reader, inspections.listing(reader, state=state), state=state), waiting

        self.context.tasks.run(lists, lambda found: self._show(*found), self, key="lists")

    def _show(self, rows: list[InspectionRow], waiting: list[FacilityRow]) -> None:
        self.rows, self.waiting = rows, waiting
        self.table.set_rows(rows)
        self.plan.set_rows(waiting)
        self._say()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def new(self) -> bool:
        return self.begin()

    def export(self) -> bool:
        if self.tabs.currentWidget() is self.plan:
            return to_excel(self.context, self, self.plan, "inspection_plan")
        rows = [one for one in self.rows if may_go_out(self.context.session.actor, one.inspection)]
        return to_excel(self.context, self, self.table, "inspections", every=lambda _reader: rows)

    def begin(self) -> bool:
        """Begins an inspection of the facility that is selected in the plan; without one the plan comes up."""
        if not can(self.context.session.actor, "inspection.fill"):
            return False
        chosen = self.plan.selected() if self.tabs.currentWidget() is self.plan else None
        if chosen is None:
            self.tabs.setCurrentWidget(self.plan)
            self.plan.setFocus()
            if self.waiting:
                self.plan.select(self.waiting[0].id)
            return True
        self.visits.begin(chosen)
        return True
