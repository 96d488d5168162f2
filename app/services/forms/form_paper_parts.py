"""The parts of a form's paper, in the order of the form: blank, with every question, or filled, with what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from app.forms.blank import DOTS
from app.forms.markup import without_markup
from app.forms.model import Definition
from app.print.form_papers import Asked, FormPart, Heading, Kind, Option, Table, Told
from app.services.forms import form_paper_rows as runs
from app.services.forms.form_paper_pages import BlankPage, FilledPage, Page
from app.services.forms.form_paper_rows import BLANK_ROWS
from app.text.digits import digits_for
from app.text.words import words

__all__ = ["BLANK_ROWS", "BlankPage", "FilledPage", "parts_of"]

MOST_BOXES = 24
"""More choices than this become a line to write on (inferred)."""
MOST_NUMBERS = 21
"""A range of more numbers is written, not circled (inferred)."""
_LONGEST_CONDITION = 90
_LONG = frozenset({"search", "autocomplete"})
_CLOSED = frozenset({"minimal", "quick"})
"""Lists that open on the screen: boxes on a blank paper, only the answer on a filled one."""
_KINDS: dict[str, Kind] = {
    "int": "number", "decimal": "number", "date": "date", "dateTime": "moment", "time": "time", "geopoint": "point",
    "binary": "file",
}  # fmt: skip


def parts_of(page: Page) -> tuple[FormPart, ...]:
    """The whole form."""
    return tuple(_once(_Parts(page).inside(page.form.root.path, 1)))


def _once(parts: Iterable[FormPart]) -> Iterator[FormPart]:
    """The same hint stands once in a section: on paper it is read from above."""
    said: set[str] = set()
    for part in parts:
        if isinstance(part, Heading | Table) and part.level == 1:
            said = set()
        if isinstance(part, Asked) and part.hint:
            yield replace(part, hint="") if part.hint in said else part
            said.add(part.hint)
        else:
            yield part


class _Parts:
    """Goes through a form; knows which questions were asked just before, for the words of conditions."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._near: set[str] = set()

    def inside(self, place: str, level: int) -> Iterator[FormPart]:
        """The parts under a place."""
        page = self.page
        children = [pair for pair in page.below(place) if "label" not in pair[0].appearance]
        at = 0
        while at < len(children):
            definition, here = children[at]
            if definition.kind == "repeat":
                same = [key for other, key in children if other.path == definition.path]
                yield from self._repeat(definition, same, level)
                at += len(same)
            elif (length := runs.signer_length(page, children, at)) > 0:
                yield runs.signatures(page, children[at : at + length])
                at += length
            elif (length := runs.grid_length(page, children, at)) > 1:
                yield runs.grid(page, children[at : at + length])
                at += length
            elif (length := runs.scored_length(page, children, at)) > 0:
                yield runs.scored(page, children[at : at + length])
                at += length
            else:
                before_signing = at + 1 < len(children) and runs.signer_length(page, children, at + 1) > 0
                if not (before_signing and runs.is_told(definition)):  # it says how to note what stands on the paper itself
                    yield from self._single(definition, here, level)
                at += 1

    def _single(self, definition: Definition, place: str, level: int) -> Iterator[FormPart]:
        page = self.page
        if definition.kind == "group":
            title = page.label(definition, place)
            condition = self._condition(definition)[0]
            inner = tuple(self.inside(place, level + 1 if title else level))
            if title and inner:
                yield Heading(title=title, level=level, hint=page.hint(definition, place), condition=condition)
            yield from inner
        elif definition.kind == "question" and runs.is_told(definition):
            yield from self._told(definition, place)
        elif definition.kind == "question":
            yield self._asked(definition, place)

    def _repeat(self, definition: Definition, instances: Sequence[str], level: int) -> Iterator[FormPart]:
        condition = self._condition(definition)[0]
        if runs.in_table(self.page, definition):
            table = runs.table(self.page, definition, instances, condition)
            if table.columns:
                yield replace(table, level=level)
            return
        title = self.page.label(definition, instances[0])
        for number, key in enumerate(instances, 1):
            inner = tuple(self.inside(key, level + 1))
            if inner:
                name = f"{title} ({digits_for(number, self.page.lang)})" if title else digits_for(number, self.page.lang)
                yield Heading(title=name, level=level if number == 1 else max(2, level), condition=condition)
                yield from inner

    def _told(self, definition: Definition, place: str) -> Iterator[FormPart]:
        """Words; on a blank paper not those that only the programme can know to be true."""
        text, value = self.page.label(definition, place), self.page.words(definition, place)
        condition = ""
        if self.page.blank and definition.relevant is not None:
            condition = self._condition(definition, follow=False)[0]
            if not condition and not self._true_on_paper(definition, text):
                return
        if self.page.blank and definition.calculate is not None and DOTS not in text:
            text = f"{text} {DOTS}"
        if not self.page.blank and not text and not value:
            return
        yield Told(text=text, value=value, condition=condition)

    def _true_on_paper(self, definition: Definition, text: str) -> bool:
        """Whether words hold whatever is answered, or can be made true by hand: room for a value."""
        found = self.page.condition(definition)
        if found is not None and found.answered:
            return True
        return DOTS in text and len(self.page.sources(definition)) == 1

    def _asked(self, definition: Definition, place: str) -> Asked:
        page = self.page
        condition, indent = self._condition(definition)
        label, hint = page.label(definition, place), page.hint(definition, place)
        if definition.control == "trigger":
            done = page.value(definition, place) != ""
            box = Option(label=label, chosen=done)
            return Asked(label="", hint=hint, options=(box,), many=True, condition=condition, indent=indent)
        options, rest = self._answer(definition, place)
        kind = _kind(definition)
        scale = _scale(definition, page.lang) if kind == "range" else ()
        return Asked(
            label=label,
            hint=hint or self._how(kind, bool(options or scale)),
            required=definition.required is not None,
            options=options,
            many=definition.control in ("select", "rank"),
            value=rest,
            lines=_lines(definition),
            kind=kind,
            scale=scale,
            condition=condition,
            indent=indent,
            picture=page.picture(place),
        )

    def _how(self, kind: Kind, offered: bool) -> str:
        """How a rank or a range is filled in by hand; nothing for others, and on a filled paper."""
        keys = {"rank": "print.form.rank", "range": "print.form.circle"}
        return words(keys[kind], self.page.lang) if self.page.blank and offered and kind in keys else ""

    def _answer(self, definition: Definition, place: str) -> tuple[tuple[Option, ...], str]:
        """The boxes, and what stands in words: an answer without boxes, or one that is no choice any more."""
        page = self.page
        choices = page.choices(definition, place)
        few = choices is not None and len(choices) <= MOST_BOXES and not definition.appearance & _LONG
        said = not page.blank and (definition.control == "rank" or definition.appearance & _CLOSED)
        boxes = choices if choices and few and not said else ()
        value = page.value(definition, place)
        chosen = set(value.split() if definition.control == "select" else [value])
        known = {code for code, _ in boxes}
        rest = page.words(definition, place) if not boxes or not chosen <= known | {""} else ""
        return tuple(Option(label=without_markup(label) or code, chosen=code in chosen) for code, label in boxes), rest

    def _condition(self, definition: Definition, *, follow: bool = True) -> tuple[str, bool]:
        """When it is asked in words, and whether there is a condition at all; only on a blank paper."""
        if not self.page.blank or definition.relevant is None:
            if follow:
                self._near = {definition.path}
            return "", False
        found = self.page.condition(definition)
        near = found is not None and found.path in self._near
        if follow:
            self._near.add(definition.path)
        if found is None and self._known_before(definition):
            return "", False
        if found is None or found.answered:
            return "", True
        fewer = 0 < len(found.others) < len(found.choices)
        lang = self.page.lang
        labels = [without_markup(label) for _, label in (found.others if fewer else found.choices)]
        said = ", ".join(words("print.form.quoted", lang, text=label) for label in labels)
        if not near:
            asked = self.page.form.definitions[found.path]
            question = words("print.form.quoted", lang, text=self.page.label(asked, asked.path))
            which = "print.form.if_not_of" if fewer else "print.form.if_of"
            text = words(which, lang, question=question, choices=said)
        else:
            text = words("print.form.if_not" if fewer else "print.form.if", lang, choices=said)
        return (text if len(said) <= _LONGEST_CONDITION else ""), True

    def _known_before(self, definition: Definition) -> bool:
        """Whether only what the programme knows decides: on paper that is no condition."""
        paths = self.page.sources(definition)
        asked = [self.page.form.definitions[path] for path in paths if path in self.page.form.definitions]
        return bool(asked) and all(one.kind == "value" and one.calculate is None for one in asked)


def _kind(definition: Definition) -> Kind:
    """What is written or ticked."""
    if definition.control == "rank":
        return "rank"
    if definition.control == "range":
        return "range"
    if definition.control == "upload":
        return "file"
    if definition.type == "date" and definition.appearance & {"month-year", "year"}:
        return "year" if "year" in definition.appearance else "month"
    return _KINDS.get(definition.type, "text")


def _lines(definition: Definition) -> int:
    """How many lines to write on."""
    rows = definition.parameters.get("rows", "")
    if rows.isdigit():
        return max(1, min(12, int(rows)))
    return 3 if "multiline" in definition.appearance else 1


def _scale(definition: Definition, lang: str) -> tuple[str, ...]:
    """The numbers of a range; none when they are too many or no numbers."""
    try:
        first, last, step = (Decimal(definition.parameters[name]) for name in ("start", "end", "step"))
    except (KeyError, InvalidOperation):
        return ()
    count = int(abs(last - first) / abs(step)) + 1 if step else 0
    if not 0 < count <= MOST_NUMBERS:
        return ()
    step = abs(step) if last >= first else -abs(step)
    return tuple(digits_for(f"{first + step * number:f}", lang) for number in range(count))
