"""Emergency numbers, to be read from across a table; the office fills them in; a card to carry that says not what it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.services.protection import emergency
from app.services.protection.emergency import Number
from app.services.visits.inspection_papers import paper_language
from app.text.dates import short_date
from app.ui.dialogs.preview import open_file, preview
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.fields.makers import coming_day, text
from app.ui.pages.page import Page
from app.ui.widgets.basics import Scrolled, button, card, clear, heading, label, note, row
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.print.card_paper import EmergencyCardPaper
    from app.ui.context import Context


class EmergencyPage(Page):
    """The numbers that hold today, large; those of the office can be changed by its head."""

    watches: ClassVar[frozenset[str]] = frozenset({"emergency_number", "setting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Sequence[Number] = ()
        self.look: Callable[[Context, QWidget, str, Sequence[bytes]], bool] = preview
        self.open: Callable[[Path], None] = open_file
        self.title, self.lead = heading(self), note(self)
        self.away = button(self, "back", self.back, flat=True)
        self.add_button = button(self, "add", self.new)
        self.print_button = button(self, "print", self.print_paper, primary=True)
        self.scrolled = Scrolled(self)
        self.list = QVBoxLayout(self.scrolled.content)
        self.list.setContentsMargins(0, 0, context.theme.gap, 0)
        self.list.setSpacing(context.theme.gap)
        wide = context.theme.wide
        outer = QVBoxLayout(self)
        outer.setContentsMargins(wide, wide, wide, 0)
        outer.setSpacing(context.theme.gap)
        outer.addLayout(row(self.away, self.title, 1, gap=context.theme.gap))
        outer.addWidget(self.lead)
        acts = Flow(gap=context.theme.gap)
        for knob in (self.print_button, self.add_button):
            acts.addWidget(knob)
        outer.addLayout(acts)
        outer.addWidget(self.scrolled, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Emergency numbers"))
        self.lead.setText(
            self.tr("Whom to call at once. The card to carry shows the numbers alone: nobody sees from it what they are for.")
        )
        self.away.setText(self.tr("Back"))
        self.add_button.setText(self.tr("Add a number (Ctrl+N)"))
        self.print_button.setText(self.tr("Cards to carry (Ctrl+P)"))
        self._show(self.found)

    def shown(self, **where: object) -> None:
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def _may(self) -> bool:
        """Whether the person may change the numbers of the office."""
        return can(self.context.session.actor, "rule.edit")

    def _read(self) -> None:
        """Reads the numbers; who may change them sees those of other days, too."""
        ended = self._may()
        self.context.tasks.run(lambda reader: emergency.numbers(reader, ended=ended), self._show, self, key="numbers")

    def _show(self, found: Sequence[Number]) -> None:
        """A card for each."""
        self.found = found
        self.add_button.setVisible(self._may())
        clear(self.list)
        for one in found:
            self.list.addWidget(self._card(one))
        self.list.addStretch(1)

    def _card(self, one: Number) -> QWidget:
        """The number large, its name, its hours, and until when."""
        lang = self.context.lang
        frame, box = card(self.scrolled.content)
        number = label(frame, "title", one.number)
        name = label(frame, "section", one.name(lang), wrap=True)
        told = [one.hours] if one.hours else []
        told += [self.tr("from {day}").format(day=short_date(one.valid_from, lang))] if one.valid_from else []
        told += [self.tr("until {day}").format(day=short_date(one.valid_until, lang))] if one.valid_until else []
        told += [] if one.valid(self.context.today()) else [self.tr("does not hold today")]
        told += [self.tr("from a published source")] if one.source == "sourced" else []
        parts: list[QWidget | int] = [number, name, 1]
        if one.id and self._may():
            said = self.tr("Change")
            change = button(frame, "edit", lambda: self._ask(one), flat=True, text=said)
            change.setAccessibleName(f"{said}: {one.name(lang)}")
            parts.append(change)
        box.addLayout(row(*parts, gap=self.context.theme.gap * 2))
        box.addWidget(label(frame, "dim", " · ".join(told), wrap=True))
        frame.setAccessibleName(f"{one.number}, {one.name(lang)}")
        return frame

    def new(self) -> bool:
        """Ctrl+N: a number of the office."""
        if not self._may():
            return False
        self._ask(None)
        return True

    def _ask(self, one: Number | None) -> None:
        """The form of a number."""
        form, context = Form(columns=2), self.context
        for name, words in {
            "number": self.tr("Number"),
            "hours": self.tr("Hours"),
            "name_km": self.tr("Whose (Khmer)"),
            "name_en": self.tr("Whose (English)"),
            "valid_from": self.tr("Holds from"),
            "valid_until": self.tr("Holds until"),
        }.items():
            make = coming_day if name.startswith("valid") else text
            form.add(name, make(context), required=name in {"number", "name_km"})
            form.label(name, words)
        if one is not None:
            form.set_values({name: getattr(one, name) for name in emergency.FIELDS})
        key = one.id if one is not None else ""
        AskedAct(
            context,
            self,
            self.tr("An emergency number"),
            self.tr("Save"),
            form,
            lambda uow, values: emergency.change(uow, key, values) if key else emergency.add(uow, values),
            "emergency_number",
            lambda _: self._read(),
        ).ask()

    def print_paper(self) -> bool:
        """Ctrl+P: cards to cut out, looked at first."""
        lang = paper_language(self.context.lang)

        def make(reader: Reader) -> tuple[EmergencyCardPaper, list[bytes]]:
            from app.print.typesetting import pictures

            paper = emergency.card(reader, lang)
            return paper, pictures(paper)

        self.context.tasks.run(make, lambda made: self._shown(*made), self, on="work", key="card")
        return True

    def _shown(self, paper: EmergencyCardPaper, pages: Sequence[bytes]) -> None:
        """The sheet; saved only when wanted."""
        if not self.look(self.context, self, self.tr("Cards to carry"), pages):
            return
        file = self.context.dialogs.save_file(self, self.tr("Save as PDF"), "numbers.pdf", "PDF (*.pdf)")
        if file is not None:
            self.context.tasks.run(
                lambda uow: emergency.save_card(uow, paper, file), lambda _: self.open(file), self, write="emergency_card"
            )

    def back(self) -> bool:
        self.context.navigate("today")
        return True
