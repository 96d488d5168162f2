"""A form filled in whole: a token in every text, the first choice of every list, one row of every repeat."""

from __future__ import annotations

from collections.abc import Callable

from app.forms.model import Definition
from app.forms.session import FormSession
from app.services.forms import form_library
from app.services.forms.form_facts import subject_of_form
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session
from app.services.papers.official_form_plan import OFFICIAL
from app.services.responses import responses

_LAST = frozenset({"source_kind"})
"""Lists of which the last choice asks more than the first."""
ROUNDS = 3
"""So often is the form gone through: an answer may bring more questions."""


def official_responses(
    session: Session, shelf: FormShelf, about: dict[str, str], text: Callable[[Definition], str], lang: str = "en"
) -> dict[int, str]:
    """Each of the six forms filled in whole, about records by their type; gives the responses by the number of the form."""
    filled = {}
    for form_id, plan in OFFICIAL.items():
        with session.write("response_start") as uow:
            compiled = form_library.form_for_new(uow, shelf, form_id)
            subject = subject_of_form(compiled)
            made = responses.start(uow, compiled, subject, about[subject])
            answers = responses.session_of(responses.get(uow, shelf, made), lang, now=uow.clock.now)
            fill_all(answers, text)
            responses.save_answers(uow, made, dict(answers.answers()))
        filled[plan.number] = made
    return filled


def fill_all(session: FormSession, text: Callable[[Definition], str]) -> None:
    """Answers every question that is asked; `text` gives the words of a text question."""
    for state in session.states():
        if state.definition.kind == "repeat" and state.relevant and not session.repeats("/data", state.definition.name):
            session.add_repeat(state.definition.path)
    for path, definition in session.form.definitions.items():
        if definition.kind == "repeat" and path.count("/") == 2 and not session.repeats("/data", definition.name):
            session.add_repeat(path)
    for _ in range(ROUNDS):
        for state in session.states():
            one = state.definition
            if one.kind == "question" and state.relevant and not state.readonly and not session.value(state.key):
                session.answer(state.key, _answer(session, state.key, one, text))


def _answer(session: FormSession, key: str, one: Definition, text: Callable[[Definition], str]) -> str:
    """An answer of the question's kind."""
    if one.choices is not None:
        offered = session.choices(key)
        return offered[-1 if one.name in _LAST else 0].value if offered else ""
    if "village" in one.appearance:
        return "01020101"
    plain = {"int": "1", "decimal": "1", "date": "2026-02-01", "dateTime": "2026-02-01T10:00:00.000+07:00", "time": "10:00:00"}
    return plain[one.type] if one.type in plain else text(one)
