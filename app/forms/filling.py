"""A form filled from names and values, as JSON and other programmes hand them over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from app.domain.errors import InputError
from app.forms.answers import Answer
from app.forms.states import Outcome

if TYPE_CHECKING:
    from app.forms.session import FormSession
    from app.forms.xpath.nodes import Node


def fill_by_name(session: FormSession, answers: Mapping[str, object], inside: Node) -> dict[str, Outcome]:
    """Answer what stands below `inside` by names, in the form's order; outcome by name, inside repeats by key and name."""
    outcomes: dict[str, Outcome] = {name: Outcome("NO_SUCH_QUESTION") for name in answers}
    for definition in session.form.below(inside.path):
        if definition.name not in answers or outcomes[definition.name].result == "OK":
            continue
        answer, holder = answers[definition.name], session.holder(definition, inside)
        if holder is None:
            continue
        if definition.kind == "repeat" and isinstance(answer, list):
            outcomes[definition.name] = Outcome("OK")
            outcomes |= _rows(session, holder, definition.name, answer)
        elif definition.kind in ("question", "value"):
            node = next(iter(holder.named(definition.name)))
            outcomes[definition.name] = session.answer(session.key(node), _as_answer(answer))
    return outcomes


def refused(name: str, outcome: Outcome) -> InputError:
    """What to say of an answer that was not taken: `answer_refused` with the words of the form; `answer_refused_unknown` for a
    question that the form does not have, `answer_refused_kind` for an answer that is none of its choices or of another kind."""
    if outcome.result == "NO_SUCH_QUESTION":
        return InputError("answer_refused_unknown", field=name)
    if outcome.message and outcome.message != "not_fitting":
        return InputError("answer_refused", field=name, reason=outcome.message)
    return InputError("answer_refused_kind", field=name)


def not_asked(outcomes: Mapping[str, Outcome]) -> tuple[str, ...]:
    """The names of those answers that the form does not ask now; InputError `answer_refused` for the first that is refused."""
    for name, outcome in outcomes.items():
        if outcome.result not in ("OK", "NOT_ANSWERABLE"):
            raise refused(name, outcome)
    return tuple(name for name, outcome in outcomes.items() if outcome.result == "NOT_ANSWERABLE")


def filled(
    begin: Callable[[str], FormSession], answers: Mapping[str, object], lang: str
) -> tuple[FormSession, tuple[str, ...]]:
    """A session, made by `begin` of a language, with answers by name; and the names of those that the form does not ask now.

    Answers are taken in the form's own language, as what it computes may hold words of it; what it refuses is said in `lang`.
    InputError as `not_asked`.
    """
    session = begin("")
    outcomes = session.fill(answers)
    if lang and any(one.message for one in outcomes.values()):
        not_asked(begin(lang).fill(answers))
    return session, not_asked(outcomes)


def _rows(session: FormSession, holder: Node, name: str, rows: Sequence[Mapping[str, object]]) -> dict[str, Outcome]:
    """Instances of a repeat, those that are there first."""
    outcomes: dict[str, Outcome] = {}
    present = holder.named(name)
    for number, row in enumerate(rows):
        there = present[number] if number < len(present) else None
        key = session.key(there) if there is not None else session.add_repeat(f"{session.key(holder)}/{name}")
        outcomes |= {f"{key}/{part}": found for part, found in fill_by_name(session, dict(row), session.node(key)).items()}
    return outcomes


def _as_answer(answer: object) -> Answer:
    """A value from JSON as an answer; what no question can take becomes its text and is refused there."""
    if answer is None or isinstance(answer, str | bool | int | float):
        return answer
    if isinstance(answer, list):
        return [str(part) for part in answer]
    return str(answer)
