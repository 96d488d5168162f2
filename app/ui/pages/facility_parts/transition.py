"""The plan of a centre that becomes something else, as its last support visit has it: told under the measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.domain.permissions import can
from app.forms.session import FormSession
from app.services.facilities import support_visits
from app.services.facilities.support_visits import FORM, Step, Transition
from app.services.visits.inspection_forms import FormShelf
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.widgets.basics import button, label, set_tone

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

_STAGE = "/data/transition/stage"


class TransitionPlan(QFrame):
    """Hidden where no support visit says anything of a plan."""

    def __init__(self, context: Context, parent: QWidget, shelf: FormShelf) -> None:
        super().__init__(parent)
        self.context, self.shelf = context, shelf
        self.plan: Transition | None = None
        self.stages: dict[str, str] = {}
        self.setProperty("role", "card")
        self.told, self.late = label(self, "", wrap=True), label(self, "danger", wrap=True)
        self.open_button = button(self, "next", self.open_visit, flat=True)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap, gap, gap, gap)
        for part in (self.told, self.late, self.open_button):
            box.addWidget(part)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.open_button.setText(self.tr("Open the support visit"))
        self._say()

    def show_facility(self, facility: str) -> None:
        """Tells the plan of a facility."""
        shelf, lang = self.shelf, self.context.lang
        if not facility or not can(self.context.session.actor, "inspection.read"):
            return

        def read(reader: Reader) -> tuple[Transition | None, dict[str, str]]:
            plan = support_visits.transition(reader, facility)
            return plan, _stages(reader, shelf, lang) if plan is not None else {}

        self.context.tasks.run(read, lambda found: self._show(*found), self, on="work", key="transition")

    def _show(self, plan: Transition | None, stages: dict[str, str]) -> None:
        self.plan, self.stages = plan, stages
        self.setVisible(plan is not None)
        self._say()

    def _say(self) -> None:
        plan, lang = self.plan, self.context.lang
        if plan is None:
            return
        head = self.tr("Transition plan, by the support visit of {day}").format(day=short_date(plan.day, lang))
        facts = {
            self.tr("Stage"): self.stages.get(plan.stage, plan.stage),
            self.tr("Staff"): plan.staff,
            self.tr("Building"): plan.building,
            self.tr("Finished by"): short_date(plan.until, lang),
            self.tr("Children whose way home is still to be found"): digits_for(plan.children_left, lang),
        }
        lines = [self.tr("{what}: {said}").format(what=what, said=said) for what, said in facts.items() if said]
        lines += [self._step(step) for step in plan.steps]
        self.told.setText("\n".join([head, *lines]))
        late = plan.late(self.context.today())
        day = short_date(late, lang)
        self.late.setText(self.tr("Late since {day}: visit again and ask.").format(day=day) if late is not None else "")
        self.late.setVisible(late is not None)
        set_tone(self.late, "danger", "role")

    def _step(self, step: Step) -> str:
        """An agreed step in one line."""
        done = self.tr("done") if not step.open else self.tr("open")
        parts = [step.what, step.who, short_date(step.by, self.context.lang), done]
        return self.tr("Step: {step}").format(step=", ".join(part for part in parts if part))

    def open_visit(self) -> None:
        """The support visit that has the plan."""
        if self.plan is not None:
            self.context.navigate("form", response=self.plan.response)


def _stages(reader: Reader, shelf: FormShelf, lang: str) -> dict[str, str]:
    """The stages in words, where the form is on this computer."""
    shelf.read(reader)
    try:
        session = FormSession(shelf.form(FORM), lang=lang)
        return {one.value: one.label for one in session.choices(_STAGE)}
    except InputError:
        return {}
