"""Hard rules are few and stand in one place (practice P13): each refusal of the services of a case is one, or of form."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app import services
from app.data.fields import fields, type_names
from app.domain.hard_rules import FORM_FAULTS, RULES
from app.text.words import has_words

FOLDER = Path(services.__file__).parent
CASES = ("cases", "case_parts", "case_values", "notes")
NAMED = (
    *(f"cases/{name}" for name in CASES),
    "people/children",
    "people/merging",
    "facilities/residencies",
    "parts/part_kinds",
)
MODULES = sorted([*(FOLDER / f"{name}.py" for name in NAMED), *FOLDER.glob("parts/kinds_*.py")])
CODES = {rule.code for rule in RULES}


def refusals(source: str) -> set[str]:
    """The codes of all refusals in a module; a condition gives both of its codes."""
    found: set[str] = set()
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "InputError":
            branch = call.args[0]
            sides = [branch.body, branch.orelse] if isinstance(branch, ast.IfExp) else [branch]
            found |= {ast.literal_eval(side) for side in sides}
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_refusal_is_a_hard_rule_or_a_fault_of_form(module: Path) -> None:
    assert refusals(module.read_text(encoding="utf-8")) - CODES - FORM_FAULTS == set()


def test_a_refusal_that_stands_nowhere_is_found() -> None:
    assert refusals('raise InputError("made_up", field="x")\nraise InputError("a" if b else "c")') == {"made_up", "a", "c"}


def test_each_rule_has_words_a_reason_and_fields_that_exist() -> None:
    assert len(CODES) == len(RULES)
    assert not CODES & FORM_FAULTS
    for rule in RULES:
        assert has_words(f"error.{rule.code}"), rule.code
        assert len(rule.why) > 20
        for name in rule.fields:
            type_name, _, field = name.partition(".")
            assert type_name in type_names()
            assert field in fields(type_name) or field == "birth"
