"""The plan of a centre that becomes something else, as its last support visit has it: told under the measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.permissions import can
from app.services.facilities import roster_paper, support_visits, transition_paper, ways_on
from app.services.facilities.support_visits import Step, Transition
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_papers import paper_language
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.forms.paper_desk import PaperDesk
from app.ui.widgets.basics import button, label, set_tone
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context


class TransitionPlan(QFrame):
    """Hidden where no support visit says anything of a plan."""

    def __init__(self, context: Context, parent: QWidget, shelf: FormShelf) -> None:
        super().__init__(parent)
        self.context, self.shelf = context, shelf
        self.facility = ""
        self.plan: Transition | None = None
        self.told_as: dict[str, dict[str, str]] = {}
        """The words of the codes of the form: question → code → words."""
        self.ways: dict[str, int] = {}
        self.papers = PaperDesk(context, self)
        self.setProperty("role", "card")
        self.told, self.late = label(self, "", wrap=True), label(self, "danger", wrap=True)
        self.open_button = button(self, "next", self.open_visit, flat=True)
        self.print_button = button(self, "print", self.print_plan, flat=True)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap, gap, gap, gap)
        acts = Flow(gap=gap)
        for knob in (self.open_button, self.print_button):
            acts.addWidget(knob)
        for part in (self.told, self.late):
            box.addWidget(part)
        box.addLayout(acts)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.open_button.setText(self.tr("Open the support visit"))
        self.print_button.setText(self.tr("Print the plan"))
        self._say()
        self.show_facility(self.facility)  # the words of the form's codes are read in the language now

    def show_facility(self, facility: str) -> None:
        """Tells the plan of a facility."""
        shelf, lang = self.shelf, self.context.lang
        self.facility = facility
        if not facility or not can(self.context.session.actor, "inspection.read"):
            return

        def read(reader: Reader) -> tuple[Transition | None, dict[str, dict[str, str]], dict[str, int]]:
            plan = support_visits.transition(reader, facility)
            if plan is None:
                return None, {}, {}
            shelf.read(reader)
            ways = ways_on.lines(reader, facility) if can(reader.actor, "residency.read") else ()
            counts = {str(stage): number for stage, number in ways_on.counts(ways).items()}
            return plan, transition_paper.choices(shelf, plan, lang), counts

        self.context.tasks.run(read, lambda found: self._show(*found), self, on="work", key="transition")

    def _show(self, plan: Transition | None, told_as: dict[str, dict[str, str]], ways: dict[str, int]) -> None:
        self.plan, self.told_as, self.ways = plan, told_as, ways
        self.setVisible(plan is not None)
        self.print_button.setVisible(roster_paper.may_print(self.context.session.actor))
        self._say()

    def _say(self) -> None:
        plan, lang = self.plan, self.context.lang
        if plan is None:
            return
        head = self.tr("Transition plan, by the support visit of {day}").format(day=short_date(plan.day, lang))
        facts = {
            self.tr("Stage"): self._code("stage", plan.stage),
            self.tr("What becomes of the house"): self._code("becomes", plan.becomes),
            self.tr("Who helps"): plan.partner,
            self.tr("Staff"): plan.staff,
            self.tr("Building"): plan.building,
            self.tr("Finished by"): short_date(plan.until, lang),
            self.tr("Next visit"): short_date(plan.next_visit, lang),
            self.tr("Children whose way home is still to be found"): digits_for(plan.children_left, lang),
            self.tr("Where children go"): self._ways(),
        }
        lines = [self.tr("{what}: {said}").format(what=what, said=said) for what, said in facts.items() if said]
        lines += [self._step(step) for step in plan.steps]
        self.told.setText("\n".join([head, *lines]))
        late = plan.late(self.context.today())
        day = short_date(late, lang)
        self.late.setText(self.tr("Late since {day}: visit again and ask.").format(day=day) if late is not None else "")
        self.late.setVisible(late is not None)
        set_tone(self.late, "danger", "role")

    def _code(self, question: str, code: str) -> str:
        return self.told_as.get(question, {}).get(code, code)

    def _ways(self) -> str:
        """How many of the children who are followed stand where."""
        lang = self.context.lang
        return ", ".join(f"{words(f'way.{stage}', lang)} {digits_for(number, lang)}" for stage, number in self.ways.items())

    def _step(self, step: Step) -> str:
        """An agreed step in one line."""
        done = self.tr("done") if not step.open else self.tr("open")
        parts = [step.what, step.who, short_date(step.by, self.context.lang), done]
        return self.tr("Step: {step}").format(step=", ".join(part for part in parts if part))

    def open_visit(self) -> None:
        """The support visit that has the plan."""
        if self.plan is not None:
            self.context.navigate("form", response=self.plan.response)

    def print_plan(self) -> None:
        """The plan with its steps and each child's way home as a paper, looked at and saved."""
        facility, shelf, lang = self.facility, self.shelf, paper_language(self.context.lang)
        self.papers.show_paper(
            lambda reader: transition_paper.paper(reader, shelf, facility, lang),
            self.tr("Transition plan"),
            "transition-plan.pdf",
            facility,
        )
