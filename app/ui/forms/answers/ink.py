"""A pad to draw or sign on with the mouse, a pen or a finger."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

INK = QColor("#10243f")
PAPER = QColor("#ffffff")
WIDE, HIGH = 800, 400
"""Size of a drawing in pixels; one over a picture has the picture's size."""


def png(image: QImage) -> bytes:
    """A picture as a file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())


class InkPad(QWidget):
    """White paper. `drawn` is emitted after every line."""

    drawn = Signal()

    def __init__(self, parent: QWidget | None = None, *, high: int = HIGH) -> None:
        super().__init__(parent)
        self.paper = QImage()
        self.lines: list[QPolygonF] = []
        self.high = high
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDE)

    def size_of_paper(self) -> QSize:
        """In pixels of the drawing."""
        return QSize(WIDE, self.high) if self.paper.isNull() else self.paper.size()

    def sizeHint(self) -> QSize:
        """Half of the drawing's size."""
        size = self.size_of_paper()
        return QSize(WIDE // 2, round(WIDE / 2 * size.height() / max(1, size.width())))

    def hasHeightForWidth(self) -> bool:
        """The drawing keeps its form."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the drawing at a width."""
        size = self.size_of_paper()
        return round(width * size.height() / max(1, size.width()))

    def begin(self, paper: QImage | None = None) -> None:
        """Begins anew, on white or on a picture."""
        self.paper = paper if paper is not None else QImage()
        self.lines = []
        self.updateGeometry()
        self.update()

    @property
    def empty(self) -> bool:
        """Whether nothing was drawn."""
        return not self.lines

    def take_back(self) -> None:
        """Takes the last line away."""
        if self.lines:
            self.lines.pop()
            self.update()
            self.drawn.emit()

    def _scale(self) -> float:
        return self.size_of_paper().width() / max(1, self.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A line begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.lines.append(QPolygonF([event.position() * self._scale()]))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line goes on."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.lines:
            self.lines[-1].append(event.position() * self._scale())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The line is done."""
        if event.button() == Qt.MouseButton.LeftButton and self.lines:
            self.drawn.emit()

    def _draw(self, painter: QPainter) -> None:
        size = self.size_of_paper()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(0, 0, size.width(), size.height()), PAPER)
        if not self.paper.isNull():
            painter.drawImage(0, 0, self.paper)
        width = max(3.0, size.width() / 250)
        painter.setPen(QPen(INK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for line in self.lines:
            if line.count() > 1:
                painter.drawPolyline(line)
            else:
                painter.drawPoint(line.first())

    def image(self) -> QImage:
        """The drawing."""
        image = QImage(self.size_of_paper(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        return image

    def paintEvent(self, _: QPaintEvent) -> None:
        """The drawing at the size of the pad."""
        painter = QPainter(self)
        painter.save()
        factor = 1 / self._scale()
        painter.scale(factor, factor)
        self._draw(painter)
        painter.restore()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
