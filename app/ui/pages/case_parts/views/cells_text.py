"""A few lines to read within a form: label and text of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.widgets.basics import label, unit


class Told(QWidget):
    """What stands in a record, to be read before it is answered."""

    def __init__(self, parent: QWidget, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, unit(self))
        grid.setHorizontalSpacing(unit(self) * 2)
        grid.setVerticalSpacing(unit(self) // 2)
        grid.setColumnStretch(1, 1)
        for place, (name, text) in enumerate(lines):
            grid.addWidget(label(self, "dim", name), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(self, "", text, wrap=True), place, 1)
        self.setAccessibleName("\n".join(f"{name}: {text}" for name, text in lines))
