"""Answers of one form as rows of a workbook: a sheet for the form, one for each repeat, in words or in codes.

Versions of the form stand side by side: the columns are those of the newest one, then what only older ones ask. A question of a
restricted group has a column only for who holds the right (practice P1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from app.exports.cells import Cell
from app.exports.lists import Column, Sheet
from app.forms.blank import offered, text_of
from app.forms.graph import Reader
from app.forms.markup import without_markup
from app.forms.model import CompiledForm, Definition
from app.forms.restricted import kept_apart, told_by
from app.forms.saying import answer_words
from app.forms.session import FormSession
from app.forms.xpath.nodes import Node
from app.services.forms.form_papers import title_of
from app.text.words import words

WIDTH = 18.0
WIDE = 34.0


@dataclass(frozen=True, slots=True)
class Filled:
    """One response: the form in its own version, its answers by key, and facts about it for the first columns."""

    id: str
    form: CompiledForm
    answers: Mapping[str, str]
    facts: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class _Field:
    """A column: a question, or with `choice` one choice of a question of several answers (codes only)."""

    path: str
    title: str
    width: float
    choice: str = ""


class ResponseRows:
    """The sheets of one form and their rows."""

    def __init__(
        self,
        forms: Sequence[CompiledForm],
        facts: Sequence[Column],
        lang: str,
        *,
        labels: bool,
        rights: Set[str],
        apart: Mapping[str, Set[str]] | None = None,
    ) -> None:
        """`forms` are the versions in use, the newest last; `facts` the first columns; `rights` the restricted groups held.

        `apart`: content of a form (`sha256`) → paths that are left out of this table whatever the rights, with what tells them.
        """
        self._lang = lang
        self._labels = labels
        self._repeats: dict[str, list[_Field]] = {"": []}
        self._numbers: dict[str, int] = {}
        self._always: dict[tuple[str, str], Mapping[str, str]] = {}
        self._open: dict[str, FormSession] = {}
        self._said: dict[tuple[str, str, str], str] = {}
        seen: set[tuple[str, str]] = set()
        titles: dict[str, str] = {}
        for form in reversed(forms):
            closed = kept_apart(form, rights) | (_never_told(form) if labels else frozenset())
            closed |= told_by(form, (apart or {}).get(form.sha256, frozenset()))
            for definition in form.definitions.values():
                if definition.kind == "repeat" and definition.path not in {*self._repeats, *closed}:
                    self._repeats[definition.path] = []
                    titles[definition.path] = self._title(form, definition)
                repeat = _repeat_of(form, definition)
                if repeat in closed or repeat not in self._repeats:
                    continue  # computed below a repeat of which this reader may see nothing
                if _has_column(definition) and definition.path not in closed:
                    for field in self._fields(form, definition):
                        if (field.path, field.choice) not in seen:
                            seen.add((field.path, field.choice))
                            self._repeats[repeat].append(field)
        self._numbers = {path: number for number, path in enumerate(self._repeats)}
        self._places = {path: [(field.path, field.choice) for field in fields] for path, fields in self._repeats.items()}
        link = [Column(words(f"responses.sheet.{name}", lang), WIDTH) for name in ("response", "row", "above")]
        main = next((title_of(form, lang) for form in reversed(forms)), "")
        self.sheets = tuple(
            Sheet(
                titles.get(path) or main,
                [*(link if path else [link[0], *facts]), *(Column(field.title, field.width) for field in fields)],
                frozen=2,
            )
            for path, fields in self._repeats.items()
        )

    def _title(self, form: CompiledForm, definition: Definition) -> str:
        """A column's head: the question in words, or its name with its groups as ODK writes it."""
        if not self._labels:
            return definition.path.removeprefix(f"{form.root.path}/").replace("/", "-")
        return without_markup(text_of(form, definition.label, form.language(self._lang))) or definition.name.replace("_", " ")

    def _fields(self, form: CompiledForm, definition: Definition) -> Iterator[_Field]:
        title = self._title(form, definition)
        yield _Field(definition.path, title, WIDE if definition.type == "string" and not definition.choices else WIDTH)
        if not self._labels and definition.control == "select" and definition.choices and not definition.choices.filtered:
            for value, _ in offered(form, definition, form.default_language) or ():
                yield _Field(definition.path, f"{title}/{value}", WIDTH, value)

    def rows(self, responses: Iterable[Filled]) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Sheet and row, response by response."""
        for response in responses:
            session = self._filled(response)
            main: dict[str, Node] = {}
            found: list[_Instance] = []
            _collect(session.tree, main, found, None)
            yield 0, [response.id, *response.facts, *self._cells("", main, session)]
            for one in found:
                if one.node.path in self._numbers:  # not a repeat of which this reader may see nothing
                    place: list[Cell] = [response.id, one.number, one.above]
                    yield self._numbers[one.node.path], [*place, *self._cells(one.node.path, one.answered, session)]

    def _filled(self, response: Filled) -> FormSession:
        """The response as a session; one serves all responses to a form whose tree never changes, which is much cheaper."""
        form = response.form
        kept = self._open.get(form.sha256)
        if kept is None:
            kept = FormSession(form, response.answers, lang=self._lang)
            if _has_one_tree(form):
                self._open[form.sha256] = kept
            return kept
        for node in kept.tree.walk():
            if not node.children:
                node.value = response.answers.get(node.path, "")
        kept.settle()
        return kept

    def _cells(self, repeat: str, answered: Mapping[str, Node], session: FormSession) -> Sequence[Cell]:
        cells: list[Cell] = []
        definitions = session.form.definitions
        for path, choice in self._places[repeat]:
            node = answered.get(path)
            if node is None:
                cells.append(None)
            elif choice:
                cells.append(int(choice in node.value.split()))
            else:
                definition = definitions[path]
                if definition.choices is None and definition.type == "string" and definition.control == "input":
                    cells.append(node.value)
                else:
                    cells.append(self._cell(definition, session, node))
        return cells

    def _cell(self, definition: Definition, session: FormSession, node: Node) -> Cell:
        value = node.value
        if definition.choices is not None:
            return (
                answer_words(definition, value, self._words(definition, session, node), self._lang) if self._labels else value
            )
        try:
            if definition.type == "int":
                return int(value)
            if definition.type == "decimal":
                return float(value)
            if definition.type == "date":
                return date.fromisoformat(value)
        except ValueError:
            return value
        if not self._labels or (definition.type == "string" and definition.control != "trigger"):
            return value
        return answer_words(definition, value, {}, self._lang)

    def _chosen(self, definition: Definition, session: FormSession, node: Node) -> str:
        """The answer in words, made once for each answer of a question whose choices never change."""
        one = (session.form.sha256, node.path, node.value)
        said = self._said.get(one)
        if said is None:
            labels = self._words(definition, session, node)
            said = answer_words(definition, node.value, labels, self._lang)
            if labels is self._always.get(one[:2]):
                self._said[one] = said
        return said

    def _words(self, definition: Definition, session: FormSession, node: Node) -> Mapping[str, str]:
        """The labels of the choices: those that are always offered are looked up once for a form."""
        form = session.form
        always = self._always.get((form.sha256, definition.path))
        if always is None:
            listed = offered(form, definition, form.language(self._lang)) or ()
            always = self._always[form.sha256, definition.path] = {code: without_markup(label) for code, label in listed}
        chosen = node.value.split() if definition.control in ("select", "rank") else (node.value,)
        if all(code in always for code in chosen):
            return always
        return {one.value: without_markup(one.label) for one in session.choices(session.key(node))}


@dataclass(slots=True)
class _Instance:
    """One relevant instance of a repeat: its number among its kind, that of the one around it, and its answered nodes."""

    node: Node
    number: int
    above: int | None
    answered: dict[str, Node]


def _collect(node: Node, answered: dict[str, Node], found: list[_Instance], around: _Instance | None) -> None:
    """The relevant nodes with a value below a node, by path: into `answered`, or into the instance of a repeat around them."""
    counts: dict[str, int] = {}
    for child in node.children:
        if not child.relevant:
            continue
        if child.repeat:
            counts[child.path] = counts.get(child.path, 0) + 1
            one = _Instance(child, counts[child.path], None if around is None else around.number, {})
            found.append(one)
            _collect(child, one.answered, found, one)
        elif child.children:
            _collect(child, answered, found, around)
        elif child.value:
            answered[child.path] = child


def _has_column(definition: Definition) -> bool:
    """Questions that take an answer, and what the form computes; hidden fields and texts that only tell stay out."""
    if definition.kind == "value":
        return definition.calculate is not None and definition.name not in ("instanceID", "instanceName")
    told = definition.readonly is not None and definition.calculate is None and definition.control == "input"
    return definition.kind == "question" and not told and "label" not in definition.appearance


def _has_one_tree(form: CompiledForm) -> bool:
    """Whether every filling has the same nodes, and nothing happens at opening one."""
    return not any(
        one.kind == "repeat" or any(action.event == "odk-instance-load" for action in one.actions)
        for one in form.definitions.values()
    )


def _never_told(form: CompiledForm) -> frozenset[str]:
    """Values without words that follow from no answer: what the programme fills in for the head of the form."""
    reader = Reader(form.children)
    answered = {path for path, one in form.definitions.items() if one.kind == "question" and one.calculate is None}
    computed = {
        path: reader.references(one.calculate, path) for path, one in form.definitions.items() if one.calculate is not None
    }
    while more := {path for path, sources in computed.items() if path not in answered and sources & answered}:
        answered |= more
    return frozenset(path for path in computed if path not in answered and not form.definitions[path].label)


def _repeat_of(form: CompiledForm, definition: Definition) -> str:
    """The innermost repeat around a question; "" outside repeats."""
    found = form.definitions.get(definition.parent or "")
    while found is not None and found.kind != "repeat":
        found = form.definitions.get(found.parent or "")
    return found.path if found is not None else ""
