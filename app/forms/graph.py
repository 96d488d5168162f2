"""What depends on what: references of an expression, the order of recalculation, cycles."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence

from app.domain.errors import InputError
from app.forms.model import Definition, Texts
from app.forms.xpath.program import Expression
from app.forms.xpath.syntax import Call, Chain, Literal, Negation, Path, Step, Tree


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
                if isinstance(argument, Literal) and tree.name == "jr:choice-name" and argument.value.strip() in self._children:
                    yield argument.value.strip()
                yield from self._visit(argument, context, current)
        elif isinstance(tree, Path):
            yield from self._path(tree, context, current)

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
        return [f"{place}/{step.name}" for place in places]


def tree_of(definitions: Mapping[str, Definition]) -> Mapping[str, tuple[str, ...]]:
    """The children of every path; "" has the root."""
    found: dict[str, list[str]] = {path: [] for path in definitions}
    found[""] = []
    for path, definition in definitions.items():
        found[definition.parent or ""].append(path)
    return {path: tuple(children) for path, children in found.items()}


def link(
    definitions: Mapping[str, Definition],
) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """`feeds` and `shows` of a CompiledForm. A group feeds what is inside it, since relevance is inherited.

    Raises InputError for a reference to a node that the form does not have.
    """
    reader = Reader(tree_of(definitions))
    feeds: dict[str, set[str]] = {path: set() for path in definitions}
    shows: dict[str, set[str]] = {path: set() for path in definitions}
    for path, definition in definitions.items():
        if definition.parent is not None:
            feeds[definition.parent].add(path)
        for column, expression in (*definition.expressions, *_shown(definition)):
            for reference in reader.references(expression, path):
                if reference not in definitions:
                    place: dict[str, object] = {"sheet": "survey", "row": definition.row, "column": column}
                    raise InputError("form_unknown_reference", value=reference, **place)
                if column in ("relevant", "calculation", "repeat_count"):
                    feeds[reference].add(path)
                else:
                    shows[reference].add(path)
    return _frozen(feeds), _frozen(shows)


def _shown(definition: Definition) -> Iterator[tuple[str, Expression]]:
    texts: Sequence[tuple[str, Texts]] = (
        ("label", definition.label), ("hint", definition.hint), ("guidance_hint", definition.guidance),
    )  # fmt: skip
    for column, phrases in texts:
        for phrase in phrases.values():
            yield from ((column, part) for part in phrase.parts if isinstance(part, Expression))
    if definition.choices is not None:
        yield "choice_filter", definition.choices.nodes


def _frozen(links: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {path: frozenset(found) for path, found in links.items()}


def order(definitions: Mapping[str, Definition], feeds: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """All paths so that each comes after what it depends on, otherwise in document order. Raises InputError on a cycle."""
    place = {path: number for number, path in enumerate(definitions)}
    paths = tuple(definitions)
    waits = dict.fromkeys(paths, 0)
    for found in feeds.values():
        for path in found:
            waits[path] += 1
    ready = [place[path] for path in paths if not waits[path]]
    heapq.heapify(ready)
    done: list[str] = []
    while ready:
        path = paths[heapq.heappop(ready)]
        done.append(path)
        for fed in feeds[path]:
            waits[fed] -= 1
            if not waits[fed]:
                heapq.heappush(ready, place[fed])
    if len(done) < len(paths):
        cycle = _cycle(feeds, [path for path in paths if waits[path]])
        names = " → ".join(definitions[path].name for path in (*cycle, cycle[0]))
        raise InputError("form_cycle", names=names, sheet="survey", row=definitions[cycle[0]].row)
    return tuple(done)


def _cycle(feeds: Mapping[str, frozenset[str]], left: Sequence[str]) -> list[str]:
    """One cycle among the nodes that nothing frees: walk backwards until a node comes twice."""
    rest = set(left)
    before = {path: [other for other in left if path in feeds[other]] for path in left}
    path, seen = left[0], list[str]()
    while path not in seen:
        seen.append(path)
        path = next(other for other in before[path] if other in rest)
    return list(reversed(seen[seen.index(path) :]))
