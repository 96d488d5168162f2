"""Whom to look at, over all facilities: under three, 18 or over, and whose file at the facility lacks something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.records import Record
from app.services.facilities import ages, resident_files
from app.services.facilities.ages import WHICH
from app.services.facilities.facilities import name_of
from app.services.facilities.residencies import Resident
from app.services.facilities.resident_files import LACKS
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.facility_parts.child_file import ask_file, lacks_words
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label, note, row
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form
from app.ui.widgets.layout import begin_in, keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.ui.context import Context


FILES = "files"
"""The choice of everybody whose file lacks anything."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A resident to look at, with the facility and why: an age, or what the file lacks."""

    resident: Resident
    facility: Record
    whys: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the stay."""
        return self.resident.id


class AgesPage(Page):
    """Both ages or one, or what files lack; Enter opens the stay in its facility."""

    watches: ClassVar[frozenset[str]] = frozenset({"facility", "residency"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.count = 0
        self.title, self.lead = heading(self), note(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.which = ChoiceField()
        self.form = Form(columns=2)
        self.form.add("which", self.which)
        self.open_button = button(self, "home", self.open_stay)
        self.file_button = button(self, "folder", self.note_file)
        self.file_button.setVisible(can(context.session.actor, "residency.edit"))
        self.sentence = label(self, "dim", wrap=True)
        self.table = SimpleTable(context, "ages", self._columns())
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.title, 1, gap=gap))
        box.addWidget(self.lead)
        box.addWidget(self.form)
        box.addWidget(self.sentence)
        box.addWidget(self.table, 1)
        box.addLayout(row(self.open_button, self.file_button, 1, gap=gap))
        keep_height(context, self.table, 9)
        self.which.changed.connect(self.read)
        self.table.picked.connect(lambda _: self._enable())
        self.table.opened.connect(lambda _: self.open_stay())
        self.retranslate()
        self._enable()

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("code", lambda: self.tr("Facility"), lambda one: one.facility.text("code"), width=11, bold=True),
            Column("home", lambda: self.tr("Name of the facility"), lambda one: name_of(one.facility, lang.lang), width=22),
            Column("name", lambda: self.tr("Name"), self._name, width=20),
            Column("sex", lambda: self.tr("Sex"), lambda one: code_label("sex", one.resident.sex, lang.lang), width=9),
            Column("age", lambda: self.tr("Age"), self._age, width=8, digits=True, tone=self._age_tone),
            Column(
                "admitted",
                lambda: self.tr("Admitted on"),
                lambda one: short_date(one.resident.admitted_on, lang.lang),
                width=13,
            ),
            Column("why", lambda: self.tr("To look at"), self._whys, width=40, tone=self._tone, stretch=True),
        ]

    def _name(self, one: Looked) -> str:
        known = one.resident.name if self.context.lang == "km" else one.resident.name_latin or one.resident.name
        return known or self.tr("name not known")

    def _age(self, one: Looked) -> str:
        return f"{'' if one.resident.birth and one.resident.birth.exact else '~'}{one.resident.age}"

    def _whys(self, one: Looked) -> str:
        ages_ = [self._why(why) for why in one.whys if why in WHICH]
        return ", ".join(ages_) or lacks_words(one.whys, self.context.lang)

    def _why(self, which: str) -> str:
        if which in LACKS:
            return words(f"lack.{which}", self.context.lang)
        return self.tr("Under three years") if which == "under_three" else self.tr("18 or over")

    def _age_tone(self, one: Looked) -> str | None:
        return self._tone(one) if set(WHICH) & set(one.whys) else None

    def _tone(self, one: Looked) -> str:
        return "danger" if "under_three" in one.whys else "warn"

    def retranslate(self) -> None:
        self.title.setText(self.tr("Ages and files of children"))
        self.back_button.setText(self.tr("Facilities"))
        self.form.label("which", self.tr("Show"))
        each = [(which, self._why(which)) for which in (*WHICH, *LACKS)]
        files = (FILES, self.tr("Anything lacking in the file"))
        self.which.set_choices([("", self.tr("Both ages")), *each[: len(WHICH)], files, *each[len(WHICH) :]])
        self.file_button.setText(self.tr("Note in the file …"))
        self.open_button.setText(self.tr("Open in the facility"))
        self.table.set_name(self.tr("Ages and files of children"))
        self.table.set_empty(self.tr("Nobody in a facility is to be looked at for this, as far as it is known."))
        self.table.retranslate()
        self._say()

    def _say(self) -> None:
        """Where the rule comes from, and how many there are."""
        if self.which.value() in (None, "", *WHICH):
            lead = self.tr(
                "In the government's programme no child under three lives in a facility (official text): each needs a family. "
                "That everybody of 18 or over has a plan to leave is a proposal of Komar. Ages are of today."
            )
        else:
            lead = self.tr(
                "Each child's file holds papers, a plan, contact with the family and reviews (official texts). From when on "
                "Komar asks for them is a rule of the office (Settings, rules). What a case shows counts for who may read it."
            )
        self.lead.setText(lead)
        self.sentence.setText(self.tr("Children: {n}").format(n=digits_for(self.count, self.context.lang)))

    def shown(self, **where: object) -> None:
        wanted = where.get("which")
        if isinstance(wanted, str) or self.which.value() is None:
            self.which.set_value(wanted or "")
        self.read()
        begin_in(self.table)

    def read(self) -> None:
        """Reads the list."""
        which = self.which.value() or ""
        self.context.tasks.run(lambda reader: _found(reader, which), self._show, self, on="work", key="ages")

    def _show(self, found: tuple[Looked, ...]) -> None:
        self.count = len(found)
        self.table.set_rows(found)
        self._say()
        self._enable()

    def _enable(self) -> None:
        chosen = bool(self.table.selected())
        self.open_button.setEnabled(chosen)
        self.file_button.setEnabled(chosen)

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

    def note_file(self) -> None:
        """What stands in the files of the selected children."""
        ask_file(self.context, self, self.table.all_selected(), self.read)

    def export(self) -> bool:
        return to_excel(self.context, self, self.table, "ages", names=True)

    def back(self) -> bool:
        self.context.navigate("facilities")
        return True


def _found(reader: Reader, which: str) -> tuple[Looked, ...]:
    """On a worker."""
    if which in ("", *WHICH):
        return tuple(Looked(one.resident, one.facility, (one.which,)) for one in ages.listing(reader, which))
    found = resident_files.listing(reader, "" if which == FILES else which)
    return tuple(Looked(one.resident, one.facility, one.lacks) for one in found)
