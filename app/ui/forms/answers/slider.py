"""A slider that can be empty, its ticks, and words below them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QWidget


class Slider(QSlider):
    """A slider without a handle while there is no answer; the wheel is left to the page, a click goes there at once."""

    def __init__(self, way: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(way, parent)
        self.every = 0
        """A tick after so many steps; none for 0."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ticks; no handle where there is no answer."""
        painter = QPainter(self)
        self._draw_ticks(painter)
        if self.property("empty") != "true":
            painter.end()
            super().paintEvent(event)
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.subControls = QStyle.SubControl.SC_SliderGroove
        self.style().drawComplexControl(QStyle.ComplexControl.CC_Slider, option, painter, self)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def _draw_ticks(self, painter: QPainter) -> None:
        if not self.every:
            return
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1))
        for place in range(0, self.maximum() + 1, self.every):
            at = self.spot(place)
            if self.orientation() == Qt.Orientation.Horizontal:
                painter.drawLine(at, self.height() - 5, at, self.height() - 1)
            else:
                painter.drawLine(self.width() - 5, at, self.width() - 1, at)

    def spot(self, place: int) -> int:
        """Where a place is, in pixels from the left, or from above where the slider stands upright."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self)
        flat = self.orientation() == Qt.Orientation.Horizontal
        side, room = (handle.width(), self.width()) if flat else (handle.height(), self.height())
        at = round(place * (room - side) / max(1, self.maximum()))
        return (at if flat else room - side - at) + side // 2

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to where it is pressed."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self)
        place, flat = event.position().toPoint(), self.orientation() == Qt.Orientation.Horizontal
        if event.button() == Qt.MouseButton.LeftButton and (self.property("empty") == "true" or not handle.contains(place)):
            room = (self.width() - handle.width()) if flat else (self.height() - handle.height())
            at = (place.x() - handle.width() // 2) if flat else (place.y() - handle.height() // 2)
            value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, max(1, room), option.upsideDown)
            self.setSliderPosition(value)
            self.sliderMoved.emit(value)
        super().mousePressEvent(event)


class TickWords(QWidget):
    """Words for some places of a slider that lies above."""

    def __init__(self, slider: Slider, parent: QWidget) -> None:
        super().__init__(parent)
        self.slider = slider
        self.words: Mapping[int, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_words(self, words: Mapping[int, str]) -> None:
        """Sets place → words."""
        self.words = words
        self.setVisible(bool(words))
        self.setAccessibleName(", ".join(words.values()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(0, round(self.fontMetrics().lineSpacing() * 2.3))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Each below its tick; those at the ends stay inside."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        room = self.width() // max(1, len(self.words))
        for place, words in self.words.items():
            centre = self.mapFromGlobal(self.slider.mapToGlobal(self.slider.rect().topLeft())).x() + self.slider.spot(place)
            left = max(0, min(centre - room // 2, self.width() - room))
            flag = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
            if left == 0:
                flag = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            elif left == self.width() - room:
                flag = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(left, 0, room, self.height()), int(flag) | int(Qt.TextFlag.TextWordWrap), words)
