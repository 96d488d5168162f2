"""Approvals: what waits for one's own decision, what one asked for oneself, what was decided and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.approvals import approval_list
from app.services.approvals.approval_list import Request
from app.text.dates import short_date
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.acts.approval_acts import ApprovalActs
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label, row
from app.ui.widgets.layout import Tabs, begin_in, keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.ui.context import Context

_TONES = {"sent_back": "warn", "asked": "accent"}


class ApprovalsPage(Page):
    """Three lists; a line opens the case, where everything can be looked at before it is decided."""

    watches = frozenset({"approval", "case", "carer"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.acts = ApprovalActs(context, self)
        self.acts.saved.connect(self.read)
        self.wanted = ""
        self.waiting: list[Request] = []
        self.own: list[Request] = []
        self.decided: list[Request] = []
        self.heading = heading(self)
        self.about = label(self, "dim", wrap=True)
        self.back_button = button(self, "back", self.back, flat=True)
        self.decide_button = button(self, "check", self.decide, primary=True)
        self.open_button = button(self, "case", self.open_case)
        self.withdraw_button = button(self, "undo", self.withdraw)
        self.wait_table = SimpleTable(context, "approvals_waiting", self._columns("waiting"))
        self.own_table = SimpleTable(context, "approvals_own", self._columns("own"))
        self.done_table = SimpleTable(context, "approvals_decided", self._columns("decided"))
        self.tabs = Tabs(self)
        self.tabs.addTab(self.wait_table, "")
        self.tabs.addTab(self.own_table, "")
        self.tabs.addTab(self.done_table, "")
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.heading, 1, gap=gap))
        box.addWidget(self.about)
        box.addLayout(row(self.decide_button, self.open_button, self.withdraw_button, 1, gap=gap))
        box.addWidget(self.tabs, 1)
        keep_height(context, self.tabs, 10)
        for place in (0, 2):
            self.tabs.setTabVisible(place, can(context.session.actor, "case.decide"))
        self.tabs.currentChanged.connect(lambda _: self._fit())
        for table in (self.wait_table, self.own_table, self.done_table):
            table.opened.connect(self._open)
            table.picked.connect(lambda _: self._fit())
        self.retranslate()

    def _columns(self, which: str) -> list[Column]:
        """Whose case, what is asked, by whom and since when; of the own ones how they stand, of decided ones since when."""
        lang = self.context
        asked = Column("by", lambda: self.tr("Asked for by"), lambda one: one.asked_by, width=20)
        state = Column(
            "state",
            lambda: self.tr("State"),
            lambda one: code_label("approval_state", one.standing.state, lang.lang),
            width=18,
            tone=lambda one: _TONES.get(one.standing.state),
        )
        on = Column("on", lambda: self.tr("Asked for on"), lambda one: short_date(one.standing.asked_on, lang.lang), width=13)
        if which == "decided":
            on = Column("on", lambda: self.tr("Decided on"), lambda one: short_date(one.standing.on, lang.lang), width=13)
        return [
            Column("name", lambda: self.tr("Name"), self._name, width=24, bold=True),
            Column("code", lambda: self.tr("Case number"), lambda one: one.code, width=14),
            Column(
                "what", lambda: self.tr("What"), lambda one: code_label("approval_what", one.standing.what, lang.lang), width=20
            ),
            state if which == "own" else asked,
            on,
            Column("note", lambda: self.tr("Remarks"), self._note, width=24, stretch=True),
        ]

    def _name(self, one: Request) -> str:
        names = (one.name_km, one.name_latin)
        told = (names[0] or names[1]) if self.context.lang == "km" else (names[1] or names[0])
        return told or self.tr("Restricted case")

    def _note(self, one: Request) -> str:
        """What the other side wrote."""
        standing = one.standing
        if one.entered_by and standing.state == "approved" and one in self.waiting:
            return self.tr("Paper of {name} · entered by {user}").format(name=standing.paper_by, user=one.entered_by)
        asked = " – ".join(part for part in (standing.sent_where, standing.note) if part)
        return " ".join((standing.remarks if standing.state == "sent_back" else asked).split())

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Approvals"))
        self.back_button.setText(self.tr("Cases"))
        self.about.setText(self.tr("Nobody approves their own request. Look at the case first, then decide."))
        self.open_button.setText(self.tr("Open the case"))
        self.withdraw_button.setText(self.tr("Take back…"))
        self.wait_table.set_name(self.tr("Waits for your decision"))
        self.own_table.set_name(self.tr("What you asked for"))
        self.wait_table.set_empty(self.tr("Nothing waits for your decision."))
        self.own_table.set_empty(
            self.tr("You asked for nothing that is still open. What needs an approval is asked for on the page of the case.")
        )
        self.done_table.set_name(self.tr("Decided"))
        self.done_table.set_empty(self.tr("There is no decision here that can still be taken back."))
        for table in (self.wait_table, self.own_table, self.done_table):
            table.retranslate()
        self._fit()

    def shown(self, **where: object) -> None:
        self.wanted = str(where.get("approval") or "")
        self.read()
        begin_in(self._table())

    def read(self) -> None:
        """Reads the lists; what was decided on paper stands before what waits for a decision."""

        def lists(reader: Reader) -> tuple[list[Request], list[Request], list[Request]]:
            waiting = [*approval_list.looks(reader), *approval_list.waiting(reader)]
            return waiting, approval_list.mine(reader), approval_list.decided(reader)

        self.context.tasks.run(lists, lambda found: self._show(*found), self, key="lists")

    def _show(self, waiting: list[Request], own: list[Request], decided: list[Request]) -> None:
        self.waiting, self.own, self.decided = waiting, own, decided
        self.done_table.set_rows(decided)
        self.wait_table.set_rows(waiting)
        self.own_table.set_rows(own)
        if self.wanted and any(one.id == self.wanted for one in waiting):
            self.tabs.setCurrentWidget(self.wait_table)
            self.wait_table.select(self.wanted)
        self.wanted = ""
        if not self._table().selected() and (rows := self._rows()):
            self._table().select(rows[0].id)
        self._fit()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def back(self) -> bool:
        self.context.navigate("cases")
        return True

    def _table(self) -> SimpleTable:
        current = self.tabs.currentWidget()
        return next((table for table in (self.wait_table, self.done_table) if table is current), self.own_table)

    def _rows(self) -> list[Request]:
        table = self._table()
        return self.waiting if table is self.wait_table else self.decided if table is self.done_table else self.own

    def chosen(self) -> Request | None:
        """The request that is selected in the list in sight."""
        key = self._table().selected()
        return next((one for one in self._rows() if one.id == key), None)

    def _fit(self) -> None:
        """Titles with counts, and the buttons that make sense now."""
        digits = self.context.language.digits
        for place, (told, rows) in enumerate(
            (
                (self.tr("Waits for your decision"), self.waiting),
                (self.tr("What you asked for"), self.own),
                (self.tr("Decided"), self.decided),
            )
        ):
            self.tabs.setTabText(place, self.tr("{title} ({n})").format(title=told, n=digits(len(rows))))
        one, waits = self.chosen(), self._table() is self.wait_table
        self.decide_button.setVisible(waits)
        self.decide_button.setEnabled(one is not None)
        looks = waits and one is not None and one.standing.state != "asked"
        self.decide_button.setText(self.tr("Look at it…") if looks else self.tr("Decide…"))
        self.open_button.setEnabled(one is not None and bool(one.standing.case or one.standing.carer))
        self.withdraw_button.setVisible(not waits)
        self.withdraw_button.setEnabled(one is not None)

    def _open(self, _key: str) -> None:
        self.open_case()

    def open_case(self) -> None:
        """The case of the request, at the step that is asked for."""
        one = self.chosen()
        if one is not None and one.standing.case:
            self.context.navigate("case", case=one.standing.case)
        elif one is not None and one.standing.carer:
            self.context.navigate("carer", carer=one.standing.carer)

    def decide(self) -> None:
        """Approves or sends back; says whether what stands decided on paper is in order."""
        one = self.chosen()
        if one is not None and self._table() is self.wait_table:
            if one.standing.state == "asked":
                self.acts.decide(one.standing)
            else:
                self.acts.look(one.standing, one.entered_by)

    def withdraw(self) -> None:
        """Takes an own request back, or a decision with what followed from it."""
        one = self.chosen()
        if one is not None and self._table() is not self.wait_table:
            self.acts.withdraw(one.standing)

    def save(self) -> bool:
        """Ctrl+Enter decides."""
        if self._table() is not self.wait_table or self.chosen() is None:
            return False
        self.decide()
        return True
