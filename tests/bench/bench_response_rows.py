"""Responses as a workbook: 5,000 of 100 questions in words, beside openpyxl alone writing as many cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import process_time

from openpyxl import Workbook

from app.exports.lists import Column, write_lists
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.responses.response_rows import Filled, ResponseRows
from tests.support.workbooks import Row, question, workbook

RESPONSES = 5_000
TURNS = 5
LIMIT = 2.0
"""Times the bare writer."""
_YES_NO: list[Row] = [
    {"list_name": "yes_no", "name": name, "label::Khmer (km)": km, "label::English (en)": en}
    for name, km, en in (("yes", "បាទ/ចាស", "Yes"), ("no", "ទេ", "No"))
]


def hundred() -> CompiledForm:
    """Texts, numbers, dates and choices in turn, ten with a condition."""
    kinds = ("text", "integer", "select_one yes_no", "date", "select_multiple yes_no")
    rows: list[Row] = [
        question(kinds[number % 5], f"q{number}", **({"relevant": "${q2} = 'yes'"} if number % 10 == 9 else {}))
        for number in range(100)
    ]
    return load_form(workbook(rows, _YES_NO))


def answers(form: CompiledForm) -> dict[str, str]:
    """One response with every question answered."""
    session = FormSession(form)
    given = {"string": "ចម្លើយខ្លី", "int": "12", "date": "2026-03-05"}
    session.fill({"q2": "yes"})
    for state in session.states():
        if state.definition.kind == "question":
            session.answer(state.key, "yes" if state.definition.choices else given[state.definition.type])
    return dict(session.answers())


def test_responses_are_written_in_at_most_twice_the_time_of_bare_cells(tmp_path: Path) -> None:
    form = hundred()
    stored = answers(form)
    rows = ResponseRows([form], [Column("Date")], "km", labels=True, rights=frozenset())

    def made(count: int) -> Iterator[Filled]:
        return (Filled(f"r{number}", form, stored, ["fact"]) for number in range(count))

    plain = list(next(iter(rows.rows(made(1))))[1])
    bare = ours = 0.0
    for turn in range(TURNS):  # in turns, so that a busy machine slows both
        start = process_time()
        book = Workbook(write_only=True)
        sheet = book.create_sheet("bare")
        for _ in range(RESPONSES // TURNS):
            sheet.append(plain)
        book.save(tmp_path / f"bare{turn}.xlsx")
        bare += process_time() - start
        start = process_time()
        write_lists(tmp_path / f"answers{turn}.xlsx", rows.sheets, rows.rows(made(RESPONSES // TURNS)))
        ours += process_time() - start
    print(f"5,000 responses x 100 questions to xlsx: {ours:.2f} s, openpyxl alone {bare:.2f} s, ratio {ours / bare:.2f}")
    assert ours <= LIMIT * bare
