"""What an author is told about a form: all faults at once with their cells, what is missing, unused or doubtful, its parts."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from app.forms.compile import load_form
from app.forms.usage import Problem, inspect, problems, usage_of
from tests.support.sources import ROOT
from tests.support.workbooks import SETTINGS, YES_NO, Row, question, workbook

END = question("end group", "", label=False)
WORDS = {
    language: {
        key: text
        for file in (ROOT / "resources" / "words" / language).glob("forms*.json")
        for key, text in json.loads(file.read_text(encoding="utf-8")).items()
    }
    for language in ("km", "en")
}


def told(
    *rows: Row, choices: Sequence[Row] = YES_NO, settings: Row = SETTINGS, **sheets: Sequence[Row]
) -> list[tuple[str, str, int, str]]:
    """Words without their first part, sheet, row and column of every problem; each can be said in both languages."""
    found = problems(workbook(rows, choices, settings, **sheets))
    for problem in found:
        for words in WORDS.values():
            assert words[problem.words].format(**problem.params)
    return [(problem.words.rpartition(".")[2], problem.sheet, problem.row, problem.column) for problem in found]


ASKED = question("select_one yes_no", "asked")


def test_a_good_form_has_no_problem() -> None:
    assert told(ASKED, question("text", "a", relevant="${asked} = 'yes'")) == []


def test_all_faults_are_told_at_once() -> None:
    rows = [
        question("hologram", "a"), question("text", "b c"), question("select_one none", "d"),
        question("text", "e", relevant="${x} = 1"), question("text", "e", constraint=". >"),
        question("integer", "f", relevant="larger(1)"), question("calculate", "g", label=False),
        question("begin group", "h"), question("text", "i", parameters="rows"), question("text", "j", label=False), ASKED,
    ]  # fmt: skip
    assert told(*rows) == [
        ("form_unknown_type", "survey", 2, "A"), ("form_bad_name", "survey", 3, "B"), ("form_unknown_list", "survey", 4, "A"),
        ("form_unknown_reference", "survey", 5, "E"), ("form_name_twice", "survey", 6, "B"),
        ("form_bad_expression", "survey", 6, "F"), ("form_unknown_function", "survey", 7, "E"),
        ("form_no_calculation", "survey", 8, "calculation"), ("form_begin_without_end", "survey", 9, "A"),
        ("form_bad_parameters", "survey", 10, "G"), ("form_question_no_label", "survey", 11, "C"),
    ]  # fmt: skip


def test_faults_that_only_the_converter_sees_are_told_too() -> None:
    rows = [
        question("range", "a", parameters="start=1 end=5 step=0"), question("range", "b", parameters="start=x end=5"),
        question("image", "c", parameters="max-pixels=many"), question("text", "d", save_to="x"),
        question("range", "e", parameters="start=0 end=10 step=2 tick_interval=3"), ASKED,
    ]  # fmt: skip
    assert told(*rows) == [
        ("form_bad_range", "survey", 2, "E"), ("form_bad_range", "survey", 3, "E"), ("form_bad_parameters", "survey", 4, "E"),
        ("form_save_to_without_entity", "survey", 5, "F"), ("form_bad_range", "survey", 6, "E"),
    ]  # fmt: skip


def test_what_is_no_form_is_one_problem() -> None:
    assert [problem.words for problem in problems(b"nothing")] == ["error.form_not_workbook"]
    found = inspect(b"nothing")
    assert (found.form, found.usage.questions) == (None, 0)


def test_texts_that_are_missing_in_a_language() -> None:
    rows: list[Row] = [
        {"type": "text", "name": "a", "label::Khmer (km)": "ក", "hint::English (en)": "Help"},
        {"type": "select_one l", "name": "b", "label::Khmer (km)": "ខ", "label::English (en)": "B"},
    ]
    choices = [{"list_name": "l", "name": "1", "label::English (en)": "One"}, {"list_name": "l", "name": "2"}]
    assert told(*rows, choices=choices) == [
        ("form_text_missing", "survey", 2, "E"), ("form_text_missing", "survey", 2, "hint"),
        ("form_language_missing", "choices", 1, "label"), ("form_no_label", "choices", 3, "C"),
    ]  # fmt: skip


def test_a_language_of_the_ministry_that_is_missing_altogether() -> None:
    rows: list[Row] = [{"type": "select_one l", "name": "a", "label::English (en)": "A"}]
    choices = [{"list_name": "l", "name": "1", "label::English (en)": "One"}]
    found = problems(workbook(rows, choices, {**SETTINGS, "default_language": "English (en)"}))
    assert [(problem.words, problem.sheet, problem.params["value"]) for problem in found] == [
        ("forms.notice.form_language_missing", "survey", "km"), ("forms.notice.form_language_missing", "choices", "km"),
    ]  # fmt: skip


def test_lists_and_columns_that_nobody_uses() -> None:
    choices = [*YES_NO, {**YES_NO[0], "list_name": "old", "shade": "red"}, {**YES_NO[0], "list_name": "asked", "place": "x"}]
    rows = [ASKED, question("select_one asked", "a", choice_filter="place = 'x'")]
    assert told(*rows, choices=choices) == [
        ("form_choice_column_unused", "choices", 1, "E"), ("form_list_unused", "choices", 4, "A"),
    ]  # fmt: skip


def test_a_list_that_only_an_expression_names_is_used() -> None:
    choices = [*YES_NO, {**YES_NO[0], "list_name": "extra"}]
    rows = [ASKED, question("calculate", "n", label=False, calculation="count(instance('extra')/root/item)")]
    assert told(*rows, choices=choices) == []


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([question("text", "a", relevant="false()")], [("form_never_shown", "survey", 2, "relevant")]),
        (
            [question("text", "a"), question("begin group", "g"), question("text", "a"), END],
            [("form_name_again", "survey", 4, "name")],
        ),
        (
            [question("begin repeat", "r"), question("integer", "n"), question("end repeat", "", label=False),
             question("text", "t", relevant="${n} > 1"), question("text", "u", relevant="sum(${n}) > 1")],
            [("form_into_repeat", "survey", 5, "relevant")],
        ),
        (
            [*(question("begin group", f"g{n}") for n in range(7)), question("text", "a"), *[END] * 7],
            [("form_deep", "survey", 7, "type")],
        ),
    ],
)  # fmt: skip
def test_what_is_doubtful(rows: list[Row], wanted: list[tuple[str, str, int, str]]) -> None:
    assert told(*rows, ASKED) == wanted


def test_a_form_without_a_version() -> None:
    assert told(ASKED, settings={"form_id": "f", "default_language": "Khmer (km)"}) == [
        ("form_no_version", "settings", 2, "version")
    ]


def test_the_worst_comes_first() -> None:
    found = problems(
        workbook([question("text", "a", relevant="false()", helper="x"), question("text", "b", appearance="odd"), ASKED])
    )
    assert [problem.severity for problem in found] == ["warning", "notice", "notice"]
    assert all(isinstance(problem, Problem) for problem in found)


def test_what_a_form_uses() -> None:
    form = load_form(
        workbook([
            question("begin repeat", "r"), question("begin repeat", "s"), question("image", "i", appearance="new"),
            question("end repeat", "", label=False), question("end repeat", "", label=False), ASKED,
            question("integer", "n", relevant="selected(${asked}, 'yes')", **{"bind::komar:weight": 4}),
            question("select_one_from_file t.csv", "t", trigger="${n}", default="concat('a', 'b')"),
        ])
    )  # fmt: skip
    usage = usage_of(form)
    assert usage.types["select_one"] == 2
    assert (usage.types["repeat"], usage.types["image"], usage.types["integer"]) == (2, 1, 1)
    assert usage.functions["selected"] == 1
    assert (usage.appearances, usage.binds, usage.files) == ({"new": 1}, {"weight": 1}, ("t.csv",))
    assert {"repeat", "nested_repeat", "files", "trigger", "dynamic_default", "attachments"} <= set(usage.features)
    assert (usage.questions, usage.deepest, usage.languages) == (4, 2, ("Khmer (km)", "English (en)"))
