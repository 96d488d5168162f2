"""What an empty list says: what belongs there, and the one next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from app.ui.context import Context


class Empty(QWidget):
    """Words in the middle, and a button if there is a next step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot: Callable[[], object] | None = None
        self.words = label(self, "dim", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.step = button(self, "", self._do, primary=True)
        self.step.hide()
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(self.words)
        box.addWidget(self.step, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        box.setSpacing(context.theme.wide)
        box.setContentsMargins(context.theme.wide * 2, 0, context.theme.wide * 2, 0)

    def set_words(self, text: str, button_text: str = "", slot: Callable[[], object] | None = None) -> None:
        """Sets words and step."""
        self.words.setText(text)
        self.step.setText(button_text)
        self.step.setVisible(bool(button_text))
        self._slot = slot

    def _do(self) -> None:
        """Takes the step."""
        if self._slot is not None:
            self._slot()
