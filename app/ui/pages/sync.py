"""Send and receive: what waits, what the server holds and why, what two people wrote differently; and joining the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.pages.page import Page
from app.ui.pages.sync_parts.alarms import AlarmBand
from app.ui.pages.sync_parts.bundles import BundlesPart
from app.ui.pages.sync_parts.conflicts import ConflictsPart
from app.ui.pages.sync_parts.held import HeldPart
from app.ui.pages.sync_parts.joining import Joining
from app.ui.pages.sync_parts.link import LinkPart
from app.ui.pages.sync_parts.state import StateHead
from app.ui.pages.sync_parts.transfers import TransfersPart
from app.ui.pages.sync_parts.visit import VisitBand
from app.ui.pages.sync_parts.waiting import WaitingPart
from app.ui.widgets.tabs import NamedTabs

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.services.exchange.sync_view import SyncView
    from app.ui.context import Context
    from app.ui.pages.sync_parts.part import SyncPart

LINES = 11
"""Of a list that is seen at least, with its tabs."""
LINE = 2
"""Pixels of the line below the tabs."""


class Tabs(NamedTabs):
    """Tabs that are as high as the one that is seen needs, not as the highest; lists take what is left of the window."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setDocumentMode(True)

    def least(self) -> int:
        """A few lines at the present size of the text, pixels."""
        return self.context.theme.sizes.line * LINES

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.least())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.least())

    def heightForWidth(self, width: int) -> int:
        part, bar = self.currentWidget(), self.tabBar().sizeHint().height()
        return max(self.least(), bar + part.heightForWidth(width) + LINE)


class SyncPage(Page):
    """A sentence with the truth, one button, and a tab for each kind of thing that asks for attention."""

    watches: ClassVar[frozenset[str]] = frozenset({"*"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.view: SyncView | None = None
        self.state = StateHead(context, self, self.export)
        self.alarms = AlarmBand(context, self)
        self.visit = VisitBand(context, self)
        self.joining = Joining(context, self)
        self.joining.hide()
        self.tabs = Tabs(context, self)
        self.conflicts = ConflictsPart(context, self.tabs)
        self.held = HeldPart(context, self.tabs)
        self.waiting = WaitingPart(context, self.tabs)
        self.bundles = BundlesPart(context, self.tabs)
        self.transfers = TransfersPart(context, self.tabs)
        self.link = LinkPart(context, self.tabs)
        self.parts: tuple[SyncPart, ...] = (
            *(self.conflicts, self.held, self.waiting),
            *(self.transfers, self.bundles, self.link),
        )
        for part in self.parts:
            self.tabs.addTab(part, "")
            part.counted.connect(self._name_tabs)
        self._lay_out()
        context.bus.exchange.connect(self._read)
        self.joining.joined.connect(self._read)
        self.retranslate()

    def _lay_out(self) -> None:
        """Places all parts."""
        wide = self.context.theme.wide
        outer = QVBoxLayout(self)
        outer.setContentsMargins(wide, wide, wide, wide)
        outer.setSpacing(self.context.theme.gap)
        outer.addWidget(self.state)
        outer.addWidget(self.visit)
        outer.addWidget(self.alarms)
        outer.addWidget(self.joining)
        outer.addWidget(self.tabs, 1)

    def retranslate(self) -> None:
        self.state.retranslate()
        self.joining.retranslate()
        self.visit.retranslate()
        self.alarms.retranslate()
        self.tabs.setAccessibleName(self.tr("Decide, held, waiting, pictures, files by hand, link"))
        for part in self.parts:
            part.retranslate()
        self._name_tabs()
        if self.view is not None:
            self._read()

    def _name_tabs(self) -> None:
        """The words of the tabs, each with its number."""
        for place, part in enumerate(self.parts):
            number = part.number()
            behind = "" if number is None else f" ({self.context.language.digits(number)})"
            self.tabs.setTabText(place, f"{part.title()}{behind}")

    # ---- what is shown ----

    def shown(self, **where: object) -> None:
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def reload(self) -> bool:
        self._read()
        return True

    def _read(self) -> None:
        """Reads everything again."""
        lang = self.context.lang

        def read(reader: Reader) -> SyncView:
            from app.services.exchange.sync_view import sync_view

            return sync_view(reader, lang)

        if self.context.signed_in:
            self.context.tasks.run(read, self._take, self, key="view")

    def _take(self, view: SyncView) -> None:
        """Shows what was read."""
        before, self.view = self.view, view
        self.context.bus.state.emit(view.state)
        enrolled = view.state.enrolled
        self.state.take(view)
        self.joining.show_for(enrolled=enrolled)
        self.alarms.take(view.alarms)
        for part in self.parts:
            part.take(view)
        self._name_tabs()
        if before is None:
            first = self.conflicts if view.state.conflicts else self.held if view.held else self.waiting
            self.tabs.setCurrentWidget(first)
            (self.state.go if enrolled else self.joining.form.field("url")).setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is done ----

    def save(self) -> bool:
        """Ctrl+Enter: keeps the value that is being written in place of two; else send and receive."""
        if not self.conflicts.save() and self.state.go.isVisible():
            self.state.press()
        return True

    def export(self) -> bool:
        """Ctrl+E: the list of the tab."""
        return self.view is None or self.parts[self.tabs.currentIndex()].export()
