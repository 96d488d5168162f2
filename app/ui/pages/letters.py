"""The register of papers and letters of the office: in and out, with numbers, copies and where each one is (practice P31)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from app.domain.codelists import codelist
from app.domain.permissions import can
from app.services.papers import paper_register
from app.services.papers.paper_register import Line
from app.ui.pages.case_parts.lists.register_part import RegisterPart
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, note, row
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context


class LettersPage(Page):
    """The newest first. Who keeps the register sees all of it, a caseworker the papers of the own cases."""

    watches: ClassVar[frozenset[str]] = frozenset({"paper"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.title, self.lead = heading(self), note(self)
        self.away = button(self, "back", self.back, flat=True)
        self.add_button = button(self, "add", self.new, primary=True)
        self.search = TextField(limit=80)
        self.direction, self.state = ChoiceField(), ChoiceField()
        self.part = RegisterPart(context, "letters", cases=True)
        wide, gap = context.theme.wide, context.theme.gap
        outer = QVBoxLayout(self)
        outer.setContentsMargins(wide, wide, wide, wide)
        outer.setSpacing(gap)
        head = Flow(gap=gap, lead=2)
        for part in (self.away, self.title, self.add_button):
            head.addWidget(part)
        outer.addLayout(head)
        outer.addWidget(self.lead)
        outer.addLayout(row(self.search, self.direction, self.state, gap=gap))
        outer.addWidget(self.part, 1)
        for field in (self.search, self.direction, self.state):
            field.changed.connect(self.read)
        self.part.changed.connect(self.read)
        self.part.opened.connect(lambda case: context.navigate("case", case=case))
        self.part.house.connect(lambda facility: context.navigate("facility", facility=facility, part="letters"))
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Papers and letters"))
        self.lead.setText(self.tr("Every paper that was printed and every letter that came in, with whom it is now."))
        self.away.setText(self.tr("Cases"))
        self.add_button.setText(self.tr("A letter came in (Ctrl+N)"))
        self.direction.set_choices([("", self.tr("In and out")), ("out", self.tr("Outgoing")), ("in", self.tr("Incoming"))])
        if self.direction.value() is None:
            self.direction.set_value("")
        self.state.set_choices([("", self.tr("Any state")), *codelist("paper_state").choices(self.context.lang)])
        if self.state.value() is None:
            self.state.set_value("")
        for field, text in (
            (self.search, self.tr("Number, sender or receiver")),
            (self.direction, self.tr("In and out")),
            (self.state, self.tr("State of the paper")),
        ):
            field.set_name(text)
        self.search.edit.setPlaceholderText(self.tr("Number, sender or receiver"))
        self.part.retranslate()
        self.part.table.set_empty(self.tr("Nothing stands in the register yet."))

    def shown(self, **where: object) -> None:
        self.add_button.setVisible(can(self.context.session.actor, "letter.register"))
        self.read()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def read(self) -> None:
        """Reads the register."""
        typed, direction, state = (
            str(self.search.value() or ""),
            str(self.direction.value() or ""),
            str(self.state.value() or ""),
        )
        self.context.tasks.run(
            lambda reader: paper_register.listing(reader, direction=direction, state=state, typed=typed),
            self._show,
            self,
            on="work",
            key="register",
        )

    def _show(self, lines: Sequence[Line]) -> None:
        self.part.show_lines(lines)

    def new(self) -> bool:
        """A letter came in: what it is, from whom, when, its number and who else got it."""
        if not can(self.context.session.actor, "letter.register"):
            return False
        form = Form(columns=1)
        kinds = [code.code for code in codelist("document_kind") if not code.group]
        form.add("kind", CodeField(self.context, "document_kind", only=kinds), required=True)
        form.label("kind", self.tr("What it is"))
        form.add("sender", TextField(limit=120), required=True)
        form.label("sender", self.tr("From whom"))
        form.add("on", DateField(self.context), required=True)
        form.label("on", self.tr("Came in on"))
        form.add("number", TextField(limit=60))
        form.label("number", self.tr("Number of the sender"))
        form.add("copies", TextField(limit=240))
        form.label("copies", self.tr("Copies to"))
        form.set_values({"kind": "letter", "on": self.context.today()})
        if self.context.dialogs.ask(self, self.tr("A letter came in"), self.tr("Save"), form):
            values = form.values()
            day = values["on"]
            on = day if isinstance(day, date) else self.context.today()
            kind, sender, number = (str(values[name] or "") for name in ("kind", "sender", "number"))
            copies = str(values["copies"] or "").split(",")
            self.context.tasks.run(
                lambda uow: paper_register.receive(uow, kind, on, sender=sender, number=number, copies_to=copies),
                lambda _: self.read(),
                self,
                write="paper_in",
            )
        form.deleteLater()
        return True

    def find_here(self) -> bool:
        self.search.edit.setFocus()
        return True

    def reload(self) -> bool:
        self.read()
        return True

    def back(self) -> bool:
        self.context.navigate("cases")
        return True
