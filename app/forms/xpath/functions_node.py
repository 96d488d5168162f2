"""Functions over nodes: instances, positions, repeats, shuffles."""

from __future__ import annotations

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
    nodes = list(_nodes(arguments[0](context)))
    source = context.env.chance
    if len(arguments) > 1:
        seed = to_number(arguments[1](context))
        source = Seeded(int(seed) if math.isfinite(seed) else 0)
    for place in range(len(nodes) - 1, 0, -1):
        other = int(source.random() * (place + 1))
        nodes[place], nodes[other] = nodes[other], nodes[place]
    return tuple(nodes)


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
    return float(sum(1 for node in _nodes(value) if node.text()))


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
