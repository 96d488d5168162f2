"""What depends on what: references of an expression, and the order of recalculation. Cycles stand in `cycles`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import InputError
from app.forms.cycles import sorted_paths
from app.forms.model import Definition
from app.forms.reading import Reading
from app.forms.walking import owned
from app.forms.xpath.program import Expression, expression
from app.forms.xpath.syntax import Call, Chain, Literal, Negation, Path, Step, Tree
from app.forms.xpath.values import XPathError


class Reader:
    """Finds the paths that expressions refer to, over the tree of one form."""

    def __init__(self, children: Mapping[str, Sequence[str]]) -> None:
        self._children = children

    def references(self, expression: Expression, owner: str) -> frozenset[str]:
        """Absolute paths, without positions, that the expression of the node `owner` refers to."""
        return frozenset(self._visit(expression.tree, owner, owner))

    def _visit(self, tree: Tree, context: str | None, current: str) -> Iterator[str]:
        if isinstance(tree, Negation):
            yield from self._visit(tree.operand, context, current)
        elif isinstance(tree, Chain):
            for operand in (tree.first, *(operand for _, operand in tree.rest)):
                yield from self._visit(operand, context, current)
        elif isinstance(tree, Call):
            for argument in tree.arguments:
                if isinstance(argument, Literal) and tree.name == "jr:choice-name":
                    yield from self._named(argument.value, context, current)
                yield from self._visit(argument, context, current)
        elif isinstance(tree, Path):
            yield from self._path(tree, context, current)

    def _named(self, text: str, context: str | None, current: str) -> Iterator[str]:
        """A path inside quotes, as `jr:choice-name` takes it."""
        try:
            tree = expression(text.strip()).tree
        except XPathError:
            return
        if isinstance(tree, Path):
            yield from (place for place in self._path(tree, context, current) if place in self._children)

    def _path(self, tree: Path, context: str | None, current: str) -> Iterator[str]:
        places = self._start(tree, context, current)
        if tree.base is not None and not (isinstance(tree.base, Call) and tree.base.name in ("current", "instance")):
            yield from self._visit(tree.base, context, current)
        for part in tree.filters:
            yield from self._inside(part, places, current)
        for step in tree.steps:
            places = self._step(places, step)
            for part in step.predicates:
                yield from self._inside(part, places, current)
        yield from (place for place in places if place)

    def _inside(self, part: Tree, places: list[str], current: str) -> Iterator[str]:
        contexts: Sequence[str | None] = places or [None]
        for context in contexts:
            yield from self._visit(part, context, current)

    def _start(self, tree: Path, context: str | None, current: str) -> list[str]:
        if tree.absolute:
            return [""]
        if tree.base is None:
            return [] if context is None else [context]
        if isinstance(tree.base, Call):
            if tree.base.name == "current":
                return [current]
            if tree.base.name == "randomize" and tree.base.arguments and isinstance(tree.base.arguments[0], Path):
                return self._end(tree.base.arguments[0], context, current)
            return []
        return self._end(tree.base, context, current) if isinstance(tree.base, Path) else []

    def _end(self, tree: Path, context: str | None, current: str) -> list[str]:
        places = self._start(tree, context, current)
        for step in tree.steps:
            places = self._step(places, step)
        return places

    def _step(self, places: list[str], step: Step) -> list[str]:
        if step.name == ".":
            return places
        if step.name == "..":
            return [place.rpartition("/")[0] for place in places]
        if step.name == "*":
            return [child for place in places for child in self._children.get(place, ())]
        if step.name.startswith("@"):
            return places
        return [f"{place}/{step.name.rpartition(':')[2]}" for place in places]

    def rows(self, nodes: Expression, owner: str) -> Sequence[str]:
        """The paths of the form's own nodes that an item set goes through; none when it goes through another instance."""
        tree = nodes.tree
        if isinstance(tree, Call) and tree.name == "randomize" and tree.arguments:
            tree = tree.arguments[0]
        return [place for place in self._end(tree, owner, owner) if place] if isinstance(tree, Path) else []


def tree_of(definitions: Mapping[str, Definition]) -> Mapping[str, tuple[str, ...]]:
    """The children of every path; "" has the root."""
    found: dict[str, list[str]] = {path: [] for path in definitions}
    found[""] = []
    for path, definition in definitions.items():
        found[definition.parent or ""].append(path)
    return {path: tuple(children) for path, children in found.items()}


@dataclass(frozen=True, slots=True)
class Links:
    """Who refers to whom: `feeds` and `shows` of a CompiledForm, and every reference of a bind as (from, to, column)."""

    feeds: Mapping[str, frozenset[str]]
    shows: Mapping[str, frozenset[str]]
    binds: tuple[tuple[str, str, str], ...]


_FEEDS = ("relevant", "calculation", "repeat_count")


def link(
    definitions: Mapping[str, Definition], reading: Reading, words: Mapping[str, Sequence[Expression]] | None = None
) -> Links:
    """All references. A group feeds what is inside it, since relevance is inherited.

    A reference to a node that the form does not have is a fault of a workbook; of an XForm written by hand it is a notice, as
    JavaRosa takes it for an empty answer. `words` are expressions in the labels of a question's choices, by its path.
    """
    reader = Reader(tree_of(definitions))
    feeds: dict[str, set[str]] = {path: set() for path in definitions}
    shows: dict[str, set[str]] = {path: set() for path in definitions}
    found: list[tuple[str, str, str]] = []
    for path, definition in definitions.items():
        if definition.parent is not None:
            feeds[definition.parent].add(path)
        for owner, column, expression_of in owned(definition):
            for reference in sorted(reader.references(expression_of, owner)):
                if reference not in definitions:
                    _unknown(reading, path, column, reference)
                    continue
                found.append((reference, path, column))
                (feeds if column in _FEEDS else shows)[reference].add(path)
        in_words = (reference for part in (words or {}).get(path, ()) for reference in reader.references(part, path))
        for reference in (*_rows_shown(reader, definition), *in_words):
            if reference in definitions:
                shows[reference].add(path)
    return Links(_frozen(feeds), _frozen(shows), tuple(found))


def _unknown(reading: Reading, path: str, column: str, reference: str) -> None:
    if reading.rows:
        reading.faults.add(InputError("form_unknown_reference", **reading.place(path, column), value=reference))
    else:
        reading.notice("form_reference_to_nothing", path, column, reference[:60])


def _rows_shown(reader: Reader, definition: Definition) -> Iterator[str]:
    """Choices that are answers of the form itself: their values and labels."""
    choices = definition.choices
    if choices is not None:
        for row in reader.rows(choices.nodes, definition.path):
            yield f"{row}/{choices.value}"
            yield from reader.references(choices.label, row)


def _frozen(links: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {path: frozenset(found) for path, found in links.items()}


def order(definitions: Mapping[str, Definition], links: Links) -> tuple[str, ...]:
    """All paths so that each comes after what it depends on, otherwise in document order.

    What counts the instances of a repeat may depend on answers inside it ("another one?"); then the count comes where it can.
    """
    done = sorted_paths(definitions, links.feeds)
    if len(done) < len(definitions):
        counted = {(source, target) for source, target, column in links.binds if column == "repeat_count"}
        counted -= {(source, target) for source, target, column in links.binds if column in ("relevant", "calculation")}
        less = {path: frozenset(to for to in fed if (path, to) not in counted) for path, fed in links.feeds.items()}
        done = sorted_paths(definitions, less)
    return done if len(done) == len(definitions) else (*done, *(path for path in definitions if path not in set(done)))
