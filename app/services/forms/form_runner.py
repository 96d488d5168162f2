"""Fills a form step by step without a screen, for authors and tests: a JSON line for the start and one for each step.

The steps, results and states are those of contracts.md, "Form runner".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession, Outcome
from app.forms.xpath.values import read_moment

Step = Mapping[str, object]
_WITH_REF = frozenset({"answer", "newRepeat", "removeRepeat", "choices", "label"})


def read_steps(lines: Iterable[str]) -> Iterator[Step]:
    """The steps of a file, one JSON object a line; empty lines are left out. InputError `form_step_broken` with the line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            step = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError("form_step_broken", line=number) from error
        if not isinstance(step, dict) or not isinstance(step.get("op"), str) or step["op"] not in _OPERATIONS:
            raise InputError("form_step_broken", line=number)
        if step["op"] in _WITH_REF and not isinstance(step.get("ref"), str):
            raise InputError("form_step_broken", line=number)
        yield step


def moment(text: str) -> datetime:
    """The moment of `--now`, a date or a date with a time, in Cambodia's time unless it says otherwise.

    InputError `form_now_broken`.
    """
    found = read_moment(text.strip())
    if found is None:
        raise InputError("form_now_broken", value=text[:40])
    return found


def open_form(file: Path, media: Path | None) -> CompiledForm:
    """A form of a file; its lists are looked for in `media`, else in the folder NAME-media beside it.

    InputError `form_file_missing`, or what is wrong with the form.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError("form_file_missing", file=file.name) from error
    beside = file.with_name(f"{file.stem}-media")
    return load_form(data, media=media or (beside if beside.is_dir() else None))


def open_session(file: Path, *, media: Path | None, now: Callable[[], datetime], seed: int | None, lang: str) -> FormSession:
    """A new filling of a workbook or an XForm; its words are in the form's default language, or in `lang` if that is given.

    InputError `form_file_missing`, or what is wrong with the form.
    """
    return FormSession(open_form(file, media), lang=lang, now=now, seed=seed, collect=True)


def run(session: FormSession, steps: Iterable[Step]) -> Iterator[Mapping[str, object]]:
    """The line of the start, then one for each step: the step itself with `result`, what it asked for, and `state`."""
    yield {"op": "init", "state": state(session)}
    for step in steps:
        yield {**step, **_OPERATIONS[str(step["op"])](session, step), "state": state(session)}


def state(session: FormSession) -> list[Mapping[str, object]]:
    """Every node in document order, as contracts.md says."""
    found: list[Mapping[str, object]] = []
    for node, ref in session.position_refs():
        readonly, required = session.flags(node)
        found.append(
            {
                "ref": ref,
                "value": node.value or None,
                "relevant": node.relevant,
                "readonly": readonly,
                "required": required,
                "repeat": node.repeat,
            }
        )
    return found


def _answer(session: FormSession, step: Step) -> Mapping[str, object]:
    value = step.get("value")
    return _told(session.answer(str(step["ref"]), value if isinstance(value, str | int | float | bool) else None))


def _told(outcome: Outcome) -> Mapping[str, object]:
    return {"result": outcome.result, **({"message": outcome.message} if outcome.result in _WITH_MESSAGE else {})}


_WITH_MESSAGE = frozenset({"CONSTRAINT_VIOLATED", "ERROR"})


def _new_repeat(session: FormSession, step: Step) -> Mapping[str, object]:
    try:
        session.add_repeat(str(step["ref"]))
    except InputError:
        return {"result": "NO_SUCH_QUESTION"}
    return {"result": "OK"}


def _remove_repeat(session: FormSession, step: Step) -> Mapping[str, object]:
    try:
        session.remove_repeat(str(step["ref"]))
    except InputError:
        return {"result": "NO_SUCH_QUESTION"}
    return {"result": "OK"}


def _choices(session: FormSession, step: Step) -> Mapping[str, object]:
    try:
        offered = session.look_at_choices(str(step["ref"]))
    except InputError:
        return {"result": "NO_SUCH_QUESTION", "choices": []}
    return {"result": "OK", "choices": [{"value": choice.value, "label": choice.label} for choice in offered]}


def _label(session: FormSession, step: Step) -> Mapping[str, object]:
    try:
        ref = str(step["ref"])
        return {"result": "OK", "label": session.label(ref), "hint": session.hint(ref) or None}
    except InputError:
        return {"result": "NO_SUCH_QUESTION", "label": None, "hint": None}


def _set_language(session: FormSession, step: Step) -> Mapping[str, object]:
    wanted = str(step.get("value", ""))
    if not any(name == wanted or name.endswith(f"({wanted})") for name in session.form.languages):
        return {"result": "ERROR", "message": "no_such_language"}
    session.set_language(wanted)
    return {"result": "OK"}


def _validate(session: FormSession, step: Step) -> Mapping[str, object]:
    problems = session.validate()
    if not problems:
        return {"result": "OK", "outcome": "OK", "failed": None}
    return {"result": "OK", "outcome": problems[0].result, "failed": session.position_ref(problems[0].key)}


def _finalize(session: FormSession, step: Step) -> Mapping[str, object]:
    session.finalize()
    return {"result": "OK"}


def _submission(session: FormSession, step: Step) -> Mapping[str, object]:
    return {"result": "OK", "xml": session.submission()}


_OPERATIONS: Mapping[str, Callable[[FormSession, Step], Mapping[str, object]]] = {
    "answer": _answer,
    "newRepeat": _new_repeat,
    "removeRepeat": _remove_repeat,
    "choices": _choices,
    "label": _label,
    "setLanguage": _set_language,
    "validate": _validate,
    "finalize": _finalize,
    "submission": _submission,
}
