"""Typing a stack of papers: what stays is said once, then only the case is looked for, paper after paper (practice P16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from app.domain.codelists import label as code_label
from app.services.forms.form_library import FormEntry, FormShelf
from app.services.responses import stack
from app.services.responses.stack import Found, Stack, Typed
from app.services.visits.inspection_papers import paper_language
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.forms.paper_desk import PaperDesk
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, note, row, section
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context

KEPT = "stack.last"
"""What stays for this person: form, day, worker, place."""
PAUSE_MS = 150


class StackPage(Page):
    """Above what stays, then the case, below what was typed today."""

    watches: ClassVar[frozenset[str]] = frozenset({"form_response", "case"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.shelf = FormShelf(context.session.folder)
        self.papers = PaperDesk(context, self)
        self.title, self.lead = heading(self), note(self)
        self.away = button(self, "back", self.back, flat=True)
        self.blank_button = button(self, "print", self.print_paper)
        self.form = Form(columns=3)
        self.which, self.village = ChoiceField(), VillageField(context)
        self.form.add("form", self.which, required=True)
        self.form.add("on", DateField(context), required=True)
        self.form.add("by", TextField(limit=120), required=True)
        self.form.add("village", self.village)
        self.form.add("place", TextField(limit=160))
        self.case_head = section(self)
        self.search = QLineEdit(self)
        self.search.setMaxLength(80)
        self.found = SimpleTable(context, "stack.found", self._found_columns())
        self.begin_button = button(self, "edit", self.begin, primary=True)
        self.typed_head = section(self)
        self.typed = SimpleTable(context, "stack.typed", self._typed_columns())
        self._wait = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._looked_for, self._begins = "", False
        """What the list was found by; whether the first of what is being looked for is typed at once."""
        self._wait.timeout.connect(self._look)
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._wait.start())
        self.search.returnPressed.connect(self.begin)
        self.found.opened.connect(lambda _: self.begin())
        self.found.picked.connect(lambda _: self._enable())
        self.typed.opened.connect(lambda key: context.navigate("form", response=key, back="stack"))
        self.form.changed.connect(lambda _: self._enable())
        self.retranslate()

    def _lay_out(self) -> None:
        wide, gap = self.context.theme.wide, self.context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(wide, wide, wide, wide)
        box.setSpacing(gap)
        box.addLayout(row(self.away, self.title, 1, gap=gap))
        box.addWidget(self.lead)
        box.addWidget(self.form)
        box.addWidget(self.case_head)
        box.addWidget(self.search)
        acts = Flow(gap=gap)
        acts.addWidget(self.begin_button)
        acts.addWidget(self.blank_button)
        box.addLayout(acts)
        box.addWidget(self.found, 3)
        box.addWidget(self.typed_head)
        box.addWidget(self.typed, 2)
        for table in (self.found, self.typed):
            table.setMinimumHeight(self.context.theme.sizes.line * 4)

    def _found_columns(self) -> list[Column]:
        lang = self.context.language
        return [
            Column("code", lambda: self.tr("Case"), lambda one: one.code, width=16),
            Column("name", lambda: self.tr("Name"), lambda one: one.name, width=30, stretch=True, bold=True),
            Column("sex", lambda: self.tr("Sex"), lambda one: code_label("sex", one.sex or None, lang.lang), width=10),
            Column("village", lambda: self.tr("Village"), lambda one: one.village, width=20),
            Column("status", lambda: self.tr("Status"), lambda one: code_label("case_status", one.status, lang.lang), width=16),
        ]

    def _typed_columns(self) -> list[Column]:
        lang = self.context.language
        return [
            Column("title", lambda: self.tr("Form"), self._title, width=34, stretch=True, bold=True),
            Column("code", lambda: self.tr("Case"), lambda one: one.case_code, width=16),
            Column("on", lambda: self.tr("Filled in on"), lambda one: short_date(one.filled_on, lang.lang), width=14),
            Column("state", lambda: self.tr("State"), self._state, width=18, tone=self._tone),
        ]

    def _title(self, one: Typed) -> str:
        return stack.title_of(one, self.context.lang)

    def _state(self, one: Typed) -> str:
        return words(f"responses.state.{one.state}", self.context.lang)

    @staticmethod
    def _tone(one: Typed) -> str | None:
        return "warn" if one.state == "draft" else None

    def retranslate(self) -> None:
        self.title.setText(self.tr("Type a stack of papers"))
        self.lead.setText(self.tr("Form, day, worker and place stay from one paper to the next; only the case changes."))
        self.away.setText(self.tr("Cases"))
        self.blank_button.setText(self.tr("Print it blank for the field (Ctrl+P)"))
        for name, text in (
            ("form", self.tr("Form")),
            ("on", self.tr("Filled in on")),
            ("by", self.tr("Filled in by")),
            ("village", self.tr("Village where it was filled in")),
            ("place", self.tr("Place where it was filled in")),
        ):
            self.form.label(name, text)
        self.case_head.setText(self.tr("The case of the next paper"))
        self.search.setAccessibleName(self.tr("Number of the case or name of the child"))
        self.search.setPlaceholderText(self.tr("Number of the case or name of the child"))
        self.begin_button.setText(self.tr("Type it (Enter)"))
        self.found.set_name(self.tr("Cases that were found"))
        self.found.set_empty(self.tr("Type the number on the paper, or a name in any script."))
        self.typed.set_name(self.tr("Typed today"))
        self.typed.set_empty(self.tr("Nothing was typed today."))
        self._count()
        for table in (self.found, self.typed):
            table.retranslate()

    def _count(self) -> None:
        number = digits_for(self.typed.rows_model.rowCount(), self.context.lang)
        self.typed_head.setText(self.tr("Typed today: {number}").format(number=number))

    # ---- reading ----

    def shown(self, **where: object) -> None:
        """Back from a paper the next case is looked for at once."""
        self._read()
        if self.which.value() is not None:
            self.search.clear()
            self.found.set_rows([])
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        self._read()

    def _read(self) -> None:
        shelf = self.shelf
        self.context.tasks.run(
            lambda reader: (stack.forms(reader, shelf), stack.typed_today(reader, shelf)),
            lambda found: self._show(*found),
            self,
            on="work",
            key="stack",
        )

    def _show(self, forms: Sequence[FormEntry], typed: Sequence[Typed]) -> None:
        first = self.which.value() is None
        lang = self.context.lang
        self.which.set_choices([(one.form_id, one.title_in(lang)) for one in forms])
        if first:
            self.form.set_values(self._last([one.form_id for one in forms]))
        self.typed.set_rows(typed)
        self._count()
        self._enable()

    def _last(self, known: Sequence[str]) -> dict[str, object]:
        """What stays from before; the day only as long as it is today's stack."""
        kept = self.context.state(KEPT)
        last = kept if isinstance(kept, dict) else {}
        same_day = last.get("typed") == self.context.today().isoformat()
        day = date.fromisoformat(str(last["on"])) if same_day and last.get("on") else self.context.today()
        found = last.get("form") if last.get("form") in known else None
        worker = last.get("by") or self.context.session.actor.name
        return {"form": found, "on": day, "by": worker, "place": last.get("place"), "village": last.get("village")}

    def _look(self, *, and_begin: bool = False) -> None:
        typed, lang = self.search.text(), self.context.lang
        self._wait.stop()
        self.context.tasks.run(
            lambda reader: stack.find(reader, typed, lang), lambda rows: self._found(rows, typed), self, key="found"
        )
        self._begins = and_begin

    def _found(self, rows: Sequence[Found], typed: str) -> None:
        """The first that was found is chosen: Enter types it."""
        self._looked_for = typed
        self.found.set_rows(rows)
        if rows and self.found.selected() is None:
            self.found.select(rows[0].id)
        self._enable()
        begins, self._begins = self._begins, False
        if begins and rows:
            self.begin()

    def _enable(self) -> None:
        self.begin_button.setEnabled(self.found.selected() is not None and self.which.value() is not None)
        self.blank_button.setEnabled(self.which.value() is not None)

    # ---- acts ----

    def _stack(self) -> Stack | None:
        """What stays, kept for the next time; None while something of it is missing."""
        if self.form.problems():
            self.form.next_problem()
            return None
        values = self.form.values()
        day, village = values["on"], values["village"]
        on = day if isinstance(day, date) else self.context.today()
        where = village if isinstance(village, dict) else {}
        place = str(values["place"] or "")
        self.context.keep_state(
            KEPT,
            {
                "typed": self.context.today().isoformat(),
                "form": values["form"],
                "on": on.isoformat(),
                "by": values["by"],
                "place": place,
                "village": where,
            },
        )
        return Stack(str(values["form"]), on, str(values["by"]), place, str(where.get("village_code") or ""))

    def begin(self) -> None:
        """Begins the paper of the chosen case; what was typed since is looked for first, so that it is never the one before."""
        case = self.found.selected()
        if case is None or self._looked_for != self.search.text():
            self._look(and_begin=case is not None or self._looked_for != self.search.text())
            return
        wanted = self._stack()
        if wanted is None:
            return
        shelf, lang = self.shelf, self.context.lang
        self.context.tasks.run(
            lambda uow: stack.begin(uow, shelf, wanted, case, lang=lang),
            lambda made: self.context.navigate("form", response=made, back="stack"),
            self,
            write="response_start",
        )

    def print_paper(self) -> bool:
        """The form blank, to be taken to the field."""
        chosen, shelf, lang = self.which.value(), self.shelf, paper_language(self.context.lang)
        if chosen is None:
            return False
        self.papers.show_paper(
            lambda reader: stack.blank(reader, shelf, chosen, lang), self.tr("Form"), f"{chosen}.pdf", chosen
        )
        return True

    def find_here(self) -> bool:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def save(self) -> bool:
        """Ctrl+Enter: types the chosen case's paper."""
        self.begin()
        return True

    def next_problem(self) -> bool:
        return self.form.next_problem()

    def reload(self) -> bool:
        self._read()
        return True

    def back(self) -> bool:
        self.context.navigate("cases")
        return True
