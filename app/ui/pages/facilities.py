"""The register of facilities: search as you type, filters as a sentence, each with its last visit and open findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from app.data.queries.facilities import FacilityRow
from app.domain.closing import CLOSED
from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.facilities import facilities
from app.services.facilities.facilities import FacilityFilter, name_of
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.keys import sort_key
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.faces import Faces
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.fields import BoolField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height, scrolled_page

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context

TYPED_MS = 60


class FacilitiesPage(Page):
    """All facilities of the office."""

    watches = frozenset({"facility", "residency", "inspection", "finding", "facility_staff", "facility_past"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: list[FacilityRow] = []
        self.heading = heading(self)
        self.new_button = button(self, "add", self.new, primary=True)
        self.new_button.setVisible(can(context.session.actor, "facility.edit"))
        self.import_button = button(self, "upload", lambda: context.navigate("facility_import"))
        self.import_button.setVisible(can(context.session.actor, "facility.edit"))
        self.faces = Faces(context, "facilities")
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.form = Form(columns=4)
        self.form.add("type", CodeField(context, "facility_type"))
        self.form.add("owner", CodeField(context, "facility_owner"))
        self.form.add("grade", CodeField(context, "grade"))
        self.age = ChoiceField()
        self.form.add("visit", self.age)
        self.form.add("service", CodeField(context, "facility_service"))
        self.form.add("fund", CodeField(context, "facility_fund"))
        self.papers = ChoiceField()
        self.form.add("papers", self.papers)
        self.form.add("findings", BoolField())
        self.form.add("unchecked", BoolField())
        self.form.add("closed", BoolField())
        self.sentence = label(self, "dim", wrap=True)
        self.table = SimpleTable(context, "facilities", self._columns())
        kept = context.state("list.facilities.order")
        self.table.set_order(kept if isinstance(kept, str) and kept.lstrip("-") in self._orders() else "code")
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        head = Flow(gap=gap, lead=1)
        for part in (self.heading, self.import_button, self.new_button):
            head.addWidget(part)
        box.addLayout(head)
        box.addWidget(self.faces)
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
        self.table.sorted_by.connect(lambda _: self._show_rows(self.rows))
        self.table.opened.connect(lambda key: context.navigate("facility", facility=key))
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("code", lambda: self.tr("Code"), self._code_of, sort="code", width=10, bold=True),
            Column("name", lambda: self.tr("Name"), self._name, sort="name", width=22, stretch=True),
            Column("type", lambda: self.tr("Type"), self._type, sort="type", width=16),
            Column("owner", lambda: self.tr("Owner"), self._owner, sort="owner", width=9),
            Column("state", lambda: self.tr("State"), self._state, sort="state", width=19),
            Column(
                "living",
                lambda: self.tr("Children"),
                lambda one: str(one.residents),
                sort="living",
                width=7,
                align="right",
                digits=True,
            ),
            Column("visit", lambda: self.tr("Last visit"), self._visit, sort="visit", width=10, tone=self._visit_tone),
            Column(
                "grade",
                lambda: self.tr("Result"),
                lambda one: code_label("grade", one.grade, lang.lang),
                sort="grade",
                width=18,
                tone=lambda one: "danger" if one.grade == "critical" else None,
            ),
            Column(
                "findings",
                lambda: self.tr("Open findings"),
                self._findings,
                sort="findings",
                width=12,
                tone=self._findings_tone,
            ),
        ]

    def _orders(self) -> dict[str, Callable[[FacilityRow], object]]:
        """Order → what it compares: words by the Khmer alphabet, codes by their list."""
        return {
            "code": self._code_of,
            "name": lambda one: sort_key(self._name(one)),
            "type": lambda one: sort_key(self._type(one)),
            "owner": lambda one: sort_key(self._owner(one)),
            "state": lambda one: _place("facility_state", one.facility.code("state")),
            "living": lambda one: one.residents,
            "visit": lambda one: one.last_visit.toordinal() if one.last_visit else 0,
            "grade": lambda one: _place("grade", one.grade),
            "findings": lambda one: (one.overdue, one.open_findings),
        }

    def _sorted(self, rows: list[FacilityRow]) -> list[FacilityRow]:
        """The rows in the order of the list; equal ones by their codes."""
        order = self.table.rows_model.order
        known: Any = self._orders()[order.lstrip("-")]
        return sorted(sorted(rows, key=self._code_of), key=known, reverse=order.startswith("-"))

    def _code_of(self, one: FacilityRow) -> str:
        return one.facility.text("code")

    def _name(self, one: FacilityRow) -> str:
        return name_of(one.facility, self.context.lang)

    def _type(self, one: FacilityRow) -> str:
        return self._code("facility_type", one, "type")

    def _owner(self, one: FacilityRow) -> str:
        return self._code("facility_owner", one, "owner")

    def _state(self, one: FacilityRow) -> str:
        return self._code("facility_state", one, "state")

    def _code(self, list_name: str, one: FacilityRow, field: str) -> str:
        return code_label(list_name, one.facility.code(field), self.context.lang)

    def _visit(self, one: FacilityRow) -> str:
        return short_date(one.last_visit, self.context.lang) if one.last_visit else self.tr("never")

    def _visit_tone(self, one: FacilityRow) -> str | None:
        return "warn" if one.late and one.facility.code("state") not in CLOSED else None

    def _findings(self, one: FacilityRow) -> str:
        if not one.open_findings:
            return "-"
        open_ones = digits_for(one.open_findings, self.context.lang)
        late = digits_for(one.overdue, self.context.lang)
        return self.tr("{n}, overdue {late}").format(n=open_ones, late=late) if one.overdue else open_ones

    def _findings_tone(self, one: FacilityRow) -> str | None:
        return "danger" if one.overdue else "warn" if one.open_findings else None

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Facilities"))
        self.new_button.setText(self.tr("Register a facility (Ctrl+N)"))
        self.import_button.setText(self.tr("From an Excel list …"))
        self.search.setPlaceholderText(self.tr("Search by code, name or village, in Khmer or Latin letters"))
        self.search.setAccessibleName(self.tr("Search facilities"))
        self.age.set_choices([("365", self.tr("More than a year ago")), ("730", self.tr("More than two years ago"))])
        over, ends = self.tr("A paper has run out"), self.tr("A paper runs out or has run out")
        self.papers.set_choices([("over", over), ("ends", ends)])
        for name, text in {
            "type": self.tr("Type"),
            "owner": self.tr("Owner"),
            "grade": self.tr("Result of the last inspection"),
            "visit": self.tr("Last visit"),
            "service": self.tr("Service"),
            "fund": self.tr("Money from"),
            "papers": self.tr("Agreement and recognition letter"),
            "findings": self.tr("With open findings"),
            "unchecked": self.tr("Staff without a background check"),
            "closed": self.tr("Closed ones too"),
        }.items():
            self.form.label(name, text)
        self.table.set_name(self.tr("List of facilities"))
        self.table.set_empty(
            self.tr(
                "No facility is found here. Facilities stand here once they are registered; perhaps the filter hides them."
            ),
            self.tr("Register a facility") if self.new_button.isVisibleTo(self) else "",
            self.new,
        )
        self.table.retranslate()
        self.faces.retranslate()
        if self.rows:  # names sort otherwise in the other language
            self._show_rows(self.rows)
        self._say()

    def wish(self) -> FacilityFilter:
        """What the filters say."""
        values = self.form.values()
        kind, age = values["type"], values["visit"]
        return FacilityFilter(
            search=self.search.text(),
            types=frozenset({str(kind)}) if kind else frozenset(),
            owner=str(values["owner"]) if values["owner"] else None,
            grade=str(values["grade"]) if values["grade"] else None,
            visit_older_than=int(str(age)) if age else None,
            with_open_findings=bool(values["findings"]),
            with_closed=bool(values["closed"]),
            service=str(values["service"]) if values["service"] else None,
            fund=str(values["fund"]) if values["fund"] else None,
            papers="over" if values["papers"] == "over" else "ends" if values["papers"] else None,
            unchecked=bool(values["unchecked"]),
        )

    def _say(self) -> None:
        """The filter as a sentence, with how many there are."""
        values, lang = self.form.values(), self.context.lang
        parts = [
            code_label("facility_type", str(values["type"]), lang) if values["type"] else "",
            code_label("facility_owner", str(values["owner"]), lang) if values["owner"] else "",
            code_label("grade", str(values["grade"]), lang) if values["grade"] else "",
            self.age.combo.currentText() if values["visit"] else "",
            code_label("facility_service", str(values["service"]), lang) if values["service"] else "",
            code_label("facility_fund", str(values["fund"]), lang) if values["fund"] else "",
            self.papers.combo.currentText() if values["papers"] else "",
            self.tr("with open findings") if values["findings"] else "",
            self.tr("staff without a background check") if values["unchecked"] else "",
        ]
        said = " · ".join(part for part in parts if part) or self.tr("All facilities")
        self.sentence.setText(self.tr("{what}: {n}").format(what=said, n=digits_for(len(self.rows), lang)))

    def shown(self, **where: object) -> None:
        self.read()

    def read(self) -> None:
        """Reads the list by the filters."""
        self.faces.read()
        wish = self.wish()
        self.context.tasks.run(lambda reader: facilities.listing(reader, wish), self._show_rows, self, key="list")

    def _show_rows(self, rows: list[FacilityRow]) -> None:
        self.rows = self._sorted(rows)
        self.table.set_rows(self.rows)
        self._say()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def new(self) -> bool:
        if not can(self.context.session.actor, "facility.edit"):
            return False
        self.context.navigate("facility", new=True)
        return True

    def export(self) -> bool:
        return to_excel(self.context, self, self.table, "facilities")

    def find_here(self) -> bool:
        self.search.setFocus()
        self.search.selectAll()
        return True


def _place(list_name: str, code: str | None) -> int:
    """Where a code stands in its list; none before all."""
    codes = codelist(list_name).codes()
    return codes.index(code) if code in codes else -1
