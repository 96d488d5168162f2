"""What every tab of the page of a case is, and the tab of lists, of which most are made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.services.cases.case_file import CaseFile
from app.services.parts.part_kinds import KINDS
from app.ui.pages.case_parts.lists.part_table import PartTable
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import Scrolled

if TYPE_CHECKING:
    from app.ui.context import Context


@dataclass
class TabHost:
    """What a tab is made with: the programme around it, words, and names by id in the case that is shown."""

    context: Context
    words: CaseWords
    names: Callable[[], Mapping[str, str]]


class CaseTab(QWidget):
    """Base of all tabs. A tab is loaded when it comes up first, and again when the case changed."""

    saved = Signal()
    """Something was saved: the page reads the case again."""
    stepped = Signal(str)
    """Emits: a step of the page that an entry leads to, such as `refer:<service>`."""

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Shows a case; `editable`: it is open and the person may change it."""

    def retranslate(self) -> None:
        """Sets every text in the language now."""

    def takes(self, name: str) -> bool:
        """Whether a step such as `add:service`, `list:placement` or one of its own is for this tab."""
        return False

    def step(self, name: str) -> bool:
        """Takes a step that is for this tab; the tab is up and loaded. False when nothing came of it."""
        return False

    def show_drafts(self, types: Collection[str]) -> None:
        """Types of entries that were typed and not saved."""

    def save(self) -> bool:
        """Ctrl+Enter."""
        return False

    def next_problem(self) -> bool:
        """F8."""
        return False

    def leave(self) -> None:
        """The page goes away: drafts are written now."""


class PartsTab(CaseTab):
    """Lists of parts, one below the other; those of restricted groups only for who holds the right (practice P1)."""

    def __init__(self, host: TabHost, types: tuple[str, ...]) -> None:
        super().__init__()
        self.tables = {name: self.make_table(host, name) for name in types}
        gap = host.context.theme.gap
        holder = Scrolled(self)
        inner = self.inner = QVBoxLayout(holder.content)
        inner.setContentsMargins(0, gap, gap if types[1:] else 0, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(holder)
        self.context = host.context
        for table in self.tables.values():
            inner.addWidget(table)
            table.saved.connect(self.saved)

    def make_table(self, host: TabHost, name: str) -> PartTable:
        """The list of a type; a tab may have one of its own."""
        return PartTable(host.context, host.words, name, host.names)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Fills the lists."""
        rights = self.context.session.actor.rights
        for name, table in self.tables.items():
            table.setVisible(not VIEWS[name].group or VIEWS[name].group in rights)
            parent = file.child.id if KINDS[name].parent == "child" else file.case.id
            table.show_rows(file.case.id, parent, file.rows(name), editable=editable or self._after_closing(name, file))

    def _after_closing(self, name: str, file: CaseFile) -> bool:
        """Whether a part may be entered in a case that is closed, such as what the family says of the help."""
        kind, case, actor = KINDS[name], file.case, self.context.session.actor
        closed = not kind.only_open and not kind.closed and case.code("status") == "closed"
        return closed and can(actor, kind.act, owner=case.ref("owner"), office=case.text("office"))

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        for table in self.tables.values():
            table.retranslate()

    def takes(self, name: str) -> bool:
        """`add:<type>` and `list:<type>` of its lists."""
        verb, _, type_name = name.partition(":")
        return verb in {"add", "list"} and type_name in self.tables

    def step(self, name: str) -> bool:
        """Adds an entry, or only shows the list."""
        verb, _, type_name = name.partition(":")
        return self.tables[type_name].add() if verb == "add" else True

    def show_drafts(self, types: Collection[str]) -> None:
        """The buttons of entries that were begun go on with them."""
        for name, table in self.tables.items():
            table.show_draft(name in types)
