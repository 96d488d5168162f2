"""The months of a year side by side, each with how many visits it has; one may be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from app.text.dates import MONTHS_EN, MONTHS_KM
from app.text.digits import digits_for
from app.ui.widgets.basics import Button, button
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.context import Context

LETTERS = 3
"""Letters of an English month on its button."""


class Months(QWidget):
    """Twelve buttons; pressing the chosen one again shows the whole year."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.counts: Mapping[int, int] = {}
        self.month: int | None = None
        self.buttons: dict[int, Button] = {}
        box = Flow(self, gap=context.theme.gap)
        for month in range(1, 13):
            knob = button(self, flat=True)
            knob.setCheckable(True)
            knob.clicked.connect(lambda _=False, one=month: self._choose(one))
            self.buttons[month] = knob
            box.addWidget(knob)

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """Says how many visits each month has."""
        self.counts = counts
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the words."""
        lang = self.context.lang
        for month, knob in self.buttons.items():
            name = MONTHS_KM[month - 1] if lang == "km" else MONTHS_EN[month - 1]
            number = self.counts.get(month, 0)
            short = name if lang == "km" else name[:LETTERS]
            knob.setText(f"{short} · {digits_for(number, lang)}" if number else short)
            knob.setAccessibleName(self.tr("{month}: {n} visits").format(month=name, n=digits_for(number, lang)))

    def choose(self, month: int | None) -> None:
        """Chooses a month, or none, without telling anybody."""
        self.month = month
        for at, knob in self.buttons.items():
            with QSignalBlocker(knob):
                knob.setChecked(at == month)

    def _choose(self, month: int) -> None:
        self.choose(None if self.month == month else month)
        self.changed.emit()
