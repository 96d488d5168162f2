"""A form on the screen: its parts at the side with how far they are, the blocks of one part beside; answers go on at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.forms.session import FormSession
from app.text.digits import digits_for
from app.ui.focus import leave
from app.ui.forms.answers import NO_PORTS, Ports
from app.ui.forms.area import PartArea
from app.ui.forms.blocks import BlockBase, Filling, bring_up
from app.ui.forms.compare import Former
from app.ui.forms.layout import Hides, exists, hides_nothing
from app.ui.forms.parts import Part, has_places, parts_of
from app.ui.forms.problems import Problems
from app.ui.forms.question import Question
from app.ui.forms.raw import RawAnswers
from app.ui.forms.repeats import RepeatBlock
from app.ui.forms.rows import Rows
from app.ui.forms.side_list import Extra, SideList, step_from
from app.ui.forms.stored import Stored
from app.ui.forms.tally import Tally
from app.ui.widgets.basics import button, row, section

if TYPE_CHECKING:
    from app.ui.context import Context

RAW = "raw_answers"


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
        self.language = ""
        """A language of the form in place of that of the window."""
        self.filling: Filling | None = None
        self.tally: Tally | None = None
        self.parts: tuple[Part, ...] = ()
        self.extra: Extra = list
        """Further lines at the head of the list: code, title, widget."""
        self.by_place = context.state("inspection.by_place") is not False
        self.locked = False
        self.drawn: list[str] = []
        """Names of the residents whose files were drawn."""
        self._shown = ""
        self.stored = Stored()
        gap = context.theme.gap
        self.list = SideList(context, self)
        self.list.currentRowChanged.connect(self._row_changed)
        self.order = button(self, "list", self.turn_order, flat=True)
        self.title = section(self)
        self.title.setWordWrap(True)
        self.area = PartArea(self)
        self.previous = button(self, "back", lambda: self.step(-1))
        self.next = button(self, "next", lambda: self.step(1))
        self.above = QVBoxLayout()
        self.raw = RawAnswers(context, self)
        self.raw.hide()
        self.above.addWidget(self.raw, 1)
        self.problems = Problems(self)
        self.rows = Rows(self)
        self._lay_out(gap)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self.step(by))
        QShortcut(QKeySequence("F6"), self, self.turn_order)
        self.list.fit()

    def _lay_out(self, gap: int) -> None:
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

    @property
    def blocks(self) -> list[BlockBase]:
        """The blocks of the part that is shown, as far as they are made."""
        return self.area.blocks

    # ---- what is filled ----

    def show_session(
        self,
        session: FormSession,
        last: Mapping[str, str],
        last_day: date | None,
        *,
        locked: bool = False,
        ports: Ports = NO_PORTS,
        hides: Hides = hides_nothing,
    ) -> None:
        """Takes a session to fill; `last` are the answers of last time by key, `hides` tells what is not for the person."""
        self.session, self.locked = session, locked
        self.filling = Filling(self.context, session, locked, ports, hides, Former(last, last_day))
        self.stored = Stored(self.filling)
        self.problems.begin(self.filling)
        self.rows.begin()
        self.raw.show_answers(session.strangers)
        self.raw.hide()
        self.retranslate()

    def compare_with(self, last: Mapping[str, str], last_day: date | None) -> None:
        """Shows the answers of another response beside those of now; none takes them away."""
        if self.filling is not None:
            self.flush()
            self.filling.former = Former(last, last_day)
            self.retranslate()

    def retranslate(self) -> None:
        """All words in the language now; the form's own language too. Part, focus and scroll stay."""
        self.list.setAccessibleName(self.tr("Parts of the form"))
        self.order.setText(self.tr("Order: A to H") if self.by_place else self.tr("Order: by place"))
        self.order.setToolTip(self.tr("F6 changes between the order of the visit and A to H"))
        self.previous.setText(self.tr("Part before"))
        self.next.setText(self.tr("Next part"))
        self.raw.retranslate()
        if self.session is None or self.filling is None:
            return
        here, key, top = self.list.code(), self.focused_key(), self.area.verticalScrollBar().value()
        self.session.set_language(self.language or self.context.lang)
        self.order.setVisible(has_places(self.session))
        self.parts = parts_of(self.session, self.context.lang, by_place=self.by_place, hides=self.filling.hides)
        self.tally = Tally(self.session, self.parts, self.filling.hides)
        same = self._shown == here and any(part.code == here for part in self.parts)
        self._fill_list(here)
        if same and key and self.focused_key() != key:  # the cursor stays where somebody is typing
            self.go_to(key)
        if same:
            QTimer.singleShot(0, self.area, lambda: self.area.verticalScrollBar().setValue(top))
        self.problems.again()

    def _lines(self) -> Iterator[tuple[str, str, QWidget | None]]:
        """Every line of the list: code, title, and the widget of a line that is no part of the form."""
        yield from self.extra()
        for part in self.parts:
            yield part.code, part.title, None
        if self.session is not None and self.session.strangers:
            number = digits_for(len(self.session.strangers), self.context.lang)
            yield RAW, self.tr("Answers to questions that this form does not have: {n}").format(n=number), self.raw

    def _fill_list(self, here: str) -> None:
        self.list.fill((code, title) for code, title, _ in self._lines())
        self.count()
        self.list.setCurrentRow(-1)
        if here not in [self.list.item(line).data(Qt.ItemDataRole.UserRole) for line in self.list.seen()]:
            self.list.setCurrentRow(next(iter(self.list.seen()), -1))
        else:
            self.list.choose(here)

    def code(self) -> str:
        """The code of the part that is shown; nothing before one is."""
        return self.list.code()

    def part(self) -> Part | None:
        """The part that is shown; None for one of the further lines."""
        return next((part for part in self.parts if part.code == self.code()), None)

    # ---- moving ----

    def turn_order(self) -> None:
        """By place, or A to H; the question with the focus stays in sight."""
        if self.session is None or not has_places(self.session):
            return
        key = self.focused_key() or next((block.block.keys[0] for block in self.blocks if block.block.keys), "")
        self.flush()
        self.by_place = not self.by_place
        self.context.keep_state("inspection.by_place", self.by_place)
        self.retranslate()
        if key:
            self.go_to(key)

    def step(self, by: int) -> None:
        """The part after or before."""
        line = step_from(self.list.seen(), self.list.currentRow(), by)
        if line is not None:
            self.list.setCurrentRow(line)
            self.focus_first()

    def begin(self) -> None:
        """The first part where something is asked; a head that only tells is passed over."""
        counts = self.tally.counts if self.tally is not None else {}
        first = next((part.code for part in self.parts if counts[part.code].total), "")
        if first and not self.locked:
            self.list.choose(first)
        self.focus_first()

    def focus_first(self) -> None:
        """The focus goes to the first question without an answer, else to the first."""
        if self.session is None:
            return
        asked = [question for question in self.asked() if question.answer.stops()]
        open_ones = [one for one in asked if not self.session.value(one.key) and not self.session.state(one.key).readonly]
        for question in (open_ones or asked)[:1]:
            question.answer.setFocus(Qt.FocusReason.TabFocusReason)
        tables = [block for block in self.blocks if isinstance(block, RepeatBlock) and not block.isHidden()]
        if not asked and tables:
            (tables[0].table if tables[0].model.keys else tables[0].add_button).setFocus(Qt.FocusReason.TabFocusReason)
        elif not asked:  # never the button that closes
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def asked(self) -> Iterator[Question]:
        """The questions of this part that are on the screen."""
        for block in self.blocks:
            if not block.isHidden():
                yield from block.asked()

    def focused_key(self) -> str:
        """The key of the question with the focus, or nothing."""
        widget: QWidget | None = self.focusWidget()
        while widget is not None and widget is not self:
            if isinstance(widget, Question):
                return widget.key
            widget = widget.parentWidget()
        return ""

    def go_to(self, key: str) -> bool:
        """Shows the part of a question and gives it the focus; whether it is asked."""
        part = next((part for part in self.parts if part.holds(key)), None)
        if part is None or not self.list.choose(part.code):
            return False
        block = self.area.built(key)
        if block is None or not block.focus(key):
            return False
        question = block.question(key)
        if question is not None:
            QTimer.singleShot(0, question, lambda: bring_up(self.area, block, question))
        return True

    def place(self) -> tuple[str, str]:
        """Where somebody is: the code of the part, and the key of the question."""
        return self._shown, self.focused_key()

    def return_to(self, code: str, key: str) -> bool:
        """Goes where somebody was; whether that is still there."""
        if key and self.go_to(key):
            return True
        if not code or self.list.row_of(code) not in self.list.seen():
            return False
        self.list.choose(code)
        self.focus_first()
        return True

    def _row_changed(self, _: int) -> None:
        self.flush()
        self._shown = self.code()
        for code, title, widget in self._lines():
            if widget is not None:
                widget.setVisible(code == self._shown)
            if code == self._shown:
                self.title.setText(title)
        self.area.show_part(self.part() if self.filling is not None else None)
        seen = self.list.seen()
        self.previous.setEnabled(step_from(seen, self.list.currentRow(), -1) is not None)
        self.next.setEnabled(step_from(seen, self.list.currentRow(), 1) is not None)
        self.part_shown.emit(self._shown)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab never comes to the end of a part that is still being made, and behind the last stop it leaves the form."""
        if forward and self.area.waiting:
            self.area.build_on()
        if forward and self.focusWidget() is self.area.last_stop() and leave(self):
            return True
        return super().focusNextPrevChild(forward)

    # ---- answering ----

    def give(self, key: str, text: str) -> None:
        """Gives an answer to the session, and shows what follows from it."""
        if self.session is None or self.filling is None or self.locked or not exists(self.session, key):
            return
        question = next((found for block in self.blocks if (found := block.question(key)) is not None), None)
        outcome = question.unfit(text) if question is not None else None
        if outcome is None:
            outcome = self.session.answer(key, text) if text else self.session.clear(key)
        if question is not None:
            question.show_outcome(outcome)
        self.problems.note(key, text, question.problem_text if question is not None else outcome.message, outcome)
        if outcome.result != "OK":
            self.count({key})
            return
        self.show_changes(outcome.changed)
        self.store(outcome.changed)

    def show_changes(self, changed: frozenset[str]) -> None:
        """Shows in place what changed; focus and scroll stay."""
        if any(key.endswith("]") for key in changed):
            self.recount()
        self.area.inside.setEnabled(False)  # the page is laid out once, not for each question that comes up
        made = [block.update_keys(changed) for block in self.blocks if block.concerns(changed)]
        self.area.inside.setEnabled(True)
        self.area.inside.activate()
        if any(made):
            self.area.order_stops()
        self.count(changed)
        self.problems.later()

    def store(self, changed: frozenset[str]) -> None:
        """Hands on what is to be stored of what changed; what is gone with its row is taken away."""
        told = self.stored.differences(changed)
        if told:
            self.answered.emit(told)

    def recount(self) -> None:
        """Rows came or went: everything is counted anew."""
        if self.session is not None and self.filling is not None:
            self.filling.nodes.clear()
            self.tally = Tally(self.session, self.parts, self.filling.hides)

    def flush(self) -> None:
        """Gives what was typed last and not given yet."""
        for block in list(self.blocks):
            block.flush()

    def add_row(self) -> bool:
        """Ctrl+N: a row more in the table with the focus, else in the only table of the part; whether there is one."""
        return self.rows.add_here()

    # ---- problems ----

    def next_problem(self) -> bool:
        """Goes to the next question that keeps the form from being closed; whether there is one."""
        return self.problems.next()

    def faults(self) -> bool:
        """Whether something is wrong, so that the form cannot be closed; then it is shown."""
        self.flush()
        return self.session is not None and bool(self.problems.find()) and self.next_problem()

    def open_items(self) -> list[str]:
        """The items that are asked and have no answer yet, in the order of the screen."""
        return self.problems.open_items()

    def count(self, changed: frozenset[str] | set[str] | None = None) -> None:
        """How far each part is, in the list; with `changed`, only of the parts that hold one of those questions."""
        if self.tally is None:
            return
        if changed is not None:
            self.tally.update(changed)
        wrong = self.problems.by_part()
        for code, found in self.tally.counts.items():
            self.list.tell(code, found, wrong.get(code, 0), shown=self.tally.shown(code))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "list"):
            self.list.fit()
        super().changeEvent(event)
