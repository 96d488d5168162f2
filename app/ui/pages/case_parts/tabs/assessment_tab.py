"""The tab of assessments: each domain by date in colour and word, and its way over time as a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from app.domain.codelists import label as code_label
from app.services.cases.case_file import CaseFile
from app.services.planning import assessments
from app.services.planning.assessments import Line, Mark, Sheet, Trend
from app.services.protection import risk_reviews
from app.services.protection.risk_reviews import RiskAsk
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.answers.tints import TINTS
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.head.risk_banner import RiskBanner
from app.ui.pages.case_parts.tabs.case_tab import CaseTab, TabHost
from app.ui.widgets.basics import Scrolled, label
from app.ui.widgets.chart import LineChart, Series

if TYPE_CHECKING:
    from app.ui.context import Context

SHOWN = 6
"""So many days have a column; the chart shows all."""
_SCALE = (1, 4)
Found = tuple[Mark, str] | None
"""A mark with the words of its scale, where there is one."""


@dataclass(frozen=True)
class DomainRow:
    """A line of the table: a domain, with the newest mark of each day and the words of its scale."""

    id: str
    line: Line
    marks: tuple[Found, ...]


class Swatches(QStyledItemDelegate):
    """A coloured square before each score."""

    def __init__(self, table: SimpleTable, trend: Trend) -> None:
        super().__init__(table)
        self.table = table
        self.trend = trend

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Adds the square."""
        super().initStyleOption(option, index)
        found = self.table.row_of(self.table.rows_model.key_at(index.row()))
        place = index.column() - 1
        mark = found.marks[place] if found is not None and 0 <= place < len(found.marks) else None
        colour = TINTS.get(self.trend.colour(mark[0].value)) if mark is not None else None
        if colour is not None:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = QIcon(_square(colour, option.decorationSize.height()))


def _square(colour: str, side: int) -> QPixmap:
    """A square with an edge, so that yellow stands on white."""
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(QColor(colour).darker(140))
    painter.drawRoundedRect(1, 1, side - 3, side - 3, side / 4, side / 4)
    painter.end()
    return made


