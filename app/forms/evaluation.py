"""The working part of a session: evaluates expressions over the answers and keeps values and relevance settled."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.forms.answers import computed
from app.forms.instance import Instance
from app.forms.model import CompiledForm, Definition, Phrase, Texts
from app.forms.xpath.chance import Chance
from app.forms.xpath.context import Context, Environment
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression, nodes_of
from app.forms.xpath.values import Value, XPathError, to_number, to_text, to_truth

_MOST_ROUNDS = 20
"""Rounds in which filtered choices may clear one another before we stop (inferred; chains in real forms have under ten)."""
_MOST_REPEATS = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as it is offered now."""

    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict)
    """image, big-image, audio, video → the name of the file."""


class Evaluation:
    """Answers, their states, and the language in which texts are read."""

    def __init__(
        self, form: CompiledForm, language: str, now: Callable[[], datetime], chance: Chance, instance: Instance
    ) -> None:
        self.form = form
        self.language = language
        self.instance = instance
        self.faults: dict[str, str] = {}
        """Key → fault, for expressions that could not be evaluated; their result counts as empty."""
        self.env = Environment(self.instance.root, now, form.instances, chance, self)
        self._place = {path: number for number, path in enumerate(form.order)}
        self._filtered = tuple(d.path for d in form.definitions.values() if d.choices is not None and d.choices.filtered)
        self._offered: dict[tuple[str, str], tuple[Choice, ...]] = {}

    # ---- expressions ----

    def value(self, expression: Expression, node: Node) -> Value:
        """The value of an expression that belongs to a node; empty, with a fault noted, when it cannot be evaluated."""
        try:
            return expression.evaluate(Context(node, self.env, node))
        except XPathError as error:
            self.faults[self.instance.key(node)] = str(error)
            return ""

    def holds(self, expression: Expression | None, node: Node, otherwise: bool) -> bool:
        """The truth of a condition; `otherwise` when there is none."""
        return otherwise if expression is None else to_truth(self.value(expression, node))

    def readonly(self, node: Node) -> bool:
        """Whether the node, or a group around it, may not be answered."""
        above = (self.instance.definition(part) for part in node.ancestors())
        return any(self.holds(item.readonly, part, False) for item, part in zip(above, node.ancestors(), strict=True))

    # ---- texts ----

    def say(self, texts: Texts, node: Node) -> str:
        """A text in the language of the session, else in the form's default, with the values inside it filled in."""
        phrase = texts.get(self.language) or texts.get(self.form.default_language) or texts.get("")
        if phrase is None:
            phrase = next(iter(texts.values()), None)
        return "" if phrase is None else self._fill(phrase, node)

    def _fill(self, phrase: Phrase, node: Node) -> str:
        return "".join(part if isinstance(part, str) else to_text(self.value(part, node)) for part in phrase.parts)

    def text_of(self, text_id: str) -> str:
        """For `jr:itext`."""
        return self.say(self.form.texts.get(text_id, {}), self.instance.root)

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """For `jr:choice-name`."""
        same = next((other for other in self.instance.nodes(path) if other.parent is node.parent), None)
        owner = same or next(iter(self.instance.nodes(path)), None)
        if owner is None:
            return ""
        return next((choice.label for choice in self.choices(owner) if choice.value == value), "")

    def choices(self, node: Node) -> tuple[Choice, ...]:
        """The choices of a question as they are offered now; empty for other nodes."""
        found = self.instance.definition(node).choices
        if found is None:
            return ()
        kept = (node.path, self.language)
        if not found.filtered and kept in self._offered:
            return self._offered[kept]
        try:
            rows = nodes_of(found.nodes.evaluate(Context(node, self.env, node)))
            choices = tuple(
                Choice(
                    next((cell.value for cell in row.named(found.value)), ""),
                    to_text(found.label.evaluate(Context(row, self.env, row))),
                )
                for row in rows
            )
        except XPathError as error:
            self.faults[self.instance.key(node)] = str(error)
            return ()
        if not found.filtered:
            self._offered[kept] = choices
        return choices

    # ---- keeping settled ----

    def settle(self, paths: Iterable[str]) -> set[str]:
        """Compute these paths and whatever depends on what changes; the keys that changed or may look different."""
        touched: set[str] = set()
        waiting = set(paths)
        for _ in range(_MOST_ROUNDS):
            changed = self._propagate(waiting, touched)
            waiting = self._clear_not_offered(changed, touched)
            if not waiting:
                break
        return touched

    def _propagate(self, paths: set[str], touched: set[str]) -> set[str]:
        """One pass in the order of dependence; the paths that changed."""
        queue = sorted(self._place[path] for path in paths)
        queued, changed = set(queue), set(paths)
        while queue:
            path = self.form.order[heapq.heappop(queue)]
            if path not in paths and not self._refresh(path, touched):
                continue
            if path in paths:
                self._refresh(path, touched)
            changed.add(path)
            for fed in self.form.feeds[path]:
                place = self._place[fed]
                if place not in queued:
                    queued.add(place)
                    heapq.heappush(queue, place)
            for shown in self.form.shows[path]:
                touched.update(self.instance.key(node) for node in self.instance.nodes(shown))
        return changed

    def _refresh(self, path: str, touched: set[str]) -> bool:
        """Relevance and calculation of every node of a path; whether anything changed."""
        definition, changed = self.form.definitions[path], False
        if definition.kind == "repeat" and definition.count is not None:
            changed = self._match_count(definition, touched)
        for node in self.instance.nodes(path):
            before = (node.relevant, node.value)
            own = self.holds(definition.relevant, node, True)
            node.relevant = own and (node.parent is None or node.parent.relevant)
            if definition.calculate is not None:
                node.value = computed(definition, self.value(definition.calculate, node))
            if (node.relevant, node.value) != before:
                changed = True
                touched.add(self.instance.key(node))
        return changed

    def _match_count(self, definition: Definition, touched: set[str]) -> bool:
        """Make as many instances as the form counts."""
        changed = False
        for parent in self.instance.nodes(definition.parent or ""):
            number = to_number(self.value(definition.count, parent)) if definition.count else 0.0
            wanted = int(min(max(number, 0), _MOST_REPEATS)) if number == number else 0
            own = parent.named(definition.name)
            changed = changed or len(own) != wanted
            for node in own[wanted:]:
                touched.add(self.instance.key(node))
                self.instance.remove_repeat(node)
            for _ in range(len(own), wanted):
                touched.update(self.instance.key(new) for new in self.grow(definition, parent).walk())
        return changed

    def grow(self, definition: Definition, parent: Node) -> Node:
        """A new instance of a repeat with its first values."""
        node = self.instance.add_repeat(definition, parent)
        self.first_values(node, "odk-new-repeat")
        return node

    def first_values(self, start: Node, event: str) -> None:
        """Defaults, metadata and actions of an event for everything from `start` down."""
        for node in list(start.walk()):
            definition = self.instance.definition(node)
            node.value = definition.default
            if definition.preload[0]:
                node.value = self._preloaded(definition)
            for action in definition.actions:
                if action.event == event:
                    node.value = computed(definition, self.value(action.value, node))

    def _preloaded(self, definition: Definition) -> str:
        kind = definition.preload[0]
        name = {"uid": "concat('uuid:', uuid())", "date": "today()", "timestamp": "now()"}[kind]
        return computed(definition, self.value(Expression(name), self.instance.root))

    def _clear_not_offered(self, changed: set[str], touched: set[str]) -> set[str]:
        """Clear answers that a filter no longer offers; the paths where that happened."""
        cleared: set[str] = set()
        for path in self._filtered:
            if not any(path in self.form.shows[source] for source in changed):
                continue
            for node in self.instance.nodes(path):
                if node.value and node.relevant:
                    offered = {choice.value for choice in self.choices(node)}
                    kept = " ".join(value for value in node.value.split() if value in offered)
                    if kept != node.value:
                        node.value = kept
                        touched.add(self.instance.key(node))
                        cleared.add(path)
        return cleared
