"""What who goes out to a child needs: when the next visit is due and by which rule, what was missed, what was found last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.lights import light_of
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.services.cases.case_file import CaseFile
from app.services.office.rules import rules
from app.services.planning import follow_ups
from app.services.planning.follow_ups import VisitDue, VisitSheet
from app.services.protection import safety
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import card, chip, clear, label

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

_TONES = {"overdue": "danger", "soon": "warn"}
_LIGHTS = {"red": "danger", "yellow": "warn", "green": "good"}


@dataclass(frozen=True)
class VisitBoard:
    """The sheet, the rules of the office, and whether a safety plan holds that the person may know of."""

    sheet: VisitSheet
    known: RuleSet
    safety_plan: bool


def board(reader: Reader, case: str) -> VisitBoard:
    """What the panel shows of a case."""
    return VisitBoard(follow_ups.sheet(reader, case), rules(reader, "follow_up"), safety.current(reader, case) is not None)


class VisitPanel(QWidget):
    """The panel above notes and visits."""

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.board: VisitBoard | None = None
        self.risk: str | None = None
        frame, layout = card(self)
        gap = context.theme.gap
        layout.setContentsMargins(*[gap + gap // 2] * 4)
        self.title = label(frame, "section")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(gap // 2)
        layout.addWidget(self.title)
        layout.addLayout(self.lines)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, gap)
        box.addWidget(frame)

    def load(self, file: CaseFile) -> None:
        """Reads what is due."""
        case = file.case.id
        self.risk = file.case.code("risk_level")
        self.context.tasks.run(lambda reader: board(reader, case), self._show, self, key="visits")

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.title.setText(self.tr("The next visit"))
        if self.board is not None:
            self._show(self.board)

    def _line(self, text: str, role: str = "") -> None:
        """A line of the panel; nothing for nothing."""
        if text:
            self.lines.addWidget(label(self, role, text, wrap=True))

    def _show(self, found: VisitBoard) -> None:
        """All lines."""
        self.board = found
        clear(self.lines)
        sheet = found.sheet
        for one in sheet.due:
            told = self.words.pair(self._why(one), self.words.until(one.due, one.state))
            self.lines.addWidget(chip(told, _TONES.get(one.state, ""), self), 0, Qt.AlignmentFlag.AlignLeft)
            self._line(self._source(one, found.known), "small")
        if not sheet.due:
            self._line(self.tr("No visit is promised, and no rule asks for one."), "dim")
        missed = max((one.missed for one in sheet.due), default=0)
        if missed:
            number = digits_for(str(missed), self.context.lang)
            self._line(self.tr("Visits missed since the last one: {number}").format(number=number), "danger")
        if sheet.not_seen:
            number = digits_for(str(len(sheet.not_seen)), self.context.lang)
            self._line(self.tr("Visits since then at which the child was not seen: {number}").format(number=number), "danger")
        self._last(sheet)
        if found.safety_plan and self.risk == "high":
            self._line(self.tr("The risk is high: look the safety plan through at each visit (tab “Safety”)."), "warn")

    def _why(self, one: VisitDue) -> str:
        """Why a visit is due."""
        every = digits_for(str(one.every), self.context.lang)
        if one.why == "promised":
            return self.tr("Promised at the last visit")
        if one.why == "risk":
            level = code_label("risk_level", self.risk, self.context.lang)
            return self.tr("Every {n} days, as the risk is: {level}").format(n=every, level=level)
        return self.tr("Every {n} months where the child lives now").format(n=every)

    def _source(self, one: VisitDue, known: RuleSet) -> str:
        """Where a rule comes from."""
        if not one.rule:
            return ""
        if known.rules[one.rule].own:
            return self.tr("A rule of this office.")
        return self.tr("A proposal: no national rule was found. The office can change it under Settings.")

    def _last(self, sheet: VisitSheet) -> None:
        """The last visit: its day, its light, what was found."""
        last, lang = sheet.last, self.context.lang
        if last is None:
            self._line(self.tr("No visit was written down yet."), "dim")
            return
        self._line(self.tr("Last visit: {day}").format(day=short_date(last.day("on_date"), lang)), "dim")
        light = light_of(last)
        if light is not None:
            told = code_label("light_result", light, lang)
            self.lines.addWidget(chip(told, _LIGHTS[light], self), 0, Qt.AlignmentFlag.AlignLeft)
        if last.flag("child_seen") is False:
            reason = code_label("visit_not_seen_reason", last.code("not_seen_reason"), lang)
            self._line(
                self.words.pair(self.tr("The child was not seen"), reason) if reason else self.tr("The child was not seen")
            )
            if sheet.seen_on is not None:
                self._line(self.tr("The child was last seen on {day}").format(day=short_date(sheet.seen_on, lang)), "warn")
        self._found(last)

    def _found(self, last: Record) -> None:
        """New problems of the last visit, and what was done about them."""
        for name in ("new_problems", "action_taken"):
            if last.text(name):
                self._line(self.words.pair(self.words.field(name, "note"), last.text(name)))
        if last.flag("recommend_close"):
            self._line(self.words.field("recommend_close", "note"), "good")
