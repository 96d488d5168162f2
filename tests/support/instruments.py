"""The instruments of the case that ship, opened and filled by the names of their questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import count

import openpyxl

from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from tests.support.sources import ROOT

FOLDER = ROOT / "resources" / "forms"
_CHILD = ["physical_health", "mental_health", "safety", "food", "shelter", "clothing", "education", "family_relations"]
CHILD = [f"child_{name}" for name in (*_CHILD, "social_relations", "legal_documents", "legal_aid")]
_FAMILY = ["protection", "closeness", "physical_health", "will", "livelihood", "social_relations", "resources", "relatives"]
FAMILY = [f"family_{name}" for name in (*_FAMILY, "community", "other_children", "other")]


@cache
def load(name: str) -> CompiledForm:
    """A form that ships."""
    return load_form(FOLDER / f"{name}.xlsx")


def begin(name: str, hidden: Mapping[str, str] | None = None, lang: str = "en") -> FormSession:
    """A new filling of a form that ships."""
    return session(load(name), hidden, lang)


def session(form: CompiledForm, hidden: Mapping[str, str] | None = None, lang: str = "en") -> FormSession:
    """A new filling whose rows are named id1, id2 …"""
    ids = count(1)
    return FormSession(form, hidden=dict(hidden or {}), lang=lang, seed=1, new_id=lambda: f"id{next(ids)}")


def path(filled: FormSession, name: str) -> str:
    """Where a question stands."""
    found = filled.form.path_of(name)
    assert found is not None, name
    return found


def put(filled: FormSession, answers: Mapping[str, str]) -> FormSession:
    """Answers that must be taken, by name."""
    for name, text in answers.items():
        assert filled.answer(path(filled, name), text).result == "OK", (name, text)
    return filled


def say(filled: FormSession, name: str) -> str:
    """The stored answer of a question."""
    return filled.value(path(filled, name))


def shown(filled: FormSession, name: str) -> bool:
    """Whether a question or note is there now."""
    return filled.state(path(filled, name)).relevant


def rows(name: str, sheet: str) -> list[dict[str, str]]:
    """The lines of a sheet by its heads."""
    book = openpyxl.load_workbook(FOLDER / f"{name}.xlsx", read_only=True)
    cells = [["" if cell is None else str(cell) for cell in row] for row in book[sheet].iter_rows(values_only=True)]
    book.close()
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
