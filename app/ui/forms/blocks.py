"""The blocks of a part: an item with its evidence and companions, or plain questions, below the words of their groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.forms.markup import without_markup
from app.forms.session import FormSession
from app.forms.xpath.nodes import Node
from app.text.digits import digits_for
from app.text.words import words
from app.ui.forms.answers import NO_PORTS, Ports
from app.ui.forms.compare import NOTHING, Former
from app.ui.forms.layout import Block, Hides, exists, hides_nothing, path_of
from app.ui.forms.pairs import Pairs
from app.ui.forms.question import Question, broken
from app.ui.widgets.basics import Scrolled, card, chip, clear, label, section, unit

if TYPE_CHECKING:
    from app.ui.context import Context


@dataclass
class Filling:
    """What all blocks of one filling share."""

    context: Context
    session: FormSession
    locked: bool = False
    ports: Ports = NO_PORTS
    hides: Hides = hides_nothing
    """Whether a question is not for this person."""
    former: Former = field(default_factory=lambda: NOTHING)
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Key → what was typed and not taken, and why: it comes back when the question is shown again."""
    problems: dict[str, str] = field(default_factory=dict)
    """Key → what stood in the way of finishing when that was asked last."""

    nodes: dict[str, Node] = field(default_factory=dict)
    """Nodes that were looked up, until rows come or go."""

    def node(self, key: str) -> Node | None:
        """The node of a key, found once; None when its row is gone."""
        found = self.nodes.get(key)
        if found is None and exists(self.session, key):
            found = self.nodes[key] = self.session.node(key)
        return found

    def asked(self, key: str) -> bool:
        """Whether a question or group is asked now."""
        found = self.node(key)
        return found is not None and found.relevant

    def problem(self, key: str) -> str:
        """What is wrong with a question, as far as is known."""
        return self.refused[key][1] if key in self.refused else self.problems.get(key, "")


