"""A form on paper and as rows of a workbook: everything asked is there, nothing that this copy must not show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.exports.lists import Column, write_lists
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.restricted import kept_apart
from app.forms.session import FormSession
from app.print.form_papers import Asked, FormPaper, FormPart, Grid, Heading, Option, Signatures, Signer, Table, Told
from app.print.papers import Language
from app.print.typesetting import pdf, pictures
from app.services.forms.form_paper_parts import BLANK_ROWS, BlankPage, FilledPage, parts_of
from app.services.forms.form_papers import unofficial_form
from app.services.responses.response_rows import Filled, ResponseRows
from tests.support.sources import ROOT
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


def test_the_foot_tells_the_title_of_the_form_never_its_id(form: CompiledForm) -> None:
    named = replace(form, title="ការចុះសួរ · Visit")
    assert (unofficial_form(named, "km").form, unofficial_form(named, "en").form) == ("ការចុះសួរ", "Visit")


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
    session.set_language("km")
    told = [part.text for part in parts_of(FilledPage(session, "km")) if isinstance(part, Told)]
    assert any("១១" in text for text in told)
    assert not any("11" in text for text in told)


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


RESTRICTED: list[Row] = [
    question("text", "open"),
    question("begin group", "source"),
    question("text", "reporter", **{"bind::komar:group": "reporter"}),
    question("end group", "", label=False),
    question("begin group", "talk", **{"bind::komar:group": "interview"}),
    question("text", "child_words"),
    question("end group", "", label=False),
    question("begin repeat", "accused"),
    question("text", "accused_name", **{"bind::komar:group": "alleged"}),
    question("end repeat", "", label=False),
    question("calculate", "twice", label=False, calculation="concat(${reporter}, ' twice')"),
    question("note", "said", **{"label::English (en)": "Told by ${twice}", "label::Khmer (km)": "ដោយ ${twice}"}),
    question("select_one yes_no", "agreed", **{"label::English (en)": "Does ${reporter} agree?"}),
    question("note", "end", **{"label::English (en)": "Thank you", "label::Khmer (km)": "សូមអរគុណ"}),
]
TOKENS = {"reporter": "TOKEN-REPORTER", "child_words": "TOKEN-WORDS"}
HEADS = ("Question source", "Question talk", "Question accused", "Question reporter", "Question child_words")


@pytest.fixture
def secret() -> FormSession:
    filled = FormSession(load_form(workbook(RESTRICTED, YES_NO)), lang="en")
    filled.fill({"open": "TOKEN-OPEN", **TOKENS, "accused": [{"accused_name": "TOKEN-ACCUSED"}], "agreed": "yes"})
    return filled


def test_the_open_copy_holds_no_token_of_a_restricted_question_and_no_heading_of_an_emptied_group(secret: FormSession) -> None:
    full = str(parts_of(FilledPage(secret, "en")))
    for token in (*TOKENS.values(), "TOKEN-ACCUSED", "TOKEN-OPEN", *HEADS, "Thank you", "Told by TOKEN-REPORTER twice"):
        assert token in full
    for page in (
        FilledPage(secret, "en", kept_apart(secret.form)),
        FilledPage(secret, "en", kept_apart(secret.form, {"hiv_rh"}), {"/data/source/reporter": b"TOKEN-PICTURE"}),
    ):
        copy = str(parts_of(page))
        assert "TOKEN-OPEN" in copy
        assert "Thank you" in copy
        for token in ("TOKEN-REPORTER", "TOKEN-WORDS", "TOKEN-ACCUSED", "TOKEN-PICTURE", "twice", "Told by", *HEADS):
            assert token not in copy


def test_who_holds_a_group_is_shown_that_group(secret: FormSession) -> None:
    copy = str(parts_of(FilledPage(secret, "en", kept_apart(secret.form, {"interview"}))))
    assert "TOKEN-WORDS" in copy
    assert "Question talk" in copy
    assert "TOKEN-REPORTER" not in copy


def test_a_form_that_is_restricted_as_a_whole_has_no_open_copy() -> None:
    survey = [question("hidden", "k_restricted", label=False, default="interview"), question("text", "open")]
    filled = FormSession(load_form(workbook(survey)), lang="en")
    filled.answer("/data/open", "TOKEN")
    assert parts_of(FilledPage(filled, "en", kept_apart(filled.form))) == ()
    assert "TOKEN" in str(parts_of(FilledPage(filled, "en", kept_apart(filled.form, {"interview"}))))


@pytest.mark.parametrize("labels", [True, False])
def test_the_workbook_of_one_without_the_rights_holds_no_token(secret: FormSession, tmp_path: Path, labels: bool) -> None:
    for rights, there in ((frozenset[str](), False), (frozenset({"reporter", "interview", "alleged"}), True)):
        rows = ResponseRows([secret.form], [], "en", labels=labels, rights=rights)
        file = tmp_path / "answers.xlsx"
        write_lists(file, rows.sheets, rows.rows([Filled("r1", secret.form, secret.answers(), [])]))
        sheets = load_workbook(file).worksheets
        text = str([sheet.title for sheet in sheets]) + str([cell.value for sheet in sheets for row in sheet for cell in row])
        assert "TOKEN-OPEN" in text
        assert len(sheets) == (2 if there else 1)
        for token in ("TOKEN-REPORTER", "TOKEN-WORDS", "TOKEN-ACCUSED", "twice", "accused", "reporter"):
            assert (token in text) == there


KINDS: list[Row] = [
    question("rank scale", "order"),
    question("range", "much", parameters="start=0 end=10 step=2"),
    question("geopoint", "where"),
    question("image", "photo"),
    question("acknowledge", "read"),
    question("date", "month", appearance="month-year"),
    question("date", "year", appearance="year"),
    question("date", "day"),
    question("dateTime", "moment"),
    question("time", "hour"),
    question("begin repeat", "house"),
    question("text", "address"),
    question("begin repeat", "person"),
    question("text", "name"),
    question("integer", "age"),
    question("end repeat", "", label=False),
    question("end repeat", "", label=False),
    question("begin group", "scores"),
    *(
        one
        for item in ("food", "school", "home")
        for one in (question("select_one scale", item), question("text", f"{item}_note"))
    ),
    question("end group", "", label=False),
]


def test_each_kind_of_question_has_its_room_on_a_blank_paper() -> None:
    form = load_form(workbook(KINDS, SCALE))
    parts = parts_of(BlankPage(form, "km"))
    asked = {part.label: part for part in parts if isinstance(part, Asked)}
    order = next(iter(asked.values()))
    assert order.kind == "rank"
    assert [option.label for option in order.options] == ["ខ្សោយ", "មធ្យម", "ល្អ"]
    kinds = [part.kind for part in parts if isinstance(part, Asked)]
    assert kinds[:10] == ["rank", "range", "point", "file", "text", "month", "year", "date", "moment", "time"]
    assert next(part for part in asked.values() if part.kind == "range").scale == ("០", "២", "៤", "៦", "៨", "១០")
    tables = [part for part in parts if isinstance(part, Table)]
    assert len(tables) == 2, "a house twice, each with its persons"
    grid = next(part for part in parts if isinstance(part, Grid))
    assert len(grid.rows) == len(grid.remarks) == 3
    assert pdf(paper(parts)).startswith(b"%PDF-")


def test_each_kind_of_answer_is_on_a_filled_paper() -> None:
    filled = FormSession(load_form(workbook(KINDS, SCALE)), lang="en")
    filled.fill(
        {"order": ["3", "1", "2"], "much": "4", "where": "11.5 104.9 0 0", "photo": "a.jpg", "read": "OK", "day": "2026-03-05"}
    )
    filled.fill({"food": "2", "food_note": "Rice only", "school": "1", "home": "3"})
    filled.fill({"house": [{"address": "One", "person": [{"name": "Sample", "age": 4}]}]})
    picture = pictures(paper((Told(text="x"),), "en"), ppi=8)[0]
    parts = parts_of(FilledPage(filled, "en", frozenset(), {"/data/photo": picture}))
    asked = {part.label: part for part in parts if isinstance(part, Asked)}
    assert asked["Question order"].value == "1. Good, 2. Poor, 3. Fair"
    assert asked["Question much"].value == "4"
    assert asked["Question where"].value == "11.5, 104.9"
    assert (asked["Question photo"].value, asked["Question photo"].picture) == ("a.jpg", picture)
    assert asked[""].options == (Option(label="Question read", chosen=True),)
    grid = next(part for part in parts if isinstance(part, Grid))
    assert grid.rows[0] == ("Question food", (1,))
    assert grid.remarks == ("Rice only", "", "")
    assert next(part for part in parts if isinstance(part, Table)).rows == (("Sample", "4"),)
    assert len(pictures(paper(parts, "en"), ppi=20)) >= 1


def test_conditions_stand_on_a_blank_paper_in_words() -> None:
    survey = [
        question("select_one scale", "safe"),
        question("text", "why", relevant="${safe} = '1'"),
        question("text", "other"),
        question("text", "again", relevant="${safe} = '1' or ${safe} = '2'"),
        question("text", "deep", relevant="string-length(${other}) > 3"),
        question("note", "computed", relevant="string-length(${other}) > 3"),
    ]
    parts = parts_of(BlankPage(load_form(workbook(survey, SCALE)), "en"))
    said = {part.label: (part.condition, part.indent) for part in parts if isinstance(part, Asked)}
    assert said["Question safe"] == ("", False)
    assert said["Question why"] == ("If “Poor”", True)
    assert said["Question again"] == ("Not if “Question safe”: “Good”", True)
    assert said["Question deep"] == ("", True)
    assert not [part for part in parts if isinstance(part, Told)], "what only the programme can know is left out"


def test_who_signs_has_room_and_the_note_about_noting_it_is_left_out() -> None:
    how: list[Row] = [
        {"list_name": "how", "name": name, "label::Khmer (km)": name, "label::English (en)": name.title()}
        for name in ("signature", "thumbprint", "refused")
    ]
    survey = [
        question("note", "sign_say"),
        question("select_one how", "sign_carer"),
        question("date", "sign_carer_on", relevant="${sign_carer} != 'refused'"),
        question("select_one how", "sign_chief"),
    ]
    form = load_form(workbook(survey, how))
    assert parts_of(BlankPage(form, "en")) == (
        Signatures(signers=(Signer(who="Question sign_carer"), Signer(who="Question sign_chief"))),
    )
    filled = FormSession(form, lang="en")
    filled.fill({"sign_carer": "thumbprint", "sign_carer_on": "2026-03-05", "sign_chief": "refused"})
    signers = (
        Signer(who="Question sign_carer", how="Thumbprint", day="05/03/2026"),
        Signer(who="Question sign_chief", how="Refused"),
    )
    assert parts_of(FilledPage(filled, "en")) == (Signatures(signers=signers),)


def test_rows_made_one_after_another_are_those_made_alone() -> None:
    survey = [
        question("select_one yes_no", "safe"),
        question("text", "why", relevant="${safe} = 'no'"),
        question("integer", "age"),
        question("calculate", "kept", label=False, calculation="once(${age} * 2)"),
        question("calculate", "double", label=False, calculation="${age} * 2"),
    ]
    form = load_form(workbook(survey, YES_NO))
    given: list[dict[str, object]] = [
        {"safe": "no", "why": "x", "age": 1},
        {"safe": "yes", "age": 2},
        {},
        {"safe": "no", "age": 3},
    ]
    filled: list[Filled] = []
    for number, answers in enumerate(given):
        session = FormSession(form, lang="en")
        session.fill(answers)
        if number == 1:
            session.answer("/data/safe", "no")
            session.answer("/data/why", "stays hidden")
            session.answer("/data/safe", "yes")
        filled.append(Filled(str(number), form, session.answers(), []))

    def made(responses: list[Filled]) -> list[tuple[int, list[object]]]:
        rows = ResponseRows([form], [], "en", labels=True, rights=frozenset())
        return [(sheet, list(row)) for sheet, row in rows.rows(responses)]

    assert made(filled) == [row for one in filled for row in made([one])]
    assert made(filled)[1][1] == ["1", "Yes", None, 2, "4", "4"]


def test_the_longest_blank_form_is_at_most_fourteen_sheets() -> None:
    form = load_form(ROOT / "resources" / "forms" / "inspection_minimum_standards.xlsx")
    for lang in ("km", "en"):
        assert len(pictures(unofficial_form(form, lang), ppi=6)) <= 14
