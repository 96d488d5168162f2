"""Says that the exchange waits while a visit goes on, over which network it would go, and lets the person choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.basics import button, card, label, row

if TYPE_CHECKING:
    from app.ui.context import Context


class VisitBand(QWidget):
    """Hidden unless the exchange waits."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        frame, box = card(self)
        self.told = label(frame, "warn", wrap=True)
        self.choose = button(frame, "more", lambda: context.visit_hold.choose(self))
        box.addWidget(self.told)
        box.addLayout(row(self.choose, -1))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        context.visit_hold.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        hold = self.context.visit_hold
        self.setVisible(bool(hold.visit))
        text = self.tr(
            "A visit is going on. Komar sends and receives nothing by itself, so that nothing goes over the network of the "
            "house without your wish; all is saved on this computer. The button sends once, over {network}."
        )
        self.told.setText(text.format(network=hold.network_words()) if hold.visit else "")
        self.choose.setText(self.tr("How to go on …"))
