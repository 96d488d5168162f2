"""One question on the screen: its words and media, what takes the answer, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.forms.evaluation import Choice
from app.forms.markup import without_markup
from app.forms.session import FormSession, Outcome, QuestionState
from app.text.breaks import with_breaks
from app.text.digits import numbers_for
from app.text.words import words
from app.ui.forms.answers import NO_PORTS, AnswerWidget, Ports, Told, answer_widget, kind_of
from app.ui.forms.label_media import LabelMedia
from app.ui.forms.rich import rich_text
from app.ui.widgets.basics import Button, button, label, set_tone, unit

if TYPE_CHECKING:
    from app.ui.context import Context

broken = lru_cache(4096)(with_breaks)
"""Texts of a form with break points; the same few are shown again and again."""
SHORT = frozenset({"int", "decimal", "day", "month", "year", "time"})
"""Kinds of answers that need little width."""
_KNOWN = re.compile(r"\s*[^\s!=<>()]+\s*!=\s*(?:''|\"\")\s*")
"""The condition of a note that tells something as soon as it is known; other conditions are those of a warning."""
ORDER = ("media", "hint", "more", "guidance", "answer", "raw", "former", "problem")
"""The parts below the words, from above."""
REFUSED = {
    "REQUIRED_BUT_EMPTY": "forms.answer.required",
    "CONSTRAINT_VIOLATED": "forms.answer.constraint",
    "NOT_ANSWERABLE": "forms.answer.not_answerable",
    "ERROR": "forms.answer.not_fitting",
}
"""Result of an answer → words, where the form has none of its own."""


class Question(QWidget):
    """Words, media, hint, answer, and below it what is wrong. `item` False shows it small, as the companion of an item."""

    given = Signal(str, str)
    """Emits: key, text."""

    def __init__(
        self,
        context: Context,
        session: FormSession,
        key: str,
        *,
        item: bool,
        parent: QWidget,
        ports: Ports = NO_PORTS,
        locked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.session = session
        self.key = key
        self.item = item
        self.ports = ports
        self.locked = locked
        self.problem_text = ""
        self._refused: str | None = None
        self._lang = context.lang
        self._kind = ""
        self.words = label(self, "" if item else "label", wrap=True)
        self.answer: AnswerWidget = Told(self)
        self.problem = label(self, "problem", wrap=True)
        self.more: Button | None = None
        self.media: LabelMedia | None = None
        self.lines: dict[str, QLabel] = {}
        """Lines of small words that this question needed so far: hint, guidance, raw, former."""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(unit(self) // 2)
        for part in (self.words, self.answer, self.problem):
            self.box.addWidget(part)
        self.problem.hide()
        self.update_state()

    @property
    def short(self) -> bool:
        """Whether it needs no line for itself: a number, a day, a time."""
        return self._kind in SHORT

    def remarks_on(self, other: Question) -> bool:
        """Whether this is the line for a remark on the choice that was made before it."""
        return self._kind == "line" and other._kind == "options" and self.key.startswith(f"{other.key}_")

    # ---- showing ----

    def update_state(self) -> None:
        """Shows the question as the session has it now, in the language now: words, choices, answer."""
        state = self.session.state(self.key)
        choices = self.session.choices(self.key)
        self._take_widget(state, len(choices))
        self._show_words(state)
        answer = self.answer
        answer.lang = self.context.lang
        if state.definition.choices is not None:
            answer.show_choices(choices)
        answer.name(without_markup(state.label))
        answer.read_only(state.readonly or self.locked)
        if not self.problem_text:
            answer.show_value(state.value)
        self._show_raw(state, choices)
        if self._lang != self.context.lang:
            self._lang = self.context.lang
            if self._refused is not None:  # the reason is told again, in the other language
                QTimer.singleShot(0, self, self._give_again)

    def _take_widget(self, state: QuestionState, count: int) -> None:
        """Another widget when the question has become one of another kind: a list grew long, a note got a value."""
        kind = kind_of(state, count)
        if kind == self._kind:
            return
        self._kind = kind
        old, focused = self.answer, self.answer.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.answer = answer_widget(self.context, state, self, self.ports, count)
        self.box.replaceWidget(old, self.answer)
        old.hide()
        old.deleteLater()
        self.answer.given.connect(self._given)
        self.answer.onward.connect(self._go_on)
        self.answer.worked.connect(self._worked)
        self.setFocusProxy(self.answer)
        told = isinstance(self.answer, Told)
        self.answer.setVisible(not told)
        condition = state.definition.relevant
        warned = "warn" if condition is not None and not _KNOWN.fullmatch(condition.text) else "dim"
        set_tone(self.words, warned if told else "" if self.item else "label", "role")
        if focused:
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_words(self, state: QuestionState) -> None:
        mark = " *" if state.required and not state.readonly else ""
        said = numbers_for(state.label, self.context.lang)
        markup = rich_text(said)
        self.words.setTextFormat(Qt.TextFormat.PlainText if markup is None else Qt.TextFormat.RichText)
        self.words.setText(f"{broken(said) if markup is None else markup}{mark}")
        self.words.setVisible(bool(state.label))
        self._line("hint", state.hint if self.item else "")
        self.setToolTip("" if self.item else without_markup(state.hint))
        self._show_guidance(state)
        names = self.session.media(self.key)
        if names and self.media is None:
            self.media = LabelMedia(self.context, self.ports, self)
            self._put("media", self.media)
        if self.media is not None:
            self.media.show_media(names, without_markup(state.label))
        self.answer.setAccessibleDescription(self.tr("Must be answered") if mark else "")

    def _show_guidance(self, state: QuestionState) -> None:
        """Folded until it is asked for."""
        if state.guidance and self.more is None:
            self.more = button(self, "help", self._turn_guidance, flat=True)
            self.more.setCheckable(True)
            self._put("more", self.more)
            self.box.setAlignment(self.more, Qt.AlignmentFlag.AlignLeft)
        if self.more is not None:
            opened = self.more.isChecked()
            self.more.setText(self.tr("Hide the explanation") if opened else self.tr("Explanation"))
            self.more.setAccessibleName(f"{without_markup(state.label)}: {self.more.text()}")
            self.more.setVisible(bool(state.guidance))
            self._line("guidance", state.guidance if opened else "")

    def _turn_guidance(self) -> None:
        self._show_guidance(self.session.state(self.key))

    def _line(self, name: str, text: str) -> None:
        """Shows or takes away a line of small words; it is made when it is first needed. Only the form's own have markup."""
        line = self.lines.get(name)
        if line is None:
            if not text:
                return
            line = self.lines[name] = label(self, "small", wrap=True)
            self._put(name, line)
        markup = rich_text(text) if name in ("hint", "guidance") else None
        line.setTextFormat(Qt.TextFormat.PlainText if markup is None else Qt.TextFormat.RichText)
        line.setText(broken(text) if markup is None else markup)
        line.setVisible(bool(text))

    def said(self, name: str) -> str:
        """What a line of small words says; nothing when it is not shown."""
        line = self.lines.get(name)
        return "" if line is None or line.isHidden() else line.text()

    def _put(self, name: str, part: QWidget) -> None:
        """Puts a late part at its place: before the first that stands after it and is here."""
        made = {**self.lines, "media": self.media, "more": self.more, "answer": self.answer, "problem": self.problem}
        for later in ORDER[ORDER.index(name) + 1 :]:
            widget = made.get(later)
            if widget is not None and self.box.indexOf(widget) >= 0:
                self.box.insertWidget(self.box.indexOf(widget), part)
                return

    def _show_raw(self, state: QuestionState, choices: Sequence[Choice]) -> None:
        """An answer that is not among the choices now is shown as it is, never lost in silence."""
        lost: list[str] = []
        if state.definition.control in ("select1", "select", "rank") and state.value:
            offered = {choice.value for choice in choices}
            values = [state.value] if state.definition.control == "select1" else state.value.split()
            lost = [value for value in values if value not in offered]
        text = self.tr("Kept answer that is not among the choices: {value}").format(value=", ".join(lost)) if lost else ""
        self._line("raw", text)

    def show_former(self, text: str, tone: str = "small") -> None:
        """Shows the answer of a former response for comparing, in words; nothing takes it away. `tone` marks what is other."""
        self._line("former", self.tr("Before: {answer}").format(answer=text) if text else "")
        if text:
            set_tone(self.lines["former"], tone, "role")

    # ---- answering ----

    def _given(self, text: str) -> None:
        self._refused = text
        self.given.emit(self.key, text)

    def unfit(self, text: str) -> Outcome | None:
        """What becomes of an answer that its own widget finds faulty, such as a place off the earth; else None."""
        return Outcome("ERROR", "not_fitting") if text and self.answer.fault() else None

    def _give_again(self) -> None:
        if self._refused is not None and self.problem_text:
            self._given(self._refused)

    def _go_on(self) -> None:
        self.focusNextChild()

    def _worked(self) -> None:
        """The widget itself has something to say, or no more."""
        self.show_problem(self.answer.fault())

    def show_outcome(self, outcome: Outcome) -> None:
        """Tells beside the question why an answer was not taken; nothing when it was."""
        if outcome.result == "OK":
            self._refused = None
            self.show_problem("")
            return
        text = "" if outcome.result == "ERROR" else outcome.message
        fault = self.answer.fault() if outcome.result == "ERROR" else ""
        if fault:
            text = self.tr("This answer does not fit the question. {why}").format(why=fault)
        self.show_problem(text or words(REFUSED.get(outcome.result, "forms.answer.not_fitting"), self.context.lang))

    def show_problem(self, text: str) -> None:
        """Shows or takes away what is wrong."""
        self.problem_text = text
        self.problem.setText(broken(text))
        self.problem.setVisible(bool(text))

    def flush(self) -> None:
        """Gives what was typed last."""
        self.answer.flush()
