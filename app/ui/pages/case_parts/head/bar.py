"""The way of a case as a bar: done, now, next; what is missing for a step, each with the button that leads there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.workflow import Step
from app.services.cases.flow_words import missing_words
from app.text.dates import short_date
from app.text.words import words
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import Button, button, clear, label
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.services.cases.case_file import CaseFile
    from app.ui.context import Context

_LOOK = {
    "done": ("check", "good"),
    "now": ("next", "accent"),
    "late": ("warning", "danger"),
    "next": ("", ""),
    "not_needed": ("", "dim"),
}


def higher_when_narrow() -> QSizePolicy:
    """As high as its lines need at a width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy


class StepButton(Button):
    """A step of the bar; the arrows go to the next one, so that the bar is one stop of the Tab key."""

    def __init__(self, parent: QWidget, step: Step) -> None:
        super().__init__(parent, _LOOK[step.state][0])
        self.step = step
        self.setProperty("role", "step")
        self.setProperty("tone", _LOOK[step.state][1])
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk along the bar."""
        bar = self.parent()
        steps = [one for one in bar.findChildren(StepButton) if one.isVisible()] if bar is not None else []
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        place = steps.index(self) + by if self in steps else -1
        if by and 0 <= place < len(steps):
            steps[place].setFocus(Qt.FocusReason.OtherFocusReason)
            steps[place].click()
        elif not by:
            super().keyPressEvent(event)


class CaseBar(QFrame):
    """The steps in one line or two; below them what is missing for the one that is looked at."""

    stepped = Signal(str)
    """Emits: the step of the page that does what is missing (`risk`, `forms`, `approval:closure` …)."""
    told = Signal(tuple)
    """Emits: the steps, each time that they are shown, so that what stands beside the bar says the same."""

    def __init__(self, context: Context, case_words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = case_words
        self.steps: tuple[Step, ...] = ()
        self.buttons: dict[str, StepButton] = {}
        self.chosen = ""
        gap = context.theme.gap
        self.setProperty("role", "card")
        self.setSizePolicy(higher_when_narrow())
        box = QVBoxLayout(self)
        box.setContentsMargins(gap, gap, gap, gap)
        box.setSpacing(gap // 2)
        self.way, self.way_flow = self._line(gap // 2)
        self.missing, self.missing_flow = self._line(gap)
        box.addWidget(self.way)
        box.addWidget(self.missing)
        self.hide()

    def _line(self, gap: int) -> tuple[QWidget, Flow]:
        holder = QWidget(self)
        holder.setSizePolicy(higher_when_narrow())
        return holder, Flow(holder, gap)

    def load(self, file: CaseFile) -> None:
        """Reads how a case stands."""
        from app.services.cases.flow import bar

        self.context.tasks.run(lambda reader: bar(reader, file), self.show_steps, self, key="bar")

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.setAccessibleName(self.tr("The way of the case"))
        self.show_steps(self.steps)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Shows the steps; what is late or to be done now is looked at first."""
        held = self.chosen if steps == self.steps else ""
        focused = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.steps = steps
        clear(self.way_flow)
        self.buttons = {}
        for step in steps:
            made = StepButton(self.way, step)
            made.setText(code_label("flow_step", step.name, self.context.lang))
            made.setToolTip(self._told(step))
            made.setAccessibleName(f"{made.text()}: {self._told(step)}")
            made.clicked.connect(lambda _=False, name=step.name: self.choose(name))
            self.way_flow.addWidget(made)
            made.show()
            self.buttons[step.name] = made
        first = next((one.name for one in steps if one.state == "late"), "")
        first = first or next((one.name for one in steps if one.state == "now"), "")
        self.choose(held or first or (steps[-1].name if steps else ""))
        self.setVisible(bool(steps))
        self.told.emit(steps)
        if focused and self.chosen in self.buttons:
            self.buttons[self.chosen].setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, step: Step) -> str:
        """How a step stands, in words."""
        lang = self.context.lang
        told = words(f"flow.state.{step.state}", lang)
        if step.on is not None and step.state == "done":
            return self.words.pair(told, short_date(step.on, lang))
        if step.due is not None and step.state != "done":
            until = self.words.until(step.due, "overdue" if step.state == "late" else "running")
            return until if step.state == "late" else self.words.pair(told, until)
        return told

    def choose(self, name: str) -> None:
        """Tells what is missing for a step."""
        self.chosen = name
        clear(self.missing_flow)
        step = next((one for one in self.steps if one.name == name), None)
        if step is None:
            return
        self.buttons[name].setChecked(True)
        for each in self.buttons.values():  # the bar is one stop of the Tab key
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each.step.name == name else Qt.FocusPolicy.ClickFocus)
        title = code_label("flow_step", step.name, self.context.lang)
        head = label(self.missing, "danger" if step.state == "late" else "dim", self.words.pair(title, self._told(step)))
        self.missing_flow.addWidget(head)
        head.show()
        for one in step.missing:
            made = button(self.missing, "next", partial(self.stepped.emit, one.step), flat=True)
            made.setText(missing_words(one, self.context.lang))
            self.missing_flow.addWidget(made)
            made.show()
        self.updateGeometry()
