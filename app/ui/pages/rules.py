"""The rules of the office: limits, thresholds, what steps need; what an official text says is grey, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.domain.rules import SETS, Rule, RuleSet
from app.services.office.rules import rules, set_rule
from app.services.visits import scoring_rules
from app.services.visits.inspection_forms import FormShelf
from app.text.words import has_words, words
from app.ui.pages.page import Page
from app.ui.pages.scoring_form import ask_scoring
from app.ui.widgets.basics import button, card, heading, note, row
from app.ui.widgets.choices import ChoiceField, CodeField, CodeSetField
from app.ui.widgets.fields import BoolField, Field, NumberField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.layout import scrolled_page

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Changes
    from app.services.visits.scoring_rules import Known, Weighed
    from app.ui.context import Context

LISTS: Mapping[str, str] = {
    "workflow.intake.needs": "flow_need",
    "workflow.contact.needs": "flow_need",
    "workflow.assessment.needs": "flow_need",
    "workflow.plan.needs": "flow_need",
    "workflow.follow_up.needs": "flow_need",
    "workflow.closing.needs": "flow_need",
    "workflow.closing.risk": "risk_level",
    "workflow.closing.exempt": "score_domain",
    "services.referral.accepted": "service_state",
    "services.referral.done": "service_state",
    "services.referral.declined": "service_state",
    "workflow.not_needed.no_action": "flow_step",
    "workflow.not_needed.dead": "flow_step",
    "follow_up.counts.kinds": "note_kind",
    "review.kinds": "supervision_kind",
    "danger.tracing.begin": "concern",
    "danger.birth.asked": "yes_no",
    "care.answers.settled": "care_answer",
    "care.facility.reason_states": "facility_state",
    "care.facility.reason_grades": "grade",
    "visits.inspectors": "role",
}
"""A rule that is a code or a list of some → the code list of its words."""


def shown_in(known: RuleSet) -> tuple[Rule, ...]:
    """The rules of a set that have words: what an office can understand and change."""
    return tuple(rule for path, rule in known.rules.items() if has_words(f"rule.{known.name}.{path}"))


class RulesPage(Page):
    """One set of rules at a time, as a form."""

    watches: ClassVar[frozenset[str]] = frozenset({"setting"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.known: RuleSet | None = None
        self.title = heading(self)
        self.lead = note(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.choice = ChoiceField()
        self.choice.set_required(True)
        self.save_button = button(self, "check", self.save_rules, primary=True)
        self.shipped_button = button(self, "undo", self.give_back)
        self.scoring_button = button(self, "inspections", self.set_scoring)
        self.scoring_words = note(self)
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.title, 1, gap=gap))
        box.addWidget(self.lead)
        self.set_form = Form(columns=1)
        self.set_form.add("set", self.choice)
        box.addWidget(self.set_form)
        self.frame, self.inner = card(self)
        box.addWidget(self.frame)
        box.addLayout(row(self.save_button, self.shipped_button, 1, gap=gap))
        box.addWidget(self.scoring_words)
        box.addLayout(row(self.scoring_button, 1, gap=gap))
        box.addStretch(1)
        self.form = Form(columns=1)
        self.holder = QWidget(self.frame)
        self.held = QVBoxLayout(self.holder)
        self.held.setContentsMargins(0, 0, 0, 0)
        self.inner.addWidget(self.holder)
        self.choice.changed.connect(self.read)
        self.retranslate()

    @property
    def may(self) -> bool:
        """Whether the person sets rules."""
        return self.context.signed_in and can(self.context.session.actor, "rule.edit")

    def retranslate(self) -> None:
        lang = self.context.lang
        self.title.setText(self.tr("Rules of the office"))
        self.lead.setText(
            self.tr("They hold on every computer of the office. What an official text says is the same everywhere, and grey.")
        )
        self.back_button.setText(self.tr("Settings"))
        self.set_form.label("set", self.tr("Rules about"))
        chosen = self.choice.value() or "workflow"
        self.choice.set_choices([(name, words(f"rule.{name}", lang)) for name in SETS if has_words(f"rule.{name}")])
        self.choice.set_value(chosen)
        self.save_button.setText(self.tr("Save for the office"))
        self.shipped_button.setText(self.tr("As Komar came"))
        self.scoring_words.setText(
            self.tr("How inspections are scored stands by day: new rules hold for later visits, those made keep theirs.")
        )
        self.scoring_button.setText(self.tr("Rules of scoring from a day on…"))
        for part in (self.scoring_words, self.scoring_button):
            part.setVisible(self.may)
        if self.known is not None:
            self._show(self.known)

    def shown(self, **where: object) -> None:
        if isinstance(where.get("set"), str):
            self.choice.set_value(where["set"])
        self.read()
        self.choice.setFocus()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def back(self) -> bool:
        self.context.navigate("settings")
        return True

    def save(self) -> bool:
        self.save_rules()
        return True

    def read(self) -> None:
        """Reads the set that is chosen."""
        name = self.choice.value() or "workflow"

        def known(reader: Reader) -> RuleSet:
            return rules(reader, name)

        self.context.tasks.run(known, self._show, self, key="rules")

    def _show(self, known: RuleSet) -> None:
        """A form with a field for each rule."""
        self.known = known
        self.form.setParent(None)
        self.form.deleteLater()
        self.form = Form(columns=1, parent=self.holder)
        for rule in shown_in(known):
            self.form.add(rule.path, self._field(known.name, rule), required=type(rule.value) in (int, str))
            self.form.label(rule.path, words(f"rule.{known.name}.{rule.path}", self.context.lang))
            self.form.hint(rule.path, self._source(rule))
            self.form.field(rule.path).setEnabled(self.may and rule.source != "sourced")
        self.form.set_values({rule.path: rule.value for rule in shown_in(known)})
        self.held.addWidget(self.form)
        self.form.show()
        free = self.may and any(rule.source != "sourced" for rule in shown_in(known))
        self.save_button.setVisible(free)
        self.shipped_button.setVisible(free)
        self.shipped_button.setEnabled(any(rule.own for rule in shown_in(known)))

    def _field(self, name: str, rule: Rule) -> Field:
        """A field of the rule's kind."""
        if isinstance(rule.value, bool):
            return BoolField()
        if isinstance(rule.value, int):
            high = 10**9 if rule.high is None else rule.high
            field = NumberField(low=rule.low or 0, high=high)
            field.lang = self.context.lang
            return field
        codes = LISTS.get(f"{name}.{rule.path}")
        if codes and isinstance(rule.value, str):
            return CodeField(self.context, codes, only=rule.choices)
        return CodeSetField(self.context, codes, only=rule.choices) if codes else TextField()

    def _source(self, rule: Rule) -> str:
        """Where a rule comes from, what may stand there, and what stood there before the office set it."""
        digits = self.context.language.digits
        if rule.source == "sourced":
            return self.tr("From an official text")
        parts = [
            self.tr("No national value was found; this is a proposal")
            if rule.source == "not_found"
            else self.tr("A proposal of Komar, not a rule of the ministry")
        ]
        if rule.low is not None and rule.high is not None:
            parts.append(self.tr("from {low} to {high}").format(low=digits(rule.low), high=digits(rule.high)))
        if rule.own and isinstance(rule.shipped, int) and not isinstance(rule.shipped, bool):
            parts.append(self.tr("set by the office; it was {value}").format(value=digits(rule.shipped)))
        elif rule.own:
            parts.append(self.tr("set by the office"))
        return " · ".join(parts)

    def save_rules(self) -> None:
        """Saves what was changed; what is as it came is no setting."""
        if self.known is None or not self.save_button.isVisible() or not self.form.check():
            return
        values, name = self.form.values(), self.known.name
        changed: dict[str, object] = {}
        for rule in shown_in(self.known):
            value = values[rule.path]
            if rule.source == "sourced" or _same(value, rule.value):
                continue
            changed[rule.path] = None if _same(value, rule.shipped) else value
        self._set(name, changed)

    def give_back(self) -> None:
        """Everything of this set as it came."""
        if self.known is None:
            return
        question = self.tr("Give all of these rules the values that Komar came with?")
        if self.context.dialogs.confirm(self, question, self.tr("Give them back")):
            self._set(self.known.name, {rule.path: None for rule in shown_in(self.known) if rule.own})

    def set_scoring(self) -> None:
        """Rules of scoring are dated: they are set anew from a day on."""

        def known(reader: Reader) -> tuple[tuple[Known, ...], tuple[Weighed, ...]]:
            shelf = FormShelf(self.context.folder)
            shelf.read(reader)
            return scoring_rules.listing(reader), scoring_rules.weighed(shelf, self.context.lang)

        self.context.tasks.run(known, self._ask_scoring, self, key="scoring")

    def _ask_scoring(self, found: tuple[tuple[Known, ...], tuple[Weighed, ...]]) -> None:
        """The dialog, once it is known what holds."""
        ask_scoring(self.context, self, *found, lambda: self.context.notice(self.tr("Saved on this computer.")))

    def _set(self, name: str, changed: Mapping[str, object]) -> None:
        """Saves rules of a set."""
        if not changed:
            self.context.notice(self.tr("Nothing was changed."))
            return

        def work(uow: UnitOfWork) -> None:
            for path, value in changed.items():
                set_rule(uow, name, path, value)

        def done(_: object) -> None:
            self.context.notice(self.tr("Saved on this computer."))
            self.read()

        self.context.tasks.run(work, done, self, write="rule_edit")


def _same(one: object, other: object) -> bool:
    """Whether two values of a rule are the same; the order of a set says nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return one == other and type(one) is type(other)
