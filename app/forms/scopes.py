"""How far an answer reaches: which nodes of a dependent path a change can concern.

An expression inside a repeat that looks at its own instance need not be computed again for the other instances. It does look
further when it climbs out of the repeat and comes down again, uses a condition on the form's own nodes, or `indexed-repeat`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from app.forms.graph import Reader, tree_of
from app.forms.model import CompiledForm, Definition
from app.forms.walking import owned
from app.forms.xpath.syntax import Call, Chain, Negation, Path, Tree

Pair = tuple[str, str]
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Scopes:
    """What is known of the pairs (source, dependent) of a form."""

    repeats: Mapping[Pair, str]
    """The repeat whose instance around the source holds every dependent node; pairs left out: all nodes."""
    looking_up: frozenset[Pair]
    """Pairs of a group or repeat and a child of it that names it, beyond inheriting its relevance."""


_known: OrderedDict[str, Scopes] = OrderedDict()


def scopes_of(form: CompiledForm) -> Scopes:
    """The scopes of a form, worked out once for its content."""
    found = _known.get(form.sha256)
    if found is None:
        found = _known[form.sha256] = _scopes(form.definitions)
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def repeat_around(path: str, definitions: Mapping[str, Definition]) -> str:
    """The innermost repeat that is the path or holds it; "" when there is none."""
    found: str | None = path
    while found:
        if definitions[found].kind == "repeat":
            return found
        found = definitions[found].parent
    return ""


def common_repeat(one: str, other: str, definitions: Mapping[str, Definition]) -> str:
    """The innermost repeat that holds both paths; "" when there is none."""
    found = repeat_around(one, definitions)
    while found and not f"{other}/".startswith(f"{found}/"):
        found = repeat_around(definitions[found].parent or "", definitions) if definitions[found].parent else ""
    return found


def _scopes(definitions: Mapping[str, Definition]) -> Scopes:
    reader = Reader(tree_of(definitions))
    found: dict[Pair, str] = {}
    wide: set[Pair] = set()
    looking_up: set[Pair] = set()
    for path, definition in definitions.items():
        for owner, _, expression in owned(definition):
            near = _Near(owner, definitions)
            near.visit(expression.tree)
            for source in reader.references(expression, owner):
                if source not in definitions:
                    continue
                if definition.parent == source:
                    looking_up.add((source, path))
                repeat = common_repeat(source, path, definitions)
                if not near.far and repeat and near.reaches(source, repeat):
                    found[source, path] = repeat
                else:
                    wide.add((source, path))
    return Scopes({pair: repeat for pair, repeat in found.items() if pair not in wide}, frozenset(looking_up))


class _Near:
    """Looks through one expression of the node `owner`."""

    def __init__(self, owner: str, definitions: Mapping[str, Definition]) -> None:
        self.owner = owner
        self.far = False
        self._definitions = definitions
        self._tops: dict[str, list[str]] = {}

    def reaches(self, source: str, repeat: str) -> bool:
        """Whether every reference to the source stays inside one instance of the repeat."""
        tops = self._tops.get(source)
        return tops is not None and all(f"{top}/".startswith(f"{repeat}/") for top in tops)

    def visit(self, tree: Tree, *, rows: bool = False) -> None:
        """Note how far up each path climbs; with `rows` the context is a row of another instance."""
        if isinstance(tree, Negation):
            self.visit(tree.operand, rows=rows)
        elif isinstance(tree, Chain):
            for part in (tree.first, *(operand for _, operand in tree.rest)):
                self.visit(part, rows=rows)
        elif isinstance(tree, Call):
            self.far = self.far or tree.name == "indexed-repeat"
            for part in tree.arguments:
                self.visit(part, rows=rows)
        elif isinstance(tree, Path):
            self._path(tree, rows)

    def _path(self, tree: Path, rows: bool) -> None:
        conditions = [*tree.filters, *(part for step in tree.steps for part in step.predicates)]
        own = tree.base is None or (isinstance(tree.base, Call) and tree.base.name == "current")
        if not own:
            if tree.base is not None:
                self.visit(tree.base, rows=rows)
            for part in conditions:
                self.visit(part, rows=True)
            return
        if conditions:
            self.far = self.far or not (rows and tree.base is None and not tree.absolute)
            for part in conditions:
                self.visit(part, rows=rows)
            return
        if rows and tree.base is None and not tree.absolute:
            return
        place, top = ("", self.owner) if tree.absolute else (self.owner, self.owner)
        for step in tree.steps:
            if step.name == "..":
                place = place.rpartition("/")[0]
            elif step.name == "*":
                self.far = True
            elif step.name != "." and not step.name.startswith("@"):
                place = f"{place}/{step.name.rpartition(':')[2]}"
            if not tree.absolute and len(place) < len(top):
                top = place
        self._tops.setdefault(place, []).append(top)
