"""Which conditions have words on paper: the choice of one question, however it is written."""

from __future__ import annotations

import pytest

from app.forms.compile import load_form
from app.forms.conditions import Condition, Conditions
from tests.support.workbooks import Row, question, workbook

CHOICES: list[Row] = [
    {"list_name": "answer", "name": name, "label::Khmer (km)": f"km {name}", "label::English (en)": f"en {name}"}
    for name in ("yes", "partly", "no")
]
YES, PARTLY, NO = (("yes", "en yes"), ("partly", "en partly"), ("no", "en no"))


def condition(relevant: str, *, kind: str = "select_one answer", more: tuple[Row, ...] = ()) -> Condition | None:
    form = load_form(workbook([question(kind, "safe"), *more, question("text", "why", relevant=relevant)], CHOICES))
    return Conditions(form, form.language("en")).of(form.definitions["/data/why"])


@pytest.mark.parametrize(
    ("relevant", "choices"),
    [
        ("${safe} = 'no'", (NO,)),
        ("'no' = ${safe}", (NO,)),
        ("${safe} = 'no' or ${safe} = 'partly'", (PARTLY, NO)),
        ("${safe} != '' and ${safe} != 'yes'", (PARTLY, NO)),
        ("selected(${safe}, 'yes')", (YES,)),
        ("not(${safe} = 'no') and ${safe} != ''", (YES, PARTLY)),
    ],
)
def test_a_comparison_with_choices_is_found(relevant: str, choices: tuple[tuple[str, str], ...]) -> None:
    assert condition(relevant) == Condition("/data/safe", choices)


def test_any_of_several_answers_counts_alone() -> None:
    assert condition("selected(${safe}, 'no')", kind="select_multiple answer") == Condition("/data/safe", (NO,))


def test_any_answer_will_do() -> None:
    assert condition("${safe} != ''") == Condition("/data/safe", (YES, PARTLY, NO), answered=True)


@pytest.mark.parametrize(
    "relevant",
    ["${safe} != 'no'", "${safe} = 'no' and ${age} > 3", "${age} > 3", "${safe} = 'maybe'", "true()", "string-length('a') = 1"],
)
def test_what_is_more_than_a_choice_has_no_words(relevant: str) -> None:
    assert condition(relevant, more=(question("integer", "age"),)) is None


def test_inside_repeats_the_own_row_decides() -> None:
    survey = [
        question("begin repeat", "row"),
        question("select_one answer", "safe"),
        question("text", "why", relevant="${safe} = 'no'"),
        question("end repeat", "", label=False),
    ]
    form = load_form(workbook(survey, CHOICES))
    found = Conditions(form, form.language("en")).of(form.definitions["/data/row/why"])
    assert found == Condition("/data/row/safe", (NO,))


def test_groups_have_conditions_and_questions_without_one_have_none() -> None:
    survey = [
        question("select_one answer", "safe"),
        question("begin group", "more", relevant="${safe} = 'no'"),
        question("text", "why"),
        question("end group", "", label=False),
    ]
    form = load_form(workbook(survey, CHOICES))
    conditions = Conditions(form, form.language("km"))
    assert conditions.of(form.definitions["/data/more"]) == Condition("/data/safe", (("no", "km no"),))
    assert conditions.of(form.definitions["/data/more/why"]) is None
    assert conditions.of(form.definitions["/data/safe"]) is None
