"""Paths compiled: steps, predicates, and the look-up of rows in lists outside the answers.

A predicate like `instance('towns')/root/item[name = X]` asks an index of the list where X is the same for every row, so that
lists of a hundred thousand rows stay quick; see `Node.matching`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.forms.xpath.context import Context, Run
from app.forms.xpath.nodes import Node
from app.forms.xpath.syntax import Call, Chain, Literal, Negation, Number, Path, Step, Tree
from app.forms.xpath.values import Moment, Nodes, Value, XPathError, first, to_number, to_truth, to_whole

Compile = Callable[[Tree], Run]
Move = Callable[[Sequence[Node], Context], Sequence[Node]]

_OF_CONTEXT = frozenset({"string", "number", "string-length", "normalize-space", "name", "local-name", "namespace-uri"})
"""Functions that take the context node when they get no argument."""
_OF_ROW = frozenset({"position", "last", "random", "uuid", "indexed-repeat"})
"""Functions whose value may differ from row to row."""


def compile_path(tree: Path, compiled: Compile) -> Run:
    """The closure of a path; `compiled` makes those of the expressions inside it."""
    if tree.base is None and tree.steps and all(_is_plain(step) for step in tree.steps):
        return _plain_path(tuple(local(step.name) for step in tree.steps), tree.absolute)
    moves = [_step(step, tree.absolute, compiled) for step in tree.steps]
    if tree.base is not None:
        return _from_base(tree, tree.base, moves, compiled)
    if tree.absolute:
        return _from_root(tree, moves, compiled)

    def run(context: Context) -> Value:
        nodes: Sequence[Node] = (context.node,)
        for move in moves:
            nodes = move(nodes, context)
        return _there(nodes)

    return run


def _is_plain(step: Step) -> bool:
    return not step.predicates and step.name != "*" and not step.name.startswith("@")


def _plain_path(names: Sequence[str], absolute: bool) -> Run:
    """A path of names, `.` and `..` alone: by far the most paths, so they are walked in one go."""
    steps = tuple(name for name in names if name != ".")
    if absolute:
        if ".." in steps:  # nobody writes it; the root's own parent is nothing
            return lambda context: _there(_walked((_super_root(context),), steps, context, absolute=True))
        top, below = steps[:1], steps[1:]
        return lambda context: (
            _there(_walked((context.env.root,), below, context, absolute=True)) if top == (context.env.root.name,) else ()
        )
    return lambda context: _there(_walked((context.node,), steps, context, absolute=False))


def _walked(nodes: Sequence[Node], steps: Sequence[str], context: Context, *, absolute: bool) -> Sequence[Node]:
    around = _repeats_around(context) if absolute else ()
    for name in steps:
        if name == "..":
            nodes = list({id(node.parent): node.parent for node in nodes if node.parent is not None}.values())
        elif len(nodes) == 1:
            own = [repeat for repeat in around if repeat.parent is nodes[0] and repeat.name == name] if around else None
            nodes = own[:1] if own else nodes[0].named(name)
        else:
            nodes = [child for node in nodes for child in node.named(name)]
            context.env.spend(len(nodes))
    return nodes


def _repeats_around(context: Context) -> Sequence[Node]:
    """The instances of repeats around the context node, then those around the node that owns the expression."""
    found: list[Node] = []
    for start in (context.node, context.current) if context.node is not context.current else (context.node,):
        around: Node | None = start
        while around is not None:
            if around.repeat:
                found.append(around)
            around = around.parent
    return found


def _from_base(tree: Path, base: Tree, moves: list[Move], compiled: Compile) -> Run:
    start = compiled(base)
    filters = tuple(compiled(part) for part in tree.filters)
    outside = isinstance(base, Call) and base.name == "instance"
    if outside:
        moves = [_looked_up(step, move, compiled) for step, move in zip(tree.steps, moves, strict=True)]

    def run(context: Context) -> Value:
        found = start(context)
        if not isinstance(found, tuple):
            raise XPathError("not_nodes", base.name if isinstance(base, Call) else "")
        nodes: Sequence[Node] = filtered(found, filters, context) if filters else found
        for move in moves:
            nodes = move(nodes, context)
        return _there(nodes)

    return run


def _from_root(tree: Path, moves: list[Move], compiled: Compile) -> Run:
    if not tree.steps:
        return lambda context: (_super_root(context),)
    top = tree.steps[0]
    name, rest = local(top.name), moves[1:]
    if top.predicates or top.name in (".", "..", "*"):
        rest, name = moves, ""

    def run(context: Context) -> Value:
        root = context.env.root
        nodes: Sequence[Node] = (root,) if name and root.name == name else ()
        if not name:
            nodes = (_super_root(context),)
        for move in rest:
            nodes = move(nodes, context)
        return _there(nodes)

    return run


def _there(nodes: Sequence[Node]) -> Nodes:
    """What is not relevant is not there."""
    return tuple([node for node in nodes if node.relevant])


def _super_root(context: Context) -> Node:
    """What stands above the root element of the answers."""
    above = Node("")
    above.children = [context.env.root]
    return above


def local(name: str) -> str:
    """A name without its prefix: namespaces tell nothing apart in a form's instance."""
    return name.rpartition(":")[2]


