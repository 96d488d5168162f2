"""What a form asks before anybody has answered: texts and choices without a session, for blank papers and for checks."""

from __future__ import annotations

from datetime import UTC, datetime

from app.forms.model import CompiledForm, Definition, Texts
from app.forms.xpath.context import Context, Environment
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import nodes_of
from app.forms.xpath.values import XPathError, to_text

DOTS = "……"
"""Stands where a text shows the value of an answer."""


def text_of(form: CompiledForm, texts: Texts, language: str) -> str:
    """A text of the form in a language (the form's name of it), else in its default language; dots for values of answers."""
    phrase = texts.get(language) or texts.get(form.default_language) or texts.get("") or next(iter(texts.values()), None)
    return "" if phrase is None else "".join(part if isinstance(part, str) else DOTS for part in phrase.parts)


def offered(form: CompiledForm, definition: Definition, language: str) -> tuple[tuple[str, str], ...] | None:
    """Value and label of each choice; None when which ones are offered depends on other answers, or nothing is chosen."""
    choices = definition.choices
    if choices is None or choices.filtered:
        return None
    root = Node(form.root.name)
    env = Environment(root, lambda: datetime.now(UTC), form.instances, labels=_Texts(form, language))
    try:
        rows = nodes_of(choices.nodes.evaluate(Context(root, env, root)))
        return tuple(
            (
                next((cell.value for cell in row.named(choices.value)), ""),
                to_text(choices.label.evaluate(Context(row, env, row))),
            )
            for row in rows
        )
    except XPathError:
        return None


class _Texts:
    """The form's own texts, for `jr:itext` in labels of choices."""

    def __init__(self, form: CompiledForm, language: str) -> None:
        self._form = form
        self.language = language

    def text_of(self, text_id: str) -> str:
        """The text with that id."""
        return text_of(self._form, self._form.texts.get(text_id, {}), self.language)

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """Nothing is chosen yet."""
        return ""
