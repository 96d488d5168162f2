"""Insights: the work of the office in numbers, as tables and bars; a number leads to numbers of cases, never to names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout

from app.services.numbers import insight_files, insights
from app.services.numbers.insights import Asked, Insight
from app.text.words import words
from app.ui.models.excel import ExcelButton
from app.ui.pages.insight_parts.behind import CodesPane
from app.ui.pages.insight_parts.tables import TableCard
from app.ui.pages.page import Page
from app.ui.widgets.basics import Scrolled, button, clear, heading, label, row
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.dates import DateField
from app.ui.widgets.flow import Flow
from app.ui.widgets.tabs import NamedTabs

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.ui.context import Context

_TABS: tuple[tuple[str, ...], ...] = (
    ("cases", "risk", "reasons"),
    ("steps", "contact"),
    ("concerns", "ages"),
    ("services", "referrals"),
    ("visits", "caseload"),
    ("districts", "communes"),
)
"""The tables of each tab."""
_TIMES = ("month", "last_month", "quarter", "year", "last_year", "own")


def days_of(time: str, today: date) -> tuple[date, date]:
    """First and last day of a time that has a name; ValueError for another one."""
    month = today.replace(day=1)
    if time == "month":
        return month, today
    if time == "last_month":
        end = month - timedelta(days=1)
        return end.replace(day=1), end
    if time == "quarter":
        return month.replace(month=(today.month - 1) // 3 * 3 + 1), today
    if time == "year":
        return date(today.year, 1, 1), today
    if time == "last_year":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    raise ValueError(time)


class InsightPage(Page):
    """This year when it first comes up."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"case", "episode", "child", "concern", "risk", "note", "service", "referral", "form_response", "plan", "approval"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.insight: Insight | None = None
        self.back_button = button(self, "back", self.back, flat=True)
        self.heading = heading(self)
        self.time, self.office = ChoiceField(self), ChoiceField(self)
        self.first, self.last = DateField(context), DateField(context)
        self.hide_small = QCheckBox(self)
        self.sentence, self.warning = label(self, "dim", wrap=True), label(self, "warn", wrap=True)
        self.tabs = NamedTabs(self)
        self.pages = [Scrolled(self) for _ in _TABS]
        for page in self.pages:
            box = QVBoxLayout(page.content)
            box.setContentsMargins(0, context.theme.gap, context.theme.gap, 0)
            box.setSpacing(context.theme.wide)
            self.tabs.addTab(page, "")
        self.filled: set[int] = set()
        self.pane = CodesPane(context, self)
        self._lay_out()
        self._set_times()
        self.time.set_value("year")
        self.time.changed.connect(self._time_chosen)
        self.office.changed.connect(self.read)
        self.first.changed.connect(self._day_typed)
        self.last.changed.connect(self._day_typed)
        self.tabs.currentChanged.connect(self._fill)
        self.retranslate()

    def _lay_out(self) -> None:
        """Title, choices, what must be known, tables with the cases behind them at the side."""
        gap = self.context.theme.gap
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.tabs)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setMinimumHeight(self.context.theme.sizes.line * 12)  # else large text leaves the tables no room
        choices = Flow(gap=gap)
        self.until = label(self, "")
        for part in (self.time, self.first, self.until, self.last, self.office, self.hide_small):
            choices.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        outer.setSpacing(gap)
        outer.addLayout(row(self.back_button, self.heading, 1, ExcelButton(self, self.export), gap=gap))
        outer.addLayout(choices)
        outer.addWidget(self.sentence)
        outer.addWidget(self.warning)
        outer.addWidget(self.splitter, 1)

    def retranslate(self) -> None:
        self.back_button.setText(self.tr("Back to the cases"))
        self.heading.setText(self.tr("Insights"))
        self.until.setText(self.tr("to"))
        self.hide_small.setText(self.tr("Workbook with <5 in place of 1 to 4"))
        for field, name in (
            (self.time, self.tr("Time")),
            (self.office, self.tr("Office")),
            (self.first, self.tr("First day")),
            (self.last, self.tr("Last day")),
        ):
            field.set_name(name)
        self._set_times()
        self.pane.retranslate()
        titles = (
            self.tr("Cases"),
            self.tr("On time"),
            self.tr("Protection concerns"),
            self.tr("Services and referrals"),
            self.tr("Visits and caseload"),
            self.tr("By place"),
        )
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)
        self.tabs.setAccessibleName(self.tr("Groups of tables"))
        self._build()

    def _set_times(self) -> None:
        """The times that have a name."""
        told = (
            self.tr("This month"),
            self.tr("Last month"),
            self.tr("This quarter"),
            self.tr("This year"),
            self.tr("Last year"),
            self.tr("Other days"),
        )
        self.time.set_choices(list(zip(_TIMES, told, strict=True)))

    def shown(self, **where: object) -> None:
        self.context.tasks.run(insights.offices, self._set_offices, self, key="offices")
        self.time.setFocus(Qt.FocusReason.OtherFocusReason)
        self._time_chosen()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def back(self) -> bool:
        self.context.navigate("cases")
        return True

    def _set_offices(self, found: list[tuple[str, str, str]]) -> None:
        """The own office with all below it, or one of these; nothing to choose where there is but one."""
        km = self.context.lang == "km"
        self.office.set_choices([(code, name_km if km or not name_en else name_en) for code, name_km, name_en in found])
        self.office.setVisible(len(found) > 1)

    def _time_chosen(self) -> None:
        """The days of the time that was chosen; other days are typed."""
        time = self.time.value() or "own"
        if time != "own":
            first, last = days_of(time, self.context.today())
            for field, day in ((self.first, first), (self.last, last)):
                field.blockSignals(True)
                field.set_value(day)
                field.blockSignals(False)
        self.read()

    def _day_typed(self) -> None:
        """Days of one's own."""
        self.time.blockSignals(True)
        self.time.set_value("own")
        self.time.blockSignals(False)
        self.read()

    def asked(self) -> Asked | None:
        """What is asked; None while a day is missing."""
        first, last = self.first.value(), self.last.value()
        if not isinstance(first, date) or not isinstance(last, date):
            return None
        return Asked(first, last, self.office.value() or "")

    def read(self) -> None:
        """Counts anew."""
        asked = self.asked()
        if asked is None:
            return
        self.sentence.setText(self.tr("Counting …"))
        self.context.tasks.run(
            lambda reader: insights.compute(reader, asked), self._show, self, on="work", key="insight", failed=self._refused
        )

    def _refused(self, error: AppError) -> None:
        self.sentence.setText(self.context.words(error))

    def _show(self, insight: Insight) -> None:
        self.insight = insight
        self.pane.hide()
        self._build()

    def _build(self) -> None:
        """What must be known of all numbers; a tab's tables are made when it is first looked at."""
        if self.insight is None:
            return
        lang = self.context.lang
        self.sentence.setText(" · ".join(insight_files.notes(self.insight, lang)))
        warned = insight_files.small_note(self.insight, lang)
        self.warning.setText(warned)
        self.warning.setVisible(bool(warned))
        self.filled.clear()
        self._fill(self.tabs.currentIndex())

    def _fill(self, place: int) -> None:
        """The tables of a tab."""
        if self.insight is None or place in self.filled or place < 0:
            return
        self.filled.add(place)
        page = self.pages[place]
        box = page.content.layout()
        assert isinstance(box, QVBoxLayout)
        clear(box)
        for name in _TABS[place]:
            made = TableCard(self.context, self.insight.table(name), page.content)
            made.chosen.connect(self._ask)
            box.addWidget(made)
        box.addStretch(1)

    def _ask(self, cell: str) -> None:
        """The cases behind a number, at the side."""
        if self.insight is None:
            return
        if not self.pane.isVisible():
            width = self.splitter.width()
            self.splitter.setSizes([width * 3 // 4, width // 4])
        self.pane.ask(self.insight, cell)

    def export(self) -> bool:
        """All tables as a workbook."""
        asked, session, lang = self.asked(), self.context.session, self.context.lang
        if asked is None:
            return True
        name, hide = f"list-{self.context.today():%Y%m%d}.xlsx", self.hide_small.isChecked()
        target = self.context.dialogs.save_file(self, words("insight.file", lang), name, "Excel (*.xlsx)")
        if target is not None:
            self.context.tasks.call(
                lambda: insight_files.export(session, asked, target, lang, hide=hide),
                lambda _: self.context.notice(self.tr("Written: {file}").format(file=target.name), "done"),
                self,
                on="work",
            )
        return True
