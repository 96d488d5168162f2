"""Numbers over time as lines: told apart by shape and dash as well as by colour, walked through by key, with the table behind.

Left and right go from point to point, up and down from line to line; T or the button shows the same numbers as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.text.dates import short_date
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label, row, unit

if TYPE_CHECKING:
    from app.ui.context import Context

_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True)
class Series:
    """A line: its name, its points in the order of their days, the name of its colour in the palette."""

    name: str
    points: Sequence[tuple[date, float]]
    tone: str = "accent"


@dataclass(frozen=True)
class _Row:
    """A day of the table, with the value of each line."""

    id: str
    day: date
    values: tuple[float | None, ...]


class Plot(QWidget):
    """The picture of the lines."""

    asked = Signal()
    """The table is asked for by key."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.series: tuple[Series, ...] = ()
        self.low, self.high, self.step = 0, 1, 1
        self.words: Callable[[float], str] = str
        self.day: Callable[[date], str] = lambda day: short_date(day, context.lang)
        self.line, self.point = 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """High enough for the words of the scale."""
        steps = max(2, len(self._steps()) + 1)
        return QSize(unit(self) * 60, round(self.fontMetrics().height() * steps * 1.8))

    def minimumSizeHint(self) -> QSize:
        """As high, much narrower."""
        return QSize(unit(self) * 30, self.sizeHint().height())

    def told(self) -> str:
        """The point that is marked, in words; empty for none."""
        if not self.series or self.point < 0:
            return ""
        one = self.series[self.line]
        if not one.points:
            return one.name
        day, value = one.points[self.point]
        return f"{one.name} · {self.day(day)} · {self.words(value)}"

    def whole(self) -> str:
        """All lines in words, for who cannot see them."""
        return "\n".join(
            f"{one.name}: " + ", ".join(f"{self.day(day)} {self.words(value)}" for day, value in one.points)
            for one in self.series
        )

    def mark(self, line: int, point: int) -> None:
        """Marks a point."""
        if not self.series:
            return
        self.line = line % len(self.series)
        count = len(self.series[self.line].points)
        self.point = max(0, min(point, count - 1)) if count else -1
        self.setAccessibleDescription(self.told() or self.whole())
        self.setToolTip(self.told())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks through the points; T asks for the table."""
        key = event.key()
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        if key in steps:
            line, point = steps[Qt.Key(key)]
            self.mark(self.line + line, self.point + point)
        elif key == Qt.Key.Key_Home:
            self.mark(self.line, 0)
        elif key == Qt.Key.Key_End:
            self.mark(self.line, len(self.series[self.line].points) if self.series else 0)
        elif key == Qt.Key.Key_T:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The newest point is marked first."""
        if self.point < 0 and self.series:
            self.mark(0, len(self.series[0].points))
        super().focusInEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Marks the point below the mouse."""
        area = self._area()
        near = [
            ((self._spot(area, day, value) - event.position()).manhattanLength(), line, point)
            for line, one in enumerate(self.series)
            for point, (day, value) in enumerate(one.points)
        ]
        if near and min(near)[0] < unit(self) * 3:
            self.mark(*min(near)[1:])

    def _area(self) -> QRectF:
        """Where the lines are drawn: right of the words of the scale, above the days, left of the names."""
        metrics = self.fontMetrics()
        left = max((metrics.horizontalAdvance(self.words(step)) for step in self._steps()), default=0) + unit(self) * 2
        names = max((metrics.horizontalAdvance(one.name) for one in self.series), default=0) + unit(self) * 3
        right = min(names, self.width() // 3)
        deep = round(metrics.height() * 2.1)
        return QRectF(
            left, metrics.height(), max(1, self.width() - left - right), max(1, self.height() - deep - metrics.height())
        )

    def _steps(self) -> range:
        """The whole numbers of the scale that have a line and words."""
        return range(self.low, self.high + 1, self.step)

    def _days(self) -> list[date]:
        """All days, in order."""
        return sorted({day for one in self.series for day, _ in one.points})

    def _spot(self, area: QRectF, day: date, value: float) -> QPointF:
        """Where a point stands."""
        days = self._days()
        span = (days[-1] - days[0]).days if days else 0
        across = (day - days[0]).days / span if span else 0.5
        up = (value - self.low) / max(1, self.high - self.low)
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Scale, days, lines, names, the marked point."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, theme = self._area(), self.context.theme
        self._paint_scale(painter, area)
        self._paint_days(painter, area)
        for place, one in enumerate(self.series):
            self._paint_line(painter, area, place, one)
        self._paint_names(painter, area)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), unit(self) / 2, unit(self) / 2)

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        """A thin line and words for each step."""
        theme, height = self.context.theme, self.fontMetrics().height()
        for step in self._steps():
            y = area.bottom() - (step - self.low) / max(1, self.high - self.low) * area.height()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("dim"))
            where = QRectF(0, y - height, area.left() - unit(self), height * 2)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.words(step))

    def _paint_days(self, painter: QPainter, area: QRectF) -> None:
        """The days below, as many as have room; the newest one always."""
        painter.setPen(self.context.theme.colour("dim"))
        metrics, taken = self.fontMetrics(), float(self.width() * 2)
        for day in reversed(self._days()):
            told = self.day(day)
            wide = metrics.horizontalAdvance(told)
            left = min(max(0.0, self._spot(area, day, self.low).x() - wide / 2), self.width() - wide)
            if left + wide + unit(self) > taken:
                continue
            taken = left
            where = QRectF(left, area.bottom() + metrics.height() * 0.7, wide + 2, metrics.height() * 1.3)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), told)

    def _paint_line(self, painter: QPainter, area: QRectF, place: int, one: Series) -> None:
        """A line with its marks."""
        colour = self.context.theme.colour(one.tone)
        spots = [self._spot(area, day, value) for day, value in one.points]
        painter.setPen(QPen(colour, 2.2, _DASHES[place % len(_DASHES)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        side = unit(self) * 0.55
        for number, spot in enumerate(spots):
            marked = place == self.line and number == self.point and self.hasFocus()
            painter.setPen(QPen(colour, 2))
            painter.setBrush(colour if not marked else self.context.theme.colour("surface"))
            painter.drawPolygon(_shape(place, spot, side * (1.7 if marked else 1.0)))

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        """The name of each line at its end, none over another."""
        metrics = self.fontMetrics()
        ends = [(self._spot(area, *one.points[-1]).y(), place, one) for place, one in enumerate(self.series) if one.points]
        lowest = 0.0
        for y, _, one in sorted(ends, key=lambda end: (end[0], end[1])):
            top = max(y - metrics.height() / 2, lowest)
            lowest = top + metrics.height()
            painter.setPen(self.context.theme.colour(one.tone))
            room = self.width() - area.right() - unit(self) * 2
            told = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, round(room))
            where = QRectF(area.right() + unit(self) * 1.5, top - 2, room, metrics.height() * 1.3)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), told)


def _shape(place: int, at: QPointF, side: float) -> QPolygonF:
    """The mark of the points of a line: a diamond, a square, a triangle, one after the other."""
    across, up = QPointF(side, 0), QPointF(0, side)
    shapes = (
        [at - up, at + across, at + up, at - across],
        [at - up - across, at - up + across, at + up + across, at + up - across],
        [at - up, at + across + up, at - across + up],
    )
    return QPolygonF(shapes[place % len(shapes)])


class LineChart(QWidget):
    """The picture, with the table behind one key."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.list_name = name
        self.plot = Plot(context, self)
        self.listed: SimpleTable | None = None
        self.told = label(self, "dim", wrap=True)
        self.switch = button(self, "list", self.table, flat=True)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.addWidget(self.plot, 1)
        self.box.addLayout(row(self.told, 1, self.switch, gap=context.theme.gap))
        self.plot.asked.connect(self.table)
        self.retranslate()

    def set_name(self, name: str) -> None:
        """What is shown, for who cannot see it."""
        self.plot.setAccessibleName(name)
        if self.listed is not None:
            self.listed.set_name(name)

    def set_series(
        self, series: Sequence[Series], low: int, high: int, words: Callable[[float], str], *, step: int = 1
    ) -> None:
        """Shows lines on a scale from `low` to `high`, told in steps of `step`.

        `words` tells a value, of a whole number the word of the scale.
        """
        plot = self.plot
        plot.step = step
        plot.series, plot.low, plot.high, plot.words = tuple(one for one in series if one.points), low, high, words
        plot.line, plot.point = 0, -1
        plot.setAccessibleDescription(plot.whole())
        plot.updateGeometry()
        plot.update()
        if self.listed is not None:
            self._list()

    def rows(self) -> list[_Row]:
        """The same numbers, a row for each day."""
        found = []
        for day in plot_days(self.plot.series):
            values = tuple(dict(one.points).get(day) for one in self.plot.series)
            found.append(_Row(day.isoformat(), day, values))
        return found

    def table(self) -> None:
        """Shows the numbers as a table, or the picture again; the focus goes along."""
        if self.listed is None:
            made = self._list()
            self.plot.hide()
            made.setFocus()
        else:
            self._drop()
            self.plot.show()
            self.plot.setFocus()
        self.retranslate()

    def _drop(self) -> None:
        """Takes the table away."""
        if self.listed is not None:
            self.box.removeWidget(self.listed)
            self.listed.hide()
            self.listed.deleteLater()
            self.listed = None

    def _list(self) -> SimpleTable:
        """Makes the table anew: its columns are the lines."""
        self._drop()
        columns = [Column("day", lambda: self.tr("Day"), lambda one: self.plot.day(one.day), width=14)]
        for place, one in enumerate(self.plot.series):
            columns.append(Column(f"line{place}", partial(str, one.name), partial(self._cell, place), width=24))
        made = SimpleTable(self.context, self.list_name, columns, self)
        made.set_name(self.plot.accessibleName())
        made.set_rows(self.rows())
        made.setMinimumHeight(self.plot.sizeHint().height())
        made.installEventFilter(self)
        self.box.insertWidget(0, made, 1)
        self.listed = made
        return made

    def _cell(self, place: int, found: _Row) -> str:
        """The value of a line on a day."""
        value = found.values[place]
        return "" if value is None else self.plot.words(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """T switches back from the table too, which else takes letters for a search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_T:
            self.table()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        text = self.tr("Show the chart (T)") if self.listed is not None else self.tr("Show as a table (T)")
        self.switch.setText(text)
        self.switch.setAccessibleName(text)
        self.told.setText("" if self.listed is not None else self.tr("Arrow keys go from point to point."))
        self.plot.setAccessibleDescription(self.plot.whole())
        self.plot.update()


def plot_days(series: Sequence[Series]) -> list[date]:
    """All days of some lines, in order."""
    return sorted({day for one in series for day, _ in one.points})
