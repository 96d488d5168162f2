"""`form check`: the author's report, to read and as JSON, without an office and without a password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import main
from tests.support.workbooks import question, workbook

ASKED = question("select_one yes_no", "asked")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "form.xlsx"
    file.write_bytes(
        workbook([ASKED, question("select_one_from_file places.csv", "place"), question("text", "a", relevant="${x}")])
    )
    return file


def check(
    capsys: pytest.CaptureFixture[str], *words: str, before: tuple[str, ...] = ("--lang", "en")
) -> tuple[int, list[str], str]:
    """Runs `form check` as it stands: exit code, the lines printed, what was said."""
    code = main([*before, "form", "check", *words])
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err


def test_a_report_to_read(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, said = check(capsys, str(book))
    assert (code, said) == (1, "")
    assert lines[0].startswith("form.xlsx: The form cannot be used before its errors are put right. Errors: 1")
    place = lines.index("Errors: 1") + 1
    assert lines[place].startswith("  survey!E4: The expression names “${x}”")
    assert any(line.startswith("  survey!A3: ") and "places.csv" in line for line in lines)
    _, khmer, _ = check(capsys, str(book), before=("--lang", "km"))
    assert "កំហុស៖ ១" in khmer[0]


def test_a_form_that_can_be_used_says_what_it_uses(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(workbook([ASKED, question("select_one_from_file places.csv", "place")]))
    media = book.with_name("lists")
    media.mkdir()
    (media / "places.csv").write_text("name,label\n1,One\n", encoding="utf-8")
    code, lines, said = check(capsys, str(book), "--media", str(media))
    assert (code, said) == (0, "")
    assert lines[0] == "form.xlsx: The form can be used; nothing was found."
    assert "  Types of question: select_one 2" in lines
    assert "  Files beside the workbook: places.csv" in lines


def test_the_same_as_json(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, said = check(capsys, str(book), before=("--lang", "en", "--json"))
    assert (code, said, len(lines)) == (1, "", 1)
    report = json.loads(lines[0])
    assert (report["file"], report["ok"], report["counts"]["error"]) == ("form.xlsx", False, 1)
    problem = report["problems"][0]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("survey", 4, "E")


def test_what_is_no_workbook_or_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut off")
    code, lines, said = check(capsys, str(broken))
    assert (code, said, len(lines)) == (1, "", 3)
    code, lines, said = check(capsys, str(tmp_path / "none.xlsx"))
    assert (code, lines) == (1, [])
    assert "none.xlsx" in said
