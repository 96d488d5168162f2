"""Syntax trees made into closures, once for each expression."""

from __future__ import annotations

from functools import lru_cache

from app.forms.xpath.context import Context, Run
from app.forms.xpath.library import FUNCTIONS
from app.forms.xpath.operators import BINARY
from app.forms.xpath.paths import compile_indexed_repeat, compile_path
from app.forms.xpath.syntax import Call, Chain, Literal, Negation, Number, Tree, parse
from app.forms.xpath.values import Nodes, Value, XPathError, to_number, to_truth


class Expression:
    """An expression with its text, tree and compiled form."""

    __slots__ = ("_run", "text", "tree")

    def __init__(self, text: str) -> None:
        """Parse and compile; raises XPathError."""
        self.text = text
        try:
            self.tree = parse(text)
            self._run = _compile(self.tree)
        except RecursionError as error:
            raise XPathError("too_deep") from error

    def evaluate(self, context: Context) -> Value:
        """The value in that context; raises XPathError for what cannot be evaluated, such as a broken pattern of `regex`."""
        context.env.effort = 0
        try:
            return self._run(context)
        except RecursionError as error:
            raise XPathError("too_deep") from error


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
    return compile_path(tree, _compile)


def _call(tree: Call) -> Run:
    function = FUNCTIONS.get(tree.name)
    if function is None:
        raise XPathError("unknown_function", tree.name, tree.at)
    count = len(tree.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        raise XPathError("arguments", tree.name, tree.at)
    if function.odd is not None and count % 2 != function.odd:
        raise XPathError("arguments", tree.name, tree.at)
    if tree.name == "indexed-repeat":
        return compile_indexed_repeat(tree, _compile)
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
    if len(rest) == 1:
        operation, second = BINARY[rest[0][0]], rest[0][1]
        return lambda context: operation(first(context), second(context))
    steps = [(BINARY[operator], operand) for operator, operand in rest]

    def fold(context: Context) -> Value:
        value = first(context)
        for operation, operand in steps:
            value = operation(value, operand(context))
        return value

    return fold


def nodes_of(value: Value) -> Nodes:
    """The nodes of a value; none for anything else."""
    return value if isinstance(value, tuple) else ()
