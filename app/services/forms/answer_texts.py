"""Texts given as answers of forms: what looks like old Limon letters is asked about, as in names (practice P13).

The window offers the conversion below the field; this is the same for who answers without one.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.questions import Question
from app.forms.model import Definition
from app.services.responses.response_store import bare
from app.services.responses.responses import Response
from app.text.limon import offered

_TEXTS = frozenset({"string", "text", ""})
_NO_WORDS = frozenset({"numbers", "masked", "village"})


def before_saving(now: Response, before: Mapping[str, str]) -> tuple[Question, ...]:
    """What to ask of the texts of a response that were not so `before` (question → stored text), each with what it would be."""
    found: list[Question] = []
    for key, typed in now.answers.items():
        definition = now.form.definitions.get(bare(key)) if now.form is not None else None
        if definition is None or typed == before.get(key) or now.is_hidden(key) or not _is_text(definition):
            continue
        turned = offered(typed)
        if turned is not None:
            found.append(Question("ask.answer_limon", {"question": definition.name, "typed": typed, "text": turned}))
    return tuple(found)


def _is_text(definition: Definition) -> bool:
    """Whether words are typed into a question."""
    text = definition.kind == "question" and definition.control == "input" and definition.type in _TEXTS
    return text and not definition.appearance & _NO_WORDS
