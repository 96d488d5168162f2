"""A form on paper and as rows of a workbook: everything asked is there, nothing that this copy must not show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.exports.lists import Column, write_lists
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.print.form_papers import Asked, FormPaper, FormPart, Grid, Heading, Option, Table, Told
from app.print.papers import Language
from app.print.typesetting import pdf, pictures
from app.services.form_paper_parts import BLANK_ROWS, BlankPage, FilledPage, parts_of
from app.services.response_rows import Filled, ResponseRows
from tests.support.workbooks import Row, question, workbook

SCALE: list[Row] = [
    {"list_name": "scale", "name": str(point), "label::Khmer (km)": km, "label::English (en)": en}
    for point, km, en in ((1, "ខ្សោយ", "Poor"), (2, "មធ្យម", "Fair"), (3, "ល្អ", "Good"))
]
YES_NO: list[Row] = [
    {"list_name": "yes_no", "name": "yes", "label::Khmer (km)": "បាទ/ចាស", "label::English (en)": "Yes"},
    {"list_name": "yes_no", "name": "no", "label::Khmer (km)": "ទេ", "label::English (en)": "No"},
]
SURVEY: list[Row] = [
    question("begin group", "house"),
    question("select_one yes_no", "safe", required="yes"),
    question("text", "why", relevant="${safe} = 'no'", appearance="multiline"),
    question("select_multiple yes_no", "both"),
    question("begin group", "marks", appearance="field-list"),
    question("select_one scale", "health", appearance="likert"),
    question("select_one scale", "school", appearance="likert"),
    question("end group", "", label=False),
    question("end group", "", label=False),
    question("begin repeat", "child"),
    question("text", "word"),
    question("integer", "age"),
    question("date", "seen"),
    question("end repeat", "", label=False),
    question("note", "sum_note", **{"label::English (en)": "Together **${total}**", "label::Khmer (km)": "សរុប ${total}"}),
    question("calculate", "total", label=False, calculation="sum(${age})"),
]


@pytest.fixture(scope="module")
def form() -> CompiledForm:
    return load_form(workbook(SURVEY, [*SCALE, *YES_NO]))


@pytest.fixture
def session(form: CompiledForm) -> FormSession:
    filled = FormSession(form, lang="en")
    filled.fill({"safe": "yes", "both": ["yes", "no"], "health": "2", "school": "3"})
    filled.fill({"child": [{"word": "Sample one", "age": 4, "seen": "2026-03-05"}, {"word": "Sample two", "age": 7}]})
    return filled


def paper(parts: tuple[FormPart, ...], lang: Language = "km") -> FormPaper:
    return FormPaper(
        lang=lang,
        office="Sample office",
        practice=True,
        printed_on="5 March 2026",
        form="sample",
        version="1",
        title="#title *bold*",
        about=(("Case", "K-0001"), ("By", "")),
        parts=parts,
        blank=True,
    )


def test_a_blank_paper_asks_every_question_whatever_its_condition(form: CompiledForm) -> None:
    parts = parts_of(BlankPage(form, "en"))
    asked = [part.label for part in parts if isinstance(part, Asked)]
    assert asked == ["Question safe", "Question why", "Question both"]
    assert [part.title for part in parts if isinstance(part, Heading)] == ["Question house", "Question marks"]
    why = next(part for part in parts if isinstance(part, Asked) and part.label == "Question why")
    assert why.lines == 3
    grid = next(part for part in parts if isinstance(part, Grid))
    assert grid == Grid(columns=("Poor", "Fair", "Good"), rows=(("Question health", ()), ("Question school", ())))
    table = next(part for part in parts if isinstance(part, Table))
    assert table.columns == ("Question word", "Question age", "Question seen")
    assert table.rows == (("", "", ""),) * BLANK_ROWS
    assert Told(text="Together ……") in parts


def test_a_filled_paper_shows_what_was_asked_with_its_answers(session: FormSession) -> None:
    parts = parts_of(FilledPage(session, "en"))
    asked = {part.label: part for part in parts if isinstance(part, Asked)}
    assert set(asked) == {"Question safe", "Question both"}, "the reason was not asked"
    assert asked["Question safe"].options == (Option(label="Yes", chosen=True), Option(label="No"))
    assert asked["Question both"].many
    assert next(part for part in parts if isinstance(part, Grid)).rows == (("Question health", (1,)), ("Question school", (2,)))
    table = next(part for part in parts if isinstance(part, Table))
    assert table.rows == (("Sample one", "4", "05/03/2026"), ("Sample two", "7", ""))
    assert Told(text="Together 11") in parts


def test_what_a_copy_leaves_out_is_not_on_it(session: FormSession) -> None:
    parts = parts_of(FilledPage(session, "en", frozenset({"/data/house/safe", "/data/child/word"})))
    assert "Question safe" not in str(parts)
    assert "Sample one" not in str(parts)
    assert "Question both" in str(parts)


@pytest.mark.parametrize("lang", ["km", "en"])
def test_blank_and_filled_become_a_pdf_and_typed_text_is_never_markup(form: CompiledForm, lang: Language) -> None:
    filled = FormSession(form, lang=lang)
    filled.answer("/data/house/safe", "no")
    filled.answer("/data/house/why", "#panic() $x *bold* [ ] \\ @ref <a>")
    for page in (BlankPage(form, lang), FilledPage(filled, lang)):
        made = paper(parts_of(page), lang)
        assert pdf(made).startswith(b"%PDF-")
        assert all(picture.startswith(b"\x89PNG") for picture in pictures(made, ppi=20))


@pytest.mark.parametrize("labels", [True, False])
def test_rows_of_a_workbook_in_words_or_in_codes(
    form: CompiledForm, session: FormSession, tmp_path: Path, labels: bool
) -> None:
    rows = ResponseRows([form], [Column("Date")], "en", labels=labels, rights=frozenset())
    filled = Filled("r1", form, session.answers(), [date(2026, 3, 6)])
    file = tmp_path / "answers.xlsx"
    assert write_lists(file, rows.sheets, rows.rows([filled, filled])) == (2, 4)
    book = load_workbook(file)
    main, child = book.worksheets
    head, first, _ = ([cell.value for cell in row] for row in main.iter_rows())
    answers = dict(zip(head, first, strict=True))
    if labels:
        assert answers["Question safe"] == "Yes"
        assert answers["Question both"] == "Yes, No"
        assert answers["Question health"] == "Fair"
    else:
        assert answers["house-safe"] == "yes"
        assert answers["house-both"] == "yes no"
        assert (answers["house-both/yes"], answers["house-both/no"]) == (1, 1)
        assert answers["total"] == "11"
    assert child.title == ("Question child" if labels else "child")
    lines = [[cell.value for cell in row] for row in child.iter_rows()]
    assert lines[1][:5] == ["r1", 1, None, "Sample one", 4]
    assert lines[2][:5] == ["r1", 2, None, "Sample two", 7]


def test_columns_of_a_restricted_group_are_there_only_for_its_right() -> None:
    survey = [question("text", "open"), question("text", "kept", **{"bind::komar:group": "reporter"})]
    form = load_form(workbook(survey))
    without = ResponseRows([form], [], "en", labels=True, rights=frozenset())
    held = ResponseRows([form], [], "en", labels=True, rights=frozenset({"reporter"}))
    assert [column.title for column in without.sheets[0].columns] == ["Response", "Question open"]
    assert [column.title for column in held.sheets[0].columns] == ["Response", "Question open", "Question kept"]


def test_versions_stand_side_by_side_and_nothing_of_an_old_one_is_lost() -> None:
    old = load_form(workbook([question("text", "first"), question("text", "gone")]))
    new = load_form(workbook([question("text", "first"), question("text", "fresh")]))
    rows = ResponseRows([old, new], [], "en", labels=False, rights=frozenset())
    assert [column.title for column in rows.sheets[0].columns] == ["Response", "first", "fresh", "gone"]
    made = list(rows.rows([Filled("a", old, {"/data/first": "1", "/data/gone": "2"}, []), Filled("b", new, {}, [])]))
    assert made == [(0, ["a", "1", None, "2"]), (0, ["b", None, None, None])]
