"""What every page is: a widget that fills the window, sets its words again on a switch of language, and hears of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.domain.records import Change, Changes
    from app.ui.context import Context

LOW = 20
"""Below so many times the height of a line a page has no room for what is beside its work: large letters, or a small screen."""


class Page(QWidget):
    """Base of all pages. `watches` are the record types whose changes reach `refresh`; "*" for all."""

    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._missed: dict[str, Change] = {}
        context.bus.changed.connect(self._on_changed)
        context.bus.drafts.connect(self.leave)

    def retranslate(self) -> None:
        """Sets every text of the page in the language now."""

    def shown(self, **where: object) -> None:
        """The page comes up; `where` says of what."""

    def refresh(self, changes: Changes) -> None:
        """Something that the page watches has changed."""

    def leave(self) -> None:
        """The page goes away, the screen is locked, or the programme ends: drafts are written now."""

    def new(self) -> bool:
        """Ctrl+N."""
        return False

    def find_here(self) -> bool:
        """Ctrl+F."""
        return False

    def save(self) -> bool:
        """Ctrl+Enter."""
        return False

    def next_problem(self) -> bool:
        """F8."""
        return False

    def print_paper(self) -> bool:
        """Ctrl+P."""
        return False

    def export(self) -> bool:
        """Ctrl+E."""
        return False

    def back(self) -> bool:
        """Alt+Left."""
        return False

    def reload(self) -> bool:
        """F5."""
        return False

    def help_topic(self) -> str:
        """The page of the help that F1 opens."""
        return type(self).__module__.rpartition(".")[2]

    def catch_up(self) -> None:
        """Called by the window when the page comes up again: what changed meanwhile."""
        missed, self._missed = tuple(self._missed.values()), {}
        if missed:
            self.refresh(missed)

    def _on_changed(self, changes: Changes) -> None:
        """Sorts out what concerns this page; an unseen page waits until it is seen."""
        mine = tuple(change for change in changes if "*" in self.watches or change.type in self.watches)
        if not mine:
            return
        if self.isVisible():
            self.refresh(mine)
        else:
            self._missed |= {f"{change.type} {change.id}": change for change in mine}

    def changeEvent(self, event: QEvent) -> None:
        """Hears of a switch of language."""
        if event.type() == QEvent.Type.LanguageChange and self.context.signed_in:
            self.retranslate()
        super().changeEvent(event)
