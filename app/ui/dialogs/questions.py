"""What is unlikely is asked once before it is saved, never refused (practice P13)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.questions import Question
from app.services.cases.flow_words import missing_lines
from app.text.dates import parse_date, short_date
from app.text.digits import digits_for
from app.text.words import words

if TYPE_CHECKING:
    from app.ui.context import Context


def ask_all(context: Context, parent: QWidget, questions: Sequence[Question], verb: str) -> bool:
    """Asks one after the other; false at the first that is not confirmed."""
    for question in questions:
        params = {name: _shown(context, value) for name, value in question.params.items()}
        if not context.dialogs.confirm(parent, words(question.code, context.lang, **params), verb):
            return False
    return True


def _shown(context: Context, value: object) -> str:
    """A day in the short form of the language; what is missing a line each; a code as it is."""
    if isinstance(value, tuple):
        return missing_lines(value, context.lang)
    day = parse_date(str(value), context.today()) if len(str(value)) == 10 else None
    return short_date(day, context.lang) if day else digits_for(value, "en")
