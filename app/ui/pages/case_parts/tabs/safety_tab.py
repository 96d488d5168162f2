"""The tab "Safety": the plan that holds now, to be read in one look, then all plans and the talks with the child."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout

from app.domain.records import Record
from app.services.cases.case_file import CaseFile
from app.services.protection import safety
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.ui.pages.case_parts.tabs.case_tab import PartsTab, TabHost
from app.ui.widgets.basics import button, card, clear, label
from app.ui.widgets.flow import Flow

translate = QCoreApplication.translate
SHOWN = ("danger", "signs", "safe_places", "safe_people", "code_word", "at_night")
"""What is read in a hurry, in that order."""


class SafetyTab(PartsTab):
    """Only for who holds the right to safety plans or to talks with children."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host, ("safety_plan", "interview"))
        self.words = host.words
        self.plan: Record | None = None
        self.frame, box = card(self)
        self.title = label(self.frame, "section")
        self.until = label(self.frame, "dim", wrap=True)
        self.review_button = button(self.frame, "check", self.review)
        self.numbers_button = button(self.frame, "phone", lambda: host.context.navigate("emergency"), flat=True)
        self.lines = QGridLayout()
        self.lines.setColumnStretch(1, 1)
        self.lines.setHorizontalSpacing(host.context.theme.gap * 2)
        self.lines.setVerticalSpacing(host.context.theme.gap // 2)
        head = Flow(gap=host.context.theme.gap, lead=1)
        for part in (self.title, self.numbers_button, self.review_button):
            head.addWidget(part)
        box.addLayout(head)
        box.addLayout(self.lines)
        box.addWidget(self.until)
        self.inner.insertWidget(0, self.frame)
        self.editable = False

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Shows the plan that holds, and the lists."""
        super().load(file, editable=editable)
        plans = [one for one in file.rows("safety_plan") if one.day("ended_on") is None]
        self.plan = max(plans, key=lambda one: (one.text("made_on"), one.id), default=None)
        self.editable = editable
        self._show()

    def _show(self) -> None:
        """The plan in words."""
        clear(self.lines)
        plan, lang = self.plan, self.context.lang
        self.frame.setVisible(plan is not None)
        if plan is None:
            return
        self.review_button.setVisible(self.editable)
        names = [name for name in SHOWN if plan.text(name)]
        for place, name in enumerate(names):
            self.lines.addWidget(label(self.frame, "label", self.words.field(name, "safety_plan"), wrap=True), place, 0)
            told = label(self.frame, "danger" if name == "danger" else "", with_breaks(plan.text(name)), wrap=True)
            self.lines.addWidget(told, place, 1)
        made, looked = plan.day("made_on"), plan.day("reviewed_on")
        days = [translate("Safety", "Made on {day}").format(day=short_date(made, lang))] if made else []
        days += [translate("Safety", "looked through on {day}").format(day=short_date(looked, lang))] if looked else []
        following = plan.day("next_review_on")
        days += [translate("Safety", "again on {day}").format(day=short_date(following, lang))] if following else []
        self.until.setText(" · ".join(days))

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        self.title.setText(translate("Safety", "The safety plan that holds now"))
        self.review_button.setText(translate("Safety", "Looked through it today"))
        self.numbers_button.setText(translate("Safety", "Emergency numbers"))
        self._show()

    def takes(self, name: str) -> bool:
        """Also the review itself."""
        return name == "review:safety_plan" or super().takes(name)

    def step(self, name: str) -> bool:
        """Notes the review, or a step of a list."""
        return self.review() if name == "review:safety_plan" else super().step(name)

    def review(self) -> bool:
        """The plan was looked through with the child or the carer."""
        if self.plan is None or self.review_button.isHidden():
            return False
        plan = self.plan.id
        self.context.tasks.run(lambda uow: safety.review(uow, plan), lambda _: self.saved.emit(), self, write="safety_review")
        return True
