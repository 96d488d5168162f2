"""Filling one form: answers in, states out. Only what depends on a changed answer is computed again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from app.domain.errors import InputError
from app.forms.answers import Answer, plain, stored
from app.forms.evaluation import Choice, Evaluation
from app.forms.instance import Instance
from app.forms.model import CompiledForm, Definition
from app.forms.xpath.chance import chance
from app.forms.xpath.nodes import Node
from app.forms.xpath.values import to_truth

Result = Literal["OK", "REQUIRED_BUT_EMPTY", "CONSTRAINT_VIOLATED", "NO_SUCH_QUESTION", "NOT_ANSWERABLE", "ERROR"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one answer.

    `message` is the form's own, in the session's language, for a constraint or a required question; for ERROR it is a code:
    `not_fitting` (type or choices) or the fault of an expression. `changed` holds the keys whose value or relevance changed or
    whose label, choices, required or read-only may have.
    """

    result: Result
    message: str = ""
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """A question that stands in the way of finishing."""

    key: str
    result: Result
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState:
    """A node as the screen shows it. `definition` has type, control, appearance and Komar's binds."""

    key: str
    definition: Definition
    value: str
    relevant: bool
    readonly: bool
    required: bool
    label: str
    hint: str
    guidance: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is: questions that can be answered now, how many are, how many required ones are not."""

    key: str
    label: str
    answered: int
    total: int
    missing: int


class FormSession:
    """One filling of a form. Not for use from two threads at once.

    A node is named by its key (`/data/visit[0197…]/safe`; outside repeats simply its path) or by positions
    (`/data/visit[2]/safe[1]`).
    """

    def __init__(
        self,
        form: CompiledForm,
        answers: Mapping[str, str] | None = None,
        *,
        hidden: Mapping[str, Answer] | None = None,
        lang: str = "",
        now: Callable[[], datetime] | None = None,
        seed: int | None = None,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        """Start a new filling, or go on with one when `answers` (key → stored text) are given.

        `hidden` are values by name for the fields that Komar fills, such as k_owner; they win over stored ones, and names that
        the form does not have are left aside. `lang` is a code ("km") or the form's own name of a language. `now` gives an
        aware time; `seed` makes chance repeatable; `new_id` names new instances of repeats and must give more than digits.
        """
        self.form = form
        self._work = Evaluation(
            form,
            form.language(lang) if lang else form.default_language,
            now or (lambda: datetime.now(UTC)),
            chance(seed),
            Instance(form, new_id or (lambda: str(uuid.uuid4())), first=answers is None),
        )
        self._instance = self._work.instance
        self.strangers: dict[str, str] = {}
        """Stored answers that this version of the form has no place for; kept and given back by `answers`."""
        if answers is None:
            self._work.first_values(self._instance.root, "odk-instance-first-load")
        else:
            self._load(answers)
        self._fill_hidden(hidden or {})
        self._work.settle(form.order)

    def _load(self, answers: Mapping[str, str]) -> None:
        for key, text in answers.items():
            node = self._instance.find(key, grow=True)
            if node is None or self.form.children[node.path]:
                self.strangers[key] = text
            else:
                node.value = text

    def _fill_hidden(self, hidden: Mapping[str, Answer]) -> None:
        for name, answer in hidden.items():
            path = self.form.path_of(name)
            if path is None or self.form.definitions[path].kind != "value":
                continue
            for node in self._instance.nodes(path):
                node.value = plain(answer)

    # ---- answering ----

    def answer(self, ref: str, answer: Answer) -> Outcome:
        """Give one answer, checked as ODK does: type, choices, required, constraint. Unless OK the old value stays."""
        node, refusal = self._answerable(ref)
        if node is None:
            return Outcome(refusal)
        definition, text = self._instance.definition(node), plain(answer).strip()
        if not text:
            if self._work.holds(definition.required, node, False):
                return Outcome("REQUIRED_BUT_EMPTY", self._work.say(definition.required_message, node))
            return self._put(node, "")
        offered = None if definition.choices is None else {choice.value for choice in self._work.choices(node)}
        value = stored(definition, text if definition.type != "string" or offered is not None else plain(answer), offered)
        if value is None:
            return Outcome("ERROR", "not_fitting")
        if not self._allowed(definition, node, value):
            return Outcome("CONSTRAINT_VIOLATED", self._work.say(definition.constraint_message, node))
        return self._put(node, value)

    def clear(self, ref: str) -> Outcome:
        """Take an answer away, also of a required question: nothing is required before the end (P26)."""
        node, refusal = self._answerable(ref)
        return Outcome(refusal) if node is None else self._put(node, "")

    def _answerable(self, ref: str) -> tuple[Node | None, Result]:
        node = self._instance.find(ref)
        if node is None:
            return None, "NO_SUCH_QUESTION"
        question = self._instance.definition(node).kind == "question"
        if not question or not node.relevant or self._work.readonly(node):
            return None, "NOT_ANSWERABLE"
        return node, "OK"

    def _allowed(self, definition: Definition, node: Node, value: str) -> bool:
        """Whether the constraint holds with that value in place."""
        if definition.constraint is None:
            return True
        before, node.value = node.value, value
        try:
            return to_truth(self._work.value(definition.constraint, node))
        finally:
            node.value = before

    def _put(self, node: Node, value: str) -> Outcome:
        if node.value == value:
            return Outcome("OK")
        node.value = value
        changed = self._work.settle([node.path])
        return Outcome("OK", "", frozenset({*changed, self._instance.key(node)}))

    def fill(self, answers: Mapping[str, object]) -> Mapping[str, Outcome]:
        """Answer by names, groups flat, repeats as lists of objects; outcome by name or key. Names come in the form's order."""
        return self._fill(answers, self._instance.root)

    def _fill(self, answers: Mapping[str, object], inside: Node) -> dict[str, Outcome]:
        outcomes: dict[str, Outcome] = {name: Outcome("NO_SUCH_QUESTION") for name in answers}
        for definition in self.form.below(inside.path):
            if definition.name not in answers or outcomes[definition.name].result == "OK":
                continue
            answer, holder = answers[definition.name], self._holder(definition, inside)
            if holder is None:
                continue
            if definition.kind == "repeat" and isinstance(answer, list):
                outcomes[definition.name] = Outcome("OK")
                present = holder.named(definition.name)
                for number, row in enumerate(answer):
                    there = present[number] if number < len(present) else None
                    added = (
                        self._instance.key(there)
                        if there
                        else self.add_repeat(f"{self._instance.key(holder)}/{definition.name}")
                    )
                    outcomes |= {f"{added}/{name}": found for name, found in self._fill(dict(row), self.node(added)).items()}
            elif definition.kind in ("question", "value"):
                node = next(iter(holder.named(definition.name)))
                outcomes[definition.name] = self.answer(self._instance.key(node), _as_answer(answer))
        return outcomes

    def _holder(self, definition: Definition, inside: Node) -> Node | None:
        """The one node that holds a definition, below `inside` without going into a further repeat."""
        holders = [node for node in self._instance.nodes(definition.parent or "") if inside in node.ancestors()]
        return holders[0] if len(holders) == 1 else None

    # ---- repeats ----

    def add_repeat(self, ref: str) -> str:
        """Add an instance at the end of a repeat, named by its parent's key and its name; the new instance's key."""
        above, _, name = ref.rstrip("/").rpartition("/")
        parent = self._instance.find(above)
        definition = None if parent is None else self.form.definitions.get(f"{parent.path}/{name.partition('[')[0]}")
        if parent is None or definition is None or definition.kind != "repeat" or definition.count is not None:
            raise InputError("form_no_such_repeat", field=ref)
        node = self._work.grow(definition, parent)
        self._work.settle([definition.path, *(below.path for below in self.form.below(definition.path))])
        return self._instance.key(node)

    def remove_repeat(self, ref: str) -> None:
        """Take an instance of a repeat away with all its answers."""
        node = self._instance.find(ref)
        if node is None or not node.repeat or self._instance.definition(node).count is not None:
            raise InputError("form_no_such_repeat", field=ref)
        self._instance.remove_repeat(node)
        self._work.settle([node.path, *(below.path for below in self.form.below(node.path))])

    def restore_repeat(self, key: str, answers: Mapping[str, str], place: int) -> None:
        """Bring back an instance that was removed: its key, its answers by key, its place among the others from 0."""
        if self._instance.find(key) is not None:
            raise InputError("form_no_such_repeat", field=key)
        node = self._instance.find(key, grow=True)
        if node is None or node.parent is None:
            raise InputError("form_no_such_repeat", field=key)
        for one, text in answers.items():
            below = self._instance.find(one, grow=True)
            if below is not None:
                below.value = text
        others = [other for other in node.parent.named(node.name) if other is not node]
        if place < len(others):
            node.parent.children.remove(node)
            node.parent.children.insert(node.parent.children.index(others[place]), node)
        self._work.settle([node.path, *(below.path for below in self.form.below(node.path))])

    # ---- looking ----

    @property
    def language(self) -> str:
        """The form's name of the language in use."""
        return self._work.language

    def set_language(self, lang: str) -> None:
        """Read labels, hints, choices and messages in another language from now on; answers stay."""
        self._work.language = self.form.language(lang)

    def node(self, ref: str) -> Node:
        """The node of a key; raises InputError when there is none. For reading only."""
        node = self._instance.find(ref)
        if node is None:
            raise InputError("form_no_such_question", field=ref)
        return node

    def state(self, ref: str) -> QuestionState:
        """One node as the screen shows it."""
        return self._state(self.node(ref))

    def states(self, section: str = "") -> tuple[QuestionState, ...]:
        """All nodes in document order, or those of one section (its key)."""
        start = self.node(section) if section else self._instance.root
        return tuple(self._state(node) for node in self._instance.in_order() if start in node.ancestors())

    def _state(self, node: Node) -> QuestionState:
        definition = self._instance.definition(node)
        return QuestionState(
            key=self._instance.key(node),
            definition=definition,
            value=node.value,
            relevant=node.relevant,
            readonly=self._work.readonly(node),
            required=self._work.holds(definition.required, node, False),
            label=self._work.say(definition.label, node),
            hint=self._work.say(definition.hint, node),
            guidance=self._work.say(definition.guidance, node),
        )

    def position_ref(self, ref: str) -> str:
        """A key written by positions, as the form runner prints it."""
        return self._instance.position_ref(self.node(ref))

    def value(self, ref: str) -> str:
        """The stored text of a node; empty without an answer."""
        return self.node(ref).value

    def choices(self, ref: str) -> tuple[Choice, ...]:
        """The choices that are offered now."""
        return self._work.choices(self.node(ref))

    def label(self, ref: str) -> str:
        """A node's label in the session's language."""
        return self.state(ref).label

    def hint(self, ref: str) -> str:
        """A node's hint in the session's language."""
        return self.state(ref).hint

    @property
    def faults(self) -> Mapping[str, str]:
        """Key → fault of expressions that could not be evaluated with the present answers."""
        return self._work.faults

    # ---- finishing ----

    def validate(self) -> tuple[Problem, ...]:
        """Every relevant question that is required and empty, or whose constraint does not hold, in document order."""
        problems: list[Problem] = []
        for node in self._instance.in_order():
            definition = self._instance.definition(node)
            if definition.kind != "question" or not node.relevant:
                continue
            key = self._instance.key(node)
            if not node.value:
                if self._work.holds(definition.required, node, False):
                    problems.append(Problem(key, "REQUIRED_BUT_EMPTY", self._work.say(definition.required_message, node)))
            elif not self._allowed(definition, node, node.value):
                problems.append(Problem(key, "CONSTRAINT_VIOLATED", self._work.say(definition.constraint_message, node)))
        return tuple(problems)

    def progress(self) -> tuple[Progress, ...]:
        """One entry a section that is relevant."""
        found: list[Progress] = []
        for section in self.form.sections:
            for start in self._instance.nodes(section.path):
                if start.relevant:
                    found.append(self._progress(section, start))
        return tuple(found)

    def _progress(self, section: Definition, start: Node) -> Progress:
        answered = total = missing = 0
        for node in start.walk():
            definition = self._instance.definition(node)
            if definition.kind != "question" or not node.relevant or self._work.readonly(node):
                continue
            total += 1
            answered += bool(node.value)
            missing += not node.value and self._work.holds(definition.required, node, False)
        return Progress(self._instance.key(start), self._work.say(section.label, start), answered, total, missing)

    def answers(self, *, relevant_only: bool = False, calculated: bool = False) -> Mapping[str, str]:
        """Key → stored text of everything answered or filled in, for storing.

        While editing, answers that are not relevant now are kept; `relevant_only` leaves them out, as ODK does at the end.
        `calculated` adds what the form computes, which need not be stored.
        """

        def keep(definition: Definition, node: Node) -> bool:
            return (calculated or definition.calculate is None) and (not relevant_only or node.relevant)

        return {**({} if relevant_only else self.strangers), **self._instance.answers(keep)}


def _as_answer(answer: object) -> Answer:
    """A value from JSON as an answer; what no question can take becomes its text and is refused there."""
    if answer is None or isinstance(answer, str | bool | int | float):
        return answer
    if isinstance(answer, list):
        return [str(part) for part in answer]
    return str(answer)
