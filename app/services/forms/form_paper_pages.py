"""What a form's paper is made from: the blank form, or one that was filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.forms import blank
from app.forms.conditions import Condition, Conditions
from app.forms.markup import without_markup
from app.forms.model import CompiledForm, Definition
from app.forms.saying import answer_words
from app.forms.session import FormSession
from app.text.digits import digits_for, numbers_for

BLANK_BLOCKS = 2
"""How often a repeat that is too wide for a table stands on a blank paper (inferred)."""
Choices = Sequence[tuple[str, str]]


class Page(Protocol):
    """What the parts are made from; a place is a node's key in a filled form, and its path in a blank one."""

    form: CompiledForm
    blank: bool
    lang: str

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

    def condition(self, definition: Definition) -> Condition | None:
        """When it is asked, if that is simple; nothing in a filled form."""

    def sources(self, definition: Definition) -> frozenset[str]:
        """The paths that decide whether it is asked; nothing in a filled form."""

    def picture(self, place: str) -> bytes:
        """A small picture of what is attached; empty without one."""


class BlankPage:
    """Every question, whatever its condition; each repeat a few times."""

    blank = True

    def __init__(self, form: CompiledForm, lang: str, leave_out: frozenset[str] = frozenset()) -> None:
        """`lang` is a code such as "km"; `leave_out` are paths of questions and groups that this paper does not ask."""
        self.form = form
        self._leave_out = leave_out
        self.lang = lang
        self._language = form.language(lang)
        self._conditions = Conditions(form, self._language)

    def below(self, place: str) -> Sequence[tuple[Definition, str]]:
        """The definitions under a path."""
        found = [self.form.definitions[path] for path in self.form.children[place] if path not in self._leave_out]
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

    def condition(self, definition: Definition) -> Condition | None:
        """The choices of another question with which it is asked."""
        return self._conditions.of(definition)

    def sources(self, definition: Definition) -> frozenset[str]:
        """The paths that decide whether it is asked."""
        return self._conditions.sources(definition)

    def picture(self, place: str) -> bytes:
        """Nothing."""
        return b""


class FilledPage:
    """What a session asks now, with its answers."""

    blank = False

    def __init__(
        self,
        session: FormSession,
        lang: str,
        leave_out: frozenset[str] = frozenset(),
        pictures: Mapping[str, bytes] | None = None,
        villages: Mapping[str, str] | None = None,
    ) -> None:
        """`leave_out` are paths of questions and groups that this copy must not show; `pictures` by key of the question.

        `villages` are the names of villages by their code.
        """
        self._villages = villages or {}
        self.form = session.form
        self.lang = lang
        self._session = session
        self._pictures = pictures or {}
        self._below: dict[str, list[tuple[Definition, str]]] = {}
        for state in session.states():
            if state.relevant and state.definition.path not in leave_out:
                above = state.key.rpartition("/")[0]
                self._below.setdefault(above, []).append((state.definition, state.key))

    def below(self, place: str) -> Sequence[tuple[Definition, str]]:
        """The relevant nodes under a key."""
        return self._below.get(place, [])

    def label(self, definition: Definition, place: str) -> str:
        """The label now; numbers in it have the digits of the language."""
        return numbers_for(without_markup(self._session.label(place)), self.lang)

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
        """The answer in words; of a place on the map latitude and longitude, of a time and a month what was asked for."""
        value = self._session.value(place)
        if "village" in definition.appearance:
            return self._villages.get(value, value)
        if definition.type == "geopoint":
            return ", ".join(value.split()[:2])
        if definition.type == "time":
            return digits_for(value[:5], self.lang)
        if definition.type == "date" and definition.appearance & {"year", "month-year"}:
            year, _, rest = value.partition("-")
            return digits_for(year if "year" in definition.appearance or not rest else f"{rest[:2]}/{year}", self.lang)
        labels = dict(self.choices(definition, place) or ())
        return answer_words(definition, value, labels, self.lang)

    def condition(self, definition: Definition) -> Condition | None:
        """Nothing: what was not asked is not printed."""
        return None

    def sources(self, definition: Definition) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def picture(self, place: str) -> bytes:
        """What was given for the question."""
        return self._pictures.get(place, b"")
