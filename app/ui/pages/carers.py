"""The register of family and community care: households by state and kind, with free places and the next review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from app.data.places import label_of
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.care import carers
from app.services.care.carers import CarerFilter, CarerRow, name_of
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.fields import BoolField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height, scrolled_page

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context

TYPED_MS = 60
STATE_TONES = {"approved": "good", "suspended": "danger", "refused": "danger", "applied": "warn", "assessed": "warn"}


class CarersPage(Page):
    """All households of the office."""

    watches = frozenset({"carer", "carer_event", "carer_member", "placement", "approval"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: list[CarerRow] = []
        self.heading = heading(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.tonight_button = button(self, "find", lambda: context.navigate("tonight"))
        self.new_button = button(self, "add", self.new, primary=True)
        self.new_button.setVisible(can(context.session.actor, "carer.edit"))
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.form = Form(columns=4)
        self.form.add("kind", CodeField(context, "carer_kind"))
        self.form.add("state", CodeField(context, "carer_state"))
        self.form.add("free", BoolField())
        self.form.add("ended", BoolField())
        self.sentence = label(self, "dim", wrap=True)
        self.table = SimpleTable(context, "carers", self._columns())
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        head = Flow(gap=gap, lead=2)
        for part in (self.back_button, self.heading, self.tonight_button, self.new_button):
            head.addWidget(part)
        box.addLayout(head)
        box.addWidget(self.search)
        box.addWidget(self.form)
        box.addWidget(self.sentence)
        box.addWidget(self.table, 1)
        self._wait = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._wait.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _: self._wait.start())
        self.search.returnPressed.connect(self.table.setFocus)
        self.form.changed.connect(lambda _: self._wait.start())
        keep_height(context, self.table, 9)
        self.table.opened.connect(lambda key: context.navigate("carer", carer=key))
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column(
                "name", lambda: self.tr("Name"), lambda one: name_of(one.record, lang.lang), width=24, bold=True, stretch=True
            ),
            Column("kind", lambda: self.tr("Kind of care"), self._kind, width=24),
            Column("village", lambda: self.tr("Village"), lambda one: label_of(one.record.values, lang.lang), width=16),
            Column("state", lambda: self.tr("State"), self._state, width=16, tone=self._tone),
            Column("living", lambda: self.tr("Children"), lambda one: str(one.living), width=9, align="right", digits=True),
            Column("free", lambda: self.tr("Free places"), self._free, width=12, align="right", digits=True),
            Column("visit", lambda: self.tr("Last visit"), lambda one: self._day(one.last_visit), width=13),
            Column("review", lambda: self.tr("Next review"), self._review, width=13, tone=self._review_tone),
        ]

    def _kind(self, one: CarerRow) -> str:
        return code_label("carer_kind", one.record.code("kind"), self.context.lang)

    def _state(self, one: CarerRow) -> str:
        return code_label("carer_state", one.record.code("state"), self.context.lang)

    def _tone(self, one: CarerRow) -> str | None:
        return STATE_TONES.get(one.record.text("state"), "dim")

    def _free(self, one: CarerRow) -> str:
        return self.tr("not known") if one.free is None else str(max(0, one.free))

    def _day(self, day: date | None) -> str:
        return short_date(day, self.context.lang) if day is not None else self.tr("never")

    def _review(self, one: CarerRow) -> str:
        return short_date(one.review_on, self.context.lang) if one.review_on is not None else "-"

    def _review_tone(self, one: CarerRow) -> str | None:
        return "danger" if one.review_on is not None and one.review_on < self.context.today() else None

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Family and community care"))
        self.back_button.setText(self.tr("Facilities"))
        self.tonight_button.setText(self.tr("Who can take a child tonight?"))
        self.new_button.setText(self.tr("Register a household (Ctrl+N)"))
        self.search.setPlaceholderText(self.tr("Search by name, village or telephone"))
        self.search.setAccessibleName(self.tr("Search households"))
        for name, text in {
            "kind": self.tr("Kind of care"),
            "state": self.tr("State"),
            "free": self.tr("With a free place"),
            "ended": self.tr("Ended and refused ones too"),
        }.items():
            self.form.label(name, text)
        self.table.set_name(self.tr("List of households"))
        self.table.set_empty(
            self.tr(
                "No household is found here. Households stand here from their application on; perhaps the filter hides them."
            ),
            self.tr("Register a household") if self.new_button.isVisibleTo(self) else "",
            self.new,
        )
        self.table.retranslate()
        self._say()

    def wish(self) -> CarerFilter:
        """What the filters say."""
        values = self.form.values()
        named = {name: str(values[name] or "") for name in ("kind", "state")}
        return CarerFilter(self.search.text(), named["kind"], named["state"], bool(values["free"]), bool(values["ended"]))

    def _say(self) -> None:
        """The filter as a sentence, with how many there are."""
        wish, lang = self.wish(), self.context.lang
        parts = [
            code_label("carer_kind", wish.kind, lang) if wish.kind else "",
            code_label("carer_state", wish.state, lang) if wish.state else "",
            self.tr("with a free place") if wish.free else "",
        ]
        said = " · ".join(part for part in parts if part) or self.tr("All households")
        self.sentence.setText(self.tr("{what}: {n}").format(what=said, n=digits_for(len(self.rows), lang)))

    def shown(self, **where: object) -> None:
        self.read()

    def read(self) -> None:
        """Reads the list by the filters."""
        wish = self.wish()
        self.context.tasks.run(lambda reader: carers.listing(reader, wish), self._show, self, key="list")

    def _show(self, rows: list[CarerRow]) -> None:
        self.rows = rows
        self.table.set_rows(rows)
        self._say()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def new(self) -> bool:
        if not can(self.context.session.actor, "carer.edit"):
            return False
        self.context.navigate("carer", new=True)
        return True

    def back(self) -> bool:
        self.context.navigate("facilities")
        return True

    def find_here(self) -> bool:
        self.search.setFocus()
        self.search.selectAll()
        return True
