"""Which questions stand together in one block: an item with its companions, a group, a grid of alike ones, a table of rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.domain.errors import InputError
from app.forms.model import Definition
from app.forms.session import FormSession

MOST_TOGETHER = 8
"""Plain questions in one block; more are parted, so that one answer never lays out a whole page again."""
_ROW = re.compile(r"\[[^\[\]]*\]")
_TABLE_TITLE = "generated_table_list_label_"
"""The name that pyxform gives to the words of a table-list group."""


@dataclass(frozen=True)
class Block:
    """Questions that stand together. Keys in order.

    `head` is an item of a checklist, with its companions (numbers, note …) as the other keys. A `grid` has questions with the
    same choices as rows. A `repeat` is a table of rows: `repeat` is the key of the parent and the name.
    """

    head: str
    keys: tuple[str, ...]
    kind: Literal["plain", "grid", "repeat"] = "plain"
    titles: tuple[str, ...] = ()
    """Keys whose words stand above: the groups that begin here."""
    repeat: str = ""
    named: bool = True
    """Whether a table has its name above it; as a part by itself it has it there already."""

    @property
    def item(self) -> bool:
        """Whether it is an item of the checklist."""
        return bool(self.head)


def path_of(key: str) -> str:
    """The path of a key."""
    return _ROW.sub("", key) if "[" in key else key


def rows_of(session: FormSession, repeat: str) -> list[str]:
    """The keys of the rows of a repeat, in order."""
    above, _, name = repeat.rpartition("/")
    return list(session.repeats(above, name))


def is_asked(definition: Definition) -> bool:
    """Whether a question takes an answer; the head of a table and a note do not."""
    if definition.kind != "question" or "label" in definition.appearance or definition.control in ("", "note"):
        return False
    return not (
        definition.readonly is not None and definition.readonly.text in ("true()", "1") and definition.calculate is None
    )


@dataclass
class _Walk:
    """Makes blocks of definitions in their order."""

    session: FormSession
    start: str
    """The key below which all is: the root, a group, or a row of a repeat."""
    head: str = ""
    keys: list[str] = field(default_factory=list)
    kind: Literal["plain", "grid"] = "plain"
    groups: tuple[str, ...] = ()
    """The groups with words around the block that is being made, outermost first."""
    told: tuple[str, ...] = ()
    """The groups whose words were put above a block already and that have not ended."""
    extra: list[str] = field(default_factory=list)
    """Further titles: the words of a table-list."""
    alike: str = ""
    """What questions of the grid have in common."""
    holder: str = ""
    """The path of the group around the block, of those that part questions."""

    def key(self, definition: Definition) -> str:
        """The key of a definition below the start."""
        return self.start + definition.path[len(path_of(self.start)) :]

    def close(self) -> Iterator[Block]:
        """What was gathered."""
        if self.keys:
            yield Block(self.head, tuple(self.keys), self.kind if len(self.keys) > 1 else "plain", self._titles())
        self.head, self.keys, self.kind, self.alike = "", [], "plain", ""

    def _titles(self) -> tuple[str, ...]:
        """The groups that begin with this block."""
        same = 0
        while same < min(len(self.told), len(self.groups)) and self.told[same] == self.groups[same]:
            same += 1
        new, self.told = (*self.groups[same:], *self.extra), self.groups
        self.extra = []
        return new

    def around(self, definition: Definition) -> tuple[tuple[str, ...], str]:
        """The keys of the groups with words around a definition below the start; and the innermost group that parts."""
        found: list[str] = []
        holder, base = "", path_of(self.start)
        path = definition.parent or ""
        while len(path) > len(base):
            group = self.session.form.definitions[path]
            if group.label:
                found.append(self.key(group))
            if not holder and (group.label or group.appearance & {"field-list", "table-list"}):
                holder = path
            path = group.parent or ""
        return tuple(reversed(found)), holder

    def take(self, definition: Definition) -> Iterator[Block]:
        """One more definition: a question, or a repeat as a whole."""
        groups, holder = self.around(definition)
        if definition.kind == "repeat":
            yield from self.close()
            self.groups, self.holder = groups, holder
            yield Block("", (), "repeat", self._titles(), repeat=self.key(definition))
            return
        if definition.name.startswith(_TABLE_TITLE):
            yield from self.close()
            self.extra.append(self.key(definition))
            return
        alike = _alike(definition)
        if "label" in definition.appearance:  # the head of the table that follows
            return
        if self.keys and not self._belongs(definition, alike, holder):
            yield from self.close()
        if not self.keys:
            self.groups, self.holder, self.alike = groups, holder, alike
            self.kind = "grid" if alike else "plain"
            if definition.komar.get("standard"):
                self.head = self.key(definition)
        self.keys.append(self.key(definition))

    def _belongs(self, definition: Definition, alike: str, holder: str) -> bool:
        """Whether a question stands with those before it: companions with their item, plain questions with each other."""
        if definition.komar.get("standard"):
            return False
        if self.head:
            return definition.name.startswith(f"{self.head.rpartition('/')[2]}_")
        if alike or self.alike:
            return alike == self.alike and holder == self.holder
        if holder != self.holder:
            return False
        before = self.keys[-1].rpartition("/")[2]
        return len(self.keys) < MOST_TOGETHER or definition.name.startswith(f"{before}_")


def _alike(definition: Definition) -> str:
    """What a question shares with its neighbours in a grid; nothing for a question that stands by itself."""
    gridded = definition.appearance & {"list-nolabel", "likert"}
    if not gridded or definition.choices is None or definition.choices.filtered or definition.komar.get("standard"):
        return ""
    kind = "list" if "list-nolabel" in definition.appearance else "likert"
    return f"{definition.control} {kind} {definition.choices.nodes.text} {definition.choices.value}"


Hides = Callable[[str], bool]


def hides_nothing(_: str) -> bool:
    """Every question is for this person."""
    return False


def blocks_of(
    session: FormSession, start: str, only: Sequence[Definition] | None = None, hides: Hides = hides_nothing
) -> Iterator[Block]:
    """The blocks below a key (root, group, or row of a repeat) in the order of the form; `only` takes some of its children.

    What `hides` says of a key is neither shown nor asked: it belongs to a group of people that this person is not in.
    """
    walk = _Walk(session, start)
    form = session.form

    def questions(definitions: Sequence[Definition]) -> Iterator[Definition]:
        for one in definitions:
            if one.kind in ("question", "repeat"):
                yield one
            elif one.kind == "group":
                yield from questions([form.definitions[path] for path in form.children[one.path]])

    children = only if only is not None else [form.definitions[path] for path in form.children[path_of(start)]]
    for definition in questions(children):
        if not hides(walk.key(definition)):
            yield from walk.take(definition)
    yield from walk.close()


def exists(session: FormSession, key: str) -> bool:
    """Whether a key names something in the session now."""
    try:
        session.node(key)
    except InputError:
        return False
    return True
