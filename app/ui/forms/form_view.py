"""A form on the screen: its parts at the side with how far they are, the blocks of one part beside; answers go on at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.forms.session import FormSession, Problem
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.parts import Part, parts_of, progress
from app.ui.forms.question import BlockView, last_words
from app.ui.widgets.basics import Scrolled, button, clear, label, row, section

if TYPE_CHECKING:
    from app.ui.context import Context


class FormView(QWidget):
    """Fills a session. `answered` hands on what is to be stored: key → text or None."""

    answered = Signal(object)
    problems_counted = Signal(int)
    part_shown = Signal(str)
    """Emits: the code of the part that came up; other widgets may stand above its blocks (`above`)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.session: FormSession | None = None
        self.parts: tuple[Part, ...] = ()
        self.extra: Callable[[], list[tuple[str, str, QWidget]]] = list
        """Further lines at the head of the list: code, title, widget."""
        self.by_place = context.state("inspection.by_place") is not False
        self.locked = False
        self.drawn: list[str] = []
        """Names of the residents whose files were drawn."""
        self.blocks: list[BlockView] = []
        self._last: dict[str, str] = {}
        self._last_day: date | None = None
        self._asked_problems = False
        gap = context.theme.gap
        self.list = QListWidget(self)
        self.list.setObjectName("choices")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._row_changed)
        self.order = button(self, "list", self.turn_order, flat=True)
        self.title = section(self)
        self.title.setWordWrap(True)
        self.area = Scrolled(self)
        self.inside = QVBoxLayout(self.area.content)
        self.inside.setContentsMargins(0, 0, gap, 0)
        self.inside.setSpacing(gap)
        self.previous = button(self, "back", lambda: self.step(-1))
        self.next = button(self, "next", lambda: self.step(1))
        self.above = QVBoxLayout()
        left = QVBoxLayout()
        left.setSpacing(gap)
        left.addWidget(self.list, 1)
        left.addWidget(self.order)
        right = QVBoxLayout()
        right.setSpacing(gap)
        right.addWidget(self.title)
        right.addLayout(self.above, 1)
        right.addWidget(self.area, 1)
        right.addLayout(row(self.previous, 1, self.next, gap=gap))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap * 2)
        box.addLayout(left, 2)
        box.addLayout(right, 7)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self.step(step))
        QShortcut(QKeySequence("F6"), self, self.turn_order)
        self._fit()

    # ---- what is filled ----

    def show_session(self, session: FormSession, last: dict[str, str], last_day: date | None, *, locked: bool = False) -> None:
        """Takes a session to fill; `last` are the answers of last time by key."""
        self.session, self._last, self._last_day, self.locked = session, last, last_day, locked
        self._asked_problems = False
        self.retranslate()

    def _before(self, key: str) -> str:
        return last_words(self._last.get(key, ""), short_date(self._last_day, self.context.lang), self.context.lang)

    def retranslate(self) -> None:
        """All words in the language now; the form's own language too. The part stays."""
        self.list.setAccessibleName(self.tr("Parts of the form"))
        self.order.setText(self.tr("Order: A to H") if self.by_place else self.tr("Order: by place"))
        self.order.setToolTip(self.tr("F6 changes between the order of the visit and A to H"))
        self.previous.setText(self.tr("Part before"))
        self.next.setText(self.tr("Next part"))
        if self.session is None:
            return
        here, key = self.code(), self.focused_key()
        self.session.set_language(self.context.lang)
        self.parts = parts_of(self.session, self.context.lang, by_place=self.by_place)
        self._fill_list(here)
        if key:  # the cursor stays where somebody is typing
            self.go_to(key)
        if self._asked_problems:
            self._tell(self.session.validate())

    def _fill_list(self, here: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for code, title, _ in self.extra():
            self._add_line(code, title)
        for part in self.parts:
            self._add_line(part.code, part.title)
        self.list.blockSignals(False)
        self._count()
        codes = [self.list.item(line).data(Qt.ItemDataRole.UserRole) for line in range(self.list.count())]
        self.list.setCurrentRow(-1)
        self.list.setCurrentRow(codes.index(here) if here in codes else 0)

    def _add_line(self, code: str, title: str) -> None:
        line = QListWidgetItem(with_breaks(title))
        line.setData(Qt.ItemDataRole.UserRole, code)
        line.setData(Qt.ItemDataRole.UserRole + 1, with_breaks(title))
        self.list.addItem(line)

    def code(self) -> str:
        """The code of the part that is shown; nothing before one is."""
        line = self.list.currentItem()
        return str(line.data(Qt.ItemDataRole.UserRole)) if line is not None else ""

    def part(self) -> Part | None:
        """The part that is shown; None for one of the further lines."""
        return next((part for part in self.parts if part.code == self.code()), None)

    # ---- moving ----

    def turn_order(self) -> None:
        """By place, or A to H; the question with the focus stays in sight."""
        if self.session is None:
            return
        key = self.focused_key() or next((block.block.keys[0] for block in self.blocks), "")
        self.flush()
        self.by_place = not self.by_place
        self.context.keep_state("inspection.by_place", self.by_place)
        self.retranslate()
        if key:
            self.go_to(key)

    def step(self, by: int) -> None:
        """The part after or before."""
        line = self.list.currentRow() + by
        if 0 <= line < self.list.count():
            self.list.setCurrentRow(line)
            self.focus_first()

    def focus_first(self) -> None:
        """The focus goes to the first question without an answer, else to the first."""
        if self.session is None:
            return
        asked = [question for block in self.blocks for question in block.asked()]
        open_ones = [one for one in asked if not self.session.value(one.key) and not self.session.state(one.key).readonly]
        for question in (open_ones or asked)[:1]:
            question.answer.setFocus(Qt.FocusReason.TabFocusReason)
        if not asked:  # never the button that closes
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _row_changed(self, _: int) -> None:
        self.flush()
        clear(self.inside)
        self.blocks = []
        part = self.part()
        self.area.setVisible(part is not None)
        for code, title, widget in self.extra():
            widget.setVisible(code == self.code())
            if code == self.code():
                self.title.setText(title)
        if part is not None and self.session is not None:
            self.title.setText(part.title)
            if self.drawn and any(self._samples(block.head) for block in part.blocks):
                self.inside.addWidget(drawn_card(self.context, self.drawn, self.tr("Files to look at, drawn by chance")))
            for block in part.blocks:
                view = BlockView(self.context, self.session, block, self._before, self.area.content, locked=self.locked)
                view.given.connect(self._given)
                self.blocks.append(view)
                self.inside.addWidget(view)
                view.setVisible(any(self.session.node(key).relevant for key in block.keys))
        self.inside.addStretch(1)
        self._order_stops()
        self.area.verticalScrollBar().setValue(0)
        self.previous.setEnabled(self.list.currentRow() > 0)
        self.next.setEnabled(self.list.currentRow() < self.list.count() - 1)
        self.part_shown.emit(self.code())

    def _order_stops(self) -> None:
        """Tab follows the form, also through questions that came up later."""
        stops = [stop for block in self.blocks for question in block.asked() for stop in question.answer.stops()]
        chain = [self.list, self.order, *stops, self.previous, self.next]
        for one, other in itertools.pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _samples(self, key: str) -> bool:
        return self.session is not None and bool(key) and "sample" in self.session.form.definitions[key].komar

    def focused_key(self) -> str:
        """The key of the question with the focus, or nothing."""
        for block in self.blocks:
            for question in block.asked():
                if question.isAncestorOf(self.focusWidget()) if self.focusWidget() else False:
                    return question.key
        return ""

    def go_to(self, key: str) -> bool:
        """Shows the part of a question and gives it the focus; whether it is asked."""
        for part in self.parts:
            if key in part.keys:
                codes = [self.list.item(line).data(Qt.ItemDataRole.UserRole) for line in range(self.list.count())]
                self.list.setCurrentRow(codes.index(part.code))
                for block in self.blocks:
                    if block.focus(key):
                        QTimer.singleShot(0, block, lambda block=block: self._show_block(block))
                        return True
        return False

    def _show_block(self, block: BlockView) -> None:
        top = block.mapTo(self.area.content, QPoint(0, 0)).y()
        self.area.verticalScrollBar().setValue(max(0, top - self.context.theme.wide))

    # ---- answering ----

    def _given(self, key: str, text: str) -> None:
        if self.session is None or self.locked:
            return
        outcome = self.session.answer(key, text) if text else self.session.clear(key)
        for block in self.blocks:
            if key in block.questions:
                block.questions[key].show_outcome(outcome)
        if outcome.result != "OK":
            return
        kept = self.session.form.definitions
        changed: dict[str, str | None] = {
            path: self.session.value(path) or None
            for path in outcome.changed
            if kept[path].kind in ("question", "value") and kept[path].calculate is None
        }
        made = [block.update_keys(outcome.changed) for block in self.blocks if not outcome.changed.isdisjoint(block.block.keys)]
        if any(made):
            self._order_stops()
        self._count(outcome.changed)
        if changed:
            self.answered.emit(changed)

    def flush(self) -> None:
        """Gives what was typed last and not given yet."""
        for block in self.blocks:
            for question in list(block.asked()):
                question.flush()

    def next_problem(self) -> bool:
        """Goes to the next question that keeps the form from being closed; whether there is one."""
        if self.session is None:
            return False
        self.flush()
        self._asked_problems = True
        found = self.session.validate()
        self.problems_counted.emit(len(found))
        if not found:
            return self._next_open()
        order = {key: place for place, key in enumerate(key for part in self.parts for key in part.keys)}
        ordered = sorted(found, key=lambda problem: order.get(problem.key, 0))
        here = order.get(self.focused_key(), -1)
        chosen = next((problem for problem in ordered if order.get(problem.key, 0) > here), ordered[0])
        self.go_to(chosen.key)
        self._tell(found)
        return True

    def faults(self) -> bool:
        """Whether something is wrong, so that the form cannot be closed; then it is shown."""
        self.flush()
        return self.session is not None and bool(self.session.validate()) and self.next_problem()

    def open_items(self) -> list[str]:
        """The items that are asked and have no answer yet, in the order of the screen."""
        if self.session is None:
            return []
        heads = [block.head for part in self.parts for block in part.blocks if block.item]
        return [key for key in heads if self.session.node(key).relevant and not self.session.value(key)]

    def _next_open(self) -> bool:
        """Goes to the next item without an answer; whether there is one."""
        open_ones = self.open_items()
        if not open_ones:
            return False
        order = [key for part in self.parts for key in part.keys]
        here = order.index(self.focused_key()) if self.focused_key() in order else -1
        return self.go_to(next((key for key in open_ones if order.index(key) > here), open_ones[0]))

    def _tell(self, found: tuple[Problem, ...]) -> None:
        by_key = {problem.key: problem for problem in found}
        for block in self.blocks:
            for question in block.asked():
                problem = by_key.get(question.key)
                if problem is not None:
                    question.show_problem(problem.message or self.tr("Please answer this."))

    def _count(self, changed: frozenset[str] | None = None) -> None:
        """How far each part is, in the list; with `changed`, only of the parts that hold one of those questions."""
        if self.session is None:
            return
        touched = [part for part in self.parts if changed is None or not changed.isdisjoint(part.keys)]
        counted = {part.code: progress(self.session, part) for part in touched}
        for place in range(self.list.count()):
            line = self.list.item(place)
            if changed is not None and line.data(Qt.ItemDataRole.UserRole) not in counted:
                continue
            done, total = counted.get(str(line.data(Qt.ItemDataRole.UserRole)), (0, 0))
            title = str(line.data(Qt.ItemDataRole.UserRole + 1))
            line.setText(f"{title}\n{digits_for(f'{done}/{total}', self.context.lang)}" if total else title)
            line.setIcon(self.context.icon("check", "good") if total and done == total else self.context.icon("next", "line"))
        if self._asked_problems:
            self.problems_counted.emit(len(self.session.validate()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "list"):
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        """The list is as wide as its words need, within limits."""
        self.list.setMinimumWidth(self.context.theme.em(15))
        self.list.setMaximumWidth(self.context.theme.em(34))
        self.list.setSpacing(self.context.theme.gap // 4)


def drawn_card(context: Context, names: list[str], title: str) -> QWidget:
    """The residents whose files were drawn, above the items that look at files (P25)."""
    from app.ui.widgets.basics import card

    frame, box = card(None, section(None, title))
    box.addWidget(label(frame, "dim", " · ".join(digits_for(name, context.lang) for name in names), wrap=True))
    return frame
