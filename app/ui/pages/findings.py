"""Findings over all facilities: overdue, by house, by standard; plan, evidence, correction and look for many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication

from app.domain.permissions import can
from app.domain.records import Record
from app.domain.scoring import item_order
from app.services.facilities.facilities import name_of
from app.services.visits import finding_list
from app.services.visits.finding_list import WHICH, Point
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.finding_words import check_words, evidence_words, plan_words
from app.ui.forms.remedy_acts import RemedyActs
from app.ui.models.excel import ExcelButton, to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.facility_parts.visits import Visits
from app.ui.pages.log_page import LogPage
from app.ui.widgets.basics import button
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

translate = QCoreApplication.translate
Labels = Mapping[tuple[str, str], str]
_TONES = {"overdue": "danger", "not_confirmed": "danger", "received": "warn", "to_check": "warn", "confirmed": "good"}


class FindingsPage(LogPage):
    """One list with filters; several lines are chosen for one act."""

    watches = frozenset({"finding", "finding_evidence", "inspection", "facility"})
    record_type: ClassVar[str] = "finding"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: tuple[Point, ...] = ()
        self.labels: Labels = {}
        self.offering = False
        self.visits = Visits(context, self)
        self.shelf = FormShelf(context.session.folder)
        self.acts = RemedyActs(context, self)
        self.acts.changed.connect(self.read)
        self.which, self.home, self.item = ChoiceField(), ChoiceField(), ChoiceField()
        self.form = Form(columns=3)
        for name, field in (("which", self.which), ("home", self.home), ("item", self.item)):
            self.form.add(name, field)
        self.plan_button = button(self, "edit", lambda: self.acts.plan(self.chosen("open")))
        self.note_button = button(self, "note", lambda: self.acts.receive(self.chosen("open"), with_file=False))
        self.file_button = button(self, "upload", lambda: self.acts.receive(self.chosen("open"), with_file=True))
        self.correct_button = button(self, "check", lambda: self.acts.correct(self.chosen("open")))
        self.check_button = button(self, "find", lambda: self.acts.check(self.chosen()), primary=True)
        self.see_button = button(self, "list", self.see_file, flat=True)
        self.visit_button = button(self, "inspection", self.revisit)
        self.open_button = button(self, "home", self.open_facility)
        self.excel = ExcelButton(self, self.export)
        table = SimpleTable(context, "findings", self._columns())
        table.setSelectionMode(SimpleTable.SelectionMode.ExtendedSelection)
        acts = (self.check_button, self.correct_button, self.plan_button, self.note_button, self.file_button)
        more = (self.see_button, self.visit_button, self.open_button)
        self._lay_out(table, (*acts, *more), head=(self.excel,), above=(self.form,))
        self.which.changed.connect(self._other_kind)
        for field in (self.home, self.item):
            field.changed.connect(self._filter)
        table.opened.connect(lambda _: self.open_visit())
        usable = can(context.session.actor, "finding.correct")
        for act in acts:
            act.setVisible(usable)
        self.visit_button.setVisible(can(context.session.actor, "inspection.fill"))
        self.excel.setVisible(can(context.session.actor, "visit.export"))

    # ---- words ----

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("code", lambda: self.tr("Facility"), lambda one: one.facility.text("code"), width=11, bold=True),
            Column("home", lambda: self.tr("Name of the facility"), lambda one: name_of(one.facility, lang.lang), width=20),
            Column("item", lambda: self.tr("Standard"), self._standard, width=28, stretch=True),
            Column("due", lambda: self.tr("To be corrected"), self._due, width=14, tone=self._late),
            Column("who", lambda: self.tr("Who does it"), lambda one: one.finding.text("responsible"), width=16),
            Column("stage", lambda: self.tr("State"), lambda one: self._stages()[one.stage], width=20, tone=self._tone),
            Column("visit", lambda: self.tr("Found on"), self._found_on, width=13),
        ]

    def _standard(self, one: Point) -> str:
        number = digits_for(one.finding.text("item"), self.context.lang)
        told = f"{number}. {self._asked(one)}"
        return self.tr("{text} (critical)").format(text=told) if one.finding.flag("critical") else told

    def _asked(self, one: Point) -> str:
        form = one.visit.text("form_id") if one.visit is not None else STANDARD
        return self.labels.get((form, one.finding.text("item"))) or one.finding.text("text")

    def _found_on(self, one: Point) -> str:
        return short_date(one.visit.day("visit_on"), self.context.lang) if one.visit is not None else ""

    def _due(self, one: Point) -> str:
        return short_date(one.finding.day("due_on"), self.context.lang) or self.tr("at once")

    def _late(self, one: Point) -> str | None:
        return "danger" if one.overdue else None

    def _tone(self, one: Point) -> str | None:
        return _TONES.get(one.stage)

    def _stages(self) -> dict[str, str]:
        return {
            "open": self.tr("Open"),
            "overdue": self.tr("Overdue"),
            "planned": self.tr("A plan is agreed on"),
            "received": self.tr("Evidence to look at"),
            "not_confirmed": self.tr("Not corrected at the re-visit"),
            "to_check": self.tr("Corrected, to be seen"),
            "corrected": self.tr("Corrected"),
            "confirmed": self.tr("Seen corrected"),
        }

    def retranslate(self) -> None:
        self.title.setText(self.tr("Findings of all facilities"))
        self.away.setText(self.tr("Facilities"))
        self.lead.setText(
            self.tr(
                "A finding is at rest once somebody has seen at a re-visit that it is corrected. "
                "Several lines are chosen with Ctrl; each act is for all of them."
            )
        )
        for name, text in {"which": self.tr("Show"), "home": self.tr("Facility"), "item": self.tr("Standard")}.items():
            self.form.label(name, text)
        for act, text in {
            self.check_button: self.tr("Looked at …"),
            self.correct_button: self.tr("Corrected …"),
            self.plan_button: self.tr("Plan …"),
            self.note_button: self.tr("Evidence …"),
            self.file_button: self.tr("Evidence with a file …"),
            self.see_button: self.tr("See the file"),
            self.visit_button: self.tr("Begin a re-visit …"),
            self.open_button: self.tr("Open the facility"),
        }.items():
            act.setText(text)
        self.table.set_name(self.tr("Findings of all facilities"))
        self.table.set_empty(self.tr("Nothing of this kind stands here."))
        self.table.retranslate()
        self._offer()
        if self.rows:  # what the standards ask is in the language of the form
            self.read()

    def _offer(self) -> None:
        """What there is to choose from: kinds, facilities with a line, standards with a line."""
        self.offering = True
        kinds = {
            "open": self.tr("Open findings"),
            "overdue": self.tr("Overdue findings"),
            "to_check": self.tr("Corrected, to be seen"),
            "confirmed": self.tr("Seen corrected"),
            "all": self.tr("All findings"),
        }
        self.which.set_choices([(one, kinds[one]) for one in WHICH])
        if self.which.value() is None:
            self.which.set_value("open")
        homes = {
            one.facility.id: f"{one.facility.text('code')} · {name_of(one.facility, self.context.lang)}" for one in self.rows
        }
        every = self.tr("All")
        _choices(self.home, every, sorted(homes.items(), key=lambda pair: pair[1]))
        items = {one.finding.text("item"): one for one in self.rows}
        numbered = sorted(items, key=item_order)
        shown = [(item, f"{digits_for(item, self.context.lang)}. {self._asked(items[item])}"[:80]) for item in numbered]
        _choices(self.item, every, shown)
        self.offering = False

    # ---- reading ----

    def shown(self, **where: object) -> None:
        """Comes up; `which`, `facility` and `finding` say what is meant."""
        self.wanted = str(where.get("finding") or "")
        for field, name in ((self.which, "which"), (self.home, "facility")):
            if where.get(name):
                field.set_value(str(where[name]))
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        which, lang, shelf = self.which.value() or "open", self.context.lang, self.shelf

        def read(reader: Reader) -> tuple[tuple[Point, ...], Labels]:
            points = finding_list.listing(reader, which)
            return points, finding_list.labels_of(reader, shelf, points, lang)

        self.context.tasks.run(read, lambda found: self._read(*found), self, on="work", key="findings")

    def _read(self, points: tuple[Point, ...], labels: Labels) -> None:
        self.rows, self.labels = points, labels
        self._offer()
        self._filter()

    def _other_kind(self) -> None:
        if not self.offering:
            self.read()

    def _filter(self) -> None:
        """The lines of the facility and the standard that were chosen."""
        if self.offering:
            return
        home, item = self.home.value() or "", self.item.value() or ""
        self._show_rows([one for one in self.rows if home in ("", one.facility.id) and item in ("", one.finding.text("item"))])

    def _picked(self, key: str) -> None:
        """What is chosen, whole."""
        one = self._row(key)
        lang = self.context.lang
        if one is None:
            self.detail.setText("")
        else:
            said = (one.finding.text("text"), one.finding.text("recommendation"), one.finding.text("evidence"))
            about = (plan_words(one.finding, lang), *evidence_words(one.evidence, lang), check_words(one.finding, lang))
            self.detail.setText("\n".join(part for part in (self._standard(one), *said, *about) if part))
        self.frame.setVisible(one is not None)
        for act in (self.plan_button, self.note_button, self.file_button, self.correct_button):
            act.setEnabled(bool(self.chosen("open")))
        for act in (self.check_button, self.visit_button, self.open_button):
            act.setEnabled(one is not None)
        self.see_button.setEnabled(one is not None and any(each.ref("file") for each in one.evidence))

    def _row(self, key: str) -> Point | None:
        return next((one for one in self.rows if one.id == key), None) if key else None

    def chosen(self, state: str = "") -> list[Record]:
        """The findings that are selected, those in a state."""
        keys = set(self.table.all_selected())
        return [one.finding for one in self.rows if one.id in keys and state in ("", one.finding.code("state"))]

    # ---- acts ----

    def see_file(self) -> None:
        """The file that was handed in last."""
        one = self._row(self.table.selected() or "")
        file = next((each for each in reversed(one.evidence) if each.ref("file")), None) if one is not None else None
        if file is not None:
            self.acts.show_file(file)

    def revisit(self) -> None:
        """Begins a re-visit of the facility of the chosen line."""
        one = self._row(self.table.selected() or "")
        if one is not None:
            self.visits.begin(one.facility.id, kind="follow_up")

    def open_facility(self) -> None:
        """The facility, with its findings."""
        one = self._row(self.table.selected() or "")
        if one is not None:
            self.context.navigate("facility", facility=one.facility.id, part="findings")

    def open_visit(self) -> None:
        """The visit that made the finding."""
        one = self._row(self.table.selected() or "")
        if one is not None and one.visit is not None:
            self.context.navigate("inspection", inspection=one.visit.id)

    def export(self) -> bool:
        return to_excel(self.context, self, self.table, "findings")

    def back(self) -> bool:
        self.context.navigate("facilities")
        return True


def _choices(field: ChoiceField, every: str, choices: Sequence[tuple[str, str]]) -> None:
    """What a filter offers; one that is chosen and has no line any more is let go."""
    value = field.value()
    field.set_choices([("", every), *choices])
    field.set_value(value if value in {code for code, _ in choices} else "")
