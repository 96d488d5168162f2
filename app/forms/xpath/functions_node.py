"""Functions over nodes: instances, positions, repeats, shuffles."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence

from app.forms.xpath.chance import Seeded
from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions import Function, of_values
from app.forms.xpath.nodes import Node
from app.forms.xpath.values import Nodes, Value, XPathError, to_number, to_text


def _nodes(value: Value) -> Nodes:
    if not isinstance(value, tuple):
        raise XPathError("not_nodes", to_text(value)[:40])
    return value


def _position(context: Context, arguments: Sequence[Run]) -> Value:
    """The context's place in its node-set, or the place of a node among its siblings of the same name."""
    if not arguments:
        return float(context.position)
    nodes = _nodes(arguments[0](context))
    return float(nodes[0].position()) if nodes else math.nan


def _instance(context: Context, arguments: Sequence[Run]) -> Value:
    name = to_text(arguments[0](context))
    root = context.env.instances.get(name)
    if root is None:
        raise XPathError("unknown_instance", name)
    return (root,)


def _indexed_repeat(context: Context, arguments: Sequence[Run]) -> Value:
    """indexed-repeat(node, repeat, number[, inner repeat, number …]): the node inside those instances."""
    if len(arguments) % 2 == 0:
        raise XPathError("arguments", "indexed-repeat")
    targets = _every(arguments[0], context)
    for repeats, place in zip(arguments[1::2], arguments[2::2], strict=True):
        number = to_number(place(context))
        wanted = {id(node) for node in _every(repeats, context) if node.position() == number}
        targets = [node for node in targets if any(id(above) in wanted for above in node.ancestors())]
    return tuple(targets[:1])


def _every(argument: Run, context: Context) -> list[Node]:
    """All nodes with the path that the argument means, in every instance of the repeats above them."""
    found = argument(Context(context.env.root, context.env, context.env.root)) or argument(context)
    paths = {node.path for node in _nodes(found)}
    return [node for node in context.env.root.walk() if node.path in paths]


def _randomize(context: Context, arguments: Sequence[Run]) -> Value:
    """The nodes in a shuffled order. A seed gives the same order everywhere: Park and Miller's numbers, as ODK prescribes."""
    source = context.env.chance
    if len(arguments) > 1:
        source = Seeded(_seed(arguments[1](context)))
    nodes: list[Node] = []
    for place, node in enumerate(_nodes(arguments[0](context))):
        other = int(source.random() * (place + 1))
        nodes.append(node)
        nodes[place], nodes[other] = nodes[other], node
    return tuple(nodes)


def _seed(value: Value) -> int:
    """A whole number; of a text that is no number, the first eight bytes of its SHA-256, as ODK takes them."""
    number = to_number(value)
    if math.isfinite(number):
        return int(number)
    return int.from_bytes(hashlib.sha256(to_text(value).encode()).digest()[:8], "big", signed=True)


def _pulldata(context: Context, arguments: Sequence[Run]) -> Value:
    """pulldata(instance, column, key column, key): the cell of the first row whose key column holds the key."""
    name, column, key_column, key = (to_text(argument(context)) for argument in arguments)
    root = context.env.instances.get(name)
    if root is None:
        raise XPathError("unknown_instance", name)
    for row in root.walk():
        if any(cell.name == key_column and cell.value == key for cell in row.children):
            return next((cell.value for cell in row.children if cell.name == column), "")
    return ""


def _name(context: Context, arguments: Sequence[Run]) -> Value:
    if not arguments:
        return context.node.name
    nodes = _nodes(arguments[0](context))
    return nodes[0].name if nodes else ""


def _filled(value: Value) -> Value:
    return float(sum(1 for node in _nodes(value) if node.value))


NODE: Mapping[str, Function] = {
    "position": Function(0, 1, _position),
    "last": Function(0, 0, lambda context, _: float(context.size)),
    "count": of_values(1, 1, lambda value: float(len(_nodes(value)))),
    "count-non-empty": of_values(1, 1, _filled),
    "instance": Function(1, 1, _instance),
    "current": Function(0, 0, lambda context, _: (context.current,)),
    "indexed-repeat": Function(3, 7, _indexed_repeat),
    "randomize": Function(1, 2, _randomize),
    "pulldata": Function(4, 4, _pulldata),
    "name": Function(0, 1, _name),
    "local-name": Function(0, 1, _name),
}
