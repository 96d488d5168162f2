"""One household of the register: state and what is next, who lives there, visits and reviews, children, forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from app.data.places import label_of, place_path
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.records import Record
from app.services.approvals import approvals
from app.services.approvals.approvals import Standing
from app.services.care import carers
from app.services.care.carers import CarerRow, Placed, name_of
from app.services.cases import case_parts
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.carer_parts.acts import CarerActs
from app.ui.pages.carer_parts.form import CarerForm
from app.ui.pages.carers import STATE_TONES
from app.ui.pages.case_parts.lists.part_table import PartTable
from app.ui.pages.case_parts.lists.roles_list import RolesList
from app.ui.pages.case_parts.views.cells import Cells, PartRow
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.form_parts.responses_part import ResponsesPart
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, chip, heading, label, set_tone
from app.ui.widgets.flow import Flow
from app.ui.widgets.layout import Tabs, keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class View:
    """A household with all that the page shows."""

    row: CarerRow
    address: dict[str, str]
    members: tuple[Record, ...]
    events: tuple[Record, ...]
    placed: tuple[Placed, ...]
    support: tuple[Record, ...]
    standing: Standing | None
    names: dict[str, str]


class CarerPage(Page):
    """The household whose id it was given, or a new one."""

    watches = frozenset({"carer", "carer_event", "carer_member", "placement", "support", "approval", "form_response"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.carer = ""
        self.view: View | None = None
        self.words = CaseWords(context)
        self.heading = heading(self)
        self.state = chip("", parent=self)
        self.facts = label(self, "dim", wrap=True)
        self.roles = RolesList(context, self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.next_button = button(self, "next", self.next_step, primary=True)
        self.more_button = button(self, "more")
        self.menu = QMenu(self)
        self.more_button.setMenu(self.menu)
        self.acts = CarerActs(context, self)
        self.acts.saved.connect(self.read)
        self.register = CarerForm(context, self)
        self.register.saved.connect(self._saved)
        self.tabs = Tabs(self)
        self.members = PartTable(context, self.words, "carer_member", self._names)
        self.events = PartTable(context, self.words, "carer_event", self._names)
        self.table = SimpleTable(context, "carer_children", self._columns())
        cells = Cells(self.words, self._names)
        money = ("from_on", "until_on", "amount", "paid_on", "received_by")
        self.support = SimpleTable(context, "carer_support", [cells.column("support", name) for name in money])
        self.forms = ResponsesPart(context, "carer", self)
        for part in self._parts():
            self.tabs.addTab(part, "")
        self.members.saved.connect(self.read)
        self.events.saved.connect(self.read)
        self.table.opened.connect(self._open_case)
        self._lay_out()
        self.retranslate()

    def _names(self) -> dict[str, str]:
        """Names of the people who entered something, by id."""
        return self.view.names if self.view is not None else {}

    def _parts(self) -> tuple[QWidget, ...]:
        return (self.register, self.members, self.events, self.table, self.support, self.forms)

    def _lay_out(self) -> None:
        gap = self.context.theme.gap
        box = scrolled_page(self, gap)
        box.addWidget(self.heading)
        line = Flow(gap=gap)
        for piece in (self.back_button, self.state, self.next_button, self.more_button):
            line.addWidget(piece)
        box.addLayout(line)
        box.addWidget(self.facts)
        box.addWidget(self.roles)
        box.addWidget(self.tabs, 1)
        keep_height(self.context, self.tabs)

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("case", lambda: self.tr("Case number"), lambda one: one.case.text("code") if one.case else "", width=16),
            Column("option", lambda: self.tr("Care option"), self._option, width=26, stretch=True),
            Column("from", lambda: self.tr("From"), lambda one: short_date(one.placement.day("from_on"), lang.lang), width=13),
            Column("to", lambda: self.tr("Until"), lambda one: short_date(one.placement.day("to_on"), lang.lang), width=13),
            Column(
                "review",
                lambda: self.tr("Next review"),
                lambda one: short_date(one.placement.day("next_review_on"), lang.lang),
                width=14,
            ),
        ]

    def _option(self, one: Placed) -> str:
        return code_label("care_option", one.placement.code("option"), self.context.lang)

    # ---- words ----

    def retranslate(self) -> None:
        self.back_button.setText(self.tr("Households"))
        self.more_button.setText(self.tr("More"))
        self.tabs.setAccessibleName(self.tr("Parts of the page"))
        self.table.set_name(self.tr("Children placed here"))
        self.table.set_empty(self.tr("No child of your cases was placed with this household."))
        self.table.retranslate()
        self.support.set_name(self.tr("Support money"))
        self.support.set_empty(self.tr("Support money is entered with the placement, on the page of the case."))
        self.support.retranslate()
        self.members.retranslate()
        self.events.retranslate()
        self.register.retranslate()
        self.roles.retranslate()
        self.forms.retranslate()
        self._head()

    def _head(self) -> None:
        """Name, state, what is to be known at once, what is next."""
        view, lang = self.view, self.context.lang
        for place, title in enumerate(self._titles()):
            self.tabs.setTabText(place, title)
        for part in (self.state, self.facts, self.more_button, self.next_button):
            part.setVisible(view is not None)
        if view is None:
            self.heading.setText(self.tr("New household") if not self.carer else "")
            return
        record, state = view.row.record, view.row.record.text("state") or "applied"
        self.heading.setText(with_breaks(name_of(record, lang)))
        self.state.setText(code_label("carer_state", state, lang))
        set_tone(self.state, STATE_TONES.get(state, "dim"))
        self.facts.setText(with_breaks(" · ".join(fact for fact in self._facts(view) if fact)))
        self._show_acts()

    def _titles(self) -> tuple[str, ...]:
        """The words of the tabs."""
        own = (self.tr("Register"), self.tr("Who lives there"), self.tr("Visits, training, reviews"))
        return (*own, self.tr("Children"), self.tr("Support money"), self.tr("Forms and assessments"))

    def _facts(self, view: View) -> list[str]:
        """Kind, place, decision, places, next review, an open request."""
        record, row_, lang = view.row.record, view.row, self.context.lang
        facts = [
            code_label("carer_kind", record.code("kind"), lang),
            view.address.get(lang, "") or label_of(record.values, lang),
        ]
        if record.text("authority"):
            told = self.tr("Decided by {who} on {day}")
            facts.append(told.format(who=record.text("authority"), day=short_date(record.day("since"), lang)))
        if row_.free is not None:
            told = self.tr("Children: {n}, free places: {free}")
            facts.append(told.format(n=digits_for(row_.living, lang), free=digits_for(max(0, row_.free), lang)))
        else:
            facts.append(self.tr("Children: {n}").format(n=digits_for(row_.living, lang)))
        if row_.review_on is not None:
            late = row_.review_on < self.context.today()
            told = self.tr("Review overdue since {day}") if late else self.tr("Next review on {day}")
            facts.append(told.format(day=short_date(row_.review_on, lang)))
        asked = view.standing
        if asked is not None and asked.state == "asked":
            facts.append(self.tr("Waits for approval since {day}").format(day=short_date(asked.asked_on, lang)))
        elif asked is not None and asked.state == "sent_back":
            facts.append(self.tr("Sent back: {why}").format(why=asked.remarks))
        return facts

    def _show_acts(self) -> None:
        """The first act as a button, all others in the menu."""
        names = self.acts.names()
        first = next((name for name in names if name in ("decide", "ask")), "")
        self.next_button.setVisible(bool(first))
        self.next_button.setText(self.acts.text(first) if first else "")
        self.menu.clear()
        for name in names:
            if name != first:
                self.menu.addAction(self.acts.text(name), partial(self.acts.run, name))
        self.more_button.setVisible(not self.menu.isEmpty())

    # ---- reading ----

    def shown(self, **where: object) -> None:
        if where.get("new"):
            self.carer, self.view, self.acts.carer = "", None, None
            self.register.show_carer(None)
            self.roles.load_rows(())
            self._only_register(True)
            self.register.form.first_field()
            return
        wanted = str(where.get("carer") or self.carer)
        if wanted != self.carer:
            self.carer, self.view = wanted, None
            self.tabs.setCurrentIndex(0)
        if self.carer:
            self._only_register(False)
            self.read()

    def _only_register(self, on: bool) -> None:
        """A household that is not saved yet has nothing but its form."""
        for place in range(1, self.tabs.count()):
            self.tabs.setTabVisible(place, not on)
        if on:
            self.tabs.setCurrentIndex(0)
        self._head()

    def read(self) -> None:
        """Reads the household anew."""
        carer = self.carer
        if carer:
            self.context.tasks.run(
                lambda reader: _view(reader, carer), self._read, self, on="work", key="carer", failed=self._gone
            )

    def _gone(self, error: AppError) -> None:
        """The household cannot be shown, as after the undo of its registration."""
        self.carer, self.view = "", None
        self.context.notice(self.context.words(error), kind="warn")
        if self.isVisible():
            self.context.navigate("carers")

    def _read(self, view: View) -> None:
        self.view, record = view, view.row.record
        self.acts.carer, self.acts.standing = record, view.standing
        editable = can(self.context.session.actor, "carer.edit", office=record.text("office"))
        self.register.show_carer(record)
        self.roles.load_rows((record, *view.members))
        self.members.show_rows(record.id, record.id, view.members, editable=editable)
        self.events.show_rows(record.id, record.id, view.events, editable=editable)
        self.table.set_rows(view.placed)
        self.support.set_rows([PartRow(one.id, one) for one in view.support])
        self.forms.load(record.id)
        self._head()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def _saved(self, carer: str) -> None:
        self.context.notice(self.tr("Saved on this computer."), "done")
        self.carer, self.view = carer, None
        self._only_register(False)
        self.read()

    # ---- acts ----

    def _open_case(self, key: str) -> None:
        found = self.table.row_of(key)
        if found is not None and found.case is not None:
            self.context.navigate("case", case=found.case.id, step="list:placement")

    def next_step(self) -> None:
        """The first thing that may be done."""
        first = next((name for name in self.acts.names() if name in ("decide", "ask")), "")
        if first:
            self.acts.run(first)

    def new(self) -> bool:
        current = self.tabs.currentWidget()
        part = current if isinstance(current, PartTable) else None
        return part is not None and not part.add_button.isHidden() and part.add()

    def save(self) -> bool:
        return self.tabs.currentWidget() is self.register and self.register.save()

    def next_problem(self) -> bool:
        return self.register.isVisible() and self.register.kept.next_problem()

    def leave(self) -> None:
        self.register.kept.write()

    def back(self) -> bool:
        self.context.navigate("carers")
        return True


def _view(reader: Reader, carer: str) -> View:
    """Reads all that the page shows."""
    record = carers.readable(reader, carer)
    [row] = carers.rows_of(reader, [record])
    path = place_path(reader, record.text("village_code")) if record.text("village_code") else None
    users = {user.id: user.text("name") for user in reader.find("user")} | {reader.actor.user: reader.actor.name}
    return View(
        row,
        {lang: path.path(lang) for lang in ("km", "en")} if path else {},
        tuple(case_parts.visible(reader, "carer_member", carer)),
        tuple(case_parts.visible(reader, "carer_event", carer)),
        carers.placed(reader, carer),
        carers.support(reader, carer),
        approvals.standing(reader, "carer", ("carer", carer)),
        users,
    )
