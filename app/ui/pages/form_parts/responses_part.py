"""The forms and assessments of a case or a facility: what was filled in, and beginning another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.forms.form_library import FormEntry, FormShelf, form_for_new
from app.services.responses import responses
from app.services.responses.response_desk import Listed, Listing, listing
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

LAST = "form.last"
"""What was begun last: form, day and name on the paper, and the day it was typed."""


class ResponsesPart(QWidget):
    """A list with its acts. Who may not fill in sees no button for it; what is restricted is not in the list at all."""

    def __init__(self, context: Context, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.subject = subject
        self.record = ""
        self.forms: tuple[FormEntry, ...] = ()
        self.about: Mapping[str, str] = {}
        """Kind of subject → the record that a form of that kind is about."""
        self.count = 0
        self.keys: tuple[str, ...] = ()
        self.stale = False
        self.shelf = FormShelf(context.session.folder)
        self.fill_button = button(self, "add", self.fill, primary=True)
        self.open_button = button(self, "inspection", self.open_selected)
        self.compare_button = button(self, "list", self.compare_selected)
        self.table = SimpleTable(context, f"responses_{subject}", self._columns())
        gap = context.theme.gap
        line = Flow(gap=gap)
        for part in (self.fill_button, self.open_button, self.compare_button):
            line.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.setSpacing(gap)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        self.table.opened.connect(lambda key: context.navigate("form", response=key))
        self.table.picked.connect(lambda _: self._picked())
        self.fill_button.hide()
        self._picked()
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context.language
        return [
            Column("title", lambda: self.tr("Form"), self._title, width=30, stretch=True, bold=True),
            Column("day", lambda: self.tr("Filled in on"), lambda one: short_date(one.row.filled_on, lang.lang), width=13),
            Column("by", lambda: self.tr("Filled in by"), lambda one: one.row.filled_by, width=18),
            Column("state", lambda: self.tr("State"), self._state, width=14, tone=self._tone),
            Column("score", lambda: self.tr("Score"), self._score, width=18, tone=self._score_tone),
        ]

    def _title(self, one: Listed) -> str:
        khmer, parted, english = one.row.title.partition(" · ")
        return one.row.title if not parted else khmer if self.context.lang == "km" else english

    def _state(self, one: Listed) -> str:
        return words(f"responses.state.{one.row.state}", self.context.lang)

    def _tone(self, one: Listed) -> str | None:
        return "warn" if one.row.state == "draft" else None

    def _score(self, one: Listed) -> str:
        """Points together, and how many are low."""
        if one.points is None:
            return ""
        lang, points = self.context.lang, digits_for(one.points, self.context.lang)
        return self.tr("{points} · low: {n}").format(points=points, n=digits_for(one.low, lang)) if one.low else points

    def _score_tone(self, one: Listed) -> str | None:
        return "danger" if one.low else None

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.fill_button.setText(self.tr("Fill in a form…"))
        self.open_button.setText(self.tr("Open"))
        self.compare_button.setText(self.tr("Compare with…"))
        self.table.set_name(self.tr("Forms and assessments"))
        self._empty()
        self.table.retranslate()

    def _empty(self) -> None:
        told = self.tr("No form was filled in yet.")
        if self.forms:
            self.table.set_empty(told, self.tr("Fill in a form…"), self.fill)
        else:
            self.table.set_empty(told)

    # ---- reading ----

    def load(self, record: str) -> None:
        """Shows the responses about a record; they are read when somebody looks at the list."""
        if record != self.record:
            self.record = record
            self.table.set_rows([])
        self.stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.stale:
            self._read()

    def _read(self) -> None:
        subject, shelf, record = self.subject, self.shelf, self.record
        self.stale = False
        if record:
            self.context.tasks.run(
                lambda reader: listing(reader, shelf, subject, record),
                self._show,
                self,
                on="work",
                key="responses",
                failed=lambda _: self._show(Listing((), (), {})),
            )

    def _show(self, found: Listing) -> None:
        self.forms, self.about = found.forms, found.about
        self.fill_button.setVisible(bool(found.forms))
        self._empty()
        self.keys = tuple(one.id for one in found.rows)
        self.table.set_rows(found.rows)
        self.count = len(found.rows)
        self._picked()

    # ---- acts ----

    def _picked(self) -> None:
        """What can be done with the row that is selected; only a finished form of the same kind can stand beside it."""
        key = self.table.selected() or ""
        chosen = self.table.row_of(key) if key else None
        self.open_button.setEnabled(chosen is not None)
        rows = [self.table.row_of(one) for one in self.keys if one != key] if chosen is not None else []
        alike = [one for one in rows if one.row.form_id == chosen.row.form_id and one.row.state == "finished"] if chosen else []
        self.compare_button.setEnabled(bool(alike))

    def compare_selected(self) -> None:
        """Opens the response that is selected beside another one."""
        chosen = self.table.selected()
        if chosen:
            self.context.navigate("form", response=chosen, compare=True)

    def open_selected(self) -> None:
        """Opens the response that is selected."""
        chosen = self.table.selected()
        if chosen:
            self.context.navigate("form", response=chosen)

    def fill(self) -> bool:
        """Asks which form, when and by whom it was filled in on paper (practice P16), and begins it."""
        if not self.forms or not self.record:
            return False
        lang, form, which = self.context.lang, Form(columns=1), ChoiceField()
        which.set_choices([(one.form_id, one.title_in(lang)) for one in self.forms])
        form.add("form", which, required=True)
        form.label("form", self.tr("Form"))
        form.add("filled_on", DateField(self.context), required=True)
        form.label("filled_on", self.tr("Filled in on"))
        form.add("filled_by", TextField(limit=120), required=True)
        form.label("filled_by", self.tr("Filled in by"))
        form.hint("filled_on", self.tr("The day on the paper, if it was filled in by hand before."))
        form.set_values(self._proposed())
        if self.context.dialogs.ask(self, self.tr("Fill in a form"), self.tr("Begin"), form):
            given = form.values()
            day = given["filled_on"]
            self._begin(str(given["form"]), day if isinstance(day, date) else None, str(given["filled_by"] or ""))
        form.deleteLater()
        return True

    def _proposed(self) -> dict[str, object]:
        """The last form, day and name: who types a stack of papers says them once a day (practice P16)."""
        kept = self.context.state(LAST)
        last = kept if isinstance(kept, dict) and kept.get("typed") == self.context.today().isoformat() else {}
        known = [one.form_id for one in self.forms]
        form = last.get("form") if last.get("form") in known else known[0] if len(known) == 1 else None
        day = date.fromisoformat(str(last["on"])) if last.get("on") else self.context.today()
        return {"form": form, "filled_on": day, "filled_by": last.get("by") or self.context.session.actor.name}

    def _begin(self, form_id: str, day: date | None, who: str) -> None:
        chosen = next(one for one in self.forms if one.form_id == form_id)
        subject, shelf, lang = chosen.subject, self.shelf, self.context.lang
        record = self.about[subject]
        typed, on = self.context.today().isoformat(), day.isoformat() if day is not None else None
        self.context.keep_state(LAST, {"typed": typed, "form": form_id, "on": on, "by": who})

        def start(uow: UnitOfWork) -> str:
            form = form_for_new(uow, shelf, form_id)
            return responses.start(uow, form, subject, record, filled_on=day, filled_by=who, lang=lang)

        self.context.tasks.run(start, lambda made: self.context.navigate("form", response=made), self, write="response_start")
