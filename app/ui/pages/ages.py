"""Who lives in any facility under three or at 18 or over: a list over all facilities, and why each age is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from app.domain.codelists import label as code_label
from app.services import ages
from app.services.ages import WHICH, Aged
from app.services.facilities import name_of
from app.text.dates import short_date
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.facility_parts.layout import keep_height, scrolled_page
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, note, row
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context


class AgesPage(Page):
    """Both ages or one; Enter opens the stay in its facility."""

    watches: ClassVar[frozenset[str]] = frozenset({"facility", "residency"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.title, self.lead = heading(self), note(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.which = ChoiceField()
        self.form = Form(columns=2)
        self.form.add("which", self.which)
        self.open_button = button(self, "home", self.open_stay)
        self.table = SimpleTable(context, "ages", self._columns())
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.title, 1, gap=gap))
        box.addWidget(self.lead)
        box.addWidget(self.form)
        box.addWidget(self.table, 1)
        box.addLayout(row(self.open_button, 1, gap=gap))
        keep_height(context, self.table, 9)
        self.which.changed.connect(self.read)
        self.table.picked.connect(lambda key: self.open_button.setEnabled(bool(key)))
        self.table.opened.connect(lambda _: self.open_stay())
        self.open_button.setEnabled(False)
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("code", lambda: self.tr("Facility"), lambda one: one.facility.text("code"), width=11, bold=True),
            Column("home", lambda: self.tr("Name of the facility"), lambda one: name_of(one.facility, lang.lang), width=22),
            Column("name", lambda: self.tr("Name"), self._name, width=20, stretch=True),
            Column("sex", lambda: self.tr("Sex"), lambda one: code_label("sex", one.resident.sex, lang.lang), width=9),
            Column("age", lambda: self.tr("Age"), self._age, width=8, digits=True, tone=self._tone),
            Column(
                "admitted",
                lambda: self.tr("Admitted on"),
                lambda one: short_date(one.resident.admitted_on, lang.lang),
                width=13,
            ),
            Column("why", lambda: self.tr("To look at"), lambda one: self._why(one.which), width=20, tone=self._tone),
        ]

    def _name(self, one: Aged) -> str:
        known = one.resident.name if self.context.lang == "km" else one.resident.name_latin or one.resident.name
        return known or self.tr("name not known")

    def _age(self, one: Aged) -> str:
        return f"{'' if one.resident.birth and one.resident.birth.exact else '~'}{one.resident.age}"

    def _why(self, which: str) -> str:
        return self.tr("Under three years") if which == "under_three" else self.tr("18 or over")

    def _tone(self, one: Aged) -> str:
        return "danger" if one.which == "under_three" else "warn"

    def retranslate(self) -> None:
        self.title.setText(self.tr("Under three and over eighteen"))
        self.lead.setText(
            self.tr(
                "In the government's programme no child under three lives in a facility (official text): each needs a family. "
                "That everybody of 18 or over has a plan to leave is a proposal of Komar. Ages are of today."
            )
        )
        self.back_button.setText(self.tr("Facilities"))
        self.form.label("which", self.tr("Show"))
        self.which.set_choices([("", self.tr("Both")), *((which, self._why(which)) for which in WHICH)])
        self.open_button.setText(self.tr("Open in the facility"))
        self.table.set_name(self.tr("Under three and over eighteen"))
        self.table.set_empty(self.tr("Nobody of these ages lives in a facility, as far as ages are known."))
        self.table.retranslate()

    def shown(self, **where: object) -> None:
        wanted = where.get("which")
        if isinstance(wanted, str) or self.which.value() is None:
            self.which.set_value(wanted or "")
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        """Reads the list."""
        which = self.which.value() or ""
        self.context.tasks.run(lambda reader: ages.listing(reader, which), self._show, self, key="ages")

    def _show(self, found: tuple[Aged, ...]) -> None:
        self.table.set_rows(found)
        self.open_button.setEnabled(bool(self.table.selected()))

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def open_stay(self) -> bool:
        """The chosen stay, in its facility."""
        key = self.table.selected()
        if key:
            self.context.navigate("facility", residency=key)
        return bool(key)

    def export(self) -> bool:
        return to_excel(self.context, self, self.table, "ages")

    def back(self) -> bool:
        self.context.navigate("facilities")
        return True
