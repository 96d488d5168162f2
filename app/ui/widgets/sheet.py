"""A picture that fills the room it has, such as a page beside its list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class Sheet(QLabel):
    """A picture that fills the room it has."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(QSize(1, 1))

    def show_image(self, image: QImage) -> None:
        """Shows a picture; a null one leaves the room empty."""
        self._whole = QPixmap.fromImage(image) if not image.isNull() else QPixmap()
        self._fit()

    @property
    def empty(self) -> bool:
        """Whether no picture is shown."""
        return self._whole.isNull()

    def _fit(self) -> None:
        if self._whole.isNull():
            self.clear()
            return
        size = self._whole.size().boundedTo(self.size())
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.setPixmap(self._whole.scaled(size, keep, smooth))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Takes the room there is."""
        super().resizeEvent(event)
        self._fit()
