"""Which standard fails most: a line for each item, a column for each year, and the chosen item as a line over the years."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.comparing_visits import half_up
from app.services.visits.standard_trends import Counts, Standard, Trends
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import clear, label
from app.ui.widgets.chart import LineChart, Series
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height

if TYPE_CHECKING:
    from app.ui.context import Context

STEP = 20
MANY = 50
"""From so many of a hundred on an item stands in colour, beside its number."""


class Standards(QWidget):
    """Choices, what must be known, the table and the picture."""

    wished = Signal()
    """Another form or type is asked for."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.found: Trends | None = None
        self.chosen = ""
        self.form = Form(columns=2, parent=self)
        self.which, self.kind = ChoiceField(self), CodeField(context, "facility_type")
        self.form.add("form", self.which)
        self.form.add("kind", self.kind)
        self.note = label(self, "dim", wrap=True)
        self.holder = QVBoxLayout()
        self.table: SimpleTable | None = None
        self.chart = LineChart(context, "overview_standard_chart", self)
        self.chart.plot.day = lambda day: digits_for(day.year, context.lang)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.setSpacing(gap)
        for part in (self.form, self.note):
            box.addWidget(part)
        box.addLayout(self.holder, 1)
        box.addWidget(self.chart)
        self.form.changed.connect(lambda _: self.wished.emit())

    def _number(self, value: object) -> str:
        return digits_for(value, self.context.lang)

    def show_found(self, found: Trends) -> None:
        """Shows what was read; the item that was chosen stays so."""
        self.found = found
        self.which.blockSignals(True)
        self.which.set_choices(found.forms)
        self.which.set_value(found.form or None)
        self.which.blockSignals(False)
        self._say(found)
        self._make_table(found)
        self._draw(self.chosen or (found.standards[0].id if found.standards else ""))

    def _say(self, found: Trends) -> None:
        """How many visits the numbers are of."""
        visits = " · ".join(f"{self._number(year)}: {self._number(count)}" for year, count in sorted(found.visits.items()))
        text = self.tr(
            "Of the visits in which a standard was asked and seen: how many did not meet it in full. Visits by year: {list}."
        ).format(list=visits or "-")
        left = self.tr("Not counted: {n} visits whose form or answers are not on this computer.").format(
            n=self._number(found.unread)
        )
        self.note.setText(f"{text} {left}" if found.unread else text)

    def _make_table(self, found: Trends) -> None:
        """The table anew: its columns are the years, the latest first."""
        clear(self.holder)
        columns = [
            Column("item", lambda: self.tr("Item"), lambda one: one.number, width=7, digits=True, bold=True),
            Column("text", lambda: self.tr("Standard"), self._text, width=40, stretch=True),
        ]
        for year in sorted(found.visits, reverse=True):
            columns.append(
                Column(
                    f"year{year}",
                    partial(self._number, year),
                    partial(self._cell, year),
                    width=16,
                    tone=partial(self._tone, year),
                    tip=partial(self._tip, year),
                )
            )
        self.table = SimpleTable(self.context, "overview_standards", columns, self)
        self.table.set_name(self.tr("Standards over the years"))
        self.table.set_empty(self.tr("No visit with points stands here yet; numbers come once a team has closed one."))
        self.table.set_rows(found.standards)
        self.table.picked.connect(lambda key: self._draw(key) if key else None)
        keep_height(self.context, self.table, 9)
        self.holder.addWidget(self.table, 1)

    def _text(self, one: Standard) -> str:
        return self.tr("{text} (critical)").format(text=one.text) if one.critical else one.text

    def _cell(self, year: int, one: Standard) -> str:
        """How many of a hundred visits fail it, and of how many visits."""
        counts = one.years.get(year)
        if counts is None:
            return "-"
        return self._number(f"{half_up(counts.percent)} % ({counts.fails}/{counts.seen})")

    def _tip(self, year: int, one: Standard) -> str:
        """The same in full."""
        counts = one.years.get(year, Counts())
        return self.tr("{year}: asked and seen in {n} visits, met in part {partly}, not met {none}").format(
            year=self._number(year),
            n=self._number(counts.seen),
            partly=self._number(counts.partly),
            none=self._number(counts.does_not),
        )

    def _tone(self, year: int, one: Standard) -> str | None:
        counts = one.years.get(year)
        return "danger" if counts is not None and counts.percent >= MANY else None

    def _draw(self, key: str) -> None:
        """The item that is chosen, over the years."""
        self.chosen = key
        rows = self.found.standards if self.found is not None else ()
        one = next((each for each in rows if each.id == key), None)
        points = [(date(year, 7, 1), counts.percent) for year, counts in one.years.items()] if one is not None else []
        self.chart.setVisible(len(points) > 1)
        if one is None:
            return
        name = f"{self._number(one.number)}. {one.text}"
        self.chart.set_name(self.tr("Not met in full, of a hundred visits: {item}").format(item=name))
        series = Series(self.tr("item {n}").format(n=self._number(one.number)), points)
        self.chart.set_series([series], 0, 100, lambda value: self._number(f"{half_up(value)} %"), step=STEP)

    def retranslate(self) -> None:
        """Sets every text in the language now; the words of the items come with the next reading."""
        self.form.label("form", self.tr("Form"))
        self.form.label("kind", self.tr("Type of facility"))
        self.chart.retranslate()
        if self.found is not None:
            self.show_found(self.found)
