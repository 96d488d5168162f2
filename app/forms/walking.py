"""Goes through expressions: all that a definition has, and everything inside one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.forms.model import Choices, Definition, Texts
from app.forms.xpath.program import Expression
from app.forms.xpath.syntax import Call, Chain, Literal, Negation, Path, Tree


def inside(tree: Tree) -> Iterator[Tree]:
    """A tree and every tree inside it."""
    yield tree
    parts: list[Tree] = []
    if isinstance(tree, Negation):
        parts = [tree.operand]
    elif isinstance(tree, Chain):
        parts = [tree.first, *(operand for _, operand in tree.rest)]
    elif isinstance(tree, Call):
        parts = list(tree.arguments)
    elif isinstance(tree, Path):
        parts = [] if tree.base is None else [tree.base]
        parts += [*tree.filters, *(predicate for step in tree.steps for predicate in step.predicates)]
    for part in parts:
        yield from inside(part)


def calls(expression: Expression) -> Iterator[Call]:
    """Every call of a function inside an expression."""
    yield from (part for part in inside(expression.tree) if isinstance(part, Call))


def instances(expression: Expression) -> Iterator[tuple[str, bool]]:
    """Ids of the instances that an expression names in quotes, and whether it does so by `pulldata`."""
    for call in calls(expression):
        first = call.arguments[0] if call.arguments else None
        if call.name in ("instance", "pulldata") and isinstance(first, Literal):
            yield first.value, call.name == "pulldata"


def shown(definition: Definition) -> Iterator[tuple[str, Expression]]:
    """What decides how a node looks: expressions inside its texts, and its choices; by column of the workbook."""
    texts: Sequence[tuple[str, Texts]] = (
        ("label", definition.label), ("hint", definition.hint), ("guidance_hint", definition.guidance),
        ("constraint_message", definition.constraint_message), ("required_message", definition.required_message),
        *definition.media.items(),
    )  # fmt: skip
    for column, phrases in texts:
        for phrase in phrases.values():
            yield from ((column, part) for part in phrase.parts if isinstance(part, Expression))
    if definition.choices is not None:
        yield "choice_filter", definition.choices.nodes


def owned(definition: Definition) -> Iterator[tuple[str, str, Expression]]:
    """What decides a node's state and looks, with the path that its expression starts from: the node or an attribute."""
    for column, expression in (*definition.expressions, *shown(definition)):
        yield definition.path, column, expression
    for name, expression in definition.computed.items():
        yield f"{definition.path}/@{name}", "calculation", expression


def every(definition: Definition) -> Iterator[tuple[str, Expression]]:
    """All expressions of a definition, also those of its actions and of its choices' labels."""
    yield from ((column, expression) for _, column, expression in owned(definition))
    for action in definition.actions:
        yield "trigger" if action.event == "xforms-value-changed" else "default", action.value
        if action.where is not None:
            yield "trigger", action.where
    choices: Choices | None = definition.choices
    while choices is not None:
        yield from (("label", label) for label in (choices.label, *choices.labels.values()))
        choices = choices.first


def names(expression: Expression) -> Iterator[str]:
    """The last names of the paths inside an expression: what it looks at. Paths in quotes count too."""
    for part in inside(expression.tree):
        if isinstance(part, Path) and part.steps:
            yield part.steps[-1].name
        elif isinstance(part, Literal):
            yield part.value.strip().rpartition("/")[2]
