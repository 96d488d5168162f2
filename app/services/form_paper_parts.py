"""The parts of a form's paper, in the order of the form: blank, with every question, or filled, with what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.forms import blank
from app.forms.markup import without_markup
from app.forms.model import CompiledForm, Definition
from app.forms.saying import answer_words
from app.forms.session import FormSession
from app.print.form_papers import Asked, FormPart, Grid, Heading, Option, Table, Told

MOST_BOXES = 16
"""More choices than this become a line to write on (inferred)."""
MOST_COLUMNS = 6
"""A repeat of more questions, or with long ones, is printed as blocks (inferred)."""
BLANK_ROWS = 6
BLANK_BLOCKS = 2
_LONG = frozenset({"minimal", "search", "autocomplete", "quick"})
Choices = Sequence[tuple[str, str]]


class Page(Protocol):
    """What the parts are made from; a place is a node's key in a filled form, and its path in a blank one."""

    form: CompiledForm
    blank: bool

    def below(self, place: str) -> Sequence[tuple[Definition, str]]:
        """The children of a place that are printed, each with its own place; a repeat once for each instance."""

    def label(self, definition: Definition, place: str) -> str:
        """The label."""

    def hint(self, definition: Definition, place: str) -> str:
        """The hint."""

    def choices(self, definition: Definition, place: str) -> Choices | None:
        """Value and label of the choices; None when they cannot be listed."""

    def value(self, definition: Definition, place: str) -> str:
        """The stored answer; empty in a blank form."""

    def words(self, definition: Definition, place: str) -> str:
        """The answer in words; empty in a blank form."""


class BlankPage:
    """Every question, whatever its condition; each repeat a few times."""

    blank = True

    def __init__(self, form: CompiledForm, lang: str) -> None:
        """`lang` is a code such as "km"."""
        self.form = form
        self._language = form.language(lang)

    def below(self, place: str) -> Sequence[tuple[Definition, str]]:
        """The definitions under a path."""
        found = [self.form.definitions[path] for path in self.form.children[place]]
        return [(one, one.path) for one in found for _ in range(BLANK_BLOCKS if one.kind == "repeat" else 1)]

    def label(self, definition: Definition, place: str) -> str:
        """The label, with dots where answers would stand."""
        return without_markup(blank.text_of(self.form, definition.label, self._language))

    def hint(self, definition: Definition, place: str) -> str:
        """The hint, or the guidance that is meant for paper."""
        texts = definition.hint or definition.guidance
        return without_markup(blank.text_of(self.form, texts, self._language))

    def choices(self, definition: Definition, place: str) -> Choices | None:
        """What is always offered."""
        return blank.offered(self.form, definition, self._language)

    def value(self, definition: Definition, place: str) -> str:
        """Nothing."""
        return ""

    def words(self, definition: Definition, place: str) -> str:
        """Nothing."""
        return ""


class FilledPage:
    """What a session asks now, with its answers."""

    blank = False

    def __init__(self, session: FormSession, lang: str, leave_out: frozenset[str] = frozenset()) -> None:
        """`leave_out` are paths of questions and groups that this copy must not show."""
        self.form = session.form
        self._session = session
        self._lang = lang
        self._below: dict[str, list[tuple[Definition, str]]] = {}
        for state in session.states():
            if state.relevant and state.definition.path not in leave_out:
                above = state.key.rpartition("/")[0]
                self._below.setdefault(above, []).append((state.definition, state.key))

    def below(self, place: str) -> Sequence[tuple[Definition, str]]:
        """The relevant nodes under a key."""
        return self._below.get(place, [])

    def label(self, definition: Definition, place: str) -> str:
        """The label now."""
        return without_markup(self._session.label(place))

    def hint(self, definition: Definition, place: str) -> str:
        """None: what was answered needs no help."""
        return ""

    def choices(self, definition: Definition, place: str) -> Choices | None:
        """What is offered now."""
        if definition.choices is None:
            return None
        return [(choice.value, choice.label) for choice in self._session.choices(place)]

    def value(self, definition: Definition, place: str) -> str:
        """The stored answer."""
        return self._session.value(place)

    def words(self, definition: Definition, place: str) -> str:
        """The answer in words."""
        labels = dict(self.choices(definition, place) or ())
        return answer_words(definition, self._session.value(place), labels, self._lang)


def parts_of(page: Page) -> tuple[FormPart, ...]:
    """The whole form."""
    return tuple(_inside(page, page.form.root.path, 1))


def _inside(page: Page, place: str, level: int) -> Iterator[FormPart]:
    """The parts under a place; questions with the same choices in a row of a grid, short repeats as tables."""
    children = [pair for pair in page.below(place) if not _is_helper(pair[0])]
    at = 0
    while at < len(children):
        definition, here = children[at]
        same = [pair for pair in children if pair[0].path == definition.path] if definition.kind == "repeat" else []
        if definition.kind == "repeat":
            yield from _repeat(page, definition, [key for _, key in same], level)
            at += len(same)
            continue
        row = _grid_length(children, at)
        if row > 1:
            yield _grid(page, children[at : at + row])
            at += row
            continue
        yield from _single(page, definition, here, level)
        at += 1


