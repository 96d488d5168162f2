"""Attributes of nodes while a form is filled: computed ones, those that actions set, and the ids of entities."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.forms.model import Action, Definition
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression
from app.forms.xpath.values import Value, first, to_text

if TYPE_CHECKING:
    from app.forms.evaluation import Evaluation


def attribute_text(value: Value) -> str:
    """The text of a computed attribute: what is true is 1 and what is not 0, as JavaRosa writes it."""
    single = first(value)
    if isinstance(single, bool):
        return "1" if single else "0"
    text = to_text(single)
    return "" if text == "NaN" else text


def attribute_node(node: Node, name: str) -> Node:
    """An attribute as a node one step below its element, where its expressions start."""
    found = Node(f"@{name}", None, node.attributes.get(name, ""))
    found.parent, found.path, found.relevant = node, f"{node.path}/@{name}", node.relevant
    return found


def set_attribute(work: Evaluation, node: Node, name: str, expression: Expression) -> bool:
    """Set an attribute from an expression; whether it is another than before."""
    entity = name == "id" and node.path.endswith("/meta/entity") and expression.text.strip() == "uuid()"
    found = entity_id(work, node) if entity else attribute_text(work.value(expression, attribute_node(node, name)))
    if node.attributes.get(name) == found:
        return False
    node.attributes = {**node.attributes, name: found}
    return True


def compute_attributes(work: Evaluation, definition: Definition, node: Node) -> bool:
    """The attributes of a node that the form computes; whether one changed."""
    changed = [set_attribute(work, node, name, expression) for name, expression in definition.computed.items()]
    return any(changed)


def split(target: str) -> tuple[str, str]:
    """The path of an action's target and its attribute, "" when the node itself is set."""
    path, _, name = target.partition("/@")
    return path, name


def set_again(work: Evaluation, start: Node) -> None:
    """Attributes that were set when a filling or an instance began, after it was read from stored answers: these have none."""
    for node in start.walk():
        for action in _beginning(work.instance.definition(node).actions):
            set_attribute(work, node, split(action.target)[1], action.value)


def _beginning(actions: tuple[Action, ...]) -> Iterator[Action]:
    return (action for action in actions if action.event != "xforms-value-changed" and split(action.target)[1])


def entity_id(work: Evaluation, node: Node) -> str:
    """The id of an entity that a filling makes: a UUID that follows from the filling's own id and the place of the entity.

    So it is the same whenever the filling is opened again. By chance when the filling has no id.
    """
    of_filling = next((found.value for found in work.instance.nodes(f"{work.form.root.path}/meta/instanceID")), "")
    if not of_filling:
        return to_text(work.value(Expression("uuid()"), node))
    digest = hashlib.sha256(f"{of_filling} {work.instance.key(node)}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))
