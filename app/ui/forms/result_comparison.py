"""The result of a visit beside earlier ones, as a line and in words and numbers, and among facilities of the same type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.comparing_visits import FEWEST, TOTAL, Part, Spread, change, half_up
from app.domain.permissions import can
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.visit_comparison import Comparison
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.models.excel import ExcelButton
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import card, label, row, section
from app.ui.widgets.chart import LineChart, Series
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

STEP = 20
"""The scale of the picture has a line at every so many of a hundred."""


@dataclass(frozen=True)
class _Line:
    """A part of the score as the table shows it: before, now, and the middle of the others."""

    id: str
    title: str
    before: Part | None
    now: Part | None
    spread: Spread | None

    @property
    def change(self) -> int | None:
        """By how many of a hundred it is better."""
        return change(self.before, self.now)


class ResultComparison(QWidget):
    """One card: which part, its line over the visits, all parts as a table, what is not compared and why."""

    def __init__(self, context: Context, found: Comparison, titles: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.found, self.titles = context, found, titles
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, box = card(self, section(None, self.tr("Since the last visits, and among others")))
        outer.addWidget(frame)
        for text in filter(None, (self._since(), self._among(), *self._left_out())):
            box.addWidget(label(frame, "dim", with_breaks(text), wrap=True))
        self.excel = ExcelButton(frame, self.to_excel)
        self.excel.setVisible(context.signed_in and can(context.session.actor, "visit.export"))
        box.addLayout(row(self.excel, 1))
        self.table = SimpleTable(context, "inspection.comparison", self._columns(), frame)
        self.table.set_name(self.tr("Change and comparison by section"))
        self.table.set_rows(self._lines())
        self.table.setMinimumHeight(round(context.theme.sizes.line * 1.9 * (len(found.sections) + 2)))
        box.addWidget(self.table)
        self.part = ChoiceField(frame)
        self.part.set_choices([(name or "total", self._title(name)) for name in (TOTAL, *found.sections)])
        self.part.set_value("total")
        self.chart = LineChart(context, "inspection.trend", frame)
        if len(found.compared) > 1:
            self._add_chart(frame, box)

    def _add_chart(self, frame: QWidget, box: QVBoxLayout) -> None:
        """The line over the visits, and which part it is of; a line of the table chooses it too."""
        form = Form(columns=2, parent=frame)
        form.add("part", self.part)
        form.label("part", self.tr("Over time"))
        box.addWidget(form)
        box.addWidget(self.chart)
        self.part.changed.connect(self.draw)
        self.table.picked.connect(lambda key: self.part.set_value(key) if key else None)
        self.draw()

    def _title(self, name: str) -> str:
        """What a part is called."""
        return self.titles.get(name, name) if name else self.tr("Whole score")

    def _day(self, day: date) -> str:
        return short_date(day, self.context.lang)

    def _number(self, value: object) -> str:
        return digits_for(value, self.context.lang)

    def _lines(self) -> list[_Line]:
        """All parts of the score."""
        before = self.found.before.parts if self.found.before is not None else {}
        return [
            _Line(name or "total", self._title(name), before.get(name), self.found.own.parts.get(name), self._spread(name))
            for name in (TOTAL, *self.found.sections)
        ]

    def _spread(self, name: str) -> Spread | None:
        return self.found.peers.spreads.get(name)

    def _columns(self) -> list[Column]:
        """The change in words, now and before, and the others."""
        before = self.found.before
        told = self._day(before.day) if before is not None else ""
        columns = [Column("part", lambda: self.tr("Part"), lambda one: one.title, width=27, stretch=True, bold=True)]
        if before is not None:
            columns.append(Column("change", lambda: self.tr("Change"), self._change, width=16, tone=self._change_tone))
        columns.append(Column("now", lambda: self.tr("This visit"), lambda one: self._part(one.now), width=16))
        if before is not None:
            columns.append(Column("before", lambda: told, lambda one: self._part(one.before), width=16))
        if self.found.peers.spreads:
            columns.append(Column("middle", lambda: self.tr("Others: middle (half)"), self._middle, width=22))
            columns.append(Column("place", lambda: self.tr("Among others"), self._place, width=19, tone=self._place_tone))
        return columns

    def _part(self, part: Part | None) -> str:
        """Points of a maximum, and of a hundred."""
        if part is None:
            return self.tr("does not apply")
        return self._number(f"{part.points} / {part.maximum} ({half_up(part.percent)} %)")

    def _change(self, one: _Line) -> str:
        """Better, worse or the same, in words and by how much."""
        if one.change is None:
            return "-"
        if not one.change:
            return self.tr("the same")
        by = self._number(abs(one.change))
        return self.tr("better by {n} %").format(n=by) if one.change > 0 else self.tr("worse by {n} %").format(n=by)

    def _change_tone(self, one: _Line) -> str | None:
        return None if not one.change else "good" if one.change > 0 else "danger"

    def _middle(self, one: _Line) -> str:
        """The middle, and the half around it."""
        if one.spread is None:
            return "-"
        return self._number(f"{one.spread.middle} % ({one.spread.low} – {one.spread.high} %)")

    def _where(self, one: _Line) -> str:
        return one.spread.place(one.now.percent) if one.spread is not None and one.now is not None else ""

    def _place(self, one: _Line) -> str:
        told = {
            "below": self.tr("lower quarter"),
            "within": self.tr("middle half"),
            "above": self.tr("upper quarter"),
        }
        return told.get(self._where(one), "-")

    def _place_tone(self, one: _Line) -> str | None:
        return {"below": "warn", "above": "good"}.get(self._where(one))

    def _since(self) -> str:
        """With which visit it is compared."""
        before = self.found.before
        if before is None:
            return self.tr("There is no earlier visit that was scored by the same form and rules.")
        return self.tr("Compared with the visit of {day}. Where not every item applies, the percentages tell more.").format(
            day=self._day(before.day)
        )

    def _among(self) -> str:
        """How many others there are, and of when."""
        peers, lang = self.found.peers, self.context.lang
        kind = code_label("facility_type", peers.type, lang)
        if not peers.spreads or peers.since is None:
            return self.tr(
                "Other facilities of the type “{type}” with a visit scored alike: {n}. At least {least} are needed to compare."
            ).format(type=kind, n=self._number(peers.number), least=self._number(FEWEST))
        return self.tr(
            "Others are the last visits of {n} facilities of the type “{type}”, made from {day} on: their middle, and in "
            "brackets the half around it."
        ).format(n=self._number(peers.number), type=kind, day=self._day(peers.since))

    def _left_out(self) -> list[str]:
        """What is not compared, with the reasons."""
        lang = self.context.lang
        told = [
            self.tr("Not compared: {day}, {why}").format(
                day=self._day(one.day), why=words(f"inspection.not_compared.{one.why_not}", lang)
            )
            for one in self.found.visits
            if one.why_not
        ]
        reasons = [
            self.tr("{n}: {why}").format(n=self._number(number), why=words(f"inspection.not_compared.{why}", lang))
            for why, number in sorted(self.found.peers.left_out.items())
        ]
        if reasons:
            told.append(self.tr("Other facilities that are not compared: {list}").format(list=" · ".join(reasons)))
        return told

    def to_excel(self) -> None:
        """The comparison as a workbook of its own."""
        context, inspection = self.context, self.found.own.inspection
        session, lang = context.session, context.lang
        name = f"list-{context.today():%Y%m%d}.xlsx"
        file = context.dialogs.save_file(self, self.tr("Comparison to Excel"), name, "Excel (*.xlsx)")
        if file is None:
            return

        def write() -> int:
            from app.services.visits.comparison_sheets import export_comparison  # late: openpyxl takes a moment

            return export_comparison(session, FormShelf(session.folder), file, inspection, lang)

        def written(count: int) -> None:
            told = self.tr("Written to {file}. Visits of the facility: {n}.")
            context.notice(told.format(file=file.name, n=self._number(count)), "done")

        context.tasks.call(write, written, self, on="work")

    def draw(self) -> None:
        """The line of the part that is chosen, beside that of the whole."""
        name = self.part.value() or "total"
        chosen = TOTAL if name == "total" else name
        series = [self._series(TOTAL, "accent")]
        if chosen:
            series.insert(0, self._series(chosen, "warn"))
        self.chart.set_name(self.tr("Score over the visits: {part}").format(part=self._title(chosen)))
        self.chart.set_series(series, 0, 100, lambda value: self._number(f"{half_up(value)} %"), step=STEP)

    def _series(self, name: str, tone: str) -> Series:
        """A part over the visits that are compared."""
        points = [(one.day, one.parts[name].percent) for one in self.found.compared if name in one.parts]
        return Series(self._title(name), points, tone)
