"""The answers of one session as a tree, made from the form, with repeats that keep lasting ids.

An answer's key is its path with the id of each repeat around it: `/data/visit[0197…]/safe`. Its position,
`/data/visit[2]/safe[1]`, exists only here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from app.forms.model import CompiledForm, Definition
from app.forms.xpath.nodes import Node

_STEP = re.compile(r"([^/\[\]]+)(?:\[([^\[\]]*)\])?\Z")


class Instance:
    """The tree, and the nodes of every path."""

    def __init__(self, form: CompiledForm, new_id: Callable[[], str], *, first: bool) -> None:
        """A tree without answers: every group and question once; with `first` also one instance of each repeat, as in ODK."""
        self._form = form
        self._new_id = new_id
        self._by_path: dict[str, list[Node]] = {path: [] for path in form.definitions}
        self.root = self._grow(form.root, None, "", first)

    def _grow(self, definition: Definition, parent: Node | None, key: str, first: bool) -> Node:
        node = Node(definition.name, parent, kind=definition.type, repeat=definition.kind == "repeat", key=key)
        self._by_path[definition.path].append(node)
        for path in self._form.children[definition.path]:
            child = self._form.definitions[path]
            if child.kind != "repeat":
                self._grow(child, node, "", first)
            elif first and child.count is None:
                self._grow(child, node, self._new_id(), first)
        return node

    def nodes(self, path: str) -> list[Node]:
        """The nodes of a path: one outside repeats, one for each instance inside."""
        return self._by_path.get(path, [])

    def definition(self, node: Node) -> Definition:
        """What the form says of a node."""
        return self._form.definitions[node.path]

    def in_order(self) -> Iterator[Node]:
        """All nodes in document order; the instances of a repeat stand where the form has the repeat."""
        yield from self._walk(self.root)

    def _walk(self, node: Node) -> Iterator[Node]:
        yield node
        for path in self._form.children[node.path]:
            for child in node.named(path.rpartition("/")[2]):
                yield from self._walk(child)

    def add_repeat(self, definition: Definition, parent: Node, key: str = "") -> Node:
        """A new last instance of a repeat inside `parent`; one without a `key` begins with the repeats inside it."""
        node = self._grow(definition, parent, key or self._new_id(), not key)
        place = {path: number for number, path in enumerate(self._form.children[parent.path])}
        parent.children.sort(key=lambda child: place[child.path])
        return node

    def remove_repeat(self, node: Node) -> None:
        """Take an instance and everything in it away."""
        if node.parent is not None:
            node.parent.children.remove(node)
        for gone in node.walk():
            self._by_path[gone.path].remove(gone)

    def key(self, node: Node) -> str:
        """The lasting key of a node."""
        steps = [part.name + (f"[{part.key}]" if part.repeat else "") for part in node.ancestors()]
        return "/" + "/".join(reversed(steps))

    def position_ref(self, node: Node) -> str:
        """The reference by positions, as the form runner writes it."""
        steps = [f"{part.name}[{part.position()}]" if part.parent is not None else part.name for part in node.ancestors()]
        return "/" + "/".join(reversed(steps))

    def find(self, reference: str, *, grow: bool = False) -> Node | None:
        """The node of a key or of a reference by positions; a step without brackets means the first.

        With `grow` an instance of a repeat that is named by an id and missing is made.
        """
        steps = reference.strip("/").split("/")
        if not steps or steps[0] != self.root.name:
            return None
        node: Node | None = self.root
        for step in steps[1:]:
            match = _STEP.match(step)
            if match is None or node is None:
                return None
            node = self._child(node, match[1], match[2] or "", grow)
        return node

    def _child(self, node: Node, name: str, bracket: str, grow: bool) -> Node | None:
        matches = node.named(name)
        if bracket.isascii() and bracket.isdigit():
            return matches[int(bracket) - 1] if 0 < int(bracket) <= len(matches) else None
        if not bracket:
            return matches[0] if matches else None
        found = next((match for match in matches if match.key == bracket), None)
        definition = self._form.definitions.get(f"{node.path}/{name}")
        if found is None and grow and definition is not None and definition.kind == "repeat":
            found = self.add_repeat(definition, node, bracket)
        return found

    def answers(self, keep: Callable[[Definition, Node], bool]) -> Mapping[str, str]:
        """Key → value of the nodes with a value that pass `keep`."""
        return {self.key(node): node.value for node in self.in_order() if node.value and keep(self.definition(node), node)}
