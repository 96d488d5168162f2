"""Between caseworkers and offices: what is to be answered here, what went out from here, which cases moved away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.sharing import assigning, between, moves, referral_stubs
from app.services.sharing.between import Row
from app.services.sharing.moves import Stub
from app.services.sharing.referral_stubs import Answered
from app.text.dates import short_date
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.acts.sharing_answers import SharingAnswers
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label, row
from app.ui.widgets.layout import Tabs, begin_in, keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes, Record
    from app.services.sharing.moves import OfficeCard
    from app.ui.context import Context

Found = tuple[list[Row], list[Row], list[Stub], list[Answered]]


class ReferralsPage(Page):
    """Four lists; a line is answered by Enter, with all that it says before one's eyes."""

    watches = frozenset({"referral", "hand_over", "case", "case_stub", "referral_stub"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.answers = SharingAnswers(context, self, self.read)
        self.waiting: list[Row] = []
        self.out: list[Row] = []
        self.moved: list[Stub] = []
        self.past: list[Answered] = []
        self._wanted = ""
        self.heading = heading(self)
        self.about = label(self, "dim", wrap=True)
        self.back_button = button(self, "back", self.back, flat=True)
        self.answer_button = button(self, "check", self.answer, primary=True)
        self.open_button = button(self, "case", self.open_case)
        self.all_button = button(self, "check", self.accept_all)
        self.wait_table = SimpleTable(context, "between_waiting", self._columns(self._from))
        note = Column("note", lambda: self.tr("Last note"), self._last_note, width=24, stretch=True)
        self.out_table = SimpleTable(context, "between_given", [*self._columns(self._to, other_width=20), note])
        self.moved_table = SimpleTable(context, "between_moved", self._moved_columns())
        self.past_table = SimpleTable(context, "between_answered", self._past_columns())
        self.tabs = Tabs(self)
        for table in (self.wait_table, self.out_table, self.moved_table, self.past_table):
            self.tabs.addTab(table, "")
            table.picked.connect(lambda _: self._fit())
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.heading, 1, gap=gap))
        box.addWidget(self.about)
        box.addLayout(row(self.answer_button, self.open_button, self.all_button, 1, gap=gap))
        box.addWidget(self.tabs, 1)
        keep_height(context, self.tabs, 10)
        self.tabs.setTabVisible(2, can(context.session.actor, "case.transfer"))
        self.tabs.setTabVisible(3, can(context.session.actor, "referral.answer"))
        self.tabs.currentChanged.connect(lambda _: self._fit())
        self.wait_table.opened.connect(lambda _: self.answer())
        self.out_table.opened.connect(lambda _: self.answer())
        self.retranslate()

    def _from(self) -> str:
        return self.tr("From")

    def _to(self) -> str:
        return self.tr("To")

    def _columns(self, other: Callable[[], str], other_width: int = 0) -> list[Column]:
        """Of which child, what it is, from or to whom (the widest one without a width), how it stands."""
        return [
            Column("child", lambda: self.tr("Child"), lambda one: one.child or self.tr("Not shown"), width=20, bold=True),
            Column("what", lambda: self.tr("What"), self.answers.title, width=26),
            Column("other", other, lambda one: one.other, width=other_width or 26, stretch=not other_width),
            Column("state", lambda: self.tr("State"), self._state, width=26, tone=self._tone),
            Column(
                "on", lambda: self.tr("Since"), lambda one: short_date(one.on, self.context.lang) if one.on else "", width=13
            ),
        ]

    def _moved_columns(self) -> list[Column]:
        """Which case went where, and whom to ask."""
        lang = self.context
        return [
            Column("child", lambda: self.tr("Child"), lambda one: one.record.text("child_name"), width=22, bold=True),
            Column("code", lambda: self.tr("Case number"), lambda one: one.record.text("code"), width=14),
            Column("to", lambda: self.tr("To"), self._office, width=26, stretch=True),
            Column("phone", lambda: self.tr("Telephone"), lambda one: one.to.phone, width=14),
            Column("ask", lambda: self.tr("Whom to ask"), lambda one: one.record.text("ask_whom"), width=20),
            Column(
                "state", lambda: self.tr("State"), lambda one: code_label("hand_over_state", one.state, lang.lang), width=18
            ),
            Column("on", lambda: self.tr("Offered on"), self._moved_on, width=13),
        ]

    def _past_columns(self) -> list[Column]:
        """Which referral, who had asked, what was answered: nothing of the child."""
        return [
            Column("code", lambda: self.tr("Case number"), lambda one: one.record.text("code"), width=14, bold=True),
            Column("state", lambda: self.tr("State"), self._past_state, width=20),
            Column("from", self._from, lambda one: self._name(one.sender), width=22),
            Column("on", lambda: self.tr("Answered on"), lambda one: self._day(one.record, "on_date"), width=13),
            Column("by", lambda: self.tr("Who referred"), lambda one: one.record.text("from_name"), width=18),
            Column("phone", lambda: self.tr("Telephone"), lambda one: one.sender.phone, width=14),
            Column("note", lambda: self.tr("Last note"), self._last_note, width=24, stretch=True),
        ]

    def _past_state(self, one: Answered) -> str:
        """What was answered; what the sender ended says so."""
        told = code_label("referral_state", one.record.text("state"), self.context.lang)
        return told if one.ended else self.tr("Ended by the sender")

    def _moved_on(self, one: Stub) -> str:
        return self._day(one.record, "moved_on")

    def _day(self, record: Record, name: str) -> str:
        day = record.day(name)
        return short_date(day, self.context.lang) if day else ""

    def _office(self, one: Stub) -> str:
        return self._name(one.to)

    def _name(self, office: OfficeCard) -> str:
        return office.name_km if self.context.lang == "km" else office.name_en or office.name_km

    def _state(self, one: Row) -> str:
        """How it stands; what has not gone out yet says so."""
        if one.unsent:
            return self.tr("Goes out with the next exchange")
        if one.kind == "cover_end":
            return self.tr("The leave is over")
        told = self.answers.state(one, one.record.text("state"))
        return self.tr("{state}, urgent").format(state=told) if one.record.flag("urgent") else told

    def _last_note(self, one: Row | Answered) -> str:
        """What the receiver wrote last."""
        return self.context.language.digits(one.record.text("answer_note").rpartition("\n")[2])

    def _tone(self, one: Row) -> str | None:
        state = one.record.text("state")
        return "warn" if state in ("declined",) or one.record.flag("urgent") else "good" if state == "accepted" else None

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Referrals and hand-overs"))
        self.back_button.setText(self.tr("Cases"))
        self.about.setText(
            self.tr("Whoever offers a case stays responsible until it is accepted. Enter opens and answers a line.")
        )
        self.answer_button.setText(self.tr("Look and answer…"))
        self.open_button.setText(self.tr("Open the case"))
        self.all_button.setText(self.tr("Accept all cases…"))
        for table, name, empty in (
            (self.wait_table, self.tr("To answer"), self.tr("Nothing waits for your answer.")),
            (
                self.out_table,
                self.tr("Given from here"),
                self.tr("Nothing went out from here. A case is referred on its page."),
            ),
            (self.moved_table, self.tr("Cases that moved away"), self.tr("No case went to another office.")),
            (
                self.past_table,
                self.tr("Answered from here"),
                self.tr("Nothing yet. Once a referral is over, only its number and your answer stay here."),
            ),
        ):
            table.set_name(name)
            table.set_empty(empty)
            table.retranslate()
        self._fit()

    def shown(self, **where: object) -> None:
        """Comes up; `row` is the line that is meant."""
        self._wanted = str(where.get("row") or "")
        self.read()
        begin_in(self._table())

    def read(self) -> None:
        """Reads all lists."""

        def lists(reader: Reader) -> Found:
            listed = moves.stubs(reader) if can(reader.actor, "case.transfer") else []
            return between.to_answer(reader), between.given(reader), listed, referral_stubs.answered(reader)

        self.context.tasks.run(lists, lambda found: self._show(*found), self, key="lists")

    def _show(self, waiting: list[Row], out: list[Row], moved: list[Stub], past: list[Answered]) -> None:
        self.waiting, self.out, self.moved, self.past = waiting, out, moved, past
        self.wait_table.set_rows(waiting)
        self.out_table.set_rows(out)
        self.moved_table.set_rows(moved)
        self.past_table.set_rows(past)
        if self._wanted in {one.id for one in out} and self._wanted not in {one.id for one in waiting}:
            self.tabs.setCurrentWidget(self.out_table)
        rows = waiting if self._table() is self.wait_table else out
        if not self._table().selected() and rows and self._table() not in self._kept():
            self._table().select(self._wanted if self._wanted in {one.id for one in rows} else rows[0].id)
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
        place = self.tabs.currentWidget()
        return next((each for each in (self.out_table, *self._kept()) if place is each), self.wait_table)

    def _kept(self) -> tuple[SimpleTable, ...]:
        """The lists of what is here no more: nothing of them is answered or opened."""
        return self.moved_table, self.past_table

    def chosen(self) -> Row | None:
        """The line that is selected in the list in sight; none of what is here no more."""
        table = self._table()
        rows = self.waiting if table is self.wait_table else self.out if table is self.out_table else []
        return next((one for one in rows if one.id == table.selected()), None)

    def _fit(self) -> None:
        """Titles with counts, and the buttons that make sense now."""
        digits = self.context.language.digits
        tables = (self.tr("To answer"), self.tr("Given from here"), self.tr("Cases that moved away"))
        titles = (*tables, self.tr("Answered from here"))
        counts = (len(self.waiting), len(self.out), len(self.moved), len(self.past))
        for place, (told, count) in enumerate(zip(titles, counts, strict=True)):
            self.tabs.setTabText(place, self.tr("{title} ({n})").format(title=told, n=digits(count)))
        one = self.chosen()
        self.answer_button.setEnabled(one is not None and bool(one.may))
        self.open_button.setEnabled(one is not None and bool(one.case))
        for each in (self.answer_button, self.open_button):
            each.setVisible(self._table() not in self._kept())
        self.all_button.setVisible(self._table() is self.wait_table and len(self._offers()) > 1)

    def _offers(self) -> list[Row]:
        """The cases that colleagues offer to the person."""
        return [one for one in self.waiting if one.kind in ("worker", "cover") and "accepted" in one.may]

    def accept_all(self) -> None:
        """Takes all cases that colleagues offer, once what they say of danger was shown."""
        offers, digits = self._offers(), self.context.language.digits
        said: dict[str, list[str]] = {}
        for one in offers:
            said.setdefault(one.record.text("danger"), []).append(one.child or self.tr("Not shown"))
        notes = [f"{', '.join(names)}: {danger}" for danger, names in said.items()]
        told = self.tr("Accept {n} cases? From now on you are responsible for them.").format(n=digits(len(offers)))
        if not self.context.dialogs.confirm(self, "\n".join([told, *notes]), self.tr("Accept them")):
            return
        keys = [one.id for one in offers]
        self.context.tasks.run(lambda uow: assigning.accept_many(uow, keys), lambda _: self.read(), self, write="accept_many")

    def answer(self) -> None:
        """Shows what a line says and asks for the answer."""
        one = self.chosen()
        if one is not None and one.may:
            self.answers.answer(one)

    def open_case(self) -> None:
        """The case of the line."""
        one = self.chosen()
        if one is not None and one.case:
            self.context.navigate("case", case=one.case)

    def save(self) -> bool:
        """Ctrl+Enter answers."""
        if self.chosen() is None:
            return False
        self.answer()
        return True
