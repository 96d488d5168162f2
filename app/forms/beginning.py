"""The values that nobody types: metadata, and what is set when a filling or an instance of a repeat begins or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.answers import computed
from app.forms.attributes import set_attribute, split
from app.forms.model import Definition
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression, expression

if TYPE_CHECKING:
    from app.forms.evaluation import Evaluation

_COMPUTED = {"uid": "concat('uuid:', uuid())", "date": "today()", "timestamp": "now()"}


def preload(work: Evaluation, start: Node) -> None:
    """Metadata of everything from `start` down."""
    for node in start.walk():
        definition = work.instance.definition(node)
        if definition.preload[0]:
            node.value = _preloaded(work, definition)


def _preloaded(work: Evaluation, definition: Definition) -> str:
    kind, parameter = definition.preload
    if kind == "property":
        return work.env.properties.get(parameter, "")
    if kind not in _COMPUTED or parameter == "end":
        return definition.default
    return computed(definition, work.value(_expression(kind), work.instance.root))


def _expression(kind: str) -> Expression:
    return expression(_COMPUTED[kind])


def stamp_end(work: Evaluation) -> None:
    """Set the times that end a filling."""
    for path, definition in work.form.definitions.items():
        if definition.preload == ("timestamp", "end"):
            for node in work.instance.nodes(path):
                node.value = computed(definition, work.value(_expression("timestamp"), node))


def run_actions(work: Evaluation, start: Node, event: str) -> None:
    """The actions of an event for everything from `start` down, each with what depends on it."""
    for node in list(start.walk()):
        definition = work.instance.definition(node)
        for action in definition.actions:
            attribute = split(action.target)[1]
            if action.event == event and attribute:
                set_attribute(work, node, attribute, action.value)
                work.settle([node])
            elif action.event == event:
                node.value = computed(definition, work.value(action.value, node))
                work.settle([node])
