"""All facilities at a glance: a map of districts, result by age of the last visit, which standard fails most by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.insight_table import TOTAL
from app.services.facilities import facility_overview
from app.services.facilities.facility_overview import Overview
from app.services.forms.form_library import FormShelf
from app.services.numbers import insight_files
from app.services.visits import standard_trends
from app.services.visits.standard_trends import Trends
from app.text.digits import digits_for
from app.ui.models.excel import ExcelButton, to_excel, write_rows
from app.ui.pages.insight_parts.tables import TableCard
from app.ui.pages.overview_parts.behind import FacilitiesBehind
from app.ui.pages.overview_parts.districts import Districts
from app.ui.pages.overview_parts.standards import Standards
from app.ui.pages.page import Page
from app.ui.widgets.basics import Scrolled, button, clear, heading, label, row
from app.ui.widgets.flow import Flow
from app.ui.widgets.layout import Tabs, keep_height, scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.ui.context import Context


class FacilityOverviewPage(Page):
    """Three tabs over all facilities that are not closed."""

    watches: ClassVar[frozenset[str]] = frozenset({"facility", "residency", "inspection", "finding"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Overview | None = None
        self.shelf = FormShelf(context.folder)
        self.read_standards = False
        self.heading = heading(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.counts = [label(self, "dim") for _ in range(3)]
        self.overdue_button = button(self, "flag", self.open_overdue, flat=True)
        self.districts = Districts(context, self)
        self.grades = Scrolled(self)
        self.grade_box = QVBoxLayout(self.grades.content)
        self.behind = FacilitiesBehind(context, "overview_grade_facilities", self.grades.content)
        self.card_box = QVBoxLayout()
        self.grade_box.addLayout(self.card_box)
        self.grade_box.addWidget(self.behind, 1)
        self.card: TableCard | None = None
        self.cell = ""
        self.standards = Standards(context, self)
        self.tabs = Tabs(self)
        for part in (self._scrolled(self.districts), self.grades, self._scrolled(self.standards)):
            self.tabs.addTab(part, "")
        self._lay_out()
        self.districts.province.changed.connect(self.read)
        self.standards.wished.connect(self._read_standards)
        self.tabs.currentChanged.connect(self._tab_shown)
        self.retranslate()

    def _scrolled(self, part: QWidget) -> Scrolled:
        """A part that scrolls where large text leaves no room."""
        area = Scrolled(self)
        box = QVBoxLayout(area.content)
        box.setContentsMargins(0, 0, self.context.theme.gap, 0)
        box.addWidget(part)
        return area

    def _lay_out(self) -> None:
        """Title, the numbers of all facilities, the tabs."""
        gap = self.context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.heading, 1, ExcelButton(self, self.export), gap=gap))
        line = Flow(gap=gap)
        for part in (*self.counts, self.overdue_button):
            line.addWidget(part)
        box.addLayout(line)
        box.addWidget(self.tabs, 1)
        keep_height(self.context, self.tabs, 16)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("All facilities at a glance"))
        self.back_button.setText(self.tr("Facilities"))
        titles = (self.tr("By district"), self.tr("Result and last visit"), self.tr("Standards over the years"))
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)
        self.tabs.setAccessibleName(self.tr("Map, results, standards"))
        self.districts.retranslate()
        self.behind.retranslate()
        self.standards.retranslate()
        if self.found is not None:
            self._show(self.found)
        if self.read_standards:
            self._read_standards()

    def shown(self, **where: object) -> None:
        self.read()

    def read(self) -> None:
        """Reads all facilities; the standards once their tab is looked at."""
        province = self.districts.province.value() or ""
        self.context.tasks.run(
            lambda reader: facility_overview.overview(reader, province), self._show, self, on="work", key="overview"
        )
        if self.read_standards:
            self._read_standards()

    def _tab_shown(self, place: int) -> None:
        if place == 2 and not self.read_standards:
            self._read_standards()

    def _read_standards(self) -> None:
        """Reads the answers of ten years, on the worker."""
        self.read_standards = True
        shelf, lang = self.shelf, self.context.lang
        form, kind = self.standards.which.value() or "", self.standards.kind.value()

        def read(reader: Reader) -> Trends:
            return standard_trends.trends(reader, shelf, lang, form=form, kind=str(kind or ""))

        self.context.tasks.run(read, self.standards.show_found, self, on="work", key="standards")

    def _show(self, found: Overview) -> None:
        self.found = found
        lang = self.context.lang

        def told(value: int) -> str:
            return digits_for(value, lang)

        said = (
            self.tr("Facilities: {n}").format(n=told(len(found.facilities))),
            self.tr("Without a visit for too long: {n}").format(n=told(found.late)),
            self.tr("Critical: {n}").format(n=told(found.critical)),
        )
        for place, (part, text) in enumerate(zip(self.counts, said, strict=True)):
            part.setText(f"· {text}" if place else text)
        self.overdue_button.setText(self.tr("Overdue findings: {n}").format(n=told(found.overdue)))
        self.districts.show_found(found)
        clear(self.card_box)
        self.card = TableCard(self.context, found.grades, self.grades.content)
        self.card.chosen.connect(self._choose)
        self.card_box.addWidget(self.card)
        self._choose(self.cell)

    def _choose(self, cell: str) -> None:
        """The facilities behind a number of the table."""
        if self.found is None:
            return
        self.cell = cell
        table, (line, _, column) = self.found.grades, cell.partition("/")[2].rpartition("/")
        ids = set(table.behind(line, column)) if cell else set()
        lang = self.context.lang
        title = (
            f"{insight_files.row_words(table, line, lang)} · {insight_files.column_words(table, column, lang)}" if cell else ""
        )
        self.behind.show_rows(title, [one for one in self.found.facilities if one.id in ids])

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def back(self) -> bool:
        self.context.navigate("facilities")
        return True

    def open_overdue(self) -> bool:
        """The findings past their day, over all facilities."""
        self.context.navigate("findings", which="overdue")
        return True

    def export(self) -> bool:
        """The table of the tab that is shown."""
        place = self.tabs.currentIndex()
        if place == 0:
            return to_excel(self.context, self, self.districts.table, "overview_districts")
        if place == 2:
            table = self.standards.table
            return to_excel(self.context, self, table, "overview_standards") if table is not None else True
        if self.found is None:
            return True
        heads, rows = self._grade_rows(self.found)
        title = insight_files.title(self.found.grades, self.context.lang)
        return write_rows(self.context, self, "overview_grades", title, heads, rows)

    def _grade_rows(self, found: Overview) -> tuple[list[tuple[str, float]], Sequence[Sequence[str]]]:
        """Heads and rows of results by age of the last visit, sums too."""
        table, lang = found.grades, self.context.lang
        across = (*table.columns, TOTAL)
        heads = [(insight_files.title(table, lang), 36.0)]
        heads += [(insight_files.column_words(table, column, lang), 18.0) for column in across]
        return heads, [
            [insight_files.row_words(table, line, lang), *(str(table.value(line, column)) for column in across)]
            for line in (*table.rows, TOTAL)
        ]
