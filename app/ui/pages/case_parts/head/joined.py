"""Cases that were joined to the one that is shown: their numbers, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.basics import button, clear, label, row

if TYPE_CHECKING:
    from app.domain.records import Record
    from app.ui.context import Context


class Joined(QWidget):
    """A line for each; hidden while there is none."""

    parted = Signal(str)
    """Emits: the case that is to be one of its own again."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_joined(self, cases: Sequence[Record], *, editable: bool) -> None:
        """Shows cases in place of those before."""
        clear(self.box)
        for case in cases:
            number, line = case.text("code"), QWidget(self)
            words = label(line, "dim", self.tr("Joined to this case: {code}").format(code=number), wrap=False)
            part = button(line, "", partial(self.parted.emit, case.id), text=self.tr("Part again"), flat=True)
            part.setAccessibleName(f"{part.text()}: {number}")
            part.setVisible(editable)
            inner = row(words, part, 1, gap=self.context.theme.gap)
            inner.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
            line.setLayout(inner)
            self.box.addWidget(line)
        self.setVisible(bool(cases))
