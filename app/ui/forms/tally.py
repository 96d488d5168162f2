"""How far each part of a form is, kept up to date answer by answer: only what changed is counted again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.forms.session import FormSession
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression
from app.ui.forms.layout import Hides, exists, hides_nothing, is_asked, path_of
from app.ui.forms.parts import Part


@dataclass
class Count:
    """Questions that count and are asked now, how many are answered, how many must be and are not, and how many are seen."""

    answered: int = 0
    total: int = 0
    missing: int = 0
    seen: int = 0

    def add(self, other: tuple[int, int, int, int], sign: int) -> None:
        """Adds one question, or takes it away."""
        self.answered += sign * other[0]
        self.total += sign * other[1]
        self.missing += sign * other[2]
        self.seen += sign * other[3]


class Tally:
    """The counts of all parts of one session."""

    def __init__(self, session: FormSession, parts: Sequence[Part], hides: Hides = hides_nothing) -> None:
        self.session = session
        self.hides = hides
        self.parts = {part.code: part for part in parts}
        self.counts = {part.code: Count() for part in parts}
        self.nodes: dict[str, Node] = {}
        """Every question that was counted, by its key."""
        self._own: dict[str, tuple[str, tuple[int, int, int, int]]] = {}
        self._part_of: dict[str, str] = {}
        self._counted: set[str] = set()
        for part in parts:
            self._place(part)
        for path in self._part_of:
            for node in self._nodes(path):
                self._take(node, path)

    def _place(self, part: Part) -> None:
        """Which questions belong to a part, and which of them count: items where there are some, else all that are asked."""
        definitions = self.session.form.definitions
        heads = {block.head for block in part.blocks if block.item}
        for key in part.keys:
            self._part_of[key] = part.code
            if key in heads or (not heads and is_asked(definitions[key])):
                self._counted.add(key)
        for repeat in part.repeats:
            for one in self.session.form.below(path_of(repeat)):
                if one.kind == "question" and not self.hides(one.path):
                    self._part_of[one.path] = part.code
                    if is_asked(one):
                        self._counted.add(one.path)

    def _nodes(self, path: str) -> list[Node]:
        """All nodes of a path, in every row."""
        found, base = [self.session.node(self.session.form.root.path)], self.session.form.root.path
        for name in path[len(base) + 1 :].split("/"):
            found = [child for node in found for child in node.named(name)]
        return found

    def _key(self, node: Node) -> str:
        steps = [part.name + (f"[{part.key}]" if part.repeat else "") for part in node.ancestors()]
        return "/" + "/".join(reversed(steps))

    def _take(self, node: Node, path: str, key: str = "") -> str:
        """Counts one question (again); the code of its part."""
        code, key = self._part_of[path], key or self._key(node)
        self.nodes[key] = node
        before = self._own.get(key)
        now = (0, 0, 0, int(node.relevant))
        if node.relevant and path in self._counted:
            definition = self.session.form.definitions[path]
            needed, closed = _constant(definition.required), _constant(definition.readonly)
            if needed is None or closed is None:
                closed, needed = self.session.flags(node)
            if not closed:
                now = (int(bool(node.value)), 1, int(needed and not node.value), 1)
        if before is not None:
            self.counts[code].add(before[1], -1)
        self.counts[code].add(now, 1)
        self._own[key] = (code, now)
        return code

    def update(self, changed: Iterable[str]) -> set[str]:
        """Counts what changed; the codes of the parts where anything may be different."""
        touched: set[str] = set()
        for key in changed:
            path = path_of(key)
            if path not in self._part_of:
                continue
            node = self.nodes.get(key) or (self.session.node(key) if exists(self.session, key) else None)
            if node is not None:
                touched.add(self._take(node, path, key))
        return touched

    def shown(self, code: str) -> bool:
        """Whether a part has anything to show now: a question that is asked, or a table of rows whose group is asked."""
        part = self.parts[code]
        if self.counts[code].seen:
            return True
        return any(self._offers_rows(repeat) for repeat in part.repeats)

    def _offers_rows(self, repeat: str) -> bool:
        """Whether a table is asked for, although it may have no row yet."""
        definition = self.session.form.definitions[path_of(repeat)]
        above = self.session.node(repeat.rpartition("/")[0])
        return definition.count is None and not definition.fixed and self.session.asks_more(above, definition)


def _constant(condition: Expression | None) -> bool | None:
    """What a condition says whatever is answered; None when that depends."""
    if condition is None:
        return False
    return {"true()": True, "1": True, "false()": False, "0": False}.get(condition.text)