def _step(step: Step, absolute: bool, compiled: Compile) -> Move:
    predicates = tuple(compiled(predicate) for predicate in step.predicates)
    children = _children(step.name)
    name = local(step.name)
    own = absolute and not predicates and step.name not in (".", "..", "*") and not step.name.startswith("@")

    def run(nodes: Sequence[Node], context: Context) -> Sequence[Node]:
        found: list[Node] = []
        for node in nodes:
            mine = _own_instance(node, name, context) if own else None
            if mine is not None:
                found.append(mine)
                continue
            matches = children(node)
            context.env.spend(len(matches))
            found.extend(filtered(matches, predicates, context) if predicates else matches)
        return found

    if step.name == "..":
        return lambda nodes, context: _parents(nodes, predicates, context)
    return run


def _parents(nodes: Sequence[Node], predicates: Sequence[Run], context: Context) -> Sequence[Node]:
    found = {id(node.parent): node.parent for node in nodes if node.parent is not None}
    return filtered(list(found.values()), predicates, context)


def _children(name: str) -> Callable[[Node], Sequence[Node]]:
    if name == ".":
        return lambda node: (node,)
    if name == "*":
        return lambda node: node.children
    if name == "@*":
        return lambda node: [_attribute(node, key) for key in node.attributes]
    if name.startswith("@"):
        wanted = local(name[1:])
        return lambda node: (_attribute(node, wanted),) if wanted in node.attributes else ()
    plain = local(name)
    return lambda node: node.named(plain)


def _attribute(node: Node, name: str) -> Node:
    """An attribute as a node that stands below its element without being one of its children."""
    found = Node(f"@{name}", None, node.attributes[name])
    found.parent, found.path, found.relevant = node, f"{node.path}/@{name}", node.relevant
    return found


def _own_instance(node: Node, name: str, context: Context) -> Node | None:
    """Inside an instance of a repeat an absolute reference to the repeat, or to what is in it, means that instance.

    The row that a predicate looks at comes before the node that owns the expression.
    """
    return next((around for around in _repeats_around(context) if around.parent is node and around.name == name), None)


def filtered(nodes: Sequence[Node], predicates: Sequence[Run], context: Context) -> Sequence[Node]:
    """The nodes that pass all predicates, each with its place among those that passed the one before."""
    env, current = context.env, context.current
    for predicate in predicates:
        size = len(nodes)
        env.spend(size)
        kept: list[Node] = []
        for number, node in enumerate(nodes, 1):
            value = predicate(Context(node, env, current, number, size))
            if value == number if isinstance(value, float) else to_truth(value):
                kept.append(node)
        nodes = kept
    return nodes


# ---- looking up rows ----


def _looked_up(step: Step, move: Move, compiled: Compile) -> Move:
    """The step by way of an index, when its first predicate compares a child of the row with what no row changes."""
    found = _key(step.predicates[0]) if step.predicates else None
    if found is None or step.name in (".", "..", "*") or step.name.startswith("@"):
        return move
    column, wanted_tree, more = found
    wanted = compiled(wanted_tree)
    rest = tuple(compiled(part) for part in (*more, *step.predicates[1:]))
    name = local(step.name)

    def run(nodes: Sequence[Node], context: Context) -> Sequence[Node]:
        value = wanted(context)
        single = first(value)
        if isinstance(single, bool | Moment) or (isinstance(value, tuple) and len(value) > 1):
            return move(nodes, context)
        found: list[Node] = []
        for node in nodes:
            if node is context.env.root or node.parent is context.env.root:
                return move(nodes, context)
            rows = [row for row in rows_with(node, column, single) if row.name == name]
            found.extend(filtered(rows, rest, context) if rest else rows)
        return found

    return run


def rows_with(parent: Node, column: str, wanted: str | float) -> Sequence[Node]:
    """The rows below `parent` whose cell equals the value, in order; a row without the cell has the empty text."""
    if isinstance(wanted, str):
        return parent.matching(column, wanted)
    if parent.indexes is None:
        parent.indexes = {}
    key = f"{column} #"  # no column has a space in its name
    index = parent.indexes.get(key)
    if index is None:
        index = parent.indexes[key] = {}
        for number, texts in enumerate(parent.cells_of(column)):
            for found in dict.fromkeys(round(to_number(text), 11) for text in texts):
                index.setdefault(found, []).append(number)
    return [parent.row(number) for number in index.get(round(wanted, 11), ())]


def _key(predicate: Tree) -> tuple[str, Tree, tuple[Tree, ...]] | None:
    """The column, what it is compared with, and the other conditions, when the predicate begins with such a comparison."""
    if not isinstance(predicate, Chain):
        return None
    if {operator for operator, _ in predicate.rest} == {"and"}:
        parts = (predicate.first, *(part for _, part in predicate.rest))
        if not all(_no_place(part) for part in parts):
            return None
        for number, part in enumerate(parts):
            found = _comparison(part)
            if found is not None:
                return (*found, tuple(_truth(other) for other in (*parts[:number], *parts[number + 1 :])))
        return None
    found = _comparison(predicate)
    return None if found is None else (*found, ())


