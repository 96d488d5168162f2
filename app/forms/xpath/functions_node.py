"""Functions over nodes: instances, positions, repeats, shuffles."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from app.forms.xpath.chance import Seeded
from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions import Function, of_values
from app.forms.xpath.nodes import Node
from app.forms.xpath.values import Day, Moment, Nodes, Value, XPathError, first, is_number, to_number, to_text


def _nodes(value: Value, name: str) -> Nodes:
    if not isinstance(value, tuple):
        raise XPathError("not_nodes", name)
    return value


def _position(context: Context, arguments: Sequence[Run]) -> Value:
    """The context's place in its node-set, or the place of a node among its siblings of the same name; 0 of no node."""
    if not arguments:
        return float(context.position or context.node.position())
    nodes = _nodes(arguments[0](context), "position")
    return float(nodes[0].position()) if nodes else 0.0


def _list(context: Context, name: str) -> Node:
    """The instance of that name; raises XPathError."""
    root = context.env.instances.get(name)
    if root is None:
        raise XPathError("unknown_instance", name[:60])
    return root


def _instance(context: Context, arguments: Sequence[Run]) -> Value:
    return (_list(context, to_text(arguments[0](context))),)


def _by_the_compiler(context: Context, arguments: Sequence[Run]) -> Value:
    """Its arguments are paths that must not be evaluated where they stand; see `paths.compile_indexed_repeat`."""
    raise XPathError("not_nodes", "indexed-repeat")


def _randomize(context: Context, arguments: Sequence[Run]) -> Value:
    """The nodes in a shuffled order. A seed gives the same order everywhere: Park and Miller's numbers, as ODK prescribes."""
    source = context.env.chance
    if len(arguments) > 1:
        source = Seeded(_seed(arguments[1](context)))
    nodes: list[Node] = []
    for place, node in enumerate(_nodes(arguments[0](context), "randomize")):
        other = int(source.random() * (place + 1))
        nodes.append(node)
        nodes[place], nodes[other] = nodes[other], node
    return tuple(nodes)


def _seed(value: Value) -> int:
    """A whole number; of a text that is no number, the first eight bytes of its SHA-256, as JavaRosa takes them; 0 of none."""
    single = first(value)
    if not isinstance(single, str) or isinstance(single, Day | Moment) or is_number(single):
        number = to_number(single)
    elif single == "":
        return 0
    else:
        return int.from_bytes(hashlib.sha256(single.encode("utf-8", "replace")).digest()[:8], "big", signed=True)
    return 0 if number != number else int(max(-(2.0**63), min(2.0**63 - 1, number)))


def _pulldata(context: Context, arguments: Sequence[Run]) -> Value:
    """pulldata(instance, column, key column, key): the cell of the first row whose key column holds the key."""
    name, column, key_column, key = (to_text(argument(context)) for argument in arguments)
    above = _list(context, name.removesuffix(".csv") if name not in context.env.instances else name)
    for parent in [above] if above.named("item") else above.children[:1]:
        for row in parent.matching(key_column, key):
            if row.named(key_column):
                return next((cell.value for cell in row.named(column)), "")
    return ""


def _name(context: Context, arguments: Sequence[Run]) -> Value:
    if not arguments:
        return context.node.name
    nodes = _nodes(arguments[0](context), "name")
    return nodes[0].name.removeprefix("@") if nodes else ""


def _namespace(context: Context, arguments: Sequence[Run]) -> Value:
    """A form's nodes are told apart by their names alone."""
    if arguments:
        _nodes(arguments[0](context), "namespace-uri")
    return ""


def _filled(value: Value) -> Value:
    """Nodes with a value, and groups with something inside them."""
    return float(sum(1 for node in _nodes(value, "count-non-empty") if node.value or node.children))


NODE: Mapping[str, Function] = {
    "position": Function(0, 1, _position),
    "last": Function(0, 0, lambda context, _: float(context.size or 1)),
    "count": of_values(1, 1, lambda value: float(len(_nodes(value, "count")))),
    "count-non-empty": of_values(1, 1, _filled),
    "instance": Function(1, 1, _instance),
    "current": Function(0, 0, lambda context, _: (context.current,)),
    "indexed-repeat": Function(3, 11, _by_the_compiler, odd=1),
    "randomize": Function(1, 2, _randomize),
    "pulldata": Function(4, 4, _pulldata),
    "name": Function(0, 1, _name),
    "local-name": Function(0, 1, _name),
    "namespace-uri": Function(0, 1, _namespace),
    "depend": of_values(1, None, lambda value, *_: value),
}
