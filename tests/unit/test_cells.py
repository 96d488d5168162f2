"""Texts in cells: whatever somebody typed into a name, the workbook opens and nothing in it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.exports.cells import LONGEST, plain
from app.exports.lists import Column, sheet_title, write_list

TEXTS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "\u200b=1", "\ufeff@x", "\uff1d1", "\x00=1", " \xa0+1")


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_is_never_a_formula(tmp_path: Path, text: str) -> None:
    write_list(tmp_path / "list.xlsx", text, [Column(text)], [[text]], [text])
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert sheet["A3"].quotePrefix


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@example("\ufffe\uffff\ud800")
@example("x" * (LONGEST + 5))
@settings(max_examples=200, deadline=None)
def test_any_text_fits_xml_and_a_cell(text: str) -> None:
    kept = plain(text)
    assert len(kept) <= LONGEST
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", kept)
    assert 1 <= len(sheet_title(text)) <= 31


def test_one_odd_letter_does_not_spoil_a_whole_list(tmp_path: Path) -> None:
    rows = [["good"], ["a\ufffeb"], ["c\ud800d"], ["e\x0bf"], ["x" * 40_000]]
    assert write_list(tmp_path / "list.xlsx", "list", [Column("name")], rows) == 5
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    values = [str(row[0].value) for row in sheet.iter_rows(min_row=2)]
    assert values[:4] == ["good", "ab", "cd", "ef"]
    assert len(values[4]) == LONGEST


def test_names_never_lie_in_the_folder_of_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere, target = tmp_path / "system", tmp_path / "mine"
    elsewhere.mkdir()
    target.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    seen: set[str] = set()

    def rows(count: int) -> Iterator[list[str]]:
        for number in range(count):
            seen.update(path.name for path in elsewhere.iterdir())
            yield [f"name {number}"]
        if count == 7:
            raise KeyboardInterrupt

    write_list(target / "list.xlsx", "list", [Column("name")], rows(5))
    with pytest.raises(KeyboardInterrupt):
        write_list(target / "other.xlsx", "list", [Column("name")], rows(7))
    assert seen == set()
    assert [path.name for path in target.iterdir()] == ["list.xlsx"]
