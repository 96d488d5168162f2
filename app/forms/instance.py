"""The answers of one session as a tree, made from the form, with repeats that keep lasting ids.

An answer's key is its path with the id of each repeat around it: `/data/visit[0197…]/safe`. Its position,
`/data/visit[2]/safe[1]`, exists only here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from app.forms.answers import begun
from app.forms.model import CompiledForm, Definition
from app.forms.xpath.nodes import Node

_STEP = re.compile(r"([^/\[\]]+)(?:\[([^\[\]]*)\])?\Z")


class Instance:
    """The tree, and the nodes of every path."""

    def __init__(self, form: CompiledForm, new_id: Callable[[], str], *, first: bool, counted: bool = False) -> None:
        """With `first` the tree that the form begins with, else one without answers: every group and question once.

        With `counted` it also begins with the instances of counted repeats that are written in the form, as in ODK Collect.
        """
        self._form = form
        self._new_id = new_id
        self._counted = counted
        self._by_path: dict[str, dict[Node, None]] = {path: {} for path in form.definitions}
        self._place = {path: number for children in form.children.values() for number, path in enumerate(children)}
        if first and form.beginning is not None:
            self.root = self._copy(form.beginning, None)
        else:
            self.root = self._grow(form.root, None, "", first)

    def _node(self, definition: Definition, parent: Node | None, key: str, value: str = "") -> Node:
        node = Node(definition.name, parent, value, kind=definition.type, repeat=definition.kind == "repeat", key=key)
        if definition.attributes:
            node.attributes = {name.rpartition(":")[2]: text for name, text in definition.attributes.items()}
        self._by_path[definition.path][node] = None
        return node

    def _copy(self, written: Node, parent: Node | None) -> Node:
        """A node as the form was written, with everything below."""
        definition = self._form.definitions[written.path]
        node = self._node(
            definition, parent, self._new_id() if definition.kind == "repeat" else "", begun(definition, written.value)
        )
        node.attributes = written.attributes or node.attributes
        for child in written.children:
            known = self._form.definitions.get(child.path)
            if known is not None and (known.count is None or self._counted):
                self._copy(child, node)
        present = {child.path for child in node.children}
        for path in self._form.children[definition.path]:
            if path not in present and self._form.definitions[path].kind != "repeat":
                self._put(self._grow(self._form.definitions[path], node, "", True), node)
        return node

    def _grow(self, definition: Definition, parent: Node | None, key: str, first: bool) -> Node:
        """A node with its defaults and everything below; with `first` also the instances that each repeat begins with."""
        node = self._node(definition, parent, key, begun(definition, definition.default) if first else "")
        for path in self._form.children[definition.path]:
            child = self._form.definitions[path]
            if child.kind != "repeat":
                self._grow(child, node, "", first)
            elif first and (child.count is None or self._counted):
                for _ in range(child.at_start):
                    self._grow(child, node, self._new_id(), first)
        return node

    def _put(self, node: Node, parent: Node) -> None:
        """Move a node that was just added at the end to where the form has it: behind its last sibling of that kind."""
        children, place = parent.children, self._place[node.path]
        children.pop()
        at = len(children)
        while at and self._place[children[at - 1].path] > place:
            at -= 1
        children.insert(at, node)
        parent.rearranged()

    def nodes(self, path: str) -> list[Node]:
        """The nodes of a path: one outside repeats, one for each instance inside."""
        return list(self._by_path.get(path, ()))

    def has(self, node: Node) -> bool:
        """Whether a node is still in the tree."""
        return node in self._by_path[node.path]

    def definition(self, node: Node) -> Definition:
        """What the form says of a node."""
        return self._form.definitions[node.path]

    def in_order(self) -> Iterator[Node]:
        """All nodes in document order; the instances of a repeat stand where the form has the repeat."""
        return self.root.walk()

    def add_repeat(self, definition: Definition, parent: Node, key: str = "") -> Node:
        """A new last instance of a repeat inside `parent`; one without a `key` begins with its defaults and inner repeats."""
        node = self._grow(definition, parent, key or self._new_id(), not key)
        self._put(node, parent)
        return node

    def remove_repeat(self, node: Node) -> None:
        """Take an instance and everything in it away."""
        if node.parent is not None:
            node.parent.children.remove(node)
            node.parent.rearranged()
        for gone in node.walk():
            self._by_path[gone.path].pop(gone, None)

    def move_repeat(self, node: Node, place: int) -> None:
        """Move an instance to a place among its siblings of the same repeat, from 0."""
        parent = node.parent
        others = [] if parent is None else [other for other in parent.named(node.name) if other is not node]
        if parent is not None and place < len(others):
            parent.children.remove(node)
            parent.children.insert(parent.children.index(others[place]), node)
            parent.rearranged()

    def key(self, node: Node) -> str:
        """The lasting key of a node."""
        steps = [part.name + (f"[{part.key}]" if part.repeat else "") for part in node.ancestors()]
        return "/" + "/".join(reversed(steps))

    def position_ref(self, node: Node) -> str:
        """The reference by positions, as the form runner writes it."""
        steps = [f"{part.name}[{part.position()}]" if part.parent is not None else part.name for part in node.ancestors()]
        return "/" + "/".join(reversed(steps))

    def position_refs(self) -> Iterator[tuple[Node, str]]:
        """Every node in document order with its reference by positions, in one walk."""

        def walk(node: Node, ref: str) -> Iterator[tuple[Node, str]]:
            yield node, ref
            seen: dict[str, int] = {}
            for child in node.children:
                seen[child.name] = seen.get(child.name, 0) + 1
                yield from walk(child, f"{ref}/{child.name}[{seen[child.name]}]")

        return walk(self.root, f"/{self.root.name}")

    def find(self, reference: str, *, grow: bool = False) -> Node | None:
        """The node of a key or of a reference by positions; a step without brackets means the first.

        With `grow` an instance of a repeat that is named by an id and missing is made.
        """
        known = self._by_path.get(reference)
        if known is not None and len(known) == 1:  # most keys are the path of the one node outside repeats
            only = next(iter(known))
            part: Node | None = only
            while part is not None and not part.repeat:
                part = part.parent
            if part is None:
                return only
        steps = reference.strip("/").split("/")
        first = _STEP.match(steps[0])
        if first is None or first[1] != self.root.name or first[2] not in (None, "1"):
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
        found = next((match for match in reversed(matches) if match.key == bracket), None)
        definition = self._form.definitions.get(f"{node.path}/{name}")
        if found is None and grow and definition is not None and definition.kind == "repeat":
            found = self.add_repeat(definition, node, bracket)
        return found

    def answers(self, keep: Callable[[Definition, Node], bool]) -> Mapping[str, str]:
        """Key → value of the nodes with a value that pass `keep`."""
        return {self.key(node): node.value for node in self.in_order() if node.value and keep(self.definition(node), node)}
