"""Mapping a checklist to standards, weights and answers in Settings: what is proposed, what is refused, what workbook results.

Rules of scoring (full score, cut-off, critical answers: what grades come from) are set for the mapped form as for any other,
see `scoring_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from app.domain.errors import EnvironmentFault, InputError
from app.domain.scoring import ANSWERS, Dating
from app.forms.binds import MEANINGS
from app.forms.compile import load_form
from app.forms.mapping import Asked, Mapped, mapped, next_version, questions
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.forms.form_library import FormShelf, read_form_file

FINDINGS: tuple[Dating, ...] = ("yes", "no_date", "no")
MOST_WEIGHT, MOST_DAYS = 1000, 730
_NUMBER = re.compile(r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,2}){0,2}")
"""12, or with parts as in 3.12."""
WEIGHT = 4
"""What an item is worth where nobody says otherwise (practice P24)."""
_GUESSES = {"yes": "meets", "no": "does_not", "na": "not_applicable", "n_a": "not_applicable", "ns": "not_seen"}
"""Codes that checklists use often, with what they are proposed to mean (inferred; a person decides)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A question of a checklist with its words: its label, the title of its section, code and words of each answer."""

    asked: Asked
    text: str
    section: str
    choices: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """The question's name."""
        return self.asked.name


def lines(form: CompiledForm, lang: str) -> tuple[Line, ...]:
    """The questions that can be mapped, in the words of a language."""
    session = FormSession(form, {}, lang=lang)
    found = []
    for one in questions(form):
        choices = tuple((choice.value, choice.label) for choice in session.choices(one.path)) if one.codes else ()
        found.append(Line(one, session.label(one.path), session.label(one.section) if one.section else "", choices))
    return tuple(found)


def proposed(found: tuple[Line, ...]) -> dict[str, Mapped]:
    """What a mapping begins with: what the workbook says already; where it says nothing every question is an item of its own,
    numbered in order, with the usual weight.
    """
    if any(line.asked.now.standard for line in found):
        return {line.id: line.asked.now for line in found}
    return {
        line.id: Mapped(standard=str(number), weight=WEIGHT, answers=meanings(line.asked.codes))
        for number, line in enumerate(found, 1)
    }


