"""Places by their coordinates: one, a way along several, or the edge of an area; typed or pasted, without a map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.text.digits import digits_for
from app.ui.forms.answers.coordinates import Point, angle, point_line, point_stored, point_typed
from app.ui.forms.answers.numbers import decimal_typed, number_shown
from app.ui.forms.answers.typed import Typed
from app.ui.widgets.basics import label, unit
from app.ui.widgets.fields import Field, LongTextField
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.context import Context

PARTS = ("latitude", "longitude", "altitude", "accuracy")


class PlaceField(Field):
    """Four numbers with their words above; a whole place may be pasted into the first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.edits: dict[str, QLineEdit] = {}
        self.words: dict[str, QLabel] = {}
        holder = QWidget(self)
        flow = Flow(holder, unit(self) * 2)
        for part in PARTS:
            piece = QWidget(holder)
            column = QVBoxLayout(piece)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            self.words[part] = label(piece, "small")
            edit = QLineEdit(piece)
            edit.textChanged.connect(lambda _: self.changed.emit())
            edit.installEventFilter(self)
            column.addWidget(self.words[part])
            column.addWidget(edit)
            flow.addWidget(piece)
            self.edits[part] = edit
            self.parts.append(edit)
        self.edits["latitude"].editingFinished.connect(self.spread)
        self.box.addWidget(holder, 1)
        self.setFocusProxy(self.edits["latitude"])
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        said = {
            "latitude": self.tr("Latitude (north)"),
            "longitude": self.tr("Longitude (east)"),
            "altitude": self.tr("Altitude (m)"),
            "accuracy": self.tr("Accuracy (m)"),
        }
        for part, words in said.items():
            self.words[part].setText(words)
        example = digits_for("11.5564", self.context.lang), digits_for("104.9282", self.context.lang)
        self.edits["latitude"].setPlaceholderText(example[0])
        self.edits["longitude"].setPlaceholderText(example[1])
        self.set_name(self.accessibleName())

    def _fit(self) -> None:
        """As wide as the numbers are in the font now."""
        for part, edit in self.edits.items():
            edit.setFixedWidth(self.context.theme.em(24 if part in PARTS[:2] else 14))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "words"):
            self._fit()
        super().changeEvent(event)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        for part, edit in self.edits.items():
            edit.setAccessibleName(f"{name}: {self.words[part].text()}" if name else self.words[part].text())

    def _typed(self, part: str) -> str:
        return self.edits[part].text().strip()

    def typed(self) -> str:
        """What is typed, as it stands."""
        return " ".join(text for part in PARTS if (text := self._typed(part)))

    def spread(self) -> None:
        """A whole place in the first line goes into its parts."""
        found = point_typed(self._typed("latitude"))
        if found is not None and not self._typed("longitude") and angle(self._typed("latitude")) is None:
            self.set_value(found)

    def value(self) -> Point | None:
        if not self._typed("longitude"):
            return point_typed(self._typed("latitude")) if angle(self._typed("latitude")) is None else None
        latitude, longitude = angle(self._typed("latitude")), angle(self._typed("longitude"))
        rest = [decimal_typed(self._typed(part)) if self._typed(part) else "0" for part in PARTS[2:]]
        if latitude is None or longitude is None or None in rest:
            return None
        return Point(latitude, longitude, str(rest[0]), str(rest[1]))

    def set_value(self, value: object) -> None:
        point = value if isinstance(value, Point) else None
        for part in PARTS:
            text = "" if point is None else str(getattr(point, part))
            if part in PARTS[2:] and text and not float(text):
                text = ""
            self.edits[part].setText(number_shown(text, self.context.lang))
            self.edits[part].setCursorPosition(0)

    def fault(self) -> str:
        if not self.typed():
            return ""
        found = self.value()
        if found is None and self._typed("latitude") and not self._typed("longitude"):
            return self.tr("The longitude is missing.")
        if found is None:
            return self.tr("Please type degrees: 11.5564, or 11°33'23\"N.")
        return far_away(found)


def far_away(point: Point) -> str:
    """What is wrong with a place that is not on the earth."""
    if point.exchanged:
        return QCoreApplication.translate(
            "Places", "Latitude is at most 90; it seems that latitude and longitude are exchanged."
        )
    if not point.on_earth:
        return QCoreApplication.translate("Places", "Latitude is at most 90 and longitude at most 180.")
    return ""


