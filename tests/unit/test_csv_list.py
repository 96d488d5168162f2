"""A list as text with commas: read by any programme, never run as a formula, whole or not there."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import EnvironmentFault
from app.exports.cells import FORMULA_LIKE, Cell
from app.exports.csv_list import write_csv


def read(path: Path) -> list[list[str]]:
    """The file as another programme reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_heads_notes_and_rows(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    rows: list[list[Cell]] = [["សុខ, ដារា", 3, None, date(2026, 1, 2)], ['say "yes"', 1.5, "a\nb", "=1+1"]]
    assert write_csv(target, ["Name", "N", "Nothing", "Day"], rows, ["practice"]) == 2
    assert target.read_bytes().startswith(b"\xef\xbb\xbf"), "without the mark Excel shows no Khmer"
    assert read(target) == [
        ["practice"],
        ["Name", "N", "Nothing", "Day"],
        ["សុខ, ដារា", "3", "", "2026-01-02"],
        ['say "yes"', "1.5", "a b", "'=1+1"],
    ]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_no_text_is_ever_a_formula(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    target = tmp_path_factory.mktemp("csv") / "list.csv"
    write_csv(target, texts, [texts])
    for row in read(target):
        assert len(row) == len(texts)
        assert not any(FORMULA_LIKE.match(cell) for cell in row)


def test_a_file_that_cannot_be_finished_is_not_there(tmp_path: Path) -> None:
    def broken() -> Iterator[list[Cell]]:
        yield ["one"]
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        write_csv(tmp_path / "list.csv", ["a"], broken())
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(EnvironmentFault, match="export_place"):
        write_csv(tmp_path / "none" / "list.csv", ["a"], [["x"]])