def _is_helper(definition: Definition) -> bool:
    """The heading line that XLSForm's table-list makes; the grid has its own."""
    return "label" in definition.appearance


def _single(page: Page, definition: Definition, place: str, level: int) -> Iterator[FormPart]:
    if definition.kind == "group":
        title = page.label(definition, place)
        inner = tuple(_inside(page, place, level + 1 if title else level))
        if title and inner:
            yield Heading(title=title, level=level, hint=page.hint(definition, place))
        yield from inner
    elif definition.kind == "question":
        yield _told(page, definition, place) if _is_told(definition) else _asked(page, definition, place)


def _is_told(definition: Definition) -> bool:
    """A note, or a value that the form computes and shows."""
    always = definition.readonly is not None and definition.readonly.text.replace(" ", "") in ("true()", "'true'", "1")
    return definition.control == "input" and (definition.calculate is not None or always)


def _told(page: Page, definition: Definition, place: str) -> Told:
    return Told(text=page.label(definition, place), value=page.words(definition, place))


def _asked(page: Page, definition: Definition, place: str) -> Asked:
    choices = page.choices(definition, place)
    boxes = choices if choices and len(choices) <= MOST_BOXES and not definition.appearance & _LONG else ()
    if definition.control == "rank":
        boxes = ()
    chosen = set(page.value(definition, place).split() if definition.control == "select" else [page.value(definition, place)])
    known = {value for value, _ in boxes}
    rest = page.words(definition, place) if not boxes or not chosen <= known | {""} else ""
    if definition.control == "trigger":
        boxes, rest = (("OK", page.label(definition, place)),), ""
    return Asked(
        label=page.label(definition, place) if definition.control != "trigger" else page.hint(definition, place) or " ",
        hint=page.hint(definition, place) if definition.control != "trigger" else "",
        required=definition.required is not None,
        options=tuple(Option(label=without_markup(label) or value, chosen=value in chosen) for value, label in boxes),
        many=definition.control in ("select", "trigger"),
        value=rest,
        lines=_lines(definition),
    )


def _lines(definition: Definition) -> int:
    """How many lines to write on."""
    rows = definition.parameters.get("rows", "")
    if rows.isdigit():
        return max(1, min(12, int(rows)))
    return 3 if "multiline" in definition.appearance else 1


def _grid_length(children: Sequence[tuple[Definition, str]], at: int) -> int:
    """How many questions from here on are ticked in one grid."""
    first = children[at][0]
    if not _in_grid(first):
        return 1
    length = 1
    while at + length < len(children) and _same_choices(first, children[at + length][0]):
        length += 1
    return length


def _in_grid(definition: Definition) -> bool:
    return (
        definition.choices is not None
        and not definition.choices.filtered
        and bool(definition.appearance & {"likert", "list-nolabel"})
    )


def _same_choices(first: Definition, other: Definition) -> bool:
    return (
        _in_grid(other)
        and first.choices is not None
        and other.choices is not None
        and first.control == other.control
        and first.choices.nodes.text == other.choices.nodes.text
    )


def _grid(page: Page, asked: Sequence[tuple[Definition, str]]) -> Grid:
    columns = list(page.choices(*asked[0]) or ())
    places = {value: place for place, (value, _) in enumerate(columns)}
    return Grid(
        columns=tuple(without_markup(label) for _, label in columns),
        rows=tuple(
            (page.label(one, key), tuple(places[value] for value in page.value(one, key).split() if value in places))
            for one, key in asked
        ),
    )


def _repeat(page: Page, definition: Definition, instances: Sequence[str], level: int) -> Iterator[FormPart]:
    asked = [one for one in page.form.below(definition.path) if one.kind == "question" and not _is_told(one)]
    plain = all(one.kind in ("question", "value") for one in page.form.below(definition.path))
    short = plain and 0 < len(asked) <= MOST_COLUMNS and not any(_lines(one) > 1 for one in asked)
    title = page.label(definition, instances[0])
    if short:
        shown = [one for one in asked if any(one.path == other.path for key in instances for other, _ in page.below(key))]
        heads = tuple(_head(page, one, instances) for one in shown)
        yield Table(title=title, columns=heads, rows=tuple(_rows(page, shown, instances)))
        return
    for number, key in enumerate(instances, 1):
        inner = tuple(_inside(page, key, level + 1))
        if inner:
            yield Heading(title=f"{title} ({number})" if title else str(number), level=max(2, level))
            yield from inner


def _head(page: Page, definition: Definition, instances: Sequence[str]) -> str:
    """A column's title: the question's label where it is asked first."""
    places = (place for key in instances for one, place in page.below(key) if one.path == definition.path)
    return page.label(definition, next(places, definition.path))


def _rows(page: Page, asked: Sequence[Definition], instances: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if page.blank:
        yield from (("",) * len(asked) for _ in range(BLANK_ROWS))
        return
    for key in instances:
        here = {one.path: place for one, place in page.below(key)}
        yield tuple(page.words(one, here[one.path]) if one.path in here else "" for one in asked)
