"""What only the converter finds: each complaint in our own words, with sheet, row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from app.domain.errors import InputError
from app.forms.compile import load_form
from tests.support.workbooks import SETTINGS, YES_NO, Row, question, workbook

END = question("end group", "", label=False)
A = question("text", "a")
REPEAT = [question("begin repeat", "r"), question("text", "a", save_to="x"), question("end repeat", "", label=False)]
PEOPLE = [{"list_name": "people", "label": "${a}"}]
TWO = [*PEOPLE, {"list_name": "trees", "label": "${a}"}]
Sheets = Mapping[str, Any]

CASES: list[tuple[str, Sequence[Row], Sheets, tuple[str, int, str]]] = [
    ("form_save_to_without_entity", [question("text", "a", save_to="x")], {}, ("survey", 2, "E")),
    (
        "form_save_to_twice", [question("text", "a", save_to="x"), question("text", "b", save_to="x")], {"entities": PEOPLE},
        ("survey", 3, "E"),
    ),
    (
        "form_save_to_group", [A, question("begin group", "g", save_to="x"), question("text", "b"), END], {"entities": PEOPLE},
        ("survey", 3, "E"),
    ),
    ("form_save_to_prefix", [A, question("text", "b", save_to="x")], {"entities": TWO}, ("survey", 3, "E")),
    ("form_save_to_prefix", [A, question("text", "b", save_to="people#x#y")], {"entities": PEOPLE}, ("survey", 3, "E")),
    ("form_unknown_entity", [A, question("text", "b", save_to="none#x")], {"entities": TWO}, ("survey", 3, "E")),
    ("form_bad_property", [A, question("text", "b", save_to="name")], {"entities": PEOPLE}, ("survey", 3, "E")),
    ("form_bad_property", [A, question("text", "b", save_to="__x")], {"entities": PEOPLE}, ("survey", 3, "E")),
    ("form_entity_incomplete", [A], {"entities": [{"list_name": "people"}]}, ("entities", 2, "label")),
    (
        "form_entity_incomplete", [A], {"entities": [{**PEOPLE[0], "update_if": "true()"}]}, ("entities", 2, ""),
    ),
    ("form_entity_columns", [A], {"entities": [{**PEOPLE[0], "colour": "red"}]}, ("entities", 1, "")),
    ("form_entity_columns", [A], {"entities": [*PEOPLE, *PEOPLE]}, ("entities", 3, "A")),
    (
        "form_entity_scope",
        [*REPEAT, question("begin repeat", "s"), question("text", "b", save_to="y"), question("end repeat", "", label=False)],
        {"entities": PEOPLE}, ("survey", 6, "E"),
    ),
    ("form_column_twice", [{**A, "relevant": "1", "relevance": "1"}], {}, ("survey", 0, "")),
    ("form_bad_range", [question("range", "a", parameters="start=0 end=10 step=2 tick_interval=3")], {}, ("survey", 2, "E")),
    ("form_bad_range", [question("range", "a", parameters="start=0 end=9 step=1 tick_labelset=none")], {}, ("survey", 2, "E")),
    (
        "form_bad_parameters", [question("geopoint", "a", parameters="reference-geometry=none")], {}, ("survey", 2, "E"),
    ),
    (
        "form_search_shared",
        [question("select_one yes_no", "a"), question("select_one yes_no", "b", appearance="search('x')")],
        {}, ("survey", 3, "E"),
    ),
    (
        "form_table_list",
        [
            question("begin group", "g", appearance="table-list"),
            question("select_one yes_no", "a", choice_filter="true()"), END,
        ],
        {}, ("survey", 3, "E"),
    ),
    (
        "form_file_twice",
        [question("select_one_from_file x.csv", "a"), question("select_one_from_file x.xml", "b")], {}, ("survey", 0, "A"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "rows", "sheets", "place"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_a_complaint_of_the_converter(code: str, rows: list[Row], sheets: Sheets, place: tuple[str, int, str]) -> None:
    choices = sheets.get("choices", YES_NO)
    others = {name: found for name, found in sheets.items() if name != "choices"}
    with pytest.raises(InputError) as caught:
        load_form(workbook(rows, choices, SETTINGS, **others))
    params = caught.value.params
    assert (caught.value.code, (params["sheet"], params["row"], params["column"])) == (code, place), params


def test_a_heading_of_choices_with_a_space_is_only_left_aside() -> None:
    choices = [{"list_name": "l", "name": "1", "label": "One", "the colour": "red"}]
    form = load_form(workbook([question("select_one l", "a")], choices))
    assert [(notice.code, notice.sheet, notice.column) for notice in form.notices] == [("form_column_ignored", "choices", "D")]