def _truth(tree: Tree) -> Tree:
    """A condition that stands alone in a predicate must not be taken for a place when it is a number."""
    return Call("boolean", (tree,))


def _comparison(tree: Tree) -> tuple[str, Tree] | None:
    if not isinstance(tree, Chain) or len(tree.rest) != 1 or tree.rest[0][0] != "=":
        return None
    for side, other in ((tree.first, tree.rest[0][1]), (tree.rest[0][1], tree.first)):
        column = _column(side)
        if column and _same_for_all(other):
            return column, other
    return None


def _column(tree: Tree) -> str:
    if not isinstance(tree, Path) or tree.absolute or tree.base is not None:
        return ""
    steps = [step for step in tree.steps if step.name != "." or step.predicates]
    if len(steps) != 1 or steps[0].predicates or steps[0].name in ("..", "*", ".") or steps[0].name.startswith("@"):
        return ""
    return local(steps[0].name)


def _parts(tree: Tree) -> Iterator[Tree]:
    """The trees directly inside one, except the predicates of a path, which have a context of their own."""
    if isinstance(tree, Negation):
        yield tree.operand
    elif isinstance(tree, Chain):
        yield tree.first
        yield from (operand for _, operand in tree.rest)
    elif isinstance(tree, Call):
        yield from tree.arguments
    elif isinstance(tree, Path) and tree.base is not None:
        yield tree.base


def _same_for_all(tree: Tree) -> bool:
    """Whether an expression has one value whatever row it is evaluated on."""
    if isinstance(tree, Number | Literal):
        return True
    if isinstance(tree, Call) and (tree.name in _OF_ROW or (tree.name in _OF_CONTEXT and not tree.arguments)):
        return False
    if isinstance(tree, Path) and tree.base is None:
        return tree.absolute
    return all(_same_for_all(part) for part in _parts(tree))


def _no_place(tree: Tree) -> bool:
    """Whether an expression asks nothing of its place in the node-set."""
    if isinstance(tree, Call) and tree.name in ("position", "last") and not tree.arguments:
        return False
    return all(_no_place(part) for part in _parts(tree))


# ---- indexed-repeat ----


def compile_indexed_repeat(tree: Call, compiled: Compile) -> Run:
    """indexed-repeat(node, repeat, number[, inner repeat, number …]): the node inside those instances.

    As in JavaRosa the node and the repeats are paths; a number below 1, or none, means the first instance, and a repeat that
    is not named is the instance around the expression.
    """
    paths = [tree.arguments[0], *tree.arguments[1::2]]
    if not all(isinstance(path, Path) and (path.base is None or _is_current(path.base)) for path in paths):
        raise XPathError("not_nodes", "indexed-repeat", tree.at)
    target, *repeats = [path for path in paths if isinstance(path, Path)]
    numbers = [compiled(number) for number in tree.arguments[2::2]]
    known: dict[tuple[str, str], tuple[Sequence[str], Sequence[int]]] = {}

    def read(context: Context) -> tuple[Sequence[str], Sequence[int]]:
        """The names down to the node, and the depth of each repeat: the same for all nodes of one path."""
        names = _names(target, context)
        above = [_names(repeat, context) for repeat in repeats]
        if any(names[: len(one)] != one for one in above):
            raise XPathError("not_above", "indexed-repeat", tree.at)
        return names, [len(one) for one in above]

    def run(context: Context) -> Value:
        where = (context.node.path, context.current.path)
        found = known.get(where)
        if found is None:
            found = known[where] = read(context)
        names, depths = found
        places = {depth: max(1, to_whole(number(context))) for depth, number in zip(depths, numbers, strict=True)}
        return _there(_instances(names, places, context))

    return run


def _instances(names: Sequence[str], places: dict[int, int], context: Context) -> Sequence[Node]:
    root = context.env.root
    nodes: list[Node] = [root] if names and root.name == names[0] else []
    for depth, name in enumerate(names[1:], 2):
        below: list[Node] = []
        for node in nodes:
            mine = _own_instance(node, name, context) if depth not in places else None
            matches = [mine] if mine is not None else node.named(name)
            below.extend(matches[places[depth] - 1 : places[depth]] if depth in places else matches)
        nodes = below
    return nodes


def _is_current(tree: Tree) -> bool:
    return isinstance(tree, Call) and tree.name == "current"


def _names(path: Path, context: Context) -> list[str]:
    """The names from the root down that a path means here."""
    start = context.current if path.base is not None else context.node
    names = [] if path.absolute else start.path.strip("/").split("/")
    for step in path.steps:
        if step.name == "..":
            names = names[:-1]
        elif step.name != ".":
            names.append(local(step.name))
    return names
