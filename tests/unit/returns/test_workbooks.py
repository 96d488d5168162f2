"""Workbooks: the return in its template, records behind a number, lists; no text is ever run as a formula."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.domain.errors import EnvironmentFault
from app.domain.indicators import definition
from app.exports.lists import Column, sheet_title, write_list
from app.exports.return_workbook import TEMPLATE, SheetContent, write_return
from app.services.numbers import lists, return_files, returns
from app.text.words import LANGUAGES, error_text, words
from tests.support.build_return_template import build
from tests.unit.returns.conftest import FEBRUARY, Desk

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "  =1",
    "\t=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "\x07=1",
    "a\x00b",
    "x" * 40_000,
)


def texts(file: Path, sheet: str) -> list[str]:
    """Every text of a sheet."""
    return [str(cell) for row in load_workbook(file)[sheet].iter_rows(values_only=True) for cell in row if cell is not None]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_holds_every_number_of_the_screen(desk: Desk, tmp_path: Path, lang: str) -> None:
    home = desk.add("facility", code="BTB-001", name_km="=1+1", type="rci", owner="state", state="operating")
    desk.add("residency", facility=home, sex="female", admitted_on="2026-02-01")
    desk.case("2026-02-03", sex="male", case_type="community")
    target = tmp_path / "return.xlsx"
    count = return_files.export(desk.session, FEBRUARY, target, lang)
    found = desk.compute()
    book = load_workbook(target)
    assert book.sheetnames[: len(found.definition.sheets)] == [
        sheet_title(sheet.words[lang]) for sheet in found.definition.sheets
    ]
    written = 0
    for sheet in found.definition.sheets:
        page = book[sheet_title(sheet.words[lang])]
        rows = list(page.iter_rows(values_only=True))
        assert page.page_setup.paperSize == 9
        assert page.page_setup.orientation == "landscape"
        for grid in found.grids(sheet, lang):
            start = next(number for number, row in enumerate(rows) if row[0] == grid.title) + 1 + len(grid.heads)
            for offset, line in enumerate(grid.rows):
                shown = rows[start + offset]
                assert shown[0] == line.label
                expected = ["—" if found.value(cell) is None else found.value(cell) for cell in line.cells]
                assert list(shown[1 : 1 + len(line.cells)]) == expected
                written += len(line.cells)
    assert written == count
    head = texts(target, book.sheetnames[0])
    assert words("returns.head_district", lang) in head
    assert words("returns.kingdom", lang) in head


def test_every_sheet_of_a_practice_office_says_so(desk: Desk, tmp_path: Path) -> None:
    with desk.session.write("test") as uow:
        uow.update("office", uow.find("office")[0].id, {"practice": True})
    return_files.export(desk.session, FEBRUARY, tmp_path / "return.xlsx")
    mark = words("returns.practice", "km")
    for sheet in load_workbook(tmp_path / "return.xlsx").sheetnames:
        assert any(mark in text for text in texts(tmp_path / "return.xlsx", sheet)), sheet
    assert return_files.file_name(desk.compute()).startswith("practice-")


def test_a_sheet_without_restricted_groups_says_so_and_small_numbers_can_be_masked(desk: Desk, tmp_path: Path) -> None:
    desk.case("2026-02-03", sex="male")
    clerk = desk.as_("clerk")
    return_files.export(clerk.session, FEBRUARY, tmp_path / "a.xlsx", "en", mask=True)
    assert any("Without restricted groups" in text for text in texts(tmp_path / "a.xlsx", "Concerns"))
    assert not any("Without restricted groups" in text for text in texts(tmp_path / "a.xlsx", "Cases"))
    assert "<5" in texts(tmp_path / "a.xlsx", "Cases")
    assert "1" not in texts(tmp_path / "a.xlsx", "Cases")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_is_never_a_formula(tmp_path: Path, hostile: str) -> None:
    write_list(tmp_path / "list.xlsx", hostile[:100], [Column(hostile[:100])], [[hostile], ["plain"]], notes=[hostile[:100]])
    page = load_workbook(tmp_path / "list.xlsx").worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(cells) == 4
    assert all(len(str(cell.value)) <= 32_767 for cell in cells)


@given(text=st.text(max_size=60))
def test_any_text_can_name_a_sheet(text: str) -> None:
    book = Workbook()
    assert book.create_sheet(sheet_title(text)).title


def test_a_list_holds_its_rows_and_is_noted_without_names(desk: Desk, tmp_path: Path) -> None:
    desk.case("2026-02-03", family_name_km="សុខ", given_name_km="ដារ៉ា", sex="male")
    desk.case("2026-02-04", status="void")
    assert lists.export_cases(desk.session, tmp_path / "all.xlsx", "km") == 1
    assert "សុខ ដារ៉ា" in texts(tmp_path / "all.xlsx", "ករណី")
    assert words("returns.list.contains_names", "km") in texts(tmp_path / "all.xlsx", "ករណី")
    clerk = desk.as_("clerk")
    assert lists.export_cases(clerk.session, tmp_path / "codes.xlsx", "km") == 1
    assert "សុខ ដារ៉ា" not in texts(tmp_path / "codes.xlsx", "ករណី")
    with desk.session.read() as reader:
        noted = reader.connection.exec_driver_sql("SELECT params FROM audit WHERE kind = 'export'").fetchall()
    assert [('names":true' in row[0], "ដារ៉ា" in row[0]) for row in noted] == [(True, False), (False, False)]


def test_the_records_behind_a_number_go_to_a_list(desk: Desk, tmp_path: Path) -> None:
    home = desk.add("facility", code="BTB-001", type="rci", owner="ngo", state="operating")
    desk.add("residency", facility=home, admitted_on="2026-02-01", family_name_km="សុខ", given_name_km="ដារ៉ា")
    assert return_files.export_behind(desk.session, FEBRUARY, "residents_in", tmp_path / "a.xlsx") == 1
    clerk = desk.as_("clerk")
    assert return_files.export_behind(clerk.session, FEBRUARY, "residents_in", tmp_path / "b.xlsx") == 1
    title = sheet_title(words("returns.behind.title", "km"))
    assert "សុខ ដារ៉ា" in texts(tmp_path / "a.xlsx", title)
    assert "សុខ ដារ៉ា" not in texts(tmp_path / "b.xlsx", title)


def test_what_cannot_be_written_is_said_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="export_place") as fault:
        return_files.export(desk.session, FEBRUARY, tmp_path / "missing" / "a.xlsx")
    assert all(error_text(fault.value, lang) for lang in LANGUAGES)
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(EnvironmentFault, match="export_place"):
        lists.export_cases(desk.session, tmp_path / "folder.xlsx", "km")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize("fault", ["missing", "no workbook", "no page", "no styles"])
def test_a_broken_template_is_named(tmp_path: Path, fault: str) -> None:
    template = tmp_path / "t.xlsx"
    if fault == "no workbook":
        template.write_text("no workbook")
    elif fault == "no page":
        Workbook().save(template)
    elif fault == "no styles":
        book = Workbook()
        book.worksheets[0].title = "page"
        book.worksheets[0]["A1"] = "{{tables}}"
        book.save(template)
    with pytest.raises(EnvironmentFault, match="template_broken"):
        write_return(tmp_path / "a.xlsx", [], lambda _: 0, footer="", template=template)


def test_the_template_may_be_restyled(desk: Desk, tmp_path: Path) -> None:
    """Rows may be moved, texts written in, styles changed; the numbers follow."""
    template = tmp_path / "own.xlsx"
    shutil.copy(TEMPLATE, template)
    book = load_workbook(template)
    book["page"]["A3"] = "ក្រសួង {{office}}"
    book.save(template)
    found = desk.compute()
    sheet = found.definition.sheets[0]
    content = SheetContent("A", {"office": "0203"}, found.grids(sheet, "km"))
    write_return(tmp_path / "a.xlsx", [content], found.value, footer="", template=template)
    assert "ក្រសួង 0203" in texts(tmp_path / "a.xlsx", "A")


def test_the_template_that_ships_is_the_one_that_is_built(tmp_path: Path) -> None:
    build().save(tmp_path / "built.xlsx")
    built, shipped = load_workbook(tmp_path / "built.xlsx")["page"], load_workbook(TEMPLATE)["page"]
    assert [[cell.value for cell in row] for row in built.iter_rows()] == [
        [cell.value for cell in row] for row in shipped.iter_rows()
    ]


def test_rules_are_said_for_every_number(desk: Desk, tmp_path: Path) -> None:
    return_files.export(desk.session, FEBRUARY, tmp_path / "a.xlsx", "km")
    said = texts(tmp_path / "a.xlsx", words("returns.sheet_rules", "km"))
    for indicator in definition().indicators():
        assert any(indicator.rule["km"] in text for text in said)
    assert returns.FOOD == "food_allowance"