class AssessmentTab(CaseTab):
    """Table and chart."""

    def __init__(self, host: TabHost) -> None:
        super().__init__()
        self.context: Context = host.context
        self.trend: Trend | None = None
        self.days: list[date] = []
        gap = host.context.theme.gap
        holder = Scrolled(self)
        self.inner = QVBoxLayout(holder.content)
        self.inner.setContentsMargins(0, gap, gap, 0)
        self.title = label(holder.content, "section")
        self.note = label(holder.content, "dim", wrap=True)
        self.banner = RiskBanner(host.context, host.words)
        self.banner.saved.connect(self.saved)
        self.table: SimpleTable | None = None
        self.chart_title = label(holder.content, "section")
        self.chart = LineChart(host.context, "case.assessment.chart")
        for part in (self.banner, self.title, self.note, self.chart_title, self.chart):
            self.inner.addWidget(part)
        self.inner.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(holder)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads the assessments, and whether they ask for a look at the risk."""
        case = file.case.id

        def show(found: tuple[Trend, RiskAsk | None]) -> None:
            self._show(found[0])
            self.banner.show_ask(file.case, found[1], editable=editable)

        self.banner.case = file.case
        self.context.tasks.run(
            lambda reader: (assessments.trend(reader, case), risk_reviews.asked(reader, case)), show, self, key="trend"
        )

    def takes(self, name: str) -> bool:
        """The look at the risk, and the table."""
        return name in {"risk_review", "list:assessment"}

    def step(self, name: str) -> bool:
        """Looks at the risk."""
        return self.banner.review() if name == "risk_review" else True

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.title.setText(self.tr("Assessments by domain"))
        self.chart_title.setText(self.tr("Over time"))
        self.chart.retranslate()
        self.banner.retranslate()
        if self.trend is not None:
            self._show(self.trend)

    def _show(self, trend: Trend) -> None:
        """Table and chart of the assessments."""
        self.trend = trend
        self.days = sorted({sheet.on for sheet in trend.sheets})[-SHOWN:]
        empty = not trend.lines
        self.note.setText(
            self.tr("No assessment with scores was finished yet. Fill one in under “Forms and assessments”.")
            if empty
            else self.tr("4 is good, 1 very poor. A score of 1 or 2 belongs into the plan. Choose a line to see it over time.")
        )
        for part in (self.chart_title, self.chart):
            part.setVisible(not empty)
        chosen = self.table.selected() if self.table is not None else None
        self._make_table(trend)
        if self.table is not None and (chosen is None or not self.table.select(chosen)):
            self._draw("")

    def _make_table(self, trend: Trend) -> None:
        """The table anew: its columns are the days."""
        if self.table is not None:
            self.inner.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if not trend.lines:
            return
        lang = self.context.lang
        columns = [Column("domain", lambda: self.tr("Domain"), lambda one: self._name(one.line), width=34, stretch=True)]
        for place, day in enumerate(self.days):
            told, tip = partial(self._told, self._cell, place), partial(self._told, self._tip, place)
            columns.append(Column(f"day{place}", partial(short_date, day, lang), told, width=16, tip=tip))
        columns.append(Column("change", lambda: self.tr("Since before"), self._change, width=14, tone=self._change_tone))
        self.table = SimpleTable(self.context, "case.assessment", columns)
        self.table.setItemDelegate(Swatches(self.table, trend))
        self.table.set_name(self.title.text())
        self.table.picked.connect(self._draw)
        rows = [DomainRow(line.domain, line, self._marks(trend, line)) for line in trend.lines]
        self.table.set_rows(rows)
        self.table.setMinimumHeight(self.context.theme.sizes.line * 2 * min(len(rows) + 2, 8))
        self.inner.insertWidget(3, self.table)

    def _marks(self, trend: Trend, line: Line) -> tuple[Found, ...]:
        """The mark of each day that has a column: where two assessments are of one day, the later one."""
        found: dict[date, tuple[Mark, str]] = {}
        for sheet, mark in zip(trend.sheets, line.marks, strict=True):
            if mark is not None:
                found[sheet.on] = (mark, sheet.words)
        return tuple(found.get(day) for day in self.days)

    def _told(self, tell: Callable[[Found], str], place: int, one: DomainRow) -> str:
        """A cell, or more of it, of a day."""
        return tell(one.marks[place])

    def _name(self, line: Line) -> str:
        """A domain in words."""
        if line.whole:
            return self.tr("Child, all domains") if line.side == "child" else self.tr("Family, all domains")
        return code_label("score_domain", line.domain, self.context.lang)

    def _cell(self, found: Found) -> str:
        """A score: number and word."""
        if found is None:
            return "–"
        return self._score(found[0].value, found[1])

    def _score(self, value: float, words: str) -> str:
        """A value with the word of its scale."""
        lang = self.context.lang
        number = str(int(value)) if float(value).is_integer() else f"{value:.1f}"
        word = code_label(words, str(assessments.rounded(value)), lang)
        return f"{digits_for(number, lang)} · {word}"

    def _tip(self, found: Found) -> str:
        """How many questions stand behind a score."""
        if found is None:
            return self.tr("Not assessed")
        lang = self.context.lang
        asked, low = (digits_for(str(each), lang) for each in (found[0].asked, found[0].low))
        return self.tr("{cell}: {asked} questions, {low} of them low").format(cell=self._cell(found), asked=asked, low=low)

    def _steps(self, one: DomainRow) -> tuple[float, float] | None:
        """The mean before and now; None without two of them."""
        means = [mark.mean for mark in one.line.marks if mark is not None]
        return (means[-2], means[-1]) if len(means) > 1 else None

    def _change(self, one: DomainRow) -> str:
        """Better, worse or the same as before."""
        steps = self._steps(one)
        if steps is None:
            return ""
        before, now = steps
        return self.tr("better") if now > before else self.tr("worse") if now < before else self.tr("the same")

    def _change_tone(self, one: DomainRow) -> str | None:
        """In a colour."""
        steps = self._steps(one)
        return None if steps is None or steps[0] == steps[1] else "good" if steps[1] > steps[0] else "danger"

    def _draw(self, domain: str) -> None:
        """The chart: the chosen domain with its side as a whole, or the two sides."""
        trend = self.trend
        if trend is None:
            return
        chosen = trend.line(domain)
        wanted = [chosen, trend.line(chosen.side)] if chosen is not None else [trend.line(side) for side in assessments.SIDES]
        lines = [line for line in wanted if line is not None] or list(trend.lines[:1])
        unique = {line.domain: line for line in lines}
        tones = ("accent", "warn")
        series = [
            Series(self._name(line), trend.points(line.domain), tones[place % 2]) for place, line in enumerate(unique.values())
        ]
        scale = self._scale(trend.sheets)
        top = max([_SCALE[1], *(assessments.rounded(value) for one in series for _, value in one.points)])
        self.chart.set_series(series, _SCALE[0], top, lambda value: self._score(value, scale))
        told = " · ".join(one.name for one in series)
        self.chart.set_name(self.tr("Over time: {domains}").format(domains=told))

    def _scale(self, sheets: Sequence[Sheet]) -> str:
        """The words of the newest assessment."""
        return sheets[-1].words if sheets else "score_new"
