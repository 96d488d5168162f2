"""What an instrument's own columns (`bind::komar:…`) say that cannot be meant, for the author of a form to see in Settings.

A form that compiles can still be a bad instrument: weights that do not add up to the full score, an item number twice, a choice
that the rules of scoring do not know, an answer saved to a field that does not exist. Nothing here stops a form; an "error"
makes results wrong, "advice" makes them poorer. Pure: what is known of rules, fields and code lists is given by the caller.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from app.domain.codelists import GROUPS
from app.domain.scoring import ALARM, ANSWERS, NOT_MET, Item, Profile
from app.forms import binds
from app.forms.blank import offered
from app.forms.model import CompiledForm, Definition

if TYPE_CHECKING:
    from app.forms.workbook import Sheet

Severity = Literal["error", "advice"]
SUBJECTS = frozenset({"case", "child", "facility", "inspection", "placement", "carer", "office"})
"""What a form may be about, by its hidden field `k_subject`."""
_SAVE = re.compile(r"(?P<new>\+?)(?P<type>[a-z][a-z0-9_]*)(?::(?P<label>[a-z0-9_]+))?\.(?P<field>[a-z][a-z0-9_]*)\Z")
_WITH_NUMBER = ("answers", "weight", "critical", "finding", "due_days", "evidence", "applies", "sample")
"""Columns that mean nothing without the item's number in `standard`."""
_PREFIX = "bind::komar:"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. Its words are `forms.check.<code>`; `row` is 0 when it is about the form as a whole."""

    code: str
    severity: Severity
    row: int = 0
    column: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    sheet: str = "survey"


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """What the checks know beside the form.

    `profile`: the rules of scoring in force, None without. `targets`: record type → fields that answers may be saved to; empty:
    not checked. `lists`: "type.field" → the codes of its list. `columns`: heading → letter of the column, see `columns_of`.
    """

    profile: Profile | None = None
    targets: Mapping[str, Collection[str]] = field(default_factory=dict)
    lists: Mapping[str, Collection[str]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


def columns_of(sheets: Mapping[str, Sheet]) -> Mapping[str, str]:
    """Heading → letter of its column in the sheet `survey` of a workbook that was read."""
    survey = sheets.get("survey")
    return {heading: survey.column(heading) for heading in survey.headings if heading} if survey else {}


def check(form: CompiledForm, known: Knowledge | None = None) -> tuple[Problem, ...]:
    """Everything that is found, by row; the same thing once."""
    found = _Check(form, known or Knowledge())
    told: list[Problem] = []
    for problem in (*found.binds(), *found.numbers(), *found.weights(), *found.items(), *found.saves(), *found.plans()):
        if problem not in told:
            told.append(problem)
    return tuple(sorted(told, key=lambda one: (one.row, one.column, one.code)))


class _Check:
    """One form with what is known."""

    def __init__(self, form: CompiledForm, known: Knowledge) -> None:
        self.form = form
        self.known = known

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """The numbered questions."""
        return binds.items(self.form)

    def _at(self, code: str, definition: Definition, column: str, severity: Severity = "error", **params: object) -> Problem:
        """A problem in the cell of a bind, or of another column when it has no prefix."""
        heading = column if ":" in column or column in ("type", "relevant") else f"{_PREFIX}{column}"
        letter = self.known.columns.get(heading, heading)
        return Problem(code, severity, definition.row, letter, {"name": definition.name, **params})

    def _choices(self, definition: Definition) -> frozenset[str] | None:
        """The values offered, when they are the same for everybody."""
        found = offered(self.form, definition, self.form.default_language)
        return None if found is None else frozenset(value for value, _ in found)

    def _meant(self, item: Item, definition: Definition) -> frozenset[str] | None:
        """The values offered by what they mean in the rules of scoring."""
        choices = self._choices(definition)
        return None if choices is None else frozenset(map(item.means, choices))

    # ---- words ----

    def binds(self) -> Iterator[Problem]:
        """Values that Komar does not know, and columns that mean nothing where they stand."""
        for definition in self.form.definitions.values():
            for name, value in definition.komar.items():
                if binds.fault(name, value):
                    yield self._at("bind_unknown", definition, name, value=value)
            group = definition.komar.get("group")
            if group and group not in GROUPS:
                yield self._at("group_unknown", definition, "group", value=group)
            if definition.komar.get("standard") and not definition.control:
                yield self._at("number_without_question", definition, "standard")
            for name in _WITH_NUMBER:
                if name in definition.komar and not definition.komar.get("standard"):
                    yield self._at("bind_without_number", definition, name, column_name=name)
            if definition.komar.get("applies") and definition.relevant is None:
                yield self._at("applies_without_relevant", definition, "applies", "advice")
        subject = next((one for one in self.form.definitions.values() if one.name == "k_subject"), None)
        if subject is not None and subject.default not in SUBJECTS:
            yield self._at("subject_unknown", subject, "type", value=subject.default)

    # ---- numbers ----

    def numbers(self) -> Iterator[Problem]:
        """Items are numbered without a gap, each number once, in the order of the form."""
        seen = Counter(item.number for item in self.all_items)
        whole: list[tuple[int, Item]] = []
        for item in self.all_items:
            definition = self.form.definitions[item.path]
            if seen[item.number] > 1:
                yield self._at("number_twice", definition, "standard", number=item.number)
            if item.number.isascii() and item.number.isdigit():
                whole.append((int(item.number), item))
        for (before, _), (number, item) in pairwise(whole):
            if number < before:
                yield self._at("number_order", self.form.definitions[item.path], "standard", "advice", number=number)
        present = {number for number, _ in whole}
        if present:
            missing = sorted(set(range(1, max(present) + 1)) - present)
            if missing and len(missing) < len(present):
                yield Problem("number_missing", "error", params={"numbers": ", ".join(map(str, missing[:10]))})

    # ---- weights ----

    def weights(self) -> Iterator[Problem]:
        """Weights add up to the full score, in all and by section; points are whole."""
        weighed, profile = [item for item in self.all_items if item.weight], self.known.profile
        if not weighed:
            return
        if profile is None:
            yield Problem("no_profile", "error", params={"form": self.form.id, "version": self.form.version})
            return
        total = sum(item.weight for item in weighed)
        if total != profile.scale:
            yield Problem("weights_sum", "error", params={"sum": total, "scale": profile.scale})
        sums: Counter[str] = Counter()
        for item in weighed:
            sums[item.section] += item.weight
            if any(item.weight * percent % 100 for percent in profile.percent.values()):
                yield self._at("points_not_whole", self.form.definitions[item.path], "weight", "advice", weight=item.weight)
        for section in sorted({*sums, *profile.sections}):
            if sums[section] != profile.sections.get(section, 0):
                wanted = profile.sections.get(section, 0)
                yield Problem("weights_section", "error", params={"section": section, "sum": sums[section], "wanted": wanted})

    # ---- items ----

    def items(self) -> Iterator[Problem]:
        """Items offer the answers that the rules know; findings have days and a place for words."""
        for item in self.all_items:
            definition = self.form.definitions[item.path]
            if item.weight or item.finding != "no":
                yield from self._scale(item, definition)
                if not item.note:
                    yield self._at("no_note", definition, "standard", "advice", number=item.number)
            else:
                choices = self._meant(item, definition)
                alarms = self.known.profile.alarm_answers if self.known.profile else frozenset({ALARM})
                if choices is not None and not alarms & choices:
                    yield self._at("no_alarm_answer", definition, "type", answers=", ".join(sorted(alarms)))
            if item.finding != "yes" and item.due_days is not None:
                yield self._at("days_without_finding", definition, "due_days", "advice", number=item.number)
            if item.finding == "yes" and item.due_days is None and self.known.profile is None:
                yield self._at("finding_without_days", definition, "due_days", "advice", number=item.number)

    def _scale(self, item: Item, definition: Definition) -> Iterator[Problem]:
        """The choices of an item: none that the rules do not know, and those that count are there."""
        choices, profile = self._meant(item, definition), self.known.profile
        if choices is None:
            if definition.control != "select1":
                yield self._at("not_one_choice", definition, "type", number=item.number)
            return
        strangers = choices - set(ANSWERS)
        if strangers:
            yield self._at("answer_unknown", definition, "type", answers=", ".join(sorted(strangers)))
        wanted = set(profile.percent) if profile and item.weight else set(NOT_MET)
        missing = wanted - choices
        if missing:
            yield self._at("answer_missing", definition, "type", answers=", ".join(sorted(missing)))

    # ---- saving ----

    def saves(self) -> Iterator[Problem]:
        """Answers are saved to fields that exist, with codes that their lists know, each field once."""
        seen: dict[str, str] = {}
        about = any(one.name == "k_subject" for one in self.form.definitions.values())
        for definition in self.form.definitions.values():
            target = definition.komar.get("save", "")
            if not target:
                continue
            if not about:
                yield self._at("save_without_subject", definition, "save")
            match = _SAVE.match(target)
            if match is None:
                yield self._at("save_unreadable", definition, "save", value=target)
                continue
            yield from self._target(definition, match["type"], match["field"], target)
            row = self._repeat(definition)
            place = f"{row}|{target}"
            if place in seen:
                yield self._at("save_twice", definition, "save", value=target, other=seen[place])
            if row and not match["new"]:
                yield self._at("save_from_repeat", definition, "save", value=target)
            seen[place] = definition.name

    def _target(self, definition: Definition, type_name: str, field_name: str, target: str) -> Iterator[Problem]:
        known = self.known.targets
        if known and field_name not in known.get(type_name, ()):
            yield self._at("save_unknown", definition, "save", value=target)
        codes, choices = self.known.lists.get(f"{type_name}.{field_name}"), self._choices(definition)
        if codes is not None and choices is not None and not choices <= set(codes):
            strangers = ", ".join(sorted(choices - set(codes)))
            yield self._at("save_choice_unknown", definition, "type", value=target, answers=strangers)

    def _repeat(self, definition: Definition) -> str:
        """The repeat around a question; "" outside."""
        above = definition.parent
        while above is not None:
            parent = self.form.definitions[above]
            if parent.kind == "repeat":
                return parent.path
            above = parent.parent
        return ""

    # ---- scores that go into a plan ----

    def plans(self) -> Iterator[Problem]:
        """Scores of domains are whole numbers, beside such as "not assessed"; a plan's rows say where they come from."""
        for definition in self.form.definitions.values():
            komar = definition.komar
            if "low" in komar and not komar.get("domain"):
                yield self._at("low_without_domain", definition, "low")
            choices = self._choices(definition) if komar.get("domain") else None
            if choices is not None and not any(choice.isdigit() for choice in choices):
                yield self._at("score_not_number", definition, "type", answers=", ".join(sorted(choices)))
            elif choices is not None and komar.get("low", "").isdigit() and komar["low"] not in choices:
                yield self._at("low_not_offered", definition, "low", value=komar["low"])
            if komar.get("carry"):
                if definition.kind != "repeat":
                    yield self._at("carry_without_repeat", definition, "carry")
                elif not any(one.name == "k_item" for one in self.form.below(definition.path)):
                    yield self._at("carry_without_item", definition, "carry", "advice")
