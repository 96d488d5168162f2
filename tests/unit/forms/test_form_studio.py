"""What the author of a form is told: problems with their cells and a remedy, what the form uses, and when it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import InputError
from app.services.forms.form_report import report_lines, summary
from app.services.forms.form_studio import Line, Report, check_file, check_form, report_json
from tests.support.hostile import with_parts
from tests.support.sources import ROOT
from tests.support.workbooks import SETTINGS, YES_NO, Row, question, workbook

DAY = date(2026, 11, 25)
SHIPPED = sorted((ROOT / "resources" / "forms").glob("*.xlsx"))
SUBJECT: Row = {"type": "hidden", "name": "k_subject", "default": "case"}
ASKED = question("select_one yes_no", "asked")


def checked(*rows: Row, choices: Sequence[Row] = YES_NO, settings: Row = SETTINGS, lang: str = "en") -> Report:
    return check_form(workbook(rows, choices, settings), "sample.xlsx", lang, on=DAY)


def cells(report: Report) -> list[tuple[str, str, str]]:
    return [(line.severity, line.code, line.place) for line in report.lines]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_shipped_form_has_an_error_or_a_warning(file: Path) -> None:
    report = check_file(file, "km", on=DAY)
    assert [line for line in report.lines if line.severity != "notice"] == []
    assert report.usable
    assert dict(summary(report, "en"))["Form id"] == report.form.id if report.form else False


def test_a_form_that_is_fine_says_what_it_uses() -> None:
    report = checked(SUBJECT, ASKED, question("text", "why", relevant="contains(${asked}, 'y')", appearance="multiline"))
    assert report.lines == ()
    assert report.usable
    told = dict(summary(report, "en"))
    assert told == {
        "Form": "sample", "Form id": "sample", "Version": "1", "About": "Case",
        "Languages": "Khmer (km), English (en)", "Questions": "2", "Groups inside one another": "0",
        "Types of question": "hidden 1, select_one 1, text 1", "Functions": "contains 1", "Appearances": "multiline 1",
        "Also uses": "translations",
    }  # fmt: skip
    assert dict(summary(report, "km"))["ចំនួនសំណួរ"] == "២"
    shown = list(report_lines(report, "en"))
    assert shown[0] == "sample.xlsx: The form can be used; nothing was found."
    assert "  Types of question: hidden 1, select_one 1, text 1" in shown


def test_errors_stand_in_their_cells_errors_first_then_by_place() -> None:
    report = checked(
        ASKED,
        question("hologram", "a"),
        question("text", "b", relevant="${x} = 1"),
        question("text", "c", **{"label::Khmer (km)": None}),
        choices=[*YES_NO, {"list_name": "spare", "name": "1", "label::Khmer (km)": "១", "label::English (en)": "1"}],
    )
    assert cells(report) == [
        ("error", "form_unknown_type", "survey!A3"),
        ("error", "form_unknown_reference", "survey!E4"),
        ("warning", "form_text_missing", "survey!C5"),
        ("notice", "form_list_unused", "choices!A4"),
    ]
    assert not report.usable
    assert report.lines[0].text.startswith("Komar does not know the question type “hologram”."), "the place is said beside"
    assert list(report_lines(report, "en"))[1:] == [
        "Errors: 2",
        "  survey!A3: Komar does not know the question type “hologram”. Choose another type or delete the row.",
        "  survey!E4: The expression names “${x}”, which the form does not have. Check the name.",
        "Warnings: 1",
        f"  survey!C5: {report.lines[2].text}",
        "Notes: 1",
        f"  choices!A4: {report.lines[3].text}",
    ]


def test_a_column_of_komar_is_told_by_its_letter_and_once() -> None:
    wrong = question("text", "a", **{"bind::komar:save": "case.nothing"})
    report = checked(SUBJECT, wrong, ASKED)
    assert cells(report) == [("error", "form_unknown_bind", "survey!F3")]
    assert "case.nothing" in report.lines[0].text
    heavy = question("select_one yes_no", "b", **{"bind::komar:standard": "1", "bind::komar:weight": "4"})
    codes = {line.code: line for line in checked(SUBJECT, heavy).lines}
    assert codes["answer_unknown"].place == "survey!A3"
    assert codes["no_profile"].row == 0, "it is about the form as a whole"
    assert {line.severity for line in codes.values()} <= {"warning", "notice"}


def test_the_rules_of_scoring_that_ship_are_known() -> None:
    file = next(one for one in SHIPPED if one.stem == "inspection_minimum_standards")
    assert check_file(file, "en", on=DAY).lines == ()


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_words_of_a_line_do_not_repeat_its_place(lang: str) -> None:
    report = checked(question("hologram", "a"), question("text", "b c"), question("begin group", "g"), ASKED, lang=lang)
    assert len(report.lines) == 3
    assert not [line for line in report.lines if re.match(r"Sheet|សន្លឹក", line.text) or "survey" in line.text]


def test_a_row_without_a_column_is_a_place_too() -> None:
    assert Line("error", "x", "survey", 8, "", "").place == "survey!8"
    assert Line("error", "x", "survey", 8, "calculation", "").place == "survey!8 calculation"
    assert Line("error", "x", "settings", 0, "version", "").place == "settings!version"
    assert Line("error", "x", "", 0, "", "").place == ""


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 cut", b"<h:html", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_form_ends_in_one_clear_line(data: bytes) -> None:
    report = check_form(data, "broken.xlsx", "en", on=DAY)
    assert [line.severity for line in report.lines] == ["error"]
    assert (report.form, report.usable, summary(report, "en")) == (None, False, ())
    assert report.lines[0].text != report.lines[0].code
    assert report_json(report)["ok"] is False


def test_a_hostile_workbook_ends_in_one_clear_line() -> None:
    entity = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><worksheet>&d;</worksheet>'
    bomb = with_parts(workbook([ASKED]), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 400_000_000})
    for data in (bomb, with_parts(workbook([ASKED]), {"xl/worksheets/sheet1.xml": entity})):
        report = check_form(data, "hostile.xlsx", "en", on=DAY)
        assert [line.severity for line in report.lines] == ["error"]


def test_files_beside_the_workbook_are_taken_along(tmp_path: Path) -> None:
    book = tmp_path / "form.xlsx"
    book.write_bytes(workbook([ASKED, question("select_one_from_file places.csv", "place")]))
    assert [line.code for line in check_file(book, "en", on=DAY).lines] == ["form_file_wanted"]
    media = tmp_path / "form-media"
    media.mkdir()
    (media / "places.csv").write_text("name,label\n1,One\n", encoding="utf-8")
    report = check_file(book, "en", on=DAY)
    assert report.lines == ()
    assert set(report.media) == {"places.csv"}
    assert dict(summary(report, "en"))["Files beside the workbook"] == "places.csv"
    media.rename(tmp_path / "elsewhere")
    assert check_file(book, "en", media=tmp_path / "elsewhere", on=DAY).lines == ()


def test_a_file_or_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="form_file_missing"):
        check_file(tmp_path / "none.xlsx", "en")
    (tmp_path / "form.xlsx").write_bytes(workbook([ASKED]))
    with pytest.raises(InputError, match="form_media_missing"):
        check_file(tmp_path / "form.xlsx", "en", media=tmp_path / "none")


def test_a_file_far_too_large_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(3 * 1024**3)
    assert [line.code for line in check_file(large, "en").lines] == ["form_file_too_big"]
    large.unlink()
    (tmp_path / "form.xlsx").write_bytes(workbook([ASKED]))
    (tmp_path / "form-media").mkdir()
    with (tmp_path / "form-media" / "film.mp4").open("wb") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(InputError, match="form_media_large"):
        check_file(tmp_path / "form.xlsx", "en")


def test_the_report_as_json_names_every_cell() -> None:
    shown = report_json(checked(question("hologram", "a"), ASKED, lang="km"))
    assert (shown["ok"], shown["counts"]) == (False, {"error": 1, "warning": 0, "notice": 0})
    assert isinstance(shown["problems"], list)
    found = {key: value for key, value in shown["problems"][0].items() if key != "message"}
    assert found == {"severity": "error", "code": "form_unknown_type", "sheet": "survey", "row": 2, "column": "A"}
