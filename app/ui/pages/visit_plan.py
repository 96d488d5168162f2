"""The plan of visits of a year: which facility needs one most and why; the visits by month with their teams; and their acts.

Visits that are not announced are here only for their team and the head (practice P28).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.print.visit_packs import VisitPackPaper
from app.services.facilities.facilities import name_of
from app.services.visits import inspection_papers, visit_pack, visit_plans, visit_ranks, visit_teams
from app.services.visits.inspection_kinds import USUAL
from app.services.visits.visit_plans import STATES
from app.services.visits.visit_ranks import Ranked
from app.services.visits.visit_secrecy import may_go_out
from app.services.visits.visit_teams import Person
from app.text.breaks import with_breaks
from app.text.digits import digits_for
from app.text.words import words
from app.ui.forms.paper_desk import PaperDesk
from app.ui.models.excel import ExcelButton, to_excel
from app.ui.models.table import SimpleTable
from app.ui.pages.page import Page
from app.ui.pages.visiting_parts.acts import VisitActs
from app.ui.pages.visiting_parts.lists import VisitLists
from app.ui.pages.visiting_parts.months import Months
from app.ui.pages.visiting_parts.words import Shown, VisitWords
from app.ui.widgets.basics import button, card, heading, label, row
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import Tabs, keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.ui.context import Context


@dataclass(frozen=True)
class Found:
    """What the page reads: the proposal, the visits of the year, who may inspect."""

    ranked: tuple[Ranked, ...]
    visits: tuple[Shown, ...]
    people: tuple[Person, ...]


class VisitPlanPage(Page):
    """Two lists, the proposal and the calendar; what is chosen in the calendar stands whole below it."""

    watches = frozenset(
        {"visit_plan", "visit_member", "complaint", "inspection", "finding", "facility", "residency", "setting"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found = Found((), (), ())
        self.shown_visits: list[Shown] = []
        self.wanted = self.needing = ""
        """The visit, or the facility that needs one, to be chosen once the lists are read."""
        self.words = VisitWords(context)
        self.lists = VisitLists(context, self.words, self)
        self.acts = VisitActs(context, self, self.read)
        self.papers = PaperDesk(context, self)
        self.heading = heading(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.people_button = button(self, "users", lambda: self.acts.people(self.found.people), flat=True)
        self.excel_button = ExcelButton(self, self.export)
        self.sentence = label(self, "dim", wrap=True)
        self.form = Form(columns=3)
        self.year, self.state = ChoiceField(), ChoiceField()
        self.form.add("year", self.year)
        self.form.add("state", self.state)
        self.form.add("kind", CodeField(context, "inspection_kind"))
        self.months = Months(context, self)
        self.proposal = SimpleTable(context, "visit_proposal", self.lists.proposal())
        self.calendar = SimpleTable(context, "visit_calendar", self.lists.calendar())
        self.tabs = Tabs(self)
        self.tabs.addTab(self.proposal, "")
        self.tabs.addTab(self.calendar, "")
        self._make_acts()
        self._lay_out()
        self.year.set_choices(self._years())
        self.year.set_value(str(context.today().year))
        self.form.changed.connect(lambda name: self.read() if name == "year" else self._fill())
        self.months.changed.connect(self._fill)
        self.tabs.currentChanged.connect(lambda _: self._chose())
        for table in (self.proposal, self.calendar):
            table.picked.connect(lambda _: self._chose())
        self.proposal.opened.connect(lambda key: context.navigate("facility", facility=key))
        self.calendar.opened.connect(lambda _: self.go())
        self.retranslate()

    def _make_acts(self) -> None:
        """The buttons below the lists."""
        self.plan_button = button(self, "add", self.new, primary=True)
        self.begin_button = button(self, "inspection", lambda: self._do("begin"), primary=True)
        self.change_button = button(self, "calendar", lambda: self._do("change"))
        self.join_button = button(self, "person", lambda: self._do("join"))
        self.leave_button = button(self, "close", lambda: self._do("leave"), flat=True)
        self.pack_button = button(self, "print", self.print_paper)
        self.ties_button = button(self, "edit", lambda: self._do("ties"))
        self.link_button = button(self, "check", lambda: self._do("link"), flat=True)
        self.drop_button = button(self, "undo", lambda: self._do("drop"), flat=True)
        self.go_button = button(self, "next", self.go, flat=True)
        actor = self.context.session.actor
        self.may_plan = can(actor, "visit.plan")
        self.people_button.setVisible(can(actor, "rule.edit"))
        self.excel_button.setVisible(can(actor, "visit.export"))

    def _lay_out(self) -> None:
        gap = self.context.theme.gap
        self.frame, below = card(self)
        self.detail = label(self.frame, wrap=True)
        below.addWidget(self.detail)
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.heading, 1, gap=gap))
        head = Flow(gap=gap)
        for piece in (self.people_button, self.excel_button):
            head.addWidget(piece)
        box.addWidget(self.form)
        box.addLayout(head)
        box.addWidget(self.months)
        box.addWidget(self.sentence)
        box.addWidget(self.tabs, 1)
        box.addWidget(self.frame)
        line = Flow(gap=gap)
        for knob in self._knobs():
            line.addWidget(knob)
        box.addLayout(line)
        keep_height(self.context, self.tabs, 9)

    def _knobs(self) -> tuple[QWidget, ...]:
        return (
            *(self.plan_button, self.begin_button, self.change_button, self.join_button, self.leave_button),
            *(self.ties_button, self.pack_button, self.link_button, self.drop_button, self.go_button),
        )

    def _years(self) -> list[tuple[str, str]]:
        now = self.context.today().year
        return [(str(year), digits_for(year, self.context.lang)) for year in range(now - 2, now + 3)]

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Plan of visits"))
        self.back_button.setText(self.tr("Inspections"))
        self.people_button.setText(self.tr("Who may inspect …"))
        for name, text in {"year": self.tr("Year"), "state": self.tr("State"), "kind": self.tr("Kind of visit")}.items():
            self.form.label(name, text)
        chosen = self.year.value()
        self.year.set_choices(self._years())
        self.year.set_value(chosen)
        self.state.set_choices([(state, words(f"visit.state.{state}", self.context.lang)) for state in STATES])
        self.tabs.setTabText(0, self.tr("Proposal"))
        self.tabs.setTabText(1, self.tr("Calendar"))
        self.proposal.set_name(self.tr("Facilities by how much they need a visit"))
        self.proposal.set_empty(self.tr("There is no facility yet. Register one first."))
        self.calendar.set_name(self.tr("Planned visits"))
        self.calendar.set_empty(self.tr("No visit is planned here. Choose a facility in the proposal and plan one."))
        for knob, text in zip(self._knobs(), self._knob_words(), strict=True):
            assert isinstance(knob, type(self.plan_button))
            knob.setText(text)
        for table in (self.proposal, self.calendar):
            table.retranslate()
        self._fill()

    def _knob_words(self) -> tuple[str, ...]:
        return (
            *(self.tr("Plan a visit … (Ctrl+N)"), self.tr("Begin the visit …"), self.tr("Change …"), self.tr("Goes along …")),
            *(
                self.tr("Does not go along …"),
                self.tr("Declare ties …"),
                self.tr("Papers …"),
                self.tr("Was made …"),
                self.tr("Not made …"),
            ),
            self.tr("Open"),
        )

    def shown(self, **where: object) -> None:
        self.wanted, self.needing = str(where.get("visit_plan") or ""), str(where.get("facility") or "")
        if self.wanted or self.needing:
            self.tabs.setCurrentWidget(self.calendar if self.wanted else self.proposal)
        self.read()

    def read(self) -> None:
        """Reads proposal and calendar of the year; a visit that is wanted brings its year along."""
        year, wanted = int(self.year.value() or self.context.today().year), self.wanted

        def found(reader: Reader) -> tuple[int, Found]:
            chosen = year
            if wanted:
                chosen = visit_plans.get(reader, wanted).record.whole("year") or year
            plans = visit_plans.listing(reader, chosen)
            names = visit_teams.names(reader, [member for plan in plans for member in plan.team])
            visits = tuple(Shown(plan, names) for plan in plans)
            return chosen, Found(visit_ranks.proposal(reader, chosen), visits, visit_teams.people(reader))

        self.context.tasks.run(found, lambda told: self._read(*told), self, on="work", key="plan")

    def _read(self, year: int, found: Found) -> None:
        self.found = found
        if str(year) != self.year.value():
            self.year.set_value(str(year))
        if self.wanted:
            self.months.choose(None)
            self.state.set_value(None)
            self.form.field("kind").set_value(None)
        self._fill()
        if self.wanted:
            self.calendar.select(self.wanted)
            self.calendar.setFocus()
        elif self.needing:
            self.proposal.select(self.needing)
            self.proposal.setFocus()
        self.wanted = self.needing = ""

    def _fill(self) -> None:
        """Both lists by the filters; the months with their numbers."""
        kind, state = self.form.field("kind").value(), self.state.value()
        fitting = [
            one for one in self.found.visits if state in (None, one.plan.state) and kind in (None, one.plan.record.code("kind"))
        ]
        self.months.show_counts(Counter(one.plan.record.whole("month") or 0 for one in fitting))
        month = self.months.month
        self.proposal.set_rows(self.found.ranked)
        self.shown_visits = [one for one in fitting if month in (None, one.plan.record.whole("month"))]
        self.calendar.set_rows(self.shown_visits)
        self._chose()

    def _say(self) -> None:
        """How many there are, and that the ranking is a proposal with rules of the office."""
        lang, visits = self.context.lang, [one.plan for one in self.found.visits if one.plan.state != "dropped"]
        if self.tabs.currentWidget() is self.proposal:
            planned = sum(any(plan.state != "dropped" for plan in one.plans) for one in self.found.ranked)
            numbers = (digits_for(number, lang) for number in (len(self.found.ranked), planned))
            text = self.tr(
                "Facilities: {n}, with a visit in the year: {planned}. The order is a proposal; its points are rules that "
                "the head may change in the settings, under rules."
            )
            self.sentence.setText(text.format_map(dict(zip(("n", "planned"), numbers, strict=True))))
            return
        done = sum(plan.state == "done" for plan in visits)
        text = self.tr("Visits of the year: {n}, done: {done}. Those with a lock are known to their team and the head alone.")
        self.sentence.setText(text.format(n=digits_for(len(visits), lang), done=digits_for(done, lang)))

    # ---- what is chosen ----

    def _visit(self) -> Shown | None:
        key = self.calendar.selected() if self.tabs.currentWidget() is self.calendar else None
        return next((one for one in self.found.visits if one.id == key), None)

    def _chose(self) -> None:
        """What is chosen, whole; and which acts fit."""
        self._say()
        proposing = self.tabs.currentWidget() is self.proposal
        ranked = self._ranked()
        visit = self._visit()
        told = self.words.whole(visit) if visit is not None else self._facility_words(ranked) if proposing and ranked else ""
        self.detail.setText(with_breaks(told))
        self.frame.setVisible(bool(told))
        coming = visit is not None and visit.plan.state == "planned"
        self.plan_button.setVisible(self.may_plan and proposing)
        self.plan_button.setEnabled(ranked is not None)
        self.months.setVisible(not proposing)
        for name in ("state", "kind"):
            self.form.show_field(name, not proposing)
        self.go_button.setVisible(visit is not None or (proposing and ranked is not None))
        for knob in (self.begin_button, self.change_button, self.join_button, self.link_button, self.drop_button):
            knob.setVisible(self.may_plan and coming)
        self.leave_button.setVisible(self.may_plan and coming and bool(visit and visit.plan.team))
        self.pack_button.setVisible(self.may_plan and visit is not None and visit.plan.state in {"planned", "begun"})
        self.ties_button.setVisible(bool(self._declaring()))

    def _ranked(self) -> Ranked | None:
        key = self.proposal.selected()
        return next((one for one in self.found.ranked if one.id == key), None)

    def _facility_words(self, one: Ranked) -> str:
        lang = self.context.lang
        head = f"{one.facility.text('code')} · {name_of(one.facility, lang)} · "
        head += code_label("facility_type", one.facility.code("type"), lang)
        return "\n".join(filter(None, (head, self.lists.why_lines(one))))

    def _declaring(self) -> list[object]:
        """Those of the chosen team whose ties the person may write down."""
        visit, own = self._visit(), self.context.session.actor.user
        if visit is None or not self.may_plan or visit.plan.state == "dropped":
            return []
        return [one for one in visit.plan.team if one.ref("user") in (None, own)]

    # ---- acts ----

    def _do(self, act: str) -> None:
        visit = self._visit()
        if visit is None:
            return
        acts = self.acts
        if act == "join":
            acts.join(visit, self.found.people)
        elif act == "leave":
            acts.leave(visit)
        elif act == "ties":
            own = self.context.session.actor.user
            acts.ties(visit, [one for one in visit.plan.team if one.ref("user") in (None, own)])
        else:
            {"begin": acts.begin, "change": acts.change, "link": acts.link, "drop": acts.drop}[act](visit.plan)

    def new(self) -> bool:
        """Plans a visit to the facility that is chosen in the proposal."""
        if not self.may_plan:
            return False
        if self.tabs.currentWidget() is not self.proposal:
            self.tabs.setCurrentWidget(self.proposal)
            self.proposal.setFocus()
            return True
        ranked = self._ranked()
        if ranked is not None:
            late = any(reason.code in {"overdue", "open_critical"} for reason in ranked.reasons)
            kind = "follow_up" if late else USUAL
            self.acts.plan(ranked.id, int(self.year.value() or self.context.today().year), kind=kind)
        return ranked is not None

    def print_paper(self) -> bool:
        """The papers for the chosen visit."""
        visit = self._visit()
        if visit is None or self.pack_button.isHidden():
            return False
        plan, shelf, lang = visit.plan, self.acts.shelf, inspection_papers.paper_language(self.context.lang)

        def made(reader: Reader) -> VisitPackPaper:
            shelf.read(reader)
            return visit_pack.pack(reader, shelf, plan, lang)

        self.papers.show_paper(made, self.tr("Papers for a visit"), f"visit_{plan.facility.text('code')}.pdf", plan.facility.id)
        return True

    def go(self) -> bool:
        """Opens the inspection of the chosen visit, else its facility."""
        visit, ranked = self._visit(), self._ranked()
        if visit is not None and visit.plan.inspection is not None and visit.plan.state in {"begun", "done"}:
            self.context.navigate("inspection", inspection=visit.plan.inspection.id)
        elif visit is not None:
            self.context.navigate("facility", facility=visit.plan.facility.id)
        elif ranked is not None and self.tabs.currentWidget() is self.proposal:
            self.context.navigate("facility", facility=ranked.id)
        else:
            return False
        return True

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def export(self) -> bool:
        """The list that is shown; visits that are not announced go out for the head alone (practice P28)."""
        actor, proposing = self.context.session.actor, self.tabs.currentWidget() is self.proposal
        table, kind = (self.proposal, "visit_proposal") if proposing else (self.calendar, "visit_calendar")
        rows: Sequence[Ranked] | Sequence[Shown] = [
            replace(one, plans=tuple(plan for plan in one.plans if may_go_out(actor, plan.record))) for one in self.found.ranked
        ]
        if not proposing:
            rows = [one for one in self.shown_visits if may_go_out(actor, one.plan.record)]
        return to_excel(self.context, self, table, kind, every=lambda _reader: rows)

    def back(self) -> bool:
        self.context.navigate("inspections")
        return True
