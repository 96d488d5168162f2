"""The result of a closed inspection: score by section, critical items, findings with days, the grade and who confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QProgressBar, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.scoring import ANSWERS, Score
from app.forms.binds import items
from app.forms.session import FormSession
from app.services.visits.inspection_desk import Desk
from app.services.visits.inspection_papers import answer_label, item_text
from app.services.visits.inspections import session_of
from app.services.visits.visit_corrections import CORRECTED
from app.text.breaks import with_breaks
from app.text.digits import digits_for
from app.text.words import words
from app.ui.forms.open_findings import FindingCards
from app.ui.forms.result_comparison import ResultComparison
from app.ui.widgets.basics import Scrolled, button, card, chip, clear, label, row, section
from app.ui.widgets.choices import CodeField
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context


SETTLED_MS = 100
"""How long the parts of a result that was made anew may take to find their heights."""


class ResultView(Scrolled):
    """Everything about the result on one page that scrolls."""

    decided = Signal(str, str)
    """Emits: grade, reason."""
    confirmed = Signal()
    correct = Signal()
    go_on = Signal()
    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.desk: Desk | None = None
        self.session: FormSession | None = None
        self.form: Form | None = None
        self.deciding = False
        self._place = -1
        self._soon = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._soon.timeout.connect(self._settled)
        self.verticalScrollBar().rangeChanged.connect(self._stay)
        self.box = QVBoxLayout(self.content)
        self.box.setContentsMargins(0, 0, context.theme.gap, 0)
        self.box.setSpacing(context.theme.gap * 2)

    def show_desk(self, desk: Desk) -> None:
        """Shows the result of an inspection; another one from its beginning."""
        if self.desk is None or self.desk.visit.inspection.id != desk.visit.inspection.id:
            self.verticalScrollBar().setValue(0)
        self.desk = desk
        self.deciding = False
        self.session = session_of(desk.result.visit if desk.result else desk.visit, desk.form, self.context.lang)
        self.retranslate()

    def retranslate(self) -> None:
        """All words in the language now; the page stays where it was, and the focus in what is filled in."""
        if self.desk is None or self.session is None or not self.context.signed_in:
            return
        kept = self.form.values() if self.form is not None else {}
        place, here = self.verticalScrollBar().value(), QApplication.focusWidget()
        filling = here is not None and self.form is not None and self.form.isAncestorOf(here)
        if here is not None and self.content.isAncestorOf(here):
            self.setFocus()  # else the focus goes on from what is taken away to the last button, and the page with it
        self.session.set_language(self.context.lang)
        clear(self.box)
        self.form = None
        self._fill(self.desk, kept)
        if filling:
            self._fill_on()
        self._place = place
        self._soon.start()

    def _fill(self, desk: Desk, kept: dict[str, object]) -> None:
        """All parts that this inspection has; `kept`: what was filled in."""
        self._head(desk)
        score = desk.result.score if desk.result else None
        if desk.result is not None:
            self._alarms(desk.result.alarms)
        if score is not None:
            if desk.visit.inspection.code("state") not in ("to_be_completed", "void"):
                self._grade(desk, kept)
            self._sections(score)
            self._compared(desk)
            self._critical(score)
        if score is not None or desk.visit.inspection.code("state") != "entry_refused":
            self._findings(desk)
            self._corrections(desk)
        self.box.addStretch(1)

    def _stay(self, _low: int, high: int) -> None:
        """The page became higher: back to where it was, as soon as it is high enough."""
        if high >= self._place >= 0:
            self.verticalScrollBar().setValue(self._place)

    def _settled(self) -> None:
        """All parts have their heights: from now on it stays where the person goes."""
        self._stay(0, self.verticalScrollBar().maximum())
        self._place = -1

    def _fill_on(self) -> None:
        """The focus goes back into what is filled in."""
        if self.form is not None:
            self.form.first_field()

    def _digits(self, value: object) -> str:
        return digits_for(value, self.context.lang)

    def _head(self, desk: Desk) -> None:
        """State, points and counts."""
        frame, box = card(self.content)
        record, score = desk.visit.inspection, desk.result.score if desk.result else None
        grade = record.code("grade")
        state = record.code("state")
        title = code_label("grade", grade, self.context.lang) if state == "decided" else ""
        tone = "danger" if grade == "critical" and state == "decided" else ""
        self.state = label(
            frame, "title", with_breaks(title or code_label("inspection_state", state, self.context.lang)), wrap=True
        )
        box.addWidget(self.state)
        if score is None:
            self.box.addWidget(frame)
            return
        if tone:
            box.addLayout(row(chip(self.tr("critical"), "danger", frame), 1))
        points = self.tr("{points} of {maximum} points").format(points=score.points, maximum=score.maximum)
        scaled = self.tr("on the scale of {scale}: {scaled}").format(
            scale=desk.scale, scaled="-" if score.scaled is None else score.scaled
        )
        self.points = label(frame, "number", self._digits(points))
        box.addWidget(self.points)
        box.addWidget(label(frame, "dim", self._digits(scaled)))
        counts = " · ".join(
            self.tr("{what}: {n}").format(
                what=words(f"scoring.answer.{answer}", self.context.lang), n=score.counts.get(answer, 0)
            )
            for answer in ANSWERS
        )
        box.addWidget(label(frame, "dim", with_breaks(self._digits(counts)), wrap=True))
        if desk.cut_off is not None:
            rule = "scoring.rule.cut_off_own" if desk.own_cut_off else "scoring.rule.cut_off"
            text = words(rule, self.context.lang, value=self._digits(desk.cut_off))
            box.addWidget(label(frame, "small", with_breaks(text), wrap=True))
        if state == "to_be_completed":
            missing = ", ".join(score.to_complete)
            text = self.tr("To be completed: items {items} were not seen.").format(items=self._digits(missing))
            box.addWidget(label(frame, "warn", with_breaks(text), wrap=True))
            box.addLayout(row(button(frame, "edit", self.go_on.emit, text=self.tr("Go on filling"), primary=True), 1))
        self.box.addWidget(frame)

    def _alarms(self, alarms: tuple[str, ...]) -> None:
        """Danger that was answered with yes goes to the head at once, one way (P27)."""
        if not alarms:
            return
        frame, box = card(self.content)
        box.addWidget(label(frame, "danger", with_breaks(words("inspection.alarm", self.context.lang)), wrap=True))
        self.box.addWidget(frame)

    def _grade(self, desk: Desk, kept: dict[str, object]) -> None:
        """The team decides, another person confirms."""
        record, actor = desk.visit.inspection, self.context.session.actor
        frame, box = card(self.content, section(None, self.tr("Result of the inspection")))
        proposed, grade = record.code("proposed_grade"), record.code("grade")
        if proposed:
            text = self.tr("Komar proposes: {grade}").format(grade=code_label("grade", proposed, self.context.lang))
        else:
            text = self.tr("Komar proposes no result: no cut-off between the other two is published. The team decides.")
        box.addWidget(label(frame, "dim", with_breaks(text), wrap=True))
        if grade:
            said = self.tr("Decided by the team ({name}): {grade}").format(
                name=desk.decided_by or "-", grade=code_label("grade", grade, self.context.lang)
            )
            box.addWidget(label(frame, "", with_breaks(said), wrap=True))
            box.addWidget(label(frame, "dim", with_breaks(record.text("grade_reason")), wrap=True))
        if record.code("state") == "decided":
            box.addLayout(row(chip(self.tr("Confirmed by the head of office"), "good", frame), 1))
        elif grade and can(actor, "inspection.confirm") and record.ref("decided_by") != actor.user:
            self.confirm_button = button(frame, "check", self.confirmed.emit, text=self.tr("Confirm the result"), primary=True)
            box.addLayout(row(self.confirm_button, 1))
        elif grade:
            box.addWidget(
                label(frame, "dim", self.tr("Waits for the head of office; nobody confirms their own decision."), wrap=True)
            )
        if record.code("state") != "decided" and can(actor, "inspection.decide"):
            if not grade or self.deciding:
                self._decision(frame, box, kept)
            else:
                box.addLayout(row(button(frame, "edit", self._decide_again, text=self.tr("Decide again …"), flat=True), 1))
        self.box.addWidget(frame)

    def _decision(self, frame: QWidget, box: QVBoxLayout, kept: dict[str, object]) -> None:
        form = Form(1, frame)
        form.add("grade", CodeField(self.context, "grade"), required=True)
        form.add("reason", LongTextField(lines=2), required=True)
        form.label("grade", self.tr("The team's result"))
        form.label("reason", self.tr("Reasons"))
        form.set_values(kept)
        box.addWidget(form)
        self.decide_button = button(frame, "check", self._decide, text=self.tr("Decide the result"))
        box.addLayout(row(self.decide_button, 1))
        self.form = form

    def _decide_again(self) -> None:
        self.deciding = True
        self.retranslate()

    def _decide(self) -> None:
        if self.form is not None and self.form.check():
            values = self.form.values()
            self.decided.emit(str(values["grade"]), str(values["reason"]))

    def _sections(self, score: Score) -> None:
        """Points by section, drawn as bars."""
        assert self.session is not None
        frame, box = card(self.content, section(None, self.tr("Score by section")))
        grid = QGridLayout()
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 2)
        grid.setHorizontalSpacing(self.context.theme.wide)
        titles = {part.name: self.session.label(part.path) for part in self.session.form.sections}
        for line, part in enumerate(score.sections):
            grid.addWidget(label(frame, "", with_breaks(titles.get(part.section, part.section)), wrap=True), line, 0)
            text = f"{part.points} / {part.maximum}" if part.maximum else self.tr("does not apply")
            grid.addWidget(label(frame, "", self._digits(text)), line, 1, Qt.AlignmentFlag.AlignRight)
            bar = QProgressBar(frame)
            bar.setTextVisible(False)
            bar.setRange(0, max(1, part.maximum))
            bar.setValue(part.points)
            bar.setAccessibleName(f"{titles.get(part.section, part.section)}: {text}")
            grid.addWidget(bar, line, 2)
        box.addLayout(grid)
        self.box.addWidget(frame)

    def _compared(self, desk: Desk) -> None:
        """The result beside earlier visits and other facilities of the type."""
        assert self.session is not None
        titles = {part.name: self.session.label(part.path) for part in self.session.form.sections}
        if desk.comparison is not None:
            self.box.addWidget(ResultComparison(self.context, desk.comparison, titles, self.content))

    def _critical(self, score: Score) -> None:
        assert self.session is not None
        frame, box = card(self.content, section(None, self.tr("Critical items")))
        wanted = set(score.critical)
        found = [item for item in items(self.session.form) if item.number in wanted]
        if not found:
            box.addWidget(label(frame, "dim", self.tr("No critical item fails the standard.")))
        for item in found:
            answer = (
                answer_label(item.means(self.session.value(item.path)), self.context.lang)
                if item.weight
                else words("print.yes", self.context.lang)
            )
            text = self.tr("{what}: {n}").format(
                what=f"{self._digits(item.number)}. {item_text(self.session.label(item.path))}", n=answer
            )
            box.addWidget(label(frame, "danger", with_breaks(text), wrap=True))
        self.box.addWidget(frame)

    def _findings(self, desk: Desk) -> None:
        assert self.session is not None
        self.box.addWidget(section(self.content, self.tr("Findings")))
        self.cards = FindingCards(self.context, self.content)
        labels = {item.number: item_text(self.session.label(item.path)) for item in items(self.session.form)}
        locked = desk.visit.inspection.code("state") == "void"
        self.cards.show_findings(desk.findings, labels, locked=locked, evidence=desk.handed_in)
        self.cards.corrected.connect(self.changed.emit)
        self.box.addWidget(self.cards)

    def _corrections(self, desk: Desk) -> None:
        """What was corrected after closing, by number; and a button for one more."""
        frame, box = card(self.content, section(None, self.tr("Corrections after closing")))
        assert self.session is not None
        for made in desk.corrections:
            asked = self.session.label(made.path) if made.path in self.session.form.definitions else made.path
            before, after = (answer_label(text, self.context.lang) or "-" for text in (made.before, made.after))
            text = f"{self._digits(made.number)}. {asked}: {before} → {after}. {made.reason}"
            box.addWidget(label(frame, "", with_breaks(text), wrap=True))
        if not desk.corrections:
            box.addWidget(label(frame, "dim", self.tr("There are none.")))
        if desk.visit.inspection.code("state") in CORRECTED and can(self.context.session.actor, "inspection.close"):
            box.addLayout(row(button(frame, "edit", self.correct.emit, text=self.tr("Correct an answer …")), 1))
        self.box.addWidget(frame)
