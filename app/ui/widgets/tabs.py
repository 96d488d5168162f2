"""Tabs whose arrows have words of ours: they appear where not all tabs find room, and Qt has only its own English for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget


class NamedTabs(QTabWidget):
    """Tabs of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_arrows()

    def changeEvent(self, event: QEvent) -> None:
        """Hears of a switch of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_arrows()

    def _name_arrows(self) -> None:
        """Names the arrows in the language now, for the pointer and for who does not see them."""
        words = {"ScrollLeftButton": self.tr("Tabs before these"), "ScrollRightButton": self.tr("More tabs")}
        for arrow in self.tabBar().findChildren(QToolButton):
            told = words.get(arrow.objectName(), "")
            arrow.setToolTip(told)
            arrow.setAccessibleName(told)
