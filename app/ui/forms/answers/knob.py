"""One choice to press: a round or square mark with words that go on in the next line, and a picture if it has one."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from app.text.breaks import with_breaks
from app.ui.widgets.basics import unit

LEAST = 18
"""The least width of words, in units; a longer choice goes on in the next line."""
_PIECES = re.compile("[ \u200b]+")


class Knob:
    """Draws and measures; mixed into the two kinds of buttons. `upright` puts the mark above the words."""

    upright = False
    bare = False
    """Only the mark is drawn; the words stand elsewhere."""

    def setup(self) -> None:
        """Begins without words."""
        self.words = ""
        self.picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.me().setSizePolicy(policy)
        self._hint: tuple[object, QSize] | None = None

    def me(self) -> QAbstractButton:
        """The button that this is."""
        assert isinstance(self, QAbstractButton), "a knob is a button"
        return self

    def say(self, words: str) -> None:
        """Sets the words; "&" in them is no key."""
        if words != self.words:
            self.words = words
            self.me().setText(words.replace("&", "&&"))
            self.me().updateGeometry()
            self.me().update()

    def show_picture(self, picture: QPixmap) -> None:
        """Sets the picture above the words."""
        self.picture = picture
        self.me().updateGeometry()

    # ---- measures ----

    def _mark(self) -> QSize:
        me = self.me()
        metric = QStyle.PixelMetric
        round_ = isinstance(me, QRadioButton)
        wide = metric.PM_ExclusiveIndicatorWidth if round_ else metric.PM_IndicatorWidth
        high = metric.PM_ExclusiveIndicatorHeight if round_ else metric.PM_IndicatorHeight
        style = me.style()
        return QSize(style.pixelMetric(wide, None, me), style.pixelMetric(high, None, me))

    def _pad(self) -> int:
        return max(4, unit(self.me()) // 2)

    def _text(self) -> str:
        return with_breaks(self.words)

    def _longest(self) -> int:
        """The width of the longest piece that must stay in one line."""
        metrics = QFontMetrics(self.me().font())
        return max((metrics.horizontalAdvance(piece) for piece in _PIECES.split(self._text())), default=0)

    def _wrap(self, width: int) -> int:
        """What fits stays in one line; else lines end between words, within one only if it is longer than the line."""
        if QFontMetrics(self.me().font()).horizontalAdvance(self.words) <= width:
            return 0
        flag = Qt.TextFlag.TextWordWrap
        return int(flag | Qt.TextFlag.TextWrapAnywhere) if self._longest() > width else int(flag)

    def _words_box(self, width: int) -> QSize:
        """The room of the words at a width; 0 for one line."""
        metrics = QFontMetrics(self.me().font())
        if width <= 0:
            return QSize(metrics.horizontalAdvance(self.words) + self._pad(), metrics.lineSpacing())
        found = metrics.boundingRect(QRect(0, 0, width, 100_000), self._wrap(width), self._text())
        return QSize(found.width(), max(found.height(), metrics.lineSpacing()))

    def _deep(self) -> int:
        """Room for what hangs below a Khmer line."""
        return round(QFontMetrics(self.me().font()).height() * 0.2)

    def _beside(self) -> int:
        """Width that is not for words."""
        return self._pad() * 2 + (0 if self.upright else self._mark().width() + self._pad() * 2)

    def sizeHint(self) -> QSize:
        """All words in one line; measured once for each look, as a page is laid out again with each question that comes up."""
        look = (self.words, self.me().font().key(), self.upright, self.bare, self.picture.cacheKey())
        if self._hint is None or self._hint[0] != look:
            self._hint = (look, self._measured())
        return QSize(self._hint[1])

    def _measured(self) -> QSize:
        if self.bare:
            return self._mark() + QSize(self._pad() * 2, self._pad() * 2)
        words = self._words_box(0)
        return QSize(max(words.width(), self.picture.width()) + self._beside(), self._height(words.height()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a few words."""
        hint = self.sizeHint()
        least = self._longest() + self._beside() + 2 if self.upright else unit(self.me()) * LEAST
        return QSize(min(hint.width(), least), hint.height())

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return not self.bare

    def heightForWidth(self, width: int) -> int:
        """The height that the words need."""
        return self._height(self._words_box(max(1, width - self._beside())).height())

    def _height(self, words: int) -> int:
        inner = words + (self.picture.height() + self._pad() if not self.picture.isNull() else 0)
        if self.upright:
            inner += self._mark().height() + self._pad()
        return max(inner, self._mark().height()) + self._deep() + self._pad() * 2

    # ---- drawing ----

    def paintEvent(self, _: QPaintEvent) -> None:
        """Frame of the focus, mark, picture, words."""
        me, pad = self.me(), self._pad()
        painter, palette = QPainter(me), me.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if me.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(me.rect().adjusted(1, 1, -1, -1), pad, pad)
        self._draw_mark(painter)
        if self.bare:
            return
        area = me.rect().adjusted(self._beside() - pad, pad, -pad, -pad - self._deep())
        if self.upright:
            area = me.rect().adjusted(pad, pad * 2 + self._mark().height(), -pad, -pad)
        if not self.picture.isNull():
            left = area.center().x() - self.picture.width() // 2 if self.upright else area.left()
            painter.drawPixmap(QPoint(left, area.top()), self.picture)
            area.setTop(area.top() + self.picture.height() + pad)
        locked = me.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) and not me.isChecked()
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText if locked else QPalette.ColorRole.WindowText))
        place = (
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            if self.upright
            else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(area, int(place) | self._wrap(area.width()), self._text())

    def _draw_mark(self, painter: QPainter) -> None:
        me, size, pad = self.me(), self._mark(), self._pad()
        option = QStyleOptionButton()
        assert isinstance(me, QRadioButton | QCheckBox), "a knob is one of the two kinds"
        me.initStyleOption(option)
        top = pad if self.upright or not self.picture.isNull() else (me.height() - self._deep() - size.height()) // 2
        left = (me.width() - size.width()) // 2 if self.upright or self.bare else pad
        if self.bare:
            top = (me.height() - size.height()) // 2
        option.rect = QRect(QPoint(left, top), size)
        kind = QStyle.PrimitiveElement
        element = kind.PE_IndicatorRadioButton if isinstance(me, QRadioButton) else kind.PE_IndicatorCheckBox
        me.style().drawPrimitive(element, option, painter, me)

    def hitButton(self, place: QPoint) -> bool:
        """All of it can be pressed."""
        return self.me().rect().contains(place)


class RoundKnob(Knob, QRadioButton):
    """One of several."""

    def __init__(self, parent: QWidget) -> None:
        QRadioButton.__init__(self, parent)
        self.setup()


class SquareKnob(Knob, QCheckBox):
    """Any of several, or a single tick."""

    def __init__(self, parent: QWidget) -> None:
        QCheckBox.__init__(self, parent)
        self.setup()
