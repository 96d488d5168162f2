"""The blocks of the part that is shown: the first ones at once, the others while the window is free."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.focus import takes_tab
from app.ui.forms.blocks import BlockBase, drawn_card
from app.ui.forms.layout import path_of
from app.ui.forms.repeats import RepeatBlock, make_block
from app.ui.widgets.basics import Scrolled, clear

if TYPE_CHECKING:
    from app.ui.forms.form_view import FormView
    from app.ui.forms.parts import Part

AT_ONCE = 8
"""Questions that are made when a part comes up; the further ones follow while the window is free."""
IN_A_STEP = 2
LINES = 11
"""Lines of text that are seen at least."""


class PartArea(Scrolled):
    """One for a form view."""

    def __init__(self, view: FormView) -> None:
        super().__init__(view)
        self.view = view
        self.part: Part | None = None
        self.blocks: list[BlockBase] = []
        self.waiting = 0
        """Blocks of the part that are not made yet."""
        gap = view.context.theme.gap
        self.inside = QVBoxLayout(self.content)
        self.inside.setContentsMargins(0, 0, gap, 0)
        self.inside.setSpacing(gap)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.build_on)

    def minimumSizeHint(self) -> QSize:
        """Room for a question or two however large the text is: then the whole page scrolls."""
        size = super().minimumSizeHint()
        return QSize(size.width(), max(size.height(), self.fontMetrics().height() * LINES))

    def show_part(self, part: Part | None) -> None:
        """Shows another part, or none; what was being typed must have been given before."""
        self._later.stop()
        clear(self.inside)
        self.part, self.blocks, self.waiting = part, [], len(part.blocks) if part is not None else 0
        self.setVisible(part is not None)
        if part is not None:
            if self.view.drawn and any(self._samples(block.head) for block in part.blocks):
                title = self.view.tr("Files to look at, drawn by chance")
                self.inside.addWidget(drawn_card(self.view.context, self.view.drawn, title))
            self.inside.addStretch(1)
            self._build(AT_ONCE)
        self.order_stops()
        self.verticalScrollBar().setValue(0)

    def _build(self, most: int, until: str = "") -> None:
        """Makes further blocks: as many as hold `most` questions, or up to the one that holds a key."""
        filling, made = self.view.filling, 0
        while self.part is not None and filling is not None and self.waiting and (made < most or until):
            block = make_block(filling, self.part.blocks[len(self.blocks)], self.content)
            self.waiting -= 1
            block.given.connect(self.view.give)
            if isinstance(block, RepeatBlock):
                self.view.rows.watch(block)
                block.rebuilt.connect(self.order_stops)
            self.blocks.append(block)
            self.inside.insertWidget(self.inside.count() - 1, block)
            made += max(1, sum(1 for _ in block.asked()))
            if until and block.holds(until):
                break
        if self.waiting:
            self._later.start()

    def build_on(self) -> None:
        """Makes some more."""
        self._build(IN_A_STEP)
        self.order_stops()

    def built(self, key: str) -> BlockBase | None:
        """The block of a question, made now if it was not yet."""
        found = next((block for block in self.blocks if block.holds(key)), None)
        if found is None and self.waiting:
            self._build(0, key)
            self.order_stops()
            found = next((block for block in self.blocks if block.holds(key)), None)
        return found

    def order_stops(self) -> None:
        """Tab follows the form, also through questions that came up later."""
        for one, other in itertools.pairwise(self._chain()):
            QWidget.setTabOrder(one, other)

    def last_stop(self) -> QWidget | None:
        """Where Tab comes to the end of the part that is shown; None while there is none."""
        if self.part is None:
            return None
        stops = (stop for stop in reversed(self._chain()) if stop.isVisible() and stop.isEnabled() and takes_tab(stop))
        return next(stops, None)

    def _chain(self) -> list[QWidget]:
        """What takes the focus, in order."""
        view = self.view
        stops = [stop for block in self.blocks if not block.isHidden() for stop in block.stops()]
        return [view.list, view.order, *stops, view.previous, view.next]

    def _samples(self, key: str) -> bool:
        session = self.view.session
        return session is not None and bool(key) and "sample" in session.form.definitions[path_of(key)].komar
