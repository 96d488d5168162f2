"""A compiled form: everything the runner needs, never changed after it is made and shared by all sessions of that form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression

Kind = Literal["root", "group", "repeat", "question", "value"]
"""`value` has no control on the screen: calculations, hidden fields, metadata."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with the expressions whose values stand inside it."""

    parts: tuple[str | Expression, ...]

    @property
    def plain(self) -> str | None:
        """The text when nothing stands inside it."""
        return "".join(str(part) for part in self.parts) if all(isinstance(part, str) for part in self.parts) else None


Texts = Mapping[str, Phrase]
"""One phrase a language; the key "" is a phrase without a language."""
NO_TEXTS: Texts = {}


@dataclass(frozen=True, slots=True)
class Choices:
    """Where the choices of a question come from: rows of an instance, and which child is value, which expression the label."""

    nodes: Expression
    value: str
    label: Expression
    filtered: bool
    """The rows depend on answers, or are shuffled."""


@dataclass(frozen=True, slots=True)
class Action:
    """A value that is set once when the event happens."""

    event: str
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One node of the form. Paths are absolute, without positions. `type` is the XForm's data type."""

    path: str
    name: str
    kind: Kind
    parent: str | None
    type: str = "string"
    control: str = ""
    default: str = ""
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    count: Expression | None = None
    """How many instances a repeat has; None when the user adds them."""
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    constraint_message: Texts = field(default_factory=dict)
    required_message: Texts = field(default_factory=dict)
    appearance: frozenset[str] = frozenset()
    choices: Choices | None = None
    preload: tuple[str, str] = ("", "")
    actions: tuple[Action, ...] = ()
    komar: Mapping[str, str] = field(default_factory=dict)
    """The binds of Komar's own namespace, see `binds`."""
    row: int = 0
    """The row of the sheet `survey`; 0 when the form is not from a workbook or the node is not the author's."""

    @property
    def expressions(self) -> tuple[tuple[str, Expression], ...]:
        """What decides the node's own state, by column of the workbook."""
        found = (
            ("relevant", self.relevant), ("required", self.required), ("readonly", self.readonly),
            ("constraint", self.constraint), ("calculation", self.calculate), ("repeat_count", self.count),
        )  # fmt: skip
        return tuple((name, expression) for name, expression in found if expression is not None)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the author should know that does not stop the form: a code for words, and the place."""

    code: str
    sheet: str
    row: int
    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledForm:
    """A form ready to run. `definitions` are in document order and begin with the root."""

    id: str
    version: str
    title: str
    sha256: str
    languages: tuple[str, ...]
    default_language: str
    definitions: Mapping[str, Definition]
    children: Mapping[str, tuple[str, ...]]
    instances: Mapping[str, Node]
    texts: Mapping[str, Texts]
    """Texts by their id, for `jr:itext`."""
    order: tuple[str, ...]
    """Paths in the order of recalculation."""
    feeds: Mapping[str, frozenset[str]]
    """Path → the paths whose relevance or value is computed from it."""
    shows: Mapping[str, frozenset[str]]
    """Path → the paths whose label, hint, choices, message, required or read-only depend on it."""
    notices: tuple[Notice, ...] = ()

    @property
    def root(self) -> Definition:
        """The definition of the root element."""
        return next(iter(self.definitions.values()))

    def language(self, code: str) -> str:
        """The form's name of a language from its code: "km" → "Khmer (km)"; the default language when it has none."""
        for name in self.languages:
            if name == code or name.endswith(f"({code})"):
                return name
        return self.default_language

    def path_of(self, name: str) -> str | None:
        """The path of the one node with that name; None when there is none or more than one."""
        found = [path for path, definition in self.definitions.items() if definition.name == name]
        return found[0] if len(found) == 1 else None

    @property
    def sections(self) -> tuple[Definition, ...]:
        """The groups and repeats directly under the root that have a label."""
        nodes = (self.definitions[path] for path in self.children[self.root.path])
        return tuple(node for node in nodes if node.kind in ("group", "repeat") and node.label)

    def below(self, path: str) -> tuple[Definition, ...]:
        """Every definition below a path, in document order."""
        return tuple(found for key, found in self.definitions.items() if key.startswith(f"{path}/"))
