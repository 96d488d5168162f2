"""How far each part of a form is, kept up to date answer by answer: only what changed is counted again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.forms.session import FormSession
from app.forms.xpath.nodes import Node
from app.ui.forms.layout import is_asked, path_of
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

    def __init__(self, session: FormSession, parts: Sequence[Part]) -> None:
        self.session = session
        self.parts = {part.code: part for part in parts}
        self.counts = {part.code: Count() for part in parts}
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
                if one.kind == "question":
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
        before = self._own.get(key)
        now = (0, 0, 0, int(node.relevant))
        if node.relevant and path in self._counted:
            definition = self.session.form.definitions[path]
            dynamic = definition.required is not None or definition.readonly is not None
            state = self.session.state(key) if dynamic else None
            if state is None or not state.readonly:
                needed = state is not None and state.required and not node.value
                now = (int(bool(node.value)), 1, int(needed), 1)
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
            try:
                node = self.session.node(key)
            except LookupError:
                continue
            touched.add(self._take(node, path, key))
        return touched

    def drop(self, row: str) -> None:
        """Forgets everything in a row that was removed."""
        for key in [key for key in self._own if key.startswith(f"{row}/")]:
            code, own = self._own.pop(key)
            self.counts[code].add(own, -1)

    def shown(self, code: str) -> bool:
        """Whether a part has anything to show now: a question that is asked, or a table of rows whose group is asked."""
        part = self.parts[code]
        if self.counts[code].seen:
            return True
        return any(self.session.node(repeat.rpartition("/")[0]).relevant for repeat in part.repeats)


def keys_gone(session: FormSession, keys: Collection[str]) -> set[str]:
    """Those keys that name nothing any more, as those of a row that was taken away."""
    return {key for key in keys if not exists(session, key)}


def exists(session: FormSession, key: str) -> bool:
    """Whether a key names something in the session now."""
    from app.domain.errors import InputError

    try:
        session.node(key)
    except InputError:
        return False
    return True
