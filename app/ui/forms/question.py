"""One question on the screen, and the block in which an item stands with its companions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.scoring import ANSWERS
from app.forms.session import FormSession, Outcome
from app.text.breaks import with_breaks
from app.text.words import has_words, words
from app.ui.forms.answers import AnswerWidget, Options, Told, answer_widget
from app.ui.forms.parts import Block
from app.ui.widgets.basics import chip, label, unit

if TYPE_CHECKING:
    from app.ui.context import Context

broken = lru_cache(4096)(with_breaks)
"""Texts of a form with break points; the same few are shown again and again."""
REFUSED = {
    "REQUIRED_BUT_EMPTY": "forms.answer.required",
    "CONSTRAINT_VIOLATED": "forms.answer.constraint",
    "NOT_ANSWERABLE": "forms.answer.not_answerable",
    "ERROR": "forms.answer.not_fitting",
}
"""Result of an answer → words, where the form has none of its own."""


class Question(QWidget):
    """Label, hint, answer, and below it what is wrong."""

    given = Signal(str, str)
    """Emits: key, text."""

    def __init__(self, context: Context, session: FormSession, key: str, *, item: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.session = session
        self.key = key
        self.item = item
        self.problem_text = ""
        state = session.state(key)
        self.words = label(self, "" if item else "label", wrap=True)
        self.hint = label(self, "small", wrap=True)
        self.answer: AnswerWidget = answer_widget(context, state, self)
        self.problem = label(self, "problem", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(unit(self) // 2)
        for part in (self.words, self.hint, self.answer, self.problem):
            box.addWidget(part)
        self.problem.hide()
        self.answer.given.connect(lambda text: self.given.emit(self.key, text))
        self.setFocusProxy(self.answer)
        if isinstance(self.answer, Told):
            self.answer.hide()
            self.words.setProperty("role", "warn" if state.definition.relevant else "dim")
        self.update_state()

    def update_state(self) -> None:
        """Shows the question as the session has it now: words, choices, answer."""
        state = self.session.state(self.key)
        self.words.setText(broken(state.label))
        self.hint.setText(broken(state.hint))
        self.hint.setVisible(bool(state.hint) and self.item)
        self.setToolTip("" if self.item else state.hint)
        self.answer.name(state.label)
        if isinstance(self.answer, Options):
            self.answer.lang = self.context.lang
            self.answer.show_choices(self.session.choices(self.key))
        self.answer.read_only(state.readonly)
        if not self.problem_text:
            self.answer.show_value(state.value)

    def show_outcome(self, outcome: Outcome) -> None:
        """Tells beside the question why an answer was not taken; nothing when it was."""
        text = "" if outcome.result == "OK" else outcome.message
        if outcome.result != "OK" and (not text or outcome.result == "ERROR"):
            text = words(REFUSED.get(outcome.result, "forms.answer.not_fitting"), self.context.lang)
        self.show_problem(text)

    def show_problem(self, text: str) -> None:
        """Shows or takes away what is wrong."""
        self.problem_text = text
        self.problem.setText(broken(text))
        self.problem.setVisible(bool(text))

    def flush(self) -> None:
        """Gives what was typed last."""
        self.answer.flush()


class BlockView(QFrame):
    """An item with its evidence, companions and, once it is answered, the answer of last time; or a few plain questions."""

    given = Signal(str, str)

    def __init__(
        self, context: Context, session: FormSession, block: Block, last: Callable[[str], str], parent: QWidget, *, locked: bool
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.session = session
        self.block = block
        self.last = last
        self.locked = locked
        self._marked = ""
        self.questions: dict[str, Question] = {}
        self.setProperty("role", "card")
        gap = unit(self)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(gap * 2, gap + gap // 2, gap * 2, gap + gap // 2)
        self.box.setSpacing(gap)
        self.marks = QWidget(self)
        self.marks_box = QHBoxLayout(self.marks)
        self.marks_box.setContentsMargins(0, 0, 0, 0)
        self.marks_box.setSpacing(gap)
        self.before = label(self, "small", wrap=True)
        self.before.hide()
        self.box.addWidget(self.marks)
        self.box.addWidget(self.before)
        self.update_all()

    def update_all(self) -> None:
        """Shows all that is asked now, in the language now."""
        self.update_keys(frozenset(self.block.keys))

    def update_keys(self, changed: frozenset[str]) -> bool:
        """Shows what changed; questions are made when they are first asked. Whether one was made or came up."""
        place, came = 0, False
        for key in self.block.keys:
            asked = self.session.node(key).relevant
            question = self.questions.get(key)
            if asked and question is None:
                question, came = self._make(key), True
                self.box.insertWidget(place, question)
            elif question is not None and asked and (key in changed or question.isHidden()):
                question.update_state()
            if question is not None:
                if question.isHidden() == asked:
                    question.setVisible(asked)
                    came = True
                place = self.box.indexOf(question) + 1
            if key == self.block.head:
                if self.box.indexOf(self.marks) != place:
                    self.box.removeWidget(self.marks)
                    self.box.insertWidget(place, self.marks)
                    self.box.removeWidget(self.before)
                    self.box.insertWidget(place + 1, self.before)
                place += 2
        self._mark()
        shown = any(self.session.node(key).relevant for key in self.block.keys)
        if self.isHidden() == shown:
            self.setVisible(shown)
        return came

    def _make(self, key: str) -> Question:
        question = Question(self.context, self.session, key, item=key == self.block.head, parent=self)
        question.given.connect(self.given.emit)
        if self.locked:
            question.answer.read_only(True)
        self.questions[key] = question
        return question

    def _mark(self) -> None:
        """Chips below an item, and the answer of last time once this one is given (P26)."""
        if not self.block.item:
            self.marks.hide()
            return
        komar, lang = self.session.form.definitions[self.block.head].komar, self.context.lang
        before = self.last(self.block.head) if self.session.value(self.block.head) else ""
        self.before.setText(broken(before))
        self.before.setVisible(bool(before))
        if self._marked == lang:
            return
        self._marked = lang
        while (item := self.marks_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if komar.get("critical") == "yes":
            self.marks_box.addWidget(chip(words("inspection.critical", lang), "danger", self.marks))
        for kind in komar.get("evidence", "").split():
            self.marks_box.addWidget(chip(words(f"forms.evidence.{kind}", lang), "", self.marks))
        self.marks_box.addStretch(1)
        self.marks.setVisible(self.marks_box.count() > 1)

    def asked(self) -> Iterator[Question]:
        """The questions that are on the screen, in order."""
        for key in self.block.keys:
            if key in self.questions and not self.questions[key].isHidden():
                yield self.questions[key]

    def focus(self, key: str) -> bool:
        """Goes to a question; whether it is here."""
        question = self.questions.get(key)
        if question is None or question.isHidden():
            return False
        question.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True


def last_words(answer: str, day: str, lang: str) -> str:
    """The answer of last time in words; nothing for none."""
    if not answer:
        return ""
    shown = words(f"scoring.answer.{answer}", lang) if answer in ANSWERS and has_words(f"scoring.answer.{answer}") else answer
    return words("inspection.last_time", lang, day=day, answer=shown)
