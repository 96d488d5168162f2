"""The choices of a question as they are offered now, kept as long as no answer can change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.forms.model import Choices, Texts
from app.forms.xpath.context import Context
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import Expression, nodes_of
from app.forms.xpath.values import XPathError, to_text

if TYPE_CHECKING:
    from app.forms.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as it is offered now. `media` are file names by form: image, audio, video, big-image.

    `colour` is what the column of that name in the choices sheet says: red, orange, yellow, green; "" for none.
    """

    value: str
    label: str
    media: Mapping[str, str] = field(default_factory=dict)
    colour: str = ""


class Offering:
    """Finds the choices of questions over the answers of one session."""

    def __init__(self, work: Evaluation) -> None:
        self._work = work
        self._kept: dict[tuple[str, str], tuple[Choice, ...]] = {}
        self._values: dict[tuple[str, str], frozenset[str]] = {}
        self._lively = False

    def heard(self, texts: Texts) -> None:
        """A text was read by its id: choices whose texts show answers are not kept."""
        self._lively = self._lively or any(phrase.plain is None for phrase in texts.values())

    def now(self, node: Node) -> tuple[Choice, ...]:
        """The choices of a question; empty for other nodes."""
        work = self._work
        found = work.instance.definition(node).choices
        if found is None:
            return ()
        kept = (node.path, work.language)
        if kept in self._kept:
            return self._kept[kept]
        self._lively = False
        try:
            choices = (*self._rows(found.first, node), *self._rows(found, node))
        except XPathError as error:
            work.faults[work.instance.key(node)] = str(error)
            return ()
        if not found.filtered and not self._lively:
            self._kept[kept] = choices
        return choices

    def values(self, node: Node) -> frozenset[str]:
        """The values of the choices of a question, for looking one up in a long list."""
        kept = (node.path, self._work.language)
        if kept in self._values:
            return self._values[kept]
        values = frozenset(choice.value for choice in self.now(node))
        if kept in self._kept:
            self._values[kept] = values
        return values

    def _rows(self, found: Choices | None, node: Node) -> tuple[Choice, ...]:
        if found is None:
            return ()
        label = found.labels.get(self._work.language, found.label)
        rows = nodes_of(found.nodes.evaluate(Context(node, self._work.env, node)))
        return tuple(self._choice(found, label, row) for row in rows)

    def _choice(self, found: Choices, label: Expression, row: Node) -> Choice:
        context = Context(row, self._work.env, row)
        value = row.text(found.value) if found.value_of is None else to_text(found.value_of.evaluate(context))
        media: Mapping[str, str] = {}
        if found.text_id is not None:
            forms = self._work.form.text_media.get(to_text(found.text_id.evaluate(context)), {})
            media = {form: name for form, texts in forms.items() if (name := self._work.say(texts, self._work.instance.root))}
        return Choice(value, to_text(label.evaluate(context)), media, row.text("colour"))
