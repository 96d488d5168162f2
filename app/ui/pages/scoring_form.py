"""The dialog that sets how inspections are scored from a day on: a form of the office, and what is to be otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.services.visits import scoring_rules
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.scoring_rules import NUMBERS, Known, Weighed
from app.text.dates import short_date
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, NumberField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.domain.scoring import Profile
    from app.ui.context import Context

translate = QCoreApplication.translate


class ScoringForm(Form):
    """Form, day, numbers; begins with the rules that hold last for the form that is chosen."""

    def __init__(self, context: Context, known: Sequence[Known], forms: Sequence[Weighed]) -> None:
        super().__init__(columns=2)
        self.context = context
        self.latest: dict[str, Profile] = {}
        for one in known:  # the latest of each form comes first
            self.latest.setdefault(one.profile.form, one.profile)
        self.which = ChoiceField()
        self.totals = {each.form: each.total for each in forms}
        self.shipped = next(one.profile for one in known if not one.own)
        self.which.set_choices([(each.form, each.title) for each in forms])
        self.add("form", self.which, required=True, wide=True)
        self.add("valid_from", DateField(context, future=True), required=True)
        for name, (low, high) in NUMBERS.items():
            field = NumberField(low=low, high=high)
            field.lang = context.lang
            self.add(name, field, required=name != "cut_off")
        partly = NumberField(low=0, high=100)
        partly.lang = context.lang
        self.add("partly", partly, required=True)
        self.add("critical_partly", BoolField())
        for name, text in _words().items():
            self.label(name, text)
        self.which.changed.connect(self._begin)
        self.field("scale").changed.connect(self._bound)
        self.which.set_value(next(iter(sorted(self.totals, key=lambda form: form not in self.latest)), None))

    def _begin(self) -> None:
        """The numbers of the rules before, each with where it comes from; of a form without rules those that ship."""
        form = self.which.value() or ""
        before = self.latest.get(form)
        start = before or self.shipped
        numbers = {name: getattr(start, name) for name in NUMBERS}
        if before is None:
            numbers |= {"scale": self.totals.get(form), "cut_off": None}
        self.set_values(
            {**numbers, "partly": start.percent.get("partly", 0), "critical_partly": "partly" in start.critical_answers}
        )
        for name in NUMBERS:
            official = before is not None and before.tags.get(name) == "sourced"
            said = translate("ScoringForm", "From an official text; another number is the office's own rule")
            self.hint(name, said if official else translate("ScoringForm", "Not a rule of the ministry"))
        said = translate("ScoringForm", "This form has no rules of scoring yet.")
        if before is not None:
            day = short_date(before.valid_from, self.context.lang)
            said = translate("ScoringForm", "The last rules hold from {day}.").format(day=day)
        self.hint("form", said)

    def _bound(self) -> None:
        """A cut-off is within the full score."""
        scale, cut_off = self.field("scale").value(), self.field("cut_off")
        if isinstance(cut_off, NumberField) and isinstance(scale, int):
            cut_off.high = scale

    def given(self) -> dict[str, object]:
        """What is to be otherwise, for `set_profile`."""
        values = self.values()
        before = self.latest.get(str(values["form"])) or self.shipped
        percent = {**before.percent, "partly": values.pop("partly")}
        answers = (
            {*before.critical_answers, "partly"} if values.pop("critical_partly") else before.critical_answers - {"partly"}
        )
        return {**values, "percent": percent, "critical_answers": sorted(answers)}


def _words() -> dict[str, str]:
    """The words above the fields."""
    return {
        "form": translate("ScoringForm", "Form"),
        "valid_from": translate("ScoringForm", "Holds for visits from"),
        "scale": translate("ScoringForm", "Full score"),
        "unseen_most": translate("ScoringForm", "So many items may stay not seen"),
        "unseen_critical": translate("ScoringForm", "So many critical items may stay not seen"),
        "due_days": translate("ScoringForm", "Days to correct an ordinary item"),
        "due_days_critical": translate("ScoringForm", "Days to correct a critical item"),
        "cut_off": translate("ScoringForm", "Cut-off of the office, in points (may be empty)"),
        "partly": translate("ScoringForm", "An item met in part is worth so many percent"),
        "critical_partly": translate("ScoringForm", "A critical item met in part proposes “critical” too"),
    }


def ask_scoring(
    context: Context, parent: QWidget, known: Sequence[Known], forms: Sequence[Weighed], done: Callable[[], object]
) -> None:
    """Asks for new rules of scoring and sets them; what does not fit stands beside its field."""
    form = ScoringForm(context, known, forms)

    def write(uow: UnitOfWork, given: Mapping[str, object]) -> None:
        shelf = FormShelf(context.folder)
        shelf.read(uow)
        scoring_rules.set_profile(uow, shelf, given)

    AskedAct(
        context,
        parent,
        translate("ScoringForm", "How inspections are scored"),
        translate("ScoringForm", "Save for the office"),
        form,
        write,
        "rule_edit",
        lambda _: done(),
        values=lambda _: form.given(),
    ).ask()
