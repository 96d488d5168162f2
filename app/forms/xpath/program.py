"""Syntax trees made into closures, once for each expression."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from app.forms.xpath.context import Context, Run
from app.forms.xpath.library import FUNCTIONS
from app.forms.xpath.nodes import Node
from app.forms.xpath.syntax import Call, Chain, Literal, Negation, Number, Path, Step, Tree, parse
from app.forms.xpath.values import Nodes, Value, XPathError, atom, to_number, to_text, to_truth


class Expression:
    """An expression with its text, tree and compiled form."""

    __slots__ = ("_run", "text", "tree")

    def __init__(self, text: str) -> None:
        """Parse and compile; raises XPathError."""
        self.text = text
        self.tree = parse(text)
        self._run = _compile(self.tree)

    def evaluate(self, context: Context) -> Value:
        """The value in that context; raises XPathError for what cannot be evaluated, such as a broken pattern of `regex`."""
        return self._run(context)


@lru_cache(maxsize=4096)
def expression(text: str) -> Expression:
    """The expression of a text, compiled once for the whole programme."""
    return Expression(text)


def _compile(tree: Tree) -> Run:
    if isinstance(tree, Number | Literal):
        constant: Value = tree.value
        return lambda context: constant
    if isinstance(tree, Negation):
        operand = _compile(tree.operand)
        return lambda context: -to_number(operand(context))
    if isinstance(tree, Chain):
        return _chain(tree)
    if isinstance(tree, Call):
        return _call(tree)
    return _path(tree)


def _call(tree: Call) -> Run:
    function = FUNCTIONS.get(tree.name)
    if function is None:
        raise XPathError("unknown_function", tree.name)
    count = len(tree.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        raise XPathError("arguments", tree.name)
    arguments = tuple(_compile(argument) for argument in tree.arguments)
    run = function.run
    return lambda context: run(context, arguments)


def _chain(tree: Chain) -> Run:
    first = _compile(tree.first)
    operators = {operator for operator, _ in tree.rest}
    rest = [(operator, _compile(operand)) for operator, operand in tree.rest]
    if operators == {"or"}:
        operands = [first, *(run for _, run in rest)]
        return lambda context: any(to_truth(run(context)) for run in operands)
    if operators == {"and"}:
        operands = [first, *(run for _, run in rest)]
        return lambda context: all(to_truth(run(context)) for run in operands)
    steps = [(_BINARY[operator], operand) for operator, operand in rest]

    def fold(context: Context) -> Value:
        value = first(context)
        for operation, operand in steps:
            value = operation(value, operand(context))
        return value

    return fold


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


def _arithmetic(operation: Callable[[float, float], float]) -> Callable[[Value, Value], Value]:
    def run(left: Value, right: Value) -> Value:
        try:
            return operation(to_number(left), to_number(right))
        except OverflowError:
            return math.nan

    return run


def _equal_atoms(left: float | str | bool, right: float | str | bool) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return abs(to_number(left) - to_number(right)) < 1e-12 or to_number(left) == to_number(right)
    return left == right


def _atoms(value: Value) -> Sequence[float | str | bool]:
    """The single values to compare: a node-set by its texts, and an empty one as the empty answer that forms mean by it."""
    if isinstance(value, tuple):
        return [atom(node) for node in value] or [""]
    return [value]


def _equality(wanted: bool) -> Callable[[Value, Value], Value]:
    def run(left: Value, right: Value) -> Value:
        return any(_equal_atoms(one, other) is wanted for one in _atoms(left) for other in _atoms(right))

    return run


def _order(operation: Callable[[float, float], bool]) -> Callable[[Value, Value], Value]:
    def run(left: Value, right: Value) -> Value:
        return any(operation(to_number(one), to_number(other)) for one in _atoms(left) for other in _atoms(right))

    return run


_BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "=": _equality(True),
    "!=": _equality(False),
    "<": _order(lambda left, right: left < right),
    "<=": _order(lambda left, right: left <= right),
    ">": _order(lambda left, right: left > right),
    ">=": _order(lambda left, right: left >= right),
    "+": _arithmetic(lambda left, right: left + right),
    "-": _arithmetic(lambda left, right: left - right),
    "*": _arithmetic(lambda left, right: left * right),
    "div": _arithmetic(_divide),
    "mod": _arithmetic(_remainder),
}


def _path(tree: Path) -> Run:
    base = None if tree.base is None else _compile(tree.base)
    filters = tuple(_compile(part) for part in tree.filters)
    steps = [_step(step, tree.absolute, number == len(tree.steps)) for number, step in enumerate(tree.steps, 1)]

    def run(context: Context) -> Value:
        nodes: Sequence[Node]
        if base is not None:
            found = base(context)
            if not isinstance(found, tuple):
                raise XPathError("not_nodes", to_text(found)[:40])
            nodes = _filter(found, filters, context)
        elif tree.absolute:
            nodes = (_super_root(context),)
        else:
            nodes = (context.node,)
        for step in steps:
            nodes = step(nodes, context)
        return tuple(node for node in nodes if node.relevant)

    return run


def _super_root(context: Context) -> Node:
    """What stands above the root element of the answers."""
    above = Node("")
    above.children = [context.env.root]
    return above


def _step(step: Step, absolute: bool, last: bool) -> Callable[[Sequence[Node], Context], Sequence[Node]]:
    predicates = tuple(_compile(predicate) for predicate in step.predicates)
    name = step.name

    def run(nodes: Sequence[Node], context: Context) -> Sequence[Node]:
        found: list[Node] = []
        for node in nodes:
            if name == ".":
                matches = [node]
            elif name == "..":
                matches = [] if node.parent is None or node.parent in found else [node.parent]
            else:
                matches = node.children if name == "*" else node.named(name)
                if absolute and not last and not predicates and len(matches) > 1:
                    matches = _own_instance(matches, context)
            found.extend(_filter(matches, predicates, context))
        return found

    return run


def _own_instance(matches: list[Node], context: Context) -> list[Node]:
    """Inside an instance of a repeat an absolute reference to the repeat means that instance."""
    around = set(map(id, context.current.ancestors()))
    return [node for node in matches if node.repeat and id(node) in around] or matches


def _filter(nodes: Sequence[Node], predicates: Sequence[Run], context: Context) -> Sequence[Node]:
    for predicate in predicates:
        size = len(nodes)
        kept: list[Node] = []
        for number, node in enumerate(nodes, 1):
            value = predicate(Context(node, context.env, context.current, number, size))
            if value == number if isinstance(value, float) else to_truth(value):
                kept.append(node)
        nodes = kept
    return nodes


def nodes_of(value: Value) -> Nodes:
    """The nodes of a value; none for anything else."""
    return value if isinstance(value, tuple) else ()
