"""What the window asks once before it saves (practice P13), for who types commands.

Nobody can be asked in the middle of a script, and what is unlikely is never refused: so it is said on the error output, and
saved. Who wants to look first adds `--ask`: then nothing is saved while there is something to ask, and the same command without
it is the answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.cli.context import Context
from app.cli.output import say
from app.domain.errors import InputError
from app.domain.questions import Question
from app.services.cases.flow_words import missing_lines
from app.text.words import words


def tell(context: Context, questions: Iterable[Question]) -> None:
    """Says what is to be asked. InputError `asked_first` with the flag `--ask`, where there is any."""
    found = list(questions)
    for one in found:
        say(words(one.code, context.lang, **{name: _told(value, context.lang) for name, value in one.params.items()}))
    if found and "ask" in context.call.flags:
        raise InputError("asked_first")


def _told(value: object, lang: str) -> str:
    """What a question names; of what is missing a line each."""
    return missing_lines(value, lang) if isinstance(value, tuple) else str(value)