class Place(Typed):
    """One place."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.place = PlaceField(context)
        super().__init__(context, self.place, parent)

    def text(self) -> str:
        found = self.place.value()
        return found.stored if found is not None and found.on_earth else self.place.typed()

    def put(self, value: str) -> None:
        self.place.set_value(point_stored(value) if value else None)


class Sketch(QWidget):
    """The points as a line or an area, north above; it takes no answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.points: list[Point] = []
        self.closed = False
        self._fit()

    def _fit(self) -> None:
        side = unit(self) * 14
        self.setFixedSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        super().changeEvent(event)

    def draw(self, points: list[Point], *, closed: bool) -> None:
        """Shows other points."""
        self.points, self.closed = points, closed
        self.setVisible(len(points) > 1)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draws them as large as there is room."""
        if len(self.points) < 2:
            return
        spots = [(float(point.longitude), -float(point.latitude)) for point in self.points]
        left, top = min(x for x, _ in spots), min(y for _, y in spots)
        wide = max(max(x for x, _ in spots) - left, max(y for _, y in spots) - top) or 1.0
        edge = 8
        scale = (self.width() - 2 * edge) / wide
        marks = [QPointF(edge + (x - left) * scale, edge + (y - top) * scale) for x, y in spots]
        line = QPolygonF(marks)
        painter, accent = QPainter(self), QColor(self.palette().color(QPalette.ColorRole.Highlight))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 2))
        if self.closed:
            ground = QColor(accent)
            ground.setAlpha(40)
            painter.setBrush(ground)
            painter.drawPolygon(line)
        else:
            painter.drawPolyline(line)
        painter.setBrush(accent)
        for spot in marks:
            painter.drawEllipse(spot, 3, 3)


class PointsField(LongTextField):
    """A place a line."""

    def __init__(self, context: Context, *, closed: bool) -> None:
        super().__init__(lines=5)
        self.context = context
        self.closed = closed
        self.retranslate()

    def retranslate(self) -> None:
        example = digits_for("11.5564, 104.9282", self.context.lang)
        self.edit.setPlaceholderText(self.tr("One point a line, latitude and longitude: {example}").format(example=example))

    def typed(self) -> list[str]:
        """The lines that hold something."""
        return [line.strip() for line in re.split(r"[\n;]", self.edit.toPlainText()) if line.strip()]

    def points(self) -> list[Point] | None:
        """All points; None when a line is none."""
        found = [point_typed(line) for line in self.typed()]
        points = [point for point in found if point is not None and point.on_earth]
        return points if len(points) == len(found) else None

    def fault(self) -> str:
        lines = self.typed()
        for place, line in enumerate(lines, 1):
            found = point_typed(line)
            if found is None:
                text = self.tr("Line {n} is no point. Type latitude, longitude.")
                return text.format(n=digits_for(place, self.context.lang))
            if not found.on_earth:
                return f"{far_away(found)} ({digits_for(place, self.context.lang)})"
        if lines and len(lines) < (3 if self.closed else 2):
            return self.tr("An area has three points or more.") if self.closed else self.tr("A way has two points or more.")
        return ""


class Points(Typed):
    """A way, or with `closed` an area whose last point is its first."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, closed: bool) -> None:
        self.area = PointsField(context, closed=closed)
        self.closed = closed
        super().__init__(context, self.area, parent)
        box = self.layout()
        assert isinstance(box, QVBoxLayout), "set by the base"
        box.removeWidget(self.area)
        self.sketch = Sketch(self)
        self.sketch.hide()
        self.count = label(self, "small")
        rows = QHBoxLayout()
        rows.setSpacing(unit(self) * 2)
        rows.addWidget(self.area, 1)
        rows.addWidget(self.sketch)
        box.addLayout(rows)
        box.addWidget(self.count)
        self.area.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        points = self.area.points() or []
        self.count.setText(self.tr("Points: {n}").format(n=self.digits(len(self.area.typed()))))
        self.sketch.draw(points, closed=self.closed)

    def text(self) -> str:
        points = self.area.points()
        if not points or self.area.fault():
            return "; ".join(self.area.typed())
        if self.closed and (points[0].latitude, points[0].longitude) != (points[-1].latitude, points[-1].longitude):
            points = [*points, points[0]]
        return "; ".join(point.stored for point in points)

    def put(self, value: str) -> None:
        points = [point_stored(part.strip()) for part in value.split(";") if part.strip()]
        if self.closed and len(points) > 3 and points[0] == points[-1]:
            points.pop()
        lines = [point_line(point, self.lang) for point in points if point is not None]
        self.area.set_value("\n".join(lines) or None)
        self._tell()

    def retranslate(self) -> None:
        super().retranslate()
        self._tell()
