"""Which form a visit of a kind is filled from, as data: `resources/rules/inspection_forms.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from app.forms.binds import items
from app.forms.model import CompiledForm
from app.paths import RULES

USUAL = "annual"
"""The kind of a visit of which nothing else is said."""


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    """Kind → ids of forms, the one to offer first."""
    rules = tomllib.loads((RULES / "inspection_forms.toml").read_text(encoding="utf-8"))
    return {kind: tuple(forms) for kind, forms in rules["kinds"].items()}


def kinds() -> tuple[str, ...]:
    """The kinds of visit that are inspections, in the order of the rules."""
    return tuple(_kinds())


def forms_of(kind: str) -> tuple[str, ...]:
    """Ids of the forms that a visit of a kind may be filled from, the one to offer first; none for what is no inspection."""
    return _kinds().get(kind, ())


def kinds_of(form_id: str) -> tuple[str, ...]:
    """The kinds of visit that a form serves; a form of the office's own serves those of the form for the usual visit."""
    fitting = tuple(kind for kind, forms in _kinds().items() if form_id in forms)
    return fitting or kinds_of(forms_of(USUAL)[0])


def kind_of(form_id: str) -> str:
    """The kind that a visit has when only its form is known."""
    return next((kind for kind, forms in _kinds().items() if forms[0] == form_id), USUAL)


def scored(form: CompiledForm) -> bool:
    """Whether a form carries weights: then it ends in points and a grade, else in findings only."""
    return any(item.weight for item in items(form))
