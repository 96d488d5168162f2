"""Conditions in words for paper: with which choices of one question another is asked.

Found by trying, not by reading the expression: each choice is given as the only answer, and the condition is evaluated. So
`= 'no'`, `!= 'yes'`, `selected(..)` and chains of them are all understood, and what is not that simple has no words.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.forms import blank
from app.forms.instance import Instance
from app.forms.model import CompiledForm, Definition
from app.forms.xpath.context import Context, Environment
from app.forms.xpath.values import XPathError, to_truth

MOST_CHOICES = 40
"""Longer lists are not tried (inferred: nobody reads more than a few words of a hint)."""
_CHOSEN = frozenset({"select1", "select"})


@dataclass(frozen=True, slots=True)
class Condition:
    """The question at `path` decides; `choices` are values and labels with which the other is asked, in the form's order.

    With `answered` every choice will do.
    """

    path: str
    choices: tuple[tuple[str, str], ...]
    answered: bool = False
    others: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """The choices with which it is not asked."""


class Conditions:
    """The simple conditions of one form in one language."""

    def __init__(self, form: CompiledForm, language: str) -> None:
        """`language` is the form's name of it, see `CompiledForm.language`."""
        self._form = form
        self._language = language
        self._sources: dict[str, set[str]] = {}
        for source, targets in form.feeds.items():
            for target in targets:
                self._sources.setdefault(target, set()).add(source)

    def of(self, definition: Definition) -> Condition | None:
        """The condition of a question or group; None without one, or when it is more than the choice of one question."""
        if definition.relevant is None or definition.calculate is not None:
            return None
        asked = [self._form.definitions[path] for path in self.sources(definition) if path in self._form.definitions]
        if len(asked) != 1 or asked[0].kind != "question" or asked[0].control not in _CHOSEN:
            return None
        offered = blank.offered(self._form, asked[0], self._language)
        if not offered or len(offered) > MOST_CHOICES:
            return None
        met = self._met(definition, asked[0], [value for value, _ in offered])
        if met is None or not met:
            return None
        chosen = tuple(pair for pair in offered if pair[0] in met)
        others = tuple(pair for pair in offered if pair[0] not in met)
        return Condition(asked[0].path, chosen, not others, others)

    def sources(self, definition: Definition) -> frozenset[str]:
        """The paths that decide whether it is asked; also those of its value when it computes one."""
        above = definition.parent or ""
        return frozenset(path for path in self._sources.get(definition.path, ()) if path != above)

    def _met(self, definition: Definition, asked: Definition, values: Sequence[str]) -> Set[str] | None:
        """The values with which it is asked; None when it is asked without an answer, or when that cannot be told."""
        tree = Instance(self._form, lambda: "1", first=False)
        for path in _repeats_around(self._form, definition, asked):
            _grow(self._form, tree, path)
        here, there = tree.nodes(definition.path), tree.nodes(asked.path)
        if not here or not there or definition.relevant is None:
            return None
        env = Environment(tree.root, lambda: datetime.now(UTC), self._form.instances)
        try:
            if to_truth(definition.relevant.evaluate(Context(here[0], env, here[0]))):
                return None
            met: set[str] = set()
            for value in values:
                there[0].value = value
                if to_truth(definition.relevant.evaluate(Context(here[0], env, here[0]))):
                    met.add(value)
            return met
        except XPathError:
            return None


def _repeats_around(form: CompiledForm, *definitions: Definition) -> list[str]:
    """The repeats around some nodes, the outermost first, each once."""
    found: dict[str, None] = {}
    for definition in definitions:
        above: list[str] = []
        parent: str | None = definition.path
        while parent is not None:
            if form.definitions[parent].kind == "repeat":
                above.append(parent)
            parent = form.definitions[parent].parent
        found.update(dict.fromkeys(reversed(above)))
    return list(found)


def _grow(form: CompiledForm, tree: Instance, path: str) -> None:
    """One instance of a repeat, in the first instance of what is around it."""
    parents = tree.nodes(form.definitions[path].parent or "")
    if parents and not tree.nodes(path):
        tree.add_repeat(form.definitions[path], parents[0], "1")
