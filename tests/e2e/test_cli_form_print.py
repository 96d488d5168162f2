"""`form print`: a blank form as a PDF, without an office and without a password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.main import main
from tests.support.sources import ROOT
from tests.support.workbooks import question, workbook

FORM = ROOT / "resources" / "forms" / "form_1_intake.xlsx"


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Runs `form print` as it stands: exit code, what was printed, what was said."""
    code = main(["--lang", "en", "form", "print", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_shipped_form_is_printed_in_both_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = []
    for lang in ("km", "en"):
        target = tmp_path / f"{lang}.pdf"
        assert printed(capsys, str(FORM), "--out", str(target), "--lang", lang, "--json") == (
            0,
            f'{{"out": "{lang}.pdf"}}\n',
            "",
        )
        papers.append(target.read_bytes())
        assert papers[-1].startswith(b"%PDF-")
    assert papers[0] != papers[1]
    assert sorted(tmp_path.iterdir()) == [tmp_path / "en.pdf", tmp_path / "km.pdf"]


def test_lists_are_found_beside_the_form_or_where_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, target = tmp_path / "form.xlsx", tmp_path / "form.pdf"
    file.write_bytes(workbook([question("select_one_from_file places.csv", "place")]))
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "places.csv").write_text("name,label\n1,One\n", encoding="utf-8")
    sizes = []
    for words in ((), ("--media", str(lists))):
        assert printed(capsys, str(file), "--out", str(target), *words)[0] == 0
        sizes.append(len(target.read_bytes()))
    assert sizes[0] != sizes[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("missing.xlsx", "--out", "a.pdf"), 1),
        ((str(FORM),), 2),
        ((str(FORM), "--out", "a.pdf", "--lang", "fr"), 2),
        ((str(FORM), "--out", "no folder/a.pdf"), 3),
    ],
)
def test_what_cannot_be_printed_is_said(
    words: tuple[str, ...], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found, out, said = printed(capsys, *words)
    assert (found, out, said != "") == (code, "", True)
    assert list(tmp_path.iterdir()) == []
    assert "\\u" not in json.dumps(said, ensure_ascii=False)
