"""The answers of a former response beside those of now: rows are matched by their id, else by their first question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.scoring import ANSWERS
from app.forms.model import CompiledForm
from app.forms.saying import answer_words
from app.forms.session import FormSession
from app.text.dates import short_date
from app.text.words import has_words, words
from app.ui.forms.layout import is_asked, path_of

_STEP = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Told:
    """A former answer in words; nothing for none. `changed` when the answer of now is another one."""

    text: str = ""
    changed: bool = False


@dataclass
class Former:
    """A former response: its answers by key, and its day. The form of now gives the words."""

    answers: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    _rows: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Which rows there were, by the key of their repeat, in order."""
        for key in self.answers:
            for found in _STEP.finditer(key):
                rows = self._rows.setdefault(key[: found.start()], [])
                if found[1] not in rows:
                    rows.append(found[1])

    def value(self, session: FormSession, key: str) -> str:
        """The former answer to a question, as it was stored."""
        if not self.answers:
            return ""
        former = self.key(session, key) if "[" in key else key
        return self.answers.get(former, "")

    def key(self, session: FormSession, key: str) -> str:
        """A key of now in the former response; "" when the row was not there."""
        done, former, rest = "", "", key
        while "[" in rest:
            plain, _, rest = rest.partition("[")
            row, _, rest = rest.partition("]")
            done, former = f"{done}{plain}", f"{former}{plain}"
            rows = self._rows.get(former, [])
            match = row if row in rows else self._alike(session, f"{done}[{row}]", former, rows)
            if not match:
                return ""
            done, former = f"{done}[{row}]", f"{former}[{match}]"
        return former + rest

    def _alike(self, session: FormSession, row: str, former: str, rows: list[str]) -> str:
        """The former row whose first question has the answer of this row's first question."""
        first = first_question(session.form, path_of(row))
        if not first:
            return ""
        inner = first[len(path_of(row)) :]
        answer = session.value(f"{row}{inner}")
        if not answer:
            return ""
        return next((one for one in rows if self.answers.get(f"{former}[{one}]{inner}") == answer), "")

    def words(self, session: FormSession, key: str, lang: str) -> Told:
        """The former answer in words, with its day, and whether it changed."""
        value = self.value(session, key)
        now = session.value(key) if self.answers else ""
        if not value:
            return Told()
        text = self.said(session, key, value, lang)
        if self.day is not None:
            text = f"{text} ({short_date(self.day, lang)})"
        changed = bool(now) and now != value
        return Told(words("forms.former.changed", lang, answer=text) if changed else text, changed)

    def said(self, session: FormSession, key: str, value: str, lang: str) -> str:
        """A former answer in words; choices by the form of now."""
        definition = session.form.definitions[path_of(key)]
        labels = {one.value: one.label for one in session.choices(key)} if definition.choices is not None else {}
        return answer_words(definition, value, labels, lang)

    def last_time(self, session: FormSession, key: str, lang: str) -> str:
        """The sentence below an item of a checklist."""
        answer = self.value(session, key)
        if not answer:
            return ""
        if answer in ANSWERS and has_words(f"scoring.answer.{answer}"):
            shown = words(f"scoring.answer.{answer}", lang)
        else:
            shown = self.said(session, key, answer, lang)
        return words("inspection.last_time", lang, day=short_date(self.day, lang), answer=shown)


NOTHING = Former()
"""No former response."""


def first_question(form: CompiledForm, repeat: str) -> str:
    """The path of the first question of a repeat that takes an answer, outside repeats inside it; "" when there is none."""
    for one in form.below(repeat):
        if not is_asked(one):
            continue
        around = form.definitions[one.parent or ""]
        while around.kind != "repeat" and around.parent is not None:
            around = form.definitions[around.parent]
        if around.path == repeat:
            return one.path
    return ""
