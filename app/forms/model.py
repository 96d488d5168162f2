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


@dataclass(frozen=True, slots=True)
class Choices:
    """Where the choices of a question come from: rows of an instance, and which child is value, which expression the label."""

    nodes: Expression
    value: str
    label: Expression
    filtered: bool
    """The rows depend on answers, or are shuffled."""
    text_id: Expression | None = None
    """The id of a choice's text, evaluated on its row, for `CompiledForm.text_media`; None when choices have no media."""
    first: Choices | None = None
    """Choices that are offered before these: the fixed ones beside `search()`."""
    labels: Mapping[str, Expression] = field(default_factory=dict)
    """Language → label, where it differs by language; wins over `label`."""
    value_of: Expression | None = None
    """The value, evaluated on a row, when it is more than a child's name; wins over `value`."""


@dataclass(frozen=True, slots=True)
class Action:
    """A value that is set once when the event happens.

    `event` is `odk-instance-first-load`, `odk-instance-load` (every opening), `odk-new-repeat` or `xforms-value-changed`.
    An action stands in the `actions` of the node whose event it waits for: for `xforms-value-changed` that is the question that
    triggers it (`source`), and `target` is the path that is set; for the others it is the node that is set itself (`target` is
    its path, `source` is "" or, for `odk-new-repeat`, the path of the repeat). A target `path/@name` is an attribute of the
    node. `value` is evaluated with the target as its context.
    """

    event: str
    value: Expression
    target: str = ""
    source: str = ""
    where: Expression | None = None
    """The nodes to set when the form names some of the target's by a condition; None for those around the event."""


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
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the control: range start, end, step; text rows; max-pixels of a picture; …, names without prefix."""
    mediatype: str = ""
    """Of an upload: `image/*`, `audio/*`, `video/*`, `application/*` or a list of file name endings."""
    media: Mapping[str, Texts] = field(default_factory=dict)
    """image, big-image, audio, video of the label: phrases whose text is the name of the file."""
    save_to: str = ""
    """The property of the form's entity that the answer is saved to."""
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    count: Expression | None = None
    """How many instances a repeat has; None when the user adds them."""
    fixed: bool = False
    """A repeat whose instances the user neither adds nor removes, although nothing counts them."""
    at_start: int = 1
    """Instances of a repeat that a new parent begins with, unless they are counted; see also `CompiledForm.beginning`."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the element in the form's instance, with their prefix, for the submission."""
    computed: Mapping[str, Expression] = field(default_factory=dict)
    """Attribute, by local name → what it is computed from; the expression stands one step below the node."""
    prefix: str = ""
    """The prefix of the element's name in the submission."""
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


@dataclass(frozen=True, slots=True)
class ExternalFile:
    """A file of choices or facts beside the form. `id` is the instance's id, `kind` is csv, xml or geojson."""

    name: str
    id: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What a submission creates or updates, from the sheet `entities`. `path` is the repeat it belongs to, "" for the form."""

    dataset: str
    label: Expression | None = None
    create_if: Expression | None = None
    update_if: Expression | None = None
    entity_id: Expression | None = None
    path: str = ""


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
    text_media: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)
    """Text id → form (image, big-image, audio, video) → file names a language; only texts that have media."""
    order: tuple[str, ...]
    """Paths in the order of recalculation."""
    feeds: Mapping[str, frozenset[str]]
    """Path → the paths whose relevance or value is computed from it."""
    shows: Mapping[str, frozenset[str]]
    """Path → the paths whose label, hint, choices, message, required or read-only depend on it."""
    notices: tuple[Notice, ...] = ()
    files: tuple[ExternalFile, ...] = ()
    """Lists outside the form. One that was not given is an empty instance, with the notice `form_file_wanted`."""
    media_files: tuple[str, ...] = ()
    """Names of pictures, sounds and videos that the form shows."""
    entity: Entity | None = None
    """The entity of the whole form; None without one, or when the only entities are those of repeats, see `entities`."""
    entities: tuple[Entity, ...] = ()
    instance_name: Expression | None = None
    """What a submission is called in lists; evaluated at the root."""
    last_saved: frozenset[str] = frozenset()
    """Ids of the instances that hold the last finished submission of this form; empty nodes until a session has one."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """The sheet `settings`: heading in lower case with underscores → text."""
    beginning: Node | None = None
    """The form's own instance as it was written, templates of repeats left out: where a new filling begins. Never changed."""
    namespaces: Mapping[str, str] = field(default_factory=dict)
    """Prefix → URI of the primary instance, for writing a submission."""
    own_instance: str = ""
    """The id by which `instance()` may name the answers themselves; "" in forms that the converter wrote."""

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