class BlockBase(QFrame):
    """What every block can do. `given` hands on key and text."""

    given = Signal(str, str)

    def __init__(self, filling: Filling, block: Block, parent: QWidget) -> None:
        super().__init__(parent)
        self.filling = filling
        self.context = filling.context
        self.session = filling.session
        self.block = block
        self.questions: dict[str, Question] = {}
        self.setProperty("role", "card")
        gap = unit(self)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(gap * 2, gap + gap // 2, gap * 2, gap + gap // 2)
        self.box.setSpacing(gap)
        self.titles = [label(self, "section" if place == 0 else "label", wrap=True) for place in range(len(block.titles))]
        for title in self.titles:
            self.box.addWidget(title)

    def update_all(self) -> None:
        """Shows all that is asked now, in the language now."""
        self.update_keys(frozenset(self.block.keys))
        self.show_titles()

    def show_titles(self) -> None:
        """The words of the groups that begin here."""
        for key, title in zip(self.block.titles, self.titles, strict=True):
            state = self.session.state(key)
            title.setText(broken(without_markup(state.label)))
            title.setToolTip(without_markup(state.hint))
            title.setVisible(state.relevant and bool(state.label))

    def update_keys(self, changed: frozenset[str]) -> bool:
        """Shows what changed; whether something was made or came up."""
        return False

    def concerns(self, changed: frozenset[str]) -> bool:
        """Whether anything that changed is shown here."""
        return not changed.isdisjoint(self.block.keys) or not changed.isdisjoint(self.block.titles)

    def asked(self) -> Iterator[Question]:
        """The questions that are on the screen, in order."""
        for key in self.block.keys:
            if key in self.questions and not self.questions[key].isHidden():
                yield self.questions[key]

    def stops(self) -> list[QWidget]:
        """What takes the focus, in order."""
        return [stop for question in self.asked() for stop in question.answer.stops()]

    def question(self, key: str) -> Question | None:
        """The widget of a question, if it is made."""
        return self.questions.get(key)

    def holds(self, key: str) -> bool:
        """Whether a question stands here."""
        return key in self.block.keys

    def focus(self, key: str) -> bool:
        """Goes to a question; whether it is here."""
        question = self.questions.get(key)
        if question is None or question.isHidden():
            return False
        question.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def flush(self) -> None:
        """Gives what was typed last and not given yet."""
        for question in list(self.asked()):
            question.flush()

    def show_problems(self, keys: Iterable[str]) -> None:
        """Tells beside these questions what is wrong, or that nothing is any more."""
        for key in keys:
            question = self.question(key)
            if question is not None:
                question.show_problem(self.filling.problem(key))

    def make(self, key: str, *, item: bool, kind: type[Question] = Question) -> Question:
        """The widget of a question, with what was typed there and refused."""
        made = kind(
            self.context,
            self.session,
            key,
            item=item,
            parent=self,
            ports=self.filling.ports,
            locked=self.filling.locked,
        )
        made.given.connect(self.given.emit)
        if key in self.filling.refused:
            made.answer.show_value(self.filling.refused[key][0])
        if self.filling.problem(key):
            made.show_problem(self.filling.problem(key))
        self.questions[key] = made
        return made

    def compare_all(self) -> None:
        """The former answers again, as when a row turned out to be another one."""
        for key in self.questions:
            self.compare(key)

    def compare(self, key: str) -> None:
        """Shows beside a question what a former response says."""
        told = self.filling.former.words(self.session, key, self.context.lang)
        self.questions[key].show_former(told.text, "warn" if told.changed else "small")


class BlockView(BlockBase):
    """An item with its evidence, companions and, once it is answered, the answer of last time; or a few plain questions."""

    def __init__(self, filling: Filling, block: Block, parent: QWidget) -> None:
        super().__init__(filling, block, parent)
        self._marked = ""
        gap = unit(self)
        self.marks = QWidget(self)
        self.marks_box = QHBoxLayout(self.marks)
        self.marks_box.setContentsMargins(0, 0, 0, 0)
        self.marks_box.setSpacing(gap)
        self.before = label(self, "small", wrap=True)
        self.before.hide()
        self.pairs = Pairs(gap, _is_short, _is_remark)
        self.box.addLayout(self.pairs)
        self.pairs.addWidget(self.marks)
        self.pairs.addWidget(self.before)
        self.hide()  # said outright: else a block of which nothing is asked comes up with its parent
        self.update_all()

    def update_keys(self, changed: frozenset[str]) -> bool:
        place, came, shown = 0, False, False
        for key in self.block.keys:
            asked = self.filling.asked(key)
            shown = shown or asked
            question = self.questions.get(key)
            if asked and question is None:
                question, came = self.make(key, item=not self.block.item or key == self.block.head), True
                self.pairs.insertWidget(place, question)
                self._compare(key)
            elif question is not None and asked and (key in changed or question.isHidden()):
                question.update_state()
                self._compare(key)
            if question is not None:
                if question.isHidden() == asked:
                    question.setVisible(asked)
                    came = True
                place = self.pairs.indexOf(question) + 1
            if key == self.block.head:
                place = self._keep_marks(place)
        if not changed.isdisjoint(self.block.titles):
            self.show_titles()
        self._mark()
        if self.isHidden() == shown:
            self.setVisible(shown)
            self.show_titles()
        return came

    def _keep_marks(self, place: int) -> int:
        """Chips and the answer of last time stand right below the item; the place after them."""
        if self.pairs.indexOf(self.marks) != place:
            for step, part in enumerate((self.marks, self.before)):
                self.pairs.removeWidget(part)
                self.pairs.insertWidget(place + step, part)
        return place + 2

    def compare_all(self) -> None:
        for key in self.questions:
            self._compare(key)

    def _compare(self, key: str) -> None:
        if key != self.block.head and self.filling.former.answers:
            self.compare(key)

    def _mark(self) -> None:
        """Chips below an item, and the answer of last time once this one is given (P26)."""
        if not self.block.item:
            self.marks.hide()
            return
        key, lang = self.block.head, self.context.lang
        komar = self.session.form.definitions[path_of(key)].komar
        folded = not self.session.value(key) and not self.filling.locked
        before = "" if folded else self.filling.former.last_time(self.session, key, lang)
        self.before.setText(broken(before))
        self.before.setVisible(bool(before))
        if self._marked == lang:
            return
        self._marked = lang
        clear(self.marks_box)
        if komar.get("critical") == "yes":
            self.marks_box.addWidget(chip(words("inspection.critical", lang), "danger", self.marks))
        for kind in komar.get("evidence", "").split():
            self.marks_box.addWidget(chip(words(f"forms.evidence.{kind}", lang), "", self.marks))
        self.marks_box.addStretch(1)
        self.marks.setVisible(self.marks_box.count() > 1)


def _is_short(widget: QWidget) -> bool:
    """Whether a widget of a block needs no line for itself."""
    return isinstance(widget, Question) and widget.short


def _is_remark(widget: QWidget, answer: QWidget) -> bool:
    """Whether a widget of a block is the remark on the answer before it."""
    return isinstance(widget, Question) and isinstance(answer, Question) and widget.remarks_on(answer)


def drawn_card(context: Context, names: list[str], title: str) -> QWidget:
    """The residents whose files were drawn, above the items that look at files (P25)."""
    frame, box = card(None, section(None, title))
    box.addWidget(label(frame, "dim", " · ".join(digits_for(name, context.lang) for name in names), wrap=True))
    return frame


def bring_up(area: Scrolled, block: QWidget, question: QWidget) -> None:
    """Scrolls so that a question is in sight, with its whole block if there is room."""
    whole = block if block.height() < area.viewport().height() else question
    top, bar = whole.mapTo(area.content, QPoint(0, 0)).y(), area.verticalScrollBar()
    if not bar.value() <= top <= bar.value() + area.viewport().height() - whole.height():
        bar.setValue(max(0, top - unit(area) * 2))
