"""Every instrument that ships is free of what its columns could not mean, with all that Komar knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.forms.compile import load_form
from app.services.forms.form_advice import advice
from tests.support.sources import ROOT
from tests.support.workbooks import question
from tests.unit.responses.support import book, listed

DAY = date(2026, 11, 25)


@pytest.mark.parametrize("file", sorted((ROOT / "resources" / "forms").glob("*.xlsx")), ids=lambda file: file.stem)
def test_no_shipped_instrument_is_wrong(file: Path) -> None:
    assert [problem for problem in advice(load_form(file), DAY) if problem.severity == "error"] == []


def test_codes_and_fields_are_known() -> None:
    wrong = [
        question("select_one sex", "a", **{"bind::komar:save": "child.nationality"}),
        question("text", "b", **{"bind::komar:save": "case.owner"}),
        question("text", "c", **{"bind::komar:save": "+note.case"}),
        question("date", "d", **{"bind::komar:save": "+family_member.birth_on"}),
    ]
    found = advice(load_form(book(wrong, listed("sex"))), DAY, columns={"bind::komar:save": "E"})
    assert [(problem.code, problem.params["name"], problem.column) for problem in found] == [
        ("save_choice_unknown", "a", "type"), ("save_unknown", "b", "E"), ("save_unknown", "c", "E"),
    ]  # fmt: skip
