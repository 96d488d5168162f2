"""Komar's own binds: the columns `bind::komar:…` of an instrument, and how they are read.

standard: the item's number · answers: what the form's own codes mean in the rules of scoring ("1=meets 2=does_not") · source:
sourced or inferred · weight: points when met · critical: yes · finding: no when it never becomes one, no_date when it cannot
wait · due_days: days to correct · evidence: kinds of evidence, separated by spaces · place: where on the walk-round · applies:
for which facilities (the condition itself stands in `relevant`) · sample: how many files are drawn · save: the typed field that
the answer is written through to · group: the restricted group that keeps the answer (P1) · domain: the domain that a scored
question belongs to · low: the score that counts as low there · carry: on a repeat of a plan, the forms whose low scores become
its rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.domain.scoring import ANSWERS, Item
from app.forms.model import CompiledForm, Definition

NAMESPACE = "urn:komar:form"
KNOWN = frozenset({
    "standard", "source", "weight", "critical", "finding", "due_days", "evidence", "place", "applies", "sample", "save",
    "domain", "carry", "group", "low", "answers",
})  # fmt: skip
EVIDENCE = frozenset({"documents", "numbers", "observation", "children"})
"""documents: papers shown · numbers: counted from records · observation: seen on the walk · children: heard from children."""
PLACES = frozenset({"office", "bedrooms", "washing", "kitchen", "yard", "school", "files", "talks"})
APPLIES = frozenset({"not_state_or_pagoda", "state", "ages_15_up", "ages_10_up", "ages_6_17"})
_WHOLE = frozenset({"weight", "due_days", "sample"})
_SAVE = re.compile(r"(?:\+[a-z][a-z0-9_]*(?::[a-z][a-z0-9_]*)?|[a-z][a-z0-9_]*)\.[a-z][a-z0-9_]*\Z")
"""child.sex writes to the record that the form is about; +note.text to a new record below it, +consent:child.answer to the one
of several that is called child."""
MEANINGS = frozenset({*ANSWERS, "yes", "no"})
"""What an answer may mean: one of the scale, or of a question about danger."""
_MEANING = re.compile(r"[^\s=]+=([a-z_]+)\Z")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*(?:/[A-Za-z][A-Za-z0-9_.\-]*)?\Z")
"""Also, for carry, a form and the beginning of its domains: form_2_assessment/child."""
_CODES = frozenset({"domain", "carry", "group"})
_WORDS: Mapping[str, frozenset[str]] = {
    "source": frozenset({"sourced", "inferred"}),
    "critical": frozenset({"yes"}),
    "finding": frozenset({"no", "no_date"}),
    "evidence": EVIDENCE,
    "place": PLACES,
    "applies": APPLIES,
}


def fault(name: str, value: str) -> bool:
    """Whether a bind has a value that the engine does not know."""
    if name not in KNOWN:
        return True
    if name in _WHOLE:
        return not (value.isascii() and value.isdigit() and len(value) < 6)
    if name == "save":
        return not (value.split() and all(_SAVE.match(part) for part in value.split()))
    if name == "answers":
        found = [_MEANING.match(part) for part in value.split()]
        return not (found and all(match is not None and match[1] in MEANINGS for match in found))
    if name in _CODES:
        return not (value.split() and all(_CODE.match(part) for part in value.split()))
    known = _WORDS.get(name)
    return known is not None and not set(value.split()) <= known


def items(form: CompiledForm) -> tuple[Item, ...]:
    """The scored and the flagged questions of an instrument, in document order, as `app.domain.scoring` takes them."""
    sections = form.sections  # for all of them at once: they are looked for at each answer of a visit
    return tuple(
        _item(form, definition, sections)
        for definition in form.definitions.values()
        if definition.komar.get("standard") and definition.control
    )


def _item(form: CompiledForm, definition: Definition, sections: Sequence[Definition]) -> Item:
    komar, finding = definition.komar, definition.komar.get("finding", "yes")
    above = definition.parent or ""
    section = next((part.name for part in sections if f"{above}/".startswith(f"{part.path}/")), "")
    return Item(
        number=komar["standard"],
        path=definition.path,
        section=section,
        weight=int(komar.get("weight", "0")),
        critical=komar.get("critical") == "yes",
        finding="no" if finding == "no" else "no_date" if finding == "no_date" else "yes",
        due_days=int(komar["due_days"]) if "due_days" in komar else None,
        sourced=komar.get("source") == "sourced",
        note=_beside(form, definition, "note"),
        recommendation=_beside(form, definition, "advice"),
        answers=answers_of(definition),
    )


def answers_of(definition: Definition) -> tuple[tuple[str, str], ...]:
    """Codes of a question with what they mean, as its bind says; what cannot be read is left out."""
    parts = (part.rpartition("=")[::2] for part in definition.komar.get("answers", "").split())
    return tuple((code, meaning) for code, meaning in parts if code and meaning in MEANINGS)


def _beside(form: CompiledForm, definition: Definition, name: str) -> str:
    """The path of a companion by its name, such as i14_note for i14; "" when the form has none."""
    path = f"{definition.path}_{name}"
    return path if path in form.definitions else ""