def meanings(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What the codes of a list are proposed to mean; a code that says nothing means nothing yet."""
    guessed = ((code, code if code in ANSWERS else _GUESSES.get(code.lower(), "")) for code in codes)
    return tuple((code, meaning) for code, meaning in guessed if meaning)


def version_for(shelf: FormShelf, form: CompiledForm) -> str:
    """A version that no form of that id has here: a version that was used is never changed."""
    return next_version(form.version, (card.version for card in shelf.cards() if card.form_id == form.id))


def check(found: tuple[Line, ...], wanted: Mapping[str, Mapped]) -> None:
    """Refuses what cannot be meant, with the question's name: InputError `form_map_number`, `form_map_twice`,
    `form_map_weight`, `form_map_days`, `form_map_answers`, `form_map_none`.
    """
    known, taken = {line.id: line.asked for line in found}, dict[str, str]()
    items = {name: item for name, item in wanted.items() if item.standard}
    if not items:
        raise InputError("form_map_none")
    for name, item in items.items():
        number = item.standard
        if not _NUMBER.fullmatch(number):
            raise InputError("form_map_number", name=name[:80], number=number[:40])
        if number in taken:
            raise InputError("form_map_twice", name=name[:80], other=taken[number][:80], number=number)
        taken[number] = name
        if not 0 <= item.weight <= MOST_WEIGHT:
            raise InputError("form_map_weight", name=name[:80], most=MOST_WEIGHT)
        if item.due_days is not None and not 0 < item.due_days <= MOST_DAYS:
            raise InputError("form_map_days", name=name[:80], most=MOST_DAYS)
        _check_answers(name, item, known[name].codes if name in known else ())


def _check_answers(name: str, item: Mapped, codes: tuple[str, ...]) -> None:
    """Every answer of an item with points or findings means one of the scale, of a question about danger yes or no."""
    told = dict(item.answers)
    scale = ANSWERS if item.weight or item.finding != "no" else ("yes", "no")
    for code in codes:
        meaning = told.get(code, code)
        if meaning not in scale:
            raise InputError("form_map_answers", name=name[:80], code=code[:40], known=", ".join(scale))
    for code in told:
        if code not in codes:
            raise InputError("form_map_answers", name=name[:80], code=code[:40], known=", ".join(codes) or "-")


def apply(shelf: FormShelf, data: bytes, form: CompiledForm, wanted: Mapping[str, Mapped], version: str, lang: str) -> bytes:
    """The workbook with a mapping, as a version of its own.

    InputError as `check`, `form_map_version` for a version that is taken or empty, `form_map_no_workbook`,
    `form_map_question`, or what is wrong with the workbook that results.
    """
    found = lines(form, lang)
    check(found, wanted)
    taken = {card.version for card in shelf.cards() if card.form_id == form.id}
    if not version.strip() or version.strip() in taken:
        raise InputError("form_map_version", version=version.strip()[:40], free=version_for(shelf, form))
    made = mapped(data, form, wanted, version.strip())
    load_form(made, shelf.cache)
    return made


def template(form: CompiledForm, lang: str) -> dict[str, object]:
    """What `form map` takes, as `form questions` prints it: every question with its words and what it is proposed to be."""
    found = lines(form, lang)
    begin = proposed(found)
    return {
        "form": form.id,
        "version": form.version,
        "items": {line.id: {"text": line.text, "section": line.section, **item_json(begin[line.id], line)} for line in found},
    }


def item_json(item: Mapped, line: Line) -> dict[str, object]:
    """A question of a mapping."""
    told = dict(item.answers)
    return {
        "standard": item.standard or None,
        "weight": item.weight,
        "critical": item.critical,
        "finding": item.finding,
        "due_days": item.due_days,
        "answers": {code: told.get(code, code if code in MEANINGS else None) for code in line.asked.codes},
    }


def read_mapping(given: Mapping[str, object], form: CompiledForm) -> tuple[dict[str, Mapped], str]:
    """A mapping and its version from JSON; what an item does not say stays as it is proposed.

    InputError `form_map_unreadable` (with the question), `form_map_question`.
    """
    begin = {one.name: one.now for one in questions(form)}
    told, version = given.get("items"), given.get("version", "")
    if not isinstance(told, Mapping) or not isinstance(version, str):
        raise InputError("form_map_unreadable", name="items")
    found = {}
    for name, item in told.items():
        if name not in begin:
            raise InputError("form_map_question", name=str(name)[:80])
        found[name] = _item(name, item, begin[name])
    return found, version


def _item(name: str, given: object, before: Mapped) -> Mapped:
    """One question from JSON."""
    fault = InputError("form_map_unreadable", name=name[:80])
    if given is None:
        return Mapped()
    if not isinstance(given, Mapping):
        raise fault
    standard, weight = given.get("standard", before.standard), given.get("weight", before.weight)
    days, finding = given.get("due_days", before.due_days), given.get("finding", before.finding)
    critical, answers = given.get("critical", before.critical), given.get("answers", dict(before.answers))
    numbers = not isinstance(weight, bool) and isinstance(weight, int) and (days is None or type(days) is int)
    texts = isinstance(standard, str | int | None) and finding in FINDINGS and isinstance(critical, bool)
    if not (numbers and texts and isinstance(answers, Mapping)):
        raise fault
    meant = {str(code): meaning for code, meaning in answers.items() if meaning}
    if not all(meaning in MEANINGS for meaning in meant.values()):
        raise fault
    return Mapped(
        standard="" if standard is None else str(standard),
        weight=weight,
        critical=critical,
        finding=cast(Dating, finding),
        due_days=days,
        answers=tuple(meant.items()),
    )


def map_file(shelf: FormShelf, file: Path, given: Mapping[str, object], target: Path, lang: str) -> CompiledForm:
    """`form map`: writes the mapped workbook of a file; InputError as `apply`, EnvironmentFault `export_place`."""
    data = read_form_file(file)
    form = load_form(data, shelf.cache)
    wanted, version = read_mapping(given, form)
    made = apply(shelf, data, form, wanted, version or version_for(shelf, form), lang)
    try:
        target.write_bytes(made)
    except OSError as error:
        raise EnvironmentFault("export_place") from error
    return load_form(made, shelf.cache)


def with_meaning(item: Mapped, code: str, meaning: str) -> Mapped:
    """A question whose answer means something else; "" takes the meaning away."""
    told = {**dict(item.answers), code: meaning}
    return replace(item, answers=tuple((one, said) for one, said in told.items() if said))
