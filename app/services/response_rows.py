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
from app.forms.markup import without_markup
from app.forms.model import CompiledForm, Definition
from app.forms.saying import answer_words
from app.forms.session import FormSession
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
        self, forms: Sequence[CompiledForm], facts: Sequence[Column], lang: str, *, labels: bool, rights: Set[str]
    ) -> None:
        """`forms` are the versions in use, the newest last; `facts` the first columns; `rights` the restricted groups held."""
        self._lang = lang
        self._labels = labels
        self._repeats: dict[str, list[_Field]] = {"": []}
        self._numbers: dict[str, int] = {}
        seen: set[tuple[str, str]] = set()
        titles: dict[str, str] = {}
        for form in reversed(forms):
            for definition in form.definitions.values():
                if definition.kind == "repeat" and definition.path not in self._repeats:
                    self._repeats[definition.path] = []
                    titles[definition.path] = self._title(form, definition)
                if _has_column(definition) and not _closed(form, definition, rights):
                    for field in self._fields(form, definition):
                        if (field.path, field.choice) not in seen:
                            seen.add((field.path, field.choice))
                            self._repeats[_repeat_of(form, definition)].append(field)
        self._numbers = {path: number for number, path in enumerate(self._repeats)}
        link = [Column(words(f"responses.sheet.{name}", lang), WIDTH) for name in ("response", "row", "above")]
        main = next((form.title for form in reversed(forms)), "")
        self.sheets = tuple(
            Sheet(
                titles.get(path) or main,
                [*(link if path else [link[0], *facts]), *(Column(field.title, field.width) for field in fields)],
            )
            for path, fields in self._repeats.items()
        )

    def _title(self, form: CompiledForm, definition: Definition) -> str:
        """A column's head: the question in words, or its name with its groups as ODK writes it."""
        if not self._labels:
            return definition.path.removeprefix(f"{form.root.path}/").replace("/", "-")
        return without_markup(text_of(form, definition.label, form.language(self._lang))) or definition.name

    def _fields(self, form: CompiledForm, definition: Definition) -> Iterator[_Field]:
        title = self._title(form, definition)
        yield _Field(definition.path, title, WIDE if definition.type == "string" and not definition.choices else WIDTH)
        if not self._labels and definition.control == "select" and definition.choices and not definition.choices.filtered:
            for value, _ in offered(form, definition, form.default_language) or ():
                yield _Field(definition.path, f"{title}/{value}", WIDTH, value)

    def rows(self, responses: Iterable[Filled]) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Sheet and row, response by response."""
        for response in responses:
            session = FormSession(response.form, dict(response.answers), lang=self._lang)
            by_instance: dict[str, dict[str, str]] = {"": {}}
            order: list[tuple[str, str]] = []
            for state in session.states():
                if state.definition.kind == "repeat" and state.relevant:
                    by_instance[state.key] = {}
                    order.append((state.definition.path, state.key))
                elif state.relevant and state.value:
                    by_instance[_instance_of(state.key)][state.definition.path] = state.key
            yield 0, [response.id, *response.facts, *self._cells("", by_instance[""], session)]
            places: dict[str, int] = {}
            for path, key in order:
                above = key.rpartition("[")[0]
                places[above] = places.get(above, 0) + 1
                parent = _instance_of(key.rpartition("/")[0])
                place: list[Cell] = [response.id, places[above], _number_in(parent, order)]
                yield self._numbers[path], [*place, *self._cells(path, by_instance[key], session)]

    def _cells(self, repeat: str, keys: Mapping[str, str], session: FormSession) -> Iterator[Cell]:
        for field in self._repeats[repeat]:
            key = keys.get(field.path)
            definition = session.form.definitions.get(field.path)
            if key is None or definition is None:
                yield None
            elif field.choice:
                yield int(field.choice in session.value(key).split())
            else:
                yield self._cell(definition, session, key)

    def _cell(self, definition: Definition, session: FormSession, key: str) -> Cell:
        value = session.value(key)
        if definition.choices is not None and self._labels:
            return answer_words(definition, value, {one.value: one.label for one in session.choices(key)}, self._lang)
        try:
            if definition.type == "int":
                return int(value)
            if definition.type == "decimal":
                return float(value)
            if definition.type == "date":
                return date.fromisoformat(value)
        except ValueError:
            return value
        return answer_words(definition, value, {}, self._lang) if self._labels else value


def _has_column(definition: Definition) -> bool:
    """Questions that take an answer, and what the form computes; hidden fields and texts that only tell stay out."""
    if definition.kind == "value":
        return definition.calculate is not None and definition.name not in ("instanceID", "instanceName")
    told = definition.readonly is not None and definition.calculate is None and definition.control == "input"
    return definition.kind == "question" and not told and "label" not in definition.appearance


def _closed(form: CompiledForm, definition: Definition, rights: Set[str]) -> bool:
    """Whether it, or a group around it, belongs to a restricted group that the reader does not hold."""
    found: Definition | None = definition
    while found is not None:
        group = found.komar.get("group")
        if group and group not in rights:
            return True
        found = form.definitions.get(found.parent) if found.parent else None
    return False


def _repeat_of(form: CompiledForm, definition: Definition) -> str:
    """The innermost repeat around a question; "" outside repeats."""
    found = form.definitions.get(definition.parent or "")
    while found is not None and found.kind != "repeat":
        found = form.definitions.get(found.parent or "")
    return found.path if found is not None else ""


def _instance_of(key: str) -> str:
    """The key of the innermost instance of a repeat around a node; "" outside."""
    return f"{key.rpartition(']')[0]}]" if "]" in key else ""


def _number_in(parent: str, order: Sequence[tuple[str, str]]) -> int | None:
    """The row of the outer repeat in which an instance stands."""
    if not parent:
        return None
    path = next(path for path, key in order if key == parent)
    above = parent.rpartition("[")[0]
    alike = [key for other, key in order if other == path and key.rpartition("[")[0] == above]
    return alike.index(parent) + 1
